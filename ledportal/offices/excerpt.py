"""What the register holds of an office, short enough for a mail: whoever gets it judges without signing in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from ledportal.attachments.models import Attachment
from ledportal.extensions import db
from ledportal.languages import absolute_url, current_locale
from ledportal.offices import kinds, notations
from ledportal.offices.content import Content
from ledportal.offices.declaration import Field, Group, Section, Values
from ledportal.offices.display import Shown, item_title, shown
from ledportal.offices.periods import PUBLIC_SECTIONS, Periods
from ledportal.offices.standing import Sections, section_due

LONGEST = 160
FEW = 5
"""So many fields of an item are all shown; of more, those that are required."""
YEARS = ("start", "end")


@dataclass(frozen=True)
class Line:
    """A field and what stands in it; ``language`` is that of the text, where it is not the page's, ``href`` where a file is seen."""

    label: str
    text: str
    language: str = ""
    href: str = ""


@dataclass(frozen=True)
class Item:
    title: str
    facts: str


@dataclass(frozen=True)
class Part:
    """A group's items."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Excerpt:
    """A public section with what stands in it.

    Attributes:
        confirmed: the day on which it was confirmed last, None where it never was.
        is_due: whether it should be confirmed now.
    """

    title: str
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    confirmed: date | None
    is_due: bool


def excerpts(content: Content, sections: Sections, periods: Periods, *, today: date) -> list[Excerpt]:
    """Return the sections of a public content in the reader's version; a text that is longer than ``LONGEST`` ends with "…"."""
    return [_excerpt(section, content[section.key], sections, periods, today=today) for section in PUBLIC_SECTIONS]


def _excerpt(section: Section, values: Values, sections: Sections, periods: Periods, *, today: date) -> Excerpt:
    days = sections[section.key]
    return Excerpt(
        gettext(section.title),
        tuple(_lines(section, values)),
        tuple(_parts(section, values)),
        days.confirmed,
        section_due(section.key, days, periods) <= today,
    )


def _lines(section: Section, values: Values) -> Iterator[Line]:
    for spec in section.fields:
        if (found := shown(spec, values.get(spec.key))) is not None:
            yield from _files(spec, found) if found.style == "files" else [Line(gettext(spec.label), cut(found.text), found.language)]


def _files(spec: Field, found: Shown) -> Iterator[Line]:
    """Yield the names of files, each with its public address."""
    for each in db.session.scalars(select(Attachment).where(Attachment.id.in_(found.items)).order_by(Attachment.created_at)):
        address = absolute_url("attachments.show", current_locale(), attachment_id=each.id)
        yield Line(gettext(spec.label), cut(each.filename), href=address)


def _parts(section: Section, values: Values) -> Iterator[Part]:
    for group in section.groups:
        if items := values.get(group.key):
            yield Part(
                gettext(group.label),
                tuple(Item(cut(item_title(group, item, place)), _facts(group, item)) for place, item in enumerate(items)),
            )


def _facts(group: Group, item: Values) -> str:
    public = [spec for spec in group.fields if not spec.internal and spec.key not in group.title_fields]
    told = [spec for spec in public if len(public) <= FEW or spec.is_required(item) or isinstance(spec.kind, kinds.Flag)]
    years = _years(item)
    facts = [_fact(spec, item.get(spec.key)) for spec in told if not years or spec.key not in YEARS]
    return "; ".join(each for each in (*facts, years) if each)


def _years(item: Values) -> str:
    """Return the first and the last year of what lasts from one to the other."""
    first, last = (str(item.get(key) or "") for key in YEARS)
    return f"{first}–{last}" if first and last else ""


def _fact(spec: Field, value: Any) -> str:
    """Return a value as one reads it in a row: a choice says by itself what it is about, a number does not."""
    found = shown(spec, value)
    if found is None or found.style == "files":
        return ""
    if isinstance(spec.kind, kinds.Flag):
        return gettext(spec.label)
    plain = isinstance(spec.kind, kinds.Choice | notations.Email | notations.Phone | notations.Link)
    return found.text if plain else f"{gettext(spec.label)}: {cut(found.text)}"


def cut(text: str) -> str:
    """Return a text in one line, the rest of a long one as "…", cut between words."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    start = line[:LONGEST]
    return (start.rpartition(" ")[0].rstrip(" ,;.:–-") if " " in start else start) + "…"
