"""The indexes of the offices that have a page: by people, by sectors, by sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flask_babel import gettext

from ledportal.catalogue.book.frozen import Entry, Settings
from ledportal.catalogue.book.order import key, letter
from ledportal.catalogue.book.people import surname_first
from ledportal.catalogue.book.rows import items, public_sections, standing
from ledportal.languages import in_script
from ledportal.offices.choices import SECTORS
from ledportal.offices.content import Content
from ledportal.offices.declaration import Field, Personal, Values
from ledportal.offices.display import item_title
from ledportal.offices.profile import SECTIONS, SITES
from ledportal.text import N_

Heads = Callable[[Content, Sequence[str]], Iterator[str]]


def indexes(settings: Settings, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return the indexes of the chosen sections; ``entries`` are the offices with a page, in their order."""
    people = _by_office(settings, entries, _people)
    sites = _by_office(settings, entries, _sites)
    found = (("people", N_("Index of people"), people), ("sectors", N_("Index of sectors"), _sectors(settings, entries)),
             ("sites", N_("Index of sites"), sites))  # fmt: skip
    return [{"key": key_, "title": gettext(title), "entries": there} for key_, title, there in found if there]


def _by_office(settings: Settings, entries: Sequence[Entry], heads: Heads) -> list[dict[str, Any]]:
    """Return an entry for each head of each office, with the municipality beside it: two may have the same name."""
    locale = settings.locale
    found = [(head, entry) for entry in entries for head in dict.fromkeys(heads(entry.content, settings.sections))]
    ordered = sorted(found, key=lambda each: (key(each[0], locale), each[0]))
    return [
        {"head": head, "sub": entry.place.names[locale], "letter": letter(head, locale), "keys": [entry.slug]} for head, entry in ordered
    ]


def _people(content: Content, chosen: Sequence[str]) -> Iterator[str]:
    for section, values in public_sections(content, chosen, SECTIONS):
        yield from _named(section.fields, values)
        for group in section.groups:
            for item in items(group, values):
                yield from _named(group.fields, item)


def _named(specs: Sequence[Field], values: Values) -> Iterator[str]:
    for spec in standing(specs, values):
        if spec.personal in {Personal.HEAD, Personal.NAME}:
            yield surname_first(in_script(str(values[spec.key])))


def _sites(content: Content, chosen: Sequence[str]) -> Iterator[str]:
    for section, values in public_sections(content, chosen, [SITES]):
        for group in section.groups:
            yield from (item_title(group, item, place) for place, item in enumerate(items(group, values)))


def _sectors(settings: Settings, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return the sectors with the offices that put them first."""
    if "environment" not in settings.sections:
        return []
    codes = {entry.slug: entry.content.get("environment", {}).get("sectors") or [] for entry in entries}
    found = {gettext(label): [slug for slug, there in codes.items() if code in there] for code, label in SECTORS.items()}
    ordered = sorted((label for label, keys in found.items() if keys), key=lambda label: key(label, settings.locale))
    return [{"head": label, "sub": "", "letter": "", "keys": found[label]} for label in ordered]
