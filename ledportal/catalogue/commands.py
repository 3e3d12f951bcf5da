"""``flask catalogue``: the files of an edition, made or made again."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from ledportal import clock
from ledportal.catalogue import actions, making, queries
from ledportal.catalogue.models import Edition, FileKind
from ledportal.extensions import db

catalogue = AppGroup("catalogue", help="The printed catalogue.")


@catalogue.command("build")
@click.argument("edition")
def build(edition: str) -> None:
    """Make the files of the draft EDITION, such as 2026 or 2026-cir."""
    found = _find(edition)
    try:
        making.make(found, at=clock.now, tell=lambda step: click.echo(making.STEPS[step]))
    except actions.Stale:
        raise click.ClickException(
            "It is published, or was changed meanwhile. A published edition is checked by: catalogue verify"
        ) from None
    db.session.commit()
    made = db.session.get_one(Edition, found.id)
    for file in made.files:
        click.echo(f"{file.kind}: {file.pages} pages, {file.size} bytes, SHA-256 {file.sha256}")
    click.echo(f"{len(made.problems)} problems: look at them before you publish it")


@catalogue.command("verify")
@click.argument("edition")
def verify(edition: str) -> None:
    """Make the files of EDITION again, and fail unless each is the one that is kept."""
    found = _find(edition)
    kept = {file.kind: file.sha256 for file in found.files}
    again = {file.kind: file.sha256 for file in making.made(making.source(found)).made}
    for kind in FileKind:
        click.echo(f"{kind}: {'the same' if again[kind] == kept.get(kind) else 'another file'}")
    if again != kept:
        raise click.ClickException("Another version of a program, a template, a font or the profile of the press sets it otherwise.")


def _find(slug: str) -> Edition:
    edition = queries.by_slug(slug)
    if edition is None:
        raise click.ClickException(
            f"There is no edition {slug}. There are: {', '.join(each.slug for each in queries.editions()) or 'none'}"
        )
    return edition
