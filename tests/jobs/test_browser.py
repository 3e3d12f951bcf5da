"""A job's page in a real browser: it follows the work by itself. The database does not matter here."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ledportal import clock
from ledportal.extensions import db
from ledportal.jobs import actions, claims, work
from tests.browser import barriers, chromium, served
from tests.client import Client
from tests.databases import SqliteDatabase, make_app
from tests.factories import make_moderator
from tests.jobs.sample import NAME
from tests.people import make_world


def make():
    ana = make_moderator()
    asked = {name: {"error": "g" * 200} if name == "failed" else {} for name in ("failed", "job")}
    at = clock.now() - timedelta(minutes=1)
    return {"ana": ana} | {name: actions.ask(NAME, subject=name, args=args, by=ana, at=at) for name, args in asked.items()}


@pytest.fixture
def world(tmp_path):
    database = SqliteDatabase(tmp_path)
    database.reset()
    app = make_app(database.url, tmp_path)
    app.test_client_class = Client
    return make_world(app, make)


def begin():
    """Let the first job fail and a worker begin the second, whose claim runs out at once."""
    work.step(clock=clock.now)
    job = claims.take(at=clock.now())
    claims.note(job, step="Pages are set", done=30, total=145, free_at=clock.now())
    db.session.commit()


def test_a_page_follows_the_work_and_shows_the_files_when_it_is_ready(world):
    session = world.browser("ana").get_cookie("session").value
    with served(world.app) as address, chromium() as browser:
        context = browser.new_context(viewport={"width": 390, "height": 900})
        context.add_cookies([{"name": "session", "value": session, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/moderacija/poslovi/{world['job']}/")
        expect(page.get_by_role("status")).to_contain_text("It waits")
        expect(page.get_by_role("progressbar")).to_be_hidden()
        world.ask(begin)
        expect(page.get_by_text("30 of 145")).to_be_visible()
        expect(page.get_by_role("progressbar")).to_have_attribute("value", "30")
        found = barriers(page)
        world.ask(lambda: work.step(clock=clock.now))
        expect(page.get_by_role("link", name="sample.pdf")).to_be_visible()
        found += barriers(page)
        for path in ("", f"{world['failed']}/"):
            page.goto(f"{address}/moderacija/poslovi/{path}")
            found += barriers(page)
            assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert found == []
