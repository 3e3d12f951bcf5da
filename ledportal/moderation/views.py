"""Moderation: the queue, the comparison, the decisions."""

from __future__ import annotations

from flask import Blueprint, render_template

from ledportal.access import Permission, requires

moderation = Blueprint("moderation", __name__)


@moderation.get("/moderacija/")
@requires(Permission.MODERATE)
def queue() -> str:
    return render_template("stub.html")
