"""Errors for programs: problem details (RFC 9457) in place of a page, for every address of the API."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Response
from werkzeug.exceptions import BadRequest, HTTPException

from ledportal.text import N_

MEDIA_TYPE = "application/problem+json"
API = "/api/"
DETAILS = {
    400: N_("The address asks for what does not exist; the answer says which parameter is wrong"),
    404: N_("There is nothing at this address"),
    405: N_("Data can only be read here: ask with GET or HEAD"),
    410: N_("The municipality of this office is no longer in the register"),
}


class BadParameters(BadRequest):
    """Parameters of the address are wrong: ``errors`` says of each what is."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__()
        self.errors = dict(errors)


def wants_problem(path: str) -> bool:
    """Say whether programs ask at this address."""
    return path.startswith(API)


def problem(error: HTTPException, *, status: int, title: str, detail: str, request_id: str) -> Response:
    """Return an error for a program to read."""
    content: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail, "request_id": request_id}
    if isinstance(error, BadParameters):
        content["errors"] = [{"parameter": name, "detail": text} for name, text in error.errors.items()]
    return Response(f"{json.dumps(content, ensure_ascii=False)}\n", status, content_type=MEDIA_TYPE)
