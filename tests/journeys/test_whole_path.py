"""The register's main job, at a browser: from nobody to an entry that is found. ``--journeys all`` runs every combination."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import product

import pytest
from playwright.sync_api import Browser

from ledportal.offices.profile import CONTACT, SECTIONS
from ledportal.script import to_latin
from tests.browser import chromium
from tests.journeys.person import Person
from tests.journeys.profile import fill_section
from tests.journeys.register import Register, running

DATABASES = ("sqlite", "postgresql")
VERSIONS = {"latin": "", "cyrillic": "/cir", "english": "/en"}
WIDTHS = (390, 1280)
PAIRS = [
    ("sqlite", "latin", 390, True),
    ("postgresql", "latin", 1280, False),
    ("sqlite", "cyrillic", 1280, False),
    ("postgresql", "cyrillic", 390, True),
    ("sqlite", "english", 390, False),
    ("postgresql", "english", 1280, True),
]
"""Six runs in which each value of a thing meets each value of each other thing at least once."""

PASSWORD = "sedam gusaka prelazi put"
TYPED = {"latin": "бечеј", "cyrillic": "becej", "english": "becej"}
"""The municipality as somebody types it who has the other script's keyboard."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    every = list(product(DATABASES, VERSIONS, WIDTHS, (True, False)))
    chosen = every if metafunc.config.getoption("--journeys") == "all" else PAIRS
    names = [f"{database}-{version}-{width}-{'scripts' if scripts else 'plain'}" for database, version, width, scripts in chosen]
    metafunc.parametrize(("backend", "version", "width", "scripts"), chosen, indirect=["backend"], ids=names)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as program:
        yield program


@pytest.fixture
def register(backend, tmp_path) -> Iterator[Register]:
    backend.reset()
    with running(backend.url, tmp_path) as found:
        yield found


class Cast:
    """Who takes part: the head of an office, somebody of the staff, and a visitor."""

    def __init__(self, browser: Browser, register: Register, version: str, width: int, scripts: bool) -> None:
        def make(name: str) -> Person:
            return Person(name, browser, register, prefix=VERSIONS[version], width=width, scripts=scripts)

        self.version = version
        self.head, self.staff, self.visitor = make("head"), make("staff"), make("visitor")


@pytest.fixture
def cast(browser, register, version, width, scripts) -> Iterator[Cast]:
    found = Cast(browser, register, version, width, scripts)
    with ExitStack() as closing:
        for each in (found.head, found.staff, found.visitor):
            closing.callback(each.close)
        yield found


def test_an_office_comes_into_the_directory(cast: Cast) -> None:
    join_staff(cast.staff)
    register_and_confirm(cast.head)
    claim(cast.head, TYPED[cast.version])
    grant(cast.staff)
    fill_in(cast.head)
    submit(cast.head)
    send_back(cast.staff)
    correct(cast.head)
    approve(cast.staff)
    find(cast.visitor, TYPED[cast.version])


def join_staff(staff: Person) -> None:
    """Become staff with the link that the command prints."""
    printed = staff.register.flask("staff", "add", "osoblje@example.org", "--role", "moderator", "--name", "Vesna Vukić")
    staff.open(re.sub(r"(http://[^/]+)", rf"\1{staff.prefix}", re.findall(r"http\S+", printed)[0]))
    staff.fill({"new_password": PASSWORD})
    staff.press("main form button[type=submit], main form .govuk-button")
    assert staff.page.url.endswith("/moderacija/")


def register_and_confirm(head: Person) -> None:
    """Make an account, and confirm the address with the mail that arrives."""
    head.open("/")
    head.press('nav a[href$="/moja-kancelarija/"]')
    head.press('main a[href*="/nalog/registracija/"]')
    head.fill({"name": "Mira Đorđević", "email": "mira@example.org", "new_password": PASSWORD})
    head.press("main form .govuk-button")
    head.open(head.register.link_from_mail("mira@example.org"))
    head.fill({"password": PASSWORD})
    head.press("main form .govuk-button")


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


def fill_in(head: Person) -> None:
    """Follow the mail to the office, and fill in every section from its task list."""
    head.register.smtp.wait_for("mira@example.org", number=2)
    head.open("/moja-kancelarija/becej/")
    head.press("main .card--due .govuk-button")
    for section in SECTIONS:
        head.open("/moja-kancelarija/becej/")
        head.press(f'main a[href$="/becej/{section.slug}/"]')
        fill_section(head, section)


def submit(head: Person) -> None:
    """Look at everything once more, confirm it and submit it."""
    head.open("/moja-kancelarija/becej/pregled/")
    for box in head.page.locator('input[name="confirmed"]').all():
        box.check()
    head.press("main form.decision .govuk-button")
    head.register.smtp.wait_for("mira@example.org", number=3)


def send_back(staff: Person) -> None:
    staff.open("/moderacija/")
    staff.press('main a[href*="/moderacija/podnesci/"]')
    staff.page.locator("details:has(#comment-contact\\.phone) > summary").first.click()
    staff.fill({"comment-contact.phone": "Na ovom broju se niko ne javlja.", "reasons": "contact", "text": "Proverite telefon, molim."})
    staff.press('button[value="return"]')


def correct(head: Person) -> None:
    """Read the comment beside the field, correct it and submit again."""
    assert "Na ovom broju se niko ne javlja." in to_latin(head.register.smtp.wait_for("mira@example.org", number=4).text)
    head.open("/moja-kancelarija/becej/")
    head.press('main a[href*="/becej/kontakt/"]')
    assert head.page.locator(".comment").count()
    head.fill({"phone": "021 691 22 33"})
    head.press('main button[name="save"].govuk-button')
    assert head.page.locator(f'[name="{CONTACT.fields[0].key}"]').input_value() == "Mira Đorđević"
    submit_again(head)


def submit_again(head: Person) -> None:
    head.open("/moja-kancelarija/becej/pregled/")
    for box in head.page.locator('input[name="confirmed"]').all():
        box.check()
    head.press("main form.decision .govuk-button")


def approve(staff: Person) -> None:
    """See what changed since it was sent back, and approve it."""
    staff.open("/moderacija/")
    staff.press('main a[href*="/moderacija/podnesci/"]')
    staff.press('button[formaction*="osnova=vraceno"]')
    staff.press('button[value="approve"]')


def find(visitor: Person, typed: str) -> None:
    """Find the office by its name in the other script, without diacritics, and read its page."""
    visitor.open("/")
    visitor.fill({"q": typed})
    visitor.press('main form[role="search"] .govuk-button')
    visitor.press('main a[href$="/kancelarije/becej/"]')
    page = visitor.page.locator("main").inner_text()
    assert "021 6912233" in page.replace("-", " ") or "6912233" in re.sub(r"\D", "", page)
    assert "podsetnik@example.org" not in page
    assert "skriven@example.org" not in page
