"""Dates, times, ages and numbers as people read them in each version of the register. Times are shown in Europe/Belgrade."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date as babel_date
from babel.numbers import format_decimal
from flask import Flask, g
from flask_babel import gettext, ngettext
from jinja2 import pass_context
from jinja2.runtime import Context

from ledportal import clock
from ledportal.days import BELGRADE, belgrade_day
from ledportal.languages import current_locale, in_script

GENITIVES = (
    "januara", "februara", "marta", "aprila", "maja", "juna", "jula", "avgusta", "septembra", "oktobra", "novembra", "decembra"
)  # fmt: skip
"""The months as they stand in a date; CLDR has only the nominative for Serbian."""


def local_day(value: date | datetime | str) -> date:
    """Return the calendar day in Belgrade of a day, an aware time or an ISO date."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    return belgrade_day(value) if isinstance(value, datetime) else value


def format_date(value: date | datetime | str) -> str:
    """Return "11. decembar 2026." as it stands after a colon."""
    return _date(local_day(value), current_locale())


@lru_cache(maxsize=5_000)
def _date(day: date, locale: str) -> str:
    return str(babel_date(day, "d MMMM y" if locale == "en" else "d. LLLL y.", locale=locale))


def format_date_in_sentence(value: date | datetime | str) -> str:
    """Return "11. decembra 2026." as it stands in a sentence."""
    if current_locale() == "en":
        return format_date(value)
    day = local_day(value)
    return in_script(f"{day.day}. {GENITIVES[day.month - 1]} {day.year}.")


def format_moment(value: datetime) -> str:
    """Return the day and the time, "11. decembar 2026, 14:05"."""
    return f"{format_date(value).removesuffix('.')}, {format_time(value)}"


def format_time(value: datetime) -> str:
    """Return the time of day, "14:05"."""
    return f"{value.astimezone(BELGRADE):%H:%M}"


def format_age(then: datetime, now: datetime | None = None) -> str:
    """Return how long ago something was, in whole days, months or years; without ``now``, as of this page."""
    days = (local_day(now or page_time()) - local_day(then)).days
    if days <= 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    if days < 31:
        return ngettext("%(num)s day ago", "%(num)s days ago", days)
    if days < 365:
        return ngettext("%(num)s month ago", "%(num)s months ago", days // 30)
    return ngettext("%(num)s year ago", "%(num)s years ago", days // 365)


def format_length(number: int, unit: str) -> str:
    """Return so many days or months in words; the unit is "days" or "months"."""
    if unit == "months":
        return ngettext("%(num)s month", "%(num)s months", number)
    return ngettext("%(num)s day", "%(num)s days", number)


def format_number(value: Decimal | float | str) -> str:
    """Return a number with the reader's separators and at most two places."""
    return _number(str(value), current_locale())


@lru_cache(maxsize=5_000)
def _number(value: str, locale: str) -> str:
    """Write a number once: pages are full of the same small ones."""
    return str(format_decimal(Decimal(value), format="#,##0.##", locale=locale))


def page_time() -> datetime:
    """Return the time as of which the page being served is made."""
    if "now" not in g:
        g.now = clock.now()
    now: datetime = g.now
    return now.astimezone(UTC)


def with_counts_as_read(ngettext_in_template: Any) -> Callable[..., str]:
    """Let ``%(num)s`` of a template's plural have the reader's separators."""

    @pass_context
    def counted(context: Context, singular: str, plural: str, count: int, /, **values: Any) -> str:
        shown: str = ngettext_in_template(context, singular, plural, count, **{"num": format_number(count), **values})
        return shown

    return counted


def init_app(app: Flask) -> None:
    app.jinja_env.globals["ngettext"] = with_counts_as_read(app.jinja_env.globals["ngettext"])
    app.add_template_filter(format_date, "date")
    app.add_template_filter(format_date_in_sentence, "date_in_sentence")
    app.add_template_filter(format_moment, "moment")
    app.add_template_filter(format_age, "age")
    app.add_template_filter(format_number, "number")
