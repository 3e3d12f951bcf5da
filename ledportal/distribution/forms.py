"""The forms and filters of the distribution."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask_babel import gettext, lazy_gettext, pgettext
from wtforms.fields.choices import RadioField, SelectField
from wtforms.fields.simple import StringField, TextAreaField
from wtforms.validators import ValidationError

from ledportal.catalogue.names import edition_name
from ledportal.distribution.addresses import SCRIPTS, Script
from ledportal.distribution.fields import FIELDS, check, parse
from ledportal.distribution.kinds import KINDS, WISHES
from ledportal.distribution.labels import Asked
from ledportal.distribution.queries import Choice
from ledportal.distribution.sheets import SHEETS, Sheet
from ledportal.distribution.shipment_queries import editions
from ledportal.forms import Filter, Form, choices, is_option, labels, search_field, shorten
from ledportal.imports.fields import reads
from ledportal.offices.kinds import Invalid
from ledportal.offices.notations import Integer

TWO_THIRDS = {"class": "govuk-!-width-two-thirds"}
NARROW = {"class": "govuk-input--width-5"}


class RecipientFilter(Filter):
    q = search_field(lazy_gettext("Name, person or place"))
    kind = SelectField(lazy_gettext("Kind"), validate_choice=False)
    wish = SelectField(lazy_gettext("Wants"), validate_choice=False)
    left = SelectField(lazy_gettext("Not sent yet"), validate_choice=False)

    def offer(self) -> RecipientFilter:
        self.left.choices = choices({each.slug: edition_name(each) for each in editions()}, empty=pgettext("edition", "Any"))
        self.kind.choices = choices(labels(KINDS), empty=pgettext("everything", "All"))
        self.wish.choices = choices(labels(WISHES), empty=gettext("Anything"))
        return self

    def choice(self) -> Choice:
        """Return which recipients are meant."""
        return Choice(self.q.data, self.chosen("kind"), self.chosen("wish"), self.chosen("left"))

    def asked(self) -> dict[str, str]:
        """Return what the choice is in an address."""
        return {name: value for name, value in asdict(self.choice()).items() if value}


class LabelForm(RecipientFilter):
    """How the labels of a choice are wanted, from the address."""

    sheet = SelectField(lazy_gettext("Sheet of labels"), validate_choice=False)
    start = StringField(
        lazy_gettext("First free label"),
        filters=[shorten],
        description=lazy_gettext("On a sheet that is used already: labels are counted by rows, from the upper left one."),
        render_kw={"inputmode": "numeric"} | NARROW,
    )
    script = RadioField(
        lazy_gettext("Script of addresses in Serbia"),
        validate_choice=False,
        description=lazy_gettext("Addresses abroad stay as they were typed."),
    )

    def offer(self) -> LabelForm:
        super().offer()
        self.sheet.choices = choices({key: sheet.name for key, sheet in SHEETS.items()})
        self.script.choices = choices(labels(SCRIPTS))
        self.sheet.data = self.chosen("sheet") or next(iter(SHEETS))
        self.script.data = self.chosen("script") or Script.AS_TYPED.value
        self.start.data = self.start.data or "1"
        return self

    def validate_start(self, field: Any) -> None:
        most = self.asked_sheet().per_page
        try:
            field.data = Integer(lowest=1, highest=most).parse(field.data)
        except Invalid as invalid:
            raise ValidationError(gettext(invalid.message, **invalid.values)) from None

    def asked_sheet(self) -> Sheet:
        return SHEETS[self.sheet.data]

    def labels(self) -> Asked:
        """Return how they are wanted."""
        return Asked(self.asked_sheet(), int(self.start.data), self.script.data)

    def whole(self) -> dict[str, str]:
        """Return all of it in an address."""
        return self.asked() | {name: self[name].data for name in ("sheet", "start", "script")}


_check = reads(parse)


class RecipientForm(Form):
    kind = SelectField(lazy_gettext("Kind"), [is_option], validate_choice=False)
    name = StringField(lazy_gettext("Name"), [_check], render_kw=TWO_THIRDS)
    person = StringField(
        lazy_gettext("Person"), [_check], description=lazy_gettext("To whose attention the copies go."), render_kw=TWO_THIRDS
    )
    street = StringField(lazy_gettext("Street and number"), [_check], render_kw=TWO_THIRDS)
    postcode = StringField(lazy_gettext("Postcode"), [_check], render_kw=NARROW)
    place = StringField(lazy_gettext("Place"), [_check], render_kw=TWO_THIRDS)
    country = StringField(lazy_gettext("Country"), [_check], description=lazy_gettext("Leave it empty for Serbia."), render_kw=TWO_THIRDS)
    email = StringField(lazy_gettext("Email"), [_check], render_kw={"type": "email", "autocomplete": "off"} | TWO_THIRDS)
    wish = RadioField(lazy_gettext("Wants"), [is_option], validate_choice=False)
    copies = StringField(lazy_gettext("Number of printed copies"), [_check], render_kw={"inputmode": "numeric"} | NARROW)
    note = TextAreaField(
        lazy_gettext("Note"),
        [_check],
        description=lazy_gettext("For the staff; it is neither printed nor sent."),
        render_kw={"rows": 3},
    )

    def offer(self) -> RecipientForm:
        self.kind.choices = choices(labels(KINDS), empty=gettext("Choose"))
        self.wish.choices = choices(labels(WISHES))
        for name in ("kind", "name", "wish", "copies"):
            self[name].flags.required = True
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and whether those that are right by themselves fit one another."""
        super().validate(extra_validators)
        wrong = check(dict.fromkeys(FIELDS, "") | self.values())
        for name, invalid in wrong.items():
            self[name].errors = self[name].errors or [gettext(invalid.message, **invalid.values)]
        return not self.errors

    def values(self) -> dict[str, Any]:
        """Return what is to be kept, without what is wrong."""
        return {name: parse(name, self[name].data or "") for name in FIELDS if not self[name].errors}
