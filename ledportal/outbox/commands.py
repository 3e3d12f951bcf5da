"""``flask --app ledportal mail …``: sending what is due, and taking what comes back."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

import click
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from ledportal import clock
from ledportal.extensions import db
from ledportal.outbox import bounces, delivery, notifications

CHUNK = 64 * 1024

mail = AppGroup("mail", help="Outgoing mail.")


@mail.command("deliver")
def deliver_mail() -> None:
    """Send what is due, once."""
    done = delivery.deliver(clock=clock.now)
    click.echo(f"{done.sent} sent, {done.waiting} to be tried again, {done.failed} given up, {done.withheld} withheld")


@mail.command("bounce")
def take_bounce() -> None:
    """Take one mail that came to the bounce address from the standard input.

    Ends with 0 whatever the mail says, so that no mail server answers it; with 65 where there is none, and with 75, which means "try
    again later", where the database is away.
    """
    content = _read(sys.stdin.buffer)
    if not content.strip():
        click.echo("no mail on the standard input", err=True)
        raise SystemExit(os.EX_DATAERR)
    try:
        outcome = bounces.receive(content, at=clock.now())
        db.session.commit()
    except SQLAlchemyError as error:
        click.echo(f"try again later: {type(error).__name__}", err=True)
        raise SystemExit(os.EX_TEMPFAIL) from error
    click.echo(outcome)


@mail.command("bounces")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def take_bounces(folder: Path) -> None:
    """Take the unread mails of a Maildir."""
    for outcome, count in sorted(bounces.read_folder(folder, clock=clock.now).items()):
        click.echo(f"{count} {outcome}")


def _read(stream: IO[bytes]) -> bytes:
    """Read as much as counts, and the rest to its end: who writes to us shall not see a broken pipe."""
    content = stream.read(notifications.LONGEST)
    while stream.read(CHUNK):
        pass
    return content
