"""The headers of every kind of answer, word for word."""

from __future__ import annotations

import re

import pytest

from tests.databases import make_app
from tests.factories import make_user
from tests.people import make_world

EXPECTED = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self' 'nonce-NONCE'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": None,
    "Cache-Control": "private, no-store",
    "Server": None,
    "X-Powered-By": None,
}
NONCE = re.compile(r"'nonce-([\w-]{20,})'")
ANSWERS = {
    "a form": ("GET", "/nalog/prijava/"),
    "a redirect": ("GET", "/moja-kancelarija/"),
    "an unknown address": ("GET", "/nema/"),
    "a write without its token": ("POST", "/nalog/odjava/"),
    "a method that is not taken": ("DELETE", "/"),
    "an address without its slash": ("GET", "/kancelarije"),
    "options": ("OPTIONS", "/nalog/prijava/"),
    "a check of the server": ("GET", "/healthz"),
}


FOR_EVERYBODY = EXPECTED | {
    "Content-Security-Policy": EXPECTED["Content-Security-Policy"].replace(" 'nonce-NONCE'", ""),
    "Cache-Control": "public, max-age=0, s-maxage=5, must-revalidate",
}


def headers(answer):
    found = {name: answer.headers.get(name) for name in EXPECTED}
    found["Content-Security-Policy"] = NONCE.sub("'nonce-NONCE'", found["Content-Security-Policy"] or "")
    return found


@pytest.mark.parametrize(("method", "url"), ANSWERS.values(), ids=ANSWERS)
def test_every_answer_carries_them(client, method, url):
    assert headers(client.open(url, method=method)) == EXPECTED


def test_a_page_for_everybody_carries_them_without_a_nonce_whether_it_is_new_or_kept(client):
    assert [headers(client.get("/")) for _ in range(2)] == [FOR_EVERYBODY, FOR_EVERYBODY]


def test_an_answer_to_a_foreign_host_carries_them_and_leads_nowhere(client):
    answer = client.get("/", headers={"Host": "evil.example"})
    assert (answer.status_code, headers(answer)) == (400, EXPECTED)
    assert "//evil" not in answer.text and "Location" not in answer.headers


def test_a_page_of_somebody_signed_in_is_kept_by_nobody(app):
    world = make_world(app, lambda: {"mira": make_user()})
    answer = world.browser("mira").get("/nalog/")
    assert headers(answer) == EXPECTED
    assert "Cookie" in answer.headers["Vary"]


def test_the_nonce_is_a_new_one_each_time(client):
    found = [NONCE.findall(client.get("/nalog/prijava/").headers["Content-Security-Policy"]) for _ in range(20)]
    assert [len(each) for each in found] == [1] * 20
    assert len({each[0] for each in found}) == 20


def test_a_static_file_may_be_kept_and_says_what_it_is(client):
    address = client.get("/").page.xpath("//link[@rel='stylesheet']/@href")[0]
    answer = client.get(address, buffered=True)
    assert headers(answer) == EXPECTED | {"Cache-Control": "public, max-age=31536000, immutable"}
    assert (answer.mimetype, answer.headers.get("Set-Cookie")) == ("text/css", None)
    assert client.get("/static/dist/../../ledportal/config.py").status_code == 404


@pytest.fixture(params=["http://127.0.0.1:5000", "https://registar.example.org"])
def base_url(request, monkeypatch):
    monkeypatch.setenv("LEDPORTAL_BASE_URL", request.param)
    return request.param


def test_https_alone_brings_hsts_and_a_cookie_that_no_other_host_can_set(base_url, tmp_path):
    browser = make_app("sqlite://", tmp_path).test_client()
    answer = browser.get("/nalog/prijava/", base_url=base_url.replace(base_url.partition("//")[2], "localhost"))
    name, _, attributes = answer.headers["Set-Cookie"].partition("=")
    found = {each.strip() for each in attributes.split(";")[1:]}
    if base_url.startswith("https"):
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert (name, found) == ("__Host-session", {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"})
    else:
        assert "Strict-Transport-Security" not in answer.headers
        assert (name, found) == ("session", {"HttpOnly", "Path=/", "SameSite=Lax"})
