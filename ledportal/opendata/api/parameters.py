"""What an address of the API may ask, declared once: the reading of it and the OpenAPI document both follow this."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from flask_babel import gettext

from ledportal.offices.directory_models import ChangeKind
from ledportal.opendata.api.moments import parsed
from ledportal.opendata.columns import Type
from ledportal.opendata.tables import DISTRICTS, OFFICES, REGIONS, SITES, Table
from ledportal.problems import BadParameters
from ledportal.search.criteria import CONFIRMED_WITHIN, FACETS, LONGEST, MOST_VALUES, ORDER, Facet, reference_codes
from ledportal.search.site_criteria import FACETS as FACETS_OF_SITES
from ledportal.text import N_

LIMIT, MOST = 100, 500
SLUG = "^[a-z0-9-]{1,100}$"
CODE = "^[0-9A-Za-z]{1,8}$"
VERSION = "^[0-9]{1,9}$"
IN_ORDER = r"^([01]\.[0-9]{1,17}\.[0-9]{1,9}\.)?[0-9]{1,9}$"
"""An office's number; where an order is asked for, with its place in that before it."""

ITEM = r"^[0-9]{1,9}(\.[0-9A-Za-z]{1,32})?$"


@dataclass(frozen=True)
class Parameter:
    """One parameter.

    Attributes:
        meaning: msgid.
        pattern: what a value looks like; ``options`` the values that there are.
        several: it may stand more than once: any of its values is enough, or with ``takes_all`` all are wanted.
        number: whether it is a whole number, from 1 to ``MOST``.
        moment: whether it is a time or a day.
    """

    name: str
    meaning: str
    pattern: str = ""
    options: tuple[str, ...] = ()
    several: bool = False
    takes_all: bool = False
    number: bool = False
    moment: bool = False

    def accepts(self, value: str) -> bool:
        if self.number:
            return re.fullmatch("[1-9][0-9]{0,2}", value) is not None and int(value) <= MOST
        if self.moment:
            return parsed(value) is not None
        return value in self.options if self.options else re.fullmatch(self.pattern, value) is not None


class Arguments(Protocol):
    """The parameters of an address."""

    def getlist(self, key: str) -> list[str]: ...
    def keys(self) -> Any: ...


_CLEAN = r"[^\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]"
_Q = Parameter(
    "q",
    N_("Words to find, as in the directory; a text without a letter or a digit is as good as none"),
    pattern=f"^{_CLEAN}{{1,{LONGEST}}}$",
)
_HECTARES = r"^(0\.0[1-9]|0\.[1-9][0-9]?|[1-9][0-9]{0,5}(\.[0-9]{1,2})?)$"
_AREA = Parameter("least_area", N_("Hectares that one free site has at least"), pattern=_HECTARES)
_MONTHS = tuple(CONFIRMED_WITHIN.options or ())
_WITHIN = Parameter("confirmed_within", N_("Months within which all of the entry was confirmed"), options=_MONTHS)
_ORDER = Parameter(
    ORDER.name,
    N_(
        "As in the directory: the best match for the words, by name in Serbian order, what was confirmed or changed last first. "
        "Without it the order never changes."
    ),
    options=tuple(ORDER.options or ()),
)
_OFFICE = Parameter("office", N_("The identifier of an office"), pattern=SLUG)


def _limit() -> Parameter:
    return Parameter("limit", N_("How many rows a page has at most"), number=True)


def _cursor(pattern: str) -> Parameter:
    return Parameter("cursor", N_("Where the page begins: take the address of the next page as it stands in the answer"), pattern=pattern)


def _of_facet(facet: Facet) -> Parameter:
    meaning = N_("Infrastructure that a site has") if facet.takes_all else facet.label
    options = tuple(facet.options or reference_codes(facet.name))
    return Parameter(facet.name, meaning, options=options, several=True, takes_all=facet.takes_all)


@cache
def of_table(table: Table) -> tuple[Parameter, ...]:
    """Return what may be asked of a table."""
    paged = (_limit(), _cursor(ITEM if table.group else IN_ORDER if table is OFFICES else CODE))
    if table is OFFICES:
        return (_Q, *map(_of_facet, FACETS), _AREA, _WITHIN, _ORDER, *paged)
    if table is SITES:
        return (_Q, *map(_of_facet, FACETS_OF_SITES), _AREA, _WITHIN, _OFFICE, *paged)
    places = () if table in (REGIONS, DISTRICTS) else tuple(_of_facet(facet) for facet in FACETS if facet.name in {"district", "region"})
    if table.group is None:
        return (*places, *paged)
    return (_OFFICE, *places, *_choices(table), *paged)


def _choices(table: Table) -> Iterator[Parameter]:
    """Yield the columns of a table whose codes one can choose from."""
    for column in table.columns:
        if column.options and column.type is Type.STRING:
            yield Parameter(column.name, column.title, options=tuple(column.options), several=True)


OF_CHANGES = (
    Parameter("since", N_("Only what changed at that time or later: an ISO 8601 time with its zone, or a day"), moment=True),
    Parameter("kind", N_("Kind of change"), options=tuple(ChangeKind), several=True),
    _OFFICE,
    Parameter("district", N_("District"), options=tuple(reference_codes("district"))),
    _limit(),
    _cursor(VERSION),
)


def read(args: Arguments, declared: Sequence[Parameter]) -> Mapping[str, list[str]]:
    """Return the values that an address asks for.

    Raises:
        BadParameters: for one that is not declared, is there twice, or has a value that it cannot have.
    """
    known = {each.name: each for each in declared}
    errors: dict[str, str] = {}
    for name in args.keys():  # noqa: SIM118  # a MultiDict's values are in its lists
        if name not in known:
            errors[name] = gettext("There is no such parameter here")
        elif problem := _problem(known[name], args.getlist(name)):
            errors[name] = problem
    if errors:
        raise BadParameters(errors)
    return {name: args.getlist(name) for name in known if args.getlist(name)}


def _problem(parameter: Parameter, values: list[str]) -> str:
    if len(values) > (MOST_VALUES if parameter.several else 1):
        return gettext("This is there too often")
    if all(map(parameter.accepts, values)):
        return ""
    if parameter.options:
        return gettext("One of: %(options)s", options=", ".join(parameter.options))
    if parameter.moment:
        return gettext("A time as in %(moment)s, or a day as in %(day)s", moment="2026-12-11T14:05:00Z", day="2026-12-11")
    if parameter.number:
        return gettext("A whole number from 1 to %(most)s", most=MOST)
    return gettext("Something that fits %(pattern)s", pattern=parameter.pattern)
