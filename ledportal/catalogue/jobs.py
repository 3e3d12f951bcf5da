"""Making an edition's files as a job of the worker."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext

from ledportal.catalogue import actions, making, queries
from ledportal.catalogue.models import Edition
from ledportal.catalogue.names import edition_name
from ledportal.jobs.kinds import Failed, Kind
from ledportal.jobs.models import Job
from ledportal.jobs.progress import Progress
from ledportal.text import N_


def run(job: Job, progress: Progress) -> None:
    """Make the files of a draft."""
    edition = _edition(job)
    if edition is None or edition.published_at is not None:
        raise Failed(N_("The draft is published or gone, so its files are not made."))
    try:
        making.make(edition, at=progress.clock, tell=lambda step: progress.step(making.STEPS[step], done=step, total=len(making.STEPS)))
    except actions.Stale:
        raise Failed(N_("The edition was changed while its files were made. Make them again.")) from None


def where(job: Job) -> str:
    edition = _edition(job)
    return url_for("catalogue.edition", edition=edition.id, _anchor="files") if edition is not None else url_for("catalogue.index")


def about(job: Job) -> str:
    edition = _edition(job)
    return edition_name(edition) if edition is not None else gettext("An edition that is gone")


def _edition(job: Job) -> Edition | None:
    return queries.find(job.args["edition"])


FILES = Kind(name="catalogue.files", label=N_("Files of the catalogue"), run=run, where=where, about=about)
