"""A letter by post: staff write to those whom nobody represents, and the code in the letter makes a new person the head of an office."""

from __future__ import annotations

import re

from ledportal.days import as_typed
from tests.journeys.joining import make_account
from tests.journeys.person import Person
from tests.journeys.working import await_files, save, text_of

NEWCOMER = "jovan@example.org"
OFFICE = "/moja-kancelarija/ada/"


def enter_an_address(staff: Person) -> None:
    """Enter the postal address of one municipality, the only one to which a letter can go then."""
    staff.open("/moderacija/opstine/?q=ada")
    staff.press(staff.page.locator("main tbody th a").first)
    staff.fill({"postal_street": "Trg oslobođenja 1", "postal_postcode": "24430", "postal_place": "Ada"})
    staff.press("main form .govuk-button")


def make_letters(staff: Person) -> str:
    """Write a letter to all that nobody represents, have it made, note that it was posted; return the code that is printed in it."""
    staff.open("/moderacija/pisma/")
    staff.press('main a[href$="/novo/"]')
    staff.fill({"name": "Prva pisma", "sender": "CenTriR\nUlica 1\n11000 Beograd", "signed_by": "Vesna Vukić", "position": "urednica"})
    staff.press("main form .govuk-button")
    staff.press('main form[action$="/izrada/"] .govuk-button')
    await_files(staff)
    text = text_of(save(staff, staff.page.locator('main a[href*="/datoteke/"]')))
    (code,) = set(re.findall(r"\b\w{4}-\w{4}-\w{4}\b", text))
    staff.press('main a[href*="/moderacija/pisma/"]')
    staff.fill({"day": as_typed(staff.register.calendar.today)})
    staff.press('main form[action$="/slanje/"] .govuk-button')
    return code


def follow_the_letter(newcomer: Person, code: str) -> None:
    """Type the code from the letter, make an account, confirm the address by the mail, and hold the office."""
    newcomer.open("/poziv/")
    newcomer.fill({"kod": code.replace("-", " ").lower()})
    newcomer.press("main form .govuk-button")
    make_account(newcomer, "Jovan Jović", NEWCOMER)
    newcomer.press("main form .govuk-button")
    newcomer.says("You are now the head of this office in the register.")
    assert newcomer.page.url.endswith(OFFICE)


def see_that_it_worked(staff: Person) -> None:
    """See in the list of the letters that the code was used, and by whom."""
    staff.page.reload()
    staff.look()
    assert staff.words("Used") in staff.page.locator("main tbody").inner_text()
