"""Behind a real nginx with a shared cache, as docs/operations.md configures it."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import re
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from ledportal import clock
from ledportal.accounts.models import UserSession
from ledportal.attachments import files
from ledportal.config import MEGABYTE
from ledportal.extensions import db
from ledportal.offices.models import Revision
from tests.accounts.steps import PASSWORD, person
from tests.attachments.files import picture
from tests.databases import fill, make_app
from tests.deployment.server import HOST, PATIENCE, Server, serve
from tests.directory.entries import publish
from tests.factories import NOW, full_content, make_member, office

HALF_OPEN = 60
SHARED_SECONDS = 5
"""For how long nginx may give a page out without asking."""
QUICK = 30
"""Seconds; nginx gives the slow ones sixty."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def app(folder):
    """The application on the database that the server uses: two people, a published picture and one that is not."""
    url = f"sqlite:///{folder / 'ledportal.db'}"
    fill(url, folder)
    app = make_app(url, folder)
    with app.app_context():
        mira = make_member(office(), user=person(email="mira@example.org", name="Mira Mirić"))
        person(email="ana@example.org", name="Ana Anić")
        shown, hidden = (files.store(picture(size=size), "logo", office(), by=mira, at=NOW) for size in ((40, 40), (41, 41)))
        content = full_content(office={"logo": [shown.id]})
        revision = Revision(office=office(), number=1, status="published", schema=1, content=content, created_at=NOW)
        db.session.add(revision)
        db.session.flush()
        office().published_revision = revision
        db.session.commit()
        app.extensions["pictures"] = (shown.id, hidden.id)
        db.engine.dispose()
    return app


@pytest.fixture(scope="module")
def server(folder, app) -> Iterator[Server]:
    settings = {
        "LEDPORTAL_ENV": "production",
        "LEDPORTAL_SECRET_KEY": "a key for this test only, long enough",
        "LEDPORTAL_BASE_URL": f"https://{HOST}",
        "LEDPORTAL_SMTP_HOST": "127.0.0.1",
        "LEDPORTAL_TRUSTED_PROXIES": "1",
        "LEDPORTAL_INSTANCE_PATH": str(folder),
        "LEDPORTAL_DATABASE_URL": f"sqlite:///{folder / 'ledportal.db'}",
    }
    with serve(folder, settings) as server:
        yield server


def signed_in(server, name, address="127.0.0.1"):
    browser = server.browser(address)
    answer = browser.send("/nalog/prijava/", {"email": f"{name}@example.org", "password": PASSWORD})
    assert answer.status == 303
    return browser


def test_nobody_gets_the_page_of_another_from_the_cache(server):
    mira, ana = signed_in(server, "mira"), signed_in(server, "ana")
    for path in ("/nalog/", "/nalog/izvoz.json", "/moja-kancelarija/?sve=1", "/en/nalog/podaci/"):
        for browser, own, other in ((mira, "Mira Mirić", "Ana Anić"), (ana, "Ana Anić", "Mira Mirić")) * 2:
            answer = browser.get(path)
            assert (answer.status, answer.headers["X-Cache"]) == (200, "MISS")
            assert own in answer.text.encode().decode("unicode_escape", "ignore") + answer.text and other not in answer.text
    assert server.browser().get("/nalog/").status == 303


