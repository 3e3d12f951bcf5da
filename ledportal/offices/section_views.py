"""One address for each section of a profile: shown, saved by its buttons, and saved by itself while one types."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.extensions import db
from ledportal.guards import keeps_typed_text, token_is_valid
from ledportal.offices import actions, queries, typed, uploads
from ledportal.offices.content import canonical_section
from ledportal.offices.declaration import Section
from ledportal.offices.models import Office
from ledportal.offices.profile import BY_SLUG, SECTIONS
from ledportal.offices.section_pages import BLANK, checked_page, clock_time, conflict_page, current, form_page, is_checked, section_url
from ledportal.offices.views import OFFICE, offices


def find_section(_office: Office, slug: str) -> Section | None:
    return BY_SLUG.get(slug)


@offices.route(f"{OFFICE}<string:section>/", methods=["GET", "POST"])
@requires(Permission.EDIT_OFFICE, office=queries.find, section=find_section)
@keeps_typed_text
def section(office: Office, section: Section) -> ResponseReturnValue:
    """Show a section filled in, or take what was typed."""
    if request.method != "POST":
        return checked_page(office, section) if is_checked(current(office)) else form_page(office, section)
    sent = typed.read(section, request.form, without=request.form.get("remove", ""))
    uploads.drop_strangers(section, sent, office)
    if token_is_valid():
        return _save(office, section, sent)
    notice = gettext("Nothing is saved yet. Look at what you typed, and save it.")
    return _not_saved(400, notice, lambda: _kept_page(office, section, sent, notice))


def _save(office: Office, section: Section, sent: dict[str, Any]) -> ResponseReturnValue:
    """Save what was typed, be it unfinished or wrong. Files stay kept whatever becomes of the rest, so that no one chooses them twice."""
    now = clock.now()
    not_kept = uploads.keep(section, sent, request.files, office, by=current_user, at=now)
    values = canonical_section(section, sent)
    if typed.is_too_much(section, values):
        db.session.commit()
        notice = gettext("Nothing is saved yet. Correct what is marked, and save it again.")
        return _not_saved(422, notice, lambda: _kept_page(office, section, sent, notice, not_kept))
    draft = actions.start_draft(office, by=current_user, at=now)
    try:
        seen = actions.save_section(draft, section, values, seen=request.form.get("seen", ""), by=current_user, at=now)
    except actions.StaleError:
        db.session.commit()
        return _overtaken(office, section, sent, not_kept)
    db.session.commit()
    if not_kept:
        notice = gettext("The text is saved, but not every file.")
        return _not_saved(422, notice, lambda: form_page(office, section, notice=notice, not_kept=not_kept))
    return _saved(office, section, values, seen, now)


def _saved(office: Office, section: Section, values: dict[str, Any], seen: str, now: datetime) -> ResponseReturnValue:
    if _wants_json():
        return jsonify(seen=seen, message=gettext("Saved at %(time)s", time=clock_time(now)))
    return redirect(_after_save(office, section, values), 303)


def _after_save(office: Office, section: Section, values: dict[str, Any]) -> str:
    """Return the address that the pressed button leads to."""
    group = next((each for each in section.groups if each.key == request.form.get("add")), None)
    if group is not None:
        first = f"{group.key}-{len(values[group.key])}-{group.fields[0].key}"
        return section_url(office, section, **{BLANK: group.key}, _anchor=first)
    if removed := request.form.get("remove"):
        return section_url(office, section, _anchor=removed.partition("-")[0])
    if "save_and_next" in request.form:
        return _next_url(office, section)
    flash(gettext("Saved"), "success")
    return section_url(office, section)


def _next_url(office: Office, section: Section) -> str:
    following = SECTIONS[SECTIONS.index(section) + 1 :]
    return section_url(office, following[0]) if following else url_for("offices.review", office=office.slug)


def _overtaken(office: Office, section: Section, sent: dict[str, Any], not_kept: list[uploads.NotKept]) -> ResponseReturnValue:
    """Say what happened in the meantime: somebody else saved this section, or submitted the profile."""
    if is_checked(current(office)):
        notice = gettext("Nothing was saved: CenTriR's staff are checking the profile. Withdraw it first, then save this.")
        return _not_saved(409, notice, lambda: _kept_page(office, section, sent, notice, not_kept))
    notice = gettext("Somebody else has changed this section. Save it to see both versions.")
    return _not_saved(409, notice, lambda: conflict_page(office, section, canonical_section(section, sent), not_kept))


def _kept_page(office: Office, section: Section, sent: dict[str, Any], notice: str, not_kept: list[uploads.NotKept] | None = None) -> str:
    """Return the form with what was typed, and with the state that it was filled from."""
    values, seen = canonical_section(section, sent), request.form.get("seen", "")
    lost = uploads.not_sent_again(section, sent, request.files) if not_kept is None else not_kept
    return form_page(office, section, values=values, seen=seen, notice=notice, not_kept=lost)


def _not_saved(status: int, message: str, page: Callable[[], str]) -> ResponseReturnValue:
    return (jsonify(message=message) if _wants_json() else page()), status


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
