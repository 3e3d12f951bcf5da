from __future__ import annotations

import email
import socket
import threading
from datetime import timedelta
from email.policy import default

import pytest
from sqlalchemy import delete, event

from ledportal.extensions import db
from ledportal.outbox import claims, delivery
from ledportal.outbox.carriers import carrier
from ledportal.outbox.composing import Letter
from ledportal.outbox.models import OutboxMessage
from tests.factories import NOW
from tests.outbox.mails import deliver, queue, row, states
from tests.outbox.smtp import DEFER, PATIENCE, REJECT

pytestmark = pytest.mark.every_database

MINUTE = timedelta(minutes=1)


def test_what_is_due_is_sent_once(app, smtp):
    queue(app, "mira", "ana")
    queue(app, "later", next_attempt_at=NOW + MINUTE)
    assert deliver(app) == (2, 0, 0)
    assert [each.recipients for each in smtp.received] == [["mira@example.org"], ["ana@example.org"]]
    sent = row(app)
    assert (sent.state, sent.attempts, sent.sent_at, sent.claimed_at, sent.last_error) == ("sent", 1, NOW, None, None)
    assert deliver(app) == (0, 0, 0)
    assert row(app, "later").state == "queued"


def test_a_pass_uses_one_connection(app, smtp):
    queue(app, *"abcdefgh")
    assert deliver(app) == (8, 0, 0)
    assert smtp.connections == 1


def test_an_empty_queue_asks_nothing_of_the_server(app, smtp):
    assert deliver(app) == (0, 0, 0)
    assert smtp.connections == 0


def test_a_rejected_recipient_is_given_up_at_once_and_the_others_are_served(app, smtp):
    smtp.answers["b@example.org"] = REJECT
    queue(app, "a", "b", "c")
    assert deliver(app) == (2, 0, 1)
    failed = row(app, "b")
    assert (failed.state, failed.attempts, failed.last_error, failed.claimed_at) == ("failed", 1, "550 5.1.1 No such user", None)
    assert (smtp.connections, len(smtp.received)) == (1, 2)


def test_a_deferred_recipient_waits_and_the_others_are_served(app, smtp):
    smtp.answers["b@example.org"] = DEFER
    queue(app, "a", "b", "c")
    assert deliver(app) == (2, 1, 0)
    waiting = row(app, "b")
    assert (waiting.state, waiting.next_attempt_at, waiting.last_error) == ("queued", NOW + MINUTE, DEFER)
    smtp.answers.clear()
    assert deliver(app, NOW + MINUTE - timedelta(seconds=1)) == (0, 0, 0)
    assert deliver(app, NOW + MINUTE) == (1, 0, 0)
    assert row(app, "b").last_error is None


def test_the_delays_grow_until_the_mail_is_given_up(app, smtp):
    smtp.answers["mira@example.org"] = DEFER
    queue(app, "mira")
    at, waited = NOW, []
    while deliver(app, at)[1]:
        waited.append(row(app).next_attempt_at - at)
        at = row(app).next_attempt_at
    assert waited == [timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 720, 1440, 1440)]
    assert (row(app).state, row(app).attempts, len(smtp.rcpts)) == ("failed", 9, 9)


@pytest.mark.parametrize(("told", "state"), [("554 5.7.1 Looks like spam", "failed"), ("452 4.2.2 Mailbox full", "queued")])
def test_a_mail_can_be_refused_after_its_text(app, smtp, told, state):
    smtp.data_answer = told
    queue(app, "mira")
    deliver(app)
    assert (row(app).state, row(app).last_error) == (state, told)


def test_nothing_is_lost_while_the_server_is_down(app, smtp):
    queue(app, *"abcde")
    smtp.stop()
    assert deliver(app) == (0, 5, 0)
    waiting = row(app, "e")
    assert (waiting.attempts, waiting.next_attempt_at) == (0, NOW + MINUTE)
    assert "ConnectionRefusedError" in waiting.last_error
    assert deliver(app, NOW + MINUTE) == (0, 5, 0)
    smtp.start()
    assert deliver(app, NOW + 2 * MINUTE) == (5, 0, 0)
    assert len(smtp.received) == 5


def test_a_dropped_connection_costs_an_attempt_and_loses_nothing(app, smtp):
    queue(app, "a", "b")
    smtp.drop = True
    assert deliver(app) == (0, 2, 0)
    smtp.drop = False
    assert deliver(app, NOW + MINUTE) == (2, 0, 0)
    assert len(smtp.received) == 2


def test_after_a_lost_reply_the_mail_goes_out_again_under_the_same_id(app, smtp):
    queue(app, "mira")
    smtp.lose_reply = True
    assert deliver(app) == (0, 1, 0)
    smtp.lose_reply = False
    assert deliver(app, NOW + MINUTE) == (1, 0, 0)
    assert [each.mail["Message-ID"] for each in smtp.received] == ["<mira@registar.example.org>"] * 2


