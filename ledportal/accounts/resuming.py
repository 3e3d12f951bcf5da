"""A form that was sent after the session had ended is not lost: the sign-in pages carry what was typed, and hand it back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from flask import current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from ledportal.accounts.destinations import safe_path
from ledportal.accounts.forms import SignInForm

PATH = "kept_path"
FIELDS = "kept_fields"
SECRETS = ("password", "csrf_token")


@dataclass(frozen=True)
class Kept:
    """A form that waits: where it was sent to, its fields, and whether files were dropped."""

    path: str
    fields: list[list[str]]
    files: bool = False

    @property
    def json(self) -> str:
        """Return the fields as the value of one hidden input."""
        return json.dumps({"fields": self.fields, "files": self.files}, ensure_ascii=False)


def here() -> str:
    """Return the address being served, within the site and in its version."""
    return request.script_root + request.full_path.rstrip("?")


def keep_request() -> Kept:
    """Keep what the request carries, without passwords, tokens and files."""
    fields = [[name, value] for name, value in request.form.items(multi=True) if not any(secret in name for secret in SECRETS)]
    return Kept(here(), fields, files=any(each.filename for each in request.files.values()))


def read(form: MultiDict[str, str]) -> Kept | None:
    """Return what a sign-in page carries; None where it carries nothing, or what nobody's browser sent."""
    path = safe_path(form.get(PATH))
    try:
        found = json.loads(form.get(FIELDS, ""))
        fields = [[_text(name), _text(value)] for name, value in found["fields"]]
        return Kept(path, fields, bool(found.get("files"))) if path else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _text(value: Any) -> str:
    """Return a text that can be shown; raises ValueError for anything else (a lone surrogate is no text)."""
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError
    value.encode()
    return value


def show_sign_in() -> ResponseReturnValue:
    """Lead somebody who must sign in to the page for it, and back afterwards; what they typed comes along."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=gettext("You were signed out. Sign in to go on."), sign_in=url_for("accounts.sign_in")), 401
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("accounts.sign_in", next=here()), 303)
    if not getattr(current_app.view_functions[str(request.endpoint)], "keeps_typed_text", False):
        flash(gettext("You were signed out. Sign in to go on."))
        return redirect(url_for("accounts.sign_in"), 303)
    return render_template("accounts/sign_in.html", form=SignInForm(formdata=None), kept=keep_request(), next_path=None)
