"""What is done before a process dies, and what is counted after."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import func, select

from ledportal.accounts.models import User
from ledportal.extensions import db
from tests.client import form_values


def press(app: Flask, person: int, url: str, button: dict[str, str]) -> Callable[[], None]:
    """Open a page as the person and return what presses its button."""
    client = app.test_client()
    with app.app_context():
        client.sign_in(db.session.get_one(User, person))
    form = client.get(url).page.xpath("//main//form[@method='post'][.//input[@name='version' or @name='revision']]")[-1]
    data = form_values(form) | button

    def act() -> None:
        assert client.post(url, data=data).status_code in {303, 409}

    return act


def rows(model, *conditions) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0
