"""What somebody who is typing may be looking for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ledportal.extensions import db
from ledportal.languages import current_locale
from ledportal.municipalities.models import District, Municipality, Region
from ledportal.offices.choices import SECTORS, SERVICES
from ledportal.offices.models import Listing, Office
from ledportal.search import bits
from ledportal.search.documents import NAME, THING, spellings
from ledportal.search.index import current
from ledportal.search.labels import labels
from ledportal.search.matching import Match, match
from ledportal.search.words import STOP, alternatives, words

LOOKED_AT = 20
"""How many places are put in order, and how many entries are looked through for people, sites and documents."""


@dataclass(frozen=True)
class Suggestion:
    """One line under the box.

    Attributes:
        kind: ``office``, ``person``, ``site``, ``document``, or the name of a facet.
        label: what it says; ``hint`` where it belongs.
        slug: of an office's page; empty for a facet's, whose ``value`` is one of its options.
    """

    kind: str
    label: str
    hint: str = ""
    slug: str = ""
    value: str = ""


def suggest(text: str, limit: int = 8) -> list[Suggestion]:
    """Return what somebody who typed this may be looking for, the likeliest first."""
    if not (every := words(text[:100])):
        return []
    typed = [word for word in every if word not in STOP] or every
    index = current()
    found = match(index, text[:100])
    places = _places(index.facets.ids, found, typed, limit)
    others = [*_labelled(typed), *_inside(index.facets.ids, found, typed)]
    kept = places[: max(limit - len(others), limit // 2)]
    return [*kept, *others][:limit]


def _places(ids: Sequence[int], found: Match, typed: Sequence[str], limit: int) -> list[Suggestion]:
    """Return the places that match best, those first whose own name begins so, before those that had another (Stari Bečej)."""
    wanted = [ids[position] for position in bits.part(found.groups(found.places), 0, LOOKED_AT)]
    offices = {each.id: each for each in db.session.scalars(_offices().where(Office.id.in_(wanted)))}
    in_order = sorted((offices[each] for each in wanted if each in offices), key=lambda each: not _begins(each, typed))
    locale = current_locale()
    return [Suggestion("office", each.name(locale), each.municipality.district.name(locale), each.slug) for each in in_order[:limit]]


def _begins(office: Office, typed: Sequence[str]) -> bool:
    """Say whether the name of an office's municipality begins with the words."""
    beginning = " ".join(typed)
    return any(" ".join(words(spelled)).startswith(beginning) for spelled in spellings(office.municipality.name_latin))


def _offices() -> Any:
    return select(Office).options(joinedload(Office.municipality).joinedload(Municipality.district))


def _labelled(typed: Sequence[str]) -> list[Suggestion]:
    """Return the options of facets whose names have all words, first those that have them whole."""
    known = labels()
    whole = set.intersection(*(known.whole(word, NAME) | known.whole(word, THING) for word in typed))
    traits = set.intersection(*map(known.meant, typed))
    found = [(trait, label) for trait, label in _options() if trait in traits]
    return [_option(*each) for each in sorted(found, key=lambda each: each[0] not in whole)]


def _options() -> Iterator[tuple[str, str]]:
    """Yield the facets' options that may be suggested, each with what it is called."""
    locale = current_locale()
    for district in db.session.scalars(select(District).order_by(District.sort_key)):
        yield f"district:{district.slug}", district.name(locale)
    for region in db.session.scalars(select(Region).order_by(Region.sort_key)):
        yield f"region:{region.code}", region.name(locale)
    for kind, options in (("sector", SECTORS), ("service", SERVICES)):
        yield from ((f"{kind}:{code}", gettext(label)) for code, label in options.items())


def _option(trait: str, label: str) -> Suggestion:
    kind, _, value = trait.partition(":")
    return Suggestion(kind, label, value=value)


def _inside(ids: Sequence[int], found: Match, typed: Sequence[str]) -> Iterator[Suggestion]:
    """Yield the people, the sites and the documents whose names have all words, out of the entries that match best."""
    wanted = [ids[position] for position in bits.part(found.groups(found.entries), 0, LOOKED_AT)]
    query = select(Listing.office_id, Listing.slug, Listing.content, Municipality).join(Listing.office).join(Office.municipality)
    rows = {
        office: (slug, content, place) for office, slug, content, place in db.session.execute(query.where(Listing.office_id.in_(wanted)))
    }
    for kind, names in (("person", _people), ("site", _sites), ("document", _documents)):
        for slug, content, place in (rows[each] for each in wanted if each in rows):
            yield from (Suggestion(kind, name, place.name(current_locale()), slug) for name in names(content) if _has_all(name, typed))


def _people(content: Any) -> list[str]:
    contact = content["contact"]
    return list(
        dict.fromkeys(name for name in (contact["head"], contact["contact_person"], *(each["name"] for each in contact["team"])) if name)
    )


def _sites(content: Any) -> list[str]:
    return [each["name"] for each in content["sites"]["sites"]]


def _documents(content: Any) -> list[str]:
    return [each["title"] for each in content["documents"]["documents"]]


def _has_all(name: str, typed: Sequence[str]) -> bool:
    own = words(name)
    return all(any(not set(alternatives(word)).isdisjoint(alternatives(each)) or each.startswith(word) for each in own) for word in typed)
