"""The fixed words of the book: each key that the templates read from ``words``."""

from __future__ import annotations

from flask_babel import gettext

from ledportal.text import N_

WORDS = {
    "back_text": N_(
        "Who helps businesses and investors in each town and municipality of Serbia: the offices for local economic development, their"
        " people, their sites and what they offer. What is printed here was written and confirmed by the offices themselves."
    ),
    "contact": N_("Contact"),
    "contents": N_("Contents"),
    "correction": N_("What is corrected"),
    "cover_kicker": N_("Local economic development in Serbia"),
    "district": N_("District"),
    "figures_title": N_("The catalogue in figures"),
    "foreword": N_("Foreword"),
    "imprint": N_("Imprint"),
    "isbn": "ISBN",
    "licence": N_("Licence"),
    "map_title": N_("The offices on the map"),
    "municipality": N_("Municipality"),
    "offices": N_("The offices"),
    "others_title": N_("Municipalities without a page in this district"),
    "qr_alt": N_("QR code: the address of this page in the register"),
    "state_of": N_("The data are as of"),
    "supported": N_("Publisher and supporters"),
}


def words() -> dict[str, str]:
    """Return the words in the book's language and script."""
    return {key: gettext(message) for key, message in WORDS.items()}
