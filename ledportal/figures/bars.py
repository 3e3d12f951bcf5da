"""Bars of shares, each with the share that it is compared with. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

WIDTH = 400
HEIGHT = 16
ROW = 46
LEFT = 2
RIGHT = 70
"""Room at the right for the figure."""


@dataclass(frozen=True)
class Bar:
    """One bar with its words: a share in per cent, and the one that it is compared with, if any.

    Attributes:
        label: what it stands for, above the bar.
        text: the figure at its end.
    """

    label: str
    share: float
    text: str
    before: float | None = None
    row: int = 0
    full: int = WIDTH - LEFT - RIGHT

    @property
    def y(self) -> int:
        return self.row * ROW

    @property
    def length(self) -> float:
        return _length(self.share, self.full)

    @property
    def before_x(self) -> float | None:
        """Return where the mark of the share before stands."""
        return LEFT + _length(self.before, self.full) if self.before is not None else None


@dataclass(frozen=True)
class BarChart:
    """Bars one under the other, each under its label, so that long names have room on a narrow screen."""

    bars: Sequence[Bar]
    height: int
    width: int = WIDTH
    left: int = LEFT
    thickness: int = HEIGHT
    full: int = WIDTH - LEFT - RIGHT


def bar_chart(bars: Sequence[Bar], *, room: int = RIGHT) -> BarChart:
    """Return a chart of the bars in their order, with so much room for their figures."""
    full = WIDTH - LEFT - room
    return BarChart([replace(bar, row=row, full=full) for row, bar in enumerate(bars)], len(bars) * ROW, full=full)


def _length(share: float, full: int) -> float:
    return round(full * min(max(share, 0), 100) / 100, 1)
