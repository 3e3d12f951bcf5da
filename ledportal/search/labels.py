"""The words that lead to what a profile says with a code: labels in every language, the names of districts and regions, synonyms."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import current_app
from flask_babel import force_locale, gettext
from sqlalchemy import select

from ledportal.extensions import db
from ledportal.languages import LANGUAGES
from ledportal.municipalities.models import District, Region
from ledportal.offices import choices
from ledportal.search.aliases import COMPASS, SYNONYMS
from ledportal.search.documents import NAME, THING, written_words
from ledportal.search.typos import Known, Vocabulary
from ledportal.search.words import LAST, alternatives

LABELLED: Mapping[str, Mapping[str, str]] = {
    "form": choices.FORMS,
    "certificate": choices.CERTIFICATES,
    "sector": choices.SECTORS,
    "site": choices.SITE_TYPES,
    "language": choices.LANGUAGES,
    "service": choices.SERVICES,
    "document": choices.DOCUMENT_TYPES,
    "hub": choices.HUB_KINDS,
    "utility": choices.UTILITIES,
}
SAYS_NOTHING = frozenset({"other", "none"})
"""Codes by whose labels nobody looks for an office."""


@dataclass(frozen=True)
class Label:
    """A word of a label, the trait that it leads to, and how the word is written."""

    word: str
    where: str
    trait: str
    shown: str


class Labels:
    """All words of labels; a mistyped one may have meant one of the ``vocabulary``, which is written as it is ``shown``."""

    def __init__(self, labels: Iterable[Label]) -> None:
        self._by_stem: dict[str, list[Label]] = {}
        self._in_order: dict[str, list[tuple[str, str]]] = {}
        self.vocabulary = Vocabulary()
        self.shown: dict[str, str] = {}
        for each in labels:
            for one in alternatives(each.word):
                self._by_stem.setdefault(one, []).append(each)
            insort(self._in_order.setdefault(each.where, []), (each.word, each.trait))
            self.vocabulary.add([Known(each.word, each.where)])
            self.shown.setdefault(each.word, each.shown)

    def whole(self, word: str, where: str) -> set[str]:
        """Return the traits to which a word leads, in any case."""
        return {each.trait for one in alternatives(word) for each in self._by_stem.get(one, ()) if each.where == where}

    def begun(self, beginning: str, where: str) -> set[str]:
        """Return the traits to which words lead that begin so."""
        line = self._in_order.get(where, [])
        start, end = bisect_left(line, (beginning, "")), bisect_left(line, (f"{beginning}{LAST}", ""))
        return {trait for _word, trait in line[start:end]}

    def meant(self, word: str) -> set[str]:
        """Return all traits to which a word leads, or what begins with it."""
        begun = (NAME, THING) if len(word) > 1 else ()
        return self.whole(word, NAME) | self.whole(word, THING) | {trait for where in begun for trait in self.begun(word, where)}


def labels() -> Labels:
    """Return the words of labels, read once for each application: codes and reference data change with an update only."""
    known = current_app.extensions
    if "ledportal.search.labels" not in known:
        known["ledportal.search.labels"] = Labels([*_codes(), *_districts(), *_regions()])
    found: Labels = known["ledportal.search.labels"]
    return found


def _codes() -> Iterator[Label]:
    for name, options in LABELLED.items():
        for code in options.keys() - SAYS_NOTHING:
            yield from _of(f"{name}:{code}", THING, _in_every_language(options[code]))
    for trait, text in SYNONYMS.items():
        yield from _of(trait, THING, [text])


def _in_every_language(label: str) -> Iterator[str]:
    for locale in ("sr_Latn", "en"):
        with force_locale(LANGUAGES[locale].locale):
            yield str(gettext(label))


def _districts() -> Iterator[Label]:
    for district in db.session.scalars(select(District)):
        yield from _of(f"district:{district.slug}", NAME, [district.name_latin, district.name_en, *_hyphenated(district.name_latin)])


def _hyphenated(name: str) -> Iterator[str]:
    """Yield a district's name as it was written with a hyphen: Južno-Bački, Srednje-Banatski."""
    for beginning in COMPASS:
        if name.lower().startswith(beginning):
            yield f"{beginning} {beginning[:-1]}e {name[len(beginning) :]}"


def _regions() -> Iterator[Label]:
    for region in db.session.scalars(select(Region)):
        yield from _of(f"region:{region.code}", NAME, [region.name_latin, region.name_en])


def _of(trait: str, where: str, texts: Iterable[str]) -> Iterator[Label]:
    for text in texts:
        for word, shown in written_words([text]).items():
            yield Label(word, where, trait, shown)
