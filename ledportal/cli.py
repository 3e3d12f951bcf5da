"""Commands of ``flask --app ledportal``: thin, each one a call of an action and a commit."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup

from ledportal import clock
from ledportal.accounts.commands import staff
from ledportal.attachments import files
from ledportal.extensions import db
from ledportal.municipalities import loading as municipality_loading
from ledportal.offices import listing
from ledportal.offices import loading as office_loading

municipalities = AppGroup("municipalities", help="Reference data.")


@municipalities.command("load")
def load_municipalities() -> None:
    """Load the regions, districts, municipalities and their offices."""
    added = municipality_loading.load()
    office_loading.load()
    db.session.commit()
    click.echo(f"{added} municipalities added")


attachments = AppGroup("attachments", help="Uploaded files.")


@attachments.command("sweep")
def sweep_attachments() -> None:
    """Remove the files that nothing names any more."""
    click.echo(f"{files.sweep(at=clock.now())} files removed")


listings = AppGroup("listings", help="What the directory shows.")


@listings.command("rebuild")
def rebuild_listings() -> None:
    """Write all listings anew from the published revisions."""
    count = listing.rebuild()
    db.session.commit()
    click.echo(f"{count} listings written")


def init_app(app: Flask) -> None:
    app.cli.add_command(attachments)
    app.cli.add_command(listings)
    app.cli.add_command(municipalities)
    app.cli.add_command(staff)
