"""Commands that make staff."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from ledportal import clock
from ledportal.access import Role
from ledportal.accounts import staff_actions
from ledportal.accounts.forms import LONGEST_NAME, is_email, tidy_email, tidy_line
from ledportal.extensions import db
from ledportal.languages import absolute_url

staff = AppGroup("staff", help="Moderators and administrators.")


@staff.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice([Role.MODERATOR.value, Role.ADMINISTRATOR.value]), required=True)
@click.option("--name", required=True)
def add(email: str, role: str, name: str) -> None:
    """Make somebody staff: print a link, valid once and for a day, with which they choose a password."""
    email = tidy_email(email)
    if not is_email(email):
        raise click.BadParameter(f"{email} is no email address.")
    try:
        token = staff_actions.link_for(email, role, tidy_line(name)[:LONGEST_NAME], at=clock.now())
    except staff_actions.LastAdministrator:
        raise click.ClickException(f"{email} is the only administrator. Make another one first.") from None
    db.session.commit()
    if token is None:
        click.echo(f"{email} has an account, and it is staff now. Sign in: {absolute_url('accounts.sign_in')}")
    else:
        click.echo(f"Valid once, for 24 hours: {absolute_url('accounts.join_staff', token=token)}")


@staff.command("first")
def first() -> None:
    """Print the link for the first administrator; where there is one already, say where to sign in."""
    token = staff_actions.link_for_first_administrator(at=clock.now())
    db.session.commit()
    if token is None:
        click.echo(f"Sign in: {absolute_url('accounts.sign_in')}")
    else:
        click.echo(f"Make the first administrator (valid once, for 24 hours): {absolute_url('accounts.first_administrator', token=token)}")
