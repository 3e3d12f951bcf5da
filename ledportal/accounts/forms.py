"""The forms of accounts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext, lazy_gettext
from wtforms.fields.choices import SelectField
from wtforms.fields.simple import PasswordField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from ledportal.accounts import passwords
from ledportal.forms import Form, choices
from ledportal.languages import LANGUAGES, request_locale

LONGEST_NAME = 100
LONGEST_EMAIL = 254
TWO_THIRDS = "govuk-!-width-two-thirds"


def tidy_line(typed: str | None) -> str:
    """Return one line without control characters and without space at its ends."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", typed or "").split())


def tidy_email(typed: str | None) -> str:
    """Return an address as accounts keep it: lower case, its domain in one form; what is no address stays as it is."""
    email = (typed or "").strip().lower()
    try:
        return validate_email(email[: LONGEST_EMAIL + 1], check_deliverability=False, allow_smtputf8=False).normalized.lower()
    except EmailNotValidError:
        return email


def is_email(text: str) -> bool:
    try:
        validate_email(text[: LONGEST_EMAIL + 1], check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return True


def email_field(label: Any = None) -> StringField:
    return StringField(
        label or lazy_gettext("Email address"),
        filters=[tidy_email],
        validators=[
            InputRequired(lazy_gettext("Enter an email address")),
            Length(max=LONGEST_EMAIL, message=lazy_gettext("An email address has at most %(limit)s characters", limit=LONGEST_EMAIL)),
        ],
        render_kw={"type": "email", "autocomplete": "username", "spellcheck": "false", "autocapitalize": "none", "class": TWO_THIRDS},
    )


def name_field() -> StringField:
    return StringField(
        lazy_gettext("First and last name"),
        filters=[tidy_line],
        validators=[
            InputRequired(lazy_gettext("Enter your first and last name")),
            Length(max=LONGEST_NAME, message=lazy_gettext("Write at most %(limit)s characters", limit=LONGEST_NAME)),
        ],
        render_kw={"autocomplete": "name", "spellcheck": "false", "class": TWO_THIRDS},
    )


def language_field() -> SelectField:
    return SelectField(
        lazy_gettext("Language and script of emails"),
        choices=choices({each.locale: each.label for each in LANGUAGES.values()}),
        default=request_locale,
        validators=[InputRequired(lazy_gettext("Choose a language"))],
    )


def password_field(label: Any = None) -> PasswordField:
    """Return the field for a password that the person has."""
    return PasswordField(
        label or lazy_gettext("Password"),
        validators=[InputRequired(lazy_gettext("Enter your password"))],
        render_kw={"autocomplete": "current-password", "class": TWO_THIRDS},
    )


def new_password_field(label: Any = None, *, missing: Any = None) -> PasswordField:
    return PasswordField(
        label or lazy_gettext("New password"),
        description=lazy_gettext("At least %(limit)s characters. Several words are good, and easy to remember.", limit=passwords.SHORTEST),
        validators=[InputRequired(missing or lazy_gettext("Enter a new password"))],
        render_kw={"autocomplete": "new-password", "class": TWO_THIRDS},
    )


def check_email(field: Any) -> None:
    """Raise what is wrong with a new address."""
    if not is_email(field.data):
        raise ValidationError(gettext("Enter an email address in the form name@example.rs"))


def check_new_password(field: Any, own: Iterable[str]) -> None:
    """Raise what is wrong with a new password."""
    if found := passwords.problem(field.data or "", own):
        limit = passwords.SHORTEST if found == passwords.TOO_SHORT else passwords.LONGEST
        raise ValidationError(gettext(found, limit=limit))


class RegistrationForm(Form):
    name = name_field()
    email = email_field()
    new_password = new_password_field(lazy_gettext("Password"), missing=lazy_gettext("Enter a password"))
    locale = language_field()

    def validate_email(self, field: Any) -> None:
        check_email(field)

    def validate_new_password(self, field: Any) -> None:
        check_new_password(field, [self.name.data or "", self.email.data or ""])


class SignInForm(Form):
    email = email_field()
    password = password_field()


class CodeForm(Form):
    code = StringField(
        lazy_gettext("Code"),
        description=lazy_gettext("Six digits from the app on your telephone, or one of your recovery codes"),
        validators=[
            InputRequired(lazy_gettext("Enter the code")),
            Length(max=40, message=lazy_gettext("This code is too long")),
        ],
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none", "class": "govuk-input--width-10"},
    )

    def refuse_code(self) -> None:
        """Say beside the field that the code is wrong."""
        self.code.errors = [gettext("This code is not right, or it has been used. Wait for the next one")]


class EmailForm(Form):
    email = email_field()


class NewEmailForm(Form):
    email = email_field(lazy_gettext("New email address"))
    password = password_field()

    def validate_email(self, field: Any) -> None:
        check_email(field)


class PasswordForm(Form):
    password = password_field()

    def refuse_password(self) -> None:
        """Say beside the field that the password is wrong."""
        self.password.errors = [gettext("The password is not right")]


class OwnPasswordForm(Form):
    """A new password of a person whose name and address are known."""

    new_password = new_password_field()
    own: tuple[str, ...] = ()

    def validate_new_password(self, field: Any) -> None:
        check_new_password(field, self.own)


class ChangePasswordForm(PasswordForm, OwnPasswordForm):
    password = password_field(lazy_gettext("Present password"))


class DetailsForm(Form):
    name = name_field()
    locale = language_field()


class NewFactorForm(CodeForm, PasswordForm):
    """The password, and a code that shows that the app was set up."""

    code = StringField(
        lazy_gettext("Code from the app"),
        validators=[InputRequired(lazy_gettext("Enter the code")), Length(max=40, message=lazy_gettext("This code is too long"))],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"},
    )


class FactorForm(CodeForm, PasswordForm):
    """The password and a code, for changing what is set up."""


class JoinForm(OwnPasswordForm):
    """An invited person without an account."""

    name = name_field()
    locale = language_field()


class FirstAdministratorForm(JoinForm):
    email = email_field()

    def validate_email(self, field: Any) -> None:
        check_email(field)

    def validate_new_password(self, field: Any) -> None:
        check_new_password(field, [self.name.data or "", self.email.data or ""])
