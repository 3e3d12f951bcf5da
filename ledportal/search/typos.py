"""What a mistyped word may have meant. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST: Final = 4
"""How many words are tried in the place of one."""


@dataclass(frozen=True)
class Known:
    """A word of the vocabulary: as it is compared, where it stands at best, and as it is written."""

    word: str
    where: str
    shown: str


class Vocabulary:
    """The words that may have been meant, by their length."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_length: dict[int, list[Known]] = {}
        for each in known:
            self._by_length.setdefault(len(each.word), []).append(each)
        self._words = {length: [each.word for each in some] for length, some in self._by_length.items()}

    def nearest(self, typed: str, where: str = "abc") -> list[str]:
        """Return the words that differ in the fewest letters, those of places first; none where all differ too much.

        Two neighbouring letters that changed places are one difference. The first letter may be wrong, too, but then little else.
        """
        most = allowed(typed)
        found: list[tuple[int, Known]] = []
        for length in range(len(typed) - most, len(typed) + most + 1):
            for _word, distance, place in process.extract(
                typed, self._words.get(length, ()), scorer=OSA.distance, score_cutoff=most, limit=None
            ):
                known = self._by_length[length][place]
                if known.where in where and distance <= _allowed(typed, known.word):
                    found.append((int(distance), known))
        found.sort(key=lambda each: (_cost(typed, *each), each[1].where, each[1].word))
        return [known.word for _distance, known in found[:MOST]]


def _allowed(typed: str, word: str) -> int:
    return allowed(typed) if typed[0] == word[0] else max(1, allowed(typed) - 1)


def _cost(typed: str, distance: int, known: Known) -> float:
    """Return how unlikely it is that a word was meant; few people get the first letter wrong."""
    return distance + (0.5 if typed[0] != known.word[0] else 0) + (0.6 if known.where != "a" else 0)


def allowed(typed: str) -> int:
    """Return how many letters may differ."""
    if len(typed) < 3 or not typed.isalpha():
        return 0
    return 1 if len(typed) < 6 else 2 if len(typed) < 11 else 3
