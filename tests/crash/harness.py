"""Killing a process at the Nth thing that it asks of the database, for N = 1, 2, … until it gets to its end."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from itertools import count

from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from ledportal.extensions import db

MOST_EVENTS = 500
EVENTS = (
    (Engine, "before_cursor_execute"),
    (Engine, "after_cursor_execute"),
    (Engine, "commit"),
    (Session, "after_commit"),
)


def arm(nth: int) -> None:
    """From now on, count what happens at the database and die at the nth event, as a machine does that loses its power."""
    seen = count(1)

    def note(*_arguments: object, **_named: object) -> None:
        if next(seen) == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    for target, name in EVENTS:
        event.listen(target, name, note)


def run_killed_at(nth: int, act: Callable[[], None]) -> bool:
    """Act in a process of its own, killed at the nth event; say whether it got to its end.

    No connection may be open: the process would share it.

    Raises:
        AssertionError: it failed by itself.
    """
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            arm(nth)
            act()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == 0, "the process failed by itself"
    return True


def kill_at_every_event(app: Flask, act: Callable[[], None], check: Callable[[], bool]) -> tuple[int, int]:
    """Kill at each event until one run is through or has had its effect; after each kill, ``check`` says whether it has.

    Returns:
        how many kills had no effect, and how many had the whole.
    """
    for nth in range(1, MOST_EVENTS):
        with app.app_context():
            db.engine.dispose()
        ended = run_killed_at(nth, act)
        with app.app_context():
            done = check()
        if done:
            return nth - 1, 0 if ended else 1
        assert not ended, "it got to its end, and nothing is there"
    raise AssertionError(f"not through after {MOST_EVENTS} events")
