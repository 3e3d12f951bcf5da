"""The register's programs, each in a process of its own. They are forked from one that has loaded the code, which takes long."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from argon2 import PasswordHasher
from flask import Flask
from flask.cli import cli
from gunicorn.app.wsgiapp import run
from jinja2 import FileSystemBytecodeCache

from ledportal import clock, create_app
from ledportal.accounts import passwords
from tests.journeys.calendar import Calendar

PATIENCE = 120
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])
TEMPLATES = "JOURNEY_TEMPLATES"


@dataclass(frozen=True)
class Setting:
    """What the processes of one register share: their environment, their time, and the templates that one of them has compiled."""

    environment: dict[str, str]
    calendar: Calendar
    templates: Path

    def start(self, program: Callable[..., None], *arguments: object) -> BaseProcess:
        process = PROCESSES.Process(target=program, args=(self, *arguments))
        process.start()
        return process

    def enter(self) -> None:
        """Make this process one of them."""
        os.environ.update(self.environment, **{TEMPLATES: str(self.templates)})
        clock.now = self.calendar.now
        passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def make_app() -> Flask:
    """Make the application, for gunicorn and ``flask``."""
    app = create_app()
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(os.environ[TEMPLATES])
    return app


def web(setting: Setting, port: int) -> None:
    """Serve the pages."""
    setting.enter()
    where = ("--bind", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "warning")
    sys.argv = ["gunicorn", *where, "--workers", "1", "--threads", "4", f"{__name__}:make_app()"]
    run()


def command(setting: Setting, printed: Path, *arguments: str) -> None:
    """Run a command of the register, what it prints into a file."""
    setting.enter()
    with printed.open("w") as output, redirect_stdout(output):
        cli.main(["--app", f"{__name__}:make_app", *arguments])
