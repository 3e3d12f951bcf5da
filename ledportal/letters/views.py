"""Staff's pages of letters: the list, planning them, a look at one, what became of their codes."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.dates import local_day
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.jobs import queries as job_queries
from ledportal.letters import actions, queries, setting, work
from ledportal.letters.addresses import has_address
from ledportal.letters.defaults import new_letter
from ledportal.letters.envelopes import ENVELOPES
from ledportal.letters.forms import PostedForm, RunForm, run_form
from ledportal.letters.models import Chosen, LetterRun

letters = Blueprint("letters", __name__)

RUNS = "/moderacija/pisma/"
RUN = f"{RUNS}<int(max=2147483647):run>/"


@letters.get(RUNS)
@requires(Permission.MODERATE)
def index() -> str:
    """List the letters that were planned or made."""
    now, runs = clock.now(), queries.runs()
    states = {each.id: queries.count_states(each.letters, at=now) for each in runs}
    return render_template("letters/index.html", runs=runs, states=states)


@letters.route(f"{RUNS}novo/", methods=["GET", "POST"])
@requires(Permission.MODERATE)
def new() -> ResponseReturnValue:
    """Write down letters that are to be made; from a mapping cycle, to whom is chosen already."""
    today = local_day(clock.now())
    form = _offered(RunForm(data=new_letter(queries.last_run(), today=today) | _asked_for()), cycle=_cycle())
    if request.method != "POST":
        return _form_page(form)
    if not form.validate():
        return _form_page(form, status=422)
    run = actions.plan(form.plan(), form.wanted, by=current_user, at=clock.now())
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url_for("letters.run", run=run.id), 303)


def _asked_for() -> dict[str, Any]:
    """Return whom the address chooses: numbers with a dot between, of a mapping cycle or of whoever made the link."""
    numbers = [int(each) for each in request.args.get("izbor", "").split(".")[:500] if each.isascii() and each.isdigit() and len(each) < 10]
    if not numbers:
        return {"chosen": Chosen.NO_MEMBER}
    return {"chosen": Chosen.CYCLE if _cycle() else Chosen.SOME, "offices": numbers}


def _cycle() -> int | None:
    number = request.args.get("ciklus", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 and queries.has_cycle(int(number)) else None


@letters.route(f"{RUN}izmena/", methods=["GET", "POST"])
@requires(Permission.MODERATE, run=queries.find)
def edit(run: LetterRun) -> ResponseReturnValue:
    """Change letters that were not made yet."""
    form, url = _offered(run_form(run), cycle=run.cycle_id), url_for("letters.run", run=run.id)
    if request.method != "POST":
        return _form_page(form, run, version=run.version) if run.made_at is None else redirect(url, 303)
    if not form.validate():
        return _form_page(form, run, status=422, version=seen())
    try:
        actions.change(run, form.plan(), form.wanted, version=seen(), by=current_user, at=clock.now())
    except actions.Stale:
        db.session.rollback()
        return _form_page(form, run, status=409, version=run.version, stale=True)
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url, 303)


def _offered(form: RunForm, *, cycle: int | None) -> RunForm:
    return form.offer(queries.offices(), queries.without_member(), today=local_day(clock.now()), cycle=cycle)


def _form_page(form: RunForm, run: LetterRun | None = None, *, status: int = 200, **values: Any) -> ResponseReturnValue:
    return render_template("letters/form.html", form=form, run=run, **values), status


@letters.get(RUN)
@requires(Permission.MODERATE, run=queries.find)
def run(run: LetterRun) -> str:
    """Show letters: before they are made, to whom they go; then what became of their codes."""
    return run_page(run, PostedForm(formdata=None))


def run_page(run: LetterRun, form: PostedForm) -> str:
    now, found = clock.now(), queries.letters(run)
    states = {each.id: each.code.state(now) for each in found if each.code is not None}
    return render_template(
        "letters/run.html",
        run=run,
        letters=found,
        states=states,
        counts=queries.count_states(found, at=now),
        printable=[each for each in found if work.can_be_made(each, again=run.made_at is not None)],
        without_address=[each for each in found if not has_address(each.office.municipality)],
        to_post=[each for each in found if each.code is not None and each.posted_on is None],
        job=job_queries.latest(work.KIND.name, work.subject(run)),
        over=actions.end_of(run.deadline) <= now,
        envelope=ENVELOPES[run.envelope],
        form=form,
    )


@letters.get(f"{RUN}primer/")
@requires(Permission.MODERATE, run=queries.find)
def sample(run: LetterRun) -> str:
    """Show how one letter looks, with an example for the code."""
    found, day = queries.letters(run), local_day(clock.now())
    letter = next((each for each in found if has_address(each.office.municipality)), found[0])
    data = setting.prepare(run, [(letter, "")], day=day)
    templates = ["letter"] if ENVELOPES[run.envelope].has_window else ["letter", "envelope"]
    pages = {name: [b64encode(each).decode() for each in setting.pictures(name, data, day=day)] for name in templates}
    return render_template("letters/sample.html", run=run, pages=pages, letter=letter)
