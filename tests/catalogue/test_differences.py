"""What changed between two editions."""

from __future__ import annotations

import pytest

from ledportal.catalogue.book.frozen import District, Entry, EntryKind, Place, Region
from ledportal.catalogue.differences import CLOSED, EXISTS, Differences, differences
from ledportal.offices.models import OfficeStatus


def entry(slug: str, kind: str, head: str = "Ana Anić", status: str = "exists") -> Entry:
    names = {"sr_Latn": slug.title(), "sr_Cyrl": slug.title(), "en": slug.title()}
    there = {"names": names, "sort_key": slug}
    return Entry(
        slug=slug,
        kind=EntryKind(kind),
        status=status,
        place=Place(code=slug, kind="municipality", **there),
        district=District(code="06", slug="okrug", **there),
        region=Region(code="RS12", **there),
        content={"contact": {"head": head}} if kind in {"full", "phone"} else {},
    )


def names(found: Differences) -> dict[str, list[str]]:
    return {name: slugs for name in ("new", "closed", "missing", "new_head") if (slugs := [each.slug for each in getattr(found, name)])}


CASES = [
    ("silent", "full", "new"),
    ("outdated", "phone", "new"),
    ("none", "full", "new"),
    ("full", "none", "closed"),
    ("silent", "none", "closed"),
    ("full", "outdated", "missing"),
    ("phone", "silent", "missing"),
    ("full", "phone", None),
    ("none", "none", None),
    ("silent", "outdated", None),
]


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_what_became_of_a_municipality(before: str, after: str, expected: str | None) -> None:
    found = differences([entry("ub", before)], [entry("ub", after)])
    assert names(found) == ({expected: ["ub"]} if expected else {})
    assert found.any is (expected is not None)


def test_a_new_head_is_told_where_an_office_stands_in_both() -> None:
    found = differences([entry("ub", "full"), entry("ada", "full")], [entry("ub", "full", head="Nova Glava"), entry("ada", "full")])
    assert names(found) == {"new_head": ["ub"]}


def test_a_municipality_that_came_into_the_register_is_new_with_its_office() -> None:
    assert names(differences([], [entry("ub", "full"), entry("ada", "none")])) == {"new": ["ub"]}


def test_a_municipality_that_left_the_register_is_not_told() -> None:
    assert names(differences([entry("ub", "full")], [])) == {}


@pytest.mark.parametrize(
    ("before", "after", "expected"), [("unknown", "none", {}), ("being_set_up", "none", {}), ("unknown", "closed", {"closed": ["ub"]})]
)
def test_an_office_of_which_nobody_knew_was_not_closed_unless_that_is_said(before: str, after: str, expected: dict[str, list[str]]) -> None:
    assert names(differences([entry("ub", "silent", status=before)], [entry("ub", "none", status=after)])) == expected


def test_the_same_head_in_another_script_is_not_new() -> None:
    assert names(differences([entry("ub", "full", head="Ana Šefić")], [entry("ub", "full", head="Ана  Шефић")])) == {}


def test_the_states_of_an_office_are_those_of_the_register() -> None:
    assert (EXISTS, CLOSED) == (OfficeStatus.EXISTS, OfficeStatus.CLOSED)
