"""Memberships: claims, invitations, colleagues, handing over."""

from __future__ import annotations

from flask import Blueprint, render_template

from ledportal.access import Permission, requires

memberships = Blueprint("memberships", __name__)


@memberships.get("/moja-kancelarija/preuzimanje/")
@requires(Permission.CLAIM_OFFICE)
def claim() -> str:
    return render_template("stub.html")


@memberships.get("/moderacija/zahtevi/")
@requires(Permission.MODERATE)
def requests() -> str:
    return render_template("stub.html")
