"""What is done in a process of its own: to be killed in the middle, or at the same time as another one."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable

from flask import Flask

from ledportal.extensions import db
from tests.crash import harness


def start(app: Flask, act: Callable[[], object], *, kill_at: int = 0) -> int:
    """Start a process that acts, and is killed at that database event; return its number."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the mail server's thread does nothing in the child
        pid = os.fork()
    if pid == 0:
        code = 1
        try:
            if kill_at:
                harness.arm(kill_at)
            act()
            code = 0
        finally:
            os._exit(code)
    return pid


def ended(pid: int) -> bool:
    """Wait for a process and say whether it got to its end.

    Raises:
        AssertionError: it failed by itself.
    """
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == 0, "the process failed by itself"
    return True
