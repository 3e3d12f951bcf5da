"""An office's page: its entry, or where there is none what is known and how to make one."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.directory import entry, queries, squares, structured
from ledportal.directory.loading import of_an_office
from ledportal.directory.views import directory
from ledportal.languages import absolute_url, current_locale
from ledportal.offices.history import count_versions
from ledportal.offices.models import Listing, Office, is_gone
from ledportal.offices.periods import Periods
from ledportal.offices.settings import current_periods
from ledportal.offices.standing import from_values, standing
from ledportal.offices.validity import is_over, validities
from ledportal.page_cache import same_for_everybody


@directory.get("/kancelarije/<string:slug>/")
@public
@same_for_everybody
@of_an_office
def office(office: Office) -> ResponseReturnValue:
    """Show an office's entry; where there is none, what is known and how to make one."""
    listing = queries.listings([office.id]).get(office.id)
    if listing is None:
        return render_template("directory/no_entry.html", **_neighbours(office, current_periods()))
    if day := request.args.get("dan"):
        return redirect(url_for("directory.office_history", slug=office.slug, dan=day))
    return _entry_page(office, listing)


def _neighbours(office: Office, periods: Periods) -> dict[str, Any]:
    """Return the office with those that belong together with it or that it took over, and where it lies."""
    around = squares.around(office.municipality, periods, today=belgrade_day(clock.now()))
    return {"office": office, "relatives": queries.relatives(office), "taken_over": queries.taken_over(office), "around": around}


def _entry_page(office: Office, listing: Listing) -> str:
    now, locale, content = clock.now(), current_locale(), listing.content
    today, periods, sections = belgrade_day(now), current_periods(), from_values(listing.sections)
    name, about = (entry.own_text(content, key, locale=locale) for key in ("name", "about"))
    return render_template(
        "directory/office.html",
        **_neighbours(office, periods),
        listing=listing,
        name=name,
        about=about,
        chapters=entry.chapters(content, sections, periods, today=today, without=entry.shown_elsewhere(name, about)),
        standing=standing(sections, periods, today=today),
        validities=validities(content, today=today),
        certificate_is_over=is_over(content["environment"]["certificate_valid_to"], today=today),
        decision=queries.decision_on(listing),
        versions=count_versions(office),
        now=now,
        address=absolute_url("directory.office", locale, slug=office.slug),
        described=None if is_gone(office.status) else structured.government_office(office, content),
    )
