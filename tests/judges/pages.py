"""Every page of the site for judges from outside: found by the map of addresses, so that a new page is among them by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from werkzeug.exceptions import default_exceptions
from werkzeug.test import TestResponse

from ledportal.errors import show_error
from tests.checker import OF_A_MAIL
from tests.contracts.site import VISITOR, Site

ASKED = {"directory.index": ("?q=becej", "?q=nigde", "?okrug=juznobacki")}
"""What is looked at beside the bare page."""


def pages(site: Site, role: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the pages that somebody sees in a version of the site, each with its address."""
    browser = site.browser(role)
    browser.checks = False
    for rule in site.rules("GET"):
        for question in ("", *ASKED.get(rule.endpoint, ())):
            address = prefix + site.url(rule) + question
            with browser.get(address) as response:
                if _is_page(response):
                    yield address, response.text


def asked(site: Site, addresses: Mapping[int, Iterable[str]], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the pages that a visitor gets at some addresses, which are given by the status of the answer."""
    browser = site.browser(VISITOR)
    browser.checks = False
    for status, address in ((status, each) for status, several in addresses.items() for each in several):
        answer = browser.get(prefix + address)
        assert answer.status_code == status, address
        yield prefix + address, answer.text


def errors(site: Site, *statuses: int) -> Iterator[tuple[str, str]]:
    """Yield the pages for errors, each with an address that stands for it."""
    for status in statuses:
        with site.app.test_request_context(f"/{status}/"):
            body, _status, _headers = show_error(default_exceptions[status]())
            yield f"/{status}/", body


def _is_page(response: TestResponse) -> bool:
    """Say whether an answer is a page of the site; the text of a mail, which a page shows in a frame, is written for mail programs."""
    is_mail = OF_A_MAIL in response.headers["Content-Security-Policy"]
    return response.status_code == 200 and response.mimetype == "text/html" and not is_mail
