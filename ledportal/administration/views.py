"""Staff screens. Each subject has a module of its own; this one has the blueprint and what they share."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ledportal.extensions import db

administration = Blueprint("administration", __name__)


def changed(url: str) -> ResponseReturnValue:
    """Give up what was begun, and say that somebody was faster."""
    db.session.rollback()
    return render_template("administration/changed.html", url=url), 409
