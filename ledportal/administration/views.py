"""Staff screens: users, offices, municipalities, outgoing mail, audit log."""

from __future__ import annotations

from flask import Blueprint, render_template

from ledportal.access import Permission, requires

administration = Blueprint("administration", __name__)


@administration.get("/moderacija/korisnici/")
@requires(Permission.MODERATE)
def users() -> str:
    return render_template("stub.html")


@administration.get("/moderacija/kancelarije/")
@requires(Permission.MODERATE)
def offices() -> str:
    return render_template("stub.html")


@administration.get("/moderacija/opstine/")
@requires(Permission.MODERATE)
def municipalities() -> str:
    return render_template("stub.html")


@administration.get("/moderacija/dnevnik/")
@requires(Permission.MODERATE)
def audit_log() -> str:
    return render_template("stub.html")


@administration.get("/moderacija/posta/")
@requires(Permission.MODERATE)
def outbox() -> str:
    return render_template("stub.html")
