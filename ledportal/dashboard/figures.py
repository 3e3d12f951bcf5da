"""The figures of the dashboard, put together for a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext, ngettext

from ledportal.dashboard import queries
from ledportal.dashboard.counting import WINDOWS, Point, bound, history, month_ends
from ledportal.dashboard.queries import Condition, Count
from ledportal.figures.lines import LineChart, line_chart
from ledportal.figures.shares import percent
from ledportal.municipalities.queries import districts


@dataclass(frozen=True)
class Figures:
    """What the dashboard shows as of a day.

    Attributes:
        districts: each district's name, slug and figures, in Serbian order.
        median: the day since which half of the entries were confirmed.
        points: the past month-ends, the latest last.
    """

    today: date
    total: Count
    districts: Sequence[tuple[str, str, Count]]
    median: date | None
    points: Sequence[Point]
    chart: LineChart
    windows: Sequence[int] = WINDOWS

    @property
    def median_days(self) -> int | None:
        return (self.today - self.median).days if self.median else None


def figures(condition: Condition, *, locale: str) -> Figures:
    """Count everything that the dashboard shows."""
    counts, days = queries.by_district(condition), month_ends(condition.today)
    total = queries.added(list(counts.values()))
    points = history(queries.entries(bound(days[0], max(WINDOWS))), days)
    shown = [(each.name(locale), each.slug, counts[each.code]) for each in districts() if each.code in counts]
    return Figures(condition.today, total, shown, queries.median_day(total.total), points, _chart(points))


def _chart(points: Sequence[Point]) -> LineChart:
    series = [
        (f"months-{months}", window_label(months), [percent(each.confirmed[months], each.total) for each in points])
        for months in reversed(WINDOWS)
    ]
    return line_chart([f"{each.day.month}/{each.day.year}" for each in points], series)


def window_label(months: int) -> str:
    return ngettext("Confirmed in the last month", "Confirmed in the last %(num)s months", months)


def confirmed_labels() -> Mapping[str, Any]:
    """Return the options of the list's filter by confirmation."""
    within = {str(months): window_label(months) for months in WINDOWS}
    return {**within, "older": gettext("Not confirmed in the last 12 months"), "never": gettext("Never confirmed as a whole")}
