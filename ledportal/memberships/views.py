"""Memberships: claims, invitations, colleagues, handing over."""

from __future__ import annotations

from flask import Blueprint

memberships = Blueprint("memberships", __name__)
