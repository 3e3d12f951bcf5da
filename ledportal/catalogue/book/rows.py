"""The rows of a book's page: a label and a value, from the declaration, as the reader of the book's version sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ledportal.catalogue.book.seen import Seen
from ledportal.languages import current_locale
from ledportal.offices.content import Content
from ledportal.offices.declaration import Field, Group, Section, Values
from ledportal.offices.display import Shown
from ledportal.offices.kinds import Files
from ledportal.offices.notations import Day

Row = dict[str, Any]

EMPTY: tuple[Any, ...] = (None, "", [], False)
SPACE = "\u00a0"
"""Keeps together a number and its unit, and a day, its month and its year."""
LONGEST_NAME = 80
"""Characters of a line that may be a name; one that ends as sentences do is none."""
ENDS = ".?!…:;,"


def is_public(part: Field | Group, values: Values) -> bool:
    """Say whether a field is public; a group is, and its items one by one (``items``)."""
    if isinstance(part, Group):
        return True
    return not part.internal and (part.public_if is None or values.get(part.public_if, True) is True)


def items(group: Group, values: Values) -> list[Values]:
    """Return the items of a group that are public."""
    return [item for item in values.get(group.key) or [] if group.public_if is None or item.get(group.public_if, True) is True]


def public_sections(content: Content, chosen: Sequence[str], sections: Iterable[Section]) -> Iterator[tuple[Section, Values]]:
    """Yield the chosen sections in which something may stand, with their values; none that is internal."""
    for section in sections:
        if section.key in chosen and not section.internal and section.key in content:
            yield section, content[section.key]


def standing(specs: Sequence[Field], values: Values) -> list[Field]:
    """Return the public fields in which something stands; of what is there in two languages the book's."""
    left_out = set(_in_another_language(specs, values))
    return [spec for spec in specs if spec.key not in left_out and is_public(spec, values) and values.get(spec.key) not in EMPTY]


def _in_another_language(specs: Sequence[Field], values: Values) -> Iterator[str]:
    english = [spec.key for spec in specs if spec.language == "en"]
    if english and current_locale() != "en":
        yield from english
    else:
        yield from (key.removesuffix("_en") for key in english if values.get(key))


def rows(seen: Seen, specs: Sequence[Field], values: Values) -> list[Row]:
    """Return the rows of the fields in which something stands; files are none."""
    return [found for spec in standing(specs, values) if (found := _field_row(seen, spec, values[spec.key]))]


def _field_row(seen: Seen, spec: Field, value: Any) -> Row | None:
    found = None if isinstance(spec.kind, Files) else seen.shown(spec, value)
    return None if found is None else shown_row(seen, spec, found)


def shown_row(seen: Seen, spec: Field, found: Shown) -> Row:
    """Return the row of a value; the unit of a number stands behind it, and not in the label."""
    label, text = seen.label(spec.label), in_one_line(found.items) if found.style == "list" else found.text
    if spec.unit and label.endswith(f" ({spec.unit})"):
        label, text = label.removesuffix(f" ({spec.unit})"), f"{text}{SPACE}{spec.unit}"
    elif isinstance(spec.kind, Day):
        text = text.replace(" ", SPACE)
    made = row(label, text, found.href, lang=found.language, key=spec.key)
    return made | _prose(paragraphs(text)) if found.style == "long" else made


def _prose(parts: Sequence[str]) -> Row:
    """Return how a long text stands in its row: names one below the other are a list in one line."""
    if all(len(part) <= LONGEST_NAME and part[-1] not in ENDS for part in parts):
        return {"value": "; ".join(parts)}
    return {"value": "", "text": [*parts]}


def in_one_line(parts: Sequence[str]) -> str:
    """Return parts with commas, in which only the first begins with a capital; that of an abbreviation stays."""
    return ", ".join(part if not place or part[1:2].isupper() else part[:1].lower() + part[1:] for place, part in enumerate(parts))


def row(label: str, value: str, href: str = "", *, lang: str = "", key: str = "") -> Row:
    """Return a row; ``lang`` is the language of the value, where it is not the book's."""
    return {"key": key, "label": label, "value": value, "href": href, "lang": lang, "text": []}


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, each in one line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
