"""The pages of accounts."""

from __future__ import annotations

from flask import Blueprint, render_template

from ledportal.access import Permission, public, requires

accounts = Blueprint("accounts", __name__)


@accounts.get("/nalog/prijava/")
@public
def sign_in() -> str:
    return render_template("stub.html")


@accounts.get("/nalog/registracija/")
@public
def register() -> str:
    return render_template("stub.html")


@accounts.get("/nalog/potvrda/")
@requires(Permission.USE_ACCOUNT)
def awaiting_confirmation() -> str:
    return render_template("stub.html")


@accounts.get("/nalog/drugi-faktor/")
@requires(Permission.USE_ACCOUNT)
def second_factor() -> str:
    return render_template("stub.html")


@accounts.get("/nalog/")
@requires(Permission.USE_ACCOUNT)
def account() -> str:
    return render_template("stub.html")


@accounts.post("/nalog/odjava/")
@requires(Permission.USE_ACCOUNT)
def sign_out() -> str:
    return render_template("stub.html")
