"""Packing slips of those to whom an edition is still to go."""

from __future__ import annotations

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.catalogue.models import Edition
from ledportal.days import belgrade_day
from ledportal.distribution import queries, slips
from ledportal.distribution.forms import edition_label
from ledportal.distribution.label_views import pdf_response
from ledportal.distribution.shipment_forms import SlipForm
from ledportal.distribution.shipment_queries import find_edition
from ledportal.distribution.shipment_views import EDITION
from ledportal.distribution.slips import Content
from ledportal.distribution.views import distribution


def _form(edition: Edition) -> SlipForm:
    form = SlipForm(request.args).offer()
    form.left.data = edition.slug
    return form


@distribution.get(f"{EDITION}spiskovi/")
@requires(Permission.MODERATE, edition=find_edition)
def slips_page(edition: Edition) -> ResponseReturnValue:
    """Show who gets a packing slip, and what stands on it."""
    form, label = _form(edition), edition_label(edition)
    if not form.validate():
        return render_template("distribution/slips.html", edition=edition, label=label, form=form, found=None), 422
    found = slips.sort(queries.chosen(form.choice()), Content(edition, form.note.data or "", form.script.data))
    return render_template("distribution/slips.html", edition=edition, label=label, form=form, found=found)


@distribution.get(f"{EDITION}spiskovi.pdf")
@requires(Permission.MODERATE, edition=find_edition)
def slips_pdf(edition: Edition) -> Response:
    """Give the packing slips as PDF."""
    form = _form(edition)
    if not form.validate():
        abort(404)
    content = Content(edition, form.note.data or "", form.script.data)
    found = slips.sort(queries.chosen(form.choice()), content)
    return pdf_response(slips.pdf(found.printable, content, day=belgrade_day(clock.now())), f"spiskovi-uz-posiljke-{edition.slug}.pdf")
