"""What an office is found by: the words of its place and its public profile, each with where it stands, and what it has. Pure.

A document is kept as two lines of text. ``words`` are tokens: a letter for where the word stands, best place only, and its stems; of names
the word as it is written, too, and the whole name of a place as one token. ``traits`` are codes with their values (``sector:food``), which
the facets count and which labels in every language lead to, so that no translation stands in the index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from typing import Any, Final

from ledportal.offices.content import Content
from ledportal.offices.declaration import Field, Section
from ledportal.offices.kinds import Text
from ledportal.offices.notations import Link, Phone
from ledportal.offices.profile import SECTIONS
from ledportal.offices.sites import free_area, metres
from ledportal.script import to_latin
from ledportal.search.aliases import OLD_NAMES
from ledportal.search.words import STOP, alternatives, stem, words

FORMAT: Final = 2
"""The number of the way in which documents are written: a higher one makes ``municipalities load`` write all of them anew."""

PLACE, NAME, THING, REST, WHOLE = "abcdn"
"""Where a word stands: in the name of the place; of the office or a person; of a site, document, project; elsewhere. And a whole name."""

WHERE: Final = {
    "office.name": NAME, "office.name_en": NAME, "office.parent_unit": NAME, "contact.head": NAME, "contact.contact_person": NAME,
    "team.name": NAME, "documents.title": THING, "incentives.what": THING, "hubs.name": THING, "investors.name": THING,
    "sites.name": THING, "sites.parcel": THING, "projects.title": THING, "projects.donor": THING,
}  # fmt: skip
"""The fields whose words count for more than the rest, by section or group and field."""

MOST_FORMS: Final = 16

LEARNED: Final = frozenset({PLACE, NAME, THING})
"""Where the words stand that a mistyped one may have meant."""


@dataclass(frozen=True)
class Place:
    """A municipality as its office is found by it."""

    code: str
    name: str
    kind: str
    other_codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Word:
    """A word that may have been meant: as it is compared, where it stands, and as it is written."""

    word: str
    where: str
    shown: str


@dataclass(frozen=True)
class Document:
    """What an office is found by."""

    words: str
    traits: str
    learned: tuple[Word, ...]


def document(place: Place, content: Content | None) -> Document:
    """Return the document of an office; ``content`` is its public profile, None where nothing is published."""
    texts = {PLACE: [place.name, *OLD_NAMES.get(place.name, ())], NAME: [], THING: [], REST: []}
    for where, text in _texts(content or {}):
        texts[where].append(text)
    tokens = set(_whole_names(texts[PLACE])) | {f"{PLACE}{code.lower()}" for code in (place.code, *place.other_codes)}
    seen: set[str] = set()
    learned: dict[str, Word] = {}
    for where, some in texts.items():
        written = written_words(some)
        new = {each for word in written for each in alternatives(word)} - seen
        seen |= new
        tokens |= {f"{where}{each}" for each in new}
        if where in (PLACE, NAME):
            tokens |= {f"{where}{word}" for word in written}
        if where in LEARNED:
            learned = {word: Word(word, where, shown) for word, shown in written.items()} | learned
    traits = [f"kind:{place.kind}", *sorted(_traits(content))] if content else [f"kind:{place.kind}"]
    return Document(" ".join(sorted(tokens)), " ".join(traits), tuple(learned.values()))


def whole_names(name: Sequence[str]) -> set[str]:
    """Return the tokens of a place's whole name, given its words in any case: Novi Sad, Novom Sadu, NoviSad."""
    forms = islice(product(*map(alternatives, name)), MOST_FORMS)
    return {WHOLE + "".join(each) for each in forms} | {WHOLE + stem("".join(name))}


def _whole_names(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for spelled in spellings(name):
            own = [word for word in words(spelled) if word not in STOP]
            yield from whole_names(own)


def spellings(text: str) -> tuple[str, ...]:
    """Return a text, and as it stands where đ is typed as d."""
    latin = to_latin(text)
    bare = latin.replace("đ", "d").replace("Đ", "D")
    return (text,) if bare == latin else (text, bare)


def stems(text: str) -> Iterator[str]:
    """Yield the stems of the words of a text, some perhaps more than once."""
    for part in text.split():
        yield from _stems(part)


@lru_cache(maxsize=50_000)
def _stems(part: str) -> tuple[str, ...]:
    return tuple(each for spelled in spellings(part) for word in words(spelled) if word not in STOP for each in alternatives(word))


def written_words(texts: Iterable[str]) -> dict[str, str]:
    """Return the words of texts, each with one way in which it is written."""
    latin = (to_latin(spelled) for text in texts for spelled in spellings(text))
    return {word: shown for each in latin for part in each.split() for word, shown in _parted(part)}


@lru_cache(maxsize=50_000)
def _parted(part: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, _bare(part)) for word in words(part) if word not in STOP)


def _bare(part: str) -> str:
    """Return a word without the signs around it."""
    return part.strip(".,;:!?()[]{}„”“\"'«»–-/")


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    """Yield the texts of a profile, each with where it stands."""
    for section in SECTIONS:
        if not section.internal and section.key in content:
            yield from _section_texts(section, content[section.key])


def _section_texts(section: Section, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _field_texts(section.key, section.fields, values)
    for group in section.groups:
        for item in values.get(group.key) or []:
            yield from _field_texts(group.key, group.fields, item)


def _field_texts(key: str, fields: Iterable[Field], values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for spec in fields:
        value = values.get(spec.key)
        if value and not spec.internal and isinstance(spec.kind, Text) and not isinstance(spec.kind, Link | Phone):
            yield WHERE.get(f"{key}.{spec.key}", REST), str(value)


def _traits(content: Content) -> set[str]:
    office, environment, sites = content["office"], content["environment"], content["sites"]["sites"]
    some = {
        "form": [office["form"]],
        "language": _each(office["languages"], "language"),
        "certificate": [environment["certificate"]],
        "sector": environment["sectors"],
        "service": content["services"]["services"],
        "document": _each(content["documents"]["documents"], "type"),
        "hub": _each(environment["hubs"], "kind"),
        "site": _each(sites, "type"),
        "utility": [utility for site in sites for utility in site.get("utilities") or []],
        "zone": [environment.get("free_zone")],
        "free_site": [f"{kind}={area}" for kind, area in _free_areas(sites).items()],
    }
    return {f"{name}:{value}" for name, values in some.items() for value in values if value}


def _each(items: Iterable[Mapping[str, Any]], key: str) -> list[Any]:
    return [item.get(key) for item in items]


def _free_areas(sites: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return the largest free site of each kind, in square metres, which are whole enough."""
    largest: dict[str, int] = {}
    for site in sites:
        if (area := metres(free_area(site))) > 0:
            largest[site["type"]] = max(area, largest.get(site["type"], 0))
    return largest
