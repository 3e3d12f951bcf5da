"""What the directory and the list of sites are narrowed by, as their pages show it: the options with their numbers, and the ways back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext

from ledportal.dates import format_number
from ledportal.directory.options import Group, Way, Worded
from ledportal.search.criteria import CONFIRMED_WITHIN, LEAST_AREA, OFFICES, ORDER, TEXT, Criteria, to_args
from ledportal.search.site_criteria import SITES

FILES = (("CSV", "all_csv"), ("XLSX", "all_xlsx"), ("JSON", "all_json"), ("GeoJSON", "all_geojson"), ("vCard", "all_vcards"))
PARAMETERS = frozenset(each.parameter for each in OFFICES.parameters)
PLAIN = frozenset({"district", "region", "sector", "type", "status", "ownership", "utility"})
"""The facets whose options say by themselves what they are."""
MOST_WAYS = 6
"""How many filters an empty page offers to remove; each costs a search."""


class Counted(Protocol):
    """What was found, with how much there would be with each option."""

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]: ...


def address(criteria: Criteria, endpoint: str = "directory.index", kept: Sequence[tuple[str, str]] = (), **values: Any) -> str:
    """Return the address of the directory as criteria narrow it, or of another page that they narrow.

    Args:
        kept: the page's own parameters and their values.
        values: what stands in the page's path.
    """
    return f"{url_for(endpoint, **values)}?{urlencode([*kept, *to_args(criteria)])}".removesuffix("?")


@dataclass(frozen=True)
class Narrowing(Worded):
    """What is asked for, in words; ``endpoint`` and ``kept`` are those of the page that is narrowed (``address``)."""

    criteria: Criteria
    endpoint: str = "directory.index"
    kept: Sequence[tuple[str, str]] = ()

    SHOWN: ClassVar[Sequence[str]] = ("district", "sector", "free_site", "service", "certificate", "form", "language", "region")
    """The facets in the order in which they are offered; the others are shown where one of their options is chosen."""

    def groups(self, found: Counted | None) -> Iterator[Group]:
        chosen, known = self.criteria.chosen, self.criteria.subject.by_name
        for name in (*self.SHOWN, *(each for each in chosen if each not in self.SHOWN)):
            yield self.group(known[name], found.counts if found else None, chosen.get(name, ()))

    def confirmed_within(self, found: Counted | None) -> Group:
        months = self.criteria.confirmed_within
        return self.group(CONFIRMED_WITHIN, found.counts if found else None, () if months is None else (str(months),))

    def label(self, name: str, value: str) -> str:
        """Return a filter in effect in words."""
        if name == LEAST_AREA.name:
            return gettext("At least %(area)s ha", area=format_number(value))
        facet = self.criteria.subject.by_name.get(name, CONFIRMED_WITHIN)
        label = self.options(facet).get(value, value)
        if name in PLAIN:
            return label
        return gettext("%(label)s: %(value)s", label=gettext(facet.label), value=label)

    def parameter_label(self, parameter: str) -> str:
        """Return what a parameter of the address is called."""
        return next(gettext(each.label) for each in self.criteria.subject.parameters if each.parameter == parameter)

    def _address(self, criteria: Criteria) -> str:
        return address(criteria, self.endpoint, self.kept)

    @property
    def address(self) -> str:
        return self._address(self.criteria)

    @property
    def kept_order(self) -> list[tuple[str, str]]:
        """Return the order as a new search keeps it."""
        return [(ORDER.parameter, self.criteria.order)] if self.criteria.order else []

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
        return self._address(Criteria(self.criteria.text, order=self.criteria.order, subject=self.criteria.subject))

    @property
    def on_the_map(self) -> str:
        return address(self.criteria, "directory.map_of_offices")

    @property
    def free_sites(self) -> str:
        """Return the address of the free sites of what is asked for."""
        return address(self.criteria.of(SITES).with_("status", "free"), "directory.sites")

    @property
    def active(self) -> list[Way]:
        """Return the filters in effect, each with the address of the directory without it."""
        return [Way(self.label(name, value), self._address(self.criteria.without(name, value))) for name, value in self.criteria.narrowed]

    def ways_out(self, count: Callable[[Criteria], int]) -> Iterator[tuple[Way, int]]:
        """Yield how much there would be without each of the filters and without the words, as far as that is anything."""
        narrowed = list(zip(self.active, (self.criteria.without(*each) for each in self.criteria.narrowed), strict=True))[:MOST_WAYS]
        if self.criteria.text and narrowed:
            narrowed.append((Way(self.criteria.text, self.without_text), self.criteria.without(TEXT.name)))
        for way, wider in narrowed:
            if number := count(wider):
                yield way, number

    @property
    def orders(self) -> list[Way]:
        """Return the orders that there are; the best match only where words were typed."""
        return [
            Way(gettext(label), self._address(self.criteria.with_(ORDER.name, value)), value == self.criteria.ordered_by)
            for value, label in (self.criteria.subject.order.options or {}).items()
            if value != "relevance" or self.criteria.text
        ]
