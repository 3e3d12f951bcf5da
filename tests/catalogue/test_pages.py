"""Staff's pages of editions."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from flask import Flask

from ledportal import clock
from ledportal.catalogue import queries
from ledportal.catalogue.book.problems import Kind, Problem, Severity
from ledportal.catalogue.models import Edition
from ledportal.extensions import db
from tests.catalogue.editions import EVERY, make_edition, make_register, publish_edition
from tests.directory.entries import publish
from tests.factories import make_moderator
from tests.people import World, shared_world

FORM: dict[str, Any] = {
    "year": "2027", "locale": "sr_Latn", "title": "Katalog 2027", "sections": [*EVERY], "order": "name", "paper": "a5", "leaf": "110",
    "cover_leaf": "300",
}  # fmt: skip
LIST = "/moderacija/katalog/"


def make() -> dict[str, Any]:
    make_register()
    staff = make_moderator()
    return {"staff": staff, "published": publish_edition(make_edition(by=staff), by=staff), "draft": make_edition(by=staff, locale="en")}


@pytest.fixture
def world(app: Flask) -> World:
    return shared_world(app, make)


def address(world: World, name: str, rest: str = "") -> str:
    return f"{LIST}{world[name]}/{rest}"


def edition(world: World, name: str) -> Edition:
    return db.session.get_one(Edition, world[name])


def test_the_list_leads_to_each_edition(world: World) -> None:
    page = world.browser("staff").get(LIST)
    assert [address(world, name) in page.text for name in ("published", "draft")] == [True, True]


def test_an_edition_is_made_of_the_register_as_it_is(world: World) -> None:
    staff = world.browser("staff")
    staff.get(f"{LIST}novo/")
    answer = staff.send(f"{LIST}novo/", FORM)
    made = world.ask(lambda: queries.by_slug("2027").id)
    assert (answer.status_code, answer.location) == (303, f"{LIST}{made}/")
    assert "Taken down on the phone" in staff.get(answer.location).text


WRONG = {
    "year": ("1900", "Enter a whole number from 2012 to 2099"),
    "title": ("", "Enter a title"),
    "sections": ([], "Choose at least one"),
    "isbn": ("978-86-7831-001-9", "This is no ISBN: check its 13 digits"),
    "leaf": ("debeo", "Enter a whole number from 40 to 500"),
    "locale": ("de", "Choose one of the options"),
    "foreword": ("a" * 6001, "Write at most 6000 characters"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(world: World, name: str) -> None:
    value, message = WRONG[name]
    answer = world.browser("staff").send(f"{LIST}novo/", FORM | {"subtitle": "Pažljivo otkucano"} | {name: value})
    assert answer.status_code == 422
    assert message in answer.text
    assert "Pažljivo otkucano" in answer.text


def test_a_year_and_version_that_has_an_edition_is_refused_beside_the_year(world: World) -> None:
    answer = world.browser("staff").send(f"{LIST}novo/", FORM | {"year": "2026"})
    assert answer.status_code == 422
    assert "There is an edition of this year in this language and script." in answer.text


def test_a_draft_is_changed_where_it_is_what_was_seen(world: World) -> None:
    staff = world.browser("staff")
    changed = FORM | {"year": "2026", "locale": "en", "title": "Novi naslov"}
    assert staff.send(address(world, "draft", "izmena/"), changed | {"version": 1}).status_code == 303
    assert world.ask(lambda: edition(world, "draft").title) == "Novi naslov"
    again = staff.send(address(world, "draft", "izmena/"), changed | {"version": 1, "title": "Prekasno"})
    assert again.status_code == 409
    assert "Prekasno" in again.text
    assert world.ask(lambda: edition(world, "draft").title) == "Novi naslov"


def test_a_published_edition_has_no_form(world: World) -> None:
    staff = world.browser("staff")
    assert staff.get(address(world, "published", "izmena/")).status_code == 404
    assert "izmena" not in staff.get(address(world, "published")).text


def test_what_changed_since_is_shown_and_what_is_chosen_is_taken_once(world: World) -> None:
    staff, there = world.browser("staff"), address(world, "draft", "ponovo/")
    assert "Nothing: what is public now is what stands in the draft." in staff.get(there).text

    def change() -> None:
        publish("becej", confirmed=EVERY, at=clock.now(), contact={"head": "Nova Glava"})
        publish("kula", at=clock.now())
        db.session.commit()

    world.ask(change)
    page = staff.get(there).text
    told = " ".join(staff.get(there).page.xpath("string(//main//fieldset)").split())
    assert "the details have changed" in told and "Did not answer, in a list → With a page of its own" in told
    assert [f'value="{slug}"' in page for slug in ("becej", "kula", "ada")] == [True, True, False]
    nothing = staff.send(there, {"version": 1})
    assert nothing.status_code == 422 and "Choose at least one" in nothing.page.xpath("string(//*[@id='office-error'])")
    assert staff.send(there, {"version": 1, "office": "kula"}).status_code == 303
    assert 'value="becej"' in staff.get(there).text
    assert 'value="kula"' not in staff.get(there).text
    assert staff.send(there, {"version": 1, "office": "becej"}).status_code == 409
    assert staff.get(address(world, "published", "ponovo/")).status_code == 404


def test_what_could_not_be_set_is_told_with_whose_it_is(world: World) -> None:
    def find() -> None:
        found = edition(world, "draft")
        told = (
            Problem(Kind.EMOJI, "becej", "contact.head", "😀", Severity.DEFECT),
            Problem(Kind.GLYPH, "", "foreword", "ꙮ", Severity.DEFECT),
        )
        found.made_of, found.problems = found.version, [asdict(each) for each in told]
        db.session.commit()

    world.ask(find)
    rows = world.browser("staff").get(address(world, "draft")).page.xpath("//h2[@id='problems']/following-sibling::table[1]/tbody/tr")
    assert [[" ".join(cell.xpath("string()").split())[:40] for cell in row] for row in rows] == [
        ["Bečej", "Contact – Head of the office", "Emoji cannot be printed; a box stands in"],
        ["The edition itself", "Foreword", "The fonts have no shape for these charac"],
    ]


def test_nothing_is_published_that_was_not_looked_at(world: World) -> None:
    staff = world.browser("staff")
    assert staff.get(address(world, "draft", "objavljivanje/")).status_code == 303
    assert staff.send(address(world, "draft", "objavljivanje/"), {"version": 1}).status_code == 409
    assert world.ask(lambda: edition(world, "draft").published_at) is None


def test_a_reprint_is_begun_once(world: World) -> None:
    staff = world.browser("staff")
    first = staff.send(address(world, "published", "ispravka/"), {"version": 2})
    assert first.status_code == 303
    assert "What is corrected" in staff.get(f"{first.location}izmena/").text
    assert staff.send(address(world, "published", "ispravka/"), {"version": 2}).status_code == 409


def test_a_draft_is_thrown_away_after_a_question(world: World) -> None:
    staff = world.browser("staff")
    assert "Throw the draft away" in staff.get(address(world, "draft", "odbacivanje/")).text
    assert staff.send(address(world, "draft", "odbacivanje/"), {"version": 1}).location == LIST
    assert staff.get(address(world, "draft")).status_code == 404
    assert staff.send(address(world, "published", "odbacivanje/"), {"version": 2}).status_code == 409


@pytest.mark.parametrize("kind", ["screen", "archive", "print", "cover"])
def test_staff_are_given_the_files_and_no_cache_keeps_them(world: World, kind: str) -> None:
    there = address(world, "published", f"datoteke/{kind}")
    with world.browser("staff").get(there) as answer:
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert world.browser().get(there).status_code == 303
    assert world.browser("staff").get(address(world, "draft", f"datoteke/{kind}")).status_code == 404
