"""Servers to measure: gunicorn as docs/operations.md has it, and whatever else listens on a port."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence

from flask import Flask

from tests.ports import free_port
from tests.programs import running

WORKERS = 2


def settings(app: Flask) -> dict[str, str]:
    """Return the environment in which another process serves the same register."""
    return {
        "LEDPORTAL_ENV": "production",
        "LEDPORTAL_BASE_URL": "http://127.0.0.1",
        "LEDPORTAL_SECRET_KEY": "a key for measurements only, long enough",
        "LEDPORTAL_SMTP_HOST": "localhost",
        "LEDPORTAL_PROBE_LINKS": "no",
        "LEDPORTAL_DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "LEDPORTAL_INSTANCE_PATH": app.instance_path,
    }


@contextlib.contextmanager
def gunicorn(target: str, environment: Mapping[str, str] | None = None, *, workers: int = WORKERS) -> Iterator[str]:
    """Serve an application such as ``ledportal:create_app()``; yield its address."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--workers", str(workers), "--worker-class", "gthread", "--threads", "8"]
    quiet = ["--no-control-socket", "--log-level", "warning", "--bind", f"127.0.0.1:{port}"]
    with server([*command, *quiet, target], port, environment) as base:
        yield base


@contextlib.contextmanager
def server(command: Sequence[str], port: int, environment: Mapping[str, str] | None = None, *, says: int | None = None) -> Iterator[str]:
    """Run a server until the block ends, with no settings of the register but those given; yield its address once it listens."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LEDPORTAL_")}
    with running(command, port, kept | dict(environment or {}), says=says):
        yield f"http://127.0.0.1:{port}"
