"""The connection to the mail server is encrypted where the settings say so, and only to a server that can show who it is."""

from __future__ import annotations

import shutil
import ssl
import subprocess

import pytest

from tests.databases import require
from tests.outbox.mails import deliver, queue, row
from tests.outbox.smtp import Server


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of 127.0.0.1, which nobody trusts, and its key."""
    require(shutil.which("openssl"), "openssl")
    folder = tmp_path_factory.mktemp("certificate")
    made, key = folder / "certificate.pem", folder / "key.pem"
    arguments = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(["openssl", "req", "-x509", *arguments, "-keyout", key, "-out", made], check=True, capture_output=True)
    return made, key


@pytest.fixture(params=["MAIL_USE_TLS", "MAIL_USE_SSL"])
def encrypted(app, certificate, request):
    """A server that encrypts after STARTTLS, and one that does so from the start."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    options = {"tls_context": context, "require_starttls": True} if request.param == "MAIL_USE_TLS" else {"ssl_context": context}
    server = Server(**options).start()
    before = dict(app.config)
    app.config.update({**server.settings, request.param: True})
    yield server
    app.config.update(before)
    server.stop()


def test_mail_goes_to_a_server_whose_certificate_is_trusted(app, encrypted, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    queue(app, "mira")
    assert deliver(app) == (1, 0, 0)
    assert encrypted.wait_for("mira@example.org").recipients == ["mira@example.org"]


def test_mail_waits_while_the_servers_certificate_is_not_trusted(app, encrypted):
    queue(app, "mira")
    assert deliver(app) == (0, 1, 0)
    assert "certificate verify failed" in row(app).last_error.lower()
    assert (row(app).attempts, encrypted.received) == (0, [])


def test_mail_waits_where_the_server_cannot_encrypt(app, smtp, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_USE_TLS", True)
    queue(app, "mira")
    assert deliver(app) == (0, 1, 0)
    assert "STARTTLS" in row(app).last_error and smtp.rcpts == []


def test_mail_waits_while_the_server_refuses_the_password(app, smtp, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_USERNAME", "registar")
    monkeypatch.setitem(app.config, "MAIL_PASSWORD", "tajna-lozinka")
    queue(app, "mira")
    assert deliver(app) == (0, 1, 0)
    assert row(app).attempts == 0 and "tajna-lozinka" not in row(app).last_error
