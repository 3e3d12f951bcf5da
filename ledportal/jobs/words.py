"""What a job's page says of it, in the reader's words."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext, ngettext

from ledportal.dates import format_number
from ledportal.jobs import queries
from ledportal.jobs.models import Job, JobState
from ledportal.text import N_

STATES = {
    JobState.QUEUED: N_("Waiting"),
    JobState.RUNNING: N_("Being made"),
    JobState.DONE: N_("Ready"),
    JobState.FAILED: N_("Failed"),
}


def state(job: Job) -> str:
    return gettext(STATES[JobState(job.state)])


def said(job: Job, *, at: datetime) -> str:
    """Return what is being done for a job now."""
    if job.state == JobState.RUNNING:
        return _said_of_work(job, at=at)
    if job.tries:
        return gettext("The last try was broken off. The next one begins in a minute.")
    if before := queries.count_before(job):
        return ngettext("It waits for %(num)s other to be ready.", "It waits for %(num)s others to be ready.", before)
    return gettext("It waits, and begins in a few seconds.")


def _said_of_work(job: Job, *, at: datetime) -> str:
    if job.free_at <= at:
        return gettext("The work was broken off. It begins again soon.")
    return gettext(job.step) if job.step else gettext("The work begins.")


def count(job: Job) -> str:
    """Return how many parts of how many are made."""
    if not job.total:
        return ""
    return gettext("%(done)s of %(total)s", done=format_number(job.done), total=format_number(job.total))


def error(job: Job) -> str:
    """Return why a job failed."""
    return gettext(job.error, **job.error_values)


def size(number: int) -> str:
    """Return how large a file is."""
    if number < 1_000_000:
        return f"{format_number(max(1, round(number / 1000)))} kB"
    return f"{format_number(round(number / 1_000_000, 1))} MB"
