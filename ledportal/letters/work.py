"""What the worker does for letters: codes are drawn, letters and envelopes set, and both kept in one transaction.

So a code holds only if the letter that it is printed in is there; a worker that is stopped in between leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from flask import url_for

from ledportal.accounts.models import User
from ledportal.dates import local_day
from ledportal.extensions import db
from ledportal.invitations.codes import new_code
from ledportal.jobs import results
from ledportal.jobs.kinds import Failed, Kind
from ledportal.jobs.models import Job
from ledportal.jobs.progress import Progress
from ledportal.languages import current_locale
from ledportal.letters import actions, queries, setting
from ledportal.letters.addresses import has_address
from ledportal.letters.envelopes import ENVELOPES
from ledportal.letters.models import Letter, LetterRun
from ledportal.text import N_

PDF = "application/pdf"


def can_be_made(letter: Letter, *, again: bool) -> bool:
    """Say whether a letter can be printed: it would arrive, and its code was not used (or, for the first time, none was made)."""
    used = letter.code is not None and letter.code.used_at is not None
    return has_address(letter.office.municipality) and not used and (again or letter.code is None)


def subject(run: LetterRun, letter: Letter | None = None) -> str:
    """Return what tells the work on a run, or on one of its letters, from other work."""
    return f"{run.id}" if letter is None else f"{run.id}/{letter.id}"


def make(job: Job, progress: Progress) -> None:
    """Make the letters that a job names, and the envelopes where they have no window."""
    now, run_id = progress.clock(), job.args["run"]
    run = db.session.get(LetterRun, run_id)
    letters = _letters(run, job.args["letters"]) if run else []
    if run is None or not letters:
        raise Failed(N_("There is nothing to print: no municipality of this run has a postal address and a code that was not used."))
    if actions.end_of(run.deadline) <= now:
        raise Failed(N_("The last day of these letters has passed. Prepare new ones."))
    codes, has_window = {each.id: new_code() for each in letters}, ENVELOPES[run.envelope].has_window
    data, day = setting.prepare(run, [(each, codes[each.id]) for each in letters], day=local_day(now)), local_day(now)
    if odd := setting.unprintable(data):
        message = N_("These postal addresses have signs that cannot be printed: %(names)s. Correct them.")
        raise Failed(message, {"names": ", ".join(odd)})
    whose = letters[0].office.slug if len(letters) == 1 else run_id
    progress.step(N_("The letters are being set"), total=len(codes))
    files = {f"pisma-{whose}.pdf": _set("letter", data, day)}
    if not has_window:
        progress.step(N_("The envelopes are being set"), done=len(codes), total=len(codes))
        files[f"koverte-{whose}.pdf"] = _set("envelope", data, day)
    _keep(job, files, codes, at=progress.clock())


def _set(template: str, data: setting.Data, day: date) -> bytes:
    try:
        return setting.pdf(template, data, day=day)
    except setting.TooLong as long:
        names = ", ".join(long.whose)
        raise Failed(N_("These postal addresses are too long for the envelope: %(names)s. Shorten them."), {"names": names}) from None


def _letters(run: LetterRun, wanted: Sequence[int]) -> list[Letter]:
    return [each for each in queries.letters(run) if each.id in wanted and can_be_made(each, again=True)]


def _keep(job: Job, files: Mapping[str, bytes], codes: Mapping[int, str], *, at: datetime) -> None:
    """Keep the files, and let their codes hold, in the transaction that ends the job."""
    for name, content in files.items():
        results.store(job, name, PDF, content, at=at)
    by = db.session.get_one(User, job.asked_by_id)
    actions.write_codes(db.session.get_one(LetterRun, job.args["run"]), codes, by=by, at=at)


def _where(job: Job) -> str:
    return url_for("letters.run", run=job.args["run"])


def _about(job: Job) -> str:
    run, wanted = queries.find(job.args["run"]), job.args["letters"]
    if run is None:
        return ""
    letter = db.session.get(Letter, wanted[0]) if len(wanted) == 1 else None
    return f"{run.name}, {letter.office.name(current_locale())}" if letter else run.name


KIND = Kind("letters.run", N_("Letters with invitation codes"), make, where=_where, about=_about, kept_for=timedelta(days=1))
