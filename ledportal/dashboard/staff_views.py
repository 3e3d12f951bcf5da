"""The same figures for staff, and the offices behind each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.dashboard import queries
from ledportal.dashboard.figures import confirmed_labels, figures, window_label
from ledportal.dashboard.forms import OfficesFilter
from ledportal.dashboard.queries import Condition
from ledportal.dashboard.views import condition
from ledportal.days import belgrade_day
from ledportal.downloads import download
from ledportal.extensions import db
from ledportal.figures.shares import percent
from ledportal.languages import current_locale, in_script
from ledportal.municipalities.queries import districts
from ledportal.offices import standing
from ledportal.offices.models import Listing
from ledportal.offices.profile import CONTACT
from ledportal.offices.standing import Standing, standing_by_due
from ledportal.paging import paginate
from ledportal.text import N_

dashboard_of_staff = Blueprint("dashboard_of_staff", __name__)

FRESHNESS = "/moderacija/svezina/"
BATCH = 500
PHONE = next(spec for spec in CONTACT.fields if spec.key == "phone")
COLUMNS = (
    N_("Town or municipality"),
    N_("District"),
    N_("State"),
    N_("To be confirmed again"),
    N_("Last confirmed"),
    N_("Head of the office"),
    N_("Telephone"),
    N_("Official email"),
)
"""Of the table for staff."""


@dashboard_of_staff.get(FRESHNESS)
@requires(Permission.MODERATE)
def show() -> str:
    """Show the figures, each of which leads to its offices."""
    counted = figures(condition(clock.now()), locale=current_locale())
    return render_template("dashboard/staff.html", figures=counted, percent=percent, window_label=window_label, linked=True)


@dashboard_of_staff.get(f"{FRESHNESS}kancelarije/")
@requires(Permission.MODERATE)
def offices() -> str:
    """List the offices behind a figure."""
    now, form = condition(clock.now()), _filter()
    page = paginate(_narrowed(form, now))
    standings = {each.office_id: _standing(each, now) for each in page.items}
    return render_template("dashboard/offices.html", page=page, form=form, standings=standings, phone=PHONE)


@dashboard_of_staff.get(f"{FRESHNESS}kancelarije.csv")
@requires(Permission.MODERATE)
def offices_file() -> Response:
    """Give the offices behind a figure as a table."""
    now = condition(clock.now())
    listings = db.session.scalars(_narrowed(_filter(), now).execution_options(yield_per=BATCH))
    return download(_rows(listings, now), f"svezina-{now.today}.csv")


def _filter() -> OfficesFilter:
    slugs = {each.slug: each.name(current_locale()) for each in districts()}
    return OfficesFilter(request.args).offer(confirmed=confirmed_labels(), districts=slugs)


def _narrowed(form: OfficesFilter, now: Condition) -> Any:
    chosen = form.chosen
    return queries.offices(now, standing=chosen("stanje"), confirmed=chosen("potvrda"), district=chosen("okrug"))


def _standing(listing: Listing, now: Condition) -> Standing:
    return standing_by_due(listing.due_on, listing.confirmed_at is not None, now.periods, today=now.today)


def _rows(listings: Iterable[Listing], now: Condition) -> Iterator[list[Any]]:
    yield [gettext(title) for title in COLUMNS]
    for each in listings:
        yield _row(each, now)


def _row(listing: Listing, now: Condition) -> list[Any]:
    place, contact, locale = listing.office.municipality, listing.content["contact"], current_locale()
    return [
        place.name(locale),
        place.district.name(locale),
        gettext(standing.LABELS[_standing(listing, now)]),
        listing.due_on,
        belgrade_day(listing.confirmed_at) if listing.confirmed_at else "",
        in_script(contact["head"]),
        contact["phone"],
        contact["email"],
    ]