def until(found, ask):
    """Ask until the answer is what is wanted, and return it."""
    deadline = time.monotonic() + PATIENCE
    while not found(answer := ask()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return answer


def is_hit(answer):
    return answer.headers["X-Cache"] == "HIT"


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_page_for_everybody_is_kept_in_each_encoding(server, encoding):
    mira = signed_in(server, "mira")
    for path in ("/", "/kancelarije/", "/en/o-registru/"):
        answer = until(is_hit, lambda path=path: mira.ask("GET", path, **{"Accept-Encoding": encoding}))
        assert (answer.status, answer.headers["Set-Cookie"]) == (200, None)
        assert answer.headers["Content-Encoding"] == (encoding if encoding == "gzip" else None)
        body = gzip.decompress(answer.body) if encoding == "gzip" else answer.body
        assert "Mira" not in body.decode() and "</html>" in body.decode()
        known = {"If-None-Match": answer.headers["ETag"], "Accept-Encoding": encoding}
        assert server.browser().ask("GET", path, **known).status == 304


def test_what_is_published_is_shown_in_spite_of_the_cache_within_the_seconds_promised(server, app):
    path, old, new = "/kancelarije/ada/", "Stara kancelarija", "Nova kancelarija"

    def show(name):
        with app.app_context():
            publish("ada", office={"name": name}, at=clock.now())
            db.session.commit()
            db.engine.dispose()
        return time.monotonic()

    show(old)
    assert old in until(is_hit, lambda: server.browser().get(path)).text
    since = show(new)
    while True:
        asked_at, page = time.monotonic(), server.browser().get(path)
        if new in page.text:
            break
        assert old in page.text and asked_at < since + SHARED_SECONDS + 2
        time.sleep(0.05)
    assert f"s-maxage={SHARED_SECONDS}" in page.headers["Cache-Control"]


def test_no_other_page_is_kept_and_no_cookie_is_handed_on(server):
    signed_in(server, "mira")
    for path in ("/nalog/prijava/", "/nema/", "/kancelarije/nema/", "/moja-kancelarija/", "/healthz"):
        assert [server.browser().get(path).headers["X-Cache"] for _ in range(2)] == ["MISS", "MISS"], path
    cookies = {server.browser().get("/nalog/prijava/").headers["Set-Cookie"] for _ in range(3)}
    assert len(cookies) == 3


def test_only_what_is_public_is_kept(server, app):
    shown, hidden = app.extensions["pictures"]
    mira = signed_in(server, "mira")
    assert mira.get(f"/prilozi/{hidden}").status == 200
    assert server.browser().get(f"/prilozi/{hidden}").status == 404
    answers = [browser.get(f"/prilozi/{shown}") for browser in (mira, server.browser(), server.browser(), mira)]
    assert [(each.status, each.headers["X-Cache"]) for each in answers] == [(200, "MISS"), (200, "HIT"), (200, "HIT"), (200, "HIT")]
    assert {each.headers["Set-Cookie"] for each in answers} == {None}
    assert {each.headers["Cache-Control"] for each in answers} == {f"public, max-age=0, s-maxage={SHARED_SECONDS}, must-revalidate"}
    assert server.browser().get(f"/prilozi/{hidden}").status == 404


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/podaci/opstine.csv", "text/csv; charset=utf-8"),
        ("/cir/podaci/registar.json", "application/json"),
        ("/en/podaci/kancelarije.geojson", "application/geo+json"),
    ],
)
def test_files_of_data_are_compressed_on_their_way_and_asked_for_anew_each_time(server, path, media_type):
    browser = server.browser()
    plain, packed = browser.get(path), browser.ask("GET", path, **{"Accept-Encoding": "gzip"})
    assert (plain.headers["Content-Encoding"], packed.headers["Content-Encoding"]) == (None, "gzip")
    assert gzip.decompress(packed.body) == plain.body and len(packed.body) * 2 < len(plain.body)
    assert {answer.headers["Vary"] for answer in (plain, packed)} == {"Accept-Encoding"}
    assert {(answer.headers["Content-Type"], answer.headers["X-Cache"]) for answer in (plain, packed)} == {(media_type, None)}
    for answer in (plain, packed):
        known = {"If-None-Match": answer.headers["ETag"], "Accept-Encoding": "gzip"}
        assert browser.ask("GET", path, **known).status == 304


def test_nothing_of_somebodys_own_is_compressed(server):
    mira = signed_in(server, "mira")
    for path in ("/nalog/", "/nalog/izvoz.json", "/moja-kancelarija/?sve=1"):
        assert mira.ask("GET", path, **{"Accept-Encoding": "gzip"}).headers["Content-Encoding"] is None


