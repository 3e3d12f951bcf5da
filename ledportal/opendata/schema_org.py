"""The data as schema.org describes data, for the searches that know it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from ledportal import licence
from ledportal.languages import LANGUAGES
from ledportal.opendata import offers, vocabulary
from ledportal.opendata.dcat import ABOUT, HOW, KEYWORDS
from ledportal.opendata.dcat_nodes import Facts
from ledportal.opendata.offers import File
from ledportal.opendata.tables import TABLES

Node = dict[str, Any]


def described(facts: Facts, locale: str) -> Node:
    """Return what the page of the data says of them, in one language."""
    page = f"{facts.base}{LANGUAGES[locale].prefix}/podaci/"
    west, south, east, north = vocabulary.BOX
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{facts.base}/podaci/#{offers.ALL}",
        "name": gettext("Open data of the register of LED offices"),
        "description": f"{gettext(ABOUT)} {gettext(HOW)}",
        "url": page,
        "identifier": "registar-ler",
        "license": licence.URL,
        "isAccessibleForFree": True,
        "inLanguage": "sr",
        "keywords": [gettext(each) for each in KEYWORDS],
        "creator": _publisher(facts),
        "publisher": _publisher(facts),
        "dateModified": facts.changed.isoformat(),
        **({"temporalCoverage": f"{facts.since.isoformat()}/.."} if facts.since else {}),
        "spatialCoverage": {
            "@type": "Place",
            "name": gettext("Serbia"),
            "geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"},
        },
        "distribution": [_download(each, facts) for each in offers.WHOLE],
        "hasPart": [
            {
                "@type": "Dataset",
                "name": gettext("Register of LED offices: %(table)s", table=gettext(table.title)),
                "description": f"{gettext(table.description)}. {gettext(HOW)}",
                "url": f"{page}#{table.file}",
                "license": licence.URL,
                "creator": _publisher(facts),
                "distribution": [_download(each, facts) for each in offers.files_of(table)],
            }
            for table in TABLES.values()
        ],
    }


def _publisher(facts: Facts) -> Node:
    return {"@type": "Organization", "name": licence.PUBLISHER, "url": f"{facts.base}/"}


def _download(file: File, facts: Facts) -> Node:
    return {"@type": "DataDownload", "encodingFormat": file.format.media_type, "contentUrl": facts.base + file.path}
