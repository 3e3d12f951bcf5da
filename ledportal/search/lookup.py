"""Where words stand: as they are typed, in another case, or as the beginning of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ledportal.search import bits
from ledportal.search.documents import NAME, PLACE, REST, THING, whole_names
from ledportal.search.index import Index
from ledportal.search.labels import labels
from ledportal.search.ranking import POINTS, Hits
from ledportal.search.words import alternatives, stem, words

SHORTEST: Final = {PLACE: 2, NAME: 3, THING: 4, REST: 4}
"""Letters from which on a word is taken for the beginning of another, too, by where that stands."""

MANY: Final = 50
"""A word that one in so many entries has is not taken for a beginning."""

GENERAL: Final = frozenset(
    stem(word)
    for word in words(
        "opština grad okrug upravni district region municipality city town kancelarija office ler led lokalni ekonomski razvoj local"
        " economic development kontakt contact telefon phone broj number adresa address mejl mail email imejl srbija serbia parcela"
        " parcele lokacija lokacije zemljište plac site sites plot land"
    )
)
"""Stems of words that nearly every office has something to do with: they count where they stand, and need not stand anywhere."""


class Lookup:
    """Where words stand; each is looked for once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._known: dict[str, Hits] = {}

    def hits(self, some: Iterable[str]) -> list[Hits]:
        wanted = list(some)
        if new := [word for word in dict.fromkeys(wanted) if word not in self._known]:
            self._known |= zip(new, _hits(self.index, new), strict=True)
        return [self._known[word] for word in wanted]

    def is_known(self, word: str) -> bool:
        return bool(self.hits([word])[0].all)

    def whole(self, some: Sequence[str]) -> int:
        """Return the places that are called by the words."""
        found = 0
        for one in self.index.read(whole_names(some)).values():
            found |= one
        return found

    def having(self, some: Sequence[str]) -> int:
        """Return what has all words, or is called by the only one: NoviSad."""
        return bits.common(each.all for each in self.hits(some)) | (self.whole(some) if len(some) == 1 else 0)

    def called(self, some: Sequence[str]) -> int:
        """Return the places in whose names all words stand."""
        return bits.common(each.places for each in self.hits(some)) | (self.whole(some) if len(some) == 1 else 0)

    def in_places(self, some: Sequence[str]) -> bool:
        """Say whether all words stand in a place's name."""
        return bool(bits.common(each.places for each in self.hits(some)))

    def in_names(self, some: Sequence[str]) -> bool:
        """Say whether all words stand, whole, in the names of an office and its people."""
        return bool(bits.common(each.names for each in self.hits(some)))


Key = tuple[str, str]
"""A word, and where it is looked for."""


def _hits(index: Index, some: Sequence[str]) -> list[Hits]:
    """Return where words stand: as they are, in another case, or as the beginning of others."""
    keys = [(word, where) for word in some for where in SHORTEST]
    whole, typed = _read(
        index, {(word, where): alternatives(word) for word, where in keys}, {(word, PLACE): [word] for word in some}, end=""
    )
    (begun,) = _read(index, {key: [key[0]] for key in keys if may_begin(*key, whole[key], index.facets.size)}, end="*")
    return [Hits([level for where in SHORTEST for level in _levels(where, word, typed, whole, begun)]) for word in some]


def may_begin(word: str, where: str, whole: int, size: int) -> bool:
    """Say whether a word is taken for a beginning, too, given what of so many has it."""
    return len(word) >= SHORTEST[where] and stem(word) not in GENERAL and whole.bit_count() * MANY <= size


def _levels(where: str, word: str, *read: Mapping[Key, int]) -> Iterator[tuple[int, int]]:
    """Yield the points with what was read of a word: as it was typed, in any case, and where others begin with it."""
    for less, some in enumerate(read):
        yield POINTS[where] - less, some.get((word, where), 0)


def _read(index: Index, *several: Mapping[Key, Sequence[str]], end: str) -> list[dict[Key, int]]:
    """Return for each key the entries that have one of its words there, in their texts or by a label of what they have.

    Args:
        end: a star for words that only begin so.
    """
    tokens = [{(word, where): [f"{where}{each}{end}" for each in some] for (word, where), some in asked.items()} for asked in several]
    read = index.read({token for asked in tokens for some in asked.values() for token in some})
    known = labels().begun if end else labels().whole
    return [
        {
            key: bits.union((read[token] for token in some), (index.facets.traits.get(each, 0) for each in known(*key)))
            for key, some in asked.items()
        }
        for asked in tokens
    ]
