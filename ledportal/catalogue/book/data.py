"""The whole book as the data of its templates: from what was frozen, and from nothing else."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from ledportal.catalogue.book import figures
from ledportal.catalogue.book.characters import settable
from ledportal.catalogue.book.districts import districts
from ledportal.catalogue.book.edition import edition
from ledportal.catalogue.book.frozen import Entry, EntryKind, Settings
from ledportal.catalogue.book.indexes import indexes
from ledportal.catalogue.book.lists import lists
from ledportal.catalogue.book.maps import Country
from ledportal.catalogue.book.order import in_order
from ledportal.catalogue.book.pictures import Album
from ledportal.catalogue.book.words import words

Purpose = Literal["screen", "print", "cover"]

PAPER = {"a4": (210, 297), "a5": (148, 210)}
BLEED = 3
"""Millimetres around what is printed."""
DRAWN = frozenset({"qr", "borders"})
"""What is all numbers, and many of them."""
SCRIPTS = {"sr_Latn": ("sr", "latn"), "sr_Cyrl": ("sr", "cyrl"), "en": ("en", "latn")}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the collector of garbage rest: what is made here all stays, and to look at it over and over takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def book(settings: Settings, entries: Iterable[Entry], album: Album, purpose: Purpose, *, spine: float = 0) -> dict[str, Any]:
    """Return the data of a book, whose locale must be in force; the same settings and entries give the same data.

    Args:
        spine: its width in millimetres, for the cover.
    """
    ordered = in_order(settings, entries)
    country = Country(settings, ordered)
    language, script = SCRIPTS[settings.locale]
    width, height = PAPER[settings.paper]
    inside = _inside(settings, album, ordered, country) if purpose != "cover" else {}
    made = {
        "purpose": purpose,
        "language": {"lang": language, "script": script, "region": "RS"},
        "paper": {"width": width, "height": height, "bleed": BLEED if purpose in {"print", "cover"} else 0},
        "spine": spine,
        "edition": edition(settings, album),
        "words": words(),
        "map": country.map(),
        "figures": figures.data(settings, ordered),
        "districts": [],
        "lists": [],
        "indexes": [],
        **inside,
    }
    _make_settable(made)
    return made


def _inside(settings: Settings, album: Album, entries: Sequence[Entry], country: Country) -> dict[str, Any]:
    """Return what stands between the covers."""
    return {
        "districts": districts(settings, album, entries, country),
        "lists": lists(settings, entries),
        "indexes": indexes(settings, [each for each in entries if each.kind is EntryKind.FULL]),
    }


def _make_settable(part: Any) -> None:
    """Let every text in a part of the data, a dictionary or a list, be one that can be set."""
    for place, value in part.items() if isinstance(part, dict) else enumerate(part):
        if isinstance(value, str):
            part[place] = settable(value)
        elif isinstance(value, (dict, list)) and place not in DRAWN:
            _make_settable(value)
