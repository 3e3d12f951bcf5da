"""One address for each section of a profile: shown, saved by its buttons, and saved by itself while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.dates import format_time
from ledportal.extensions import db
from ledportal.guards import keeps_typed_text, token_is_valid
from ledportal.offices import actions, queries, typed, uploads
from ledportal.offices.behalf import is_for_others, may_write
from ledportal.offices.content import canonical_section
from ledportal.offices.declaration import Section
from ledportal.offices.models import Office, Provenance
from ledportal.offices.profile import BY_SLUG, SECTIONS
from ledportal.offices.section_pages import (
    BLANK,
    conflict_page,
    current,
    form_page,
    is_checked,
    is_closed,
    problems,
    read_only_page,
    section_url,
)
from ledportal.offices.uploads import NotKept
from ledportal.offices.views import OFFICE, offices


@dataclass(frozen=True)
class Sent:
    """What came for a section of an office's profile."""

    office: Office
    section: Section
    typed: dict[str, Any]

    @property
    def values(self) -> dict[str, Any]:
        return canonical_section(self.section, self.typed)


def find_section(_office: Office, slug: str) -> Section | None:
    return BY_SLUG.get(slug)


@offices.route(f"{OFFICE}<string:section>/", methods=["GET", "POST"])
@requires(Permission.EDIT_OFFICE, office=queries.find, section=find_section)
@keeps_typed_text
def section(office: Office, section: Section) -> ResponseReturnValue:
    """Show a section filled in, or take what was typed."""
    if request.method != "POST":
        return _show(office, section)
    sent = Sent(office, section, typed.read(section, request.form, without=request.form.get("remove", "")))
    uploads.drop_strangers(section, sent.typed, office)
    if not token_is_valid():
        return _kept(sent, 400, gettext("Nothing is saved yet. Look at what you typed, and save it."))
    if _has_no_source(office):
        return _kept(sent, 409, gettext("Nothing is saved yet. Say first, on the office's page, how the information came in."))
    return _save(sent)


def _show(office: Office, section: Section) -> ResponseReturnValue:
    revision = current(office)
    if is_checked(revision):
        return read_only_page(office, section)
    if _has_no_source(office):
        return _ask_for_source(office)
    return read_only_page(office, section) if is_closed(revision, section) else form_page(office, section)


def _ask_for_source(office: Office) -> ResponseReturnValue:
    flash(gettext("Say first how the information came in."))
    return redirect(url_for("offices.overview", office=office.slug), 303)


def _has_no_source(office: Office) -> bool:
    """Say whether this is somebody of the staff who has not yet said how what they write came in."""
    draft = queries.open_revision(office)
    return is_for_others(current_user, office) and (draft is None or not may_write(current_user, draft))


def _save(sent: Sent) -> ResponseReturnValue:
    """Save what was typed, be it unfinished or wrong. Files stay kept whatever becomes of the rest, so that no one chooses them twice."""
    now, office, section = clock.now(), sent.office, sent.section
    not_kept = uploads.keep(section, sent.typed, request.files, office, by=current_user, at=now)
    if typed.is_too_much(section, sent.values):
        db.session.commit()
        return _kept(sent, 422, gettext("Nothing is saved yet. Correct what is marked, and save it again."), not_kept)
    draft = actions.start_draft(office, by=current_user, at=now)
    try:
        if "open" in request.form:
            actions.change_section(office, section, by=current_user, at=now)
        seen = actions.save_section(draft, section, sent.values, seen=request.form.get("seen", ""), by=current_user, at=now)
    except actions.StaleError:
        db.session.commit()
        return _overtaken(sent, not_kept)
    except actions.ClosedError:
        db.session.commit()
        return _kept(
            sent, 409, gettext("Nothing is saved yet: in this draft, this section stays as it is. You can change it too."), not_kept
        )
    db.session.commit()
    if not_kept:
        notice = gettext("The text is saved, but not every file.")
        return _not_saved(422, notice, lambda: form_page(office, section, notice=notice, not_kept=not_kept))
    return _saved(sent, seen, now)


def _saved(sent: Sent, seen: str, now: datetime) -> ResponseReturnValue:
    if _wants_json():
        return jsonify(seen=seen, message=gettext("Saved at %(time)s", time=format_time(now)))
    return redirect(_after_save(sent), 303)


def _after_save(sent: Sent) -> str:
    """Return the address that the pressed button leads to."""
    office, section = sent.office, sent.section
    group = next((each for each in section.groups if each.key == request.form.get("add")), None)
    if group is not None:
        first = f"{group.key}-{len(sent.values[group.key])}-{group.fields[0].key}"
        return section_url(office, section, **{BLANK: group.key}, _anchor=first)
    if removed := request.form.get("remove"):
        return section_url(office, section, _anchor=removed.partition("-")[0])
    wrong = problems(section, sent.values)
    if "save_and_next" in request.form:
        if wrong:
            flash(gettext("Saved. Something is to be corrected before you submit: %(section)s", section=gettext(section.title)))
        return _next_url(office, section)
    flash(gettext("Saved. Correct what is marked before you submit.") if wrong else gettext("Saved"), "success")
    return section_url(office, section)


def _next_url(office: Office, section: Section) -> str:
    """Return the next section that may be changed, and after the last one all of the draft."""
    draft = queries.open_revision(office)
    following = [each for each in SECTIONS[SECTIONS.index(section) + 1 :] if not is_closed(draft, each)]
    return section_url(office, following[0]) if following else url_for("offices.review", office=office.slug)


def _overtaken(sent: Sent, not_kept: Sequence[NotKept]) -> ResponseReturnValue:
    """Say what happened in the meantime: somebody else saved this section, or submitted the profile."""
    if is_checked(current(sent.office)):
        return _kept(
            sent, 409, gettext("Nothing was saved: CenTriR's staff are checking the profile. Withdraw it first, then save this."), not_kept
        )
    notice = gettext("Somebody else has changed this section. Save it to see both versions.")
    return _not_saved(409, notice, lambda: conflict_page(sent.office, sent.section, sent.values, not_kept))


def _kept(sent: Sent, status: int, notice: str, not_kept: Sequence[NotKept] | None = None) -> ResponseReturnValue:
    """Answer with the form as it was sent, and the state that it was filled from; without ``not_kept``, no file was kept."""
    shown: dict[str, Any] = {"values": sent.values, "seen": request.form.get("seen", ""), "notice": notice}
    lost = uploads.not_sent_again(sent.section, sent.typed, request.files) if not_kept is None else not_kept
    return _not_saved(status, notice, lambda: form_page(sent.office, sent.section, **shown, not_kept=lost))


def _not_saved(status: int, message: str, page: Callable[[], str]) -> ResponseReturnValue:
    return (jsonify(message=message) if _wants_json() else page()), status


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


@offices.post(f"{OFFICE}<string:section>/izmena/")
@requires(Permission.EDIT_OFFICE, office=queries.find, section=find_section)
def change_section(office: Office, section: Section) -> ResponseReturnValue:
    """Open a section for a change and lead to its form; while staff check the profile, that page says so."""
    draft = queries.open_revision(office)
    if draft is not None and not is_checked(draft) and not may_write(current_user, draft):
        return _ask_for_source(office)
    provenance = Provenance.PHONE if is_for_others(current_user, office) else Provenance.OFFICE
    try:
        actions.change_section(office, section, by=current_user, at=clock.now(), provenance=provenance)
        db.session.commit()
    except actions.StaleError:
        db.session.rollback()
    return redirect(section_url(office, section), 303)
