"""The form of a report, and the to-do list, in a browser: nothing bars anybody, and nothing is wider than the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from ledportal.offices.profile import CONTACT
from ledportal.reports import actions
from tests.browser import barriers, chromium, served
from tests.directory.entries import publish
from tests.factories import NOW, make_moderator
from tests.people import make_world

pytestmark = pytest.mark.database("sqlite")
WIDTHS = (390, 1280)
FORM = "/kancelarije/becej/prijava-greske/lokacije/"


def make():
    revision = publish()
    return {
        "staff": make_moderator(),
        "report": actions.receive(revision.office, CONTACT, "Pogrešan telefon " + "a" * 200, locale="sr_Latn", at=NOW),
    }


def test_everybody_can_report_something_and_staff_can_work_it_off(app):
    world = make_world(app, make)
    cookie = world.browser("staff").get_cookie(app.config["SESSION_COOKIE_NAME"])
    with served(app) as address, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{address}{FORM}")
        page.get_by_role("button", name="Send the report").click()
        expect(page.get_by_role("alert")).to_contain_text("Write what is out of date or missing")
        assert page.get_by_label("Leave this field empty").locator("xpath=ancestor::div[@aria-hidden]").bounding_box()["width"] <= 1
        page.get_by_label("What is out of date or missing?").fill("Zona Sever je puna.")
        page.keyboard.press("Tab")
        expect(page.get_by_label("Your email (optional)")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Send the report")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Your report came in")
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        for path in (FORM, "/moderacija/zadaci/", "/moderacija/zadaci/1/", f"/moja-kancelarija/becej/prijave/{world['report']}/"):
            page.goto(f"{address}{path}")
            assert barriers(page) == [], path
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path
