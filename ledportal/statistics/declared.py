"""The figures that the statistics tell: what each asks, what it is counted in, and from what. Pure.

The page, its files and the API read these declarations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ledportal.offices import choices
from ledportal.statistics import counting
from ledportal.statistics.counting import ANY, FOUNDED, STAFF, UNKNOWN, Tally
from ledportal.text import N_

Number = int | Decimal
Labels = Mapping[str, str]


class Unit(StrEnum):
    MUNICIPALITIES = "municipalities"
    OFFICES = "offices"
    HECTARES = "hectares"
    DOCUMENTS = "documents"


AMOUNTS = (Unit.HECTARES, Unit.DOCUMENTS)
"""Of these an office may have any number."""


class Coverage(StrEnum):
    """What there is in a municipality."""

    ENTRY = "entry"
    EXISTS = "exists"
    BEING_SET_UP = "being_set_up"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Part:
    """A part of the register, or all of it: its entries, and its municipalities by what there is in them."""

    tally: Tally = field(default_factory=Tally)
    coverage: Counter[str] = field(default_factory=Counter)

    @property
    def municipalities(self) -> int:
        return sum(self.coverage.values())


@dataclass(frozen=True)
class Declared:
    """One figure.

    Attributes:
        name: its code.
        slug: its part of an address.
        question: what it answers.
        explained: what is counted, in a sentence.
        labels: what is told apart, by code, in order.
        values: the number of each code in a part of the register, in a year.
        whole: what the numbers are a share of.
        offices: where documents are counted: how many offices have one of each code, and ``ANY`` of them.
        ranked: the largest number stands first; else the order is that of the labels.
        several: an office may be counted more than once.
        focus: the code that the question is about; else what is most frequent is the finding.
    """

    name: str
    slug: str
    question: str
    explained: str
    unit: Unit
    labels: Labels
    values: Callable[[Part, int], Mapping[str, Number]]
    whole: Callable[[Part, int], Number]
    offices: Callable[[Part, int], Mapping[str, int]] | None = None
    ranked: bool = False
    several: bool = False
    focus: str = ""

    @property
    def compared(self) -> bool:
        """Say whether districts can be told apart by one number: the share of what the question is about, or an amount."""
        return bool(self.focus) or self.unit in AMOUNTS


def _entries(part: Part, _year: int) -> int:
    return part.tally.entries


def _all_hectares(part: Part, _year: int) -> Decimal:
    return sum(counting.hectares(part.tally.ares).values(), Decimal(0))


def _documents(part: Part, year: int) -> dict[str, int]:
    return counting.in_force(part.tally.documents, year)


NOT_STATED = {UNKNOWN: N_("Not stated")}

FIGURES = (
    Declared(
        "coverage", "pokrivenost", N_("How many municipalities have an office in the register?"),
        N_("Towns and municipalities by what is known of their office."), Unit.MUNICIPALITIES,
        {
            Coverage.ENTRY: N_("Office with a published entry"), Coverage.EXISTS: N_("Office without an entry"),
            Coverage.BEING_SET_UP: N_("Office being set up"), Coverage.NONE: N_("No office"), Coverage.UNKNOWN: N_("Not known yet"),
        },
        lambda part, _: part.coverage, lambda part, _: part.municipalities, focus=Coverage.ENTRY,
    ),
    Declared(
        "form", "oblik", N_("In what form are the offices organised?"), N_("Offices by their form of organisation."), Unit.OFFICES,
        choices.FORMS | NOT_STATED, lambda part, _: part.tally.forms, _entries, ranked=True,
    ),
    Declared(
        "staff", "zaposleni", N_("How large are the offices?"), N_("Offices by their number of staff."), Unit.OFFICES,
        {
            "0": N_("No staff"), "1": N_("One person"), "2-3": N_("2–3 people"), "4-6": N_("4–6 people"), "7-10": N_("7–10 people"),
            "11-": N_("11 people or more"), **NOT_STATED,
        },
        lambda part, _: counting.by_band(part.tally.staff, STAFF), _entries,
    ),
    Declared(
        "founded", "osnivanje", N_("When were the offices founded?"), N_("Offices by the year in which they were founded."), Unit.OFFICES,
        {
            "-2004": N_("Up to the year 2004"), "2005-2009": "2005–2009", "2010-2014": "2010–2014", "2015-2019": "2015–2019",
            "2020-": N_("Since the year 2020"), **NOT_STATED,
        },
        lambda part, _: counting.by_band(part.tally.founded, FOUNDED), _entries,
    ),
    Declared(
        "certificate", "sertifikat", N_("How many offices work in a certified municipality?"),
        N_("Offices by the state of the BFC SEE certificate of a favourable business environment."), Unit.OFFICES,
        choices.CERTIFICATES | NOT_STATED, lambda part, _: part.tally.certificates, _entries, focus="certified",
    ),
    Declared(
        "sector", "sektori", N_("Which sectors do the offices put first?"),
        N_("Offices that name a sector as a priority; each names up to five."), Unit.OFFICES,
        choices.SECTORS | NOT_STATED, lambda part, _: part.tally.sectors, _entries, ranked=True, several=True,
    ),
    Declared(
        "free_sites", "slobodne-lokacije", N_("How many hectares are free for investors?"),
        N_("Hectares that can be had now, by the kind of site."), Unit.HECTARES,
        choices.SITE_TYPES, lambda part, _: counting.hectares(part.tally.ares), _all_hectares, ranked=True,
    ),
    Declared(
        "documents", "dokumenta", N_("Which strategic documents are in force?"),
        N_("Documents in force this year, by their type, and the offices that have at least one of them."), Unit.DOCUMENTS,
        choices.DOCUMENT_TYPES, _documents, lambda part, year: sum(_documents(part, year).values()),
        offices=lambda part, year: counting.in_force(part.tally.with_documents, year), ranked=True,
    ),
)  # fmt: skip
BY_SLUG = {each.slug: each for each in FIGURES}


@dataclass(frozen=True)
class Numbers:
    """A figure of a part of the register.

    Attributes:
        values: by code; all codes, in order.
        whole: what they are a share of.
        offices: how many offices have one, by code; empty where that is not counted.
        with_any: how many offices have one at all.
    """

    values: Mapping[str, Number]
    whole: Number
    offices: Mapping[str, int]
    with_any: int


@dataclass(frozen=True)
class Figure:
    """A declared figure with its numbers: of the whole register, and of each district by its code."""

    declared: Declared
    total: Numbers
    districts: Mapping[str, Numbers]

    @property
    def is_empty(self) -> bool:
        return not self.total.whole

    @property
    def shown(self) -> list[str]:
        """Return the codes as a page shows them: what nobody left open is not there, the largest first where they are ranked."""
        values = self.total.values
        codes = [code for code in values if code != UNKNOWN]
        if self.declared.ranked:
            codes.sort(key=lambda code: -values[code])
        return codes + [UNKNOWN] * bool(values.get(UNKNOWN))


def figures(parts: Mapping[str, Part], *, year: int) -> list[Figure]:
    """Return all figures of the register, whose parts are given by their districts."""
    total = together(parts)
    return [
        Figure(declared, _numbers(declared, total, year), {code: _numbers(declared, part, year) for code, part in parts.items()})
        for declared in FIGURES
    ]


def together(parts: Mapping[str, Part]) -> Part:
    """Return the register as one part."""
    coverage: Counter[str] = Counter()
    for part in parts.values():
        coverage.update(part.coverage)
    return Part(counting.added(part.tally for part in parts.values()), coverage)


def _numbers(declared: Declared, part: Part, year: int) -> Numbers:
    values, offices = declared.values(part, year), declared.offices(part, year) if declared.offices else None
    return Numbers(
        {code: values.get(code, 0) for code in declared.labels},
        declared.whole(part, year),
        {} if offices is None else {code: offices.get(code, 0) for code in declared.labels},
        offices.get(ANY, 0) if offices else 0,
    )
