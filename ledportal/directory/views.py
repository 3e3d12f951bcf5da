"""Public pages: home, the directory, an office's page."""

from __future__ import annotations

from flask import Blueprint

directory = Blueprint("directory", __name__)
