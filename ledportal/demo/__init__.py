"""Sample data: invented offices, people and mail, in a database of their own. Everything of it says that it is a sample."""

from __future__ import annotations

from typing import Any

from flask import Flask

from ledportal.demo.commands import demo
from ledportal.demo.people import PASSWORD, PEOPLE


def init_app(app: Flask) -> None:
    app.cli.add_command(demo)
    if app.config["SAMPLE_DATA"]:
        app.context_processor(_people)


def _people() -> dict[str, Any]:
    return {"sample_people": PEOPLE, "sample_password": PASSWORD}
