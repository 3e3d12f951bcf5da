"""Staff's pages of cycles: the list, a cycle to come, how an open one stands."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.cycles import actions, inviting, queries, sheets
from ledportal.cycles.emails import WISHES
from ledportal.cycles.forms import CycleForm, PlaceFilter, SampleForm, cycle_form
from ledportal.cycles.models import Cycle
from ledportal.cycles.queries import Place
from ledportal.cycles.states import ANSWERED, LABELS, SIGNS
from ledportal.dates import local_day
from ledportal.downloads import download
from ledportal.extensions import db
from ledportal.figures.tiles import Tile, tile_map
from ledportal.forms import seen
from ledportal.languages import current_locale
from ledportal.municipalities.grid import letters
from ledportal.outbox import previews

cycles = Blueprint("cycles", __name__)

CYCLES = "/moderacija/ciklusi/"
CYCLE = f"{CYCLES}<int(max=2147483647):cycle>/"


@cycles.get(CYCLES)
@requires(Permission.MODERATE)
def index() -> str:
    """List the cycles."""
    return render_template("cycles/index.html", cycles=queries.cycles(), today=local_day(clock.now()))


@cycles.route(f"{CYCLES}novi/", methods=["GET", "POST"])
@requires(Permission.MODERATE)
def new() -> ResponseReturnValue:
    """Write down a cycle that is to come."""
    form = CycleForm()
    if request.method != "POST":
        return _form_page(form)
    if not form.validate():
        return _form_page(form, status=422)
    cycle = actions.create(form.plan(), by=current_user, at=clock.now())
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url_for("cycles.cycle", cycle=cycle.id), 303)


@cycles.route(f"{CYCLE}izmena/", methods=["GET", "POST"])
@requires(Permission.MODERATE, cycle=queries.find)
def edit(cycle: Cycle) -> ResponseReturnValue:
    """Change a cycle that is still to come."""
    form, url = cycle_form(cycle), url_for("cycles.cycle", cycle=cycle.id)
    if request.method != "POST":
        return _form_page(form, cycle, version=cycle.version)
    if not form.validate():
        return _form_page(form, cycle, status=422, version=seen())
    try:
        actions.change(cycle, form.plan(), version=seen(), by=current_user, at=clock.now())
    except actions.Stale:
        db.session.rollback()
        return _form_page(form, cycle, status=409, version=cycle.version, stale=True)
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url, 303)


def _form_page(form: CycleForm, cycle: Cycle | None = None, *, status: int = 200, **values: Any) -> Response:
    page = render_template("cycles/form.html", form=form, cycle=cycle, sample=SampleForm().offer(), **values)
    return previews.framing(page, status)


@cycles.get(CYCLE)
@requires(Permission.MODERATE, cycle=queries.find)
def cycle(cycle: Cycle) -> ResponseReturnValue:
    """Show a cycle: before it opens, who would get what; while it is open, how it stands; in the end, its report."""
    if cycle.result is not None:
        return render_template("cycles/closed.html", cycle=cycle, **sheets.report_context(cycle.result, current_locale()))
    if cycle.opened_at is None:
        return planned_page(cycle)
    return _open_page(cycle)


def planned_page(cycle: Cycle, status: int = 200) -> Response:
    """Show a cycle that is to come, and who would get what if it opened now."""
    planned = inviting.preview()
    page = render_template(
        "cycles/planned.html",
        cycle=cycle,
        sample=SampleForm().offer(),
        wishes=WISHES,
        other=queries.open_cycle(),
        kinds=Counter(inviting.kind(office, plan) for office, plan in planned),
        mails=sum(len(plan.to) for _, plan in planned),
        total=len(planned),
        by_phone=[(office, plan.why) for office, plan in planned if plan.why is not None],
    )
    return previews.framing(page, status)


def _open_page(cycle: Cycle) -> str:
    now, locale = clock.now(), current_locale()
    places = _places(cycle)
    form = PlaceFilter(request.args).offer(sheets.districts(places, locale))
    counts = Counter(place.state for place in places)
    waiting = sum(inviting.is_waited_for(place, at=now) for place in places)
    return render_template(
        "cycles/open.html",
        cycle=cycle,
        form=form,
        places=sheets.chosen(places, form.chosen("state"), form.chosen("district"), form.chosen("order")),
        total=len(places),
        answered=sum(place.state in ANSWERED for place in places),
        map=tile_map([_tile(cycle, place) for place in places if place.municipality.tile_row is not None]),
        beside_the_map=[_tile(cycle, place) for place in places if place.municipality.tile_row is None],
        labels=LABELS,
        legend=[(state, gettext(label), counts[state], SIGNS[state]) for state, label in LABELS.items()],
        waiting=waiting,
        uninvited=queries.count_uninvited(cycle),
        is_over=cycle.ends_on < local_day(now),
    )


def _tile(cycle: Cycle, place: Place) -> Tile:
    name, state = place.municipality.name(current_locale()), place.state
    address = url_for("cycles.place", cycle=cycle.id, answer=place.office.slug)
    column, row = place.municipality.tile_column or 0, place.municipality.tile_row or 0
    return Tile(column, row, state, letters(name), f"{name}: {gettext(LABELS[state])}", address, SIGNS[state])


@cycles.get(f"{CYCLE}opstine.csv")
@requires(Permission.MODERATE, cycle=queries.find)
def table(cycle: Cycle) -> Response:
    """Give the state of each municipality as a file: as it is now, or as it was when the cycle closed."""
    locale = current_locale()
    rows = sheets.outcomes(cycle.result, locale) if cycle.result is not None else sheets.states(_places(cycle), locale)
    return download(rows, f"ciklus-{cycle.slug}-opstine.csv")


def _places(cycle: Cycle) -> list[Place]:
    return queries.places(cycle, queries.answers(cycle))


@cycles.get(f"{CYCLE}spisak/")
@requires(Permission.MODERATE, cycle=queries.find)
def calls(cycle: Cycle) -> str:
    """List whom to phone and to write a letter."""
    return render_template("cycles/calls.html", cycle=cycle, calls=_calls(cycle))


@cycles.get(f"{CYCLE}spisak.csv")
@requires(Permission.MODERATE, cycle=queries.find)
def calls_file(cycle: Cycle) -> Response:
    """Give the list to phone and to post as a file."""
    return download(sheets.call_rows(_calls(cycle), current_locale()), f"ciklus-{cycle.slug}-spisak.csv")


def _calls(cycle: Cycle) -> list[sheets.Call]:
    """Return who has not answered, and why they are to be called: a closed cycle calls nobody."""
    if not cycle.is_open:
        return []
    now = clock.now()
    return sheets.calls([(place, why) for place in _places(cycle) if (why := inviting.why_call(place, at=now)) is not None])
