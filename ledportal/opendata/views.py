"""Public data: one entry, and all of them. The same for everybody, in every version of the register."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Any

from flask import Blueprint, Response, abort, current_app

from ledportal import clock
from ledportal.access import public
from ledportal.days import BELGRADE, belgrade_day
from ledportal.downloads import file_name
from ledportal.formats import CSV, csv_lines
from ledportal.languages import absolute_url
from ledportal.offices.models import is_gone
from ledportal.offices.settings import current_periods
from ledportal.opendata import queries
from ledportal.opendata.files import send
from ledportal.opendata.projection import COLUMNS, Frame, project, row

opendata = Blueprint("opendata", __name__)

JSON = "application/json"


@opendata.get("/kancelarije/<string:slug>.json")
@public
def entry(slug: str) -> Response:
    """Give one entry as JSON."""
    now, listing = clock.now(), queries.entry(slug)
    if listing is None:
        abort(404)
    text = json.dumps({**_marked(), **project(listing, _frame(now))}, ensure_ascii=False, indent=2)
    return send([text, "\n"], JSON, filename=file_name(f"{listing.slug}.json"), attached=False, changed=_changed(now))


@opendata.get("/podaci/kancelarije.json")
@public
def all_json() -> Response:
    """Give all entries as JSON."""
    now = clock.now()
    return send(_json_chunks(now), JSON, filename=_name(now, "json"), attached=True, changed=_changed(now))


@opendata.get("/podaci/kancelarije.csv")
@public
def all_csv() -> Response:
    """Give the table of offices, a row for each entry."""
    now = clock.now()
    return send(csv_lines(_rows(now)), CSV, filename=_name(now, "csv"), attached=True, changed=_changed(now))


def _json_chunks(now: datetime) -> Iterator[str]:
    head = {**_marked(), "as_of": belgrade_day(now).isoformat()}
    yield json.dumps(head, ensure_ascii=False).removesuffix("}") + ', "offices": ['
    separator = "\n"
    for each in _projected(now):
        yield separator + json.dumps(each, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def _rows(now: datetime) -> Iterator[list[Any]]:
    marked = _marked()
    yield [*COLUMNS, *marked]
    for each in _projected(now):
        yield [*row(each), *("yes" for _ in marked)]


def _projected(now: datetime) -> Iterable[dict[str, Any]]:
    frame = _frame(now)
    return (project(listing, frame) for listing in queries.entries())


def _frame(now: datetime) -> Frame:
    return Frame(
        current_periods(),
        belgrade_day(now),
        gone=is_gone,
        office_url=lambda slug: absolute_url("directory.office", slug=slug),
        file_url=lambda file: absolute_url("attachments.show", attachment_id=file),
    )


def _marked() -> dict[str, bool]:
    """Return what says of the demo's data that they are invented."""
    return {"sample": True} if current_app.config["SAMPLE_DATA"] else {}


def _name(now: datetime, ending: str) -> str:
    return file_name(f"kancelarije-{belgrade_day(now)}.{ending}")


def _changed(now: datetime) -> datetime:
    """Return since when an export is as it is: every day is a new one, since entries age."""
    midnight = datetime.combine(belgrade_day(now), time(), BELGRADE)
    return min(now, max(midnight, queries.last_change() or midnight))
