"""The catalogue of data, for the portals that harvest it: the same for everybody, in every version of the register."""

from __future__ import annotations

import json

from flask import Blueprint, Response, current_app

from ledportal.access import public
from ledportal.offices.change_queries import directory_changed_at
from ledportal.opendata import catalogue_queries
from ledportal.opendata.dcat import catalogue
from ledportal.opendata.dcat_nodes import Facts
from ledportal.page_cache import same_for_everybody

dcat = Blueprint("dcat", __name__)

JSON_LD = "application/ld+json"
TURTLE = "text/turtle; charset=utf-8"


@dcat.get("/podaci/dcat.jsonld")
@public
@same_for_everybody
def json_ld() -> Response:
    """Give the catalogue as JSON-LD."""
    return Response(json.dumps(catalogue(current_facts()), ensure_ascii=False, indent=1), content_type=JSON_LD)


@dcat.get("/podaci/dcat.ttl")
@public
@same_for_everybody
def turtle() -> Response:
    """Give the same as Turtle."""
    from ledportal.opendata.turtle import as_turtle  # rdflib takes a while to load, and most processes never need it

    return Response(as_turtle(catalogue(current_facts())), content_type=TURTLE)


def current_facts() -> Facts:
    changed, since = directory_changed_at(), catalogue_queries.first_day()
    return Facts(current_app.config["BASE_URL"], current_app.config["CONTACT_EMAIL"], changed, since)
