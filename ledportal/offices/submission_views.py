"""Submitting a draft after a look at all of it, and taking a draft or a submission back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.dates import local_day
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.guards import keeps_typed_text, token_is_valid
from ledportal.offices import actions, content, queries
from ledportal.offices.behalf import is_for_others, may_write
from ledportal.offices.models import Office, Revision
from ledportal.offices.opening import is_open
from ledportal.offices.profile import SECTIONS
from ledportal.offices.views import OFFICE, already_done, happened, offices
from ledportal.offices.workflow import Status, TransitionError
from ledportal.offices.written import written

PUBLIC = [section for section in SECTIONS if not section.internal]


@offices.get(f"{OFFICE}pregled/")
@requires(Permission.EDIT_OFFICE, office=queries.find)
def review(office: Office) -> ResponseReturnValue:
    """Show a draft as it will be sent, and what stands in the way."""
    draft = queries.open_revision(office)
    if draft is None or draft.status != Status.DRAFT:
        return redirect(url_for("offices.overview", office=office.slug), 303)
    return _review(draft)


@offices.post(f"{OFFICE}pregled/")
@requires(Permission.EDIT_OFFICE, office=queries.find)
@keeps_typed_text
def submit(office: Office) -> ResponseReturnValue:
    """Hand the draft to staff, if it is the one that was looked at."""
    found = queries.find_revision(office, seen("number"))
    if found is None:
        return redirect(url_for("offices.overview", office=office.slug), 303)
    if not token_is_valid():
        return (_review(found, trouble="token"), 400) if found.status == Status.DRAFT else happened(found)
    if not may_write(current_user, found):
        return _not_yours(office)
    try:
        actions.submit(found, version=seen("version"), confirmed=_ticked(), by=current_user, at=clock.now())
    except actions.IncompleteError:
        db.session.rollback()
        return _review(found, trouble="incomplete"), 422
    except (actions.StaleError, TransitionError):
        return _not_submitted(found)
    db.session.commit()
    flash(gettext("The profile is submitted. CenTriR's staff check it and write to you."), "success")
    return redirect(url_for("offices.overview", office=office.slug), 303)


def _not_yours(office: Office) -> ResponseReturnValue:
    """Send staff who have not said on whose behalf they act back to where they can."""
    flash(gettext("Say first how the information came in."), "error")
    return redirect(url_for("offices.overview", office=office.slug), 303)


def _not_submitted(found: Revision) -> ResponseReturnValue:
    """Show the draft anew when it was changed meanwhile; else say what became of it."""
    db.session.rollback()
    if found.status == Status.DRAFT:
        return _review(found, trouble="stale"), 409
    if found.status == Status.SUBMITTED and found.submitted_by_id == current_user.id:
        return already_done(found.office, gettext("The profile is already submitted."))
    return happened(found)


def _ticked() -> list[str]:
    ticked = request.form.getlist("confirmed")
    return [section.key for section in PUBLIC if section.key in ticked]


def _review(draft: Revision, *, trouble: str = "") -> str:
    """Render the draft, what is open for a change first; ticks are kept, except those of sections that changed since they were ticked."""
    changed = _changed_sections(draft)
    problems = content.problems(draft.content, today=local_day(clock.now()))
    context: dict[str, Any] = {
        "problems": problems,
        "written": sorted(written(draft.content, problems), key=lambda each: not is_open(draft.open_sections, each.section.key)),
        "ticked": [key for key in _ticks(draft) if key not in {section.key for section in changed}],
        "changed": changed,
        "confirmed": queries.last_confirmed(draft.office),
        "digests": {section.key: content.digest(draft.content.get(section.key)) for section in SECTIONS},
        "writes": may_write(current_user, draft),
        "for_others": is_for_others(current_user, draft.office),
    }
    return render_template("offices/review.html", office=draft.office, revision=draft, trouble=trouble, public=PUBLIC, **context)


def _ticks(draft: Revision) -> list[str]:
    """Return what was ticked; at first, the sections of which the office said that something has changed, and then changed it."""
    if request.method == "POST":
        return _ticked()
    source = draft.copied_from
    if draft.open_sections is None or source is None:
        return []
    return [key for key in draft.open_sections if draft.content.get(key) != source.content.get(key)]


def _changed_sections(draft: Revision) -> list[Any]:
    """Return the sections that stand differently from how the form's sender saw them."""
    before = {section.key: request.form.get(f"seen-{section.key}") for section in SECTIONS}
    return [section for section in SECTIONS if before[section.key] not in (None, content.digest(draft.content.get(section.key)))]


@offices.get(f"{OFFICE}povlacenje/")
@requires(Permission.EDIT_OFFICE, office=queries.find)
def confirm_withdrawal(office: Office) -> ResponseReturnValue:
    """Ask before a draft is deleted or a submission withdrawn."""
    found = queries.open_revision(office)
    if found is None:
        return redirect(url_for("offices.overview", office=office.slug), 303)
    return _withdrawal(found) if may_write(current_user, found) else _not_yours(office)


def _withdrawal(found: Revision, *, stale: bool = False) -> str:
    return render_template("offices/withdraw.html", office=found.office, revision=found, stale=stale)


@offices.post(f"{OFFICE}povlacenje/")
@requires(Permission.EDIT_OFFICE, office=queries.find)
def withdraw(office: Office) -> ResponseReturnValue:
    """Delete the draft, or take the submission back."""
    found = queries.find_revision(office, seen("number"))
    if found is None:
        return redirect(url_for("offices.overview", office=office.slug), 303)
    if not may_write(current_user, found):
        return _not_yours(office)
    was_draft = found.status == Status.DRAFT
    try:
        actions.withdraw(found, version=seen("version"), by=current_user, at=clock.now())
    except (actions.StaleError, TransitionError):
        return _not_withdrawn(found)
    db.session.commit()
    text = gettext("The draft is deleted.") if was_draft else gettext("The profile is withdrawn.")
    flash(text, "success")
    return redirect(url_for("offices.overview", office=office.slug), 303)


def _not_withdrawn(found: Revision) -> ResponseReturnValue:
    """Ask again about a draft that was changed meanwhile; else say what became of the revision."""
    db.session.rollback()
    if found.status == Status.DRAFT:
        return _withdrawal(found, stale=True), 409
    event = queries.last_event(found)
    if found.status == Status.WITHDRAWN and event is not None and event.actor_id == current_user.id:
        return already_done(found.office, gettext("It is already withdrawn."))
    return happened(found)
