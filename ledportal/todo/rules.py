"""Which offices are work for staff, and when it is over, from facts about each. Pure.

The reminders open first what they find themselves: that nobody answered three of them, which is looked for here as long as it lasts, and
that there is nobody to write to, which is here only as far as it ends by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledportal.todo.kinds import Kind

PEOPLE = (Kind.NO_MEMBER, Kind.NO_HEAD)
FOUND = (*PEOPLE, Kind.NO_ANSWER)
"""Whose causes are looked for every day."""

ENDING = (*FOUND, Kind.NOBODY_TO_WRITE_TO)
"""Which end by themselves when the daily look finds their cause gone."""


@dataclass(frozen=True)
class Facts:
    """What counts of one office.

    Attributes:
        is_expected: its municipality is in the register, and it has not closed.
        members: how many people look after it whose accounts are active and confirmed; ``heads`` are those of them who head it.
        reachable: how many of the members have an address that takes our mail.
        membership: the number of its newest membership, which tells one cause from the next.
        due_on: the due day of its public entry; None where nothing is public.
        asked_for: the latest due day of which staff were told that three reminders had no answer.
    """

    is_expected: bool
    members: int = 0
    heads: int = 0
    reachable: int = 0
    membership: int | None = None
    due_on: date | None = None
    asked_for: date | None = None


def causes(facts: Facts) -> dict[Kind, dict[str, Any]]:
    """Return what is the matter with an office, each with the details that tell this cause from another one."""
    return _people(facts) | _silence(facts) if facts.is_expected else {}


def _silence(facts: Facts) -> dict[Kind, dict[str, Any]]:
    if facts.due_on is None or facts.asked_for is None or facts.due_on > facts.asked_for:
        return {}
    return {Kind.NO_ANSWER: {"due_on": facts.asked_for.isoformat()}}


def _people(facts: Facts) -> dict[Kind, dict[str, Any]]:
    about = {"membership": facts.membership}
    if facts.members:
        return {} if facts.heads else {Kind.NO_HEAD: about}
    return {Kind.NO_MEMBER: about} if facts.due_on is not None else {}


def is_over(kind: Kind, details: Mapping[str, Any], facts: Facts) -> bool:
    """Say whether the cause of an open task is gone."""
    if kind in PEOPLE:
        return kind not in causes(facts)
    answered = not facts.is_expected or facts.due_on is None or facts.due_on > date.fromisoformat(details["due_on"])
    return answered or (kind == Kind.NOBODY_TO_WRITE_TO and facts.reachable > 0)
