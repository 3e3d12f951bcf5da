"""``flask --app ledportal jobs …``: where no worker runs."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from ledportal import clock
from ledportal.jobs import work

jobs = AppGroup("jobs", help="Preparation of files.")


@jobs.command("run")
def run_jobs() -> None:
    """Do what waits, one after the other, once."""
    taken = 0
    while work.step(clock=clock.now):
        taken += 1
    click.echo(f"{taken} taken")
