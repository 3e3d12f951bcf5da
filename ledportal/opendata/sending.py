"""Public data on their way out: named by what they depend on, so that who has them gets no work done, and sent while they are made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing
from contextvars import Context, copy_context
from dataclasses import dataclass
from datetime import date, datetime, time
from http import HTTPStatus
from typing import Any

from flask import Response, current_app, request
from sqlalchemy import Connection

from ledportal import clock
from ledportal.days import BELGRADE, belgrade_day
from ledportal.opendata.cells import encode
from ledportal.opendata.changelog import FORMAT
from ledportal.opendata.frame import Frame
from ledportal.opendata.snapshot import directory_state, frame, session_on, snapshot
from ledportal.page_cache import FOR_EVERYBODY
from ledportal.program import this_program

CACHED = "public, no-cache"
"""Anyone may keep a copy, and asks each time whether it is still right: the answer is 304 without work."""


@dataclass(frozen=True)
class Making:
    """What a file or an answer is made with: one view of the database, its version of the directory, and the day."""

    connection: Connection
    frame: Frame
    today: date
    version: int


Make = Callable[[Making], Generator[bytes]]


def answer(make: Callable[[Making], dict[str, Any]]) -> Response:
    """Return what ``make`` gives as JSON. Where it has a ``next`` page, a header says so too."""
    with snapshot() as connection, session_on(connection):
        content = make(_making(connection, clock.now(), directory_state(connection)[0]))
    response = Response(f"{encode(content)}\n", content_type="application/json")
    response.headers["Cache-Control"] = FOR_EVERYBODY
    if content.get("next"):
        response.headers["Link"] = f'<{content["next"]}>; rel="next"'
    return response


def _making(connection: Connection, now: datetime, version: int) -> Making:
    today = belgrade_day(now)
    return Making(connection, frame(connection, today=today), today, version)


def send(make: Make, media_type: str, *, filename: str, attached: bool = True) -> Response:
    """Return the file that ``make`` yields piece by piece; 304 where the asker has it already."""
    now = clock.now()
    with ExitStack() as opened:
        connection = opened.enter_context(snapshot())
        response = Response(content_type=media_type)
        version, changed_at = directory_state(connection)
        _name(response, version, changed_at, now)
        response.headers["Content-Disposition"] = f"{'attachment' if attached else 'inline'}; filename={filename}"
        if request.method == "HEAD" or response.status_code == HTTPStatus.NOT_MODIFIED:
            return response
        with session_on(connection):
            made = opened.enter_context(closing(make(_making(connection, now, version))))
        ended = opened.pop_all()
    response.call_on_close(ended.close)
    response.response = _pieces(made, copy_context(), ended)
    return response


def _pieces(made: Iterator[bytes], context: Context, ended: ExitStack) -> Iterator[bytes]:
    """Yield what is made with what the request knew (its language, the application), which is over when its answer is read."""
    with ended:
        while (piece := context.run(next, made, None)) is not None:
            yield piece


def _name(response: Response, version: int, changed_at: datetime, now: datetime) -> None:
    """Name the answer by all that it depends on: what is public, the day (entries age), the program, the format, and what is asked."""
    today = belgrade_day(now)
    asked = (request.script_root, request.path, request.query_string)
    parts = (this_program(), FORMAT, current_app.config["BASE_URL"], current_app.config["SAMPLE_DATA"], version, today, asked)
    response.set_etag(hashlib.sha256(repr(parts).encode()).hexdigest()[:32])
    response.last_modified = min(now, max(datetime.combine(today, time(), BELGRADE), changed_at))
    response.headers["Cache-Control"] = CACHED
    response.make_conditional(request)
    response.headers.remove("Content-Length")  # that of the body that is not there yet
