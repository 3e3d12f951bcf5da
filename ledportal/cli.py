"""Commands of ``flask --app ledportal``: thin, each one a call of an action and a commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from ledportal import backup, clock, deployment, housekeeping, worker
from ledportal.accounts.commands import staff
from ledportal.attachments import files
from ledportal.catalogue.commands import catalogue
from ledportal.extensions import db
from ledportal.jobs.commands import jobs
from ledportal.municipalities import loading as municipality_loading
from ledportal.offices import listing
from ledportal.offices import loading as office_loading
from ledportal.outbox.commands import mail

municipalities = AppGroup("municipalities", help="Reference data.")


@municipalities.command("load")
def load_municipalities() -> None:
    """Load the regions, districts, municipalities and their offices, and write the listings that are missing."""
    added = municipality_loading.load()
    office_loading.load()
    db.session.commit()  # what follows locks one batch of offices after the other, and must hold nothing else
    written = listing.rebuild_missing()
    click.echo(f"{added} municipalities added, {written} listings written")


attachments = AppGroup("attachments", help="Uploaded files.")


@attachments.command("sweep")
def sweep_attachments() -> None:
    """Remove the files that nothing names any more."""
    click.echo(f"{files.sweep(at=clock.now())} files removed")


listings = AppGroup("listings", help="What the directory shows.")


@listings.command("rebuild")
def rebuild_listings() -> None:
    """Write all listings anew from the published revisions; the register may run meanwhile."""
    click.echo(f"{listing.rebuild()} listings written")


@click.command("housekeeping")
@with_appcontext
def keep_house() -> None:
    """Do once what the worker does each day."""
    for name, count in housekeeping.run(at=clock.now()).items():
        click.echo(f"{count} {name}")


@click.command("worker")
@click.option("--interval", type=click.FloatRange(min=0.1), default=5.0, show_default=True, help="Seconds between two looks at the queue.")
@with_appcontext
def run_worker(interval: float) -> None:
    """Deliver mail and keep house until stopped; any number of workers may run at once."""
    with worker.stopped_by_signals() as stop:
        worker.run(stop, interval=interval)


@click.command("check")
@click.option("--deploy", is_flag=True, required=True, help="Check the configuration as one that others use.")
@with_appcontext
def check(deploy: bool) -> None:  # noqa: ARG001  # required, so that another check can have a name of its own
    """List what is unsafe, and fail where there is anything."""
    found = deployment.problems()
    for problem in found:
        click.echo(f"- {problem}")
    if found:
        raise click.ClickException(f"{len(found)} to be mended")
    click.echo("Nothing unsafe was found.")


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def save_backup(file: Path) -> None:
    """Write the database and the uploaded files into FILE (.tar.gz); the register may run meanwhile."""
    with _told_plainly():
        backup.save(file)
    click.echo(f"{file}: {file.stat().st_size} bytes")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in the place of what the database holds.")
@with_appcontext
def restore_backup(file: Path, replace: bool) -> None:
    """Put the backup FILE back; stop the web server and the workers first."""
    with _told_plainly():
        backup.restore(file, replace=replace)
    click.echo("Restored. If the backup is of an older version, run flask --app ledportal db upgrade, and then municipalities load.")


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except backup.BackupError as error:
        raise click.ClickException(str(error)) from error


def init_app(app: Flask) -> None:
    app.cli.add_command(attachments)
    app.cli.add_command(jobs)
    app.cli.add_command(catalogue)
    app.cli.add_command(keep_house)
    app.cli.add_command(listings)
    app.cli.add_command(check)
    app.cli.add_command(mail)
    app.cli.add_command(municipalities)
    app.cli.add_command(restore_backup)
    app.cli.add_command(run_worker)
    app.cli.add_command(save_backup)
    app.cli.add_command(staff)
