"""What the list of sites is narrowed by, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext

from ledportal.dates import format_number
from ledportal.directory.options import Group, Way, Worded
from ledportal.search.criteria import LEAST_AREA
from ledportal.search.site_criteria import FACETS, ORDER, SiteCriteria, to_args
from ledportal.search.sites import FoundSites

ASKED = (*FACETS, LEAST_AREA, ORDER)
PARAMETERS = frozenset(each.parameter for each in ASKED)
BY_NAME = {each.name: each for each in FACETS}


def address(criteria: SiteCriteria) -> str:
    """Return the address of the list of sites as criteria narrow it."""
    return f"{url_for('directory.sites')}?{urlencode(to_args(criteria))}".removesuffix("?")


@dataclass(frozen=True)
class SiteNarrowing(Worded):
    """What is asked for, in words."""

    criteria: SiteCriteria

    def groups(self, found: FoundSites | None) -> Iterator[Group]:
        for facet in FACETS:
            yield self.group(facet, found.counts if found else None, self.criteria.chosen.get(facet.name, ()))

    def label(self, name: str, value: str) -> str:
        """Return a filter in effect in words."""
        if name == LEAST_AREA.name:
            return gettext("At least %(area)s ha", area=format_number(value))
        return self.options(BY_NAME[name])[value]

    def parameter_label(self, parameter: str) -> str:
        """Return what a parameter of the address is called."""
        return next(gettext(each.label) for each in ASKED if each.parameter == parameter)

    @property
    def without_filters(self) -> str:
        return address(SiteCriteria(order=self.criteria.order))

    @property
    def active(self) -> list[Way]:
        """Return the filters in effect, each with the address of the list without it."""
        return [Way(self.label(*each), address(self.criteria.without(*each))) for each in self.criteria.narrowed]

    @property
    def orders(self) -> list[Way]:
        options = (ORDER.options or {}).items()
        return [
            Way(gettext(label), address(self.criteria.with_order(value)), value == self.criteria.ordered_by) for value, label in options
        ]
