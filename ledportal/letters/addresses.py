"""The address of a letter: the head of administration of a municipality, in the script of the letter."""

from __future__ import annotations

from flask_babel import gettext

from ledportal.languages import current_locale, in_script
from ledportal.municipalities.models import Municipality
from ledportal.text import N_

MUNICIPALITY = (N_("Municipality of, in an address"), N_("Municipal administration, in an address"))
CITY = (N_("City of, in an address"), N_("City administration, in an address"))
PART = (N_("City municipality of, in an address"), N_("Administration of the city municipality, in an address"))
KINDS = {"municipality": MUNICIPALITY, "city": CITY, "capital": CITY, "city_municipality": PART}
"""What stands before the name of a municipality, and what its administration is called."""
LONGEST_WORD = 24


def has_address(municipality: Municipality) -> bool:
    """Say whether a letter would arrive."""
    return bool(municipality.postal_address)


def address(municipality: Municipality) -> list[str]:
    """Return the lines of the address, in the running locale."""
    kind, administration = KINDS[municipality.kind]
    place = f"{municipality.postal_postcode} {in_script(municipality.postal_place)}".strip()
    lines = (
        f"{gettext(kind)} {municipality.name(current_locale())}",
        gettext(administration),
        gettext("For the head of administration"),
        in_script(municipality.postal_street),
        place,
    )
    return [breakable(line) for line in lines]


def breakable(line: str) -> str:
    """Return a line in which every word that no address field holds may break anywhere."""
    return " ".join(word if len(word) <= LONGEST_WORD else "\u200b".join(word) for word in line.split())
