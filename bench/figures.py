"""What was measured, beside its reference and its goal: printed at the end of a run, and kept in docs/performance.md where asked for."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from bench.tables import show
from ledportal import clock
from ledportal.days import belgrade_day

DOCUMENT = Path(__file__).parent.parent / "docs" / "performance.md"
PLACE = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end -->)", re.DOTALL)
HEAD = ("part", "what", "ours", "reference", "goal", "growth", "kept", "on")
NOTED: list[Figure] = []


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    Attributes:
        part: the name under which ``python -m bench`` measures it.
        what: what was measured, with the number of offices and the database.
        ours: the figure; ``reference`` the one beside which it was measured, both with their units.
        goal: what it should be.
        growth: how many times as long the same takes as in the small register.
        kept: whether it is as it should be.
    """

    part: str
    what: str
    ours: str
    reference: str
    goal: str
    growth: str
    kept: bool


def note(part: str, what: str, *, ours: str, reference: str = "", goal: str = "", growth: float | None = None, kept: bool = True) -> bool:
    """Keep a figure for the table at the end; return whether it is as it should be."""
    NOTED.append(Figure(part, what, ours, reference, goal, "" if growth is None else f"{growth:.1f} times", kept))
    return kept


def print_noted() -> None:
    if NOTED:
        show(f"Figures of {today()} on {machine()}", HEAD[:-1], [_cells(each) for each in NOTED])


def write_noted() -> None:
    """Put the figures into docs/performance.md, in place of what was measured before; one database alone leaves the other's."""
    DOCUMENT.write_text(with_figures(DOCUMENT.read_text(), NOTED, f"{today()}, {machine()}"))


def with_figures(text: str, figures: list[Figure], when: str) -> str:
    """Return the document with these figures."""
    found = PLACE.search(text)
    assert found, "the document has no place for figures"
    measured = {(each.part, each.what) for each in figures}
    kept = [line for line in found[0].splitlines()[2:] if tuple(cell.strip() for cell in line.split("|")[1:3]) not in measured]
    lines = [_line(HEAD), _line(["---"] * len(HEAD)), *kept, *(_line([*_cells(each), when]) for each in figures)]
    return text[: found.start()] + "\n".join(lines) + "\n" + text[found.end() :]


def today() -> str:
    return belgrade_day(clock.now()).isoformat()


def machine() -> str:
    """Say on what it was measured."""
    return f"{os.cpu_count()} cores of {_processor()}, Python {platform.python_version()}"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _cells(figure: Figure) -> list[str]:
    *texts, kept = astuple(figure)
    return [*texts, ("yes" if kept else "NO") if figure.goal else ""]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
