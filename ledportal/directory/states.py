"""What everybody may know of a municipality's office, in words: on the map, in the directory, on its page."""

from __future__ import annotations

from enum import StrEnum

from ledportal.offices.models import OfficeStatus, is_gone
from ledportal.offices.standing import Standing
from ledportal.text import N_


class State(StrEnum):
    CONFIRMED = "confirmed"
    PUBLISHED = "published"
    OUTDATED = "outdated"
    NONE = "none"
    UNKNOWN = "unknown"


LABELS = {
    State.CONFIRMED: N_("Confirmed"),
    State.PUBLISHED: N_("Published, not confirmed"),
    State.OUTDATED: N_("Out of date"),
    State.NONE: N_("No office"),
    State.UNKNOWN: N_("No entry yet"),
}

WITHOUT_ENTRY = {
    OfficeStatus.EXISTS: N_("No entry yet"),
    OfficeStatus.BEING_SET_UP: N_("Office being set up"),
    OfficeStatus.NONE: N_("No office"),
    OfficeStatus.CLOSED: N_("Office closed"),
    OfficeStatus.UNKNOWN: N_("No entry yet"),
}

SENTENCES = {
    OfficeStatus.EXISTS: N_("There is an LED office here. It has no entry in the register yet."),
    OfficeStatus.BEING_SET_UP: N_("An LED office is being set up here. It has no entry in the register yet."),
    OfficeStatus.NONE: N_("There is no LED office here."),
    OfficeStatus.CLOSED: N_("The LED office that was here is closed."),
    OfficeStatus.UNKNOWN: N_("We do not know yet whether there is an LED office here."),
}

BY_STANDING = {
    Standing.CONFIRMED: State.CONFIRMED,
    Standing.UNCONFIRMED: State.PUBLISHED,
    Standing.OUTDATED: State.OUTDATED,
}


def state(status: str, standing: Standing | None) -> State:
    """Return a municipality's state; ``standing`` is that of its published entry, None where there is none."""
    if is_gone(status):
        return State.NONE
    return State.UNKNOWN if standing is None else BY_STANDING[standing]
