"""A reader says that something is out of date, and hears what came of it."""

from __future__ import annotations

from ledportal.script import to_latin
from tests.journeys.keeping import ENTRY
from tests.journeys.person import Person

READER = "citalac@example.org"
REPORT, ANSWER = "Ovih usluga više nema.", "Usluge postoje; pitali smo kancelariju."


def report(visitor: Person) -> None:
    """Report from the section itself, without an account."""
    visitor.press('[aria-labelledby="usluge"] > .report-link a')
    visitor.fill({"text": REPORT, "email": READER})
    visitor.press("main form .govuk-button")
    visitor.says("Your report came in")
    visitor.press(f'main a[href$="{ENTRY}"]')


def settle(staff: Person) -> None:
    """Find the report among what is to do, and write down what came of it: it is among what is done then, and the reader is told."""
    staff.open("/moderacija/zadaci/")
    staff.press('main tbody a[href*="/prijave/"]')
    staff.fill({"outcome": "right", "answer": ANSWER})
    staff.press("main form.decision .govuk-button")
    staff.says("Nothing to do")
    staff.press('main a[href*="stanje=closed"]')
    staff.says("It is right as it stands")
    assert ANSWER in to_latin(staff.register.smtp.wait_for(READER).text)
