"""The staff's to-do list: what needs a person, opened by the other features and by rules that look for causes every day."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.todo import views, words

    app.register_blueprint(views.todo)
    words.init_app(app)
