"""Offices: the profile, its revisions and their workflow."""

from __future__ import annotations

from flask import Blueprint

offices = Blueprint("offices", __name__)
