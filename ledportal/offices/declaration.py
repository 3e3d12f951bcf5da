"""What a profile is declared with: sections of fields and repeatable groups, and the rules between fields. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from ledportal.offices.kinds import Kind, Text

Values = Mapping[str, Any]
Broken = Iterator[tuple[str, str]]
Rule = Callable[[Values], Broken]
"""A rule between the fields of one section or item: it yields (field key, msgid) for each field that breaks it."""


class Personal(StrEnum):
    """What a field says of a person; it leaves the register with them (``masking``)."""

    HEAD = "head"
    NAME = "name"
    WAY = "way"


@dataclass(frozen=True)
class Field:
    """One field.

    Attributes:
        required: asked for at submission.
        required_if: asked for at submission when this says so of the other values.
        internal: for members and staff only; in no public page, file or print.
        public_if: the key of the flag beside it that makes it public.
        autocomplete: the HTML autofill token (HTML Living Standard 4.10.18.7).
        past: a year that cannot be after the present one.
        language: of what is typed, where it is not Serbian; it is never shown in another script.
        unit: of a number, as the public data name it.
        personal: the name of a person, or a way to reach one.
    """

    key: str
    label: str
    kind: Kind = field(default_factory=Text)
    required: bool = False
    required_if: Callable[[Values], bool] | None = None
    hint: str = ""
    internal: bool = False
    public_if: str | None = None
    autocomplete: str = ""
    past: bool = False
    language: str = ""
    unit: str = ""
    personal: Personal | None = None

    def is_required(self, values: Values) -> bool:
        return self.required or (self.required_if is not None and self.required_if(values))


@dataclass(frozen=True)
class Group:
    """A repeatable group of fields; each item also carries an ``id`` that stays the same through all revisions.

    Attributes:
        item: the word for one item, for headings and buttons.
        title_fields: the keys whose values name an item.
        public_if: the key of the item's flag that makes it public.
    """

    key: str
    label: str
    item: str
    add: str
    fields: tuple[Field, ...]
    title_fields: tuple[str, ...]
    least: int = 0
    most: int = 30
    public_if: str | None = None
    rules: tuple[Rule, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Section:
    """One page of the form.

    Attributes:
        slug: its part of the address.
        months: how long a confirmation of it holds.
        internal: nothing of it is public.
    """

    key: str
    slug: str
    title: str
    summary: str
    parts: tuple[Field | Group, ...]
    months: int = 12
    internal: bool = False
    rules: tuple[Rule, ...] = ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(part for part in self.parts if isinstance(part, Field))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return tuple(part for part in self.parts if isinstance(part, Group))
