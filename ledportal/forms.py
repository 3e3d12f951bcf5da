"""What every form shares: the token is checked before the view (``guards``), and messages are ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice
from wtforms.fields.simple import StringField
from wtforms.validators import ValidationError

from ledportal.days import typed_day

LONGEST = 1500
LONGEST_SEARCH = 100
EXAMPLE = lazy_gettext("For example 11.12.2026.")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Form(FlaskForm):
    """A form without its own token and without WTForms' texts: each validator is given its message."""

    class Meta:
        csrf = False
        locales = False


class DayField(StringField):
    """A day, typed as 11.12.2026. like every day of the register; a browser's own control would show it in its own manner."""

    def __init__(self, label: Any, validators: Any = None, *, description: Any = EXAMPLE, **options: Any) -> None:
        look = {"class": "govuk-input--width-10"}
        super().__init__(label, validators, filters=[shorten], description=description, render_kw=look, **options)

    @property
    def day(self) -> date | None:
        """The day that was typed; None where it is none."""
        return typed_day(self.data or "")


def is_day(_form: Any, field: DayField) -> None:
    """Refuse what is typed and no day."""
    if field.data and field.day is None:
        raise ValidationError(gettext("Enter a date in the form 11.12.2026."))


class Filter(Form):
    """What a list is narrowed by, from the address; a value that is no option counts as none."""

    def chosen(self, name: str) -> str:
        """Return the option of a select that was chosen, or nothing."""
        field = self[name]
        return field.data if field.data in {choice.value for choice in field.choices} else ""

    @property
    def is_used(self) -> bool:
        return any(each.data for each in self)


def seen(name: str = "version") -> int:
    """Return the number, such as a version, that the sent form was filled from; what is no number matches none."""
    return as_number(request.form.get(name, ""))


def as_number(text: Any) -> int:
    """Return the number, such as that of a row, that a form sent; -1, which nothing has, where it is none."""
    digits = str(text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else -1


def is_option(_form: Any, field: Any) -> None:
    """Refuse nothing, and what is none of the options."""
    if not field.data or field.data not in {choice.value for choice in field.choices}:
        raise ValidationError(gettext("Choose one of the options"))


def tidy(text: str | None) -> str:
    """Return what was typed without space around it, with line ends of one kind and without control characters."""
    return CONTROLS.sub("", (text or "").replace("\r\n", "\n")).strip()


def one_line(typed: str | None) -> str:
    """Return what was typed as one line, without space around it or more than one between words."""
    return " ".join(tidy(typed).split())


def shorten(typed: str | None) -> str:
    """Return what a list is searched for: one line, and no longer than a search needs."""
    return " ".join((typed or "").split())[:LONGEST_SEARCH]


def search_field(label: Any) -> StringField:
    return StringField(label, filters=[shorten], render_kw={"type": "search"})


def labels(options: Any) -> dict[str, str]:
    """Return the options with their labels in the reader's language."""
    return {str(code): gettext(label) for code, label in options.items()}


def choices(options: Mapping[str, Any], *, empty: str | None = None) -> list[SelectChoice]:
    """Return the options of a select from codes and labels, with an empty one first where its label is given."""
    first = [SelectChoice("", empty)] if empty is not None else []
    return first + [SelectChoice(code, str(label)) for code, label in options.items()]