def test_a_server_that_does_not_answer_is_given_up_in_time(app, smtp):
    queue(app, "mira")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        app.config.update(MAIL_PORT=silent.getsockname()[1], MAIL_TIMEOUT=0.2)
        assert deliver(app) == (0, 1, 0)
    assert row(app).attempts == 0 and "timed out" in row(app).last_error


def test_the_sender_being_refused_is_no_mails_fault(app, smtp):
    smtp.mail_answer = "550 5.7.1 Sender refused"
    queue(app, "mira")
    assert deliver(app) == (0, 1, 0)
    assert row(app).last_error == "550 5.7.1 Sender refused"


def test_an_address_that_is_none_is_given_up_and_reaches_no_server(app, smtp):
    queue(app, "mira")
    queue(app, "bad", to_address="a@example.org, b@example.org")
    assert deliver(app) == (1, 0, 1)
    assert row(app, "bad").last_error == "'a@example.org, b@example.org' is not one email address"
    assert smtp.rcpts == ["mira@example.org"]


def test_each_mail_arrives_as_its_own_whatever_becomes_of_those_around_it(app, smtp):
    smtp.answers["rejected@example.org"] = REJECT
    for name in ("a", "b", "c", "none", "rejected", "d", "e"):
        queue(app, name, body_text=name, to_address="none" if name == "none" else f"{name}@example.org")
    assert deliver(app) == (5, 0, 2)
    assert [(each.recipients, each.text.strip()) for each in smtp.received] == [([f"{name}@example.org"], name) for name in "abcde"]


def test_while_the_server_deals_with_a_mail_something_else_is_done(app, smtp):
    done, seen = threading.Event(), []
    smtp.on_data = lambda: seen.append(done.wait(PATIENCE))
    with app.app_context():
        way = carrier()
        way.open()
        way.send(Letter(1, "registar@example.org", "mira@example.org", b"Subject: A\r\n\r\nText\r\n"), meanwhile=done.set)
        way.close()
    assert seen == [True]


def test_no_transaction_is_open_while_a_mail_is_sent(app, smtp):
    open_transactions = []
    queue(app, "mira")
    with app.app_context():
        engine = db.engine
        counts = {"begin": 0, "end": 0}
        event.listen(engine, "begin", lambda _c: counts.update(begin=counts["begin"] + 1))
        for name in ("commit", "rollback"):
            event.listen(engine, name, lambda _c: counts.update(end=counts["end"] + 1))
        smtp.on_mail = lambda: open_transactions.append(counts["begin"] - counts["end"])
        delivery.deliver(clock=lambda: NOW)
    assert open_transactions == [0]


def test_a_claim_that_was_taken_over_does_not_say_how_it_ended(app):
    queue(app, "mira")
    with app.app_context():
        (slow,) = claims.take(at=NOW)
        assert claims.take(at=NOW + claims.ABANDONED - timedelta(seconds=1)) == []
        (second,) = claims.take(at=NOW + claims.ABANDONED)
        assert (second.id, second.attempts) == (slow.id, 2)
        assert claims.settle([slow], state="failed") == 0
        assert claims.release([slow]) == 0
        assert claims.settle([second], state="sent") == 1
    assert row(app).state == "sent"


def test_a_worker_on_a_slow_server_keeps_its_claim(app, smtp):
    app.config["MAIL_TIMEOUT"] = 300.0
    queue(app, "mira")
    with app.app_context():
        claims.take(at=NOW)
        assert claims.take(at=NOW + timedelta(minutes=54)) == []
        assert [each.attempts for each in claims.take(at=NOW + timedelta(minutes=55))] == [2]


def test_a_mail_whose_row_is_gone_does_not_stop_the_pass(app, smtp):
    queue(app, "a", "b")

    def forget():
        with app.app_context():
            db.session.execute(delete(OutboxMessage).where(OutboxMessage.message_id == "<a@registar.example.org>"))
            db.session.commit()
        smtp.on_mail = lambda: None

    smtp.on_mail = forget
    assert deliver(app) == (2, 0, 0)
    assert states(app) == {"sent": 1}


def test_without_a_server_each_mail_is_one_file(app, tmp_path):
    before, app.config["MAIL_FOLDER"] = app.config["MAIL_FOLDER"], tmp_path / "mail"
    try:
        queue(app, "a", "b")
        assert deliver(app) == (2, 0, 0)
        with app.app_context():
            db.session.query(OutboxMessage).update({"state": "queued"})
            db.session.commit()
        assert deliver(app) == (2, 0, 0)
    finally:
        app.config["MAIL_FOLDER"] = before
    files = sorted((tmp_path / "mail").iterdir())
    assert [each.suffix for each in files] == [".eml", ".eml"]
    assert [email.message_from_bytes(each.read_bytes(), policy=default)["To"].addresses[0].username for each in files] == ["a", "b"]
