"""What staff may have to do: in words, what to do next, and how it can end. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ledportal.text import N_


class Kind(StrEnum):
    NO_MEMBER = "no_member"
    """A published office has no active member."""
    NO_HEAD = "no_head"
    """An office has members, but its head left."""
    DEAD_ADDRESS = "dead_address"
    """Mail to an address of the office does not arrive."""
    UNSUBSCRIBED = "unsubscribed"
    """The office's address asked for no more reminders."""
    NO_ANSWER = "no_answer"
    """Three reminders without an answer."""
    NOBODY_TO_WRITE_TO = "nobody_to_write_to"
    """A reminder is due and there is no address that takes it."""
    ERROR_REPORT = "error_report"
    """The public says that something is out of date."""
    DEAD_LINK = "dead_link"
    """A link in the profile has failed for a week."""


LASTING = {Kind.NO_MEMBER, Kind.NO_HEAD, Kind.NO_ANSWER, Kind.NOBODY_TO_WRITE_TO}
"""Whose cause is a state that lasts: what staff closed by hand is not opened again the next day. The others are events."""

CAUSE_GONE = "cause_gone"


class Step(StrEnum):
    """What to do next."""

    REPORT = "report"
    CALL = "call"
    WRITE = "write"
    LETTER = "letter"
    MEMBERS = "members"
    PROFILE = "profile"


class Outcome(StrEnum):
    """How staff, or the members, ended it."""

    REACHED = "reached"
    NEW_HEAD = "new_head"
    CORRECTED = "corrected"
    LETTER = "letter"
    NO_OFFICE = "no_office"
    NOT_NEEDED = "not_needed"
    RIGHT = "right"
    CANNOT_TELL = "cannot_tell"
    SPAM = "spam"


OUTCOMES = {
    Outcome.REACHED: N_("Reached, will confirm"),
    Outcome.NEW_HEAD: N_("New head invited"),
    Outcome.CORRECTED: N_("Corrected"),
    Outcome.LETTER: N_("Letter sent"),
    Outcome.NO_OFFICE: N_("No office any more"),
    Outcome.NOT_NEEDED: N_("Not needed"),
    Outcome.RIGHT: N_("It is right as it stands"),
    Outcome.CANNOT_TELL: N_("We cannot tell"),
    Outcome.SPAM: N_("Not a report (spam)"),
    CAUSE_GONE: N_("Settled by itself"),
}

PEOPLE = (Outcome.REACHED, Outcome.NEW_HEAD, Outcome.LETTER, Outcome.NO_OFFICE, Outcome.NOT_NEEDED)
MAIL = (Outcome.REACHED, Outcome.CORRECTED, Outcome.LETTER, Outcome.NO_OFFICE, Outcome.NOT_NEEDED)
REPORT = (Outcome.CORRECTED, Outcome.RIGHT, Outcome.CANNOT_TELL)
"""What members say of an error report; staff may also call it spam."""


@dataclass(frozen=True)
class Meaning:
    """A kind in words.

    Attributes:
        urgency: the lower, the earlier it stands in the list.
        sentence: what is the matter.
        request: what the municipality's registry office is asked for, in a mail that staff send; empty where it is no help.
        steps: what to do next, the best first.
        outcomes: how staff end it on the task's page; none where it is ended on a page of its own.
    """

    label: str
    urgency: int
    sentence: str
    request: str
    steps: tuple[Step, ...]
    outcomes: tuple[Outcome, ...]


MEANING = {
    Kind.ERROR_REPORT: Meaning(
        N_("Error report"), 1, N_("A reader says that something in the entry is out of date."), "", (Step.REPORT, Step.CALL), ()
    ),
    Kind.NOBODY_TO_WRITE_TO: Meaning(
        N_("Nobody to write to"), 2, N_("The entry should be confirmed, and no address takes the reminder."),
        N_("The office should confirm its entry, and we know no address that takes our mail. Please tell us whom we may write to."),
        (Step.CALL, Step.WRITE, Step.LETTER, Step.MEMBERS), PEOPLE,
    ),
    Kind.DEAD_ADDRESS: Meaning(
        N_("Address is dead"), 3, N_("Mail to an address of the office does not arrive."),
        N_("Mail to the address of the office that we know does not arrive. Please tell us the one that holds."),
        (Step.CALL, Step.WRITE, Step.PROFILE, Step.LETTER), MAIL,
    ),
    Kind.NO_MEMBER: Meaning(
        N_("Nobody keeps the entry"), 4, N_("The entry is public, and no active member looks after it."),
        N_("Nobody looks after the office's entry any more. Please tell us who leads the office now, and at which email address."),
        (Step.CALL, Step.WRITE, Step.LETTER, Step.MEMBERS), PEOPLE,
    ),
    Kind.NO_ANSWER: Meaning(
        N_("No answer"), 5, N_("Three reminders went out, and the office did not confirm its entry."),
        N_("We have reminded the office three times to confirm its entry. Please ask it to do so, or tell us what has changed."),
        (Step.CALL, Step.WRITE, Step.LETTER), PEOPLE,
    ),
    Kind.NO_HEAD: Meaning(
        N_("Head left"), 6, N_("The office has members, but its head left."),
        N_("The head of the office that we know has left. Please tell us who leads the office now, and at which email address."),
        (Step.MEMBERS, Step.CALL, Step.WRITE, Step.LETTER), PEOPLE,
    ),
    Kind.UNSUBSCRIBED: Meaning(
        N_("Unsubscribed"), 7, N_("Somebody at the office asked for no more reminders."),
        N_("The office asked not to be reminded any more. Please tell us whom we may write to about its entry."),
        (Step.CALL, Step.WRITE, Step.PROFILE, Step.LETTER), MAIL,
    ),
    Kind.DEAD_LINK: Meaning(
        N_("Link does not work"), 8, N_("A link in the entry has not worked for a week."), "", (Step.CALL, Step.PROFILE),
        (Outcome.REACHED, Outcome.CORRECTED, Outcome.NOT_NEEDED),
    ),
}  # fmt: skip
