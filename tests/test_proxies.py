"""Forged headers: links in mails come from the configured address, and a proxy is believed only when one is configured."""

from __future__ import annotations

import re

import pytest

from ledportal.accounts.models import UserSession
from ledportal.extensions import db
from tests.accounts.steps import PASSWORD, SIGN_IN, ask, mails, person
from tests.client import Client
from tests.databases import make_app

EMAIL = "mira@becej.rs"
FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Port": "666",
    "Forwarded": "host=evil.example;proto=gopher;for=203.0.113.9",
    "X-Original-URL": "/evil",
    "X-Rewrite-URL": "/evil",
    "Origin": "https://evil.example",
}


@pytest.fixture
def mira(app):
    with app.app_context():
        person(email=EMAIL)
        db.session.commit()


@pytest.fixture
def behind_a_proxy(app, backend, tmp_path, monkeypatch):
    """The application on the same database, told that one proxy stands before it."""
    monkeypatch.setenv("LEDPORTAL_TRUSTED_PROXIES", "1")
    proxied = make_app(backend.url, tmp_path)
    proxied.test_client_class = Client
    yield proxied
    with proxied.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "evil.example", "localhost@evil.example", "evil.example#localhost"])
def test_links_in_mails_lead_to_the_configured_address(app, client, mira, host):
    token = client.token()
    client.post("/nalog/zaboravljena-lozinka/", data={"csrf_token": token, "email": EMAIL}, headers=FORGED | {"Host": host})
    client.post("/nalog/zaboravljena-lozinka/", data={"csrf_token": token, "email": EMAIL}, headers=FORGED)
    sent = mails(app)
    assert sent
    for mail in sent:
        text = mail.subject + mail.body_text + mail.body_html + mail.message_id
        assert "evil" not in text
        assert {each.split("/")[2] for each in re.findall(r"https?://[^\s\"<]+", text)} == {"127.0.0.1:5000"}


def test_forged_headers_change_nothing_on_a_page(client):
    plain, forged = client.get("/nalog/prijava/"), client.get("/nalog/prijava/", headers=FORGED)
    csrf = re.compile(r'(?<=name="csrf_token" value=")[^"]+')
    assert csrf.sub("", plain.text) == csrf.sub("", forged.text)
    assert client.get("/moja-kancelarija/", headers=FORGED).headers["Location"] == "/nalog/prijava/?next=/moja-kancelarija/"


def addresses(app):
    return ask(app, lambda: list(db.session.scalars(db.select(UserSession.address).order_by(UserSession.id))))


def sign_in(client, **headers):
    form = {"csrf_token": client.token(), "email": EMAIL, "password": PASSWORD}
    return client.post(SIGN_IN, data=form, headers={name.replace("_", "-"): value for name, value in headers.items()}).status_code


def test_without_a_configured_proxy_the_network_address_is_that_of_the_connection(app, client, mira):
    assert sign_in(client, X_Forwarded_For="203.0.113.9") == 303
    assert addresses(app) == ["127.0.0.1"]


def test_behind_one_proxy_the_last_address_counts_and_what_the_visitor_claims_does_not(app, behind_a_proxy, mira):
    assert sign_in(behind_a_proxy.test_client(), X_Forwarded_For="6.6.6.6, 203.0.113.9") == 303
    assert addresses(app) == ["203.0.113.9"]


def test_behind_a_proxy_a_foreign_host_is_refused_too(behind_a_proxy):
    assert behind_a_proxy.test_client().get("/", headers={"X-Forwarded-Host": "evil.example"}).status_code == 400


def test_another_address_in_each_request_does_not_escape_the_limit(app, client, mira):
    statuses = [
        client.send(
            SIGN_IN, {"email": f"n{number}@becej.rs", "password": "x"}, headers={"X-Forwarded-For": f"203.0.113.{number}"}
        ).status_code
        for number in range(61)
    ]
    assert statuses == [422] * 60 + [429]
