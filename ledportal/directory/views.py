"""Public pages: home and the directory. They are the same for everybody: no cookie, no sign-in state."""

from __future__ import annotations

from flask import Blueprint, render_template

from ledportal.access import public
from ledportal.page_cache import same_for_everybody

directory = Blueprint("directory", __name__)


@directory.get("/o-registru/")
@public
@same_for_everybody
def about() -> str:
    return render_template("directory/about.html")


@directory.get("/pristupacnost/")
@public
@same_for_everybody
def accessibility() -> str:
    return render_template("directory/accessibility.html")


@directory.get("/privatnost/")
@public
@same_for_everybody
def privacy() -> str:
    return render_template("directory/privacy.html")
