"""How fresh the register is, for everybody: the same for all, no cookie."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, render_template

from ledportal import clock
from ledportal.access import public
from ledportal.dashboard.figures import figures, window_label
from ledportal.dashboard.queries import Condition
from ledportal.days import belgrade_day
from ledportal.figures.shares import percent
from ledportal.languages import current_locale
from ledportal.offices.settings import current_periods
from ledportal.page_cache import same_for_everybody

dashboard = Blueprint("dashboard", __name__)


def condition(at: datetime) -> Condition:
    return Condition(current_periods(), belgrade_day(at))


@dashboard.get("/svezina/")
@public
@same_for_everybody
def show() -> str:
    """Show how fresh the entries are: now, in each district, and over time."""
    counted = figures(condition(clock.now()), locale=current_locale())
    return render_template("dashboard/public.html", figures=counted, percent=percent, window_label=window_label)
