"""What a simulation came to, as a table, and everything that was wrong."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from bench.simulation.judging import Outcome
from bench.tables import show

NONE_WRONG = ("duplicates", "lost stages", "wrong public marks", "entries that rotted in silence")
MOST_SHOWN = 10


def print_outcome(outcome: Outcome, database: str) -> None:
    title = f"{outcome.offices} offices, {outcome.days} days, {database}, seed {outcome.seed}"
    show(title, ("", "number"), list(_rows(outcome)))
    for kind, found in sorted(outcome.oracle.wrong.items()):
        for line in found[:MOST_SHOWN]:
            print(f"  WRONG ({kind}): {line}")
        if len(found) > MOST_SHOWN:
            print(f"  … and {len(found) - MOST_SHOWN} more")


def _rows(outcome: Outcome) -> Iterator[tuple[str, object]]:
    wrong = outcome.oracle.wrong
    yield from ((f"stage {stage} queued for an office", number) for stage, number in sorted(outcome.oracle.stages.items()))
    yield from sorted(outcome.figures.items())
    yield "median age of the entries, in days, over the years", f"{median(outcome.ages):.0f}" if outcome.ages else "–"
    yield "median age of the entries, in days, at the end", f"{outcome.ages[-1]:.0f}" if outcome.ages else "–"
    yield from ((f"staff task: {kind}", number) for kind, number in sorted(outcome.tasks.items()))
    yield from ((kind, len(wrong[kind])) for kind in (*NONE_WRONG, *sorted(set(wrong) - set(NONE_WRONG))))
