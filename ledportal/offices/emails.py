"""The emails of the workflow: each function returns values; ``outbox.enqueue`` sends them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledportal.languages import DEFAULT, absolute_url
from ledportal.offices.content import public_section
from ledportal.offices.kinds import Invalid
from ledportal.offices.models import Revision
from ledportal.offices.notations import Email as EmailKind
from ledportal.offices.profile import CONTACT
from ledportal.offices.workflow import MEANING, Status
from ledportal.outbox.emails import Email, Recipient


@dataclass(frozen=True)
class Addressee:
    """Somebody without an account: the office itself, or a colleague who is named in its profile."""

    email: str
    name: str
    locale: str = DEFAULT


def entered(revision: Revision) -> list[Email]:
    """Return the emails for the status that a revision has just entered; none where nobody waits for one."""
    template = MEANING[Status(revision.status)].email
    return [_email(template, revision, to) for to in _readers(revision)] if template else []


def _readers(revision: Revision) -> Sequence[Recipient]:
    """Return who is told: the active members; the office's own address where staff published what they entered for one without any."""
    members = revision.office.active_members
    if members or revision.status != Status.PUBLISHED:
        return members
    contact = revision.content["contact"]
    return [Addressee(contact["email"], contact["head"])]


def _email(template: str, revision: Revision, to: Recipient) -> Email:
    office = revision.office
    context = {
        "revision": revision,
        "municipality": office.name(to.locale),
        "decision": revision.decision,
        "comments": [comment for comment in revision.comments if not comment.internal],
        "office_url": absolute_url("offices.overview", to.locale, office=office.slug),
        "public_url": absolute_url("directory.office", to.locale, slug=office.slug),
    }
    return Email(template, to, context, office)


def named(revision: Revision) -> list[Addressee]:
    """Return the colleagues whom a revision names in public, as far as it has their address."""
    team = public_section(CONTACT, revision.content["contact"])["team"]
    return [Addressee(each["email"], each["name"]) for each in team if _is_email(each["email"])]


def _is_email(text: str) -> bool:
    try:
        return bool(text) and bool(EmailKind().parse(text))
    except Invalid:
        return False


def named_in_profile(revision: Revision, to: Addressee) -> Email:
    """Return the notice to a colleague whose name and contact have become public."""
    office = revision.office
    context = {
        "municipality": office.name(to.locale),
        "public_url": absolute_url("directory.office", to.locale, slug=office.slug),
        "privacy_url": absolute_url("directory.privacy", to.locale),
    }
    return Email("named_in_profile", to, context, office)
