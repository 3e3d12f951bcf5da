"""What of the register has the words that somebody typed: cases, beginnings and small slips forgiven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Final

from ledportal.search.bits import union
from ledportal.search.documents import NAME, PLACE, REST, THING, whole_names
from ledportal.search.index import Index, as_written, vocabulary
from ledportal.search.labels import labels
from ledportal.search.ranking import POINTS, Hits, Sums, summed
from ledportal.search.words import STOP, alternatives, stem, words

MOST_WORDS: Final = 12
MOST_TRIED: Final = 60
"""How many ways to mend a text are tried."""

WHOLE_NAME: Final = 512
"""Points for the place that is called what was typed: more than all words together can have."""

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


@dataclass(frozen=True)
class Match:
    """What has the words.

    Attributes:
        entries: the entries; ``others`` those without one, or with a closed office, that are called so; ``places`` all that are.
        meant, left_out, taken: as ``finding.Found`` tells them.
        marks: what to mark in texts.
    """

    entries: int
    others: int
    places: int = 0
    sums: Sums = field(default_factory=Sums)
    meant: Mapping[str, str] = field(default_factory=dict)
    left_out: Sequence[str] = ()
    taken: Sequence[str] = ()
    marks: frozenset[str] = frozenset()

    def groups(self, within: int) -> list[int]:
        """Return a set in parts, the best matches first."""
        return self.sums.groups(within)


def match(index: Index, text: str) -> Match:
    """Return what has all words of a text; all of the register where there is no text."""
    if not text:
        return Match(index.facets.entries, index.facets.all & ~index.facets.entries)
    typed = [*dict.fromkeys(words(text))]
    wanted = [word for word in typed if word not in STOP] or typed
    return _match(Lookup(index), wanted[:MOST_WORDS]) if wanted else Match(0, 0)


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
        return self._common(each.all for each in self.hits(some)) | (self.whole(some) if len(some) == 1 else 0)

    def called(self, some: Sequence[str]) -> int:
        """Return the places in whose names all words stand."""
        return self._common(each.places for each in self.hits(some)) | (self.whole(some) if len(some) == 1 else 0)

    def _common(self, sets: Iterable[int]) -> int:
        found = -1
        for each in sets:
            found &= each
        return max(found, 0)


def _match(lookup: Lookup, wanted: Sequence[str]) -> Match:
    required = [word for word in wanted if stem(word) not in GENERAL] or list(wanted)
    taken = {word: word for word in required}
    if not lookup.having(required):
        taken = _mended(lookup, required) or _around_a_place(lookup, required) or taken
    general = [word for word in wanted if word not in required]
    kept = list(dict.fromkeys(taken.values()))
    found, called, entries = lookup.having(kept), lookup.called(kept), lookup.index.facets.entries
    sums = summed(lookup.hits([*kept, *general]))
    sums.add(WHOLE_NAME, lookup.whole(kept) | lookup.whole([*kept, *general]))
    return Match(
        entries=found & entries,
        others=called & ~entries,
        places=called,
        sums=sums,
        meant=_written({typed: word for typed, word in taken.items() if word != typed}),
        left_out=[word for word in required if word not in taken],
        taken=[*kept, *general],
        marks=_marks([*kept, *general]),
    )


def _written(meant: Mapping[str, str]) -> dict[str, str]:
    known = as_written(meant.values()) if meant else {}
    return {typed: known.get(word, word) for typed, word in meant.items()}


def _marks(some: Iterable[str]) -> frozenset[str]:
    return frozenset(mark for word in some for mark in (*alternatives(word), *([f"{word}*"] if len(word) > 1 else ())))


def _mended(lookup: Lookup, required: Sequence[str]) -> dict[str, str] | None:
    """Return for each word the one that was meant, so that something has them all; None where there is no such choice.

    Words that stand nowhere are mended first, and where that does not help, the others too, into words of places.
    """
    words_of = vocabulary()
    known = {word: lookup.is_known(word) for word in required}
    nearest = {word: [] if known[word] else words_of.nearest(word) for word in required}
    choices = [[word] if known[word] else nearest[word] for word in required]
    if not (found := _first(lookup, choices)) and any(known.values()) and all(choices):
        found = _first(lookup, [[word, *words_of.nearest(word, PLACE)] if known[word] else nearest[word] for word in required])
    return dict(zip(required, found, strict=True)) if found else None


def _first(lookup: Lookup, options: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    return next((some for some in _in_turn(options) if lookup.having(some)), None)


def _in_turn(options: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the choices, those of what stands first everywhere before others."""
    choices = islice(product(*(range(len(each)) for each in options)), MOST_TRIED)
    for places in sorted(choices, key=sum):
        yield tuple(each[place] for each, place in zip(options, places, strict=True))


def _around_a_place(lookup: Lookup, required: Sequence[str]) -> dict[str, str] | None:
    """Return the words that name a place, and of the others those that something of it has, too; None where no place is named."""
    nearest = vocabulary().nearest
    taken: dict[str, str] = {}
    for word in required:
        for each in (word, *(() if lookup.is_known(word) else nearest(word, PLACE))):
            if word not in taken and lookup.called([*taken.values(), each]):
                taken[word] = each
    if not taken:
        return None
    for word in required:
        if word not in taken and lookup.having([*taken.values(), word]):
            taken[word] = word
    return {word: taken[word] for word in required if word in taken}


Key = tuple[str, str]
"""A word, and where it is looked for."""


def _hits(index: Index, some: Sequence[str]) -> list[Hits]:
    """Return where words stand: as they are, in another case, or as the beginning of others."""
    keys = [(word, where) for word in some for where in SHORTEST]
    whole = _read(index, {(word, where): alternatives(word) for word, where in keys}, is_whole=True)
    typed = _read(index, {(word, PLACE): [word] for word in some}, is_whole=True)
    begun = _read(index, {key: [key[0]] for key in keys if _may_begin(*key, whole[key], index)}, is_whole=False)
    return [Hits([level for where in SHORTEST for level in _levels(where, word, typed, whole, begun)]) for word in some]


def _may_begin(word: str, where: str, whole: int, index: Index) -> bool:
    return len(word) >= SHORTEST[where] and stem(word) not in GENERAL and whole.bit_count() * MANY <= index.facets.size


def _levels(where: str, word: str, *read: Mapping[Key, int]) -> Iterator[tuple[int, int]]:
    """Yield the points with what was read of a word: as it was typed, in any case, and where others begin with it."""
    for less, some in enumerate(read):
        yield POINTS[where] - less, some.get((word, where), 0)


def _read(index: Index, asked: Mapping[Key, Sequence[str]], *, is_whole: bool) -> dict[Key, int]:
    """Return for each key the entries that have one of its words there, in their texts or by a label of what they have."""
    end = "" if is_whole else "*"
    tokens = {(word, where): [f"{where}{each}{end}" for each in some] for (word, where), some in asked.items()}
    read = index.read({token for some in tokens.values() for token in some})
    known = labels()
    found: dict[Key, int] = {}
    for key, some in asked.items():
        traits = known.whole(some, key[1]) if is_whole else known.begun(some, key[1])
        found[key] = union((read[token] for token in tokens[key]), (index.facets.traits.get(each, 0) for each in traits))
    return found
