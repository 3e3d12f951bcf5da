"""Staff screens. Each subject has a module of its own; this one has the blueprint and what they share."""

from __future__ import annotations

from flask import Blueprint

administration = Blueprint("administration", __name__)
