"""The published editions, as everybody sees them."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from ledportal.catalogue import actions
from tests.catalogue.editions import EVERY, make_edition, make_register, publish_edition
from tests.directory.entries import publish
from tests.factories import NOW, make_moderator, office
from tests.people import World, make_world, shared_world


def make() -> dict[str, Any]:
    make_register()
    staff = make_moderator()
    first = publish_edition(make_edition(by=staff, year=2025), by=staff)
    publish("becej", confirmed=EVERY, contact={"head": "Nova Glava"})
    publish("kula", confirmed=EVERY)
    office("ub").status = "closed"
    second = publish_edition(make_edition(by=staff), by=staff)
    return {"staff": staff, "first": first, "second": second, "draft": make_edition(by=staff, year=2027)}


@pytest.fixture
def world(app: Flask) -> World:
    return shared_world(app, make)


def test_published_editions_are_listed_and_drafts_are_nobodys(world: World) -> None:
    page = world.browser().get("/katalog/").text
    assert [f'href="/katalog/{slug}/"' in page for slug in ("2026", "2025", "2027")] == [True, True, False]
    assert world.browser().get("/katalog/2027/").status_code == 404


def test_an_edition_says_what_changed_since_the_one_before(world: World) -> None:
    page = world.browser().get("/katalog/2026/").text
    told = {
        heading: page.partition(f"{heading} (")[2].partition("</ul>")[0]
        for heading in ("New in the catalogue", "There is no office any more", "With a new head of the office")
    }
    assert [
        "Kula" in told["New in the catalogue"],
        "Ub" in told["There is no office any more"],
        "Bečej" in told["With a new head of the office"],
    ] == [True] * 3
    assert "Nova Glava" not in page


def test_what_changed_is_in_the_order_of_names_whatever_was_taken_again(app: Flask) -> None:
    def made() -> dict[str, Any]:
        staff = make_moderator()
        publish_edition(make_edition(by=staff, year=2025), by=staff)
        for slug in ("kula", "becej", "ub"):
            publish(slug)
        second = make_edition(by=staff)
        publish("becej", contact={"head": "Nova Glava"})
        actions.take_again(second, [office("becej")], version=second.version, by=staff, at=NOW)
        return {"second": publish_edition(second, by=staff)}

    page = make_world(app, made).browser().get("/katalog/2026/").page
    (new,) = page.xpath("//h3[starts-with(., 'New in the catalogue')]/following-sibling::ul[1]")
    assert new.xpath("li/a/text()") == ["Bečej", "Kula", "Ub"]


def test_the_first_edition_has_none_to_be_compared_with(world: World) -> None:
    assert "What changed since" not in world.browser().get("/katalog/2025/").text


def test_pages_say_the_same_in_each_version(world: World) -> None:
    assert "Бечеј" in world.browser().get("/cir/katalog/2026/").text


def test_a_reprint_is_pointed_to_and_the_old_edition_stays(app: Flask) -> None:
    def made() -> dict[str, Any]:
        make_register()
        staff = make_moderator()
        first = publish_edition(make_edition(by=staff), by=staff)
        reprint = actions.correct(first, by=staff, at=NOW)
        reprint.correction = "Ispravljen je telefon."
        return {"first": first, "reprint": publish_edition(reprint, by=staff)}

    visitor = make_world(app, made).browser()
    assert 'href="/katalog/2026-2/"' in visitor.get("/katalog/2026/").text
    assert "Ispravljen je telefon." in visitor.get("/katalog/2026-2/").text


def test_the_book_is_given_with_its_name_and_kept_by_caches(world: World) -> None:
    visitor = world.browser()
    with visitor.get("/katalog/2026/screen.pdf") as answer:
        assert (answer.status_code, answer.data) == (200, b"%PDF-1.7 screen")
    assert "katalog-ler-2026.pdf" in answer.headers["Content-Disposition"]
    with visitor.get("/katalog/2026/screen.pdf", headers={"If-None-Match": answer.headers["ETag"]}) as again:
        assert again.status_code == 304
    assert visitor.get("/katalog/2026/print.pdf").status_code == 404
    assert visitor.get("/katalog/2027/screen.pdf").status_code == 404
