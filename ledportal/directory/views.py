"""Public pages: home, the directory, an office's page. They are the same for everybody: no cookie, no sign-in state."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.directory import entry, queries
from ledportal.directory.forms import DirectoryFilter
from ledportal.directory.search import search
from ledportal.languages import absolute_url, current_locale
from ledportal.municipalities.queries import districts
from ledportal.offices.models import Listing, Office
from ledportal.offices.settings import current_periods
from ledportal.offices.standing import from_values, standing
from ledportal.offices.validity import is_over, validity
from ledportal.paging import paginate_ids

directory = Blueprint("directory", __name__)


@directory.get("/kancelarije/")
@public
def index() -> ResponseReturnValue:
    """Find offices, and municipalities without one."""
    form = _filter()
    if not form.validate():
        form.q.data = form.q.data[: form.q.validators[0].max]
        return render_template("directory/index.html", form=form, page=None, number=0), 422
    found = search(form.q.data, district=form.chosen("okrug"), region=form.chosen("region"))
    page = paginate_ids(Office, found.ids, *queries.WITH_PLACE)
    ids = [each.id for each in page.items]
    entries = queries.listings(ids)
    return render_template(
        "directory/index.html",
        form=form,
        page=page,
        number=len(found.entries),
        others=len(found.others),
        entries=entries,
        with_entry=[each for each in page.items if each.id in entries],
        without_entry=[each for each in page.items if each.id not in entries],
        standings=queries.standings(entries, current_periods(), today=belgrade_day(clock.now())),
    )


def _filter() -> DirectoryFilter:
    locale = current_locale()
    region_codes = {each.code: each.name(locale) for each in queries.regions()}
    district_slugs = {each.slug: each.name(locale) for each in districts()}
    return DirectoryFilter(request.args).offer(regions=region_codes, districts=district_slugs, all_label=gettext("All"))


@directory.get("/kancelarije/<string:slug>/")
@public
def office(slug: str) -> str:
    """Show an office's entry; where there is none, what is known and how to make one."""
    office = queries.find(slug)
    if office is None:
        abort(404)
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


@directory.get("/o-registru/")
@public
def about() -> str:
    return render_template("directory/about.html")


@directory.get("/pristupacnost/")
@public
def accessibility() -> str:
    return render_template("directory/accessibility.html")


@directory.get("/privatnost/")
@public
def privacy() -> str:
    return render_template("directory/privacy.html")
