"""Staff's pages of what the worker prepares: the list, how far each is, its files."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.conflicts import changed
from ledportal.downloads import file_name
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.headers import PRIVATE
from ledportal.jobs import actions, kinds, queries, results, words
from ledportal.jobs.models import Job, JobFile
from ledportal.paging import paginate

jobs = Blueprint("jobs", __name__)

JOBS = "/moderacija/poslovi/"
JOB = f"{JOBS}<int(max=2147483647):job>/"
FILE = f"{JOB}datoteke/<int(max=2147483647):file>/"


@jobs.get(JOBS)
@requires(Permission.MODERATE)
def index() -> str:
    """List what is prepared or was."""
    return render_template("jobs/index.html", page=paginate(queries.jobs()), words=words, kinds=kinds)


@jobs.get(JOB)
@requires(Permission.MODERATE, job=queries.find)
def job(job: Job) -> str:
    """Show how far a job is, then its files and the way on."""
    now = clock.now()
    there = {each.id for each in job.files if results.is_there(each, at=now)}
    return render_template("jobs/job.html", job=job, there=there, now=now, words=words, kinds=kinds)


@jobs.get(f"{JOB}stanje/")
@requires(Permission.MODERATE, job=queries.find)
def progress(job: Job) -> dict[str, Any]:
    """Tell the page's script how far a job is."""
    if not job.is_open:
        return {"over": True}
    return {"over": False, "said": words.said(job, at=clock.now()), "count": words.count(job), "done": job.done, "total": job.total}


@jobs.post(JOB)
@requires(Permission.MODERATE, job=queries.find)
def retry(job: Job) -> ResponseReturnValue:
    """Have a failed job tried again."""
    try:
        actions.retry(job, version=seen(), by=current_user, at=clock.now())
    except actions.Stale:
        return changed(url_for("jobs.job", job=job.id))
    db.session.commit()
    return redirect(url_for("jobs.job", job=job.id), 303)


@jobs.get(FILE)
@requires(Permission.MODERATE, job=queries.find, file=queries.find_file)
def file(job: Job, file: JobFile) -> Response:  # noqa: ARG001  # the file is found through its job
    """Give a file to staff, to be saved and not to be shown."""
    if not results.is_there(file, at=clock.now()):
        abort(404)
    path, name = results.path_of(file), file_name(file.name)
    response = send_file(path, mimetype=file.media_type, as_attachment=True, download_name=name, etag=file.sha256)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = PRIVATE
    return response


@jobs.post(FILE)
@requires(Permission.MODERATE, job=queries.find, file=queries.find_file)
def delete_file(job: Job, file: JobFile) -> ResponseReturnValue:
    """Delete a file at once, for all."""
    try:
        actions.delete_file(file, by=current_user, at=clock.now())
    except actions.Stale:
        return changed(url_for("jobs.job", job=job.id))
    db.session.commit()
    results.remove(file)
    flash(gettext("The file is deleted."), "success")
    return redirect(url_for("jobs.job", job=job.id), 303)
