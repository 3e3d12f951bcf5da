"""What staff do with letters: have them made, once or again, void a code, note that they were posted, throw a plan away."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.conflicts import changed
from ledportal.dates import local_day
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.invitations import actions as invitations
from ledportal.jobs import actions as jobs
from ledportal.letters import actions, queries, work
from ledportal.letters.forms import PostedForm
from ledportal.letters.models import Letter, LetterRun
from ledportal.letters.views import RUN, letters, run_page

LETTER = f"{RUN}<int(max=2147483647):letter>/"


@letters.post(f"{RUN}izrada/")
@requires(Permission.MODERATE, run=queries.find)
def make(run: LetterRun) -> ResponseReturnValue:
    """Have all letters made; once they were, all those whose code was not used, with new codes."""
    wanted = [each for each in queries.letters(run) if work.can_be_made(each, again=run.made_at is not None)]
    return _ask(run, wanted)


@letters.post(f"{LETTER}izrada/")
@requires(Permission.MODERATE, run=queries.find, letter=queries.find_letter)
def make_one(run: LetterRun, letter: Letter) -> ResponseReturnValue:
    """Have one letter made again, with a new code."""
    return _ask(run, [letter] if work.can_be_made(letter, again=True) and _code_of(letter) == seen("code") else [], letter)


def _ask(run: LetterRun, wanted: Sequence[Letter], letter: Letter | None = None) -> ResponseReturnValue:
    """Ask the worker for letters, and lead to where one sees how far it is."""
    now, url = clock.now(), url_for("letters.run", run=run.id)
    if not wanted or actions.end_of(run.deadline) <= now:
        return changed(url)
    try:
        actions.begin(run, version=seen(), at=now)
    except actions.Stale:
        return changed(url)
    args = {"run": run.id, "letters": [each.id for each in wanted]}
    job = jobs.ask(work.KIND.name, subject=work.subject(run, letter), args=args, by=current_user, at=now)
    db.session.commit()
    return redirect(url_for("jobs.job", job=job.id), 303)


def _code_of(letter: Letter) -> int:
    return letter.code.id if letter.code else 0


@letters.post(f"{LETTER}ponistavanje/")
@requires(Permission.MODERATE, run=queries.find, letter=queries.find_letter)
def void(run: LetterRun, letter: Letter) -> ResponseReturnValue:
    """Make the code of a letter useless."""
    url = url_for("letters.run", run=run.id)
    if letter.code is None or letter.code.id != seen("code"):
        return changed(url)
    try:
        invitations.void(letter.code, by=current_user, at=clock.now())
    except invitations.Gone:
        return changed(url)
    db.session.commit()
    flash(gettext("The code does not work any more."), "success")
    return redirect(url, 303)


@letters.post(f"{RUN}slanje/")
@requires(Permission.MODERATE, run=queries.find)
def note_posted(run: LetterRun) -> ResponseReturnValue:
    """Note on which day the letters that were made were posted."""
    form, now, url = PostedForm(), clock.now(), url_for("letters.run", run=run.id)
    day = form.posted_on(local_day(now))
    if day is None:
        return run_page(run, form), 422
    try:
        actions.note_posted(run, day, version=seen(), by=current_user, at=now)
    except actions.Stale:
        return changed(url)
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url, 303)


@letters.post(f"{RUN}brisanje/")
@requires(Permission.MODERATE, run=queries.find)
def discard(run: LetterRun) -> ResponseReturnValue:
    """Throw away letters that were not made yet."""
    url = url_for("letters.run", run=run.id)
    try:
        actions.discard(run, version=seen(), by=current_user, at=clock.now())
    except actions.Stale:
        return changed(url)
    db.session.commit()
    flash(gettext("The letters are thrown away."), "success")
    return redirect(url_for("letters.index"), 303)
