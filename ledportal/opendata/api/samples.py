"""Answers to look at, as the API gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from ledportal.errors import PAGES
from ledportal.opendata.api.parameters import MOST
from ledportal.problems import DETAILS

ROWS: Mapping[str, Mapping[str, Any]] = {
    "District": {
        "code": "06",
        "slug": "juznobacki",
        "name": "Južnobački upravni okrug",
        "name_cyrillic": "Јужнобачки управни округ",
        "name_en": "South Bačka District",
        "nuts3": "RS123",
        "region_code": "RS12",
    },
    "Change": {
        "version": 4711,
        "at": "2026-12-11T14:05:00.000000Z",
        "kind": "confirmed",
        "office": "becej",
        "url": "https://registar.example.org/kancelarije/becej/",
        "municipality": "Bečej",
    },
}
"""A row of some tables, by the name of its schema."""


def page(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a last page that holds one row."""
    return {"as_of": "2026-12-11", "version": 4712, "next": None, "data": [row]}


def problem() -> Mapping[str, Any]:
    """Return an error."""
    return {
        "type": "about:blank",
        "title": gettext(PAGES[400].heading),
        "status": 400,
        "detail": gettext(DETAILS[400]),
        "request_id": "1f0c2a9e4b7d4c55",
        "errors": [{"parameter": "limit", "detail": gettext("A whole number from 1 to %(most)s", most=MOST)}],
    }
