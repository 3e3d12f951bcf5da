"""Public pages: home, the directory, an office's page."""

from __future__ import annotations

from flask import Blueprint, render_template

from ledportal.access import public

directory = Blueprint("directory", __name__)


@directory.get("/")
@public
def home() -> str:
    return render_template("stub.html")


@directory.get("/kancelarije/")
@public
def index() -> str:
    return render_template("stub.html")


@directory.get("/kancelarije/<string:slug>/")
@public
def office(slug: str) -> str:
    return render_template("stub.html", slug=slug)


@directory.get("/o-registru/")
@public
def about() -> str:
    return render_template("stub.html")


@directory.get("/pristupacnost/")
@public
def accessibility() -> str:
    return render_template("stub.html")


@directory.get("/privatnost/")
@public
def privacy() -> str:
    return render_template("stub.html")


@directory.get("/primer/posta/")
@public
def sample_mail() -> str:
    return render_template("stub.html")
