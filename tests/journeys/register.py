"""The register as its users meet it: a web server, a worker and an SMTP server, each a process or thread of its own."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.outbox.smtp import Server, smtp_server
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 120


@dataclass
class Register:
    """A running register."""

    url: str
    smtp: Server
    environment: dict[str, str]

    def flask(self, *arguments: str) -> str:
        """Run one of its commands and return what it prints."""
        command = [sys.executable, "-m", "flask", "--app", "ledportal", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True).stdout

    def link_from_mail(self, address: str, *, number: int = 1) -> str:
        """Return the first link with a token in the nth mail to an address, as soon as it has arrived."""
        text = self.smtp.wait_for(address, number=number).text
        return next(each for each in re.findall(r"https?://\S+", text) if len(each) > 60)


@contextlib.contextmanager
def running(database_url: str, instance: Path) -> Iterator[Register]:
    """Run the register on a database that has its tables and reference data."""
    port = free_port()
    with smtp_server() as smtp:
        environment = os.environ | smtp.environment | {
            "LEDPORTAL_DATABASE_URL": database_url,
            "LEDPORTAL_INSTANCE_PATH": str(instance),
            "LEDPORTAL_BASE_URL": f"http://127.0.0.1:{port}",
            "LEDPORTAL_MAIL_FROM": "registar@example.org",
        }  # fmt: skip
        web = [
            "gunicorn",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            "1",
            "--threads",
            "4",
            "--no-control-socket",
            "--log-level",
            "warning",
        ]
        programs = (
            [sys.executable, "-m", *web, "ledportal:create_app()"],
            [sys.executable, "-m", "flask", "--app", "ledportal", "worker", "--interval", "0.3"],
        )
        processes = [subprocess.Popen(each, cwd=ROOT, env=environment) for each in programs]
        try:
            _wait_until_open(f"http://127.0.0.1:{port}/")
            yield Register(f"http://127.0.0.1:{port}", smtp, environment)
            assert all(each.poll() is None for each in processes), "a process of the register has ended by itself"
        finally:
            for each in processes:
                each.terminate()
            for each in processes:
                each.wait(PATIENCE)


def _wait_until_open(url: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(url, timeout=PATIENCE)
            return
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
