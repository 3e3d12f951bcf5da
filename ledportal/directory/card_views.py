"""An office to take along: a card for the address book, and its permanent address as a square to photograph."""

from __future__ import annotations

from io import BytesIO

import segno
from flask import Response, abort
from flask.typing import ResponseReturnValue

from ledportal.access import public
from ledportal.directory import queries
from ledportal.directory.loading import of_an_office
from ledportal.directory.views import directory
from ledportal.downloads import file_name
from ledportal.languages import absolute_url, current_locale
from ledportal.offices import vcards
from ledportal.offices.models import Office, is_gone
from ledportal.page_cache import same_for_everybody


@directory.get("/kancelarije/<string:slug>.vcf")
@public
@same_for_everybody
@of_an_office
def vcard(office: Office) -> ResponseReturnValue:
    """Give an office's card; there is none where nobody answers any more, or nothing was published yet."""
    listing = queries.listings([office.id]).get(office.id)
    if listing is None:
        abort(404)
    if is_gone(office.status):
        abort(410)
    response = Response(vcards.vcard(listing), content_type=vcards.MEDIA_TYPE)
    response.headers["Content-Disposition"] = f"attachment; filename={file_name(f'{office.slug}.vcf')}"
    return response


@directory.get("/kancelarije/<string:slug>/qr.svg")
@public
@same_for_everybody
@of_an_office
def qr_code(office: Office) -> ResponseReturnValue:
    """Draw the permanent address: a card would be out of date on paper, the page behind the address is not."""
    address, drawing = absolute_url("directory.office", current_locale(), slug=office.slug), BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", xmldecl=False, omitsize=True, light="#fff", title=address)
    return Response(drawing.getvalue(), content_type="image/svg+xml")
