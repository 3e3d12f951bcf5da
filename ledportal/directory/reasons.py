"""Why an entry was found, where its row does not show it: a piece of its text, or what it has with a code, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext

from ledportal.directory.labels import entry_name, sector_labels
from ledportal.directory.options import Worded
from ledportal.directory.snippets import piece_of
from ledportal.offices import choices
from ledportal.offices.models import Listing, Office
from ledportal.search.criteria import BY_NAME
from ledportal.search.explaining import Reasons
from ledportal.search.marking import Piece, marked
from ledportal.search.words import alternatives
from ledportal.text import N_

OTHERS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "site": (N_("Sites"), choices.SITE_TYPES),
    "document": (N_("Strategic documents"), choices.DOCUMENT_TYPES),
    "hub": (N_("Incubators and clusters"), choices.HUB_KINDS),
    "utility": (N_("Infrastructure"), choices.UTILITIES),
    "zone": (N_("Free zone"), choices.YES_NO),
}
"""What is no facet of the directory: what it is called, and its options."""


@dataclass(frozen=True)
class Reason:
    """What stands in a row to say why it was found, under a label: a section's or a filter's."""

    label: str
    pieces: Sequence[Piece]


def reason(office: Office, listing: Listing, typed: Reasons, asked: Worded) -> Reason | None:
    """Return where the first of the words stands that the row does not show; None where it shows all of them.

    Args:
        typed: the folded words, each with those of the entry's traits to which it leads.
        asked: knows the words of the facets' options.
    """
    seen = _shown(office, listing)
    for word, traits in typed.items():
        wanted = forms(word)
        if not _has(marked(seen, wanted)) and (found := _reason(listing, wanted, traits, asked)):
            return found
    return None


def forms(word: str) -> frozenset[str]:
    """Return what to mark for a folded word."""
    return frozenset({*alternatives(word), f"{word}*"})


def _shown(office: Office, listing: Listing) -> str:
    place = office.municipality
    names = (place.name_latin, place.district.name_latin, entry_name(listing))
    return " ".join((*names, *sector_labels(listing.content["environment"]["sectors"])))


def _has(pieces: Iterable[Piece]) -> bool:
    return any(piece.is_match for piece in pieces)


def _reason(listing: Listing, wanted: frozenset[str], traits: Sequence[str], asked: Worded) -> Reason | None:
    """Return a region, else a piece of a text, else what the entry has in other words."""
    worded = [each for trait in traits if (each := _worded(trait, wanted, asked))]
    if worded and traits[0].startswith("region:"):
        return worded[0]
    if found := piece_of(listing.content, wanted):
        return Reason(*found)
    return next(iter(worded), None)


def _worded(trait: str, wanted: frozenset[str], asked: Worded) -> Reason | None:
    """Return a trait in words, with those marked that were searched for; all of it where other words lead to it."""
    name, _, value = trait.partition(":")
    if name in BY_NAME:
        label, options = BY_NAME[name].label, asked.options(BY_NAME[name])
    elif name in OTHERS:
        label, own = OTHERS[name]
        options = {code: gettext(each) for code, each in own.items()}
    else:
        return None
    pieces = marked(options[value], wanted)
    return Reason(gettext(label), pieces if _has(pieces) else [Piece(options[value], is_match=True)])
