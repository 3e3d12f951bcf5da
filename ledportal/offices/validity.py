"""Whether a strategic document holds on a day: computed, never stored. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from ledportal.offices.content import Content
from ledportal.offices.declaration import Values
from ledportal.text import N_


class Validity(StrEnum):
    IN_PREPARATION = "in_preparation"
    IN_FORCE = "in_force"
    EXPIRED = "expired"


LABELS = {
    Validity.IN_PREPARATION: N_("In preparation"),
    Validity.IN_FORCE: N_("In force"),
    Validity.EXPIRED: N_("Expired"),
}


def is_over(day: str | None, *, today: date) -> bool:
    """Say whether a certificate that is valid to a day (ISO) is over; a day that does not parse has no end."""
    try:
        return bool(day) and date.fromisoformat(str(day)) < today
    except ValueError:
        return False


def validity(document: Values, *, today: date) -> Validity:
    """Return the state of a document, whose period is in years: it holds until the end of its last one."""
    if document.get("in_preparation"):
        return Validity.IN_PREPARATION
    end = str(document.get("end") or "")
    return Validity.EXPIRED if end.isdigit() and int(end) < today.year else Validity.IN_FORCE


def validities(content: Content, *, today: date) -> dict[str, Validity]:
    """Return the states of the documents of a profile, by their ids."""
    return {each["id"]: validity(each, today=today) for each in content["documents"]["documents"]}
