"""The API's addresses. Everybody may ask, from every site; nothing is ever written here."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for

from ledportal import licence
from ledportal.access import View, public
from ledportal.languages import absolute_url, request_locale
from ledportal.offices import departures
from ledportal.offices.change_queries import changes_since
from ledportal.offices.directory_models import ChangeKind
from ledportal.offices.models import Office
from ledportal.opendata import queries, sources
from ledportal.opendata.api import examples, explaining, openapi, paging
from ledportal.opendata.api.answering import Content, of_page
from ledportal.opendata.api.moments import parsed, shown
from ledportal.opendata.api.operations import BASE, BY_NAME
from ledportal.opendata.api.paging import Page
from ledportal.opendata.api.parameters import LIMIT, MOST, read
from ledportal.opendata.files import marked
from ledportal.opendata.projection import projector
from ledportal.opendata.sending import Making, answer
from ledportal.opendata.tables import TABLES, Table
from ledportal.page_cache import same_for_everybody
from ledportal.statistics.figures import figures

api = Blueprint("api", __name__)


def _rows(table: Table) -> View:
    """Return the view of a table."""

    @public
    @same_for_everybody
    def rows() -> Response:
        asked = read(request.args, BY_NAME[table.name].parameters)
        return answer(lambda making: of_page(paging.page(table, asked, making, _limit(asked)), asked, making))

    return rows


for _table in TABLES.values():
    api.add_url_rule(f"{BASE}/{_table.name}", _table.name, _rows(_table), methods=["GET"])


def _limit(asked: paging.Asked) -> int:
    return int(asked.get("limit", [str(LIMIT)])[0])


@api.get(f"{BASE}/offices/<string:slug>")
@public
@same_for_everybody
def office(slug: str) -> Response:
    """Give one entry with all that belongs to it."""
    read(request.args, ())
    if queries.published(slug) is None:
        departures.refuse(Office.slug == slug[:300])
        abort(404)
    return answer(lambda making: _entry(making, slug))


def _entry(making: Making, slug: str) -> Content:
    (source,) = sources.of_slug(making.connection, slug)
    return {**marked(), **projector(making.frame)(source)}


@api.get(f"{BASE}/changes")
@public
@same_for_everybody
def changes() -> Response:
    """Give what changed after a version of the directory or since a time."""
    asked = read(request.args, BY_NAME["changes"].parameters)
    return answer(lambda making: of_page(_changes(asked, making), asked, making))


def _changes(asked: paging.Asked, making: Making) -> Page:
    limit = _limit(asked)
    one = {name: values[0] for name, values in asked.items()}
    office, district = queries.office_named(one.get("office")), queries.district_named(one.get("district"))
    if "office" in one and office is None:
        return Page([])
    since = parsed(one["since"]) if "since" in one else None
    kinds = [ChangeKind(kind) for kind in asked.get("kind", [])]
    found = changes_since(int(one.get("cursor", 0)), time=since, kinds=kinds, office=office, district=district, limit=limit + 1)
    records = [
        {
            "version": each.version,
            "at": shown(each.at),
            "kind": each.kind,
            "office": each.office.slug,
            "url": making.frame.office_url(each.office.slug),
            "municipality": each.office.municipality.name("sr_Latn"),
        }
        for each in found[:limit]
    ]
    return Page(records, str(found[limit - 1].version) if len(found) > limit else "")


@api.get(f"{BASE}/statistics")
@public
@same_for_everybody
def statistics() -> Response:
    """Give the figures of the register."""
    read(request.args, ())
    return answer(lambda making: {**marked(), **figures(today=making.today)})


@api.get(f"{BASE}/openapi.json")
@public
@same_for_everybody
def description() -> Response:
    """Give the document that declares all this."""
    read(request.args, ())
    return answer(lambda _making: _document())


def _document() -> Content:
    locale = request_locale()
    server = absolute_url("api.offices", locale).removesuffix("/offices")
    page, dictionary = absolute_url("api.index", locale), absolute_url("data.tables", locale)
    return openapi.document(server=server, page=page, dictionary=dictionary, contact=current_app.config["CONTACT_EMAIL"])


@api.get(f"{BASE}/")
@public
@same_for_everybody
def index() -> str:
    """Explain the API to people."""
    document = _document()
    fields, statuses, sample = explaining.problem(document)
    return render_template(
        "opendata/api.html",
        about=document["info"],
        operations=explaining.operations(document),
        page=explaining.page(document),
        problem=fields,
        problem_sample=sample,
        statuses=statuses,
        examples=examples.of(absolute_url("api.offices", request_locale())),
        base=url_for("api.index").rstrip("/"),
        licence_url=licence.URL,
        limit=LIMIT,
        most=MOST,
    )
