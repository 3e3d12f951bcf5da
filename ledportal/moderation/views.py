"""Moderation: the queue, the comparison, the decisions."""

from __future__ import annotations

from flask import Blueprint

moderation = Blueprint("moderation", __name__)
