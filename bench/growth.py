"""How long the daily run takes, and how much memory, with ever more offices."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from bench.databases import application
from bench.filling import fill
from bench.tables import show
from ledportal.extensions import db

SIZES = (1_000, 10_000, 100_000)
AT_ONCE = 10_000
"""Offices that are all due on one day, which no register with daily runs has: each of them gets a whole mail."""
MOST_SECONDS, MOST_MEMORY = 60, 300
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Run:
    """One run of the command.

    Attributes:
        seconds: how long it took, with the start of its process; ``cpu`` how long it computed itself.
        peak: the most memory that it took, in MiB.
        mails: how many offices got a mail.
    """

    seconds: float
    cpu: float
    peak: float
    mails: int


def daily_run(app: Flask) -> Run:
    """Run the daily command in a process of its own on the application's database."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("LEDPORTAL_")},
        "LEDPORTAL_DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "LEDPORTAL_INSTANCE_PATH": app.instance_path,
    }
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "bench.daily_run"], cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    said = json.loads(done.stdout.splitlines()[-1])
    return Run(seconds, said["cpu"], said["peak"], sum(map(int, re.findall(r"(\d+) (?:first|second|third|notices)", said["said"]))))


def measure(database: str, sizes: Sequence[int] = SIZES, at_once: int = AT_ONCE) -> bool:
    """Print the growth on a database; say whether the largest register kept to the goals, and a day with all due to that of memory."""
    rows = []
    run = Run(0, 0, 0, 0)
    for size in sizes:
        run, again = _two_runs(database, size)
        rows.append(_row(f"{size:,}", run, again))
    everybody, again = _two_runs(database, at_once, reminded=False)
    rows.append(_row(f"{at_once:,}, all due at once", everybody, again))
    head = ("offices", "mails queued", "seconds", "of them computing", "peak MiB", "once more: seconds", "mails")
    show(f"Daily run, {database} (goal: {MOST_SECONDS} s on an ordinary day, and {MOST_MEMORY} MiB)", head, rows)
    return run.seconds < MOST_SECONDS and max(run.peak, everybody.peak) < MOST_MEMORY


def _two_runs(database: str, size: int, *, reminded: bool = True) -> tuple[Run, Run]:
    """Return what the day's run did in a register of a size, and what the next one found."""
    with application(database) as app:
        with app.app_context():
            fill(size, reminded=reminded)
            db.engine.dispose()
        return daily_run(app), daily_run(app)


def _row(name: str, run: Run, again: Run) -> list[object]:
    return [name, run.mails, f"{run.seconds:.1f}", f"{run.cpu:.1f}", f"{run.peak:.0f}", f"{again.seconds:.1f}", again.mails]
