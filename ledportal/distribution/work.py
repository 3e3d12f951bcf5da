"""Labels for very many recipients, made by the worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask_babel import gettext

from ledportal.accounts.models import User
from ledportal.days import belgrade_day
from ledportal.distribution import labels, queries
from ledportal.distribution.labels import Asked, Unprintable
from ledportal.distribution.models import Recipient
from ledportal.distribution.sheets import SHEETS
from ledportal.extensions import db
from ledportal.formats import CSV, csv_lines
from ledportal.imports.tables import digest
from ledportal.jobs import actions, results
from ledportal.jobs.kinds import Kind
from ledportal.jobs.models import Job
from ledportal.jobs.progress import Progress
from ledportal.text import N_

MOST_AT_ONCE = 500
"""Labels that a page makes while one waits for it."""


def ask(recipients: Sequence[Recipient], asked: Asked, *, by: User, at: datetime) -> Job:
    """Have the labels made by the worker."""
    args = {"ids": [each.id for each in recipients], "sheet": asked.sheet.key, "start": asked.start, "script": asked.script}
    return actions.ask(KIND.name, subject=digest("", [str(args)]), args=args, by=by, at=at)


def make(job: Job, progress: Progress) -> None:
    """Store the labels, and a table of those who get none and why."""
    asked = Asked(SHEETS[job.args["sheet"]], job.args["start"], job.args["script"])
    recipients = queries.by_ids(job.args["ids"])
    db.session.expunge_all()
    progress.step(N_("Setting the labels"), total=len(recipients))
    now = progress.clock()
    day = belgrade_day(now)
    found = labels.sort(recipients, asked, day=day)
    made = labels.pdf(found.printable, asked, day=day)
    results.store(job, f"nalepnice-{asked.sheet.key}.pdf", "application/pdf", made, at=now)
    if found.unprintable:
        told = "".join(csv_lines(_told(found.unprintable), separator=";"))
        results.store(job, "bez-nalepnice.csv", CSV, told.encode(), at=now)


def _told(left: Sequence[Unprintable]) -> Iterator[Sequence[object]]:
    yield gettext("Number"), gettext("Recipient"), gettext("Why")
    for each in left:
        yield each.recipient.id, each.recipient.name, gettext(each.message, signs=each.signs)


KIND = Kind("distribution.labels", N_("Address labels"), make)
