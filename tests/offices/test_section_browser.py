"""The section's page in a real browser: groups grow without a reload, and the draft saves itself."""

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from ledportal.extensions import db
from ledportal.offices import actions, queries
from ledportal.offices.profile import SECTIONS
from tests.browser import barriers, chromium, served
from tests.factories import NOW, full_content, make_member, office
from tests.people import shared_world

pytestmark = [pytest.mark.browser, pytest.mark.database("sqlite")]

CONTACT = "/en/moja-kancelarija/becej/kontakt/"
PHONE = {"width": 390, "height": 800}


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def world(app):
    def make():
        head = make_member(office())
        draft = actions.start_draft(office(), by=head, at=NOW)
        draft.content = full_content()
        return {"head": head}

    return shared_world(app, make)


@pytest.fixture
def address(world):
    with served(world.app) as found:
        yield found


@pytest.fixture
def enter(world, browser, address):
    """Return what opens a page as the office's head; at the end, no script has failed."""
    failures, contexts = [], []
    name = world.app.config["SESSION_COOKIE_NAME"]

    def opened(url, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        context.add_cookies([{"name": name, "value": world.browser("head").get_cookie(name).value, "url": address}])
        page = context.new_page()
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(address + url)
        return page

    yield opened
    for each in contexts:
        each.close()
    assert not failures


def stored(world, key="contact"):
    return world.ask(lambda: queries.open_revision(office()).content[key])


@contextmanager
def saving(page):
    """Wait until what the block does to the page is saved, and the page says so."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as found:
        yield
    assert found.value.status == 200
    expect(page.locator("[data-saved]")).to_have_text(found.value.json()["message"])


def test_the_draft_saves_itself_while_one_types(world, enter):
    page = enter(CONTACT)
    with saving(page):
        page.fill("#head", "Nova Načelnica")
    assert stored(world)["head"] == "Nova Načelnica"
    with saving(page):
        page.fill("#hours", "7–15")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Saved")
    assert stored(world)["hours"] == "7–15"


def test_items_are_added_and_removed_without_a_reload(world, enter):
    page = enter(CONTACT)
    page.evaluate("window.here = true")
    for name in ("Iva Ivić", "Vera Verić"):
        page.get_by_role("button", name="Add a colleague").click()
        expect(page.locator(":focus")).to_have_attribute("name", re.compile("-name$"))
        with saving(page):
            page.locator(":focus").fill(name)
        with saving(page):
            page.keyboard.type("a")
    expect(page.locator("#team fieldset legend")).to_have_text([f"Colleague {number}" for number in range(1, 5)])
    with saving(page):
        page.locator("button[value=team-1]").click()
        expect(page.locator(":focus")).to_have_text("Add a colleague")
    assert page.evaluate("window.here")
    assert [each["name"] for each in stored(world)["team"]] == ["Ana Anić", "Iva Ivića", "Vera Verića"]
    page.reload()
    expect(page.locator("#team fieldset legend")).to_have_text([f"Colleague {number}" for number in range(1, 4)])


def test_a_group_that_is_full_offers_no_more(world, enter):
    def fill():
        draft = queries.open_revision(office())
        team = [{"id": f"t{index}", "name": f"Osoba {index}"} for index in range(19)]
        draft.content = full_content(contact={"team": team})
        db.session.commit()

    world.ask(fill)
    page = enter(CONTACT)
    add = page.locator("#team [data-add]")
    add.click()
    expect(add).to_be_hidden()
    page.locator("button[value=team-19]").click()
    expect(add).to_be_visible()


def test_a_page_that_was_overtaken_says_so_and_shows_both_versions(world, enter):
    page = enter(CONTACT)
    world.browser("head").submit(CONTACT, {"head": "Tuđa"})
    page.fill("#head", "Moja")
    expect(page.locator("[data-saved]")).to_contain_text("somebody else has changed")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("h1")).to_have_text("Two versions of this section")
    assert barriers(page) == []
    page.get_by_role("button", name="Keep mine").click()
    expect(page.get_by_role("alert")).to_contain_text("Saved")
    assert stored(world)["head"] == "Moja"


def test_a_page_whose_session_ended_says_so_and_loses_nothing(enter):
    page = enter(CONTACT)
    page.context.clear_cookies()
    page.fill("#head", "Moja")
    expect(page.locator("[data-saved]")).to_contain_text("you were signed out")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[name=kept_fields]")).to_have_count(1)
    assert "Moja" in page.input_value("[name=kept_fields]")


def test_the_enter_key_saves_and_removes_nothing(world, enter):
    page = enter(CONTACT, java_script_enabled=False)
    page.fill("#head", "Nova")
    page.press("#head", "Enter")
    expect(page.get_by_role("alert")).to_contain_text("Saved")
    assert (stored(world)["head"], len(stored(world)["team"])) == ("Nova", 2)


def test_without_script_the_page_opens_at_the_new_item(enter):
    page = enter(CONTACT, java_script_enabled=False)
    page.get_by_role("button", name="Add a colleague").click()
    expect(page.locator("#team-2-name")).to_be_in_viewport()


def test_a_link_from_the_review_page_leads_to_the_field(enter):
    page = enter(CONTACT + "?potpuno=1#place")
    expect(page.locator("#place")).to_be_in_viewport()


@pytest.mark.parametrize("section", SECTIONS, ids=lambda each: each.key)
@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}], ids=["wide", "phone"])
def test_no_section_has_a_barrier_or_is_wider_than_the_screen(enter, section, options):
    page = enter(f"/cir/moja-kancelarija/becej/{section.slug}/?potpuno=1", **options)
    for add in page.locator("[data-add]:visible").all():
        add.click()
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
