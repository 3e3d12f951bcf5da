"""The forms of cycles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext, pgettext
from wtforms.fields.choices import RadioField, SelectField
from wtforms.fields.simple import StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from ledportal.cycles.actions import Plan
from ledportal.cycles.emails import WISHES
from ledportal.cycles.models import Cycle
from ledportal.cycles.states import LABELS, NOTES, State
from ledportal.days import as_typed
from ledportal.forms import LONGEST, DayField, Filter, Form, choices, is_day, one_line, tidy
from ledportal.languages import DEFAULT
from ledportal.outbox.previews import VERSIONS, labels
from ledportal.script import fold
from ledportal.text import N_

LONGEST_NAME = 100
LONGEST_TEXT = 5000
TOO_LONG = lazy_gettext("Write at most %(limit)s characters", limit=LONGEST)
TOO_LONG_A_TEXT = lazy_gettext("Write at most %(limit)s characters", limit=LONGEST_TEXT)
TOO_LONG_A_NAME = lazy_gettext("Write at most %(limit)s characters", limit=LONGEST_NAME)
ORDERS = {"district": N_("By district"), "state": N_("By state")}


class CycleForm(Form):
    name = StringField(
        lazy_gettext("Name"),
        [InputRequired(lazy_gettext("Enter a name")), Length(max=LONGEST_NAME, message=TOO_LONG_A_NAME)],
        filters=[one_line],
        description=lazy_gettext("For example: Mapping of LED offices 2027"),
    )
    name_en = StringField(lazy_gettext("Name in English"), [Length(max=LONGEST_NAME, message=TOO_LONG_A_NAME)], filters=[one_line])
    starts_on = DayField(lazy_gettext("First day"), [InputRequired(lazy_gettext("Enter the first day")), is_day])
    ends_on = DayField(lazy_gettext("Last day for an answer"), [InputRequired(lazy_gettext("Enter the last day")), is_day])
    text = TextAreaField(
        lazy_gettext("Text of the invitation"),
        [InputRequired(lazy_gettext("Write what the municipalities shall read")), Length(max=LONGEST_TEXT, message=TOO_LONG_A_TEXT)],
        filters=[tidy],
        description=lazy_gettext("In either script; the other one is made from it. What to do, and the link, stand below it in the mail."),
        render_kw={"rows": 8, "data-longest": LONGEST_TEXT},
    )
    text_en = TextAreaField(
        lazy_gettext("Text of the invitation in English"),
        [Length(max=LONGEST_TEXT, message=TOO_LONG_A_TEXT)],
        filters=[tidy],
        render_kw={"rows": 8, "data-longest": LONGEST_TEXT},
    )

    def validate_name(self, field: Any) -> None:
        if not fold(field.data):
            raise ValidationError(gettext("Enter a name"))

    def validate_ends_on(self, field: DayField) -> None:
        if field.day and self.starts_on.day and field.day < self.starts_on.day:
            raise ValidationError(gettext("The last day lies before the first one"))

    def plan(self) -> Plan:
        """Return what was typed."""
        texts = {each.name: each.data for each in (self.name, self.name_en, self.text, self.text_en)}
        assert self.starts_on.day is not None and self.ends_on.day is not None  # it was validated
        return Plan(**texts, starts_on=self.starts_on.day, ends_on=self.ends_on.day)


def cycle_form(cycle: Cycle) -> CycleForm:
    """Return the form filled with a cycle as it is; what was sent wins."""
    kept = {name: getattr(cycle, name) for name in ("name", "name_en", "text", "text_en")}
    return CycleForm(data=kept | {"starts_on": as_typed(cycle.starts_on), "ends_on": as_typed(cycle.ends_on)})


class NoteForm(Form):
    said = RadioField(lazy_gettext("What did you learn?"), validate_choice=False)
    note = TextAreaField(
        lazy_gettext("Note"),
        [Length(max=LONGEST, message=TOO_LONG)],
        filters=[tidy],
        description=lazy_gettext("Only staff read it: whom you spoke to, what was said, when to call again."),
        render_kw={"data-longest": LONGEST},
    )

    def offer(self) -> NoteForm:
        self.said.choices = choices({"": gettext("Nothing yet"), **{each: gettext(LABELS[each]) for each in NOTES}})
        return self

    def validate_said(self, field: Any) -> None:
        if field.data not in {"", *NOTES}:
            raise ValidationError(gettext("Choose one of the options"))

    @property
    def state(self) -> State | None:
        return State(self.said.data) if self.said.data else None


class SampleForm(Filter):
    """Which of a cycle's mails is looked at."""

    shown_in = SelectField(lazy_gettext("Language and script"), validate_choice=False)
    wish = SelectField(lazy_gettext("What they get"), validate_choice=False)

    def offer(self) -> SampleForm:
        self.shown_in.choices = choices(labels())
        self.wish.choices = choices({each: gettext(label) for each, label in WISHES.items()})
        return self

    @property
    def locale(self) -> str:
        return VERSIONS.get(self.chosen("shown_in"), DEFAULT)


class PlaceFilter(Filter):
    state = SelectField(lazy_gettext("State"), validate_choice=False)
    district = SelectField(lazy_gettext("District"), validate_choice=False)
    order = SelectField(lazy_gettext("Order"), validate_choice=False)

    def offer(self, districts: Mapping[str, str]) -> PlaceFilter:
        self.state.choices = choices({each: gettext(label) for each, label in LABELS.items()}, empty=pgettext("everything", "All"))
        self.district.choices = choices(districts, empty=gettext("All"))
        self.order.choices = choices({code: gettext(label) for code, label in ORDERS.items()}, empty=gettext("By name"))
        return self
