"""What the directory is narrowed by, as its page shows it: the options with their numbers, and the way back from each choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext

from ledportal.dates import format_number
from ledportal.directory.options import Group, Way, Worded
from ledportal.search.criteria import BY_NAME, CONFIRMED_WITHIN, FACETS, LEAST_AREA, ORDER, TEXT, Criteria, to_args
from ledportal.search.finding import Found

SHOWN = ("district", "sector", "free_site", "service", "certificate", "form", "language", "region")
"""The facets in the order in which they are offered."""
FILES = (("CSV", "all_csv"), ("XLSX", "all_xlsx"), ("JSON", "all_json"), ("GeoJSON", "all_geojson"), ("vCard", "all_vcards"))
ASKED = (*FACETS, TEXT, LEAST_AREA, CONFIRMED_WITHIN, ORDER)
PARAMETERS = frozenset(each.parameter for each in ASKED)


def address(criteria: Criteria, endpoint: str = "directory.index", kept: Sequence[tuple[str, str]] = ()) -> str:
    """Return the address of the directory as criteria narrow it, or of another page that they narrow.

    Args:
        kept: the page's own parameters and their values.
    """
    return f"{url_for(endpoint)}?{urlencode([*kept, *to_args(criteria)])}".removesuffix("?")


@dataclass(frozen=True)
class Narrowing(Worded):
    """What is asked for, in words; ``endpoint`` and ``kept`` are those of the page that is narrowed (``address``)."""

    criteria: Criteria
    endpoint: str = "directory.index"
    kept: Sequence[tuple[str, str]] = ()

    def groups(self, found: Found | None) -> Iterator[Group]:
        for name in SHOWN:
            yield self.group(BY_NAME[name], found.counts if found else None, self.criteria.chosen.get(name, ()))

    def confirmed_within(self, found: Found | None) -> Group:
        months = self.criteria.confirmed_within
        return self.group(CONFIRMED_WITHIN, found.counts if found else None, () if months is None else (str(months),))

    def label(self, name: str, value: str) -> str:
        """Return a filter in effect in words."""
        if name == LEAST_AREA.name:
            return gettext("At least %(area)s ha", area=format_number(value))
        facet = CONFIRMED_WITHIN if name == CONFIRMED_WITHIN.name else BY_NAME[name]
        label = self.options(facet).get(value, value)
        if name in ("district", "sector", "region"):
            return label
        return gettext("%(label)s: %(value)s", label=gettext(facet.label), value=label)

    def parameter_label(self, parameter: str) -> str:
        """Return what a parameter of the address is called."""
        return next(gettext(each.label) for each in ASKED if each.parameter == parameter)

    def _address(self, criteria: Criteria) -> str:
        return address(criteria, self.endpoint, self.kept)

    @property
    def address(self) -> str:
        return self._address(self.criteria)

    @property
    def printed(self) -> str:
        return address(self.criteria, "directory.printed_list")

    @property
    def saved(self) -> list[Way]:
        """Return the result as files."""
        return [Way(label, address(self.criteria, f"opendata.{endpoint}")) for label, endpoint in FILES]

    @property
    def feed(self) -> str:
        return address(self.criteria.without(ORDER.name), "feeds.result")

    @property
    def without_text(self) -> str:
        return self._address(self.criteria.without(TEXT.name))

    @property
    def without_filters(self) -> str:
        return self._address(Criteria(self.criteria.text, order=self.criteria.order))

    @property
    def on_the_map(self) -> str:
        return address(self.criteria, "directory.map_of_offices")

    @property
    def active(self) -> list[Way]:
        """Return the filters in effect, each with the address of the directory without it."""
        return [Way(self.label(name, value), self._address(self.criteria.without(name, value))) for name, value in self.criteria.narrowed]

    @property
    def orders(self) -> list[Way]:
        """Return the orders that there are; the best match only where words were typed."""
        return [
            Way(gettext(label), self._address(self.criteria.with_(ORDER.name, value)), value == self.criteria.ordered_by)
            for value, label in (ORDER.options or {}).items()
            if value != "relevance" or self.criteria.text
        ]
