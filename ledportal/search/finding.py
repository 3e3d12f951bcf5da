"""Finding offices and municipalities by what a visitor types and chooses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from ledportal.days import belgrade_day, months_later
from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality
from ledportal.offices.choices import SITE_TYPES
from ledportal.offices.content import Content
from ledportal.offices.models import Listing, Office
from ledportal.script import fold, search_text
from ledportal.search.criteria import CONFIRMED_WITHIN, COUNTED, Criteria
from ledportal.search.words import stem, words

Facts = Mapping[str, set[str]]
"""The values that an entry has of each facet."""


@dataclass(frozen=True)
class Found:
    """What was found.

    Attributes:
        ids: the ids of offices in order: first those with an entry, then municipalities without one.
        entries: how many have an entry; ``others`` how many have none.
        counts: how many entries there would be with each value of a facet, whatever else of that facet is chosen.
        meant: the words that were taken in the place of mistyped ones.
        left_out: the words that were left out, since nothing has all words.
        words: what to mark (``marking.marked``).
    """

    ids: Sequence[int]
    entries: int
    others: int
    counts: Mapping[str, Mapping[str, int]]
    meant: Mapping[str, str] = field(default_factory=dict)
    left_out: Sequence[str] = ()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Suggestion:
    """One line under the box.

    Attributes:
        kind: ``office``, ``person``, ``site``, ``district`` or ``sector``.
        label: what it says; ``hint`` where it belongs.
        slug: of an office's page; empty for a district or a sector, whose ``value`` is one of the facet's.
    """

    kind: str
    label: str
    hint: str = ""
    slug: str = ""
    value: str = ""


def find(criteria: Criteria, *, today: date) -> Found:
    """Return the offices that criteria ask for, as of a day."""
    typed = words(criteria.text)
    if criteria.text and not typed:
        return Found([], 0, 0, {facet.name: {} for facet in COUNTED})
    rows = [row for row in _rows() if _has(row, typed)]
    facts = {row.id: _facts(row, criteria.least_area, today) for row in rows}
    chosen = {name: set(values) for name, values in criteria.chosen.items()}
    if criteria.confirmed_within:
        chosen["confirmed_within"] = {str(criteria.confirmed_within)}
    if criteria.least_area is not None:
        chosen.setdefault("free_site", set(SITE_TYPES))
    counts = {facet.name: _count(facet.name, rows, facts, chosen) for facet in COUNTED}
    left = sorted((row for row in rows if _fits(facts[row.id], chosen)), key=lambda row: _order(row, criteria, typed))
    entries = [row.id for row in left if row.content is not None]
    others = [row.id for row in left if row.content is None]
    marks = frozenset({*(stem(each) for each in typed), *(f"{each}*" for each in typed)})
    return Found([*entries, *others], len(entries), len(others), counts, words=marks)


def _rows() -> Sequence[Any]:
    place = (Municipality.search_text.label("place"), Municipality.sort_key, Municipality.code, District.slug, District.region_code)
    entry = (Listing.name, Listing.content, Listing.search_text, Listing.confirmed_at, Listing.changed_at)
    query = select(Office.id, *place, *entry).join(Office.municipality).join(Municipality.district)
    return db.session.execute(query.outerjoin(Listing, Listing.office_id == Office.id).where(Municipality.active)).all()


def _has(row: Any, typed: Sequence[str]) -> bool:
    return _begin_words_of(row.place, typed) or (row.search_text is not None and _begin_words_of(row.search_text, typed))


def _begin_words_of(text: str, typed: Sequence[str]) -> bool:
    return all(f" {word}" in f" {text}" for word in typed)


def _facts(row: Any, least_area: Decimal | None, today: date) -> Facts:
    place = {"district": {row.slug}, "region": {row.region_code}}
    if row.content is None:
        return {facet.name: place.get(facet.name, set()) for facet in COUNTED}
    content: Content = row.content
    confirmed = row.confirmed_at and belgrade_day(row.confirmed_at)
    return {
        **place,
        "form": {content["office"]["form"]},
        "certificate": {content["environment"]["certificate"]},
        "sector": set(content["environment"]["sectors"]),
        "free_site": {each["type"] for each in content["sites"]["sites"] if _is_free(each, least_area)},
        "language": {each["language"] for each in content["office"]["languages"]},
        "service": set(content["services"]["services"]),
        "confirmed_within": {key for key in CONFIRMED_WITHIN.options or () if confirmed and confirmed >= months_later(today, -int(key))},
    }


def _is_free(site: Mapping[str, Any], least_area: Decimal | None) -> bool:
    area = Decimal(site["free"] or site["area"] or 0)
    return site["status"] == "free" and area > 0 and area >= (least_area or 0)


def _fits(facts: Facts, chosen: Mapping[str, Iterable[str]], but: str = "") -> bool:
    return all(facts[name] & set(values) for name, values in chosen.items() if name != but)


def _count(
    name: str, rows: Sequence[Any], facts: Mapping[int, Mapping[str, set[str]]], chosen: Mapping[str, Iterable[str]]
) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        if row.content is not None and _fits(facts[row.id], chosen, but=name):
            for value in facts[row.id][name]:
                found[value] = found.get(value, 0) + 1
    return found


def _order(row: Any, criteria: Criteria, typed: Sequence[str]) -> tuple[Any, ...]:
    name = (row.sort_key, row.code)
    if criteria.ordered_by == "name":
        return name
    if criteria.ordered_by == "relevance":
        return (_rank(row, typed), *name)
    moment = row.confirmed_at if criteria.ordered_by == "confirmed" else row.changed_at
    return (-moment.timestamp() if moment else 1, *name)


def _rank(row: Any, typed: Sequence[str]) -> int:
    """Put the places of that name first, then the offices of that name, then those that mention it."""
    if _begin_words_of(row.place, typed):
        return 0
    return 1 if _begin_words_of(f"{row.place} {search_text(row.name or '')}", typed) else 2


def suggest(text: str, limit: int = 8) -> list[Suggestion]:
    """Return what somebody who typed this may be looking for, the likeliest first."""
    typed = fold(text).split()
    if not typed:
        return []
    rows = sorted((row for row in _rows() if _begin_words_of(row.place, typed)), key=lambda row: (row.sort_key, row.code))
    slugs = {row.id: row.slug for row in db.session.execute(select(Office.id, Office.slug).where(Office.id.in_([row.id for row in rows])))}
    names = {row.code: row.name_latin for row in db.session.execute(select(Municipality.code, Municipality.name_latin))}
    return [Suggestion("office", names[row.code], slug=slugs[row.id]) for row in rows[:limit]]
