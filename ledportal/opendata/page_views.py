"""The pages about the data: what there is, under which licence, what changed in the format, what each column holds."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from ledportal import clock, licence
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.languages import absolute_url, current_locale
from ledportal.listed import listed
from ledportal.opendata import catalogue_queries, dictionary, offers
from ledportal.opendata.changelog import VERSIONS
from ledportal.opendata.dcat_views import current_facts
from ledportal.opendata.schema_org import described
from ledportal.opendata.tables import BY_FILE, TABLES
from ledportal.page_cache import same_for_everybody

pages = Blueprint("data", __name__)


@pages.get("/podaci/")
@public
@same_for_everybody
def index() -> str:
    """Show which data there are, in which files, and how to cite them."""
    facts, rows = current_facts(), catalogue_queries.row_counts()
    return render_template(
        "opendata/index.html",
        tables=[(table, rows[table.name], offers.files_of(table)) for table in TABLES.values()],
        whole=offers.WHOLE,
        offers=offers,
        licence=licence,
        changed=facts.changed,
        today=belgrade_day(clock.now()),
        format=VERSIONS[0].number,
        address=absolute_url("data.index", current_locale()),
        described=described(facts, current_locale()),
    )


@pages.get("/podaci/licenca/")
@public
@same_for_everybody
def terms() -> str:
    return render_template("opendata/licence.html", licence=licence, address=absolute_url("directory.home", current_locale()))


@pages.get("/podaci/izmene/")
@public
@same_for_everybody
def changes() -> str:
    return render_template("opendata/changes.html", versions=VERSIONS)


@pages.get("/podaci/recnik/")
@public
@same_for_everybody
def tables() -> str:
    """Show which public tables there are."""
    return render_template("opendata/tables.html", tables=TABLES.values())


@pages.get("/podaci/recnik/<string:file>/")
@public
@same_for_everybody
@listed(lambda: ({"file": file} for file in BY_FILE))
def columns(file: str) -> str:
    """Show what each column of a table holds, and the codes that may stand in it."""
    table = BY_FILE.get(file) or abort(404)
    return render_template("opendata/columns.html", table=table, dictionary=dictionary)
