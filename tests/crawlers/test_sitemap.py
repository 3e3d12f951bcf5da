"""The site map: every page that everybody may read, in each version, and no other."""

from __future__ import annotations

import pytest
from lxml import etree
from sqlalchemy import func, select

from ledportal.crawlers import views
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from tests.directory.entries import publish
from tests.factories import NOW, office
from tests.people import shared_world

BASE = "http://127.0.0.1:5000"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture
def world(app):
    def make():
        publish("becej", at=NOW)
        publish("kula").office.municipality.active = False
        return {"becej": office()}

    return shared_world(app, make)


def read(answer):
    """Return the addresses in a site map, each with what stands beside it."""
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return {url.findtext(f"{SITEMAP}loc"): url for url in etree.fromstring(answer.data)}


def alternates(url):
    return {link.get("hreflang"): link.get("href") for link in url.iter(LINK)}


def count_places(world):
    return world.ask(lambda: db.session.scalar(select(func.count()).select_from(Municipality).where(Municipality.active)))


def test_it_holds_each_page_in_each_version_with_its_other_versions(world):
    found = read(world.browser().get("/sitemap.xml"))
    page = found[f"{BASE}/kancelarije/becej/"]
    languages = {"sr-Latn": "", "sr-Cyrl": "/cir", "en": "/en", "x-default": ""}
    assert alternates(page) == {language: f"{BASE}{prefix}/kancelarije/becej/" for language, prefix in languages.items()}
    assert alternates(found[f"{BASE}/cir/kancelarije/becej/"]) == alternates(page)
    assert f"{BASE}/en/" in found and f"{BASE}/kancelarije/kula/" not in found
    assert sum("/kancelarije/" in each and not each.endswith("/kancelarije/") for each in found) == 3 * count_places(world)


def test_it_says_when_an_entry_changed_last(world):
    found = read(world.browser().get("/sitemap.xml"))
    assert found[f"{BASE}/kancelarije/becej/"].findtext(f"{SITEMAP}lastmod") == NOW.isoformat()
    assert found[f"{BASE}/kancelarije/ub/"].findtext(f"{SITEMAP}lastmod") is None


def test_every_address_in_it_is_a_page_for_everybody(world):
    visitor = world.browser()
    for address in read(visitor.get("/sitemap.xml")):
        if "/kancelarije/" not in address or "becej" in address:
            answer = visitor.get(address.removeprefix(BASE))
            assert (answer.status_code, answer.headers.get("Set-Cookie")) == (200, None), address


def test_it_is_in_several_files_where_one_would_hold_too_much(world, monkeypatch):
    visitor = world.browser()
    whole = read(visitor.get("/cir/sitemap.xml"))
    monkeypatch.setattr(views, "PER_PART", 60)
    index = read(visitor.get("/sitemap.xml"))
    parts = [read(visitor.get(address.removeprefix(BASE))) for address in index]
    assert list(index) == [f"{BASE}/sitemap-{number}.xml" for number in range(1, len(parts) + 1)] and len(parts) == 1 + 3
    assert {address for part in parts for address in part} == set(whole) and sum(map(len, parts)) == len(whole)
    assert max(map(len, parts)) == 3 * 60


@pytest.mark.parametrize("number", ["0", "4", "9999", "10000", "x"])
def test_a_part_that_is_not_there_is_not_found(world, number):
    assert world.browser().get(f"/sitemap-{number}.xml").status_code == 404
