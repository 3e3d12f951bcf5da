"""Words for kinds and outcomes, for the templates."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext

from ledportal.todo.kinds import MEANING, OUTCOMES, Kind


def task_label(kind: str) -> str:
    return gettext(MEANING[Kind(kind)].label)


def task_sentence(kind: str) -> str:
    return gettext(MEANING[Kind(kind)].sentence)


def outcome_label(code: str) -> str:
    return gettext(OUTCOMES[code])


def init_app(app: Flask) -> None:
    for function in (task_label, task_sentence, outcome_label):
        app.add_template_global(function)
