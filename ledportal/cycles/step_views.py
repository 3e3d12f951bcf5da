"""The steps of a cycle: opening, reminding, closing."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.conflicts import changed
from ledportal.cycles import actions, inviting, queries
from ledportal.cycles.models import Cycle
from ledportal.cycles.states import ANSWERED
from ledportal.cycles.views import CYCLE, cycles, planned_page
from ledportal.extensions import db
from ledportal.forms import seen

AT_ONCE = 2
"""Batches that a request queues itself; what is left is the worker's."""


@cycles.post(f"{CYCLE}otvaranje/")
@requires(Permission.MODERATE, cycle=queries.find)
def open_cycle(cycle: Cycle) -> ResponseReturnValue:
    """Open a cycle and invite everybody."""
    url, now = url_for("cycles.cycle", cycle=cycle.id), clock.now()
    try:
        actions.open_(cycle, version=seen(), by=current_user, at=now)
    except actions.Stale:
        return changed(url)
    except actions.AnotherIsOpen:
        return planned_page(cycle, 409)
    db.session.commit()
    inviting.go_on(at=now, batches=AT_ONCE)
    flash(gettext("The cycle is open."), "success")
    return redirect(url, 303)


@cycles.post(f"{CYCLE}podsetnik/")
@requires(Permission.MODERATE, cycle=queries.find)
def remind(cycle: Cycle) -> ResponseReturnValue:
    """Remind those who have not answered."""
    url, now = url_for("cycles.cycle", cycle=cycle.id), clock.now()
    try:
        actions.ask_for_reminders(cycle, version=seen(), by=current_user, at=now)
    except actions.Stale:
        return changed(url)
    db.session.commit()
    inviting.go_on(at=now, batches=AT_ONCE)
    flash(gettext("The reminders are on their way."), "success")
    return redirect(url, 303)


@cycles.route(f"{CYCLE}zatvaranje/", methods=["GET", "POST"])
@requires(Permission.MODERATE, cycle=queries.find)
def close(cycle: Cycle) -> ResponseReturnValue:
    """Say what closing does, and close."""
    url = url_for("cycles.cycle", cycle=cycle.id)
    if request.method != "POST":
        return _closing_page(cycle) if cycle.is_open else redirect(url, 303)
    try:
        actions.close(cycle, version=seen(), by=current_user, at=clock.now())
    except actions.Stale:
        return changed(url)
    db.session.commit()
    flash(gettext("The cycle is closed, and its result stands for good."), "success")
    return redirect(url, 303)


def _closing_page(cycle: Cycle) -> str:
    places = queries.places(cycle, queries.answers(cycle))
    answered = sum(place.state in ANSWERED for place in places)
    return render_template("cycles/close.html", cycle=cycle, total=len(places), answered=answered)
