"""What the list behind the figures is narrowed by."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext, pgettext
from wtforms.fields.choices import SelectField

from ledportal.forms import Filter, choices
from ledportal.offices import standing


class OfficesFilter(Filter):
    stanje = SelectField(lazy_gettext("State"), validate_choice=False)
    potvrda = SelectField(lazy_gettext("Confirmation"), validate_choice=False)
    okrug = SelectField(lazy_gettext("District"), validate_choice=False)

    def offer(self, *, confirmed: Mapping[str, str], districts: Mapping[str, str]) -> OfficesFilter:
        every = pgettext("everything", "All")
        self.stanje.choices = choices({code: gettext(label) for code, label in standing.LABELS.items()}, empty=every)
        self.potvrda.choices = choices(confirmed, empty=every)
        self.okrug.choices = choices(districts, empty=gettext("All"))
        return self

    @property
    def narrowed(self) -> dict[str, str]:
        """Return the chosen options as the address has them."""
        return {name: code for name in ("stanje", "potvrda", "okrug") if (code := self.chosen(name))}
