"""The pages of freshness: the links in mails, and what staff see of reminders."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("reminders", __name__)

REMINDERS = "/moderacija/podsetnici/"
