"""What became of a municipality in a cycle, from what happened since the cycle opened. Pure.

The last word counts: what staff noted stands until the register learns something later. "Reached by phone only" is noted by hand, or
follows from the register: what staff took down on the phone is an answer, but any that the office gives itself goes before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ledportal.text import N_


class State(StrEnum):
    APPROVED = "approved"
    CONFIRMED = "confirmed"
    SUBMITTED = "submitted"
    NO_OFFICE = "no_office"
    PHONE = "phone"
    DRAFT = "draft"
    STARTED = "started"
    INVITED = "invited"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"


LABELS = {
    State.APPROVED: N_("Approved"),
    State.CONFIRMED: N_("Confirmed"),
    State.SUBMITTED: N_("Submitted"),
    State.NO_OFFICE: N_("No office"),
    State.PHONE: N_("Reached by phone only"),
    State.DRAFT: N_("Draft"),
    State.STARTED: N_("Started"),
    State.INVITED: N_("Invited"),
    State.REFUSED: N_("Refused to take part"),
    State.NOT_REACHED: N_("Not reached"),
}

SIGNS = {
    State.APPROVED: "✓",
    State.CONFIRMED: "✓✓",
    State.SUBMITTED: "↑",
    State.NO_OFFICE: "0",
    State.PHONE: "T",
    State.DRAFT: "…",
    State.STARTED: "+",
    State.INVITED: "@",
    State.REFUSED: "×",
    State.NOT_REACHED: "?",
}
"""What stands in a square of the map, so that nobody needs its colour."""

ANSWERED = frozenset({State.APPROVED, State.CONFIRMED, State.SUBMITTED, State.NO_OFFICE, State.PHONE})
"""The states that count for the response rate."""

SILENT = frozenset({State.INVITED, State.STARTED, State.DRAFT, State.NOT_REACHED})
"""The states in which an answer is still to come."""

NOTES = (State.NO_OFFICE, State.PHONE, State.REFUSED)
"""What staff can note by hand."""


@dataclass(frozen=True)
class Facts:
    """What is known of one municipality since the cycle opened; a time is None where it did not happen.

    Attributes:
        reached: how it was invited: ``members``, ``registry``, or empty.
        returned: no invitation of it arrived.
        said: what staff noted, one of ``NOTES``, or empty.
        started: somebody asked for the office, or began and gave up.
        confirmed: when the last public section was confirmed, where all of them were, by the office at least in part.
        phoned: when staff last handed in, approved or wholly confirmed what they were told on the phone; the times above leave that out.
    """

    reached: str = ""
    returned: bool = False
    said: str = ""
    noted: datetime | None = None
    started: datetime | None = None
    drafted: datetime | None = None
    submitted: datetime | None = None
    approved: datetime | None = None
    confirmed: datetime | None = None
    phoned: datetime | None = None


def state(facts: Facts) -> State:
    """Return the state that the facts amount to."""
    done = {
        State.APPROVED: facts.approved,
        State.CONFIRMED: facts.confirmed,
        State.SUBMITTED: facts.submitted,
        State.PHONE: facts.phoned,
        State.DRAFT: facts.drafted,
        State.STARTED: facts.started,
    }
    times = [time for time in done.values() if time is not None]
    if facts.said and facts.noted is not None and all(time <= facts.noted for time in times):
        return State(facts.said)
    if times:
        return next(each for each, time in done.items() if time is not None)
    return State.INVITED if facts.reached and not facts.returned else State.NOT_REACHED
