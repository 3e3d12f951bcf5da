"""The worker: mail out and in, the reminders of the day, one job, a link probed now and then, the house kept, until it is told to end."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue

from flask import current_app

from ledportal import clock, housekeeping
from ledportal.cycles import inviting
from ledportal.days import BELGRADE
from ledportal.extensions import db
from ledportal.freshness import reminders
from ledportal.jobs import work as jobs
from ledportal.links import work as links
from ledportal.outbox import bounces, delivery

EVERY = timedelta(days=1)
MORNING = time(8)
"""From when on, in Belgrade, the day's reminders are queued."""
AGAIN = timedelta(minutes=30)
"""After what time reminders that failed are tried again."""


class Stop:
    """Whether the worker shall end. It is told so by a signal handler, for which a SimpleQueue is safe and an Event is not."""

    def __init__(self) -> None:
        self._told: SimpleQueue[None] = SimpleQueue()

    def tell(self, *_signal: object) -> None:
        self._told.put(None)

    def is_told(self) -> bool:
        return not self._told.empty()

    def wait(self, seconds: float) -> None:
        """Wait until told, at most so long."""
        try:
            self._told.put(self._told.get(timeout=seconds))
        except Empty:
            return


@contextmanager
def stopped_by_signals() -> Iterator[Stop]:
    """Let SIGTERM and SIGINT end the worker in order."""
    stop = Stop()
    before = {number: signal.signal(number, stop.tell) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Reminding:
    """The day's reminders: from the morning on, or soon after a later start; again where they failed. It may run in many workers."""

    def __init__(self) -> None:
        self._next: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        first = datetime.combine(now.astimezone(BELGRADE), MORNING, BELGRADE)
        return now >= first and (self._next is None or now >= self._next)

    def note(self, now: datetime, *, worked: bool) -> None:
        """Remember when it is due again."""
        tomorrow = now.astimezone(BELGRADE).date() + timedelta(days=1)
        self._next = datetime.combine(tomorrow, MORNING, BELGRADE) if worked else now + AGAIN


def run(stop: Stop, *, interval: float) -> None:
    """Work until told to stop, looking for mail every ``interval`` seconds; what fails is logged and tried again."""
    current_app.logger.info("worker started")
    housekept: datetime | None = None
    reminding = Reminding()
    while not stop.is_told():
        now = clock.now()
        if housekept is None or now - housekept >= EVERY:
            housekept = now
            _try(lambda: housekeeping.run(at=clock.now()))
        _try(lambda: inviting.go_on(at=clock.now()))
        if reminding.is_due(now):
            reminding.note(now, worked=_try(lambda: reminders.run(at=clock.now())))
        _try(lambda: delivery.deliver(clock=clock.now, stopping=stop.is_told))
        if folder := current_app.config["MAIL_BOUNCE_FOLDER"]:
            _try(lambda: bounces.read_folder(Path(folder), clock=clock.now, stopping=stop.is_told))
        if not stop.is_told():
            _try(lambda: jobs.step(clock=clock.now, stopping=stop.is_told))
            _try(lambda: links.step(clock=clock.now))
        stop.wait(interval)
    current_app.logger.info("worker stopped")


def _try(work: Callable[[], object]) -> bool:
    """Do a part of the work, and say whether it worked; a database that is away for a while does not end the worker."""
    try:
        work()
        return True
    except Exception as error:
        current_app.logger.error("the worker goes on after an error", exc_info=error)
        return False
    finally:
        db.session.remove()
