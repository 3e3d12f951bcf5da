"""By which of what it has with a code an entry was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledportal.search import bits
from ledportal.search.documents import NAME, THING
from ledportal.search.finding import Found
from ledportal.search.labels import labels
from ledportal.search.lookup import SHORTEST

Reasons = Mapping[str, Sequence[str]]
"""For each word the traits to which it leads."""


def reasons(found: Found, offices: Sequence[int]) -> dict[int, Reasons]:
    """Return for each office that was found those of its traits to which the words lead, regions first."""
    facets = found.facets
    meant = {word: [(trait, facets.traits.get(trait, 0)) for trait in _meant(word)] for word in found.taken}
    places = dict(zip(offices, facets.places(offices), strict=True))
    return {
        office: {word: [trait for trait, having in some if bits.has(having, place)] for word, some in meant.items()}
        for office, place in places.items()
    }


def _meant(word: str) -> list[str]:
    known = labels()
    whole = {trait for where in (NAME, THING) for trait in known.whole(word, where)}
    begun = {trait for where in (NAME, THING) if len(word) >= SHORTEST[where] for trait in known.begun(word, where)}
    return sorted(whole or begun, key=lambda trait: (not trait.startswith("region:"), trait))
