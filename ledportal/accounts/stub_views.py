from __future__ import annotations

from flask import render_template

from ledportal.access import Permission, requires
from ledportal.accounts.views import accounts


@accounts.get("/nalog/drugi-faktor/")
@requires(Permission.USE_ACCOUNT)
def second_factor() -> str:
    return render_template("stub.html")


@accounts.get("/nalog/")
@requires(Permission.USE_ACCOUNT)
def account() -> str:
    return render_template("stub.html")
