"""The register's main job, at a browser: from nobody to an entry that is found and stays true. ``--journeys all``: every combination."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import product

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.databases import TRANSLATED, make_app
from tests.journeys import inviting, mapping, printing
from tests.journeys.joining import claim, grant, join_staff, register_and_confirm
from tests.journeys.keeping import DUE, DUE_AGAIN, approve_change, change, confirm, read_change, remind, scan
from tests.journeys.person import Person
from tests.journeys.publishing import approve, correct, fill_in, find, send_back, submit
from tests.journeys.register import Register, running
from tests.journeys.reporting import report, settle
from tests.journeys.words import VERSIONS, Words

DATABASES = ("sqlite", "postgresql")
WIDTHS = (390, 1280)
CHOSEN = [("sqlite", "cyrillic", 390, True), ("postgresql", "latin", 1280, False)]
"""Two runs that differ in everything."""

TYPED = {"latin": "бечеј", "cyrillic": "becej", "english": "becej"}
"""The municipality as somebody types it who has the other script's keyboard."""
NAME = {"latin": "Bečej", "cyrillic": "Бечеј", "english": "Bečej"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    chosen = [*product(DATABASES, VERSIONS, WIDTHS, (True, False))] if metafunc.config.getoption("--journeys") == "all" else CHOSEN
    names = [f"{database}-{version}-{width}-{'scripts' if scripts else 'plain'}" for database, version, width, scripts in chosen]
    metafunc.parametrize(("backend", "version", "width", "scripts"), chosen, indirect=["backend"], ids=names)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as program:
        yield program


@pytest.fixture
def register(backend, tmp_path, tmp_path_factory) -> Iterator[Register]:
    backend.reset()
    with running(backend.url, tmp_path, tmp_path_factory.getbasetemp()) as found:
        yield found


class Cast:
    """Who takes part: the head of an office, somebody of the staff, a visitor, and who comes in by a letter."""

    def __init__(self, browser: Browser, register: Register, words: Words, width: int, scripts: bool) -> None:
        known: set[str] = set()

        def make(name: str) -> Person:
            return Person(name, browser, register, words=words, known=known, width=width, scripts=scripts)

        self.head, self.staff, self.visitor, self.newcomer = (make(each) for each in ("head", "staff", "visitor", "newcomer"))


@pytest.fixture
def cast(browser, register, version, width, scripts, tmp_path) -> Iterator[Cast]:
    words = Words(make_app("sqlite://", tmp_path, **TRANSLATED), version)
    found = Cast(browser, register, words, width, scripts)
    with ExitStack() as closing:
        for each in (found.head, found.staff, found.visitor, found.newcomer):
            closing.callback(each.close)
        yield found


@pytest.mark.takes_long
@pytest.mark.every_database
def test_an_office_comes_into_the_directory_and_its_entry_stays_true(cast: Cast, version: str) -> None:
    join(cast, TYPED[version])
    publish(cast)
    find(cast.visitor, TYPED[version])
    stay_true(cast, NAME[version])
    report(cast.visitor)
    settle(cast.staff)
    be_asked_with_all_others(cast, NAME[version])
    be_printed(cast, NAME[version])
    bring_in_another(cast)


def join(cast: Cast, typed: str) -> None:
    join_staff(cast.staff)
    register_and_confirm(cast.head)
    claim(cast.head, typed)
    grant(cast.staff)


def publish(cast: Cast) -> None:
    fill_in(cast.head)
    submit(cast.head, mails=3)
    send_back(cast.staff)
    correct(cast.head)
    submit(cast.head, mails=5)
    approve(cast.staff)


def stay_true(cast: Cast, name: str) -> None:
    """Be confirmed when it is due, and changed when it is due again."""
    mail = remind(cast.head, DUE, number=1)
    scan(cast.head.register, mail)
    confirm(cast.head, mail, name)
    change(cast.head, remind(cast.head, DUE_AGAIN, number=2))
    approve_change(cast.staff)
    read_change(cast.visitor)


def be_asked_with_all_others(cast: Cast, name: str) -> None:
    mapping.open_cycle(cast.staff)
    mapping.answer(cast.head, name)
    mapping.close(cast.staff, name)
    mapping.read(cast.visitor, name)


def be_printed(cast: Cast, name: str) -> None:
    printing.make_edition(cast.staff)
    printing.look_at_the_pages(cast.staff)
    printing.publish_edition(cast.staff)
    printing.read_edition(cast.visitor, name)


def bring_in_another(cast: Cast) -> None:
    inviting.enter_an_address(cast.staff)
    inviting.follow_the_letter(cast.newcomer, inviting.make_letters(cast.staff))
    inviting.see_that_it_worked(cast.staff)
