"""The logos of an edition, as staff add them and take them out."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from ledportal.catalogue.models import EditionLogo
from ledportal.extensions import db
from tests.attachments.files import picture
from tests.catalogue.editions import make_edition, make_register
from tests.factories import make_moderator
from tests.people import World, shared_world


def make() -> dict[str, Any]:
    make_register()
    staff = make_moderator()
    return {"staff": staff, "draft": make_edition(by=staff)}


@pytest.fixture
def world(app: Flask) -> World:
    return shared_world(app, make)


@pytest.fixture
def url(world: World) -> str:
    return f"/moderacija/katalog/{world['draft']}/logotipi/"


def logos(world: World) -> list[str]:
    return world.ask(lambda: [*db.session.scalars(select(EditionLogo.name).order_by(EditionLogo.id))])


def test_a_logo_is_added_and_removed(world: World, url: str) -> None:
    staff = world.browser("staff")
    assert staff.submit(url, {"name": "Evropska unija", "file": (picture(), "logo.png")}).status_code == 303
    assert logos(world) == ["Evropska unija"]
    (source,) = staff.get(url).page.xpath("//img[@class='logo']/@src")
    with staff.get(source) as shown:
        assert shown.mimetype == "image/webp"
    stale = staff.send(f"{source}/uklanjanje/", {"version": "1"})
    assert (stale.status_code, logos(world)) == (409, ["Evropska unija"])
    assert staff.submit(url, form=0).status_code == 303
    assert logos(world) == []


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("", None, ["file", "name"]),
        ("Fond", None, ["file"]),
        ("", picture, ["name"]),
        ("Fond", lambda: BytesIO(b"no picture"), ["file"]),
    ],
)
def test_all_that_is_wrong_is_said_at_once_and_the_name_is_kept(world: World, url: str, name: str, content: Any, wrong: list[str]) -> None:
    staff = world.browser("staff")
    answer = staff.submit(url, {"name": name, **({"file": (content(), "logo.png")} if content else {})})
    assert answer.status_code == 422 and logos(world) == []
    assert sorted(each.removesuffix("-error") for each in answer.page.xpath("//p[contains(@class, 'govuk-error-message')]/@id")) == wrong
    assert answer.page.xpath("//input[@name='name']/@value")[:1] == [name]
