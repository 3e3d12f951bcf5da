"""The workflow of a revision, as data: one dict of transitions, and beside it what each status means for people.

Pure: no Flask, no database. The diagram in docs/architecture.md is generated from ``TRANSITIONS``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ledportal.text import N_


class Status(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


WAS_PUBLIC = (Status.PUBLISHED, Status.SUPERSEDED)
"""The statuses of what everybody sees, or once saw."""


class Verb(StrEnum):
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    SUPERSEDE = "supersede"


TRANSITIONS: dict[tuple[Status, Verb], Status] = {
    (Status.DRAFT, Verb.SUBMIT): Status.SUBMITTED,
    (Status.DRAFT, Verb.WITHDRAW): Status.WITHDRAWN,
    (Status.SUBMITTED, Verb.WITHDRAW): Status.WITHDRAWN,
    (Status.SUBMITTED, Verb.APPROVE): Status.PUBLISHED,
    (Status.SUBMITTED, Verb.RETURN): Status.RETURNED,
    (Status.SUBMITTED, Verb.REJECT): Status.REJECTED,
    (Status.PUBLISHED, Verb.SUPERSEDE): Status.SUPERSEDED,
}


@dataclass(frozen=True)
class Meaning:
    """What a status means for people.

    Attributes:
        label: the word on the tag.
        owner: whose turn it is: "office", "staff" or "nobody".
        next_step: what happens next, for the members of the office.
        email: the template sent on entering the status; None where nobody waits for it.
        audit: the verb of the audit row written on entering it.
    """

    label: str
    owner: str
    next_step: str
    email: str | None
    audit: str


MEANING: dict[Status, Meaning] = {
    Status.DRAFT: Meaning(
        N_("Draft"), "office", N_("Fill in the sections, then submit the profile for approval."), None, "revision.drafted"
    ),
    Status.SUBMITTED: Meaning(
        N_("Submitted"), "staff", N_("CenTriR's staff are checking the profile. You get an email when they decide."), "submitted",
        "revision.submitted",
    ),
    Status.RETURNED: Meaning(
        N_("Returned"), "office", N_("Read the comments, correct the draft and submit it again."), "returned", "revision.returned"
    ),
    Status.REJECTED: Meaning(
        N_("Rejected"), "office", N_("Read the reason. You can start a new draft from this text."), "rejected", "revision.rejected"
    ),
    Status.WITHDRAWN: Meaning(
        N_("Withdrawn"), "office", N_("You can start a new draft from this text."), "withdrawn", "revision.withdrawn"
    ),
    Status.PUBLISHED: Meaning(
        N_("Published"), "nobody", N_("The profile is public. Keep it up to date."), "approved", "revision.approved"
    ),
    Status.SUPERSEDED: Meaning(N_("Superseded"), "nobody", N_("A newer version is public."), None, "revision.superseded"),
}  # fmt: skip


class TransitionError(Exception):
    """The verb does not lead anywhere from this status; somebody else may have been faster."""

    def __init__(self, status: Status, verb: Verb) -> None:
        super().__init__(f"cannot {verb} a revision that is {status}")
        self.status = status
        self.verb = verb


def next_status(status: Status | str, verb: Verb) -> Status:
    """Return the status that the verb leads to.

    Raises:
        TransitionError: the workflow has no such transition.
    """
    status = Status(status)
    try:
        return TRANSITIONS[status, verb]
    except KeyError:
        raise TransitionError(status, verb) from None
