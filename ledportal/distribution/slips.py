"""Packing slips as PDF: one page (A5) a recipient, in the language and script of its address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import force_locale, gettext

from ledportal.catalogue.models import Edition
from ledportal.catalogue.names import edition_name
from ledportal.dates import format_date, format_number
from ledportal.distribution.addresses import CYRILLIC, Script, lines
from ledportal.distribution.labels import Sorted, Unprintable, why_not
from ledportal.distribution.models import Recipient
from ledportal.languages import LANGUAGES, in_script
from ledportal.licence import PUBLISHER
from ledportal.typesetting.documents import document


@dataclass(frozen=True)
class Content:
    """What lies in each parcel, and what is said about it."""

    edition: Edition
    note: str
    script: str


def sort(recipients: Iterable[Recipient], content: Content) -> Sorted:
    """Tell apart who gets a slip."""
    found: list[Recipient] = []
    left: list[Unprintable] = []
    for each in recipients:
        why = why_not(each, content.script)
        left.append(why) if why else found.append(each)
    return Sorted(found, left)


def pdf(recipients: Sequence[Recipient], content: Content, *, day: date) -> bytes:
    """Return the slips."""
    with document("distribution/slips", {"slips": [_slip(each, content, day) for each in recipients]}, day=day) as made:
        return made.pdf()


def _locale(recipient: Recipient, script: str) -> str:
    if recipient.country:
        return recipient.locale
    is_cyrillic = script == Script.CYRILLIC or (script == Script.AS_TYPED and CYRILLIC.search(recipient.name))
    return "sr_Cyrl" if is_cyrillic else "sr_Latn"


def _slip(recipient: Recipient, content: Content, day: date) -> dict[str, Any]:
    locale, edition = _locale(recipient, content.script), content.edition
    with force_locale(locale):
        return {
            "lang": LANGUAGES[locale].html_lang[:2],
            "heading": gettext("Packing slip"),
            "publisher": PUBLISHER,
            "day": format_date(day),
            "to": gettext("To:"),
            "address": lines(recipient, content.script),
            "columns": [gettext("What is in the parcel"), gettext("Copies")],
            "title": in_script(edition.title) if locale != "en" else edition.title,
            "which": edition_name(edition),
            "copies": format_number(recipient.copies),
            "note": in_script(content.note) if locale != "en" else content.note,
            "ask": gettext("Is the address wrong, or do you want another number of copies? Write to us: %(email)s", email=_contact()),
        }


def _contact() -> str:
    return str(current_app.config["CONTACT_EMAIL"])
