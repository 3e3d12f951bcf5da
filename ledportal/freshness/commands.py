"""``flask --app ledportal reminders``."""

from __future__ import annotations

from datetime import datetime, time

import click
from flask.cli import AppGroup

from ledportal import clock
from ledportal.days import BELGRADE, belgrade_day
from ledportal.freshness import reminders
from ledportal.freshness.planning import Plan

MORNING = time(8)

group = AppGroup("reminders", help="Who is asked to confirm an entry, and when.")


@group.command("run")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Decide as of this day. A day to come only with --dry-run.")
@click.option("--dry-run", is_flag=True, help="Say who would get what, and write nothing.")
def run(on: datetime | None, dry_run: bool) -> None:
    """Queue the reminders that are due. Run it as often as you like: each goes out once."""
    now = clock.now()
    when = datetime.combine(on, MORNING, BELGRADE) if on else now
    if not dry_run and belgrade_day(when) > belgrade_day(now):
        raise click.UsageError("That day is still to come: try it with --dry-run.")
    done = reminders.run(at=now, when=when, instead=_say if dry_run else None)
    click.echo(
        f"{'to be queued' if dry_run else 'queued'}: {done.first} first, {done.second} second and {done.third} third reminders, "
        f"{done.ending} notices of an end; {done.without_address} of them without an address"
    )
    if done.failed:
        raise click.ClickException(f"{done.failed} offices were left out after an error, see the log; the next run tries them again")


def _say(plan: Plan) -> None:
    what = f"reminder {plan.stage} for {plan.entry.due_on.isoformat()}" if plan.stage else _ends(plan)
    click.echo(f"{plan.entry.office.slug}: {what} to {', '.join(each.email for each in plan.to) or 'nobody: no address takes mail'}")


def _ends(plan: Plan) -> str:
    return "end of " + ", ".join(f"{each.about} on {each.on.isoformat()}" for each in plan.ends)
