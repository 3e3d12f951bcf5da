"""The office's side, and the staff's: what was reported, and what came of it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, can, requires
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.offices.models import Office
from ledportal.offices.profile import BY_KEY
from ledportal.offices.queries import find as find_office
from ledportal.paging import paginate
from ledportal.reports import actions, queries
from ledportal.reports.forms import AnswerForm
from ledportal.reports.models import ErrorReport
from ledportal.reports.views import reports
from ledportal.todo.kinds import OUTCOMES, Outcome

REPORTS = "/moja-kancelarija/<string:office>/prijave/"


@reports.get(REPORTS)
@requires(Permission.EDIT_OFFICE, office=find_office)
def of_office(office: Office) -> str:
    """List what was reported about an office."""
    return render_template("reports/reports.html", office=office, page=paginate(queries.of_office(office)), **_words())


@reports.route(f"{REPORTS}<int(max=2147483647):report>/", methods=["GET", "POST"])
@requires(Permission.EDIT_OFFICE, office=find_office, report=queries.find)
def answer(office: Office, report: ErrorReport) -> ResponseReturnValue:
    """Show a report, and write down what came of it."""
    form = AnswerForm().offer(spam=can(current_user, Permission.MODERATE))
    if request.method != "POST":
        return _page(office, report, form)
    if not form.validate():
        return _page(office, report, form), 422
    try:
        actions.answer(report, Outcome(form.outcome.data), form.answer.data, version=seen("version"), by=current_user, at=clock.now())
    except actions.Stale:
        db.session.rollback()
        return render_template("reports/happened.html", office=office, report=report, form=form, **_words()), 409
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url_for("todo.index") if _is_staffs(office) else url_for("reports.of_office", office=office.slug), 303)


def _is_staffs(office: Office) -> bool:
    """Say whether the person came from what staff have to do, and goes back there."""
    return can(current_user, Permission.MODERATE) and not office.has_member(current_user)


def _page(office: Office, report: ErrorReport, form: AnswerForm) -> str:
    return render_template("reports/answer.html", office=office, report=report, form=form, is_staffs=_is_staffs(office), **_words())


def _words() -> dict[str, object]:
    return {"sections": BY_KEY, "outcomes": OUTCOMES}
