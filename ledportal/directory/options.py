"""The options of the facets by which a page is narrowed, in the reader's words, each with its number."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext

from ledportal.directory.queries import place_names
from ledportal.languages import current_locale
from ledportal.search.criteria import Facet


@dataclass(frozen=True)
class Option:
    """One option; ``number`` is how much there would be with it, None where nothing was counted."""

    value: str
    label: str
    number: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """A facet with those of its options that lead somewhere, or are chosen."""

    facet: Facet
    options: tuple[Option, ...]

    @property
    def chosen(self) -> int:
        return sum(each.is_chosen for each in self.options)


@dataclass(frozen=True)
class Way:
    """A link: to the page without one of the choices, or in another order."""

    label: str
    url: str
    is_here: bool = False


class Worded:
    """Facets in words. The names of places are read once, and only where they are needed."""

    @cached_property
    def _places(self) -> Mapping[str, Mapping[str, str]]:
        return place_names(current_locale())

    def options(self, facet: Facet) -> Mapping[str, str]:
        """Return the labels of a facet's options."""
        if facet.options is None:
            return self._places[facet.name]
        return {value: gettext(label) for value, label in facet.options.items()}

    def group(self, facet: Facet, counts: Mapping[str, Mapping[str, int]] | None, chosen: Collection[str]) -> Group:
        """Return a facet with its options; all of them where nothing was counted."""
        if counts is None:
            return Group(facet, tuple(Option(value, label, None, value in chosen) for value, label in self.options(facet).items()))
        numbers = counts[facet.name]
        options = (Option(value, label, numbers.get(value, 0), value in chosen) for value, label in self.options(facet).items())
        return Group(facet, tuple(each for each in options if each.number or each.is_chosen))
