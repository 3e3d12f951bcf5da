"""``flask reminders run`` as a person or a timer types it, with the clock put to any day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ledportal import clock
from ledportal.days import BELGRADE
from ledportal.extensions import db
from ledportal.outbox.models import BlockedAddress
from tests.freshness.entries import DUE, mails, noon, publish, queued

pytestmark = pytest.mark.every_database

NOTHING = "queued: 0 first, 0 second and 0 third reminders, 0 notices of an end; 0 of them without an address"


@pytest.fixture
def command(app, monkeypatch):
    """Type the command at a time; return how it ended and what it printed last."""

    def type_it(at: datetime, *options: str) -> tuple[int, list[str]]:
        monkeypatch.setattr(clock, "now", lambda: at)
        done = app.test_cli_runner().invoke(args=["reminders", "run", *options])
        return done.exit_code, [line for line in done.output.splitlines() if not line.startswith("{")]

    with app.app_context():
        publish("ada")
        publish("becej", environment={"certificate": "certified", "certificate_valid_to": "2026-08-01"})
        db.session.commit()
    return type_it


def rows(app):
    with app.app_context():
        return queued()


def test_twice_it_queues_once(app, command):
    counted = "queued: 2 first, 0 second and 0 third reminders, 1 notices of an end; 0 of them without an address"
    assert command(noon(DUE)) == (0, [counted])
    assert command(noon(DUE)) == (0, [NOTHING])
    assert len(rows(app)) == 3


def test_ten_days_late_it_sends_one_mail_and_the_next_one_two_weeks_later(app, command):
    assert [command(noon(DUE, day))[1][0].partition(";")[0] for day in (10, 10, 23, 24)] == [
        "queued: 2 first, 0 second and 0 third reminders, 1 notices of an end",
        NOTHING.partition(";")[0],
        NOTHING.partition(";")[0],
        "queued: 0 first, 2 second and 0 third reminders, 0 notices of an end",
    ]


@pytest.mark.parametrize("change", [date(2026, 10, 25), date(2027, 3, 28)])
def test_across_a_change_of_time_it_is_the_day_in_belgrade_that_counts(app, command, change):
    first = change - timedelta(days=7)
    night = [
        datetime(day.year, day.month, day.day, hour, 30, tzinfo=BELGRADE) for day in (first, change + timedelta(days=7)) for hour in (0,)
    ]
    command(night[0])
    assert command(night[1] - timedelta(minutes=31)) == (0, [NOTHING])
    assert "2 second" in command(night[1])[1][0]


def test_a_dry_run_says_who_would_get_what_and_writes_nothing(app, command):
    with app.app_context():
        for address in ("ler.ada@example.org", "head.ada@example.org"):
            db.session.add(BlockedAddress(address=address, reason="bounced", since=noon(DUE)))
        db.session.commit()
    code, printed = command(noon(DUE), "--dry-run")
    assert (code, sorted(printed)) == (0, sorted([
        "ada: reminder 1 for 2026-07-10 to nobody: no address takes mail",
        "becej: reminder 1 for 2026-07-10 to ler.becej@example.org",
        "becej: end of environment.certificate on 2026-08-01 to ler.becej@example.org",
        "to be queued: 2 first, 0 second and 0 third reminders, 1 notices of an end; 1 of them without an address",
    ]))  # fmt: skip
    with app.app_context():
        assert (queued(), mails(), mails("ending")) == ([], [], [])


def test_as_of_another_day(app, command):
    before, after = (DUE + timedelta(days=day) for day in (-1, 1))
    assert command(noon(DUE), "--on", before.isoformat(), "--dry-run")[1][-1].startswith("to be queued: 0 first")
    assert command(noon(DUE), "--on", after.isoformat(), "--dry-run")[1][-1].startswith("to be queued: 2 first")
    code, printed = command(noon(DUE), "--on", after.isoformat())
    assert code == 2 and printed[-1] == "Error: That day is still to come: try it with --dry-run."
    assert rows(app) == []


def test_what_is_written_down_is_the_time_it_was_done(app, command):
    command(noon(DUE, 20), "--on", DUE.isoformat())
    assert command(noon(DUE, 21)) == (0, [NOTHING])


def test_a_day_that_is_none_is_refused(command):
    code, printed = command(noon(DUE), "--on", "juče")
    assert code == 2 and "juče" in printed[-1]
