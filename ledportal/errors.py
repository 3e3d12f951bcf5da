"""Error pages in plain words, and the request id that ties a page to the log."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from ledportal import problems
from ledportal.extensions import db
from ledportal.text import N_


@dataclass(frozen=True)
class ErrorPage:
    heading: str
    text: str


PAGES = {
    400: ErrorPage(
        N_("This request could not be read"), N_("Go back and try again. If you were filling in a form, reload the page first.")
    ),
    403: ErrorPage(N_("This is not allowed"), N_("Your account does not have access to this page.")),
    404: ErrorPage(N_("Page not found"), N_("If you typed the address, check it. If you followed a link, the page may have moved.")),
    405: ErrorPage(N_("This address does not take that request"), N_("Go back and use the buttons of the page.")),
    409: ErrorPage(
        N_("Somebody was faster"), N_("What you are changing has changed in the meantime. Go back, reload the page and look at it again.")
    ),
    410: ErrorPage(N_("This page is gone"), N_("What stood here has been taken down.")),
    413: ErrorPage(N_("Too large"), N_("What you sent is too large. A picture or a PDF may have 10 MB.")),
    429: ErrorPage(N_("Too many attempts"), N_("Wait a few minutes and try again.")),
    500: ErrorPage(N_("Something went wrong"), N_("The fault is ours, and it has been recorded. Nothing that was saved before is lost.")),
}


def init_app(app: Flask) -> None:
    app.before_request(_name_request)
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(Exception, show_failure)


def _name_request() -> None:
    g.request_id = secrets.token_hex(8)


def show_error(error: HTTPException) -> ResponseReturnValue:
    """Render an HTTP error; a redirect, a response made by hand, or a refused host (whose address fits no link) goes through as it is."""
    refused_host = isinstance(request.routing_exception, SecurityError)
    if error.code is None or error.code < 400 or error.response is not None or refused_host:
        return error.get_response(request.environ)
    page = PAGES.get(error.code, PAGES[500] if error.code >= 500 else PAGES[400])
    headers = [(name, value) for name, value in error.get_headers(request.environ) if name in {"Retry-After", "Allow"}]
    if problems.wants_problem(request.path):
        detail = gettext(problems.DETAILS.get(error.code, page.text))
        answer = problems.problem(error, status=error.code, title=gettext(page.heading), detail=detail, request_id=g.get("request_id", ""))
        answer.headers.extend(headers)
        return answer
    html = render_template(
        "errors/error.html",
        status=error.code,
        heading=gettext(page.heading),
        text=gettext(page.text),
        request_id=g.get("request_id", ""),
    )
    return html, error.code, headers


def show_failure(error: Exception) -> ResponseReturnValue:
    """Log what was not foreseen with its request id, give up the transaction, and show the page for it."""
    db.session.rollback()
    current_app.logger.error("unhandled error", exc_info=error)
    if current_app.config.get("PROPAGATE_FAILURES"):
        raise error
    return show_error(InternalServerError())
