"""The lists of those who have no page: their contact where it is known, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext

from ledportal.catalogue.book.frozen import Entry, EntryKind, Settings
from ledportal.catalogue.book.order import in_order
from ledportal.catalogue.book.states import INTROS, TITLES
from ledportal.offices.display import shown
from ledportal.offices.models import OfficeStatus
from ledportal.offices.profile import BY_KEY, CONTACT
from ledportal.text import N_

CLOSED = N_("Office closed")


def lists(settings: Settings, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return the lists in which somebody stands; by districts in every book."""
    ordered = in_order(replace(settings, order="district"), entries)
    found = {kind: [entry for entry in ordered if entry.kind is kind] for kind in TITLES}
    return [_list(settings, kind, there) for kind, there in found.items() if there]


def _list(settings: Settings, kind: EntryKind, entries: Sequence[Entry]) -> dict[str, Any]:
    rows = [_row(settings, entry) for entry in entries]
    return {"key": kind.value, "title": gettext(TITLES[kind]), "intro": gettext(INTROS[kind]), "rows": rows}


def _row(settings: Settings, entry: Entry) -> dict[str, str]:
    content = entry.content if CONTACT.key in settings.sections else {}
    return {
        "name": entry.place.names[settings.locale],
        "district": entry.district.names[settings.locale],
        "text": _told(entry, ("office", "name"), ("contact", "head")) if content else _status(entry),
        "phone": _told(entry, ("contact", "phone")) if content else "",
        "email": _told(entry, ("contact", "email")) if content else "",
    }


def _status(entry: Entry) -> str:
    return gettext(CLOSED) if entry.status == OfficeStatus.CLOSED else ""


def _told(entry: Entry, *paths: tuple[str, str]) -> str:
    found = (shown(_spec(section, key), entry.content.get(section, {}).get(key)) for section, key in paths)
    return ", ".join(each.text for each in found if each)


def _spec(section: str, key: str) -> Any:
    return next(spec for spec in BY_KEY[section].fields if spec.key == key)
