"""What changed between two editions, municipality by municipality. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ledportal.catalogue.book.frozen import Entry, EntryKind
from ledportal.script import fold

PRINTED = {EntryKind.FULL, EntryKind.PHONE}
"""Those whose contact stands in an edition."""
EXISTS, CLOSED = "exists", "closed"
"""What an entry says of an office (``offices.models.OfficeStatus``)."""


@dataclass
class Differences:
    """The municipalities with a difference, in the order of the later edition.

    Attributes:
        new: an office stands in it that did not before.
        closed: there is no office any more.
        missing: an office that stood in the earlier one is left out: its entry was out of date, or it was not heard of.
        new_head: the office has another head; no names are told.
    """

    new: list[Entry] = field(default_factory=list)
    closed: list[Entry] = field(default_factory=list)
    missing: list[Entry] = field(default_factory=list)
    new_head: list[Entry] = field(default_factory=list)

    @property
    def any(self) -> bool:
        return bool(self.new or self.closed or self.missing or self.new_head)


def differences(earlier: Iterable[Entry], later: Sequence[Entry]) -> Differences:
    """Return what is otherwise in the later edition; a municipality that is in one of them only is new in the later, and no more."""
    known = {each.place.code: each for each in earlier}
    found = Differences()
    for entry in later:
        before = known.get(entry.place.code)
        if entry.kind in PRINTED and (before is None or before.kind not in PRINTED):
            found.new.append(entry)
        elif before is None:
            continue
        elif entry.kind is EntryKind.NONE and _had_office(before, entry):
            found.closed.append(entry)
        elif before.kind in PRINTED and entry.kind not in PRINTED:
            found.missing.append(entry)
        elif entry.kind in PRINTED and _head(before) != _head(entry):
            found.new_head.append(entry)
    return found


def _had_office(before: Entry, now: Entry) -> bool:
    """Say whether there was an office: one that was never heard of, or was being set up, has not been closed."""
    known = before.kind in {*PRINTED, EntryKind.OUTDATED} or before.status == EXISTS
    return before.kind is not EntryKind.NONE and (known or now.status == CLOSED)


def _head(entry: Entry) -> str:
    """Return the name of the head as it is compared: the same in either script."""
    return fold(str(entry.content.get("contact", {}).get("head", "")))
