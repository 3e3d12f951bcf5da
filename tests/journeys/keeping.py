"""A published entry through time: its office is reminded, confirms by the mail, and changes by it what has changed."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from ledportal.days import belgrade_day, months_later
from ledportal.offices.profile import CONTACT, SECTIONS
from tests.factories import NOW
from tests.journeys.joining import HEAD, STAFF, sign_in
from tests.journeys.person import Person
from tests.journeys.publishing import submit_as_ticked
from tests.journeys.register import Register
from tests.outbox.smtp import Received

ENTRY = "/kancelarije/becej/"
PUBLISHED = belgrade_day(NOW)
DUE = months_later(PUBLISHED, CONTACT.months)
DUE_AGAIN = months_later(DUE, CONTACT.months)
CONFIRMING = r"(?<!/nalog)/potvrda/[\w.-]{40,}/"
"""The address that confirms what is public."""


def remind(head: Person, day: date, *, number: int) -> Received:
    """Let time pass until the contact section is due, and let the day's run be started, twice; return the one reminder that comes."""
    register = head.register
    register.calendar.put(day)
    assert "queued: 1 first, 0 second and 0 third reminders, 0 notices" in register.flask("reminders", "run")
    assert "queued: 0 first, 0 second and 0 third reminders, 0 notices" in register.flask("reminders", "run")
    return asked(head, number)


def asked(head: Person, number: int) -> Received:
    """Return the nth mail in which the head is asked whether all is correct."""
    return head.register.smtp.wait_for(HEAD, number=number, holding=CONFIRMING)


def links(mail: Received) -> list[str]:
    """Return where the links of a mail lead, in their order, with what a mail program unsubscribes by."""
    return [*map(unescape, re.findall(r'href="([^"]+)"', mail.html)), *re.findall(r"<(http[^>]+)>", mail.mail["List-Unsubscribe"])]


def scan(register: Register, mail: Received) -> None:
    """Follow each link of a mail, as a program does that looks for dangerous ones: nothing changes."""
    before = register.fetch(f"{register.url}{ENTRY[:-1]}.json")
    for method in ("HEAD", "GET") * 2:
        for link in links(mail):
            register.fetch(link, method)
    assert register.fetch(f"{register.url}{ENTRY[:-1]}.json") == before


def confirm_by_link(person: Person, mail: Received, name: str) -> str:
    """Open the link of a mail, read whose entry it is, and press the one button; return the link."""
    (link,) = {each for each in links(mail) if re.search(CONFIRMING, each)}
    person.open(link)
    person.says("Municipality: %(name)s", name=name)
    buttons = person.page.locator("main form[method=post] button")
    assert set(buttons.all_inner_texts()) == {person.words("All is correct")}
    person.press(buttons.first)
    person.says("Thank you, the data are confirmed")
    return link


def confirm(head: Person, mail: Received, name: str) -> None:
    """Confirm without signing in, half a year after the last visit; see it on the public page; going back, see that the link is used."""
    link = confirm_by_link(head, mail, name)
    assert not head.page.locator(".nav__who").count()
    head.press(f'main a[href$="{ENTRY}"]')
    for section in SECTIONS:
        if not section.internal:
            assert freshness(head, section.slug) == _words(head, confirmed=DUE, changed=PUBLISHED)
    head.go_back()
    head.says("This link has done its work; it confirms once.")
    head.open(link)
    head.says("This link has done its work; it confirms once.")


def change(head: Person, mail: Received) -> None:
    """Follow the mail's other link through signing in to a draft in which one section is open; change the telephone and submit it."""
    head.open(next(each for each in links(mail) if each.endswith("/moja-kancelarija/becej/potvrda/")))
    sign_in(head, HEAD)
    head.press(f'main button[formaction$="/becej/{CONTACT.slug}/izmena/"]')
    head.fill({"phone": "021 691 44 55"})
    head.press('main button[name="save_and_next"]')
    untouched = head.page.get_by_text(head.words("Unchanged"), exact=True)
    assert untouched.count() == len(SECTIONS) - 1
    submit_as_ticked(head, mails=9)
    assert not head.page.locator(".card--due").count()


def approve_change(staff: Person) -> None:
    """Sign in where the queue asks for it, and approve the one change."""
    staff.open("/moderacija/")
    sign_in(staff, STAFF)
    staff.press('main a[href*="/moderacija/podnesci/"]')
    staff.press('button[value="approve"]')


def read_change(visitor: Person) -> None:
    """See the new telephone, the day of the change in its section, and the days that were in the others."""
    visitor.open(ENTRY)
    assert "6914455" in re.sub(r"\D", "", visitor.page.locator(".contact-card").inner_text())
    assert freshness(visitor, CONTACT.slug) == _words(visitor, confirmed=DUE_AGAIN, changed=DUE_AGAIN)
    assert freshness(visitor, "usluge") == _words(visitor, confirmed=DUE, changed=PUBLISHED)


def freshness(person: Person, section: str) -> str:
    """Return what the public page says of a section's days."""
    name = "kontakt-podaci" if section == CONTACT.slug else section
    return " ".join(person.page.locator(f'[aria-labelledby="{name}"] .freshness').inner_text().split())


def _words(person: Person, *, confirmed: date, changed: date) -> str:
    day, words = person.words.day, person.words
    return f"{words('Last confirmed: %(date)s', date=day(confirmed))} · {words('Changed on: %(date)s', date=day(changed))}"
