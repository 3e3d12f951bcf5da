"""The mails to who asked for a job: it is ready, or it failed."""

from __future__ import annotations

from ledportal.accounts.models import User
from ledportal.jobs import kinds, words
from ledportal.jobs.models import Job, JobState
from ledportal.languages import absolute_url
from ledportal.outbox.emails import Email

TEMPLATES = {JobState.DONE: "job_ready", JobState.FAILED: "job_failed"}


def ended(job: Job, to: User) -> Email:
    """Return the mail about how a job ended; the link leads to its page, which leads on."""
    url = absolute_url("jobs.job", to.locale, job=job.id)
    told = {"label": kinds.label(job.kind), "about": kinds.about, "why": words.error}
    return Email(TEMPLATES[JobState(job.state)], to, {"job": job, "url": url, **told})
