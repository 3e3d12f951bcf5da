"""A reminder in a real browser: links opened ahead of time do nothing, the page has no barriers, and the button confirms once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ledportal import clock
from ledportal.extensions import db
from ledportal.offices.models import Confirmation, ConfirmedBy
from tests.browser import barriers, chromium, served
from tests.factories import office
from tests.freshness.entries import mails, publish, run
from tests.people import make_world

pytestmark = pytest.mark.database("sqlite")
NOW = clock.now()


def make():
    publish(at=NOW - timedelta(days=200))
    db.session.commit()
    run(NOW)
    return {"office": office()}


def test_opened_by_a_prefetcher_and_pressed_by_a_person(app):
    world = make_world(app, make)
    (mail,) = world.ask(mails)
    (path,) = set(re.findall(r"/potvrda/[\w.-]+/", mail.body_html))

    def confirmed() -> int:
        by_mail = select(func.count()).select_from(Confirmation).where(Confirmation.via == ConfirmedBy.MAIL)
        return world.ask(lambda: db.session.scalar(by_mail))

    with served(app) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.set_content(mail.body_html)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, "the mail fits a phone"
        for _ in range(2):
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
        assert (barriers(page), page.context.cookies(), confirmed()) == ([], [], 0)
        page.get_by_role("button", name="All is correct").first.click()
        page.get_by_role("heading", name="Thank you").wait_for()
        assert (barriers(page), page.context.cookies(), confirmed()) == ([], [], 7)
