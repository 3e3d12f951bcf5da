"""What of a profile that once was public may still be shown. Pure.

The names of people and the ways to reach them are shown as long as they are public today, and nowhere after that: not in an old
version, not in a comparison, not in a text that mentions them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import phonenumbers

from ledportal.offices.content import Content, attachment_ids
from ledportal.offices.declaration import Field, Group, Personal, Section, Values
from ledportal.offices.kinds import Files, LongText, Text
from ledportal.offices.names import UNSEEN, Name, name_of, without
from ledportal.offices.notations import Link
from ledportal.offices.profile import SECTIONS
from ledportal.text import N_

SIGN = "[…]"
"""What stands in a text in place of a name."""
FORMER_HEAD = N_("The name of a former head is not shown")
FORMER_NAME = N_("The name is not shown any more")
NOT_SHOWN = N_("Not shown any more")
FILE_NOT_SHOWN = N_("The file is not public any more")

EMAIL = re.compile(r"[\w.+-]{1,64}+@[\w-]++(?:\.[\w-]++)*")
PART = rf"[\s()/.–{UNSEEN}-]{{0,4}}"
"""What may stand between two digits of one telephone number."""


@dataclass(frozen=True)
class Masked:
    """Stands in place of what is not shown any more; ``identity`` tells two such values apart, and says nothing of them."""

    message: str
    identity: int = field(repr=False)


@dataclass(frozen=True)
class People:
    """The people whom a public content names, and the ways by which it says that they, or the office, are reached."""

    names: frozenset[Name] = frozenset()
    ways: frozenset[str] = frozenset()

    def __or__(self, other: People) -> People:
        return People(self.names | other.names, self.ways | other.ways)

    def __sub__(self, other: People) -> People:
        return People(self.names - other.names, self.ways - other.ways)


def people(content: Content) -> People:
    """Return whom a public content names."""
    found = list(_personal(content))
    names = {name_of(value) for kind, value in found if kind is not Personal.WAY}
    return People(frozenset(names - {frozenset()}), frozenset(_way(value) for kind, value in found if kind is Personal.WAY))


def everybody(contents: Iterable[Content]) -> People:
    """Return whom any of the public contents names."""
    found = People()
    for each in contents:
        found |= people(each)
    return found


def _personal(content: Content) -> Iterator[tuple[Personal, str]]:
    for section in SECTIONS:
        values = content.get(section.key, {})
        blocks = [(section.fields, values), *((group.fields, item) for group in section.groups for item in values.get(group.key) or [])]
        yield from (
            (spec.personal, str(block[spec.key])) for specs, block in blocks for spec in specs if spec.personal and block.get(spec.key)
        )


def _way(value: str) -> str:
    """Return a way to reach somebody in the form in which two that are the same are equal."""
    return value.casefold()


@dataclass(frozen=True)
class Mask:
    """What is hidden, and what is not.

    Attributes:
        present: whom the register names today.
        former: whom it named once and does not any more.
        files: the ids of the files that are public today.
    """

    present: People
    former: People
    files: frozenset[str]


def mask(present: Content, past: Iterable[Content], *, gone: bool) -> Mask:
    """Return the mask for what an office publishes and what it published before; of one that is gone nobody is named."""
    now = People() if gone else people(present)
    return Mask(now, everybody((present, *past)) - now, frozenset(attachment_ids(present)))


def masked(content: Content, by: Mask) -> dict[str, dict[str, Any]]:
    """Return a public content in which nothing stands that is not shown any more, and a ``Masked`` in its place."""
    return {section.key: _section(section, content[section.key], by) for section in SECTIONS if section.key in content}


def _section(section: Section, values: Values, by: Mask) -> dict[str, Any]:
    shown = _fields(section.fields, values, by)
    for group in section.groups:
        shown[group.key] = [{"id": item["id"], **_fields(group.fields, item, by)} for item in values.get(group.key) or []]
    return shown


def _fields(specs: Sequence[Field], values: Values, by: Mask) -> dict[str, Any]:
    return {spec.key: _value(spec, values[spec.key], by) for spec in specs if spec.key in values}


def _value(spec: Field, value: Any, by: Mask) -> Any:
    if not value:
        return value
    match spec.personal, spec.kind:
        case ((Personal.HEAD | Personal.NAME), _):
            return value if name_of(value) in by.present.names else _hidden_name(spec, value)
        case Personal.WAY, _:
            return value if _way(value) in by.present.ways or _is_landline(value) else Masked(NOT_SHOWN, hash(_way(value)))
        case _, Files():
            return [each for each in value if each in by.files] or Masked(FILE_NOT_SHOWN, hash(tuple(value)))
        case _, Link():
            return value if scrubbed(value, by) == value else Masked(NOT_SHOWN, hash(value))
        case _, kind if type(kind) in {Text, LongText}:
            return scrubbed(value, by)
    return value


def _hidden_name(spec: Field, value: str) -> Masked:
    return Masked(FORMER_HEAD if spec.personal is Personal.HEAD else FORMER_NAME, hash(name_of(value)))


def _telephone(way: str) -> phonenumbers.PhoneNumber | None:
    """Return a way to reach somebody as a telephone number; None where it is none, or was published under other rules."""
    try:
        return phonenumbers.parse(way)
    except phonenumbers.NumberParseException:
        return None


@lru_cache(maxsize=1000)
def _is_landline(value: str) -> bool:
    """Say whether a telephone number is that of a place and not of a person."""
    number = None if "@" in value else _telephone(value)
    return number is not None and phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE


def scrubbed(text: str, by: Mask) -> str:
    """Return a text without the names of former people and the ways to reach them."""
    if not by.former.names and not by.former.ways:
        return text
    text = EMAIL.sub(lambda found: SIGN if found.group().casefold() in by.former.ways else found.group(), text)
    for way in by.former.ways:
        if "@" not in way and not _is_landline(way):
            text = _pattern(way).sub(SIGN, text)
    return without(text, by.former.names, by.present.names, sign=SIGN)


@lru_cache(maxsize=1000)
def _pattern(way: str) -> re.Pattern[str]:
    """Return the pattern of a telephone number, with the country and without, and of nothing that stands beside it; else of the words."""
    if (number := _telephone(way)) is None:
        return re.compile(rf"(?<!\w){re.escape(way)}(?!\w)", re.IGNORECASE)
    country, national = (PART.join(digits) for digits in (str(number.country_code), phonenumbers.national_significant_number(number)))
    return re.compile(rf"(?<!\d)(?:(?:(?:\+|00){PART})?{country}{PART})?(?:\(?0{PART})?{national}(?!\d)")


def as_data(content: Content, by: Mask) -> dict[str, dict[str, Any]]:
    """Return a public content as it is published today: what is masked is empty, and an item without its title is not there."""
    return {key: _emptied(section, values) for key, values in masked(content, by).items() for section in SECTIONS if section.key == key}


def _emptied(section: Section, values: Values) -> dict[str, Any]:
    kept = _empty_fields(section.fields, values)
    for group in section.groups:
        items = [item for item in values.get(group.key) or [] if not _is_nameless(group, item)]
        kept[group.key] = [{"id": item["id"], **_empty_fields(group.fields, item)} for item in items]
    return kept


def _empty_fields(specs: Sequence[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    return {spec.key: spec.kind.empty if isinstance(values[spec.key], Masked) else values[spec.key] for spec in specs if spec.key in values}


def _is_nameless(group: Group, item: Values) -> bool:
    return any(isinstance(item.get(key), Masked) for key in group.title_fields)
