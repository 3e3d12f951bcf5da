"""What staff keep of a municipality: how each field is typed, checked and kept, in the form and in the CSV import. Pure."""

from __future__ import annotations

import re
from typing import Any

import idna

from ledportal.offices.kinds import Invalid, Text
from ledportal.offices.notations import Email, Phone, Postcode
from ledportal.text import N_

MOST_DOMAINS = 20
DOMAIN = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
SAID = {"yes": True, "da": True, "1": True, "no": False, "ne": False, "0": False}
KINDS = {
    "postal_street": Text(),
    "postal_postcode": Postcode(),
    "postal_place": Text(100),
    "registry_email": Email(),
    "registry_phone": Phone(),
}
FIELDS = ("email_domains", *KINDS, "active")


def parse(name: str, typed: str) -> Any:
    """Return the value to keep of what was typed for a field.

    Raises:
        Invalid: with the sentence that stands beside the field or the cell.
    """
    if name == "email_domains":
        return _domains(typed)
    if name == "active":
        return _said(typed)
    return KINDS[name].parse(typed) if typed.strip() else ""


def _domains(typed: str) -> list[str]:
    found = list(dict.fromkeys(_domain(each) for each in re.split(r"[\s,;|]+", typed[:10_000]) if each))
    if len(found) > MOST_DOMAINS:
        raise Invalid(N_("Keep at most %(limit)s domains"), limit=MOST_DOMAINS)
    return found


def _domain(typed: str) -> str:
    """Return a domain in the form in which it stands in an address; ``@`` before it is forgiven."""
    try:
        domain = idna.encode(typed.removeprefix("@").rstrip("."), uts46=True).decode().lower()
    except (idna.IDNAError, UnicodeError):
        domain = ""
    if not DOMAIN.fullmatch(domain):
        raise Invalid(N_("This is not a domain: %(text)s. Write it like becej.rs"), text=typed[:60])
    return domain


def _said(typed: str) -> bool:
    said = SAID.get(typed.strip().lower())
    if said is None:
        raise Invalid(N_("Write yes or no"))
    return said
