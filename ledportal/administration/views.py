"""Staff screens: users, offices, municipalities, outgoing mail, audit log."""

from __future__ import annotations

from flask import Blueprint

administration = Blueprint("administration", __name__)
