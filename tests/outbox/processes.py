"""Workers as processes of their own, on the database and the SMTP server of a test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from tests.outbox.smtp import Server

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def command(
    app: Flask, smtp: Server, *arguments: str, stdin: int | None = None, program: str = "ledportal"
) -> Iterator[subprocess.Popen[str]]:
    """Start ``flask --app ledportal …``, or that of another program; whatever happens, it has ended afterwards."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("LEDPORTAL_")},
        **smtp.environment,
        "LEDPORTAL_SECRET_KEY": app.secret_key,
        "LEDPORTAL_DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "LEDPORTAL_INSTANCE_PATH": app.instance_path,
    }
    words = [sys.executable, "-m", "flask", "--app", program, *arguments]
    pipes = {"stdin": stdin, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(words, cwd=ROOT, env=environment, text=True, **pipes)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
