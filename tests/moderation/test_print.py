"""A moderator prints a submission to read it on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import chromium, served
from tests.factories import make_member, make_moderator, office
from tests.moderation.steps import submit
from tests.people import make_world

pytestmark = pytest.mark.database("sqlite")


def make():
    return {"staff": make_moderator(), "draft": submit(office(), make_member(office()))}


def test_a_printed_submission_shows_what_was_submitted_and_no_controls(app):
    world = make_world(app, make)
    cookie = world.browser("staff").get_cookie(app.config["SESSION_COOKIE_NAME"])
    with served(app) as address, chromium() as browser:
        page = browser.new_page()
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        page.goto(f"{address}/moderacija/podnesci/{world['draft']}/")
        page.emulate_media(media="print")
        expect(page.get_by_text("Trg oslobođenja 2")).to_be_visible()
        for selector in (".decision", ".remark", ".jump", ".hands", ".govuk-button"):
            expect(page.locator(selector).first, selector).to_be_hidden()
