"""The repeatable groups of an office's page: tables of what is short, items of what has long texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from ledportal.catalogue.book.addresses import address
from ledportal.catalogue.book.columns import LONGEST, Column, beside, columns, files, links, long_texts, title_label
from ledportal.catalogue.book.frozen import Entry, Settings
from ledportal.catalogue.book.pictures import Album
from ledportal.catalogue.book.rows import Row, is_public, paragraphs, row, shown_row, standing
from ledportal.catalogue.book.seen import Seen
from ledportal.offices.declaration import Field, Group, Values
from ledportal.offices.display import Shown, item_title
from ledportal.offices.validity import LABELS, Validity, validity

IN_PREPARATION = "in_preparation"
"""The field by which the items of a group hold for a period that ends."""


@dataclass(frozen=True)
class Page:
    """The page of an office that is being made."""

    settings: Settings
    album: Album
    entry: Entry
    seen: Seen


def line(page: Page, group: Group, items: Sequence[Values]) -> Row:
    """Return a group of two choices an item as one row: Serbian (native), English (B2)."""
    return row(page.seen.label(group.label), ", ".join(_in_line(page, group, item) for item in items), key=group.key)


def _in_line(page: Page, group: Group, item: Values) -> str:
    first, *others = (_text(page, spec, item) for spec in group.fields)
    more = ", ".join(filter(None, others))
    return f"{first} ({more})" if more else first


def group_data(page: Page, group: Group, items: Sequence[Values], *, title: str) -> dict[str, Any]:
    """Return a group; ``title`` stands above it, where its section's does not say the same."""
    possible = columns(group)
    values = [_values(page, possible, group, item) for item in items]
    table = [column for column in beside(group, page.settings.paper, len(items)) if _fits(page, column.key, values)]
    below = [column for column in possible if column not in table]
    return {
        "key": group.key,
        "title": title,
        "label": page.seen.label(title_label(group)) if table else "",
        "layout": "table" if table else "items",
        "columns": [_column(page, each) for each in table],
        "items": [
            _head(page, group, item, place)
            | {"cells": {each.key: found[each.key].text if each.key in found else "" for each in table}}
            | {"rows": [_fact(page, each, found[each.key]) for each in below if each.key in found]}
            for place, (item, found) in enumerate(zip(items, values, strict=True))
        ],
    }


def _fits(page: Page, key: str, values: Sequence[Mapping[str, Shown]]) -> bool:
    return 0 < max((len(each[key].text) for each in values if key in each), default=0) <= LONGEST[page.settings.paper]


def _column(page: Page, column: Column) -> dict[str, str]:
    return {
        "key": column.key,
        "label": page.seen.label(column.label),
        "align": column.align,
        "lang": page.seen.typed if column.is_typed else "",
    }


def _head(page: Page, group: Group, item: Values, place: int) -> dict[str, Any]:
    title = item_title(group, item, place)
    photos = [each for spec in files(group, "photo") for each in item.get(spec.key) or []]
    alt = gettext("Photo: %(name)s", name=title) if photos else ""
    return {
        "title": title,
        "lang": page.seen.typed,
        "href": _href(page, group, item),
        "text": [text for spec in long_texts(group) for text in paragraphs(_text(page, spec, item))],
        "photos": page.album.of(page.entry, photos, "photo", alt),
    }


def _values(page: Page, possible: Sequence[Column], group: Group, item: Values) -> dict[str, Shown]:
    """Return what of an item may stand in columns, by their keys."""
    found = {each.key: _period(page, each, group, item) if each.is_period else _shown(page, each.fields[0], item) for each in possible}
    return {key: value for key, value in found.items() if value is not None}


def _shown(page: Page, spec: Field, item: Values) -> Shown | None:
    return page.seen.shown(spec, item.get(spec.key)) if is_public(spec, item) else None


def _text(page: Page, spec: Field, item: Values) -> str:
    found = _shown(page, spec, item)
    return found.text if found else ""


def _fact(page: Page, column: Column, found: Shown) -> Row:
    """Return the row of a value below its item's title; without a label where the value says what it is."""
    made = row("", found.text, key=column.key) if column.is_period else shown_row(page.seen, column.fields[0], found)
    if column.phrase is None:
        return made
    return made | {"label": "", "value": page.seen.label(column.phrase) % {"value": made["value"]}}


def _period(page: Page, column: Column, group: Group, item: Values) -> Shown | None:
    """Return a period in years; of a document also that it is being prepared, or that it has ended on the day of the edition."""
    first, last = (str(item.get(spec.key) or "") for spec in column.fields)
    years = first if first == last else f"{first}–{last}"
    if any(spec.key == IN_PREPARATION for spec in group.fields):
        years = _with_validity(years, validity(item, today=page.settings.frozen_on))
    return Shown("text", years) if years else None


def _with_validity(years: str, state: Validity) -> str:
    if state is Validity.IN_PREPARATION:
        return gettext(LABELS[state])
    return f"{years} ({gettext(LABELS[state]).lower()})" if years and state is Validity.EXPIRED else years


def _href(page: Page, group: Group, item: Values) -> str:
    """Return where the title of an item leads: to the link that was given, else to the file."""
    given = [str(item[spec.key]) for spec in standing(links(group), item)]
    kept = [each for spec in standing(files(group, "document"), item) for each in item[spec.key]]
    return (given or [address(page.settings, "attachments.show", attachment_id=each) for each in kept] or [""])[0]
