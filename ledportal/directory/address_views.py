"""Addresses that were glued together: the version that stands last is meant."""

from __future__ import annotations

from urllib.parse import quote

from flask import redirect, request
from werkzeug.wrappers import Response

from ledportal.access import public
from ledportal.directory.views import directory


@directory.get("/<any(cir, en):version>/", defaults={"rest": ""})
@directory.get("/<any(cir, en):version>/<path:rest>")
@public
def one_version(version: str, rest: str) -> Response:
    """Lead from an address with two versions to the one with the last of them."""
    query = request.query_string.decode("ascii", "replace")
    return redirect(f"/{version}/{quote(rest)}" + (f"?{query}" if query else ""), 301)
