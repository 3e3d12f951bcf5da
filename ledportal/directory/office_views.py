"""An office's page: its entry, or where there is none what is known and how to make one."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.directory import entry, queries
from ledportal.directory.views import directory
from ledportal.languages import absolute_url, current_locale
from ledportal.offices.addresses import lead_on
from ledportal.offices.models import Listing, Office
from ledportal.offices.settings import current_periods
from ledportal.offices.standing import from_values, standing
from ledportal.offices.validity import is_over, validity


@directory.get("/kancelarije/<string:slug>/")
@public
def office(slug: str) -> ResponseReturnValue:
    """Show an office's entry; where there is none, what is known and how to make one."""
    office = queries.find(slug)
    if office is None:
        return lead_on(slug)
    listing = queries.listings([office.id]).get(office.id)
    if listing is None:
        return render_template("directory/no_entry.html", office=office, relatives=queries.relatives(office))
    return _entry_page(office, listing)


def _entry_page(office: Office, listing: Listing) -> str:
    now, locale, content = clock.now(), current_locale(), listing.content
    today, periods, sections = belgrade_day(now), current_periods(), from_values(listing.sections)
    name, about = (entry.own_text(content, key, locale=locale) for key in ("name", "about"))
    return render_template(
        "directory/office.html",
        office=office,
        listing=listing,
        name=name,
        about=about,
        chapters=entry.chapters(content, sections, periods, today=today, without=_shown_elsewhere(name, about)),
        standing=standing(sections, periods, today=today),
        validities={each["id"]: validity(each, today=today) for each in content["documents"]["documents"]},
        certificate_is_over=is_over(content["environment"]["certificate_valid_to"], today=today),
        decision=queries.decision_on(listing),
        relatives=queries.relatives(office),
        now=now,
        address=absolute_url("directory.office", locale, slug=office.slug),
    )


def _shown_elsewhere(name: entry.OwnText, about: entry.OwnText) -> frozenset[str]:
    """Return the fields that are not among the others: what heads the page, and the Serbian text where the English one stands."""
    heading = "office.name_en" if name.english else "office.name"
    return frozenset({heading, "office.about", "office.logo", *(["office.about_en"] if about.english else [])})
