"""One event is one line of JSON, whatever text people send; and the number on an error page is in the log."""

from __future__ import annotations

import io
import json
import logging

import pytest
from sqlalchemy import text

from ledportal.access import public
from ledportal.accounts.models import OneTimeToken
from ledportal.extensions import db
from tests.accounts.steps import NEW_PASSWORD, ask, person
from tests.client import Client

HOSTILE = (
    "a\r\nb", "a\nlevel: error", '"}\n{"level": "error", "message": "forged"}', "\x1b[31mred\x1b[0m\x1b]0;title\x07",
    "\u2028\u2029\x85\x0b\x0c", "\x00", "\ud800", "%s %d %(x)s {0}", "č" * 10_000, "\x9b2J", "\u202egnp.exe", "\\n\\u000a",
)  # fmt: skip


@pytest.fixture
def log(app):
    """What the application writes to its log, as lines."""
    stream = io.StringIO()
    handler = app.logger.handlers[0]
    before = handler.setStream(stream)
    yield lambda: stream.getvalue().split("\n")[:-1]
    handler.setStream(before)


def events(log):
    lines = log()
    assert all(line.isascii() and line.isprintable() for line in lines)
    return [json.loads(line, parse_constant=pytest.fail) for line in lines]


def tell(app, message, *arguments, level=logging.INFO, extra=None, exc_info=None):
    """Hand an event to the application's handler alone: pytest's own could not pass a lone surrogate on to another process."""
    app.logger.handlers[0].handle(app.logger.makeRecord("ledportal", level, "", 0, message, arguments, exc_info, extra=extra))


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda each: ascii(each[:10]))
def test_hostile_text_in_every_part_of_an_event_stays_in_one_line(context, log, hostile):
    with context.test_request_context("/", headers={"User-Agent": "x"}, method="GET"):
        extra = {"field": hostile, "nested": {"k": [hostile]}, "bytes": hostile.encode("utf-8", "surrogatepass")}
        tell(context, hostile, extra=extra)
        tell(context, "%s", hostile)
        try:
            raise ValueError(hostile)
        except ValueError as error:
            tell(context, "failed", level=logging.ERROR, exc_info=(ValueError, error, error.__traceback__))
    first, second, third = events(log)
    assert (first["message"], first["field"], first["nested"]) == (hostile, hostile, {"k": [hostile]})
    assert second["message"] == hostile
    assert third["traceback"].startswith("Traceback") and third["level"] == "error"


@pytest.mark.parametrize("hostile", HOSTILE[:6] + HOSTILE[8:], ids=lambda each: ascii(each[:10]))
def test_hostile_text_in_every_part_of_a_request_stays_in_one_line(app, client, log, monkeypatch, hostile):
    monkeypatch.setitem(app.config, "PROPAGATE_FAILURES", False)
    monkeypatch.setitem(app.view_functions, "directory.office", fail)
    environ = {"REQUEST_METHOD": "GET", "HTTP_USER_AGENT": hostile, "HTTP_REFERER": hostile, "HTTP_ACCEPT_LANGUAGE": hostile}
    client.get(f"/kancelarije/{hostile.replace('/', '')[:900]}/", environ_overrides=environ, query_string={"q": hostile[:900]})
    client.send("/nalog/prijava/", {"email": hostile, "password": hostile}, environ_overrides=environ | {"REQUEST_METHOD": "POST"})
    client.open("/nema/", method="GET", environ_overrides=environ)
    for event in events(log):
        assert {"at", "level", "logger", "message", "request_id", "method", "path"} <= set(event)


@public
def fail(**_values):
    raise RuntimeError("on purpose")


@pytest.mark.parametrize(("prefix", "heading"), [("", "Nešto nije u redu"), ("/cir", "Нешто није у реду"), ("/en", "Something went wrong")])
def test_the_page_after_a_failure_shows_the_number_that_is_in_the_log(translated, monkeypatch, prefix, heading):
    monkeypatch.setitem(translated.config, "PROPAGATE_FAILURES", False)
    monkeypatch.setitem(translated.view_functions, "directory.about", fail)
    stream = io.StringIO()
    translated.logger.handlers[0].setStream(stream)
    answer = translated.test_client().get(f"{prefix}/o-registru/")
    event = json.loads(stream.getvalue())
    assert answer.status_code == 500
    assert answer.page.xpath("string(//h1)") == heading
    assert answer.page.xpath("string(//main//code)") == event["request_id"]
    assert (event["message"], event["path"], event["level"]) == ("unhandled error", "/o-registru/", "error")
    assert "on purpose" in event["traceback"] and "on purpose" not in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store" and "Set-Cookie" not in answer.headers


def test_after_a_failure_nothing_is_kept_and_the_next_request_works(app, client, log, monkeypatch):
    @public
    def half_done():
        person(email="polovina@example.org")
        db.session.flush()
        db.session.execute(text("SELECT * FROM no_such_table"))

    monkeypatch.setitem(app.config, "PROPAGATE_FAILURES", False)
    monkeypatch.setitem(app.view_functions, "accounts.check_password", half_done)
    assert client.send("/nalog/prijava/").status_code == 500
    assert ask(app, lambda: db.session.execute(text("SELECT count(*) FROM users")).scalar()) == 0
    assert client.get("/nalog/prijava/").status_code == 200


def test_a_failing_statement_does_not_bring_its_values_into_the_log(app, client, log, monkeypatch):
    @public
    def twice():
        person(email="tajna@example.org")
        person(email="tajna@example.org")

    monkeypatch.setitem(app.config, "PROPAGATE_FAILURES", False)
    monkeypatch.setitem(app.view_functions, "accounts.check_password", twice)
    assert client.send("/nalog/prijava/").status_code == 500
    assert "argon2" not in str(events(log))


def test_a_links_token_stays_out_of_the_log(app, client, log, monkeypatch):
    monkeypatch.setitem(app.config, "PROPAGATE_FAILURES", False)
    monkeypatch.setitem(app.view_functions, "accounts.reset", fail)
    assert client.get(f"/nalog/nova-lozinka/{'t' * 43}/").status_code == 500
    assert [each["path"] for each in events(log)] == ["/nalog/nova-lozinka/…/"]
    assert "t" * 43 not in str(log())


def test_no_password_or_token_is_logged_by_anybody_who_signs_in(app, log, caplog):
    with app.app_context():
        person(email="mira@becej.rs")
        db.session.commit()
    with caplog.at_level(logging.INFO):
        browser: Client = app.test_client()
        browser.submit("/nalog/prijava/", {"email": "mira@becej.rs", "password": NEW_PASSWORD})
        browser.submit("/nalog/zaboravljena-lozinka/", {"email": "mira@becej.rs"})
    assert [each["message"] for each in events(log)] == ["sign-in refused"]
    assert NEW_PASSWORD not in str(log()) and "mira@becej.rs" not in str(log())
    assert ask(app, lambda: db.session.query(OneTimeToken).count()) == 1
