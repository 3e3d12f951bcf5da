"""An address as it stands on a letter: its lines, in the script that was chosen. Pure."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from ledportal.script import to_cyrillic, to_latin
from ledportal.text import N_

CYRILLIC = re.compile("[Ѐ-ӿ]")
ATTENTION = "n/r"
"""Na ruke: to the hands of."""


class Script(StrEnum):
    AS_TYPED = "as_typed"
    LATIN = "latin"
    CYRILLIC = "cyrillic"


SCRIPTS = {
    Script.AS_TYPED: N_("As they were typed"),
    Script.LATIN: N_("Latin"),
    Script.CYRILLIC: N_("Cyrillic"),
}
_TURNED = {Script.LATIN: to_latin, Script.CYRILLIC: to_cyrillic}


def lines(recipient: Any, script: str = Script.AS_TYPED) -> list[str]:
    """Return the lines of an address; one abroad stays as it was typed, with the country last and in capitals."""
    place = f"{recipient.postcode} {recipient.place}".strip()
    own = [recipient.name, _attention(recipient), recipient.street, place, recipient.country.upper()]
    turn = _TURNED.get(Script(script)) if not recipient.country else None
    return [turn(line) if turn else line for line in own if line]


def _attention(recipient: Any) -> str:
    if not recipient.person:
        return ""
    if recipient.country:
        return f"Attn. {recipient.person}"
    return f"{to_cyrillic(ATTENTION) if CYRILLIC.search(recipient.person) else ATTENTION} {recipient.person}"
