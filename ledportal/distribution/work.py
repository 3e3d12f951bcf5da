"""Labels and packing slips for very many recipients, made by the worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext

from ledportal.accounts.models import User
from ledportal.catalogue.models import Edition
from ledportal.days import belgrade_day
from ledportal.distribution import labels, queries, slips
from ledportal.distribution.labels import Asked, Unprintable
from ledportal.distribution.models import Recipient
from ledportal.distribution.sheets import SHEETS
from ledportal.distribution.slips import Content
from ledportal.extensions import db
from ledportal.formats import CSV, csv_lines
from ledportal.imports.tables import digest
from ledportal.jobs import actions, results
from ledportal.jobs.kinds import Kind
from ledportal.jobs.models import Job
from ledportal.jobs.progress import Progress
from ledportal.text import N_

MOST_AT_ONCE = 500
"""Recipients for whom a page makes something while one waits for it."""


def ask_for_labels(recipients: Sequence[Recipient], asked: Asked, *, by: User, at: datetime) -> Job:
    """Have labels made by the worker."""
    args = {"ids": [each.id for each in recipients], "sheet": asked.sheet.key, "start": asked.start, "script": asked.script}
    return _ask(LABELS, args, by=by, at=at)


def ask_for_slips(recipients: Sequence[Recipient], content: Content, *, by: User, at: datetime) -> Job:
    """Have packing slips made by the worker."""
    args = {"ids": [each.id for each in recipients], "edition": content.edition.id, "note": content.note, "script": content.script}
    return _ask(SLIPS, args, by=by, at=at)


def _ask(kind: Kind, args: dict[str, Any], *, by: User, at: datetime) -> Job:
    return actions.ask(kind.name, subject=digest("", [str(args)]), args=args, by=by, at=at)


def make_labels(job: Job, progress: Progress) -> None:
    """Store the labels, and a table of those who get none and why."""
    asked = Asked(SHEETS[job.args["sheet"]], job.args["start"], job.args["script"])
    recipients = _read(job, progress, N_("Setting the labels"))
    day = belgrade_day(progress.clock())
    found = labels.sort(recipients, asked, day=day)
    _store(job, f"nalepnice-{asked.sheet.key}.pdf", labels.pdf(found.printable, asked, day=day), found.unprintable, at=progress.clock())


def make_slips(job: Job, progress: Progress) -> None:
    """Store the packing slips, and a table of those who get none and why."""
    content = Content(db.session.get_one(Edition, job.args["edition"]), job.args["note"], job.args["script"])
    recipients = _read(job, progress, N_("Setting the packing slips"))
    found = slips.sort(recipients, content)
    made = slips.pdf(found.printable, content, day=belgrade_day(progress.clock()))
    _store(job, f"spiskovi-uz-posiljke-{content.edition.slug}.pdf", made, found.unprintable, at=progress.clock())


def _read(job: Job, progress: Progress, step: str) -> Sequence[Recipient]:
    """Return the recipients of a job, and begin with them; what was read is apart from the database while it is set."""
    recipients = queries.by_ids(job.args["ids"])
    db.session.expunge_all()
    progress.step(step, total=len(recipients))
    return recipients


def _store(job: Job, name: str, made: bytes, left: Sequence[Unprintable], *, at: datetime) -> None:
    results.store(job, name, "application/pdf", made, at=at)
    if left:
        results.store(job, "izostavljeni.csv", CSV, "".join(csv_lines(_told(left), separator=";")).encode(), at=at)


def _told(left: Sequence[Unprintable]) -> Iterator[Sequence[object]]:
    yield gettext("Number"), gettext("Recipient"), gettext("Why")
    for each in left:
        yield each.recipient.id, each.recipient.name, gettext(each.message, signs=each.signs)


LABELS = Kind("distribution.labels", N_("Address labels"), make_labels)
SLIPS = Kind("distribution.slips", N_("Packing slips"), make_slips)
