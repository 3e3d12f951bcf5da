"""What a new letter says until staff change it: the last one's words, and before there is any, these."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import force_locale, gettext

from ledportal.days import as_typed
from ledportal.languages import DEFAULT
from ledportal.letters.models import LetterRun
from ledportal.text import N_

LASTS = timedelta(days=60)
KEPT = ("script", "envelope", "sender", "subject", "text", "signed_by", "position")
SUBJECT = N_("An invitation to represent your local economic development office in the register")
TEXT = (
    N_("Dear Sir or Madam,"),
    N_(
        "CenTriR keeps the public register of the local economic development (LED) offices of all towns and municipalities in Serbia. "
        "The register is free and open: investors, businesses, journalists and other municipalities find in it who works on local "
        "economic development where, what they offer and how to reach them. The printed catalogue is made from the same data."
    ),
    N_(
        "Nobody represents your municipality in the register yet. Please hand this letter to the head of your local economic development "
        "office, or to the person who does that work. Whoever uses the invitation code in this letter gets access to your office's "
        "profile at once and fills it in; CenTriR checks it before it is published."
    ),
    N_(
        "It takes about half an hour, and can be done in several sittings. If your municipality has no such office, please let us know "
        "that too, at the address at the foot of this letter."
    ),
    N_("Thank you for your help."),
)


def first_letter() -> dict[str, Any]:
    """Return the first letter's words: letters are in Serbian, whatever version of the site staff use."""
    with force_locale(DEFAULT):
        text = "\n\n".join(gettext(paragraph) for paragraph in TEXT)
        return {"script": DEFAULT, "envelope": "window_dl", "subject": gettext(SUBJECT), "text": text}


def new_letter(last: LetterRun | None, *, today: date) -> dict[str, Any]:
    """Return what the form of a new letter is filled with."""
    words = {name: getattr(last, name) for name in KEPT} if last else first_letter()
    return words | {"deadline": as_typed(today + LASTS)}
