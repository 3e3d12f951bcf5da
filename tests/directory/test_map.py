"""The map page: by state and by figures, narrowed as the directory is, with the table behind it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from ledportal import clock
from ledportal.directory.coloring import COLORINGS
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from tests.browser import barriers, chromium, served
from tests.directory.entries import PUBLIC, publish
from tests.factories import make_moderator, office
from tests.people import counted_queries, shared_world

NOW = clock.now()


def site(number, **values):
    return {"id": f"s{number}", "name": "Zona", "type": "greenfield", "area": "10", "ownership": "private", "status": "free", **values}


@pytest.fixture
def world(app):
    def make():
        staff = make_moderator()
        sites = {"sites": [site(1, free="2.5"), site(2), site(3, status="sold")]}
        publish("becej", confirmed=PUBLIC, at=NOW - timedelta(days=100), by=staff, sites=sites)
        publish("cacak", at=NOW - timedelta(days=1), by=staff, sites={"sites": []}, office={"staff": "1", "staff_led": "1"})
        publish("ada", at=NOW, by=staff).office.status = "closed"
        return {"staff": staff, "becej": office()}

    return shared_world(app, make)


@pytest.fixture
def visitor(world):
    return world.browser()


def squares(page):
    return {each.get("href"): each for each in page.xpath("//*[@class='tiles']//*[local-name()='a']")}


def signs(page):
    """Return what stands in the squares that have a second line, by their letters."""
    texts = page.xpath("//*[@class='tiles']/*[local-name()='text'][*]")
    return {each.text: "".join(each[0].itertext()) for each in texts}


def legend(page):
    return [" ".join("".join(each.itertext()).split()) for each in page.xpath("//*[@class='legend']/li")]


@pytest.mark.parametrize(
    ("coloring", "title", "sign", "line"),
    [
        ("stanje", "Bečej: Confirmed", "✓", "✓Confirmed: 1"),
        ("zaposleni", "Bečej: 5 people on the staff", "5", "4–6 people: 1"),
        ("lokacije", "Bečej: 2 free sites, 12,5 ha", "2", "2–3 sites: 1"),
        ("hektari", "Bečej: 2 free sites, 12,5 ha", "12", "Up to 20 ha: 1"),
        ("starost", "Bečej: confirmed 3 months ago", "3", "3–5 months: 1"),
    ],
)
def test_a_square_says_its_figure_in_words_in_a_sign_and_by_its_shade(visitor, coloring, title, sign, line):
    page = visitor.get(f"/mapa/?boja={coloring}").page
    square = squares(page)["/kancelarije/becej/"]
    assert square.get("aria-label") == title
    assert signs(page)["Beč"] == sign
    assert line in legend(page)
    assert sum(int(each.rpartition(": ")[2]) for each in legend(page)) == 145
    assert [each.text for each in page.xpath("//a[@aria-current='true']") if "boja" in each.get("href") or coloring == "stanje"]


def test_what_has_no_figure_says_why(visitor):
    ages = squares(visitor.get("/mapa/?boja=starost").page)
    assert ages["/kancelarije/cacak/"].get("aria-label") == "Čačak: No entry, or never confirmed as a whole"
    assert ages["/kancelarije/ada/"].get("aria-label") == "Ada: No office"
    assert ages["/kancelarije/ub/"].get("aria-label") == "Ub: No entry yet"
    assert squares(visitor.get("/mapa/?boja=lokacije").page)["/kancelarije/cacak/"].get("aria-label") == "Čačak: no free site"


def test_an_entry_confirmed_lately_is_not_said_to_be_of_no_months(world, visitor):
    with world.app.app_context():
        publish("ub", confirmed=PUBLIC, at=NOW - timedelta(days=2), by=make_moderator())
        db.session.commit()
    page = visitor.get("/mapa/?boja=starost").page
    assert squares(page)["/kancelarije/ub/"].get("aria-label") == "Ub: confirmed less than a month ago"
    assert signs(page)["Ub"] == "0"


def test_the_map_follows_the_filters_of_the_directory(visitor):
    page = visitor.get("/mapa/?boja=lokacije&okrug=juznobacki&lokacija=greenfield").page
    found = {href for href, each in squares(page).items() if "is-faded" not in each.get("class")}
    assert found == {"/kancelarije/becej/"} and len(squares(page)) == 145
    assert squares(page)["/kancelarije/cacak/"].get("aria-label") == "Čačak: no free site (not among those found)"
    assert legend(page)[2] == "2–3 sites: 1" and legend(page)[0] == "No free site: 0"
    assert [each.get("href") for each in page.xpath("//*[@id='tabela']//th/a")] == ["/kancelarije/becej/"]
    assert "/mapa/?boja=starost&okrug=juznobacki&lokacija=greenfield" in page.xpath("//*[@class='ways']//a/@href")


def test_each_choice_is_shown_with_the_way_back_from_it_and_to_the_list(visitor):
    page = visitor.get("/mapa/?boja=lokacije&q=zona&okrug=juznobacki").page
    ways = page.xpath("//*[@class='chosen']//a/@href")
    assert ways == ["/mapa/?boja=lokacije&okrug=juznobacki", "/mapa/?boja=lokacije&q=zona"]
    assert "/kancelarije/?q=zona&okrug=juznobacki" in page.xpath("//main//a/@href")
    assert "/mapa/?q=zona&okrug=juznobacki" in visitor.get("/kancelarije/?q=zona&okrug=juznobacki").page.xpath("//main//a/@href")
    answer = visitor.get("/mapa/?boja=lokacije&q=&okrug=juznobacki&povrsina=")
    assert (answer.status_code, answer.location) == (302, "/mapa/?boja=lokacije&okrug=juznobacki")


def test_the_free_sites_of_what_is_coloured_and_the_comparison_are_one_click_away(visitor):
    page = visitor.get("/mapa/?boja=hektari&q=becej&okrug=juznobacki").page
    assert page.xpath("//a[text()='Their free sites']/@href") == ["/lokacije/?q=becej&okrug=juznobacki&status=free"]
    assert visitor.get("/mapa/").page.xpath("//a[text()='Free sites' and not(contains(@href, 'mapa'))]/@href") == ["/lokacije/?status=free"]
    assert page.xpath("//main//a[text()='Compare municipalities']/@href") == ["/uporedi/"]


def test_the_table_behind_the_map_says_the_same(visitor):
    rows = visitor.get("/mapa/").page.xpath("//*[@id='tabela']//tbody/tr")
    table = {row.find("th/a").text: ["".join(cell.itertext()).strip() for cell in row.iter("td")] for row in rows}
    assert len(table) == 145
    assert table["Bečej"] == ["Confirmed", "5", "2", "12,5", "3"]
    assert table["Čačak"] == ["Published, not confirmed", "1", "0", "0", "–"]
    assert table["Ada"] == ["No office", "–", "–", "–", "–"]


def test_a_filter_that_does_not_exist_is_said_and_the_map_stays(visitor):
    answer = visitor.get("/mapa/?okrug=nema")
    assert answer.status_code == 422 and len(squares(answer.page)) == 145
    assert "Choose from the options" in "".join(answer.page.xpath("//*[@class='govuk-error-summary']")[0].itertext())
    assert visitor.get("/mapa/?boja=nema").status_code == 200


def test_who_has_no_square_stands_beside_the_map(world, visitor):
    with world.app.app_context():
        place = office("ub").municipality
        place.tile_row = place.tile_column = None
        db.session.commit()
    page = visitor.get("/mapa/?boja=hektari").page
    assert "/kancelarije/ub/" not in squares(page)
    assert page.xpath("//*[@id='after-map']//a[@href='/kancelarije/ub/']/text()") == ["Ub: No entry yet"]
    names = page.xpath("//*[@id='tabela']//th/a/text()")
    assert names[names.index("Ub") - 1 :][:3] == ["Tutin", "Ub", "Užice"]
    assert "/kancelarije/ub/" not in visitor.get("/mapa/?q=becej").page.xpath("//*[@id='tabela']//th/a/@href")


def test_of_many_without_a_square_a_few_are_named_and_all_stand_in_the_table(world, visitor):
    def take_in():
        places = db.session.scalars(select(Municipality).where(Municipality.tile_row.is_(None))).all()
        for place in places:
            place.active = True
        db.session.commit()
        return len(places)

    number = world.ask(take_in)
    page = visitor.get("/mapa/").page
    named = page.xpath("//*[@id='after-map']//p[contains(., 'Without a square')]/a/@href")
    assert len(named) == 21 and named[-1] == "#tabela"
    assert len(page.xpath("//*[@id='tabela']//tbody/tr")) == 145 + number > 190


def test_the_map_is_the_same_for_everybody_and_asks_few_questions(world):
    for coloring in COLORINGS:
        with counted_queries() as statements:
            answer = world.browser().get(f"/mapa/?boja={coloring}")
        assert len([each for each in statements if each.startswith("SELECT")]) <= 8
        assert answer.headers.get("Set-Cookie") is None


def look(browser, address, path, width):
    """Open a map and return what is wrong with it."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address + path)
    square = page.locator("a[href$='/kancelarije/becej/']")
    sides = square.locator("rect").bounding_box()
    square.locator("rect").hover()
    told = page.locator(".told__words")
    expect(told).to_have_text(square.first.get_attribute("aria-label"))
    page.mouse.move(0, 0)
    page.locator("a[href$='/kancelarije/cacak/']").first.focus()
    expect(told).to_have_text(re.compile("^(Čačak|Чачак): "))
    return {
        "too wide": page.evaluate("document.documentElement.scrollWidth") > width,
        "too small": min(sides["width"], sides["height"]) < 24,
        "barriers": [*barriers(page), *said],
    }


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("path", ["/", "/mapa/?boja=hektari"])
def test_the_table_is_one_click_away_from_the_map(world, path):
    with served(world.app) as address, chromium() as browser:
        page = browser.new_page(java_script_enabled=False)
        page.goto(address + path)
        row = page.locator("#tabela tr", has_text="Bečej").first
        assert not row.is_visible()
        page.get_by_role("link", name="The same as a table").click()
        expect(row).to_be_visible()


@pytest.mark.database("sqlite")
def test_the_map_has_no_barrier_and_tells_what_one_points_at(world):
    places = ((390, "/mapa/?boja=hektari&okrug=juznobacki"), (1280, "/cir/mapa/"), (1280, "/en/mapa/?boja=starost"))
    with served(world.app) as address, chromium() as browser:
        found = [look(browser, address, path, width) for width, path in places]
    assert not [each for each in found if any(each.values())]


@pytest.mark.database("sqlite")
def test_on_the_smallest_phone_a_finger_still_tells_one_square_from_the_next(world):
    with served(world.app) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 320, "height": 800}, is_mobile=True)
        for path in ("/mapa/", "/"):
            page.goto(address + path)
            left, right = (page.locator(f".tiles a[href$='/{slug}/'] rect").bounding_box() for slug in ("becej", "novi-becej"))
            assert right["x"] - left["x"] >= 24
            assert page.evaluate("document.documentElement.scrollWidth") == 320
