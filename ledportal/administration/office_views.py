"""Offices, seen by staff: whether they exist, who keeps them, how their profile stands."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.administration import actions, office_queries, queries
from ledportal.administration.forms import BLOCK_REASONS, OFFICE_STATUSES, OfficeFilter, StatusForm
from ledportal.administration.views import administration
from ledportal.conflicts import changed
from ledportal.dates import page_time
from ledportal.extensions import db
from ledportal.forms import labels, seen
from ledportal.languages import current_locale
from ledportal.municipalities.queries import districts
from ledportal.offices.models import Office
from ledportal.offices.queries import find as find_office
from ledportal.offices.queries import phones, revisions
from ledportal.paging import paginate

OFFICES = "/moderacija/kancelarije/"
OFFICE = f"{OFFICES}<string:office>/"


@administration.get(OFFICES)
@requires(Permission.MODERATE)
def offices() -> str:
    """List the offices of the register, with the filters that staff work by."""
    form = OfficeFilter(request.args).offer({each.code: each.name(current_locale()) for each in districts()})
    query = queries.offices(form.q.data, form.chosen("view"), form.chosen("status"), form.chosen("district"))
    page = paginate(query)
    on_their_way = queries.open_revisions(page.items)
    return render_template("administration/offices.html", page=page, form=form, statuses=labels(OFFICE_STATUSES), on_their_way=on_their_way)


@administration.route(OFFICE, methods=["GET", "POST"])
@requires(Permission.MODERATE, office=find_office)
def office(office: Office) -> ResponseReturnValue:
    """Show one office, and change its status."""
    others = {each.slug: each for each in queries.all_offices() if each.id != office.id}
    form = StatusForm(data={"status": office.status, "successor": office.successor.slug if office.successor else ""})
    form.offer({slug: each.municipality.name(current_locale()) for slug, each in others.items()})
    if request.method != "POST":
        return _office_page(office, form)
    if not form.validate() or not _check_successor(form, office, others.get(form.successor.data)):
        return _office_page(office, form), 422
    try:
        successor = others.get(form.successor.data)
        actions.change_status(office, form.status.data, successor, version=seen(), by=current_user, at=clock.now())
    except actions.Stale:
        return changed(request.path)
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url_for("administration.office", office=office.slug), 303)


def _check_successor(form: StatusForm, office: Office, successor: Office | None) -> bool:
    if successor is not None and actions.makes_a_circle(office, successor):
        form.successor.errors = [gettext("That office was itself taken over by this one. Choose another")]
        return False
    return True


def _office_page(office: Office, form: StatusForm) -> str:
    now = page_time()
    glance = {
        "now": now,
        "entry": office_queries.entry(office, at=now),
        "phone": phones([office.id]).get(office.id, ""),
        "tasks": office_queries.open_tasks(office),
        "blocked": office_queries.blocked_addresses(office),
        "present": office_queries.addresses(office),
        "reasons": labels(BLOCK_REASONS),
    }
    statuses = labels(OFFICE_STATUSES)
    return render_template("administration/office.html", office=office, form=form, revisions=revisions(office), statuses=statuses, **glance)
