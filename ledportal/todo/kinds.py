"""What staff may have to do, and how it can end. Pure."""

from __future__ import annotations

from enum import StrEnum


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


CAUSE_GONE = "cause_gone"
