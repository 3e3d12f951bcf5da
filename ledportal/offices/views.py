"""Offices: the profile, its revisions and their workflow."""

from __future__ import annotations

from flask import Blueprint, render_template

from ledportal.access import Permission, requires
from ledportal.offices import queries
from ledportal.offices.models import Office

offices = Blueprint("offices", __name__)


@offices.get("/moja-kancelarija/")
@requires(Permission.USE_ACCOUNT)
def home() -> str:
    return render_template("stub.html")


@offices.get("/moja-kancelarija/<string:office>/")
@requires(Permission.EDIT_OFFICE, office=queries.find)
def overview(office: Office) -> str:
    return render_template("stub.html", office=office)
