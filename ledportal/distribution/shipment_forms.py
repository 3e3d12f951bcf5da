"""The forms about what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext, pgettext
from wtforms.fields.choices import RadioField, SelectField, SelectMultipleField
from wtforms.fields.simple import TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from ledportal.days import as_typed
from ledportal.distribution.addresses import SCRIPTS, Script
from ledportal.distribution.forms import RecipientFilter
from ledportal.distribution.kinds import KINDS, REASONS
from ledportal.distribution.models import Recipient
from ledportal.distribution.sending import Return
from ledportal.forms import DayField, Filter, Form, as_number, choices, is_day, is_option, labels, search_field, tidy
from ledportal.text import N_

LONGEST_NOTE = 500
TOO_LONG = lazy_gettext("Shorten this to %(limit)s characters or fewer", limit=LONGEST_NOTE)
STATES = {
    "underway": N_("By post, not come back"),
    "returned": N_("Came back"),
    "mail": N_("Told by email"),
}


def _has_come(field: DayField, today: date) -> None:
    """Refuse a day that has not come yet."""
    if field.day is not None and field.day > today:
        raise ValidationError(gettext("This day has not come yet"))


class ShipmentFilter(Filter):
    q = search_field(lazy_gettext("Name, person or place"))
    kind = SelectField(lazy_gettext("Kind"), validate_choice=False)
    state = SelectField(lazy_gettext("Show"), validate_choice=False)

    def offer(self) -> ShipmentFilter:
        self.kind.choices = choices(labels(KINDS), empty=pgettext("everything", "All"))
        self.state.choices = choices(labels(STATES), empty=pgettext("everything", "All"))
        return self


class SendForm(Form):
    sent_on = DayField(lazy_gettext("Day on which they were sent"), [InputRequired(lazy_gettext("Enter the day")), is_day])

    recipient = SelectMultipleField(coerce=as_number, validate_choice=False)

    def begin(self, today: date, recipients: Sequence[Recipient]) -> SendForm:
        """Fill in today, and all whom a parcel reaches."""
        self.today = today
        if not self.is_submitted():
            self.sent_on.data = as_typed(today)
            self.recipient.data = [each.id for each in recipients if each.can_be_posted_to]
        return self

    def validate_sent_on(self, field: Any) -> None:
        _has_come(field, self.today)

    def validate_recipient(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(gettext("Choose at least one"))


class ReturnForm(Form):
    returned_on = DayField(lazy_gettext("Day on which it came back"), [InputRequired(lazy_gettext("Enter the day")), is_day])
    reason = RadioField(lazy_gettext("Why"), [is_option], validate_choice=False)
    note = TextAreaField(lazy_gettext("Note"), [Length(max=LONGEST_NOTE, message=TOO_LONG)], filters=[tidy], render_kw={"rows": 3})

    def offer(self, sent_on: date, today: date) -> ReturnForm:
        self.sent_on, self.today = sent_on, today
        self.reason.choices = choices(labels(REASONS))
        self.reason.flags.required = True
        return self

    def validate_returned_on(self, field: Any) -> None:
        if field.day is not None and field.day < self.sent_on:
            raise ValidationError(gettext("It cannot have come back before it was sent"))
        _has_come(field, self.today)

    def came(self) -> Return:
        """Return what was typed; the form is valid."""
        assert self.returned_on.day is not None
        return Return(self.returned_on.day, self.reason.data, self.note.data or "")


class SlipForm(RecipientFilter):
    """How the packing slips of a choice are wanted, from the address."""

    script = RadioField(lazy_gettext("Script of slips in Serbia"), validate_choice=False)
    note = TextAreaField(
        lazy_gettext("Note on each slip"),
        [Length(max=LONGEST_NOTE, message=TOO_LONG)],
        filters=[tidy],
        description=lazy_gettext("The recipients read it."),
        render_kw={"rows": 3},
    )

    def offer(self) -> SlipForm:
        super().offer()
        self.script.choices = choices(labels(SCRIPTS))
        self.script.data = self.chosen("script") or Script.AS_TYPED.value
        return self

    def whole(self) -> dict[str, str]:
        """Return all of it in an address."""
        return self.asked() | {"script": self.script.data, "note": self.note.data or ""}
