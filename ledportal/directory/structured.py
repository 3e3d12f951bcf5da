"""An office in the words of schema.org, for search engines."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from ledportal.directory.entry import own_text
from ledportal.languages import absolute_url, current_locale, in_script
from ledportal.municipalities.models import Municipality
from ledportal.offices.content import Content
from ledportal.offices.declaration import Values
from ledportal.offices.models import Office
from ledportal.text import N_

SELF_GOVERNMENTS = {
    "capital": N_("City of %(name)s"),
    "city": N_("City of %(name)s"),
    "municipality": N_("Municipality of %(name)s"),
    "city_municipality": N_("City municipality of %(name)s"),
}
"""What the public body of a place is called; the name stands in its first case."""


def government_office(office: Office, content: Content) -> dict[str, Any]:
    """Return what an entry says of an office that is there, without what is empty."""
    locale, place, contact = current_locale(), office.municipality, content["contact"]
    texts = {key: own_text(content, key, locale=locale) for key in ("name", "about")}
    said = {
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "@id": absolute_url("directory.office", slug=office.slug),
        "url": absolute_url("directory.office", locale, slug=office.slug),
        "name": in_script(texts["name"].text),
        "description": in_script(texts["about"].text),
        "telephone": contact["phone"],
        "email": contact["email"],
        "address": _address(contact),
        "areaServed": {"@type": "AdministrativeArea", "name": place.name(locale), "containedInPlace": _district(place, locale)},
        "parentOrganization": _parent(content["office"], place, locale),
        "foundingDate": content["office"]["founded"],
        "sameAs": contact["website"],
        "logo": next((absolute_url("attachments.show", attachment_id=each) for each in content["office"]["logo"]), ""),
    }
    return {key: value for key, value in said.items() if value}


def _address(contact: Values) -> dict[str, str]:
    return {
        "@type": "PostalAddress",
        "streetAddress": in_script(contact["street"]),
        "postalCode": contact["postcode"],
        "addressLocality": in_script(contact["place"]),
        "addressCountry": "RS",
    }


def _district(place: Municipality, locale: str) -> dict[str, str]:
    return {"@type": "AdministrativeArea", "name": place.district.name(locale)}


def _parent(values: Values, place: Municipality, locale: str) -> dict[str, Any]:
    """Return the unit that the office belongs to, and the municipality."""
    municipality = {"@type": "GovernmentOrganization", "name": gettext(SELF_GOVERNMENTS[place.kind]) % {"name": place.name(locale)}}
    unit = values["parent_unit"]
    return {"@type": "GovernmentOrganization", "name": in_script(unit), "parentOrganization": municipality} if unit else municipality
