"""What a mistyped word may have meant. Pure.

Whoever mistypes a word gets its first two letters or its last two right, three of a long one: only words that share these are compared, so
that a hundred thousand words take no longer than a thousand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST: Final = 4
"""How many words are tried in the place of one."""

END, LONG_END, LONG = 2, 3, 8
"""Letters that are right at the beginning or at the end, of a long word, and the letters from which on a word is long."""


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the vocabulary, and where it stands at best."""

    word: str
    where: str


class Vocabulary:
    """The words that may have been meant, by their length and how they begin or end."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._where: dict[str, str] = {}
        self._by_end: dict[tuple[int, str], list[str]] = {}
        self.add(known)

    def add(self, known: Iterable[Known]) -> None:
        """Learn words; other threads may look for them meanwhile."""
        for each in known:
            is_new = each.word not in self._where
            self._where[each.word] = each.where
            for end in _ends(each.word, len(each.word)) if is_new else ():
                self._by_end.setdefault(end, []).append(each.word)

    def nearest(self, typed: str, where: str = "abc") -> list[str]:
        """Return the words that differ in the fewest letters, those of places first; none where all differ too much.

        Two neighbouring letters that changed places are one difference. The first letter may be wrong, too, but then little else.
        """
        costs: dict[str, float] = {}
        for word, distance in self._alike(typed).items():
            found = self._where[word]
            if found in where and distance <= _allowed_beside(typed, word):
                costs[word] = distance + (0.5 if typed[0] != word[0] else 0) + (0 if found == "a" else 0.6 if found == "b" else 0.7)
        return sorted(costs, key=lambda word: (costs[word], word))[:MOST]

    def _alike(self, typed: str) -> dict[str, int]:
        most = allowed(typed)
        found: dict[str, int] = {}
        for length in range(len(typed) - most, len(typed) + most + 1) if most else ():
            for end in _ends(typed, length):
                words = self._by_end.get(end, ())
                some = process.extract(typed, words, scorer=OSA.distance, score_cutoff=most, limit=None)
                found |= {word: int(distance) for word, distance, _place in some}
        return found


def _ends(word: str, length: int) -> tuple[tuple[int, str], tuple[int, str]]:
    end = LONG_END if length >= LONG else END
    return (length, f"{word[:end]}-"), (length, f"-{word[-end:]}")


def _allowed_beside(typed: str, word: str) -> int:
    """Return how many letters may differ; few people get the first letter wrong, and then little else."""
    return allowed(typed) if typed[0] == word[0] else max(1, allowed(typed) - 1)


def allowed(typed: str) -> int:
    """Return how many letters may differ."""
    if len(typed) < 3 or not typed.isalpha():
        return 0
    return 1 if len(typed) < 6 else 2 if len(typed) < 11 else 3
