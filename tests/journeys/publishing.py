"""From an empty profile to a page that is found."""

from __future__ import annotations

import re
from typing import Any

from ledportal.offices.profile import CONTACT, SECTIONS
from ledportal.script import to_latin
from tests.factories import full_content
from tests.journeys.joining import HEAD
from tests.journeys.person import Person
from tests.journeys.profile import fill_section

OFFICE = "/moja-kancelarija/becej/"


def written() -> dict[str, dict[str, Any]]:
    """Return what the head fills in; reminders shall go to the head's own address."""
    content = full_content()
    content["contact"]["reminder_email"] = HEAD
    return content


def fill_in(head: Person) -> None:
    """Follow the mail to the office, and fill in every section, each leading to the next and the last to the whole."""
    head.register.smtp.wait_for(HEAD, number=2)
    head.open(OFFICE)
    head.press("main .card--due .govuk-button")
    head.press(f'main a[href$="/becej/{SECTIONS[0].slug}/"]')
    content = written()
    for section in SECTIONS:
        assert head.page.url.endswith(f"/becej/{section.slug}/")
        fill_section(head, section, content[section.key])


def submit(head: Person, *, mails: int) -> None:
    """Look at everything once more, tick what is right, submit it and wait for the mail that says so."""
    for box in head.page.locator('input[name="confirmed"]').all():
        box.check()
    submit_as_ticked(head, mails=mails)


def submit_as_ticked(head: Person, *, mails: int) -> None:
    assert head.page.url.endswith("/pregled/")
    head.press("main form.decision .govuk-button")
    head.register.smtp.wait_for(HEAD, number=mails)


def send_back(staff: Person) -> None:
    open_submission(staff)
    staff.page.locator("details:has(#comment-contact\\.phone) > summary").first.click()
    staff.fill({"comment-contact.phone": "Na ovom broju se niko ne javlja.", "reasons": "contact", "text": "Proverite telefon, molim."})
    staff.press('button[value="return"]')


def correct(head: Person) -> None:
    """Read the comment beside the field, correct it and go on to the whole."""
    assert "Na ovom broju se niko ne javlja." in to_latin(head.register.smtp.wait_for(HEAD, number=4).text)
    head.open(OFFICE)
    head.press('main a[href*="/becej/kontakt/"]')
    assert head.page.locator(".comment").count()
    head.fill({"phone": "021 691 22 33"})
    head.press('main button[name="save"].govuk-button')
    assert head.page.locator(f'[name="{CONTACT.fields[0].key}"]').input_value() == "Mira Đorđević"
    head.open(f"{OFFICE}pregled/")


def open_submission(staff: Person) -> None:
    staff.open("/moderacija/")
    staff.press('main a[href*="/moderacija/podnesci/"]')


def approve(staff: Person) -> None:
    """See what changed since it was sent back, and approve it."""
    open_submission(staff)
    staff.press('button[formaction*="osnova=vraceno"]')
    staff.press('button[value="approve"]')


def find(visitor: Person, typed: str) -> None:
    """Find the office by its name in the other script, without diacritics, and read its page."""
    visitor.open("/")
    visitor.fill({"q": typed})
    visitor.press('main form[role="search"] .govuk-button')
    visitor.press('main a[href$="/kancelarije/becej/"]')
    page = visitor.page.locator("main").inner_text()
    assert "6912233" in re.sub(r"\D", "", page)
    assert HEAD not in page
    assert "skriven@example.org" not in page
