"""The words of the catalogue of data (DCAT-AP 3.0): prefixes, and the European Union's tables of codes. Pure."""

from __future__ import annotations

AUTHORITY = "http://publications.europa.eu/resource/authority"
CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "locn": "http://www.w3.org/ns/locn#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PROFILE = "http://data.europa.eu/r5r/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
GEOJSON_LITERAL = f"{MEDIA_TYPES}/application/vnd.geo+json"
"""The type by which catalogues know a geometry in GeoJSON; the name is older than the format's own."""

CONTINUOUSLY = f"{AUTHORITY}/frequency/UPDATE_CONT"
SERBIA = f"{AUTHORITY}/country/SRB"
SERBIAN, ENGLISH = (f"{AUTHORITY}/language/{code}" for code in ("SRP", "ENG"))
PUBLIC = f"{AUTHORITY}/access-right/PUBLIC"
STABLE = f"{AUTHORITY}/planned-availability/STABLE"
THEMES = f"{AUTHORITY}/data-theme"
FILE_TYPES = f"{AUTHORITY}/file-type"
ATTRIBUTION = "http://purl.org/adms/licencetype/Attribution"
BOX = (18.8, 41.8, 23.1, 46.2)
"""The west, south, east and north of Serbia in degrees, rounded outwards."""
