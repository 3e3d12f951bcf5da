"""What of a book cannot be set as it was written, so that somebody mends it before it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flask_babel import gettext

from ledportal.catalogue.book.characters import Fault, described, faults
from ledportal.catalogue.book.frozen import Entry, Settings
from ledportal.catalogue.book.rows import items, public_sections, standing
from ledportal.catalogue.labels import FIELDS
from ledportal.offices.declaration import Field, Values
from ledportal.offices.display import field_label, item_title
from ledportal.offices.profile import SECTIONS
from ledportal.text import N_


class Kind(StrEnum):
    GLYPH = "glyph"
    RIGHT_TO_LEFT = "right_to_left"
    EMOJI = "emoji"
    CONTROL = "control"
    PICTURE_UNREADABLE = "picture_unreadable"
    PICTURE_SMALL = "picture_small"
    CUT = "cut"
    LONG = "long"
    PLAIN_COLOURS = "plain_colours"


class Severity(StrEnum):
    """Whether readers see it."""

    DEFECT = "defect"
    NOTE = "note"


SENTENCES = {
    Kind.GLYPH: N_("The fonts have no shape for these characters; a box stands in their place: %(what)s"),
    Kind.RIGHT_TO_LEFT: N_("Text from right to left cannot be set; a box stands in its place: %(what)s"),
    Kind.EMOJI: N_("Emoji cannot be printed; a box stands in their place: %(what)s"),
    Kind.CONTROL: N_("Invisible characters were left out: %(what)s"),
    Kind.PICTURE_UNREADABLE: N_("The picture cannot be read and was left out"),
    Kind.PICTURE_SMALL: N_("The picture has %(what)s dpi at the size at which it is printed; print needs 300"),
    Kind.CUT: N_("It has no room on the spine of the cover and was left out there"),
    Kind.LONG: N_("The office takes %(what)s pages"),
    Kind.PLAIN_COLOURS: N_("No colour profile of a press is installed, so the colours were turned plainly. Ask the printing house for one"),
}
TEXTS = ("title", "subtitle", "foreword", "foreword_by", "cip", "imprint", "licence", "correction")
"""The parts of an edition that staff write."""
EDITION = {**FIELDS, "logos": N_("Logos"), "print": N_("Files for the printing house")}
MOST_PAGES = 2
"""Of an office; more are told."""
MOST_NAMED = 12
"""Characters of a text that are named one by one."""


@dataclass(frozen=True)
class Problem:
    """One thing that cannot be set as it was written.

    Attributes:
        office: the slug; empty where it is the edition's own text.
        where: the path of the field, as ``sites.sites.p1.name``; for the edition's own text its name.
        what: the characters, or the dots per inch.
        item: what the item is called in which the field stands.
    """

    kind: Kind
    office: str
    where: str
    what: str
    severity: Severity
    item: str = ""

    @property
    def field(self) -> str:
        """The field in words."""
        label = field_label(self.where) if self.office else gettext(EDITION[self.where])
        return f"{label} ({self.item})" if self.item else label

    @property
    def sentence(self) -> str:
        return gettext(SENTENCES[Kind(self.kind)], what=self.what)


def problems(settings: Settings, entries: Iterable[Entry]) -> list[Problem]:
    """Return what cannot be set of an edition's own texts and of what the offices wrote in its sections."""
    own = [found for name in TEXTS for found in _faults("", name, getattr(settings, name))]
    return own + [problem for entry in entries for problem in _of_entry(settings, entry)]


def long_ones(firsts: Iterable[dict[str, Any]], lasts: Iterable[dict[str, Any]]) -> list[Problem]:
    """Return the offices that take many pages, from the ``slug`` and ``page`` of where each begins and where it ends."""
    begins = {each["slug"]: each["page"] for each in firsts}
    lengths = ((each["slug"], each["page"] - begins[each["slug"]] + 1) for each in lasts)
    return [Problem(Kind.LONG, slug, "office", str(pages), Severity.NOTE) for slug, pages in lengths if pages > MOST_PAGES]


def cut_off(told: Iterable[dict[str, Any]]) -> list[Problem]:
    """Return the edition's own texts that have no room somewhere, from what the templates tell of each."""
    return [Problem(Kind.CUT, "", each["text"], "", Severity.DEFECT) for each in told]


def plain_colours() -> Problem:
    """Return that no press is known for the colours of the printer's files."""
    return Problem(Kind.PLAIN_COLOURS, "", "print", "", Severity.NOTE)


def _of_entry(settings: Settings, entry: Entry) -> Iterator[Problem]:
    for section, values in public_sections(entry.content, settings.sections, SECTIONS):
        yield from _of_fields(entry.slug, section.key, section.fields, values)
        for group in section.groups:
            for place, item in enumerate(items(group, values)):
                for problem in _of_fields(entry.slug, f"{section.key}.{group.key}.{item['id']}", group.fields, item):
                    yield replace(problem, item=item_title(group, item, place))


def _of_fields(office: str, path: str, specs: Sequence[Field], values: Values) -> Iterator[Problem]:
    for spec in standing(specs, values):
        yield from _faults(office, f"{path}.{spec.key}", values[spec.key])


def _faults(office: str, where: str, value: Any) -> Iterator[Problem]:
    found: dict[Fault, list[str]] = {}
    for fault, character in faults(value) if isinstance(value, str) else ():
        found.setdefault(fault, []).append(described(character))
    for fault, named in found.items():
        what = ", ".join(named[:MOST_NAMED]) + (", …" if len(named) > MOST_NAMED else "")
        severity = Severity.NOTE if fault is Fault.CONTROL else Severity.DEFECT
        yield Problem(Kind(fault.value), office, where, what, severity)
