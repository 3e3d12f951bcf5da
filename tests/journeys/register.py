"""The register as its users meet it: a web server, a worker and an SMTP server, each a process or thread of its own."""

from __future__ import annotations

import contextlib
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.factories import NOW
from tests.journeys import programs
from tests.journeys.calendar import Calendar
from tests.journeys.programs import PATIENCE, Setting
from tests.outbox.smtp import Server, smtp_server
from tests.ports import free_port


@dataclass
class Register:
    """A running register; ``folder`` takes what its commands print."""

    url: str
    smtp: Server
    setting: Setting
    folder: Path

    @property
    def calendar(self) -> Calendar:
        return self.setting.calendar

    def flask(self, *arguments: str) -> str:
        """Run one of its commands and return what it prints."""
        printed = self.folder / "printed"
        process = self.setting.start(programs.command, printed, *arguments)
        process.join(PATIENCE)
        assert process.exitcode == 0, arguments
        return printed.read_text()

    def link_from_mail(self, address: str) -> str:
        """Return the first link with a token in the first mail to an address, as soon as it has arrived."""
        text = self.smtp.wait_for(address).text
        return next(each for each in re.findall(r"https?://\S+", text) if len(each) > 60)

    def fetch(self, url: str, method: str = "GET") -> bytes:
        """Return a page or a file of it as a program gets it."""
        with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=PATIENCE) as answer:
            return bytes(answer.read())


@contextlib.contextmanager
def running(database_url: str, folder: Path, templates: Path) -> Iterator[Register]:
    """Run the register on a database that has its tables and reference data."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    calendar = Calendar(folder / "calendar")
    calendar.put(NOW.date())
    with smtp_server() as smtp:
        environment = smtp.environment | {
            "LEDPORTAL_DATABASE_URL": database_url,
            "LEDPORTAL_INSTANCE_PATH": str(folder),
            "LEDPORTAL_BASE_URL": url,
            "LEDPORTAL_MAIL_FROM": "registar@example.org",
            "LEDPORTAL_SECRET_KEY": "a key for tests only",
        }
        setting = Setting(environment, calendar, templates)
        worker = ("worker", "--interval", "0.3")
        processes = [setting.start(programs.web, port), setting.start(programs.command, Path(os.devnull), *worker)]
        try:
            _wait_until_open(f"{url}/")
            yield Register(url, smtp, setting, folder)
            assert all(each.is_alive() for each in processes), "a process of the register has ended by itself"
        finally:
            _end(processes)


def _end(processes: list[BaseProcess]) -> None:
    for each in processes:
        each.terminate()
    for each in processes:
        each.join(PATIENCE)


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
