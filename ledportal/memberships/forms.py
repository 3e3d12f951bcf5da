"""The forms of memberships."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField
from wtforms.fields.choices import SelectChoice, SelectField
from wtforms.fields.simple import StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from ledportal.forms import LONGEST, Form, tidy
from ledportal.invitations import codes
from ledportal.languages import current_locale
from ledportal.memberships.actions import MOST_REQUESTS, AlreadyOpen
from ledportal.memberships.models import MembershipStatus
from ledportal.offices.models import Office
from ledportal.script import search_text

EXAMPLE = "KT7M-X2RD-94FA"
"""Looks like an invitation code, and is none."""


class ClaimForm(Form):
    office = SelectField(
        lazy_gettext("Town or municipality"),
        validators=[InputRequired(lazy_gettext("Choose the town or municipality whose office you work for"))],
        validate_choice=False,
        render_kw={"data-autocomplete": ""},
    )
    message = TextAreaField(
        lazy_gettext("What should we know?"),
        description=lazy_gettext("For example your position, or a telephone number at which the town hall can confirm it."),
        filters=[tidy],
        validators=[Length(max=LONGEST, message=lazy_gettext("Write at most %(limit)s characters", limit=LONGEST))],
        render_kw={"data-longest": LONGEST},
    )
    letter = FileField(
        lazy_gettext("Letter of authorisation"),
        description=lazy_gettext("PDF, PNG or JPEG, at most 10 MB. It helps where your email address is not the municipality's own."),
        render_kw={"accept": ".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"},
    )

    def offer(self, offices: Sequence[Office]) -> None:
        """Fill in the options, and the words that the field says while one types."""
        self.offices = {each.slug: each for each in offices}
        self.office.choices = [SelectChoice("", gettext("Choose")), *(_option(each) for each in offices)]
        self.office.render_kw = {
            "data-autocomplete": "",
            "data-found": gettext("Found: %(count)s. Use the arrows to choose.", count="{count}"),
            "data-nothing": gettext("Nothing found. Check the spelling."),
        }

    def validate_office(self, field: Any) -> None:
        if field.data not in self.offices:
            raise ValidationError(gettext("Choose the town or municipality from the list"))

    def explain(self, refusal: Exception) -> None:
        """Say beside the field why the request is not taken."""
        if not isinstance(refusal, AlreadyOpen):
            text = gettext("You have %(limit)s requests waiting. Wait for an answer or cancel one.", limit=MOST_REQUESTS)
        elif refusal.status == MembershipStatus.GRANTED:
            text = gettext("You are already a member of this office. To become its head, ask the present head to hand it over.")
        else:
            text = gettext("You have already asked for this office. We answer by email.")
        self.office.errors = [text]


def _option(office: Office) -> SelectChoice:
    place, locale = office.municipality, current_locale()
    names = search_text(place.name_latin, place.name_cyrillic, place.district.name_latin, place.district.name_en)
    return SelectChoice(office.slug, f"{place.name(locale)} – {place.district.name(locale)}", render_kw={"data-search": names})


class DecisionForm(Form):
    reason = TextAreaField(
        lazy_gettext("Reason"),
        description=lazy_gettext("Needed when you refuse. The person reads it in an email."),
        filters=[tidy],
        validators=[Length(max=LONGEST, message=lazy_gettext("Write at most %(limit)s characters", limit=LONGEST))],
        render_kw={"rows": 4},
    )

    def require_reason(self) -> bool:
        """Say whether a reason is there, and ask for it beside the field where it is not."""
        if not self.reason.data:
            self.reason.errors = [gettext("Write why you refuse the request")]
        return bool(self.reason.data)


class InvitationForm(Form):
    email = StringField(
        lazy_gettext("Colleague's email"),
        filters=[lambda typed: (typed or "").strip().lower()],
        validators=[InputRequired(lazy_gettext("Enter your colleague's email address"))],
        render_kw={"type": "email", "autocomplete": "off", "spellcheck": "false", "class": "govuk-!-width-two-thirds"},
    )

    def validate_email(self, field: Any) -> None:
        try:
            field.data = validate_email(field.data[:321], check_deliverability=False, allow_smtputf8=False).normalized.lower()
        except EmailNotValidError:
            raise ValidationError(gettext("Enter an email address in the form name@example.rs")) from None

    def explain(self, refusal: Exception) -> None:
        """Say beside the field why the invitation is not sent."""
        if isinstance(refusal, AlreadyOpen):
            self.email.errors = [gettext("This person is a member of the office already")]
        else:
            self.email.errors = [
                gettext("The office has sent too many invitations. Cancel those that nobody will accept, or go on tomorrow.")
            ]


class CodeForm(Form):
    kod = StringField(
        lazy_gettext("Invitation code"),
        description=lazy_gettext("Twelve letters and digits from the letter, with or without hyphens"),
        validators=[InputRequired(lazy_gettext("Enter the code from the letter"))],
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters", "class": "govuk-input--width-20"},
    )

    @property
    def code(self) -> str:
        """What was meant by what was typed."""
        return codes.read(self.kod.data)

    def validate_kod(self, _field: Any) -> None:
        if not codes.is_whole(self.code):
            raise ValidationError(
                gettext("A code is twelve letters and digits, such as %(example)s. Compare it with the letter", example=EXAMPLE)
            )
        if not codes.is_right(self.code):
            raise ValidationError(gettext("There is a slip in the code. Compare each character with the letter"))

    def refuse(self) -> None:
        """Say beside the field that the code does not work; why is said to nobody who may be guessing."""
        self.kod.errors = [gettext("This code does not work. It is wrong, or it has been used, replaced or has expired")]
