"""The public pages: what each shows, to whoever asks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ledportal import clock
from ledportal.access import Role
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices import confirming
from ledportal.offices.models import ConfirmedBy
from tests.directory.entries import PUBLIC, publish
from tests.factories import make_administrator, make_moderator, office
from tests.people import counted_queries, shared_world

NOW = clock.now()
PAGES = ("/", "/kancelarije/", "/kancelarije/becej/", "/kancelarije/ub/", "/o-registru/", "/pristupacnost/", "/privatnost/", "/svezina/")


@pytest.fixture
def world(app):
    def make():
        staff = make_moderator(name="Ime Moderatora")
        publish("becej", confirmed=PUBLIC, at=NOW - timedelta(days=2), by=staff)
        publish("cacak", at=NOW - timedelta(days=1), by=staff)
        office("ada").status = "none"
        return {"staff": staff, "becej": office()}

    return shared_world(app, make)


@pytest.fixture
def visitor(world):
    return world.browser()


def change(world, make):
    with world.app.app_context():
        make()
        db.session.commit()


def words(element):
    return " ".join("".join(element.itertext()).split())


def main_of(answer):
    return words(answer.page.xpath("//main")[0])


def titles(answer):
    return [words(each) for each in answer.page.xpath("//*[@class='row-title']")]


@pytest.mark.parametrize("prefix", ["", "/cir", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_for_everybody(world, prefix, path):
    answers = [world.browser(name).get(prefix + path) for name in (None, "staff")]
    assert [each.status_code for each in answers] == [200, 200]
    assert answers[0].headers.get("Set-Cookie") is None
    assert words(answers[0].page.xpath("//body")[0]) == words(answers[1].page.xpath("//body")[0])
    assert answers[0].page.xpath("//meta[@name='description']/@content")


def test_the_pages_have_titles_of_their_own(visitor):
    found = [visitor.get(path).page.xpath("string(//title)") for path in PAGES]
    assert len(set(found)) == len(PAGES)


def test_each_municipality_of_the_register_is_a_square_that_says_its_state(visitor):
    page = visitor.get("/").page
    squares = {each.get("href"): each.get("aria-label") for each in page.xpath("//*[@class='tiles']//*[local-name()='a']")}
    assert len(squares) == 145
    assert squares["/kancelarije/becej/"] == "Bečej: Confirmed"
    assert squares["/kancelarije/cacak/"] == "Čačak: Published, not confirmed"
    assert squares["/kancelarije/ada/"] == "Ada: No office"
    assert squares["/kancelarije/ub/"] == "Ub: No entry yet"


def test_what_staff_take_into_the_register_stands_beside_the_map(world, visitor):
    assert "Without a square on the map" not in main_of(visitor.get("/"))
    change(world, lambda: setattr(office("beograd-barajevo").municipality, "active", True))
    page = visitor.get("/").page
    (line,) = page.xpath("//main//p[contains(., 'Without a square on the map')]")
    assert [(each.get("href"), words(each)) for each in line.xpath(".//a")] == [
        ("/kancelarije/beograd-barajevo/", "Barajevo: No entry yet")
    ]
    assert len(page.xpath("//*[@class='tiles']//*[local-name()='a']")) == 145


def test_no_two_squares_lie_on_each_other(visitor):
    rects = visitor.get("/").page.xpath("//*[@class='tiles']//*[local-name()='rect']")
    assert len({(each.get("x"), each.get("y")) for each in rects}) == 145


def test_the_home_page_counts(visitor):
    page = visitor.get("/").page
    assert [words(each) for each in page.xpath("//*[@class='legend']/li")] == [
        "Confirmed: 1", "Published, not confirmed: 1", "Out of date: 0", "No office: 1", "No entry yet: 142",
    ]  # fmt: skip
    assert page.xpath("//*[@class='figures']//dd/text()") == ["2", "145", "2"]
    assert "1 of 145 towns and municipalities (1%)" in main_of(visitor.get("/"))


def confirm(slug):
    place = office(slug)
    confirming.confirm(place, PUBLIC, revision=place.published_revision_id, via=ConfirmedBy.PHONE, by=None, at=NOW)


def test_the_five_latest_changes_stand_on_the_home_page_the_newest_first(world, visitor):
    change(world, lambda: [publish(slug, at=NOW - timedelta(hours=4 - place)) for place, slug in enumerate(("vrbas", "ruma", "kula"))])
    change(world, lambda: confirm("cacak"))
    change(world, lambda: publish("vrbas", at=NOW, office={"staff": "9"}))
    assert titles(visitor.get("/")) == ["Vrbas", "Kula", "Ruma", "Vrbas", "Čačak"]
    kinds = [words(each).partition(" · ")[0] for each in visitor.get("/").page.xpath("//section[@aria-labelledby='changes']//li/p")]
    assert kinds == ["Entry updated", *["New entry"] * 4]


def test_a_version_in_which_nothing_public_is_new_is_no_news_on_the_home_page_as_in_the_feed(world, visitor):
    before = titles(visitor.get("/"))
    change(world, lambda: [publish("vrbas", at=NOW, learning={"training_needs": f"Nešto {number}"}) for number in range(7)])
    assert titles(visitor.get("/")) == ["Vrbas", *before][:5]
    kinds = [words(each).partition(" · ")[0] for each in visitor.get("/").page.xpath("//section[@aria-labelledby='changes']//li/p")]
    assert kinds[0] == "New entry" and visitor.get("/en/novosti.atom").text.count("Vrbas: ") == 1


def test_a_confirmation_does_not_hold_for_ever(world, visitor):
    change(world, lambda: publish("vrbas", confirmed=PUBLIC, at=NOW - timedelta(days=250)))
    assert "Not confirmed" in words(visitor.get("/kancelarije/?q=vrbas").page.xpath("//li[@class='entry']")[0])


def test_what_is_out_of_date_has_a_square_of_its_own(world, visitor):
    change(world, lambda: publish("vrbas", confirmed=PUBLIC, at=NOW - timedelta(days=600)))
    (square,) = visitor.get("/").page.xpath("//*[@class='tiles']//*[local-name()='a'][@href='/kancelarije/vrbas/']")
    assert (square.get("aria-label"), square.get("class")) == ("Vrbas: Out of date", "is-outdated")
    assert "Out of date" in words(visitor.get("/kancelarije/?q=vrbas").page.xpath("//li[@class='entry']")[0])


def test_rows_say_what_an_office_offers(visitor):
    answer = visitor.get("/kancelarije/?q=Бечеј")
    row = answer.page.xpath("//li[@class='entry']")[0]
    assert words(row.xpath(".//h3")[0]) == "BečejKancelarija za lokalni ekonomski razvoj"
    assert "Municipality, Južnobački upravni okrug" in words(row)
    assert [words(each) for each in row.xpath(".//*[@class='tags']/li")] == [
        "Agriculture", "Food industry", "1 free site", "2 services to business",
    ]  # fmt: skip


def test_a_municipality_without_an_entry_has_a_row_with_its_status(visitor):
    answer = visitor.get("/kancelarije/?q=ub")
    assert "0 offices" in main_of(answer)
    assert "1 municipality without an office in the directory" in main_of(answer)
    assert words(answer.page.xpath("//li[@class='entry']")[0]) == "Ub Municipality, Kolubarski upravni okrug No entry yet"


@pytest.mark.parametrize("slug", ["nema-ga", "nis-medijana", "zubin-potok", "NIS-MEDIJANA", "%27", "a" * 5000, "9223372036854775808"])
def test_an_unknown_or_inactive_municipality_is_not_found(visitor, slug):
    assert visitor.get(f"/kancelarije/{slug}/").status_code == 404


def test_an_office_that_is_no_longer_in_the_register_is_nowhere(world, visitor):
    def switch_off():
        office().municipality.active = False

    change(world, switch_off)
    assert visitor.get("/kancelarije/becej/").status_code == 410
    assert "Bečej" not in titles(visitor.get("/"))
    assert visitor.get("/kancelarije/?q=ler@example.org").page.xpath("//li[@class='entry']//h3/a/@href") == ["/kancelarije/cacak/"]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("exists", "There is an LED office here."),
        ("being_set_up", "An LED office is being set up here."),
        ("none", "There is no LED office here."),
        ("closed", "The LED office that was here is closed."),
        ("unknown", "We do not know yet whether there is an LED office here."),
    ],
)
def test_a_municipality_without_an_entry_says_its_status_and_the_way_in(world, visitor, status, sentence):
    def set_status():
        office("ub").status = status

    change(world, set_status)
    answer = visitor.get("/kancelarije/ub/")
    assert sentence in main_of(answer)
    assert "/moja-kancelarija/preuzimanje/?opstina=ub" in answer.page.xpath("//main//a/@href")


@pytest.mark.parametrize("slug", ["becej", "ub"])
def test_a_closed_office_leads_to_its_successor(world, visitor, slug):
    def close():
        closed = office(slug)
        closed.status, closed.successor = "closed", office("vrbas")

    change(world, close)
    answer = visitor.get(f"/kancelarije/{slug}/")
    assert "The LED office that was here is closed." in main_of(answer)
    assert "/kancelarije/vrbas/" in answer.page.xpath("//main//a/@href")
    answer = visitor.get("/kancelarije/vrbas/")
    assert "It took over the tasks of the office of:" in main_of(answer)
    assert f"/kancelarije/{slug}/" in answer.page.xpath("//main//a/@href")


def test_a_city_and_its_municipalities_name_each_other(world, visitor):
    def switch_on():
        db.session.get_one(Municipality, office("nis-medijana").municipality_code).active = True

    assert "/kancelarije/nis-medijana/" not in visitor.get("/kancelarije/nis/").page.xpath("//main//a/@href")
    change(world, switch_on)
    assert "/kancelarije/nis-medijana/" in visitor.get("/kancelarije/nis/").page.xpath("//main//a/@href")
    answer = visitor.get("/kancelarije/nis-medijana/")
    assert "/kancelarije/nis/" in answer.page.xpath("//main//a/@href")
    assert words(answer.page.xpath("//h1")[0]) == "Medijana (Niš)"


@pytest.mark.parametrize(("make", "said"), [(make_moderator, "CenTriR, moderator"), (make_administrator, "CenTriR, administrator")])
def test_the_page_says_the_role_of_who_approved_and_never_the_name(world, visitor, make, said):
    change(world, lambda: publish("vrbas", by=make(name="Tajno Ime", email="tajna@example.org")))
    answer = visitor.get("/kancelarije/vrbas/")
    assert said in main_of(answer)
    assert "Tajno" not in answer.text and "tajna@" not in answer.text


def test_who_approved_and_left_is_said_to_be_of_the_staff(world, visitor):
    def leave():
        by = make_moderator()
        publish("vrbas", by=by)
        by.role = Role.USER

    change(world, leave)
    page = visitor.get("/kancelarije/vrbas/").page
    assert page.xpath("string(//dt[.='Approved by']/following-sibling::dd)") == "CenTriR"


def test_the_home_page_asks_the_database_few_questions(world, visitor):
    for path, most in (("/", 6), ("/kancelarije/", 7), ("/kancelarije/becej/", 9)):
        with counted_queries() as statements:
            visitor.get(path)
        assert len([each for each in statements if each.startswith("SELECT")]) <= most, path
