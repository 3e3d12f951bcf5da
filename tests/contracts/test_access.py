"""Every endpoint with everybody: who may not use it gets nothing and changes nothing, and a GET never writes."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from ledportal.access import GRANTS, Permission
from ledportal.extensions import db
from tests.contracts.site import (
    ADMINISTRATOR,
    MEMBER,
    MODERATOR,
    NEWCOMER,
    OUTSIDER,
    ROLES,
    UNCONFIRMED,
    VISITOR,
    Site,
    shared_site,
)  # fmt: skip

CONFIRMED = {NEWCOMER, MEMBER, OUTSIDER, MODERATOR, ADMINISTRATOR}
STAFF = {MODERATOR, ADMINISTRATOR}
MAY: dict[str, set[str]] = {
    "public": set(ROLES),
    Permission.USE_ACCOUNT: CONFIRMED | {UNCONFIRMED},
    Permission.MANAGE_ACCOUNT: CONFIRMED,
    Permission.CLAIM_OFFICE: CONFIRMED,
    Permission.EDIT_OFFICE: STAFF | {MEMBER},
    Permission.MANAGE_MEMBERS: STAFF | {MEMBER},
    Permission.MODERATE: STAFF,
    Permission.ADMINISTER: {ADMINISTRATOR},
}
"""The roles that have each permission for the office of the member, written down a second time on purpose."""

NOT_FOUND_EITHER = {
    ("attachments.show", VISITOR): "the file is not published",
    ("attachments.show", UNCONFIRMED): "the file is not published",
    ("attachments.show", NEWCOMER): "the file is not published",
    ("attachments.show", OUTSIDER): "the file is not published",
    ("attachments.show", MEMBER): "the row has no file",
    ("attachments.show", MODERATOR): "the row has no file",
    ("attachments.show", ADMINISTRATOR): "the row has no file",
    ("jobs.file", MODERATOR): "it is no longer kept",
    ("jobs.file", ADMINISTRATOR): "it is no longer kept",
    ("memberships.leave", MODERATOR): "staff are no members",
    ("memberships.leave", ADMINISTRATOR): "staff are no members",
    **{("memberships.cancel", role): "somebody else's request" for role in CONFIRMED},
    **{(f"outbox.{name}", role): "this is not the demo" for name in ("sample_mail", "sample_message", "sample_html") for role in ROLES},
}
"""What leads nowhere although the endpoint is open to the role, and why."""

GIVEN = {"accounts.end_sessions": {"session": "others"}, "accounts.change_second_factor": {"verb": "on"}}
"""What a write needs to be about anything at all."""

PROVEN_BY_LINK = {"unsubscribing.unsubscribe", "unsubscribing.subscribe", "reminders.confirm_all"}
"""What writes without a session: the token in the address is the proof."""

LEAD_ON = {
    "accounts.sign_in", "accounts.register", "accounts.second_step", "accounts.check_code", "accounts.sign_out", "accounts.send_again",
}  # fmt: skip
"""What leads on to signing in or to confirming the address, whoever comes."""

LEADS_ELSEWHERE = ("/nalog/prijava/", "/nalog/potvrda/")


@pytest.fixture
def site(app) -> Site:
    return shared_site(app)


def browser_of(site, role):
    """Return somebody's browser, which does not read the pages: test_ways does."""
    browser = site.browser(role)
    browser.checks = False
    return browser


def everything(app):
    """Return all rows of all tables, save when a session was last used."""
    with app.app_context():
        return {
            (table.name, str(row))
            for table in db.metadata.sorted_tables
            for row in db.session.execute(select(*(column for column in table.c if column.name != "last_seen_at")))
        }


def access_of(app, rule):
    return app.view_functions[rule.endpoint].access


def is_refused(response, role: str) -> bool:
    """Say whether somebody was kept out: sent or asked to sign in, sent to confirm their address, or told that nothing is here."""
    if role == VISITOR:
        return urlsplit(response.headers.get("Location", "")).path == "/nalog/prijava/" or b'name="kept_path"' in response.data
    if role == UNCONFIRMED:
        return urlsplit(response.headers.get("Location", "")).path == "/nalog/potvrda/" or response.status_code == 404
    return response.status_code == 404


def is_let_in(response) -> bool:
    elsewhere = urlsplit(response.headers.get("Location", "")).path in LEADS_ELSEWHERE
    return response.status_code < 500 and response.status_code not in {403, 404} and not elsewhere


def test_every_endpoint_declares_who_may_use_it(application):
    undeclared = [name for name, view in application.view_functions.items() if not hasattr(view, "access")]
    assert not undeclared
    assert set(MAY) == {"public", *Permission} and set(GRANTS) == set(Permission)


EACH_ROLE = [pytest.param(role, marks=[pytest.mark.every_database] * (role in {VISITOR, MEMBER, ADMINISTRATOR})) for role in ROLES]
"""Between them, these three open every page on both databases."""


@pytest.mark.parametrize("role", EACH_ROLE)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_each_endpoint_lets_in_whom_it_says_and_a_get_never_writes(site, role, method):
    browser, wrong = browser_of(site, role), []
    before = everything(site.app)
    for rule in site.rules(method):
        if method == "POST":
            browser = browser_of(site, role)
        url = site.url(rule)
        response = browser.get(url) if method == "GET" else browser.send(url, GIVEN.get(rule.endpoint))
        if role in MAY[access_of(site.app, rule)] and (rule.endpoint, role) not in NOT_FOUND_EITHER:
            right = is_let_in(response) or rule.endpoint in LEAD_ON
        else:
            right = response.status_code == 404 if role in MAY[access_of(site.app, rule)] else is_refused(response, role)
        if not right:
            wrong.append((rule.endpoint, response.status_code, response.headers.get("Location")))
    assert not wrong
    assert method == "POST" or everything(site.app) == before


@pytest.mark.parametrize("role", ROLES)
def test_who_is_kept_out_changes_nothing(site, role):
    closed = [rule for rule in site.rules("POST") if role not in MAY[access_of(site.app, rule)]]
    browser = site.browser(role)
    before = everything(site.app)
    for rule in closed:
        browser.send(site.url(rule), {"verb": "approve", "email": "neko@example.org", "status": "closed", "version": "1"})
    assert everything(site.app) == before


@pytest.mark.parametrize("role", [VISITOR, ADMINISTRATOR])
def test_head_is_answered_as_get_and_writes_nothing(site, role):
    browser = browser_of(site, role)
    before = everything(site.app)
    for rule in site.rules("GET"):
        url = site.url(rule)
        assert browser.head(url).status_code == browser.get(url).status_code, rule.endpoint
    assert everything(site.app) == before


@pytest.mark.parametrize("role", [MEMBER, MODERATOR])
def test_a_write_without_the_sessions_token_changes_nothing(site, role):
    browser = site.browser(role)
    before = everything(site.app)
    for rule in site.rules("POST"):
        if rule.endpoint in PROVEN_BY_LINK:
            continue
        response = browser.post(site.url(rule), data={"verb": "approve", "version": "1"})
        assert response.status_code in {303, 400, 404, 409, 422}, rule.endpoint
    assert everything(site.app) == before


def test_only_what_a_mail_program_does_without_a_session_is_proven_by_its_link(application):
    assert {name for name, view in application.view_functions.items() if hasattr(view, "proven_by_link")} == PROVEN_BY_LINK


def test_an_endpoint_that_declares_nothing_is_refused(bare):
    bare.add_url_rule("/nista/", "nothing", lambda: "nobody said who may see this")
    assert bare.test_client().get("/nista/", base_url="http://localhost").status_code == 404
