"""What every request must pass before a view sees it: a bounded body, clean text, and the session's CSRF token on every write."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from flask import Flask, Request, abort, current_app, request
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from ledportal.database import SAFE_METHODS
from ledportal.extensions import csrf
from ledportal.text import INVISIBLE

View = Callable[..., Any]


class CleanRequest(Request):
    """A request whose parameters and fields are without invisible characters."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        return _without_invisible(super().args)

    def _load_form_data(self) -> None:
        super()._load_form_data()
        self.__dict__["form"] = _without_invisible(self.__dict__["form"])


def _without_invisible(values: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict([(INVISIBLE.sub("", name), INVISIBLE.sub("", value)) for name, value in values.items(multi=True)])


def keeps_typed_text(view: View) -> View:
    """Let the view handle a failed CSRF token itself: it shows the form again with all that was typed, and saves nothing.

    The view asks :func:`token_is_valid`.
    """
    view.keeps_typed_text = True  # type: ignore[attr-defined]
    return view


def proven_by_link(view: View) -> View:
    """Let the view write without a session: the signed token in its address proves what may be done, and does nothing else."""
    view.proven_by_link = True  # type: ignore[attr-defined]
    return view


def token_is_valid() -> bool:
    """Say whether the request carries the CSRF token of its session."""
    try:
        csrf.protect()
    except CSRFError:
        return False
    return True


def _is_clean(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def bound_body() -> None:
    """Bound a body that is read in one piece as the fields of a multipart form are; only files may make it larger."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def refuse_unclean_text() -> None:
    """Refuse NUL and lone surrogates, which no database column and no reader can hold."""
    if not _is_clean(request.path):
        abort(404)
    parts = [*request.args.items(multi=True), *request.form.items(multi=True)]
    if not all(_is_clean(name) and _is_clean(value) for name, value in parts):
        abort(400)


def check_token() -> None:
    """Check the CSRF token of a write, unless its view does so itself, or its link is the proof.

    Raises:
        CSRFError: 400; the error page says to reload the form.
    """
    if request.method in SAFE_METHODS or request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    if not (getattr(view, "keeps_typed_text", False) or getattr(view, "proven_by_link", False)):
        csrf.protect()


def init_app(app: Flask) -> None:
    app.request_class = CleanRequest
    app.before_request(bound_body)
    app.before_request(refuse_unclean_text)
    app.before_request(check_token)
