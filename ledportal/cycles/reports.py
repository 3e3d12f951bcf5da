"""The report of a cycle, from its result. Pure: the same result gives the same report, whatever the register holds by then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledportal.cycles.states import ANSWERED, State

Result = Mapping[str, Any]
Named = Mapping[str, Any]
"""A place with its code, and its name by locale."""


@dataclass(frozen=True)
class Rate:
    """How many of the municipalities answered."""

    answered: int
    total: int

    @property
    def share(self) -> float:
        """Return the response rate in per cent, to one place."""
        return round(100 * self.answered / self.total, 1) if self.total else 0.0


@dataclass(frozen=True)
class Row:
    """The response of a district or region, and that of the cycle before; ``place`` is None for the whole country."""

    place: Named | None
    rate: Rate
    before: Rate | None

    @property
    def difference(self) -> float | None:
        """Return by how many points the response rate changed."""
        return round(self.rate.share - self.before.share, 1) if self.before is not None else None


@dataclass(frozen=True)
class Report:
    """What a cycle came to.

    Attributes:
        states: how many municipalities ended in each state.
        new: places that have an office and had none in the cycle before.
        gone: places that had one and have none any more.
    """

    total: Row
    regions: Sequence[Row]
    districts: Sequence[Row]
    states: Mapping[State, int]
    new: Sequence[Named]
    gone: Sequence[Named]


def report(result: Result) -> Report:
    """Return the report of a result, compared with the one before that it holds."""
    before: Result | None = result["before"]
    now, then = _by_place(result), _by_place(before) if before is not None else {}
    counted = Counter(State(each["state"]) for each in result["places"])
    return Report(
        total=Row(None, now[""], then.get("")),
        regions=_rows("region", result["regions"], now, then),
        districts=_rows("district", result["districts"], now, then),
        states={each: counted[each] for each in State},
        **_comings_and_goings(result, before),
    )


def outcome(result: Result, code: str) -> State | None:
    """Return how a municipality ended, by its code."""
    return next((State(each["state"]) for each in result["places"] if each["code"] == code), None)


def _rows(kind: str, places: Iterable[Named], now: Mapping[Any, Rate], then: Mapping[Any, Rate]) -> list[Row]:
    return [Row(each, now.get((kind, each["code"]), Rate(0, 0)), then.get((kind, each["code"]))) for each in places]


def _by_place(result: Result) -> dict[Any, Rate]:
    """Return the response of the whole (under an empty key), of each region, and of each district."""
    region = {each["code"]: each["region"] for each in result["districts"]}
    total: Counter[Any] = Counter()
    answered: Counter[Any] = Counter()
    for each in result["places"]:
        keys = ("", ("district", each["district"]), ("region", region[each["district"]]))
        total.update(keys)
        answered.update(keys if each["state"] in ANSWERED else ())
    return {key: Rate(answered[key], total[key]) for key in ("", *total)}


def _comings_and_goings(result: Result, before: Result | None) -> dict[str, list[Named]]:
    if before is None:
        return {"new": [], "gone": []}
    had = _with_office(before["places"])
    have = _with_office(result["places"])
    return {
        "new": [each for each in result["places"] if each["code"] in have - had],
        "gone": [each for each in result["places"] if each["code"] in had - have],
    }


def _with_office(places: Iterable[Named]) -> set[str]:
    return {each["code"] for each in places if each["office"]}
