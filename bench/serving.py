"""Servers to measure: gunicorn as docs/operations.md has it, and whatever else listens on a port."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from flask import Flask

from tests.ports import free_port

ROOT = Path(__file__).parent.parent
PATIENCE = 120
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
    with running([*command, *quiet, target], port, environment) as base:
        yield base


@contextlib.contextmanager
def running(command: Sequence[str], port: int, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run a server until the block ends; yield its address once it listens."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LEDPORTAL_")}
    process = subprocess.Popen(command, cwd=ROOT, env=kept | dict(environment or {}))
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    sys.exit(f"nothing listens on port {port}")
