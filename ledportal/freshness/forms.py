"""The forms of the staff's pages about reminders."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms.fields.choices import SelectField
from wtforms.fields.simple import StringField, TextAreaField
from wtforms.validators import ValidationError

from ledportal.forms import Filter, Form, choices, search_field, tidy
from ledportal.freshness.texts import PLACEHOLDERS, Text, unknown
from ledportal.text import N_

LONGEST_SUBJECT = 150
LONGEST_BODY = 2000
VIEWS = {"coming": N_("Coming in the next 60 days"), "waiting": N_("Waiting for an answer"), "sent": N_("Sent last")}


class TextForm(Form):
    """A subject and an introduction, with placeholders."""

    subject = StringField(lazy_gettext("Subject"), filters=[tidy], render_kw={"autocomplete": "off"})
    body = TextAreaField(lazy_gettext("Introduction"), filters=[tidy], render_kw={"rows": 10})

    @property
    def text(self) -> Text:
        return Text(" ".join((self.subject.data or "").split()), self.body.data or "")

    def validate_subject(self, field: Any) -> None:
        _check(field, gettext("Enter the subject"), LONGEST_SUBJECT)

    def validate_body(self, field: Any) -> None:
        _check(field, gettext("Enter the introduction"), LONGEST_BODY)


def _check(field: Any, missing: str, longest: int) -> None:
    if not field.data:
        raise ValidationError(missing)
    if len(field.data) > longest:
        text = gettext("Shorten this to %(limit)s characters or fewer; it has %(length)s", limit=longest, length=len(field.data))
        raise ValidationError(text)
    if strange := unknown(field.data):
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        text = gettext("We do not know %(names)s. Use these: %(known)s", names=", ".join(strange), known=known)
        raise ValidationError(text)


class ReminderFilter(Filter):
    """What is listed, and of which office."""

    view = SelectField(lazy_gettext("Show"), validate_choice=False)
    q = search_field(lazy_gettext("Town or municipality"))

    def offer(self) -> ReminderFilter:
        self.view.choices = choices({code: gettext(label) for code, label in VIEWS.items()})
        return self
