"""An office of the register as a recipient: the address that it publishes, else that of its municipality."""

from __future__ import annotations

from typing import Any

from ledportal.distribution.fields import DEFAULTS, KINDS
from ledportal.distribution.kinds import Kind
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Listing, Office
from ledportal.script import fold

SAID = {"capital": "Grad", "city": "Grad", "municipality": "Opština", "city_municipality": "Gradska opština"}
"""What kind of place it is, as it stands on a letter in Serbia."""


def values_of(office: Office, listing: Listing | None) -> dict[str, Any]:
    """Return what is known of an office, by the fields of a recipient."""
    own = {"office": {}, "contact": {}} if listing is None else listing.content
    contact, place = own["contact"], office.municipality
    address = {"street": contact.get("street", ""), "postcode": contact.get("postcode", ""), "place": contact.get("place", "")}
    if not (address["street"] and address["place"]):
        address = {"street": place.postal_street, "postcode": place.postal_postcode, "place": place.postal_place}
    person, email = contact.get("head", ""), contact.get("email", "")
    name = _name(place, own["office"].get("name", ""))
    return {"kind": Kind.OFFICE, "name": name, "person": person, **address, "country": "", "email": email, **DEFAULTS, "note": ""}


def _name(place: Municipality, own: str) -> str:
    """Return the name for a letter: the municipality first, unless the office's own name has it."""
    town = f"{SAID.get(place.kind, '')} {place.name_latin}".strip()
    both = f"{town}, {own}" if own else town
    return own if fold(place.name_latin) in fold(own) or len(both) > KINDS["name"].longest else both
