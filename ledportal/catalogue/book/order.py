"""In what order things stand in a book: that of its script's alphabet. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ledportal.catalogue.book.frozen import Entry, Named, Settings
from ledportal.script import first_letter, sort_key, to_cyrillic


def key(text: str, locale: str) -> str:
    """Return by what a text sorts in a book of a locale."""
    return sort_key(text, cyrillic=locale == "sr_Cyrl")


def named_key(place: Named, locale: str) -> tuple[str, str]:
    return key(place.names[locale], locale), place.code


def in_order(settings: Settings, entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries as they follow each other in the book."""
    return sorted(entries, key=lambda entry: _key(settings, entry))


def _key(settings: Settings, entry: Entry) -> tuple[Any, ...]:
    by_name = (*named_key(entry.place, settings.locale), entry.slug)
    return (*named_key(entry.district, settings.locale), *by_name) if settings.order == "district" else by_name


def letter(text: str, locale: str) -> str:
    """Return the letter under which a text stands, as Lj; figures stand together, and so does what has neither."""
    first = first_letter(text)
    if not first or first.isdigit():
        return "0–9"
    return (to_cyrillic(first) if locale == "sr_Cyrl" else first).capitalize()
