"""What the pages of a section show: the form, both versions after a conflict, and the section while staff check it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext

from ledportal.dates import local_day, page_time
from ledportal.offices import queries
from ledportal.offices.comparison import SectionChange, compare
from ledportal.offices.content import Problem, digest, empty_section, section_problems
from ledportal.offices.declaration import Section, Values
from ledportal.offices.forms import SectionForm
from ledportal.offices.models import Office, Revision
from ledportal.offices.opening import is_open
from ledportal.offices.profile import SECTIONS
from ledportal.offices.progress import shown_comments
from ledportal.offices.uploads import NotKept
from ledportal.offices.workflow import Status

COMPLETE = "potpuno"
"""In the address: show also what is missing, not only what is wrong."""
BLANK = "dodaj"
"""In the address: the group that gets an empty item."""


def current(office: Office) -> Revision | None:
    """Return the revision whose text the form shows: the open one, else the one that the next draft starts with."""
    return queries.open_revision(office) or queries.draft_source(office)


def is_checked(revision: Revision | None) -> bool:
    """Say whether staff have the profile now."""
    return revision is not None and revision.status == Status.SUBMITTED


def is_closed(revision: Revision | None, section: Section) -> bool:
    """Say whether this section stays as it is in a draft that was begun for others."""
    return revision is not None and revision.status == Status.DRAFT and not is_open(revision.open_sections, section.key)


def form_page(
    office: Office,
    section: Section,
    *,
    values: Values | None = None,
    seen: str | None = None,
    notice: str = "",
    not_kept: Sequence[NotKept] = (),
) -> str:
    """Return the form, filled in as it is stored, or with the given values, which are not."""
    revision = current(office)
    stored = _stored(revision, section)
    form = _form(section, stored if values is None else values, not_kept)
    seen = digest(stored) if seen is None else seen
    return render_template("offices/section.html", **_shared(office, section, revision), form=form, seen=seen, notice=notice)


def read_only_page(office: Office, section: Section) -> str:
    """Return the section as staff check it, or as it stays in a draft that was begun for others."""
    revision = current(office)
    values = _stored(revision, section)
    return render_template("offices/read_only_section.html", **_shared(office, section, revision), values=values)


def conflict_page(office: Office, section: Section, values: Values, not_kept: Sequence[NotKept] = ()) -> str:
    """Return what was typed beside what somebody else saved meanwhile, and the form to go on with."""
    revision = current(office)
    stored = _stored(revision, section)
    form = _form(section, values, not_kept)
    shared = _shared(office, section, revision)
    return render_template("offices/conflict.html", **shared, form=form, seen=digest(stored), changes=_changes(section, stored, values))


def _changes(section: Section, stored: Values, values: Values) -> SectionChange:
    return compare({section.key: stored}, {section.key: values}).sections[SECTIONS.index(section)]


def _stored(revision: Revision | None, section: Section) -> dict[str, Any]:
    found: dict[str, Any] = (revision.content.get(section.key) if revision else None) or empty_section(section)
    return found


def _form(section: Section, values: Values, not_kept: Sequence[NotKept]) -> SectionForm:
    form = SectionForm(section, values, problems(section, values), blank=request.args.get(BLANK, ""))
    for each in not_kept:
        form.say(each.place.control(values) or each.place.group, f"{each.filename}: {gettext(each.message, **each.values)}")
    return form


def problems(section: Section, values: Values) -> list[Problem]:
    """Return what this page marks: what is wrong, and where the address says so also what is missing."""
    found = section_problems(section, values, today=local_day(page_time()))
    return [each for each in found if COMPLETE in request.args or not each.missing]


def _shared(office: Office, section: Section, revision: Revision | None) -> dict[str, Any]:
    return {
        "office": office,
        "section": section,
        "revision": revision,
        "place": SECTIONS.index(section) + 1,
        "places": len(SECTIONS),
        "comments": comments(revision),
        "complete": COMPLETE in request.args,
        "closed": is_closed(revision, section),
        "url": section_url(office, section),
    }


def comments(revision: Revision | None) -> dict[str, list[str]]:
    """Return what staff wrote to the office about the text that a revision carries on, by the path of what it is about."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in shown_comments(queries.answered(revision)):
        found[each.field].append(each.text)
    return found


def section_url(office: Office, section: Section, **values: Any) -> str:
    """Return the address of a section's page; it goes on showing what is missing where this page does."""
    complete: dict[str, Any] = {COMPLETE: 1} if COMPLETE in request.args else {}
    return url_for("offices.section", office=office.slug, section=section.slug, **complete, **values)
