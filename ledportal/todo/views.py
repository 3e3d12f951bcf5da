"""The staff's to-do list and the page of one task."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.dates import local_day
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.languages import current_locale
from ledportal.municipalities.queries import districts
from ledportal.offices.queries import phones as phones_of
from ledportal.paging import paginate
from ledportal.todo import actions, queries
from ledportal.todo.forms import TaskFilter, TaskForm
from ledportal.todo.kinds import MEANING, Kind, Outcome
from ledportal.todo.models import StaffTask
from ledportal.todo.ways import ways

TASKS = "/moderacija/zadaci/"

todo = Blueprint("todo", __name__)


@todo.get(TASKS)
@requires(Permission.MODERATE)
def index() -> str:
    """List what there is to do, the most urgent first; or what is put off, or closed."""
    state, now = request.args.get("stanje", "open"), clock.now()
    if state not in queries.STATES:
        abort(404)
    form = TaskFilter(request.args).offer({each.code: each.name(current_locale()) for each in districts()})
    narrow = {"kind": form.chosen("kind"), "district": form.chosen("okrug")}
    page = paginate(queries.tasks(state, **narrow, at=now))
    phones, dead = phones_of(each.office_id for each in page.items), queries.dead_addresses(page.items)
    return render_template(
        "todo/tasks.html",
        page=page,
        form=form,
        state=state,
        counts=queries.counts(**narrow, at=now),
        ways={each.id: ways(each, phones, dead) for each in page.items},
        meaning=MEANING,
    )


@todo.route(f"{TASKS}<int(max=2147483647):task>/", methods=["GET", "POST"])
@requires(Permission.MODERATE, task=queries.find)
def task(task: StaffTask) -> ResponseReturnValue:
    """Show a task with what is known of its office, and write down what was done about it."""
    meaning = MEANING[Kind(task.kind)]
    form = TaskForm(data={"note": task.note}).offer(meaning, today=local_day(clock.now()))
    if request.method != "POST":
        return _page(task, form)
    if not form.validate():
        return _page(task, form), 422
    try:
        _write_down(task, form)
    except actions.Stale:
        db.session.rollback()
        return render_template("todo/happened.html", task=task, form=form), 409
    db.session.commit()
    return _saved(task)


def _saved(task: StaffTask) -> ResponseReturnValue:
    """Lead back to the list; where there is no office any more, to its page, whose status says so to everybody."""
    if task.outcome == Outcome.NO_OFFICE and task.office is not None:
        flash(gettext("Saved. Now write the status of the office down, so that the register says it too."), "success")
        return redirect(url_for("administration.office", office=task.office.slug), 303)
    flash(gettext("Saved."), "success")
    return redirect(url_for("todo.index"), 303)


def _write_down(task: StaffTask, form: TaskForm) -> None:
    about = {"note": form.note.data, "version": seen("version"), "by": current_user, "at": clock.now()}
    if form.wake_at is not None:
        actions.put_off(task, form.wake_at, **about)
    else:
        actions.close(task, Outcome(form.outcome.data), **about)


def _page(task: StaffTask, form: TaskForm) -> str:
    found = ways(task, phones_of([task.office_id] if task.office_id else []), queries.dead_addresses([task]))
    facts = queries.facts(task.office) if task.office is not None else None
    return render_template(
        "todo/task.html",
        task=task,
        form=form,
        ways=found,
        facts=facts,
        is_asleep=task.wake_at is not None and task.wake_at > clock.now(),
        others=queries.others(task),
        meaning=MEANING[Kind(task.kind)],
    )
