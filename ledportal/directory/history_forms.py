"""The day on which an entry is looked at."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext, lazy_gettext
from wtforms.validators import ValidationError

from ledportal.dates import format_date_in_sentence
from ledportal.forms import DayField, Filter, is_day


class DayForm(Filter):
    dan = DayField(lazy_gettext("Show the entry as it was on"), [is_day])

    def within(self, first: date, last: date) -> DayForm:
        """Say from which to which day there is something to show."""
        self.first, self.last = first, last
        return self

    def validate_dan(self, field: DayField) -> None:
        if field.day is not None and field.day < self.first:
            sentence = gettext("The entry was first published on %(date)s. Enter that day or a later one")
            raise ValidationError(sentence % {"date": format_date_in_sentence(self.first)})
        if field.day is not None and field.day > self.last:
            raise ValidationError(gettext("Enter a day that is not in the future"))
