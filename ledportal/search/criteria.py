"""What the directory and the list of sites may be asked for, and how that stands in an address. Pure.

Several values of one facet mean any of them, or all where it says so; facets among each other mean all.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from typing import Final, Literal, Protocol

from ledportal.offices import choices
from ledportal.paths import DATA
from ledportal.script import slug, sort_key
from ledportal.search.words import words
from ledportal.text import N_

LONGEST: Final = 100
"""Characters of a search."""

MOST_VALUES: Final = 40
"""Values of one facet that an address may name."""

Names = Literal["page", "api"]


class Arguments(Protocol):
    """What an address was asked with: werkzeug's MultiDict, for one."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True)
class Parameter:
    """One thing to ask for: ``name`` in code and in the API, ``parameter`` in the addresses of pages."""

    name: str
    parameter: str
    label: str

    def key(self, names: Names) -> str:
        return self.parameter if names == "page" else self.name


@dataclass(frozen=True)
class Facet(Parameter):
    """A parameter with options.

    Attributes:
        options: the label (a msgid) of each code; None where the reference data names them.
        takes_all: whether several values mean all of them: who needs gas and a road needs both.
    """

    options: Mapping[str, str] | None = field(default=None, hash=False)
    takes_all: bool = False

    def knows(self, value: str) -> bool:
        return value in (reference_codes(self.name) if self.options is None else self.options)

    def in_order(self, values: Iterable[str]) -> tuple[str, ...]:
        """Return values, each once, in the order of the declaration."""
        wanted = set(values)
        known = reference_codes(self.name) if self.options is None else self.options
        return tuple(each for each in known if each in wanted)


TEXT: Final = Parameter("text", "q", N_("Search"))
ANY_KIND: Final = "any"
"""The choice of whoever has a free site at all."""
LEAST_AREA: Final = Parameter("least_area", "povrsina", N_("Minimum free area (ha)"))
CONFIRMED_WITHIN: Final = Facet(
    "confirmed_within", "potvrdjeno", N_("Confirmed within"),
    {"1": N_("The last month"), "3": N_("The last 3 months"), "6": N_("The last 6 months"), "12": N_("The last 12 months")},
)  # fmt: skip
ORDER: Final = Facet(
    "order", "poredak", N_("Order"),
    {"relevance": N_("Best match"), "name": N_("Name"), "confirmed": N_("Last confirmed"), "changed": N_("Last changed")},
)  # fmt: skip
FACETS: Final = (
    Facet("district", "okrug", N_("District")),
    Facet("region", "region", N_("Region")),
    Facet("form", "oblik", N_("Form of organisation"), choices.FORMS),
    Facet("certificate", "sertifikat", N_("BFC SEE certificate"), choices.CERTIFICATES),
    Facet("sector", "sektor", N_("Priority sectors"), choices.SECTORS),
    Facet("free_site", "lokacija", N_("Free sites"), {ANY_KIND: N_("Any kind"), **choices.SITE_TYPES}),
    Facet("language", "jezik", N_("Working languages"), choices.LANGUAGES),
    Facet("service", "usluga", N_("Services to business"), choices.SERVICES),
)


@dataclass(frozen=True)
class Subject:
    """What is looked for: the facets by which it is narrowed, and its orders."""

    facets: tuple[Facet, ...]
    order: Facet

    @cached_property
    def by_name(self) -> Mapping[str, Facet]:
        return {each.name: each for each in self.facets}

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return (TEXT, *self.facets, LEAST_AREA, CONFIRMED_WITHIN, self.order)

    def keys(self, names: Names) -> dict[str, str]:
        """Return what each parameter is called in addresses."""
        return {each.name: each.key(names) for each in self.parameters} | {TEXT.name: TEXT.parameter}


OFFICES: Final = Subject(FACETS, ORDER)
BY_NAME: Final = OFFICES.by_name
COUNTED: Final = (*FACETS, CONFIRMED_WITHIN)
"""What is offered with the number of entries beside each option."""

_SINGLE: Final[tuple[str, ...]] = ("text", "least_area", "confirmed_within", "order")
_NUMBER: Final = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?")


class Invalid(ValueError):
    """The address asks for what does not exist.

    Attributes:
        errors: the sentence (a msgid) for each parameter, by its name in the address.
        criteria: what is right of it.
    """

    def __init__(self, errors: Mapping[str, str], criteria: Criteria) -> None:
        super().__init__(", ".join(f"{name}: {message}" for name, message in errors.items()))
        self.errors = dict(errors)
        self.criteria = criteria


