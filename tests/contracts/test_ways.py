"""Every page and every button can be come to: nobody has to know an address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from urllib.parse import urljoin, urlsplit

import pytest
from lxml.etree import _Element
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

from ledportal import clock
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.memberships.models import Membership
from ledportal.offices.queries import open_revision
from ledportal.outbox.models import OutboxMessage
from tests.contracts.site import MEMBER, MODERATOR, NEWCOMER, ROLES, UNCONFIRMED, Site, shared_site
from tests.factories import full_content, office

BY_MAIL = {
    "accounts.confirm", "accounts.reset", "accounts.new_email", "accounts.join_staff", "accounts.first_administrator",
    "memberships.invitation", "memberships.accept_invitation", "unsubscribing.show", "unsubscribing.unsubscribe", "unsubscribing.subscribe",
    "reminders.confirm", "reminders.confirm_all",
}  # fmt: skip
"""What a link in a mail leads to, or one that a command prints."""

AFTER_A_FORM = {
    "accounts.check_mail": "somebody registered",
    "accounts.second_step": "the password was right",
    "accounts.check_code": "the password was right",
    "administration.apply_import": "a file was tried",
    "distribution.apply_import": "a file was tried",
    "distribution.prepare_labels": "more than 500 recipients were chosen",
    "distribution.prepare_slips": "more than 500 recipients were chosen",
    "attachments.show": "a file was chosen",
    "jobs.progress": "something is prepared",
    "jobs.file": "a file was prepared",
    "jobs.delete_file": "a file was prepared",
    "reports.thanks": "somebody reported an error",
    "cycles.open_cycle": "the cycle that was open is closed",
    "memberships.offer": "a code was typed",
    "memberships.accept_offer": "a code was typed",
    "moderation.assign": "its GET leads back to the review",
}
"""What follows a form, and which."""

FOR_MACHINES = {
    "health.alive", "health.ready",
    "directory.suggestions", "crawlers.robots", "crawlers.site_map", "crawlers.site_map_part", "crawlers.open_search",
    "crawlers.suggestions", "crawlers.llms",
    "feeds.district", "feeds.office", "feeds.result", "api.office",
}  # fmt: skip
PICTURES = {"catalogue.logo", "catalogue.proof_page"}
"""What a page shows rather than leads to."""
IN_THE_DEMO = {"outbox.sample_mail", "outbox.sample_message", "outbox.sample_html"}
ODD_ADDRESSES = {"directory.one_version"}
ELSEWHERE = BY_MAIL | set(AFTER_A_FORM) | FOR_MACHINES | PICTURES | IN_THE_DEMO | ODD_ADDRESSES
OTHER_VERSIONS = ("/cir/", "/en/")
MOST_PAGES = 4
"""Of one kind; what one page of it leads to, the others lead to as well."""


pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def site(app) -> Site:
    """The world of the other contracts with more to do in it: a request, a finished draft, a failed mail, a second session."""
    site = shared_site(app)
    with app.app_context():
        person = db.session.get_one(User, site.people[NEWCOMER])
        db.session.add(Membership(office=office("ub"), user=person, role="head", status="requested", requested_at=clock.now()))
        open_revision(office("ada")).content = full_content()
        db.session.get_one(OutboxMessage, site.values["message"]).state = "failed"
        db.session.commit()
    site.browser(MEMBER)
    return site


def endpoint(site: Site, url: str, method: str = "GET") -> str | None:
    """Return the endpoint that an address of this site leads to."""
    return _endpoint(site.app.url_map, urlsplit(url).path, method)


@cache
def _endpoint(addresses: Map, path: str, method: str) -> str | None:
    try:
        return str(addresses.bind("localhost").match(path, method=method)[0])
    except HTTPException:
        return None


def links(page: _Element, url: str) -> Iterator[tuple[str, str]]:
    """Yield where a page leads: with GET by its links, frames and searches, with POST by its buttons."""
    for href in dict.fromkeys(page.xpath("//a/@href | //iframe/@src")):
        yield "GET", urljoin(url, href)
    for form in page.xpath("//form"):
        for action in {form.get("action") or url, *form.xpath(".//button/@formaction")}:
            yield form.get("method", "get").upper(), urljoin(url, action)


def come_to(site: Site, role: str) -> set[tuple[str, str]]:
    """Return the methods and endpoints that somebody comes to who starts at the front page."""
    browser, waiting, seen, visits = site.browser(role), ["/"], set(), Counter()
    found: set[tuple[str, str]] = set()
    while waiting:
        url = waiting.pop(0)
        name = endpoint(site, url)
        if name is None or url in seen or visits[name] >= MOST_PAGES:
            continue
        seen.add(url)
        visits[name] += 1
        response = browser.get(url, follow_redirects=True)
        if response.status_code != 200 or response.mimetype != "text/html":
            continue
        for method, target in links(response.page, response.request.path):
            if target.startswith("/") and not target.startswith(OTHER_VERSIONS) and (led_to := endpoint(site, target, method)):
                found.add((method, led_to))
                waiting += [target] if method == "GET" else []
    return found


OWN_WAYS = {
    UNCONFIRMED: {("GET", "accounts.download"), ("GET", "accounts.delete"), ("POST", "accounts.send_again")},
    MODERATOR: {("GET", "offices.overview"), ("POST", "offices.start"), ("GET", "offices.revision"), ("POST", "memberships.invite")},
}
"""What others come to by another way than these."""


@pytest.mark.takes_long
def test_every_page_and_every_button_can_be_come_to(site):
    ways = {role: come_to(site, role) for role in ROLES}
    assert not {role: own - ways[role] for role, own in OWN_WAYS.items() if own - ways[role]}
    found = set().union(*ways.values())
    every = {(method, rule.endpoint) for rule in site.rules("GET", "POST") for method in rule.methods & {"GET", "POST"}}
    assert {each for each in every - found if each[1] not in ELSEWHERE} == set()
