from __future__ import annotations

import json
import logging
import threading
import time

import pytest
from sqlalchemy import text

from ledportal import worker
from ledportal.extensions import db
from ledportal.logs import JsonFormatter
from tests.outbox.mails import queue

pytestmark = pytest.mark.every_database


@pytest.fixture
def running(app, smtp):
    """A worker in a thread of its own."""
    stop = worker.Stop()

    def work():
        with app.app_context():
            worker.run(stop, interval=0.05)

    thread = threading.Thread(target=work)
    yield thread
    stop.tell()
    thread.join(60)
    assert not thread.is_alive()


def rename(app, before, after):
    with app.app_context():
        db.session.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))
        db.session.commit()


def test_the_worker_outlives_a_failing_database(app, smtp, running, caplog):
    queue(app, "mira")
    rename(app, "outbox_messages", "away")
    with caplog.at_level(logging.ERROR, logger=app.logger.name):
        running.start()
        deadline = time.monotonic() + 60
        while "goes on after an error" not in caplog.text:
            assert time.monotonic() < deadline
            time.sleep(0.01)
    rename(app, "away", "outbox_messages")
    smtp.wait_for("mira@example.org")


def test_stop_is_told_once_and_remembered():
    stop = worker.Stop()
    stop.wait(0.01)
    assert not stop.is_told()
    stop.tell()
    for _ in range(2):
        stop.wait(60)
        assert stop.is_told()


def test_deliver_prints_what_it_did(app, smtp):
    smtp.answers = {"b@example.org": "451 later", "c@example.org": "550 no"}
    queue(app, "a", "b", "c")
    result = app.test_cli_runner().invoke(args=["mail", "deliver"])
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "1 sent, 1 to be tried again, 1 given up, 0 withheld")


def test_the_log_names_the_mail_and_not_the_person(app, smtp):
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(JsonFormatter().format(record))
    app.logger.addHandler(handler)
    smtp.answers = {"b@example.org": "550 no"}
    queue(app, "b")
    try:
        app.test_cli_runner().invoke(args=["mail", "deliver"])
    finally:
        app.logger.removeHandler(handler)
    (line,) = [json.loads(each) for each in lines]
    assert (line["message"], line["mail"], line["answer"]) == ("mail given up", 1, "550 no")
    assert "b@example.org" not in lines[0]