@dataclass(frozen=True)
class Criteria:
    """What is asked for.

    Attributes:
        chosen: the chosen values by facet, in the order of the declaration; a facet without a choice is not there.
        least_area: hectares that one free site has at least, one of the chosen kinds where some are.
        confirmed_within: months.
        order: empty is the order that fits: the best match first where there is a text, else by name.
        subject: what is looked for.
    """

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    least_area: Decimal | None = None
    confirmed_within: int | None = None
    order: str = ""
    subject: Subject = field(default=OFFICES, repr=False)

    @property
    def ordered_by(self) -> str:
        """Return the order in effect."""
        if self.order and (self.order != "relevance" or self.text):
            return self.order
        return "relevance" if self.text else "name"

    @property
    def narrowed(self) -> list[tuple[str, str]]:
        """Return each filter in effect, the text apart: its name and its value, in the order of the declaration."""
        found = [(name, value) for name in self.subject.by_name for value in self.chosen.get(name, ())]
        found += [] if self.least_area is None else [("least_area", plain(self.least_area))]
        return found + ([] if self.confirmed_within is None else [("confirmed_within", str(self.confirmed_within))])

    def with_(self, name: str, value: str) -> Criteria:
        """Return the criteria with one more value of a facet, or with that value of what has only one.

        Raises:
            Invalid: there is no such value.
        """
        others = [(key, each) for key, each in self._pairs() if key != name]
        values = (*self.chosen.get(name, ()), value)
        return from_pairs([*others, *((name, each) for each in values)], self.subject)

    def without(self, name: str, value: str | None = None) -> Criteria:
        """Return the criteria without one value of a facet, or without all of a facet, the text or another parameter."""
        kept = [(key, each) for key, each in self._pairs() if key != name or (value is not None and each != value)]
        return from_pairs(kept, self.subject)

    def of(self, subject: Subject) -> Criteria:
        """Return what of the criteria another subject has under the same parameter and the same value, in its own order."""
        names = {each.parameter: each.name for each in subject.parameters}
        asked = [(names[key], value) for key, value in to_args(self.without("order")) if key in names]
        facets = subject.by_name
        return from_pairs([(name, value) for name, value in asked if name not in facets or facets[name].knows(value)], subject)

    def _pairs(self) -> Iterator[tuple[str, str]]:
        if self.text:
            yield "text", self.text
        yield from self.narrowed
        if self.order:
            yield "order", self.order


def from_args(args: Arguments, names: Names = "page", subject: Subject = OFFICES) -> Criteria:
    """Return what an address asks for; parameters of other kinds are left alone.

    Raises:
        Invalid: for a value that does not exist.
    """
    keys = subject.keys(names)
    try:
        return from_pairs([(name, value) for name, key in keys.items() for value in args.getlist(key)], subject)
    except Invalid as invalid:
        raise Invalid({keys[name]: message for name, message in invalid.errors.items()}, invalid.criteria) from None


def from_pairs(pairs: Iterable[tuple[str, str]], subject: Subject = OFFICES) -> Criteria:
    """Return the criteria of names (those of the code) and values as they are typed.

    Raises:
        Invalid: for a value that does not exist.
    """
    typed: dict[str, list[str]] = {}
    for name, value in pairs:
        if value := _one_line(value):
            typed.setdefault(name, []).append(value)
    errors: dict[str, str] = {}
    chosen = {name: _values(facet, typed.get(name, []), errors) for name, facet in subject.by_name.items()}
    single = {name: typed[name][0] for name in _SINGLE if name in typed}
    months = _option(CONFIRMED_WITHIN, single, errors)
    criteria = Criteria(
        text=_text(single.get("text", ""), errors),
        chosen={name: values for name, values in chosen.items() if values},
        least_area=_area(single.get("least_area", ""), errors),
        confirmed_within=int(months) if months else None,
        order=_option(subject.order, single, errors),
        subject=subject,
    )
    if errors:
        raise Invalid(errors, criteria)
    return criteria


def to_args(criteria: Criteria, names: Names = "page") -> list[tuple[str, str]]:
    """Return the parameters of the address that asks for the criteria, always in the same order."""
    keys = criteria.subject.keys(names)
    return [(keys[name], value) for name, value in criteria._pairs()]


def _one_line(value: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in value).split())


def _values(facet: Facet, typed: list[str], errors: dict[str, str]) -> tuple[str, ...]:
    if len(typed) > MOST_VALUES or not all(map(facet.knows, typed)):
        errors[facet.name] = N_("Choose from the options")
    return facet.in_order(typed)


def _option(facet: Facet, typed: Mapping[str, str], errors: dict[str, str]) -> str:
    value = typed.get(facet.name, "")
    if not value or facet.knows(value):
        return value
    errors[facet.name] = N_("Choose one of the options")
    return ""


def _text(typed: str, errors: dict[str, str]) -> str:
    if len(typed) > LONGEST:
        errors["text"] = N_("Shorten your search to 100 characters or fewer")
    return typed[:LONGEST].strip() if words(typed[:LONGEST]) else ""


def _area(typed: str, errors: dict[str, str]) -> Decimal | None:
    if not typed:
        return None
    area = area_of(typed)
    if area is None:
        errors["least_area"] = N_("Enter hectares as a number, for example 2.5")
    return area


def area_of(typed: str) -> Decimal | None:
    """Return the hectares that somebody typed; None where they are none."""
    area = Decimal(typed.replace(",", ".")) if _NUMBER.fullmatch(typed) and typed.isascii() else Decimal(0)
    return area if area > 0 else None


def plain(number: Decimal) -> str:
    """Return a number as an address has it: 2.5, 10."""
    return f"{number.normalize():f}"


@cache
def reference_codes(name: str) -> Mapping[str, None]:
    """Return the slugs of all districts in Serbian order, or the codes of the regions, as the reference data has them."""
    with (DATA / f"{name}s.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if name == "region":
        return dict.fromkeys(row["code"] for row in rows)
    names = sorted((row["name_latin"] for row in rows), key=sort_key)
    return dict.fromkeys(slug(each.removesuffix(" upravni okrug")) for each in names)
