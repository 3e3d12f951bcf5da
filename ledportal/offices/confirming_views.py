"""Confirming what is public: all of it or some sections in one step, without moderation."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.dates import local_day, page_time
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.guards import keeps_typed_text, token_is_valid
from ledportal.offices import confirming, queries
from ledportal.offices.actions import StaleError
from ledportal.offices.behalf import is_for_others
from ledportal.offices.content import public_content
from ledportal.offices.declaration import Section
from ledportal.offices.models import ConfirmedBy, Listing, Office, Revision
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.offices.standing import due_first
from ledportal.offices.views import OFFICE, already_done, offices

CONFIRMATION = f"{OFFICE}potvrda/"


@offices.get(CONFIRMATION)
@requires(Permission.EDIT_OFFICE, office=queries.find)
def confirmation(office: Office) -> str:
    """Show what is public, section by section, what is due first and ticked."""
    return _page(
        office, ticked=[state.section.key for state in queries.section_states(office, today=local_day(page_time())) if state.is_due]
    )


@offices.post(CONFIRMATION)
@requires(Permission.EDIT_OFFICE, office=queries.find)
@keeps_typed_text
def confirm(office: Office) -> ResponseReturnValue:
    """Confirm all of what was shown, or what is ticked."""
    ticked = request.form.getlist("confirmed")
    if not token_is_valid():
        return _page(office, ticked=ticked, trouble="token"), 400
    sections = [section.key for section in PUBLIC_SECTIONS if "all" in request.form or section.key in ticked]
    if not sections:
        return _page(office, ticked=[], trouble="nothing"), 422
    via = ConfirmedBy.PHONE if is_for_others(current_user, office) else ConfirmedBy.PAGE
    what: dict[str, Any] = {"revision": seen("revision"), "seen": seen("seen"), "via": via}
    try:
        confirmed = confirming.confirm(office, sections, **what, by=current_user, at=clock.now())
    except confirming.NothingPublic:
        return _page(office, ticked=[]), 409
    except StaleError:
        return _changed_meanwhile(office, ticked), 409
    if not confirmed:
        return already_done(office, gettext("It is confirmed already."))
    db.session.commit()
    flash(_thanks(confirmed), "success")
    return redirect(url_for("offices.overview", office=office.slug), 303)


def _thanks(confirmed: Collection[str]) -> str:
    if len(confirmed) == len(PUBLIC_SECTIONS):
        return gettext("All of the public profile is confirmed as of today.")
    return ngettext("%(num)s section is confirmed as of today.", "%(num)s sections are confirmed as of today.", len(confirmed))


def _changed_meanwhile(office: Office, ticked: Collection[str]) -> str:
    """Show what is public by now; ticks are kept, except those of sections that are not what was seen."""
    db.session.rollback()
    changed = _changed_sections(office)
    kept = [key for key in ticked if key not in {section.key for section in changed}]
    return _page(office, ticked=kept, trouble="stale", changed=changed)


def _changed_sections(office: Office) -> list[Section]:
    """Return the sections that stand differently in public from how the form's sender saw them."""
    before = db.session.get(Revision, seen("revision"))
    now = office.published_revision
    if now is None or before is None or before.office_id != office.id:
        return list(PUBLIC_SECTIONS)
    was, stands = public_content(before.content), public_content(now.content)
    return [section for section in PUBLIC_SECTIONS if was[section.key] != stands[section.key]]


def _page(office: Office, *, ticked: Collection[str], trouble: str = "", changed: Collection[Section] = ()) -> str:
    """Render the published profile with what was ticked."""
    latest = queries.latest_confirmation(office)
    return render_template(
        "offices/confirmation.html",
        office=office,
        listing=db.session.get(Listing, office.id),
        states=due_first(queries.section_states(office, today=local_day(page_time()))),
        ticked=ticked,
        latest=latest.id if latest is not None else 0,
        open=queries.open_revision(office),
        for_others=is_for_others(current_user, office),
        trouble=trouble,
        changed=changed,
    )