def test_nginx_serves_the_built_files(server):
    page = server.browser().get("/").text
    path = re.search(r'href="(/static/dist/main\.[^"]+\.css)"', page)[1]
    answer = server.browser().get(path)
    assert (answer.status, answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        200, "text/css", "public, max-age=31536000, immutable",
    )  # fmt: skip
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    compressed = server.browser().ask("GET", path, **{"Accept-Encoding": "gzip"})
    assert (compressed.headers["Content-Encoding"], compressed.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(compressed.body) == answer.body
    assert server.browser().get("/static/dist/../../../pyproject.toml").status == 400
    assert server.browser().get("/static/dist../secret.key").status == 404


def test_the_network_address_is_that_of_the_visitor_and_not_what_he_claims(server, app):
    browser = server.browser("127.0.0.2")
    browser.headers = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
    assert browser.send("/nalog/prijava/", {"email": "mira@example.org", "password": PASSWORD}).status == 303
    with app.app_context():
        latest = select(UserSession.address).order_by(UserSession.id.desc()).limit(1)
        assert db.session.scalar(latest) == "127.0.0.2"


def test_the_limit_is_for_each_visitor_and_not_for_nginx(server):
    def tries(address, count):
        browser = server.browser(address)
        token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/nalog/prijava/").text)[1]
        for number in range(count):
            body = f"csrf_token={token}&email=n{number}@example.org&password=x".encode()
            yield browser.ask("POST", "/nalog/prijava/", body, **{"Content-Type": "application/x-www-form-urlencoded"}).status

    assert list(tries("127.0.0.3", 61)) == [422] * 60 + [429]
    assert list(tries("127.0.0.4", 1)) == [422]


def test_a_foreign_host_gets_nothing_of_ours(server):
    until(is_hit, lambda: server.browser().get("/"))
    assert server.browser().ask("GET", "/", Host="evil.example").status == 400


def test_the_cookie_is_for_this_host_and_https_only(server):
    answer = server.browser().get("/nalog/prijava/")
    name, _, attributes = answer.headers["Set-Cookie"].partition("=")
    assert name == "__Host-session"
    assert {each.strip() for each in attributes.split(";")[1:]} == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("megabytes", [5, 30])
def test_too_large_a_form_is_refused_in_plain_words(server, megabytes):
    browser = signed_in(server, "mira")
    kind = "application/x-www-form-urlencoded" if megabytes == 5 else "multipart/form-data; boundary=x"
    answer = browser.ask("POST", "/moja-kancelarija/preuzimanje/", b"a" * megabytes * MEGABYTE, **{"Content-Type": kind})
    assert answer.status == 413 and "<h1" in answer.text and 'lang="sr-Latn"' in answer.text


def test_what_no_form_sends_nginx_refuses_unread(server):
    assert server.browser().ask("POST", "/nalog/prijava/", b"", **{"Content-Length": str(65 * MEGABYTE)}).status == 413


UNREAD = {
    "too large": ("POST", "/nalog/prijava/", {"Content-Length": f"{30 * MEGABYTE}"}, 413),
    "too large, for a foreign host": ("POST", "/", {"Content-Length": f"{30 * MEGABYTE}", "Host": "evil.example"}, 413),
    "no token": ("POST", "/nalog/prijava/", {"Content-Length": f"{20 * MEGABYTE}"}, 400),
    "not signed in": ("GET", "/moja-kancelarija/", {"Content-Length": f"{20 * MEGABYTE}"}, 303),
    "no such page": ("POST", "/nema/", {"Content-Length": f"{20 * MEGABYTE}"}, 404),
    "no such action": ("POST", "/kancelarije/", {"Content-Length": f"{20 * MEGABYTE}"}, 405),
    "nobody says how long": ("POST", "/nema/", {"Transfer-Encoding": "chunked"}, 404),
}
"""Forms without a boundary, of which nothing is read."""


@pytest.mark.parametrize(("method", "path", "headers", "status"), UNREAD.values(), ids=UNREAD)
def test_the_answer_reaches_who_listens_only_after_sending_all(server, method, path, headers, status):
    """A proxy writes first and reads then: were the connection reset under its hands, it would show an error of its own."""
    size = int(headers.get("Content-Length", 20 * MEGABYTE))
    headers = {"Host": HOST, "Content-Type": "multipart/form-data", "Connection": "close", **headers}
    connection = http.client.HTTPConnection("127.0.0.1", server.gunicorn, timeout=PATIENCE)
    with contextlib.closing(connection):
        pieces = (b"a" * MEGABYTE for _ in range(size // MEGABYTE))
        connection.request(method, path, pieces, headers, encode_chunked="Transfer-Encoding" in headers)
        assert connection.getresponse().status == status


@contextlib.contextmanager
def half_open(port, *, tls):
    """Hold connections on which the headers never end."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with contextlib.ExitStack() as stack:
        for _ in range(HALF_OPEN):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), QUICK))
            if tls:
                connection = stack.enter_context(context.wrap_socket(connection))
            connection.sendall(f"POST /nalog/prijava/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000\r\nX-Slow: ".encode())
        yield


def test_slow_visitors_do_not_hold_up_a_quick_one(server):
    with half_open(server.nginx, tls=True):
        start = clock.now()
        answers = [server.browser(seconds=QUICK).get(path).status for path in ("/", "/kancelarije/", "/readyz")]
        assert answers == [200] * 3 and (clock.now() - start).total_seconds() < QUICK


def test_gunicorn_alone_would_be_held_up(server):
    with half_open(server.gunicorn, tls=False), socket.create_connection(("127.0.0.1", server.gunicorn), 2) as connection:
        connection.sendall(f"GET /healthz HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        with pytest.raises(TimeoutError):
            connection.recv(1)
