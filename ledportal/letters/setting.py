"""Setting letters and envelopes: from a run and the codes of its letters to PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale, gettext

from ledportal.dates import format_date
from ledportal.invitations.codes import in_groups
from ledportal.languages import absolute_url, in_script
from ledportal.letters import addresses
from ledportal.letters.envelopes import ENVELOPES
from ledportal.letters.models import Letter, LetterRun
from ledportal.paths import STATIC
from ledportal.typesetting import documents
from ledportal.typesetting.fonts import characters
from ledportal.typesetting.qr_codes import qr_code

Codes = Sequence[tuple[Letter, str]]
"""Letters with their codes; an empty code stands for the example of a preview."""
Data = Mapping[str, Any]
ZERO = "\u200b"
"""Where a long word may break; it has no shape and needs none."""
EXAMPLE = "XXXX-XXXX-XXXX"


def prepare(run: LetterRun, codes: Codes, *, day: date) -> Data:
    """Return all that the templates print, as plain values: setting takes its time, and must hold no transaction open."""
    with force_locale(run.script):
        return _data(run, codes, day)


def unprintable(data: Data) -> list[str]:
    """Return whose addresses have signs for which the fonts have no shape."""
    return [
        each["place"]
        for each in data["letters"]
        if any(ord(sign) not in characters() for sign in "".join(each["address"]).replace(ZERO, ""))
    ]


class TooLong(Exception):
    """Addresses have no room, even in the smallest type."""

    def __init__(self, whose: list[str]) -> None:
        super().__init__(whose)
        self.whose = whose


def pdf(template: str, data: Data, *, day: date) -> bytes:
    """Return the ``letter`` for each address, or the ``envelope``, as one PDF.

    Raises:
        TooLong: some addresses have no room.
    """
    with documents.document(f"letters/{template}", data, day=day, files=_mark()) as document:
        content = document.pdf()
        if whose := [each["whose"] for each in document.told("too-long")]:
            raise TooLong(whose)
        return content


def pictures(template: str, data: Data, *, day: date) -> list[bytes]:
    """Return the pages as pictures."""
    with documents.document(f"letters/{template}", data, day=day, files=_mark()) as document:
        return document.pictures(ppi=110)


def _mark() -> dict[str, bytes]:
    return {"mark.svg": Path(STATIC, "img", "mark.svg").read_bytes()}


def _data(run: LetterRun, codes: Codes, day: date) -> Data:
    envelope = ENVELOPES[run.envelope]
    sender = [in_script(line) for line in run.sender.splitlines()]
    return {
        "title": in_script(run.name),
        "lang": "sr",
        "script": "cyrl" if run.script == "sr_Cyrl" else "latn",
        "sender": sender,
        "register": gettext("Register of local economic development offices"),
        "day": format_date(day),
        "subject": in_script(run.subject),
        "paragraphs": [in_script(each) for each in paragraphs(run.text)],
        "signed_by": in_script(run.signed_by),
        "position": in_script(run.position),
        "foot": f"{_without_scheme(current_app.config['BASE_URL'])} · {current_app.config['CONTACT_EMAIL']}",
        "page": gettext("Page, before a number"),
        "until": format_date(run.deadline),
        "words": _words(run),
        "folds": envelope.folds,
        "envelope": envelope.page,
        "letters": [_letter(letter, code, run) for letter, code in codes],
    }


def _words(run: LetterRun) -> dict[str, str]:
    address = _without_scheme(absolute_url("memberships.code", run.script)).rstrip("/")
    how = gettext("Read the QR code with a telephone, or open %(address)s and type the code.", address=address)
    return {
        "place": gettext("Town or municipality:"),
        "code": gettext("Invitation code, for one use:"),
        "until": gettext("Valid to:"),
        "how": how,
        "regards": gettext("Yours faithfully,"),
    }


def _letter(letter: Letter, code: str, run: LetterRun) -> dict[str, Any]:
    municipality = letter.office.municipality
    values = {"kod": code} if code else {}
    return {
        "address": addresses.address(municipality),
        "place": municipality.name(run.script),
        "code": in_groups(code) if code else EXAMPLE,
        "qr": qr_code(absolute_url("memberships.code", run.script, **values)),
    }


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: what empty lines part."""
    return [each for each in text.split("\n\n") if each.strip()]


def _without_scheme(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"
