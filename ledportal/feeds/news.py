"""The public journal in words: one entry of a feed for each change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext

from ledportal.feeds import queries
from ledportal.feeds.atom import Entry, tag
from ledportal.languages import LANGUAGES, absolute_url, current_locale
from ledportal.municipalities.models import Municipality
from ledportal.offices.declaration import Section
from ledportal.offices.directory_models import Change, ChangeKind
from ledportal.offices.models import OfficeStatus, is_gone
from ledportal.offices.news_queries import News
from ledportal.text import N_

STATES = {
    OfficeStatus.EXISTS: N_("There is an office"),
    OfficeStatus.BEING_SET_UP: N_("Office being set up"),
    OfficeStatus.NONE: N_("No office"),
    OfficeStatus.CLOSED: N_("Office closed"),
    OfficeStatus.UNKNOWN: N_("It is not known whether there is an office"),
}
"""What is told of a state that an office came into."""


def entries(told: Sequence[News]) -> list[Entry]:
    """Return the entries of what is told."""
    states = queries.statuses([each.change for each in told])
    successors = queries.places([details["after"]["successor"] for details in states.values() if details["after"]["successor"]])
    return [*_entries(told, states, successors)]


def _entries(told: Sequence[News], states: Mapping[Any, Mapping[str, Any]], successors: Mapping[str, Municipality]) -> Iterator[Entry]:
    for each in told:
        change, sections = each.change, each.sections
        if change.kind == ChangeKind.PUBLISHED:
            yield _entry(change, gettext("New entry"), gettext("The office's entry is public for the first time."))
        elif change.kind == ChangeKind.UPDATED:
            yield _entry(change, gettext("Entry updated"), _list(sections), [(section.key, gettext(section.title)) for section in sections])
        elif details := states.get((str(change.office_id), change.at)):
            yield _entry(change, *_state(details, successors))


def _entry(change: Change, news: str, summary: str, terms: Sequence[tuple[str, str]] = ()) -> Entry:
    return Entry(
        name=name(f"promena/{change.version}"),
        title=f"{place_name(change.office.municipality)}: {news}",
        summary=summary,
        url=absolute_url("directory.office", current_locale(), slug=change.office.slug),
        at=change.at,
        terms=[(change.kind, news), *terms],
    )


def _list(changed: Sequence[Section]) -> str:
    return gettext("Changed: %(sections)s", sections=", ".join(gettext(each.title) for each in changed))


def _state(details: Mapping[str, Any], successors: Mapping[str, Municipality]) -> tuple[str, str]:
    """Return the news and its summary: an office closed, was merged into another, or exists again."""
    before, after = details["before"]["status"], details["after"]["status"]
    successor = successors.get(details["after"]["successor"] or "")
    if after == OfficeStatus.CLOSED and successor is not None:
        return gettext("Office merged into another"), f"{gettext('Its tasks were taken over by the office of:')} {place_name(successor)}"
    if is_gone(before) and not is_gone(after):
        return gettext("There is an office again"), gettext("Before: %(state)s", state=gettext(STATES[OfficeStatus(before)]))
    return gettext(STATES[OfficeStatus(after)]), gettext("Before: %(state)s", state=gettext(STATES[OfficeStatus(before)]))


def name(specific: str) -> str:
    """Return what a feed or an entry is called for good, in the reader's version."""
    host = urlsplit(current_app.config["BASE_URL"]).hostname or ""
    return tag(host, f"{specific}:{LANGUAGES[current_locale()].html_lang}")


def place_name(place: Municipality) -> str:
    """Return the name of a municipality; that of a city with its city."""
    own = place.name(current_locale())
    return f"{own} ({place.parent.name(current_locale())})" if place.parent else own
