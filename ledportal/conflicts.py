"""The answer to somebody who was slower than somebody else."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from ledportal.extensions import db


def changed(url: str) -> ResponseReturnValue:
    """Give up what was begun, and say that somebody was faster; ``url`` is where to look at it again."""
    db.session.rollback()
    return render_template("errors/changed.html", url=url), 409
