"""Finding a person's name in a text, in either script, in any case and order: "Mira Đorđević", "Мире Ђорђевић", "Đorđević M.". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from ledportal.script import composed, fold

Name = frozenset[str]
"""The words of a name, folded, without titles."""

TITLES = frozenset("dr mr prof doc spec dipl mast master msc bsc ma ba phd ing inz ecc ek ekon arh agr pravnik ekonomista".split())  # noqa: SIM905
ENDINGS = 4
"""How many letters of a case or a possessive may stand after the part of a name that stays: Mir-inog, Markov-ima."""
WORD = re.compile(r"[^\W\d_]+")
INITIAL = re.compile(r"[LN]j|D[jž]|[^\W\d_]", re.IGNORECASE)
UNSEEN = r"\u00ad\u200b-\u200d\u2060\ufeff"
"""The signs that nobody sees, for a class of signs in a pattern."""
_SEAM = rf"[\s._{UNSEEN}-]{{0,3}}"
_QUOTE = r"[„“”\"'‚‘’«»()]"
_INSERTED = rf"(?:{INITIAL.pattern})\.|{_QUOTE}{WORD.pattern}\.?{_QUOTE}"
BETWEEN = re.compile(rf"[\s.,_/–{UNSEEN}-]{{0,3}}|{_SEAM}(?:{_INSERTED}){_SEAM}", re.IGNORECASE)
"""What may stand between two words of a name: hardly anything, or a middle initial, or a nickname in quotation marks or brackets."""
FLEETING = re.compile(r"(?<=[^aeiou])a(?=[^aeiou]$)")


def name_of(typed: str) -> Name:
    """Return the words of a name as somebody typed it; what follows a comma or stands in brackets is no part of it."""
    return frozenset(_bare(re.sub(r"\(.*|,.*", "", typed)).split()) - TITLES


@dataclass(frozen=True)
class Word:
    """A word of a text where it stands."""

    start: int
    end: int
    text: str
    is_initial: bool


def mentions(text: str, names: Iterable[Name], others: Iterable[Name] = ()) -> Iterator[tuple[int, int]]:
    """Yield where a text, which is composed, mentions one of the names; what may as well be one of the others is none.

    A mention is two words of a name or more that stand beside each other; an initial counts, but not by itself.
    """
    wanted = [each for each in names if len(each) > 1]
    known = list(others)
    words = list(_words(text)) if wanted else []
    starts = tuple({stem[:2] for name in wanted for each in name for stem in _stems(each)})
    at = 0
    while at < len(words):
        if not words[at].is_initial and not words[at].text.startswith(starts):
            at += 1
            continue
        run = max((_run(words, at, name, text) for name in wanted), key=len, default=[])
        if len(run) > 1 and not any(len(_run(run, 0, name, text)) == len(run) for name in known):
            yield run[0].start, run[-1].end
            at = words.index(run[-1], at) + 1
        else:
            at += 1


def without(text: str, names: Iterable[Name], others: Iterable[Name] = (), *, sign: str) -> str:
    """Return a text in which a sign stands for each mention of a name; what nobody sees may part its words, or stand within one."""
    names, others = tuple(names), tuple(others)
    text = _without(text, names, others, sign)
    seen = re.sub(f"[{UNSEEN}]", "", text)
    if seen == text:
        return text
    found = _without(seen, names, others, sign)
    return text if found == seen else found


def _without(text: str, names: Iterable[Name], others: Iterable[Name], sign: str) -> str:
    kept, end = composed(text), 0
    parts: list[str] = []
    for start, after in mentions(kept, names, others):
        parts += (kept[end:start], sign)
        end = after
    return "".join(parts) + kept[end:] if parts else text


def _words(text: str) -> Iterator[Word]:
    for found in WORD.finditer(text):
        is_initial = bool(INITIAL.fullmatch(found.group())) and found.group()[0].isupper() and text[found.end() : found.end() + 1] == "."
        yield Word(found.start(), found.end() + is_initial, _bare(found.group()), is_initial)


def _run(words: list[Word], at: int, name: Name, text: str) -> list[Word]:
    """Return the words from a place on that are words of a name, each of another one; initials alone are none."""
    left, run, near = set(name), list[Word](), words[at : at + 2 * len(name) - 1]
    for word, after in zip(near, [*near[1:], None], strict=True):
        meant = _meant(word, left - {_meant(after, left)} if word.is_initial and after else left)
        if meant and (not run or BETWEEN.fullmatch(text[run[-1].end : word.start])):
            left.remove(meant)
            run.append(word)
        elif meant or not run:
            break
    return run if any(not word.is_initial for word in run) else []


def _meant(word: Word, names: Set[str]) -> str:
    """Return the word of a name whose form a word most likely is; nothing where it is none."""
    best = max(names, key=lambda each: (_likeness(word, each), each), default="")
    return best if _likeness(word, best) else ""


def _likeness(word: Word, name: str) -> int:
    """Return how many letters a word shares with the word of a name whose form it may be; 0 where it is none."""
    if word.is_initial:
        return int(name.startswith(word.text))
    return max((len(each) for each in _stems(name) if word.text.startswith(each) and len(word.text) - len(each) <= ENDINGS), default=0)


@lru_cache(maxsize=1000)
def _stems(name: str) -> tuple[str, str]:
    """Return what of a word of a name may stay in other cases: without its last vowel, and without an a that is lost."""
    return name[:-1] if len(name) > 2 and name[-1] in "aeiou" else name, FLEETING.sub("", name)


@lru_cache(maxsize=20_000)
def _bare(text: str) -> str:
    """Return text folded, with a bare d for đ however it is written."""
    return fold(text).replace("dj", "d")
