"""The public's form, and that of the answer."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms.fields.choices import RadioField
from wtforms.fields.simple import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from ledportal.accounts.forms import LONGEST_EMAIL, is_email, tidy_email
from ledportal.forms import LONGEST, Form, choices, is_option, tidy
from ledportal.todo.kinds import OUTCOMES, REPORT, Outcome

TOO_LONG = lazy_gettext("Write at most %(limit)s characters", limit=LONGEST)


class ReportForm(Form):
    """``subject`` is a trap: people do not see it, and programs fill it in."""

    text = TextAreaField(
        lazy_gettext("What is out of date or missing?"),
        description=lazy_gettext("Say what is wrong and, if you know, what is right."),
        filters=[tidy],
        validators=[DataRequired(lazy_gettext("Write what is out of date or missing")), Length(max=LONGEST, message=TOO_LONG)],
        render_kw={"data-longest": LONGEST},
    )
    email = StringField(
        lazy_gettext("Your email"),
        description=lazy_gettext("Only if you want to hear what came of it. The office does not see it."),
        filters=[tidy_email],
        render_kw={"type": "email", "autocomplete": "email", "spellcheck": "false", "class": "govuk-!-width-two-thirds"},
    )
    subject = StringField(lazy_gettext("Leave this field empty"), render_kw={"autocomplete": "off", "tabindex": "-1"})

    def validate_email(self, field: Any) -> None:
        if field.data and (len(field.data) > LONGEST_EMAIL or not is_email(field.data)):
            raise ValidationError(gettext("Enter an email address in the form name@example.rs"))

    def validate_subject(self, field: Any) -> None:
        if field.data:
            field.data = ""
            raise ValidationError(gettext("This field has to stay empty. It is empty now: send the form again"))


class AnswerForm(Form):
    outcome = RadioField(lazy_gettext("What came of it?"), [is_option], validate_choice=False)
    answer = TextAreaField(
        lazy_gettext("Answer"),
        description=lazy_gettext("One or two sentences. If the reader left an address, they get them by email."),
        filters=[tidy],
        validators=[Length(max=LONGEST, message=TOO_LONG)],
        render_kw={"data-longest": LONGEST, "rows": 4},
    )

    def offer(self, *, spam: bool) -> AnswerForm:
        """Fill in the options; only staff may call a report spam."""
        codes = (*REPORT, *((Outcome.SPAM,) if spam else ()))
        self.outcome.choices = choices({code: gettext(OUTCOMES[code]) for code in codes})
        return self
