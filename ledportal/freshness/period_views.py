"""How long a confirmation holds and when who is reminded: the numbers that staff change, after a look at what that does."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.dates import format_length
from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.freshness.overview_queries import AHEAD, places, receivers
from ledportal.freshness.period_forms import UNITS, PeriodsForm, filled, untyped
from ledportal.freshness.period_queries import effect
from ledportal.freshness.views import REMINDERS, pages
from ledportal.guards import keeps_typed_text, token_is_valid
from ledportal.offices import period_actions, settings
from ledportal.offices.periods import DEFAULT, NUMBERS, Periods, numbers
from ledportal.paging import paginate_list

PERIODS = f"{REMINDERS}rokovi/"


@pages.get(PERIODS)
@requires(Permission.MODERATE)
def periods() -> str:
    """Show the numbers, each to be changed."""
    return _page(filled(settings.current_periods()), version=_version())


@pages.post(PERIODS)
@requires(Permission.MODERATE)
@keeps_typed_text
def change_periods() -> ResponseReturnValue:
    """Say what the numbers would change, and store them once that was seen."""
    verb = request.form.get("verb")
    form = untyped(DEFAULT) if verb == "reset" else filled(settings.current_periods())
    if not token_is_valid():
        return _page(form, version=seen(), is_unsent=True), 400
    if not form.validate():
        return _page(form, version=seen()), 422
    if verb == "edit":
        return _page(form, version=seen())
    return _apply(form) if verb == "apply" else _effect(form.periods())


def _effect(periods: Periods) -> ResponseReturnValue:
    """Show what would change, with a button that does it."""
    current = settings.current_periods()
    if numbers(periods) == numbers(current):
        flash(gettext("These periods hold already."))
        return redirect(url_for("reminders.periods"), 303)
    found = effect(current, periods, today=belgrade_day(clock.now()))
    page = paginate_list(found.listed)
    offices = places([each.office_id for each in page.items])
    changed = _differing(numbers(current), numbers(periods))
    return render_template(
        "freshness/periods_effect.html",
        values=numbers(periods),
        changed=changed,
        effect=found,
        days_ahead=AHEAD.days,
        page=page,
        offices=offices,
        to={number: receivers(each) for number, each in offices.items()},
        version=seen(),
    )


def _apply(form: PeriodsForm) -> ResponseReturnValue:
    try:
        moved = period_actions.change_periods(form.periods(), version=seen(), by=current_user, at=clock.now())
    except settings.StaleSettings:
        db.session.rollback()
        return _stale(form)
    db.session.commit()
    text = ngettext("Saved. %(num)s entry is due on another day now.", "Saved. %(num)s entries are due on another day now.", moved)
    flash(text, "success")
    return redirect(url_for("reminders.periods"), 303)


def _stale(form: PeriodsForm) -> ResponseReturnValue:
    """Show what somebody else stored beside what was typed; the same numbers stored twice are one change."""
    current = settings.current_periods()
    if numbers(form.periods()) == numbers(current):
        flash(gettext("These periods hold already."))
        return redirect(url_for("reminders.periods"), 303)
    return _page(form, version=_version(), saved=_differing(numbers(form.periods()), numbers(current))), 409


def _differing(before: dict[str, int], after: dict[str, int]) -> list[dict[str, Any]]:
    """Return the numbers that differ, each with its label and both values in words."""
    return [
        {
            "label": gettext(number.label),
            "before": format_length(before[name], number.unit),
            "after": format_length(after[name], number.unit),
        }
        for name, number in NUMBERS.items()
        if before[name] != after[name]
    ]


def _version() -> int:
    found = settings.stored()
    return found.version if found is not None else 0


def _page(form: PeriodsForm, *, version: int, saved: list[dict[str, Any]] | None = None, is_unsent: bool = False) -> str:
    months, days = ([name for name, number in NUMBERS.items() if number.unit == unit] for unit in UNITS)
    context = {"version": version, "saved": saved, "stored": settings.stored(), "is_declared": settings.current_periods() == DEFAULT}
    return render_template("freshness/periods.html", form=form, months=months, days=days, is_unsent=is_unsent, **context)
