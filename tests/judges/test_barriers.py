"""axe-core finds nothing on any public page in any version of the site, nor on the pages of offices and staff."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, Route

from ledportal import clock
from ledportal.accounts.models import User
from ledportal.administration.actions import change_municipality
from ledportal.extensions import db
from ledportal.languages import LANGUAGES
from ledportal.offices import confirming
from ledportal.offices.models import ConfirmedBy
from ledportal.paths import STATIC
from tests.browser import barriers, chromium
from tests.contracts.site import ADMINISTRATOR, MEMBER, VISITOR, Site, make_site
from tests.directory.entries import PUBLIC
from tests.factories import office
from tests.judges.pages import asked, errors, pages

HOST = "http://localhost"
DESK, PHONE, NARROW = ({"width": width, "height": 900} for width in (1280, 390, 320))
DAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
ON_A_PHONE = {  # the directory's other pages are looked at in tests/directory/test_browser.py
    200: (
        "/mapa/", "/mapa/?boja=hektari&q=becej", "/statistika/", "/podaci/", "/podaci/recnik/", "/podaci/recnik/lokacije/",
        "/podaci/licenca/", "/podaci/izmene/", "/api/v1/",
    ),
}  # fmt: skip
REFUSED = {
    404: ("/nema/", "/kancelarije/nis-medijana/", "/uporedi/?k=becej&k=nema"),
    410: ("/kancelarije/ub/", "/kancelarije/ub.vcf"),
    422: (
        "/kancelarije/?okrug=nema&povrsina=x", "/mapa/?okrug=nema", "/lokacije/?povrsina=x", "/kancelarije/becej/istorija/?dan=x",
        "/uporedi/?k=becej&k=ada&k=bor&k=cacak&k=nis",
    ),
}  # fmt: skip
"""What is refused with a page, by its status."""


WIDTH = """() => {
  document.querySelectorAll("details").forEach((part) => { part.open = true; });
  return document.documentElement.scrollWidth;
}"""
"""How wide a page is with all its parts open."""


@pytest.fixture
def window() -> Iterator[Page]:
    with chromium() as browser:
        yield browser.new_page(viewport=DESK)


@pytest.fixture
def site(translated: Flask, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site on a day whose date is long, with an entry that was confirmed, and a municipality that left."""
    monkeypatch.setattr(clock, "now", lambda: DAY)
    made = make_site(translated)
    with translated.app_context():
        place, gone = office("becej"), office("ub").municipality
        by = db.session.get_one(User, made.people[ADMINISTRATOR])
        confirming.confirm(place, PUBLIC, revision=place.published_revision_id, via=ConfirmedBy.PHONE, by=None, at=DAY)
        change_municipality(gone, {"active": False}, version=gone.version, by=by, at=DAY)
        db.session.commit()
    return made


def found_on(window: Page, shown: Iterable[tuple[str, str]], look: Callable[[Page], list[str]] = barriers) -> dict[str, list[str]]:
    """Return what is wrong on each of the pages; the browser gets them as they were rendered, and the built files from their folder."""
    known = dict(shown)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        if path.startswith("/static/dist/"):
            route.fulfill(path=STATIC / path.removeprefix("/static/"))
        elif path in known:
            route.fulfill(body=known[path], content_type="text/html; charset=utf-8")
        else:
            route.fulfill(status=404)

    window.route("**/*", answer)
    found = {}
    for address in known:
        window.goto(HOST + address, wait_until="load")
        found[address] = look(window)
    return {address: rules for address, rules in found.items() if rules}


def barriers_or_too_wide(window: Page) -> list[str]:
    """Return what axe-core finds, and how wide the page is where text at 400 % makes it wider than the screen (WCAG 1.4.10)."""
    found, before = barriers(window), window.viewport_size
    window.set_viewport_size(NARROW)
    width = window.evaluate(WIDTH)
    window.set_viewport_size(before)
    return found + [f"{width} pixels wide"] * (width > NARROW["width"])


@pytest.mark.browser
@pytest.mark.database("sqlite")
@pytest.mark.parametrize("version", LANGUAGES)
def test_no_public_page_has_a_barrier_or_is_wider_than_the_screen(site, window, version):
    assert not found_on(window, pages(site, VISITOR, LANGUAGES[version].prefix), barriers_or_too_wide)


@pytest.mark.browser
@pytest.mark.database("sqlite")
def test_no_page_has_a_barrier_on_a_phone(site, window):
    window.set_viewport_size(PHONE)
    assert not found_on(window, [*asked(site, ON_A_PHONE), *asked(site, REFUSED), *errors(site, 429, 500)], barriers_or_too_wide)


@pytest.mark.takes_long
@pytest.mark.browser
@pytest.mark.database("sqlite")
def test_no_page_of_offices_and_staff_has_a_barrier(translated, window):
    site = make_site(translated)
    seen = dict(pages(site, VISITOR)).keys()
    own = dict(pages(site, MEMBER)) | dict(pages(site, ADMINISTRATOR))
    assert not found_on(window, [(address, own[address]) for address in own.keys() - seen])


@pytest.mark.browser
def test_a_barrier_is_seen(window):
    assert found_on(window, [("/", "<!DOCTYPE html><html lang=en><title>t</title><main><h1>h</h1><img src=x></main>")])


@pytest.mark.browser
def test_what_is_too_wide_is_seen(window):
    page = "<!DOCTYPE html><html lang=en><title>t</title><main><h1>h</h1><p style='width: 330px'>p</main>"
    assert found_on(window, [("/", page)], barriers_or_too_wide) == {"/": ["338 pixels wide"]}
