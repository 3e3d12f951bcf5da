"""The fixed words of the book: each key that the templates read from ``words``."""

from __future__ import annotations

from flask_babel import gettext

from ledportal.text import N_

WORDS = {
    "back_text": N_(
        "Who helps businesses and investors in each town and municipality of Serbia: the offices for local economic development, their"
        " people, their sites and what they offer. What is printed here was written and confirmed by the offices themselves."
    ),
    "cip_title": N_("Cataloguing in publication"),
    "contact": N_("Contact"),
    "contents": N_("Contents"),
    "continued": N_("continued"),
    "cover_kicker": N_("Local economic development in Serbia"),
    "district": N_("District"),
    "email": N_("Email"),
    "figures_title": N_("The catalogue in figures"),
    "foreword": N_("Foreword"),
    "imprint": N_("Imprint"),
    "indexes_title": N_("Indexes"),
    "isbn": "ISBN",
    "legend": N_("Legend"),
    "licence": N_("Licence"),
    "lists_title": N_("Without a page"),
    "map_title": N_("The offices on the map"),
    "map_text": N_("Each square is a town or municipality. The lines part the districts."),
    "municipality": N_("Municipality"),
    "note": N_("Note"),
    "offices": N_("The offices"),
    "others_title": N_("Municipalities without a page in this district"),
    "page": N_("Page"),
    "photo": N_("Photo"),
    "publisher": N_("Publisher"),
    "qr_alt": N_("QR code: the address of this page in the register"),
    "region": N_("Region"),
    "state_of": N_("The data are as of"),
    "supported": N_("Published with the support of"),
    "telephone": N_("Telephone"),
    "web": N_("This office in the register"),
}


def words() -> dict[str, str]:
    """Return the words in the book's language and script."""
    return {key: gettext(message) for key, message in WORDS.items()}
