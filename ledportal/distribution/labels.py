"""Address labels as PDF: which can be set, and why the others cannot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ledportal.distribution.addresses import lines
from ledportal.distribution.sheets import Sheet, places, whole_page
from ledportal.text import N_
from ledportal.typesetting.documents import document
from ledportal.typesetting.fonts import characters

TEMPLATE = "distribution/labels"
NO_ADDRESS = N_("Its street or place is missing")
NO_LETTERS = N_("It has signs that our fonts do not have: %(signs)s")
TOO_LONG = N_("It is too long for this label, even in the smallest type")


@dataclass(frozen=True)
class Asked:
    """How the labels are wanted: on which sheet, from which position of the first one, in which script."""

    sheet: Sheet
    start: int
    script: str


@dataclass(frozen=True)
class Unprintable:
    """A recipient without a label, and why."""

    recipient: Any
    message: str
    signs: str = ""


@dataclass(frozen=True)
class Sorted:
    """Those who get a label, and those who get none."""

    printable: Sequence[Any]
    unprintable: Sequence[Unprintable]


def sort(recipients: Iterable[Any], asked: Asked, *, day: date) -> Sorted:
    """Tell apart whose address fits the label, which is tried by setting it."""
    found, left = [], []
    for each in recipients:
        if (why := why_not(each, asked.script)) is None:
            found.append(each)
        else:
            left.append(why)
    too_long = _too_long(found, asked, day)
    left += [Unprintable(each, TOO_LONG) for each in found if each.id in too_long]
    return Sorted([each for each in found if each.id not in too_long], left)


def why_not(recipient: Any, script: str) -> Unprintable | None:
    """Say why an address cannot be set at all; None where it can."""
    if not recipient.can_be_posted_to:
        return Unprintable(recipient, NO_ADDRESS)
    signs = {sign for line in lines(recipient, script) for sign in line if not sign.isspace() and ord(sign) not in characters()}
    return Unprintable(recipient, NO_LETTERS, " ".join(sorted(signs)[:10])) if signs else None


def _too_long(recipients: Sequence[Any], asked: Asked, day: date) -> set[int]:
    if not recipients:
        return set()
    with document(TEMPLATE, _data(recipients, asked), day=day) as made:
        return {each["id"] for each in made.told("too-long")}


def pdf(recipients: Sequence[Any], asked: Asked, *, day: date) -> bytes:
    """Return the labels of those whose address fits."""
    with document(TEMPLATE, _data(recipients, asked), day=day) as made:
        return made.pdf()


def outlines(sheet: Sheet, *, day: date) -> bytes:
    """Return one sheet with the outline and the number of each label, to hold against a sheet of labels before printing on it."""
    places_of_page = [asdict(place) | {"number": number} for number, place in enumerate(whole_page(sheet), start=1)]
    with document(TEMPLATE, {"sheet": asdict(sheet) | {"name": sheet.name}, "labels": [], "outlines": places_of_page}, day=day) as made:
        return made.pdf()


def _data(recipients: Sequence[Any], asked: Asked) -> dict[str, Any]:
    placed = zip(recipients, places(asked.sheet, start=asked.start), strict=False)
    labels = [asdict(place) | {"id": each.id, "lines": lines(each, asked.script)} for each, place in placed]
    return {"sheet": asdict(asked.sheet) | {"name": asked.sheet.name}, "labels": labels, "outlines": []}
