"""The form of the periods of freshness: a control for each number, within its bounds."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms.fields.simple import StringField
from wtforms.validators import ValidationError

from ledportal.forms import Form
from ledportal.offices.periods import NUMBERS, Number, Periods, from_numbers, numbers
from ledportal.text import N_

UNITS = {"months": N_("months"), "days": N_("days")}


def _check(_form: Form, field: Any) -> None:
    number = NUMBERS[field.name]
    typed = field.data or ""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 6 and number.least <= int(typed) <= number.most):
        raise ValidationError(gettext("Enter a whole number from %(least)s to %(most)s", least=number.least, most=number.most))


def _field(number: Number) -> StringField:
    look = {"inputmode": "numeric", "class": "govuk-input--width-4", "suffix": lazy_gettext(UNITS[number.unit])}
    return StringField(lazy_gettext(number.label), validators=[_check], filters=[lambda typed: (typed or "").strip()], render_kw=look)


class PeriodsForm(Form):
    """All numbers of ``periods.NUMBERS``."""

    def periods(self) -> Periods:
        return from_numbers({name: int(self[name].data) for name in NUMBERS})


for _name, _number in NUMBERS.items():
    setattr(PeriodsForm, _name, _field(_number))


def filled(periods: Periods) -> PeriodsForm:
    """Return the form with the numbers of the periods, or with what was sent."""
    return PeriodsForm(data=_texts(periods))


def untyped(periods: Periods) -> PeriodsForm:
    """Return the form with the numbers of the periods, whatever was sent."""
    return PeriodsForm(formdata=None, data=_texts(periods))


def _texts(periods: Periods) -> dict[str, str]:
    return {name: str(number) for name, number in numbers(periods).items()}
