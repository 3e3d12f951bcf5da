"""Lines of shares over time. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 480, 250
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 10, 28
MARKS = (0, 25, 50, 75, 100)
LABELS_APART = 6


@dataclass(frozen=True)
class Line:
    """One line; ``points`` are its corners as SVG has them, ``style`` the part of the class that gives it its looks."""

    style: str
    label: str
    points: str


@dataclass(frozen=True)
class Mark:
    """A label on an axis."""

    position: float
    text: str


@dataclass(frozen=True)
class LineChart:
    lines: Sequence[Line]
    across: Sequence[Mark]
    up: Sequence[Mark]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def line_chart(labels: Sequence[str], series: Sequence[tuple[str, str, Sequence[int | None]]]) -> LineChart:
    """Return a chart of shares in per cent.

    Args:
        labels: what the places on the lower axis are called; each sixth is written, the last one among them.
        series: style, label and values of each line; None is a place without a value.
    """
    lines = [Line(style, label, _points(values)) for style, label, values in series]
    across = [Mark(_x(place, len(labels)), text) for place, text in enumerate(labels) if (len(labels) - 1 - place) % LABELS_APART == 0]
    return LineChart(lines, across, [Mark(_y(share), f"{share}%") for share in MARKS])


def _points(values: Sequence[int | None]) -> str:
    return " ".join(f"{_x(place, len(values))},{_y(value)}" for place, value in enumerate(values) if value is not None)


def _x(place: int, number: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * place / max(1, number - 1), 1)


def _y(share: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share / 100, 1)
