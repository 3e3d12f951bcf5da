"""What is declared the same for everybody is: byte for byte, whoever asks, and at any hour of a day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from ledportal import clock
from ledportal.days import BELGRADE, belgrade_day
from ledportal.headers import PRIVATE
from ledportal.page_cache import FOR_EVERYBODY
from tests.contracts.site import ADMINISTRATOR, MEMBER, VISITOR, shared_site

TELLING = (
    "Content-Security-Policy",
    "Content-Type",
    "Content-Length",
    "ETag",
    "Cache-Control",
    "Vary",
    "Set-Cookie",
    "Content-Disposition",
)


@pytest.fixture
def site(app):
    return shared_site(app)


def marked(site):
    return [rule for rule in site.rules("GET") if hasattr(site.app.view_functions[rule.endpoint], "same_for_everybody")]


def rendered(site, browser, url):
    """Return a page as it is made for somebody, and not as it was kept."""
    site.app.extensions["page_cache"].clear()
    answer = browser.get(url)
    return answer.status_code, answer.data, [answer.headers.get(name) for name in TELLING]


def test_a_page_is_the_same_for_a_visitor_a_member_and_an_administrator(site):
    browsers = [site.browser(role) for role in (VISITOR, MEMBER, ADMINISTRATOR)]
    rules = marked(site)
    assert len(rules) > 10
    for rule in rules:
        for prefix in ("", "/en"):
            url = prefix + site.url(rule)
            first, *others = [rendered(site, browser, url) for browser in browsers]
            assert others == [first, first], url
            status, _body, headers = first
            found = dict(zip(TELLING, headers, strict=True))
            assert (status, found["Set-Cookie"]) == (200, None), url
            assert "no-store" not in found["Cache-Control"] and found["Vary"] in {None, "Accept-Encoding"}, url
            assert "nonce" not in found["Content-Security-Policy"], url
            assert len(site.app.extensions["page_cache"]) == 1, f"{url} is not kept: does it read the session?"


def test_a_page_is_the_same_at_any_hour_of_a_day(site, monkeypatch):
    midnight = datetime.combine(belgrade_day(clock.now()) + timedelta(days=1), time(), BELGRADE)
    browser = site.browser(VISITOR)

    def at(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)
        return {site.url(rule): rendered(site, browser, site.url(rule)) for rule in marked(site)}

    assert at(midnight) == at(midnight + timedelta(hours=23, minutes=59))


def test_what_is_kept_is_what_was_rendered(site):
    browser = site.browser(MEMBER)
    for rule in marked(site):
        fresh, kept = rendered(site, browser, site.url(rule)), browser.get(site.url(rule))
        assert (kept.status_code, kept.data, [kept.headers.get(name) for name in TELLING]) == fresh


def test_only_what_anybody_may_see_is_declared_so(site):
    assert {site.app.view_functions[rule.endpoint].access for rule in marked(site)} == {"public"}
    assert not [rule.endpoint for rule in marked(site) if "POST" in rule.methods]
    assert FOR_EVERYBODY.startswith("public")


ASKED_EACH_TIME = {"health.alive", "health.ready"}
"""What is nobody's own, and yet must be made for each who asks; so is what the link of a mail leads to."""


def test_what_is_nobodys_own_is_declared_so(site):
    browser, forgotten = site.browser(VISITOR), []
    declared = {rule.endpoint for rule in marked(site)} | ASKED_EACH_TIME
    for rule in site.rules("GET"):
        is_public = site.app.view_functions[rule.endpoint].access == "public"
        if not is_public or rule.endpoint in declared or "token" in rule.arguments:
            continue
        answer = browser.get(site.url(rule))
        asks_who = "Cookie" in answer.headers.get("Vary", "") or "Set-Cookie" in answer.headers
        if answer.status_code == 200 and not asks_who and answer.headers["Cache-Control"] == PRIVATE:
            forgotten.append(rule.endpoint)
    assert not forgotten, f"say @same_for_everybody: {forgotten}"
