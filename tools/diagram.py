"""The workflow as a diagram and a table, from ``offices.workflow``."""

from __future__ import annotations

from ledportal.offices.workflow import MEANING, TRANSITIONS, Status

START = Status.DRAFT


def lines() -> list[str]:
    """Return the diagram (Mermaid) and the table (Markdown)."""
    return ["```mermaid", "stateDiagram-v2", *(f"    {line}" for line in _arrows()), "```", "", *_table()]


def _arrows() -> list[str]:
    left = {status for status, _verb in TRANSITIONS}
    ends = [status for status in Status if status not in left]
    return [
        f"[*] --> {START}",
        *(f"{status} --> {after}: {verb}" for (status, verb), after in TRANSITIONS.items()),
        *(f"{status} --> [*]" for status in ends),
    ]


def _table() -> list[str]:
    rows = [f"| {status} | {each.owner} | {each.email or '–'} | {each.audit} | {each.next_step} |" for status, each in MEANING.items()]
    return ["| status | whose turn | mail | audit verb | next step |", "| --- | --- | --- | --- | --- |", *rows]
