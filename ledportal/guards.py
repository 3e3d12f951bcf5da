"""What every request must pass before a view sees it: clean text, and the session's CSRF token on every write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, abort, current_app, request
from flask_wtf.csrf import CSRFError

from ledportal.database import SAFE_METHODS
from ledportal.extensions import csrf

View = Callable[..., Any]


def keeps_typed_text(view: View) -> View:
    """Let the view handle a failed CSRF token itself: it shows the form again with all that was typed, and saves nothing.

    The view asks :func:`token_is_valid`.
    """
    view.keeps_typed_text = True  # type: ignore[attr-defined]
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


def refuse_unclean_text() -> None:
    """Refuse NUL and lone surrogates, which no database column and no reader can hold."""
    if not _is_clean(request.path):
        abort(404)
    parts = [*request.args.items(multi=True), *request.form.items(multi=True)]
    if not all(_is_clean(name) and _is_clean(value) for name, value in parts):
        abort(400)


def check_token() -> None:
    """Check the CSRF token of a write, unless its view does so itself.

    Raises:
        CSRFError: 400; the error page says to reload the form.
    """
    if request.method in SAFE_METHODS or request.endpoint is None:
        return
    if not getattr(current_app.view_functions[request.endpoint], "keeps_typed_text", False):
        csrf.protect()


def init_app(app: Flask) -> None:
    app.before_request(refuse_unclean_text)
    app.before_request(check_token)
