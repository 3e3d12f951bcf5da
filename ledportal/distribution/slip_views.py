"""Packing slips of those to whom an edition is still to go."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.catalogue.models import Edition
from ledportal.catalogue.names import edition_name
from ledportal.days import belgrade_day
from ledportal.distribution import queries, slips, work
from ledportal.distribution.label_views import pdf_response
from ledportal.distribution.shipment_forms import SlipForm
from ledportal.distribution.shipment_queries import find_edition
from ledportal.distribution.shipment_views import EDITION
from ledportal.distribution.slips import Content
from ledportal.distribution.views import distribution
from ledportal.extensions import db


def _form(edition: Edition) -> SlipForm:
    form = SlipForm(request.values).offer()
    form.left.data = edition.slug
    return form


def _content(edition: Edition, form: SlipForm) -> Content:
    return Content(edition, form.note.data or "", form.script.data)


def _page(edition: Edition, form: SlipForm, **values: Any) -> str:
    return render_template("distribution/slips.html", edition=edition, label=edition_name(edition), form=form, **values)


@distribution.get(f"{EDITION}spiskovi/")
@requires(Permission.MODERATE, edition=find_edition)
def slips_page(edition: Edition) -> ResponseReturnValue:
    """Show who gets a packing slip, and what stands on it."""
    form = _form(edition)
    if not form.validate():
        return _page(edition, form), 422
    chosen = queries.chosen(form.choice())
    if len(chosen) > work.MOST_AT_ONCE:
        return _page(edition, form, many=len(chosen))
    return _page(edition, form, found=slips.sort(chosen, _content(edition, form)))


@distribution.post(f"{EDITION}spiskovi/")
@requires(Permission.MODERATE, edition=find_edition)
def prepare_slips(edition: Edition) -> ResponseReturnValue:
    """Have the packing slips of a large choice made by the worker."""
    form = _form(edition)
    if not form.validate():
        return _page(edition, form), 422
    job = work.ask_for_slips(queries.chosen(form.choice()), _content(edition, form), by=current_user, at=clock.now())
    db.session.commit()
    return redirect(url_for("jobs.job", job=job.id), 303)


@distribution.get(f"{EDITION}spiskovi.pdf")
@requires(Permission.MODERATE, edition=find_edition)
def slips_pdf(edition: Edition) -> Response:
    """Give the packing slips as PDF."""
    form = _form(edition)
    chosen = queries.chosen(form.choice())
    if not form.validate() or len(chosen) > work.MOST_AT_ONCE:
        abort(404)
    content = _content(edition, form)
    made = slips.pdf(slips.sort(chosen, content).printable, content, day=belgrade_day(clock.now()))
    return pdf_response(made, f"spiskovi-uz-posiljke-{edition.slug}.pdf")
