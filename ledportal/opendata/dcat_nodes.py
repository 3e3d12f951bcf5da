"""What the parts of the catalogue of data share, as nodes of JSON-LD: who publishes, under which licence, about which country."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import force_locale, gettext

from ledportal import licence
from ledportal.languages import LANGUAGES
from ledportal.opendata import vocabulary

Node = dict[str, Any]

TAGS = {"sr_Latn": "sr", "sr_Cyrl": "sr-Cyrl", "en": "en"}
"""The languages of texts. Portals ask for ``sr``; one that knows none of these takes what stands first."""

LICENCE: Node = {"@id": licence.AUTHORITY}
SERBIA: Node = {"@id": vocabulary.SERBIA}
BOX: Node = {"@id": "_:srbija"}
SINCE: Node = {"@id": "_:od"}


@dataclass(frozen=True)
class Facts:
    """What the catalogue says beside what is declared.

    Attributes:
        base: what every address begins with.
        contact: an email address.
        changed: when the data changed last.
        since: the day on which the first entry was published, None where there is none yet.
    """

    base: str
    contact: str
    changed: datetime
    since: date | None

    def ref(self, path: str) -> Node:
        return {"@id": self.base + path}

    def name(self, of: str) -> Node:
        """Return the name of something that the catalogue tells of: an address in the catalogue itself."""
        return self.ref(f"/podaci/dcat.jsonld#{of}")


def typed(node: str, kind: str) -> Node:
    return {"@id": node, "@type": kind}


def text(message: str, locale: str, **values: str) -> Node:
    """Return a message (and those in it) in one language."""
    with force_locale(LANGUAGES[locale].locale):
        return {"@language": TAGS[locale], "@value": gettext(message, **{name: gettext(value) for name, value in values.items()})}


def in_versions(*messages: str, **values: str) -> list[Node]:
    """Return messages, as sentences one after the other, in every language."""
    return [_joined([text(each, locale, **values) for each in messages]) for locale in TAGS]


def _joined(texts: list[Node]) -> Node:
    if len(texts) == 1:
        return texts[0]
    return {**texts[0], "@value": " ".join(f"{each['@value'].removesuffix('.')}." for each in texts)}


def day(value: date) -> Node:
    return {"@type": "xsd:date", "@value": value.isoformat()}


def moment(value: datetime) -> Node:
    return {"@type": "xsd:dateTime", "@value": value.isoformat()}


def shared(facts: Facts) -> list[Node]:
    """Return the nodes that many others name."""
    return [_publisher(facts), _contact(facts), _licence(), _serbia(), _box(), *_since(facts)]


def _publisher(facts: Facts) -> Node:
    return {
        **facts.name("izdavac"),
        "@type": "foaf:Agent",
        "foaf:name": licence.PUBLISHER,
        "foaf:homepage": facts.ref("/"),
        "foaf:mbox": {"@id": f"mailto:{facts.contact}"},
    }


def _contact(facts: Facts) -> Node:
    return {
        **facts.name("kontakt"),
        "@type": "vcard:Organization",
        "vcard:fn": licence.PUBLISHER,
        "vcard:hasEmail": {"@id": f"mailto:{facts.contact}"},
        "vcard:hasURL": facts.ref("/o-registru/"),
    }


def _licence() -> Node:
    """Return the licence: some readers know it by its name in the European Union's table, others by its title."""
    return {
        **typed(licence.AUTHORITY, "dct:LicenseDocument"),
        "dct:title": [*licence.TITLES],
        "dct:type": typed(vocabulary.ATTRIBUTION, "skos:Concept"),
        "skos:exactMatch": {"@id": licence.URL},
    }


def _serbia() -> Node:
    return {**typed(vocabulary.SERBIA, "dct:Location"), "skos:prefLabel": [{"@language": "sr", "@value": "Srbija"}]}


def _box() -> Node:
    west, south, east, north = vocabulary.BOX
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    polygon = ", ".join(f"{x} {y}" for x, y in corners)
    return {
        **BOX,
        "@type": "dct:Location",
        "locn:geometry": {"@type": vocabulary.GEOJSON_LITERAL, "@value": json.dumps({"type": "Polygon", "coordinates": [corners]})},
        "dcat:bbox": {"@type": "geosparql:wktLiteral", "@value": f"POLYGON(({polygon}))"},
    }


def _since(facts: Facts) -> list[Node]:
    return [{**SINCE, "@type": "dct:PeriodOfTime", "dcat:startDate": day(facts.since)}] if facts.since else []
