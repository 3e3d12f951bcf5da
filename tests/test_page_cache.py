"""Pages from memory: never older than what is public, never anybody's own, and never more than fit."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import template_rendered
from sqlalchemy.exc import OperationalError

from ledportal import clock, page_cache
from ledportal.access import Role
from ledportal.accounts import leaving_actions, staff_actions
from ledportal.accounts.models import User
from ledportal.administration import actions as administration
from ledportal.directory import queries
from ledportal.extensions import db
from ledportal.offices import confirming
from ledportal.offices.models import ConfirmedBy, OfficeStatus
from ledportal.offices.period_actions import change_periods
from ledportal.offices.periods import DEFAULT
from ledportal.page_cache import FOR_EVERYBODY, PageCache
from tests.directory.entries import PUBLIC, publish
from tests.factories import full_content, make_member, make_moderator, office
from tests.people import at_once, counted_queries, shared_world

PAGE = "/kancelarije/becej/"
NOON = datetime(2027, 3, 10, 11, 0, tzinfo=UTC)
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def now(monkeypatch):
    """Set the clock."""

    def set_to(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_to(NOON)
    return set_to


@pytest.fixture
def world(app, now):
    def make():
        staff, head = make_moderator(), make_member(office())
        publish(by=staff, confirmed=PUBLIC, at=NOON - timedelta(days=89))  # tomorrow it is three months
        return {"staff": staff, "head": head}

    return shared_world(app, make)


@pytest.fixture
def cache(app) -> PageCache:
    return app.extensions["page_cache"]


def text(answer):
    return " ".join(answer.page.xpath("string(//main)").split())


def warm(browser, url=PAGE):
    """Ask for a page until it comes from memory, and return it."""
    browser.get(url)
    with counted_queries() as queries:
        answer = browser.get(url)
    assert not queries and answer.status_code == 200
    return answer


def act(world, action):
    with world.app.app_context():
        action(office(), db.session.get_one(User, world["staff"]))
        db.session.commit()


def publish_again(_place, staff):
    publish(by=staff, at=NOON, contact=full_content()["contact"] | {"head": "Nova Rukovoditeljka"})


def confirm(place, _staff):
    said = {"revision": place.published_revision_id, "via": ConfirmedBy.PAGE, "by": place.members[0]}
    confirming.confirm(place, PUBLIC, **said, at=NOON)


def close(place, staff):
    administration.change_status(place, OfficeStatus.CLOSED, office("ub"), version=place.version, by=staff, at=NOON)


def leave(_place, staff):
    leaving_actions.delete_account(staff, at=NOON)


def come_back(_place, staff):
    staff.role = Role.USER
    db.session.flush()
    staff_actions.link_for(staff.email, Role.ADMINISTRATOR, staff.name, at=NOON)


def change_the_periods(_place, staff):
    change_periods(replace(DEFAULT, months=dict.fromkeys(DEFAULT.months, 1)), version=0, by=staff, at=NOON)


@pytest.mark.parametrize("change", [publish_again, confirm, close, leave, come_back, change_the_periods])
def test_a_page_changes_with_what_is_public(world, change):
    browser = world.browser()
    before = warm(browser)
    act(world, change)
    after = browser.get(PAGE)
    assert text(after) != text(before) and after.headers["ETag"] != before.headers["ETag"]
    assert warm(browser).data == after.data


def test_a_municipality_that_leaves_the_register_has_no_page_any_more(world):
    warm(world.browser())
    act(world, lambda place, staff: administration.change_municipality(
        place.municipality, {"active": False}, version=place.municipality.version, by=staff, at=NOON))  # fmt: skip
    assert world.browser().get(PAGE).status_code == 410


def test_an_entry_is_a_day_older_from_midnight_in_belgrade_on(world, now):
    browser = world.browser()
    midnight = datetime(2027, 3, 10, 23, 0, tzinfo=UTC)
    now(midnight - timedelta(seconds=1))
    before = warm(browser)
    now(midnight)
    assert text(browser.get(PAGE)) != text(before)


def test_a_page_is_rendered_once_for_all_who_ask(world):
    first = world.browser().get(PAGE)
    for name in (None, "head", "staff"):
        assert warm(world.browser(name)).data == first.data


def test_of_many_who_ask_at_once_one_has_it_rendered(world):
    rendered = []

    def note(_app, template, **_rest):
        rendered.append(template.name)

    browsers = [world.browser() for _ in range(6)]
    with template_rendered.connected_to(note, world.app):
        for action in (None, confirm):
            if action:
                act(world, action)
            assert at_once(*(lambda each=each: each.get(PAGE) for each in browsers)) == [200] * 6
    assert rendered.count("directory/office.html") == 2


def test_who_waits_for_a_page_that_fails_has_it_rendered_again(world, monkeypatch):
    broken, fine = ["once"], queries.listings

    def fail_once(ids):
        if broken:
            broken.clear()
            raise RuntimeError("broken once")
        return fine(ids)

    monkeypatch.setattr(queries, "listings", fail_once)
    monkeypatch.setitem(world.app.config, "PROPAGATE_FAILURES", False)
    browsers = [world.browser() for _ in range(3)]
    assert at_once(*(lambda each=each: each.get(PAGE) for each in browsers)) == [200, 200, 500]


def test_each_version_and_each_query_has_its_page(world):
    browser = world.browser()
    pages = [PAGE, f"/cir{PAGE}", f"/en{PAGE}", "/kancelarije/?q=becej", "/kancelarije/?q=nigde"]
    assert len({warm(browser, url).data for url in pages}) == len(pages)


def test_who_has_a_page_is_told_that_it_is_the_same(world):
    browser = world.browser()
    for headers in ({}, GZIP):
        known = browser.get(PAGE, headers=headers).headers["ETag"]
        for tag in (known, f"W/{known}", f'"other", {known}', "*"):
            answer = browser.get(PAGE, headers={**headers, "If-None-Match": tag})
            assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", known)
            assert "Content-Type" not in answer.headers and answer.headers["Cache-Control"] == FOR_EVERYBODY
        assert browser.get(PAGE, headers={**headers, "If-None-Match": '"other"'}).status_code == 200


def test_each_encoding_has_a_tag_of_its_own(world):
    browser = world.browser()
    plain, packed = browser.get(PAGE), browser.get(PAGE, headers=GZIP)
    assert gzip.decompress(packed.data) == plain.data and len(packed.data) < len(plain.data) / 2
    assert (packed.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == ("gzip", None)
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert browser.get(PAGE, headers={**GZIP, "If-None-Match": plain.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("refused", ["identity", "gzip;q=0", "br", "*;q=0", ""])
def test_who_takes_no_gzip_gets_none(world, refused):
    answer = world.browser().get(PAGE, headers={"Accept-Encoding": refused})
    assert "Content-Encoding" not in answer.headers


def test_a_head_tells_of_the_page_without_it(world, cache):
    browser = world.browser()
    for headers in ({}, GZIP):
        cache.clear()
        fresh, page = browser.head(PAGE, headers=headers), browser.get(PAGE, headers=headers)
        kept = browser.head(PAGE, headers=headers)
        assert fresh.data == kept.data == b""
        assert dict(fresh.headers) == dict(kept.headers) == dict(page.headers)
        assert int(kept.headers["Content-Length"]) == len(page.data)


def test_a_foreign_host_gets_nothing_from_memory(world):
    browser = world.browser()
    warm(browser)
    assert browser.get(PAGE, headers={"Host": "evil.example"}).status_code == 400
    assert browser.get(PAGE, headers={"Host": "evil.example"}).status_code == 400


OTHERS = {
    "unknown": ("/kancelarije/nema/", 404),
    "refused": (f"/kancelarije/?q={'a' * 200}", 422),
    "a form": ("/nalog/prijava/", 200),
    "led on": ("/moja-kancelarija/", 303),
    "a file": ("/static/mark.svg", None),
}


@pytest.mark.parametrize(("url", "status"), OTHERS.values(), ids=OTHERS)
def test_nothing_else_is_kept(world, cache, url, status):
    answer = world.browser().get(url, buffered=True)
    assert status in {None, answer.status_code} and len(cache) == 0
    assert "public, max-age=0" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", [PAGE, "/api/v1/offices", "/sitemap.xml"])
@pytest.mark.parametrize("headers", [{}, GZIP])
def test_what_is_too_large_to_keep_is_named_all_the_same(world, cache, monkeypatch, path, headers):
    browser = world.browser()
    kept = warm(browser, path), browser.get(path, headers=headers)
    cache.clear()
    monkeypatch.setattr(page_cache, "LARGEST", 100)
    first = browser.get(path, headers=headers)
    assert (first.data, first.headers["ETag"], first.headers["Vary"]) == (kept[1].data, kept[1].headers["ETag"], "Accept-Encoding")
    for ask in (browser.get, browser.head):
        again = ask(path, headers={**headers, "If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    assert (len(cache), cache.size) == (0, 0)


def test_a_page_that_fails_after_its_view_is_not_kept(world, cache, monkeypatch):
    def fail(_response):
        raise RuntimeError("too late")

    monkeypatch.setitem(world.app.config, "PROPAGATE_FAILURES", False)
    monkeypatch.setitem(world.app.after_request_funcs, None, [*world.app.after_request_funcs[None], fail])
    monkeypatch.setattr(world.app, "testing", False)
    monkeypatch.setitem(world.app.config, "PROPAGATE_EXCEPTIONS", False)
    world.app.test_client().get(PAGE)
    assert len(cache) == 0


def test_what_sends_something_along_is_not_answered_from_memory(world):
    browser = world.browser()
    warm(browser)
    assert browser.post(PAGE).status_code == 405
    with counted_queries() as queries:
        assert browser.get(PAGE, data=b"a=1", content_type="text/plain").status_code == 200
    assert queries


def test_a_page_of_somebody_signed_in_is_kept_by_nobody(world, cache):
    answer = world.browser("head").get("/moja-kancelarija/?sve=1")
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "private, no-store" and len(cache) == 0


def test_a_flood_of_queries_leaves_no_more_than_fits(world, cache, monkeypatch):
    monkeypatch.setattr(cache, "most", 200_000)
    browser = world.browser()
    for number in range(60):
        assert browser.get(f"/pristupacnost/?{number}&{'x' * 2000}").status_code == 200
        warm(browser)
    assert 0 < cache.size <= 200_000 and len(cache) < 20


def test_a_flood_of_host_names_leaves_no_more_than_some(world, cache, monkeypatch):
    monkeypatch.setitem(world.app.config, "TRUSTED_HOSTS", [".example.org"])
    for number in range(120):
        host = f"h{number}.example.org"
        assert world.browser().get("/o-registru/", headers={"Host": host}, base_url=f"http://{host}").status_code == 200
    assert cache.hosts == 100


@pytest.mark.parametrize("more", ["", ":80"])
def test_a_flood_of_ports_leaves_room_for_the_real_host(world, cache, more):
    for port in range(1, 121):
        assert world.browser().get("/o-registru/", headers={"Host": f"localhost:{port}{more}"}).status_code == 200
    assert cache.hosts == 1
    warm(world.browser())


@pytest.mark.parametrize("host", ["localhost.evil.example", "localhost:evil", "LOCALHOST", "[localhost", ""])
def test_a_host_that_is_written_like_ours_gets_nothing_from_memory(world, host):
    browser = world.browser()
    warm(browser)
    assert browser.get(PAGE, headers={"Host": host}).status_code == 400


def test_without_a_database_nothing_is_given_out_as_if_it_were_current(world, cache, monkeypatch):
    browser = world.browser()
    warm(browser, "/o-registru/")

    def fail():
        raise OperationalError("SELECT", {}, Exception("no database"))

    with world.app.app_context():
        monkeypatch.setattr(db.engine, "raw_connection", fail)
    answer = browser.get("/o-registru/")
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "private, no-store"
