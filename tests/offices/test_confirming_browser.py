"""Confirming, changing one section and the periods, in a browser: nothing bars anybody, and nothing is wider than the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import barriers, chromium, served
from tests.offices.profiles import OFFICE, a_world, published

pytestmark = [pytest.mark.browser, pytest.mark.database("sqlite")]

WIDTHS = (390, 1280)
PERIODS = "/en/moderacija/podsetnici/rokovi/"


def check(page):
    assert barriers(page) == [], page.url
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def test_a_member_confirms_with_the_keyboard_and_changes_one_section(app):
    world = a_world(app, published)
    cookies = {name: world.browser(name).get_cookie(app.config["SESSION_COOKIE_NAME"]) for name in ("head", "staff")}
    with served(app) as address, chromium() as browser:
        page = browser.new_page()
        page.context.add_cookies([{"name": cookies["head"].key, "value": cookies["head"].value, "url": address}])
        page.goto(f"{address}/en{OFFICE}")
        page.get_by_role("button", name="Check and confirm").click()
        expect(page.get_by_label("This is right: Contact")).to_be_visible()
        check(page)
        for title in ("Office", "Projects"):
            page.get_by_label(f"This is right: {title}", exact=True).uncheck()
        page.get_by_label("This is right: Contact").check()
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("5 sections are confirmed as of today.")
        check(page)
        page.goto(f"{address}/en{OFFICE}potvrda/")
        page.locator("section", has=page.locator("#section-projects")).get_by_role("button").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Projects")
        for path in ("", "kontakt/", "pregled/"):
            page.goto(f"{address}/en{OFFICE}{path}")
            check(page)
        page.context.clear_cookies()
        page.context.add_cookies([{"name": cookies["staff"].key, "value": cookies["staff"].value, "url": address}])
        page.goto(f"{address}{PERIODS}")
        check(page)
        page.get_by_label("Contact").fill("0")
        page.get_by_role("button", name="See what it changes").click()
        expect(page.get_by_role("alert")).to_contain_text("Enter a whole number from 1 to 60")
        check(page)
        page.get_by_label("Contact").fill("3")
        page.get_by_role("button", name="See what it changes").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What the change does")
        check(page)
