"""The command that loads the samples."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from ledportal import clock
from ledportal.demo import loading

demo = AppGroup("demo", help="Sample data.")


@demo.command("load")
def load() -> None:
    """Load the sample offices, people and mail into a database of their own."""
    if not current_app.config["SAMPLE_DATA"]:
        raise click.ClickException("Samples never mix with real data: set LEDPORTAL_SAMPLE_DATA=yes.")
    loaded = loading.fill(at=clock.now())
    click.echo("Samples loaded" if loaded else "The samples are there already")
