"""The public pages in a real browser: without barriers, in the three versions, on a phone and on a desk, by keyboard."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ledportal import clock
from ledportal.attachments import files
from tests.attachments.files import pdf, picture
from tests.browser import barriers, chromium, served
from tests.directory.entries import PUBLIC, publish
from tests.factories import make_user, office
from tests.people import shared_world

pytestmark = pytest.mark.database("sqlite")
NOW = clock.now()
PATHS = (
    "/", "/kancelarije/", "/kancelarije/?q=becej&okrug=juznobacki", "/kancelarije/?q=xyzzy", "/kancelarije/?okrug=x", "/uporedi/",
    "/uporedi/?k=becej&k=cacak&k=ada&k=ub", "/lokacije/", "/lokacije/?vrsta=greenfield&povrsina=900", "/kancelarije/za-stampu/",
    "/kancelarije/becej/", "/kancelarije/ada/", "/kancelarije/ub/",
    "/kancelarije/becej/istorija/", "/kancelarije/becej/istorija/1/", "/kancelarije/becej/istorija/2/", "/o-registru/", "/pristupacnost/",
    "/privatnost/", "/svezina/",
)  # fmt: skip


def make():
    person = make_user()
    logo, photo = (files.store(picture(), purpose, office(), by=person, at=NOW).id for purpose in ("logo", "photo"))
    document = files.store(pdf(), "document", office(), by=person, at=NOW).id
    site = {
        "id": "s1",
        "name": "Zona",
        "type": "greenfield",
        "area": "3",
        "ownership": "private",
        "status": "free",
        "photos": [photo],
        "utilities": ["road"],
    }
    paper = {"id": "d1", "type": "led_strategy", "title": "Strategija", "start": "2001", "end": "2005", "file": [document]}
    english = {"logo": [logo], "name_en": "Development Office", "about_en": "We help."}
    sections = {"sites": {"sites": [site]}, "documents": {"documents": [paper]}}
    publish("becej", at=NOW - timedelta(days=30), contact={"head": "Vesna Bivša"})
    publish("becej", confirmed=PUBLIC, at=NOW - timedelta(days=3), office=english, **sections)
    publish("cacak", at=NOW - timedelta(days=30))
    publish("ada", confirmed=PUBLIC, at=NOW - timedelta(days=900))
    closed = office("ada")
    closed.status, closed.successor = "closed", office("senta")
    return {"becej": office()}


@pytest.fixture
def address(app):
    shared_world(app, make)
    with served(app) as found:
        yield found


@pytest.mark.parametrize(("prefix", "width"), [("/cir", 390), ("/en", 1280)])
def test_no_page_has_a_barrier_or_is_wider_than_the_screen(address, prefix, width):
    found = []
    with chromium() as browser:
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.on("console", lambda message: found.append(message.text) if "422" not in message.text else None)
        for path in PATHS:
            page.goto(f"{address}{prefix}{path}")
            found += [f"{path}: {each}" for each in barriers(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{path} is too wide")
    assert found == []


def test_a_square_of_the_map_is_reached_and_opened_by_keyboard(address):
    with chromium() as browser:
        page = browser.new_page()
        page.goto(address)
        page.get_by_role("link", name="Skip the map").focus()
        page.keyboard.press("Tab")
        square = page.get_by_role("link", name="Subotica: No entry yet")
        expect(square).to_be_focused()
        expect(square.locator("rect")).to_have_css("fill", "rgb(255, 221, 0)")
        page.keyboard.press("Enter")
        page.wait_for_url("**/kancelarije/subotica/")


def test_the_keyboard_need_not_pass_through_the_whole_map(address):
    with chromium() as browser:
        page = browser.new_page()
        page.goto(address)
        page.get_by_role("button", name="Search").focus()
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip the map")
        expect(skip).to_be_focused()
        assert skip.bounding_box()["width"] > 100
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{skip.get_attribute('href')}")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="The same as a list")).to_be_focused()


def test_the_filters_work_on_a_desk_and_behind_a_button_on_a_phone(address):
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
        page.goto(f"{address}/kancelarije/?q=razvoj")
        page.locator("#okrug > summary").click()
        page.get_by_label("Moravički upravni okrug").check()
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**/kancelarije/?q=razvoj&okrug=moravicki")
        expect(page.get_by_role("heading", level=2, name="1 office")).to_be_visible()
        page.set_viewport_size({"width": 390, "height": 900})
        box = page.get_by_label("Moravički upravni okrug")
        expect(box).to_be_hidden()
        page.get_by_text("Filters: 1 active").click()
        expect(box).to_be_visible()
        expect(box).to_be_checked()
        page.get_by_role("link", name="Moravički upravni okrug").click()
        expect(page.locator(".filters > summary")).to_have_text("Filters")


def test_suggestions_are_reached_by_keyboard_and_said(address):
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 900})
        page.goto(f"{address}/kancelarije/")
        box = page.get_by_role("combobox", name="Search the directory")
        box.fill("beč")
        options = page.get_by_role("option")
        expect(options.first).to_be_visible()
        expect(page.locator(".search [role=status]")).to_have_text(re.compile(r"^\d+ suggestions?, up and down arrows to choose$"))
        expect(box).to_have_attribute("aria-expanded", "true")
        box.press("ArrowDown")
        expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
        assert barriers(page) == []
        box.press("Escape")
        expect(options.first).not_to_be_visible()
        box.press("ArrowDown")
        expect(options.first).to_be_visible()
        box.press("ArrowDown")
        box.press("Enter")
        page.wait_for_url("**/kancelarije/becej/")


def test_a_place_that_is_suggested_on_the_page_of_sites_shows_its_sites(address):
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 900})
        page.goto(f"{address}/lokacije/?poredak=area")
        box = page.get_by_role("combobox", name="Search the sites")
        box.fill("beč")
        expect(page.get_by_role("option").first).to_be_visible()
        box.press("ArrowDown")
        assert barriers(page) == []
        box.press("Enter")
        page.wait_for_url(re.compile(r"/lokacije/\?q=Be%C4%8Dej"))
        expect(page.get_by_role("link", name="Zona")).to_be_visible()


def test_two_are_put_side_by_side_from_the_directory_and_a_third_is_added_by_its_name(address):
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/kancelarije/")
        page.get_by_label("Compare: Bečej").check()
        page.get_by_label("Compare: Čačak").check()
        page.get_by_role("button", name="Compare the chosen").click()
        page.wait_for_url("**/uporedi/?k=becej&k=cacak")
        page.get_by_role("combobox", name="Add a town or municipality").fill("subot")
        page.get_by_role("option").first.click()
        page.wait_for_url("**/uporedi/?k=becej&k=cacak&k=subotica")
        expect(page.locator(".side-by-side thead th")).to_have_text(["Bečej", "Čačak", "Subotica"])


def test_print_leaves_out_what_only_a_screen_needs(address):
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f"{address}/kancelarije/becej/")
        page.emulate_media(media="print")
        for selector in (".nav", ".contents", ".foot", ".govuk-breadcrumbs", ".languages"):
            expect(page.locator(selector).first, selector).to_be_hidden()
        expect(page.locator(".print-only", has_text="/kancelarije/becej/")).to_be_visible()
        expect(page.get_by_text("021 691 2345")).to_be_visible()
