"""Offices: the profile, its revisions and their workflow."""

from __future__ import annotations

from flask import Blueprint, render_template

from ledportal.access import Permission, requires

offices = Blueprint("offices", __name__)


@offices.get("/moja-kancelarija/")
@requires(Permission.USE_ACCOUNT)
def home() -> str:
    return render_template("stub.html")
