"""What of the register has the words that somebody typed: cases, beginnings and small slips forgiven."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, islice, product
from typing import Final

from ledportal.search.documents import PLACE
from ledportal.search.index import Index, as_written, vocabulary
from ledportal.search.labels import labels
from ledportal.search.lookup import GENERAL, Lookup
from ledportal.search.named import Named, beside, named
from ledportal.search.ranking import Hits, Sums, summed
from ledportal.search.words import STOP, alternatives, stem, words

MOST_WORDS: Final = 12
MOST_TRIED: Final = 60
"""How many ways to mend a text are tried."""

WHOLE_NAME: Final = 512
"""Points for the place that is called what was typed: more than all words together can have."""


@dataclass(frozen=True)
class Match:
    """What has the words.

    Attributes:
        entries: the entries; ``others`` those without one, or with a closed office, that are called so; ``places`` all that are.
        meant, left_out, lacking, taken: as ``finding.Found`` tells them.
        marks: what to mark in texts.
        hits: where each of the words stands that were looked for, those apart that need not stand anywhere.
    """

    entries: int
    others: int
    places: int = 0
    sums: Sums = field(default_factory=Sums)
    meant: Mapping[str, str] = field(default_factory=dict)
    left_out: Sequence[str] = ()
    lacking: Sequence[str] = ()
    taken: Sequence[str] = ()
    marks: frozenset[str] = frozenset()
    hits: Mapping[str, Hits] = field(default_factory=dict)

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


def _match(lookup: Lookup, wanted: Sequence[str]) -> Match:
    required = [word for word in wanted if stem(word) not in GENERAL] or list(wanted)
    taken = _taken(lookup, required)
    meant = list(dict.fromkeys(taken.values()))
    found = beside(lookup, meant, named(lookup, meant))
    kept = [word for word in meant if word not in found.left_out]
    general = [word for word in wanted if word not in required]
    called, entries = lookup.called(kept) | found.places, lookup.index.facets.entries
    sums = summed(lookup.hits([*kept, *general]))
    sums.add(WHOLE_NAME, found.places | lookup.whole(kept) | lookup.whole([*kept, *general]))
    return Match(
        entries=(found.entries | found.places) & entries,
        others=called & ~entries,
        places=called,
        sums=sums,
        meant=_written({typed: word for typed, word in taken.items() if word != typed and word in kept}),
        left_out=[word for word in required if taken.get(word) not in kept],
        lacking=[word for word in required if taken.get(word) in found.lacking],
        taken=[*kept, *general],
        marks=_marks([*kept, *general]),
        hits=dict(zip(kept, lookup.hits(kept), strict=True)),
    )


def _taken(lookup: Lookup, required: Sequence[str]) -> dict[str, str]:
    """Return for each word the one that it is taken for; a word is left out where nothing has it beside a place that is begun so."""
    unchanged = {word: word for word in required}
    if lookup.having(required):
        return unchanged
    place = named(lookup, required)
    mended = _mended(lookup, required, place)
    return mended or (None if place.places else _around_a_place(lookup, required)) or unchanged


def _written(meant: Mapping[str, str]) -> dict[str, str]:
    known = as_written(meant.values()) if meant else {}
    return {typed: known.get(word) or labels().shown.get(word, word) for typed, word in meant.items()}


def _marks(some: Iterable[str]) -> frozenset[str]:
    return frozenset(mark for word in some for mark in (*alternatives(word), *([f"{word}*"] if len(word) > 1 else ())))


def _mended(lookup: Lookup, required: Sequence[str], place: Named) -> dict[str, str] | None:
    """Return for each word the one that was meant, so that something has them all; None where there is no such choice.

    Words that stand nowhere are mended first, and where that does not help, the others too, into words of places. Beside a place that is
    named by its whole name only what stands nowhere is mended, into what something around has.
    """
    known = {word: lookup.is_known(word) for word in required}
    nearest = {word: [] if known[word] else _nearest(word) for word in required}
    choices = [[word] if known[word] else nearest[word] for word in required]
    found = _first(choices, lookup.having)
    if not found and place.places:
        others = [word not in place.words for word in required]
        found = _first(choices, lambda some: place.around & lookup.having([*compress(some, others)]))
    elif not found and any(known.values()) and all(choices):
        choices = [[word, *vocabulary().nearest(word, PLACE)] if known[word] else nearest[word] for word in required]
        found = _first(choices, lookup.having)
    return dict(zip(required, found, strict=True)) if found else None


def _nearest(word: str) -> list[str]:
    """Return the words that a mistyped one may have meant: of names and titles first, then of labels of what an entry has."""
    return list(dict.fromkeys([*vocabulary().nearest(word), *labels().vocabulary.nearest(word)]))


def _first(options: Sequence[Sequence[str]], is_had: Callable[[Sequence[str]], int]) -> tuple[str, ...] | None:
    return next((some for some in _in_turn(options) if is_had(some)), None)


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
