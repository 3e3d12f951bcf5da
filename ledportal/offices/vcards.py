"""An office as a card for an address book: vCard 3.0 (RFC 2426), which phones, Outlook and webmail all read; not all read 4.0.

The card is the office's and not its head's: it stays right when the head changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from flask_babel import gettext

from ledportal.languages import absolute_url, current_locale, in_script
from ledportal.offices.content import Content
from ledportal.offices.declaration import Values
from ledportal.offices.models import Listing

MEDIA_TYPE = "text/vcard; charset=utf-8"
LONGEST_LINE = 75
"""Bytes of a line, its end left out; what is longer goes on in the next one, which begins with a space."""


def vcard(listing: Listing) -> str:
    """Return an entry's card in the reader's version; ``listing.office`` and its municipality are read."""
    return "".join(f"{line}\r\n" for line in _lines(listing))


def _lines(listing: Listing) -> Iterator[str]:
    contact, locale = listing.content["contact"], current_locale()
    place = listing.office.municipality.name(locale)
    page = absolute_url("directory.office", locale, slug=listing.slug)
    title = f"{place} – {_name(listing.content, locale)}"
    yield from ("BEGIN:VCARD", "VERSION:3.0", "PRODID:-//CenTriR//ledportal//SR", "N:;;;;")
    yield from (_line("FN", title), _line("ORG", title), "X-ABSHOWAS:COMPANY")
    yield from _ways(contact)
    yield from (_line("URL", page), _line("NOTE", "\n".join(_note(contact))))
    yield from (_line("UID", absolute_url("directory.office", slug=listing.slug)), f"REV:{_moment(listing.changed_at)}", "END:VCARD")


def _name(content: Content, locale: str) -> str:
    english = content["office"].get("name_en") if locale == "en" else ""
    return english or in_script(content["office"]["name"])


def _ways(contact: Values) -> Iterator[str]:
    """Yield the ways to reach the office, those that there are."""
    if contact["phone"]:
        yield _line("TEL;TYPE=WORK,VOICE,PREF", contact["phone"])
    if contact.get("mobile"):
        yield _line("TEL;TYPE=CELL", contact["mobile"])
    if contact["email"]:
        yield _line("EMAIL;TYPE=INTERNET,WORK", contact["email"])
    if contact["street"]:
        lines = ("", "", in_script(contact["street"]), in_script(contact["place"]), "", contact["postcode"], gettext("Serbia"))
        yield _folded(f"ADR;TYPE=WORK:{';'.join(map(_escaped, lines))}")
    if contact["website"]:
        yield _line("URL;TYPE=WORK", contact["website"])


def _note(contact: Values) -> Iterator[str]:
    if contact["head"]:
        yield ", ".join(in_script(each) for each in (contact["head"], contact["position"]) if each)
    if contact["contact_person"]:
        yield f"{gettext('Contact person')}: {in_script(contact['contact_person'])}"
    if contact["hours"]:
        yield f"{gettext('Working hours')}: {in_script(contact['hours'])}"


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _line(name: str, text: str) -> str:
    return _folded(f"{name}:{_escaped(text)}")


def _escaped(text: str) -> str:
    """Return text in which nothing ends a value or a line before its end."""
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line in parts of at most 75 bytes; no letter is cut in two."""
    parts, size = [""], 0
    for letter in line:
        length = len(letter.encode())
        if size + length > LONGEST_LINE:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += length
    return "\r\n".join(parts)
