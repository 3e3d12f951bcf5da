"""A link in a mail only shows a page, whoever follows it and how often; what it is for happens at the press of the page's button, once."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from ledportal.extensions import db
from ledportal.outbox.models import OutboxMessage
from ledportal.paths import TEMPLATES
from tests.accounts.steps import NEW_PASSWORD, PASSWORD
from tests.every_mail import mails, write_every_mail
from tests.people import World, make_world

TOKEN = re.compile(r"/[\w-]{43}/$")
PRESSES: dict[str, tuple[str | None, dict[str, str], int]] = {
    "confirm_email": (None, {"password": PASSWORD}, 303),
    "reset_password": (None, {"new_password": NEW_PASSWORD}, 303),
    "change_email": ("mira", {}, 303),
    "staff_invited": (None, {"name": "Nova", "locale": "en", "new_password": NEW_PASSWORD}, 303),
    "colleague_invited": ("friend", {}, 303),
}
"""For each mail whose link does something: who presses the button, what they type, and the answer."""


@pytest.fixture
def world(app) -> World:
    """Every mail that the register writes, on its way."""
    return make_world(app, write_every_mail)


def links_in(mail: OutboxMessage) -> set[str]:
    """Return the addresses in both parts of a mail; each part has the same."""
    text, html = (set(re.findall(r"https?://[^\s\"<>]+", part)) for part in (mail.body_text, mail.body_html))
    assert {each for each in text if TOKEN.search(each)} == {each for each in html if TOKEN.search(each)}
    return {each.rstrip(".") for each in text | html}


def rows(world: World) -> dict[str, list[str]]:
    tables = db.metadata.sorted_tables
    return world.ask(
        lambda: {
            table.name: sorted(str(row) for row in db.session.execute(select(*(each for each in table.c if each.name != "last_seen_at"))))
            for table in tables
        }
    )


def test_every_mail_is_looked_at(world):
    folders = {each.name for each in (TEMPLATES / "email").iterdir() if each.is_dir()}
    assert {each.template for each in mails(world)} == folders
    assert {each.template for each in mails(world) if any(TOKEN.search(link) for link in links_in(each))} == set(PRESSES)


def test_following_links_changes_nothing(world):
    browsers = [world.browser(name) for name in (None, "mira", "friend", "staff")]
    found = sorted({urlsplit(link).path or "/" for mail in mails(world) for link in links_in(mail)})
    before = rows(world)
    for path in found:
        for browser in browsers:
            for method in ("GET", "HEAD", "GET"):
                assert browser.open(path, method=method).status_code in {200, 303, 404, 410}, path
    assert rows(world) == before


@pytest.mark.parametrize("template", PRESSES)
def test_the_button_works_after_any_number_of_looks_and_once(world, template):
    who, typed, status = PRESSES[template]
    mail = [each for each in mails(world) if each.template == template][-1]
    path = next(urlsplit(link).path for link in links_in(mail) if TOKEN.search(link))
    for _ in range(3):
        assert world.browser(None).open(path, method="GET").status_code in {200, 303}
    before = rows(world)
    assert world.browser(who).submit(path, typed).status_code == status
    assert rows(world) != before
    again = world.browser(who)
    assert (again.get(path).status_code, again.send(path, typed).status_code) == (410, 410)
