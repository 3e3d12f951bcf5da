"""Municipalities side by side: chosen in the address, with what differs marked."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.client import form_values
from tests.directory.entries import PUBLIC, publish
from tests.directory.test_pages import NOW, main_of, words
from tests.factories import office
from tests.people import counted_queries, shared_world


@pytest.fixture
def world(app):
    def make():
        publish("becej", confirmed=PUBLIC, at=NOW)
        publish("cacak", confirmed=PUBLIC, at=NOW, office={"staff": "9"}, sites={"sites": []}, contact={"phone": "+38132555123"})
        office("ada").status = "none"
        return {"becej": office()}

    return shared_world(app, make)


@pytest.fixture
def visitor(world):
    return world.browser()


def table(answer):
    """Return the lines of the comparison: the label with its cells."""
    return {words(row[0]): [words(cell) for cell in row[1:]] for row in answer.page.xpath("//table//tr[th[@scope='row']]")}


def test_the_chosen_stand_in_the_order_of_the_address(visitor):
    answer = visitor.get("/uporedi/?k=cacak&k=becej&k=cacak")
    assert answer.page.xpath("//thead//th/a/@href") == ["/kancelarije/cacak/", "/kancelarije/becej/"]
    assert words(answer.page.xpath("//title")[0]).startswith("Compare municipalities: Čačak, Bečej")


def test_lines_say_whether_they_differ_without_colour(visitor):
    lines = table(visitor.get("/uporedi/?k=becej&k=cacak"))
    assert lines["≠ Number of staff (differs)"] == ["5", "9"]
    assert lines["= Founded in"] == ["2008", "2008"]
    assert lines["Telephone"] == ["021 691 2345", "032 555 123"]


def test_the_facts_of_sites_documents_and_incentives_stand_side_by_side(visitor):
    lines = table(visitor.get("/uporedi/?k=becej&k=cacak"))
    assert lines["≠ Free area in all (ha) (differs)"] == ["12", "0"]
    assert lines["≠ Investment sites (differs)"][0] == ("Industrijska zona Sever, Industrial zone, FreeStara ciglana, Brownfield, Reserved")
    assert "Plan razvoja opštine Bečej (in force)" in lines["= Strategic documents"][0]
    assert "Umanjenje naknade za uređenje zemljišta" in lines["= Incentives"][0]


def test_a_municipality_without_an_entry_says_so_and_is_neither_different_nor_the_same_in_what_only_an_entry_says(visitor):
    lines = table(visitor.get("/uporedi/?k=becej&k=ada"))
    assert lines["≠ State of the entry (differs)"] == ["Confirmed", "No office"]
    assert lines["Founded in"] == ["2008", "–"]


def test_only_what_differs_can_be_shown(visitor):
    answer = visitor.get("/uporedi/?k=becej&k=cacak&razlike=da")
    lines = table(answer)
    assert lines and all(label.startswith("≠") for label in lines)
    assert answer.page.xpath("//main//p/a[text()='Show all lines']/@href") == ["/uporedi/?k=becej&k=cacak"]


def test_each_can_be_removed_and_the_rest_stays(visitor):
    page = visitor.get("/uporedi/?k=becej&k=cacak&k=ada&razlike=da").page
    assert page.xpath("//*[@class='chosen no-print']//a/@href") == [
        "/uporedi/?k=cacak&k=ada&razlike=da", "/uporedi/?k=becej&k=ada&razlike=da", "/uporedi/?k=becej&k=cacak&razlike=da",
    ]  # fmt: skip


def test_a_name_adds_its_municipality_without_a_script(visitor):
    (form,) = visitor.get("/uporedi/?k=cacak").page.xpath("//main//form[@method='get']")
    answer = visitor.get(form.get("action"), query_string=form_values(form) | {"dodaj": "бечеј"})
    assert (answer.status_code, answer.location) == (303, "/uporedi/?k=cacak&k=becej")


def test_a_name_that_several_have_asks_which(visitor):
    answer = visitor.get("/uporedi/?k=cacak&dodaj=novi")
    links = answer.page.xpath("//section[@aria-labelledby='candidates']//a/@href")
    assert {"/uporedi/?k=cacak&k=novi-becej", "/uporedi/?k=cacak&k=novi-sad"} <= set(links)


def test_a_name_that_nobody_has_is_kept_and_said(visitor):
    answer = visitor.get("/uporedi/?k=cacak&dodaj=xyzzy")
    assert "Nothing of that name was found, or it is chosen already: xyzzy" in main_of(answer)
    assert answer.page.xpath("//input[@id='dodaj']/@value") == ["xyzzy"]


def test_a_fifth_is_too_many_and_all_are_kept(visitor):
    answer = visitor.get("/uporedi/?k=becej&k=cacak&k=ada&k=ub&k=bor")
    assert answer.status_code == 422
    assert "Compare at most 4 municipalities: remove the others" in main_of(answer)
    assert len(answer.page.xpath("//*[@class='chosen no-print']/li")) == 5 and not table(answer)


def test_what_is_not_in_the_register_is_named(visitor):
    answer = visitor.get("/uporedi/?k=becej&k=atlantida&k=nis-medijana")
    assert answer.status_code == 404
    assert "Not in the register: atlantida, nis-medijana" in main_of(answer)
    assert answer.page.xpath("//thead//th/a/@href") == ["/kancelarije/becej/"]


def test_four_cost_no_more_queries_than_two(visitor):
    asked = []
    for slugs in (("becej", "cacak"), ("becej", "cacak", "ada", "ub")):
        with counted_queries() as queries:
            visitor.get("/uporedi/?" + "&".join(f"k={quote(slug)}" for slug in slugs))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 4
