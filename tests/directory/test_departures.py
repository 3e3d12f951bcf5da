"""A municipality that left the register: what was public at its office's addresses says so, and leads on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ledportal import clock
from ledportal.accounts.models import User
from ledportal.administration.actions import change_municipality, change_status
from ledportal.attachments import files
from ledportal.extensions import db
from ledportal.offices.models import OfficeStatus
from tests.attachments.files import picture
from tests.directory.entries import PUBLIC, publish
from tests.factories import make_administrator, office
from tests.people import shared_world

pytestmark = pytest.mark.every_database
NOW = clock.now()
SINCE = NOW - timedelta(days=3)
BELOW = (
    "/kancelarije/becej/istorija/", "/kancelarije/becej/istorija/1/", "/kancelarije/becej/novosti.atom", "/kancelarije/becej.json",
    "/kancelarije/becej.vcf", "/kancelarije/becej/qr.svg", "/kancelarije/becej/prijava-greske/",
    "/kancelarije/becej/prijava-greske/kontakt/",
)  # fmt: skip
PAGES = ("/kancelarije/becej/", *BELOW)
PRIVATE = ("Mira", "ler@example.org", "216912345", "Trg oslobođenja", "Kancelarija za lokalni")


@pytest.fixture
def world(app):
    def make():
        staff = make_administrator()
        publish("becej", confirmed=PUBLIC, at=NOW - timedelta(days=9), by=staff)
        publish("vrbas", at=NOW - timedelta(days=9), by=staff)
        leave("becej", by=staff)
        return {"staff": staff}

    return shared_world(app, make)


@pytest.fixture
def visitor(world):
    return world.browser()


def leave(slug, *, by, at=SINCE):
    place = office(slug).municipality
    change_municipality(place, {"active": False}, version=place.version, by=by, at=at)


def close(slug, successor, *, by):
    place = office(slug)
    change_status(place, OfficeStatus.CLOSED, successor and office(successor), version=place.version, by=by, at=NOW)


def change(world, make):
    with world.app.app_context():
        found = make(db.session.get_one(User, world["staff"]))
        db.session.commit()
        return found


def words(answer):
    return " ".join("".join(answer.page.xpath("//main")[0].itertext()).split())


@pytest.mark.parametrize("path", [*PAGES, "/kancelarije/Бечеј/", "/kancelarije/80110/"])
def test_what_was_public_says_since_when_it_is_gone_and_nothing_of_what_it_held(visitor, path):
    answer = visitor.get(path)
    assert answer.status_code == 410
    assert "no longer in the register" in words(answer) and "Since:" in words(answer)
    assert [each for each in PRIVATE if each in answer.text] == []
    assert answer.headers["Cache-Control"] == "private, no-store" and answer.page.xpath("//link[@rel='canonical']") == []


@pytest.mark.parametrize(
    ("prefix", "said"), [("", "više nije u registru"), ("/cir", "више није у регистру"), ("/en", "is no longer in the register")]
)
def test_it_is_said_in_each_version_with_the_ways_on(translated, world, prefix, said):
    answer = translated.test_client().get(f"{prefix}/kancelarije/becej/")
    assert answer.status_code == 410 and said in words(answer)
    links = answer.page.xpath("//main//a/@href")
    assert {f"{prefix}/kancelarije/", f"{prefix}/kancelarije/?okrug=juznobacki"} <= set(links)
    assert [each for each in links if each.startswith("mailto:")]


def test_programs_get_a_problem(visitor):
    answer = visitor.get("/api/v1/offices/becej")
    assert (answer.status_code, answer.mimetype) == (410, "application/problem+json")
    assert answer.json["status"] == 410 and "no longer in the register" in answer.json["detail"]


@pytest.mark.parametrize("path", ["/kancelarije/nis-medijana/", "/kancelarije/nis-medijana.json", "/api/v1/offices/nis-medijana"])
def test_what_never_was_in_the_register_is_not_found(world, visitor, path):
    change(world, lambda staff: close("nis-medijana", None, by=staff))
    assert visitor.get(path).status_code == 404


def test_a_municipality_without_an_entry_that_left_says_so_too(world, visitor):
    change(world, lambda staff: leave("ub", by=staff))
    assert visitor.get("/kancelarije/ub/").status_code == 410
    assert visitor.get("/kancelarije/ub/istorija/").status_code == 410


def test_without_a_day_none_is_said(world, visitor):
    def switch_off(_staff):
        office("vrbas").municipality.active = False

    change(world, switch_off)
    answer = visitor.get("/kancelarije/vrbas/")
    assert answer.status_code == 410 and "Since:" not in words(answer)


@pytest.mark.parametrize("rest", ["/", "/novosti.atom"])
def test_one_with_a_successor_leads_there(world, visitor, rest):
    change(world, lambda staff: close("becej", "vrbas", by=staff))
    answer = visitor.get(f"/en/kancelarije/Bečej{rest}?a=b")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/en/kancelarije/vrbas{rest}?a=b")
    assert answer.headers["Cache-Control"] == "private, no-store", "the municipality may come back"


def test_the_page_where_its_visitors_arrive_says_why(world, visitor):
    change(world, lambda staff: close("becej", "vrbas", by=staff))
    answer = visitor.get("/kancelarije/vrbas/")
    assert "It took over the tasks of the office of: Bečej" in words(answer)
    assert "/kancelarije/becej/" not in answer.page.xpath("//main//a/@href"), "it would lead back"


def test_what_is_each_offices_own_names_the_successor(world, visitor):
    change(world, lambda staff: close("becej", "vrbas", by=staff))
    for path in {*BELOW} - {"/kancelarije/becej/novosti.atom"}:
        answer = visitor.get(path)
        assert answer.status_code == 410 and "/kancelarije/vrbas/" in answer.page.xpath("//main//a/@href"), path
    assert visitor.get("/api/v1/offices/becej").status_code == 410


def test_a_successor_that_left_too_hands_on_to_its_own(world, visitor):
    def pass_on(staff):
        close("becej", "vrbas", by=staff)
        close("vrbas", "cacak", by=staff)
        leave("vrbas", by=staff)

    change(world, pass_on)
    assert visitor.get("/kancelarije/becej/").headers["Location"] == "/kancelarije/cacak/"
    change(world, lambda staff: close("vrbas", "becej", by=staff))
    assert visitor.get("/kancelarije/becej/").status_code == 410, "round in a circle"


def test_the_others_are_compared_and_it_is_said_of_one_that_left(world, visitor):
    change(world, lambda staff: close("becej", "vrbas", by=staff))
    answer = visitor.get("/uporedi/?k=becej&k=cacak&k=ada")
    assert answer.status_code == 200
    assert answer.page.xpath("//thead//th/a/@href") == ["/kancelarije/cacak/", "/kancelarije/ada/"]
    (said,) = answer.page.xpath("//main//p[contains(., 'no longer in the register')]")
    assert "Bečej: no longer in the register." in "".join(said.itertext()) and said.xpath("a/@href") == ["/kancelarije/vrbas/"]
    assert "Not in the register" not in words(answer)


def test_a_comparison_of_none_but_those_that_left_is_gone_and_one_with_an_unknown_is_not_found(visitor):
    assert [visitor.get(f"/uporedi/?k=becej{more}").status_code for more in ("", "&k=atlantida", "&k=nis-medijana")] == [410, 404, 404]
    assert "Not in the register: atlantida" in words(visitor.get("/uporedi/?k=becej&k=atlantida&k=cacak"))


def test_one_that_comes_back_has_its_page_again(world, visitor):
    def come_back(staff):
        place = office().municipality
        change_municipality(place, {"active": True}, version=place.version, by=staff, at=NOW)

    change(world, come_back)
    assert [visitor.get(path).status_code for path in PAGES] == [200] * len(PAGES)


def test_no_list_names_it(visitor):
    for path in ("/sitemap.xml", "/kancelarije/?q=becej", "/mapa/", "/api/v1/offices", "/podaci/kancelarije.csv", "/novosti.atom"):
        answer = visitor.get(path)
        assert answer.status_code == 200 and "kancelarije/becej" not in answer.text, path


def test_its_files_are_gone_with_it(world, visitor):
    def publish_file(staff):
        logo = files.store_image(picture(), "logo", office("cacak"), by=staff, at=NOW)
        publish("cacak", office={"logo": [logo.id]})
        return logo.id

    address = f"/prilozi/{change(world, publish_file)}"
    assert visitor.get(address, buffered=True).status_code == 200
    change(world, lambda staff: leave("cacak", by=staff))
    assert visitor.get(address).status_code == 410
    assert world.browser("staff").get(address, buffered=True).status_code == 200
