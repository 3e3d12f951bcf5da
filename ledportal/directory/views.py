"""Public pages: home and the directory. They are the same for everybody: no cookie, no sign-in state."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.directory import queries
from ledportal.directory.forms import DirectoryFilter
from ledportal.languages import current_locale
from ledportal.municipalities.queries import districts
from ledportal.offices.models import Office
from ledportal.offices.settings import current_periods
from ledportal.paging import paginate_ids
from ledportal.search.criteria import Criteria
from ledportal.search.finding import find

directory = Blueprint("directory", __name__)


@directory.get("/kancelarije/")
@public
def index() -> ResponseReturnValue:
    """Find offices, and municipalities without one."""
    form = _filter()
    if not form.validate():
        form.q.data = form.q.data[: form.q.validators[0].max]
        return render_template("directory/index.html", form=form, page=None, number=0), 422
    chosen = {name: (form.chosen(key),) for name, key in (("district", "okrug"), ("region", "region")) if form.chosen(key)}
    found = find(Criteria(form.q.data, chosen), today=belgrade_day(clock.now()))
    page = paginate_ids(Office, found.ids, *queries.WITH_PLACE)
    ids = [each.id for each in page.items]
    entries = queries.listings(ids)
    return render_template(
        "directory/index.html",
        form=form,
        page=page,
        number=found.entries,
        others=found.others,
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
