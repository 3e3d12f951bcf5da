"""Links in public profiles: the worker probes them, and what fails for a week is told to the office and to staff."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.links import problems, queries

    app.jinja_env.globals.update(failing_links=queries.failing, link_problems=problems.LABELS)
