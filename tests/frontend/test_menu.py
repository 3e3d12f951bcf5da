"""The signed-in person's menu says where one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import barriers, chromium, served
from tests.factories import make_member, make_moderator, office
from tests.people import make_world


@pytest.fixture
def world(app):
    return make_world(app, lambda: {"member": make_member(office()), "staff": make_moderator()})


@pytest.mark.parametrize(
    ("who", "path", "current"),
    [
        ("member", "/moja-kancelarija/becej/", ("/moja-kancelarija/", "true")),
        ("member", "/cir/moja-kancelarija/becej/clanovi/", ("/cir/moja-kancelarija/", "true")),
        ("member", "/nalog/sesije/", ("/nalog/", "true")),
        ("staff", "/moderacija/", ("/moderacija/", "page")),
        ("staff", "/moderacija/kancelarije/becej/", ("/moderacija/kancelarije/", "true")),
        ("staff", "/moderacija/podsetnici/", ("/moderacija/zadaci/", "true")),
        ("staff", "/cir/moderacija/podsetnici/rokovi/", ("/cir/moderacija/zadaci/", "true")),
        ("staff", "/moderacija/podsetnici/tekstovi/", ("/moderacija/zadaci/", "true")),
        ("staff", "/moderacija/svezina/kancelarije/", ("/moderacija/kancelarije/", "true")),
    ],
)
def test_the_menu_marks_the_part_in_which_the_page_is(world, who, path, current):
    links = world.browser(who).open(path).page.xpath("//nav[@class='nav']//a[@aria-current]")
    assert [(link.get("href"), link.get("aria-current")) for link in links] == [current]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", []),
        ("/kancelarije/?q=ub", [("/kancelarije/", "page")]),
        ("/cir/kancelarije/ub/", [("/cir/kancelarije/", "true")]),
        ("/en/o-registru/", [("/en/o-registru/", "page")]),
        ("/privatnost/", []),
        ("/api/v1/", [("/podaci/", "true")]),
        ("/cir/uporedi/", [("/cir/kancelarije/", "true")]),
    ],
)
def test_the_main_navigation_marks_the_part_in_which_a_public_page_is(world, path, current):
    links = world.browser().open(path).page.xpath("//nav[@class='nav']//a[@aria-current]")
    assert [(link.get("href"), link.get("aria-current")) for link in links] == current


def test_the_members_page_leads_back_to_the_office(world):
    page = world.browser("member").open("/moja-kancelarija/becej/clanovi/").page
    assert page.xpath("//a[@class='govuk-back-link']/@href") == ["/moja-kancelarija/becej/"]


def test_a_menu_of_many_links_is_folded_and_says_where_one_is(world):
    (fold,) = world.browser("staff").open("/moderacija/podsetnici/").page.xpath("//nav[@class='nav']//details")
    assert fold.get("open") is None
    assert " ".join(fold.xpath("string(summary)").split()) == "Menu: To do"
    assert len(fold.xpath(".//li")) == len(fold.xpath("//nav[@class='nav']//li")) > 10


@pytest.mark.parametrize("path", ["/moja-kancelarija/becej/", "/nalog/sesije/"])
def test_a_menu_of_few_links_is_not_folded(world, path):
    page = world.browser("member").open(path).page
    assert page.xpath("//nav[@class='nav']//li/a") and not page.xpath("//nav[@class='nav']//details")


def phone(world, browser, address, **options):
    """Open the review queue on a staff member's phone."""
    cookie = world.browser("staff").get_cookie(world.app.config["SESSION_COOKIE_NAME"])
    page = browser.new_page(viewport={"width": 390, "height": 844}, **options)
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    page.goto(f"{address}/moderacija/")
    return page


@pytest.mark.database("sqlite")
def test_on_a_phone_the_menu_unfolds_without_a_script_and_on_a_desk_it_is_there(world):
    with served(world.app) as address, chromium() as browser:
        page = phone(world, browser, address, java_script_enabled=False)
        summary, link = page.locator(".nav__summary"), page.get_by_role("link", name="Audit log")
        expect(link).not_to_be_visible()
        assert page.locator(".nav").bounding_box()["height"] < 60
        summary.focus()
        page.keyboard.press("Enter")
        expect(link).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Directory")).to_be_focused()
        assert page.locator(".nav [aria-current]").bounding_box()["x"] >= 0
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        expect(link).not_to_be_visible()
        page.set_viewport_size({"width": 1280, "height": 844})
        expect(link).to_be_visible()
        expect(summary).not_to_be_visible()
        page.emulate_media(media="print")
        expect(link).not_to_be_visible()


@pytest.mark.database("sqlite")
def test_the_folded_menu_bars_nobody(world):
    with served(world.app) as address, chromium() as browser:
        page = phone(world, browser, address)
        assert barriers(page) == []
        page.locator(".nav__summary").click()
        expect(page.get_by_role("link", name="Audit log")).to_be_visible()
        assert barriers(page) == []
