"""axe-core finds nothing on any public page in any version of the site, nor on the pages of offices and staff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from playwright.sync_api import Page, Route

from ledportal.languages import LANGUAGES
from ledportal.paths import STATIC
from tests.browser import barriers, chromium
from tests.contracts.site import ADMINISTRATOR, MEMBER, VISITOR, make_site
from tests.judges.pages import pages

HOST = "http://localhost"


@pytest.fixture
def window() -> Iterator[Page]:
    with chromium() as browser:
        yield browser.new_page(viewport={"width": 1280, "height": 900})


def found_on(window: Page, shown: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
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
        found[address] = barriers(window)
    return {address: rules for address, rules in found.items() if rules}


@pytest.mark.browser
@pytest.mark.database("sqlite")
@pytest.mark.parametrize("version", LANGUAGES)
def test_no_public_page_has_a_barrier(translated, window, version):
    assert not found_on(window, pages(make_site(translated), VISITOR, LANGUAGES[version].prefix))


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
