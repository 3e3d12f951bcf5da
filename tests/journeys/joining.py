"""Becoming somebody who may do something: staff, the head of an office; and coming back later."""

from __future__ import annotations

import re

from tests.journeys.person import Person

PASSWORD = "sedam gusaka prelazi put"
HEAD, STAFF = "mira@example.org", "osoblje@example.org"


def join_staff(staff: Person) -> None:
    """Become staff with the link that the command prints."""
    printed = staff.register.flask("staff", "add", STAFF, "--role", "moderator", "--name", "Vesna Vukić")
    staff.open(re.sub(r"(http://[^/]+)", rf"\1{staff.words.prefix}", re.findall(r"http\S+", printed)[0]))
    staff.fill({"new_password": PASSWORD})
    staff.press("main form button[type=submit], main form .govuk-button")
    assert staff.page.url.endswith("/moderacija/")


def register_and_confirm(head: Person) -> None:
    """Make an account, and confirm the address with the mail that arrives."""
    head.open("/")
    head.press('nav a[href$="/moja-kancelarija/"]')
    make_account(head, "Mira Đorđević", HEAD)


def make_account(person: Person, name: str, address: str) -> None:
    """Follow the way to an account from the page that shows it, and the link in the mail back to where it led from."""
    person.press('main a[href*="/nalog/registracija/"]')
    person.fill({"name": name, "email": address, "new_password": PASSWORD})
    person.press("main form .govuk-button")
    person.open(person.register.link_from_mail(address))
    person.fill({"password": PASSWORD})
    person.press("main form .govuk-button")


def claim(head: Person, typed: str) -> None:
    """Ask for the municipality, with a field that finds it in either script."""
    head.open("/moja-kancelarija/")
    head.press('main a[href*="/preuzimanje/"]')
    if head.scripts:
        head.page.get_by_role("combobox").fill(typed)
        head.page.get_by_role("option").first.click()
    else:
        head.page.locator('select[name="office"]').select_option("becej")
    head.fill({"message": "Rukovodilac kancelarije od 2019."})
    head.press("main form .govuk-button")


def grant(staff: Person) -> None:
    staff.open("/moderacija/zahtevi/")
    staff.press("main tbody a")
    staff.press('button[value="grant"]')


def sign_in(person: Person, address: str) -> None:
    """Sign in on the page to which somebody was led who is signed out; it leads on to where they wanted to go."""
    wanted = person.page.url
    assert "/nalog/prijava/" in wanted
    person.fill({"email": address, "password": PASSWORD})
    person.press("main form .govuk-button")
    assert person.page.url in wanted.replace("%2F", "/") or wanted.endswith(person.page.url.removeprefix(person.register.url))
