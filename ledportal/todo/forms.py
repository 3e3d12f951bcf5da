"""The filters of the to-do list, and the form in which staff write down what they did."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext, lazy_gettext, pgettext
from wtforms.fields.choices import RadioField, SelectField
from wtforms.fields.simple import TextAreaField
from wtforms.validators import Length, ValidationError

from ledportal.days import BELGRADE
from ledportal.forms import LONGEST, DayField, Filter, Form, choices, is_day, is_option, tidy
from ledportal.todo.kinds import MEANING, OUTCOMES, Meaning

LATER = "later"
LONGEST_DELAY = timedelta(days=366)


class TaskFilter(Filter):
    kind = SelectField(lazy_gettext("What is the matter"), validate_choice=False)
    okrug = SelectField(lazy_gettext("District"), validate_choice=False)

    def offer(self, districts: dict[str, str]) -> TaskFilter:
        self.kind.choices = choices(
            {kind: gettext(meaning.label) for kind, meaning in MEANING.items()}, empty=pgettext("everything", "All")
        )
        self.okrug.choices = choices(districts, empty=gettext("All"))
        return self


class TaskForm(Form):
    outcome = RadioField(lazy_gettext("What did you do?"), [is_option], validate_choice=False)
    until = DayField(
        lazy_gettext("Put off until"),
        description=lazy_gettext("Only if you put it off: the day on which it stands in the list again, for example 11.12.2026."),
    )
    note = TextAreaField(
        lazy_gettext("Note"),
        description=lazy_gettext("For your colleagues: whom you reached, what was agreed."),
        filters=[tidy],
        validators=[Length(max=LONGEST, message=lazy_gettext("Write at most %(limit)s characters", limit=LONGEST))],
        render_kw={"data-longest": LONGEST, "rows": 4},
    )

    def offer(self, meaning: Meaning, *, today: date) -> TaskForm:
        """Fill in the ways in which a task of this kind can end, and the one to put it off."""
        self.today = today
        labels: dict[str, Any] = {code: gettext(OUTCOMES[code]) for code in meaning.outcomes}
        self.outcome.choices = choices({**labels, LATER: gettext("Not finished: put it off")})
        return self

    def validate_until(self, field: DayField) -> None:
        if self.outcome.data != LATER:
            return
        is_day(self, field)
        if field.day is None or not self.today < field.day <= self.today + LONGEST_DELAY:
            raise ValidationError(gettext("Enter a day after today, within a year"))

    @property
    def wake_at(self) -> datetime | None:
        """Return the start of the chosen day in Belgrade; None where the task ends."""
        day = self.until.day if self.outcome.data == LATER else None
        return datetime.combine(day, time(), BELGRADE) if day is not None else None
