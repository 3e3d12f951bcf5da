"""My office: the offices of a person, how one stands, starting a draft, reading a version."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.accounts.models import User
from ledportal.dates import local_day
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.languages import in_script
from ledportal.offices import actions, queries
from ledportal.offices.behalf import BehalfForm, is_for_others, may_write
from ledportal.offices.models import Office, Provenance, Revision
from ledportal.offices.progress import progress, shown_comments
from ledportal.offices.workflow import MEANING, Status
from ledportal.offices.written import written

offices = Blueprint("offices", __name__)

OFFICE = "/moja-kancelarija/<string:office>/"


@offices.get("/moja-kancelarija/")
@requires(Permission.USE_ACCOUNT)
def home() -> ResponseReturnValue:
    """List the person's offices; with one only, lead there."""
    own = queries.offices_of(current_user)
    if len(own) == 1 and current_user.is_confirmed and "sve" not in request.args:
        return redirect(url_for("offices.overview", office=own[0].slug), 303)
    latest = queries.latest_revisions(own)
    asked = queries.offices_of(current_user, "requested")
    return render_template("offices/home.html", own=own, latest=latest, asked=asked, next_step=next_step)


def next_step(latest: Revision | None) -> str:
    """Return what the members of an office do next, in words."""
    if latest is None:
        return gettext("Nobody has started to fill in the profile.")
    status = Status(latest.status)
    if status == Status.DRAFT and latest.copied_from is not None and latest.copied_from.status == Status.RETURNED:
        status = Status.RETURNED
    return gettext(MEANING[status].next_step)


@offices.get(OFFICE)
@requires(Permission.EDIT_OFFICE, office=queries.find)
def overview(office: Office) -> str:
    """Show what is due, the sections, what staff wrote, what is public, and all versions."""
    return _overview(office, BehalfForm())


def _overview(office: Office, form: BehalfForm) -> str:
    found = progress(office, today=local_day(clock.now()))
    writes = found.draft is not None and may_write(current_user, found.draft)
    return render_template(
        "offices/overview.html", office=office, progress=found, form=form, writes=writes, for_others=is_for_others(current_user, office)
    )


@offices.post(f"{OFFICE}nacrt/")
@requires(Permission.EDIT_OFFICE, office=queries.find)
def start(office: Office) -> ResponseReturnValue:
    """Start a draft, or go on with the one that is there; staff say how the information came in."""
    if not is_for_others(current_user, office):
        actions.start_draft(office, by=current_user, at=clock.now())
        return _started(office)
    form = BehalfForm()
    if not form.validate():
        return _overview(office, form), 422
    try:
        _take_over(office, Provenance(form.provenance.data))
    except actions.StaleError as stale:
        return happened(stale.revision)
    return _started(office)


def _take_over(office: Office, provenance: Provenance) -> None:
    now = clock.now()
    draft = actions.start_draft(office, by=current_user, at=now, provenance=provenance)
    if draft.provenance != provenance:
        actions.set_provenance(draft, provenance, version=seen("version"), by=current_user, at=now)


def _started(office: Office) -> ResponseReturnValue:
    db.session.commit()
    return redirect(url_for("offices.overview", office=office.slug), 303)


@offices.get(f"{OFFICE}verzije/<int(max=2147483647):number>/")
@requires(Permission.EDIT_OFFICE, office=queries.find, number=queries.find_revision)
def revision(office: Office, number: Revision) -> str:
    """Show any version, read-only, with what was decided about it."""
    context = {"comments": shown_comments(number), "written": written(number.content)}
    return render_template("offices/revision.html", office=office, revision=number, **context)


def happened(revision: Revision) -> ResponseReturnValue:
    """Give up what was begun, and say what became of the revision in the meantime; members are not told which of the staff it was."""
    db.session.rollback()
    event = queries.last_event(revision)
    actor = db.session.get(User, event.actor_id) if event is not None and event.actor_id is not None else None
    who = gettext("CenTriR's staff") if revision.decision else in_script(actor.name) if actor else ""
    when = event.at if event is not None else None
    return render_template("offices/happened.html", office=revision.office, revision=revision, when=when, who=who), 409


def already_done(office: Office, text: str) -> ResponseReturnValue:
    """Answer the same press of a button the second time: it is done, and nothing happens twice."""
    db.session.rollback()
    flash(text, "info")
    return redirect(url_for("offices.overview", office=office.slug), 303)
