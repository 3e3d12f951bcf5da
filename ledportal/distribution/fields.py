"""What is kept of a recipient: how each field is typed, checked and kept, in the form and in the import. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledportal.distribution.kinds import BY_MAIL, SAID_KINDS, SAID_WISHES, Wish, told
from ledportal.offices.kinds import Invalid, LongText, Text
from ledportal.offices.notations import Email, Integer, Postcode
from ledportal.script import fold
from ledportal.text import N_

MOST_COPIES = 999
SERBIA = ("serbia", "srbija", "republika srbija", "rs", "srb")
KINDS = {
    "name": Text(200),
    "person": Text(200),
    "street": Text(200),
    "postcode": Text(20),
    "place": Text(100),
    "country": Text(100),
    "email": Email(),
    "copies": Integer(lowest=1, highest=MOST_COPIES),
    "note": LongText(1000),
}
FIELDS = ("kind", "name", "person", "street", "postcode", "place", "country", "email", "copies", "wish", "note")
DEFAULTS = {"copies": 1, "wish": Wish.PAPER}


def parse(name: str, typed: str) -> Any:
    """Return the value to keep of what was typed for a field.

    Raises:
        Invalid: with the sentence that stands beside the field or the cell.
    """
    match name:
        case "kind":
            return _said(typed, SAID_KINDS, N_("Write one of these: %(words)s"))
        case "wish":
            return _said(typed, SAID_WISHES, N_("Write one of these: %(words)s")) if typed.strip() else DEFAULTS[name]
        case "copies":
            return int(KINDS[name].parse(typed)) if typed.strip() else DEFAULTS[name]
        case "country":
            return "" if fold(typed) in SERBIA else KINDS[name].parse(typed)
    if not typed.strip() and name == "name":
        raise Invalid(N_("Enter a name"))
    return KINDS[name].parse(typed) if typed.strip() else ""


def _said(typed: str, options: Mapping[Any, tuple[str, ...]], message: str) -> Any:
    found = next((code for code, words in options.items() if fold(typed) in words), None)
    if found is None:
        raise Invalid(message, words=told(options))
    return found


def check(values: Mapping[str, Any]) -> dict[str, Invalid]:
    """Return what is wrong of values that are right each by itself, by the field beside which it is said."""
    found = {}
    if values["postcode"] and not values["country"]:
        try:
            Postcode().parse(values["postcode"])
        except Invalid as invalid:
            found["postcode"] = invalid
    if values["wish"] in BY_MAIL and not values["email"]:
        found["email"] = Invalid(N_("Enter an email address, or choose printed copies only"))
    return found
