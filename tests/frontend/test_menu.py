"""The signed-in person's menu says where one is."""

from __future__ import annotations

import pytest

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


def test_the_members_page_leads_back_to_the_office(world):
    page = world.browser("member").open("/moja-kancelarija/becej/clanovi/").page
    assert page.xpath("//a[@class='govuk-back-link']/@href") == ["/moja-kancelarija/becej/"]
