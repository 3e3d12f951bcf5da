"""What the directory is narrowed by."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for
from flask_babel import lazy_gettext
from wtforms.fields.choices import SelectField
from wtforms.fields.simple import StringField
from wtforms.validators import Length

from ledportal.forms import LONGEST_SEARCH, Filter, choices


def _one_line(typed: str | None) -> str:
    return " ".join((typed or "").split())


class DirectoryFilter(Filter):
    q = StringField(
        lazy_gettext("Search the directory"),
        [Length(max=LONGEST_SEARCH, message=lazy_gettext("Shorten your search to 100 characters or fewer"))],
        filters=[_one_line],
        description=lazy_gettext("A town, an office, a person, a sector: in either script, with or without diacritics"),
    )
    region = SelectField(lazy_gettext("Region"), validate_choice=False)
    okrug = SelectField(lazy_gettext("District"), validate_choice=False)

    def offer(self, *, regions: Mapping[str, str], districts: Mapping[str, str], all_label: str) -> DirectoryFilter:
        self.region.choices = choices(regions, empty=all_label)
        self.okrug.choices = choices(districts, empty=all_label)
        return self

    def without(self, name: str) -> str:
        """Return the address of the directory as it is narrowed now, but for one parameter."""
        kept = {"q": self.q.data, **{code: self.chosen(code) for code in ("region", "okrug")}}
        return url_for("directory.index", **{key: value for key, value in kept.items() if value and key != name})

    @property
    def active(self) -> list[tuple[str, str]]:
        """Return the chosen filters: the parameter, and the label of the option."""
        chosen = ((name, self.chosen(name)) for name in ("region", "okrug"))
        return [(name, dict(self._options(name))[code]) for name, code in chosen if code]

    def _options(self, name: str) -> list[tuple[str, str]]:
        return [(choice.value, choice.label) for choice in self[name].choices]
