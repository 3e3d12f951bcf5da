"""Attachments: logos, photos, documents, letters."""

from __future__ import annotations

from flask import Blueprint

attachments = Blueprint("attachments", __name__)
