"""The columns of the tables of places, which are reference data. Pure."""

from __future__ import annotations

from ledportal.opendata.columns import Column, Type
from ledportal.opendata.words import KINDS, STATUSES
from ledportal.text import N_


def _text(name: str, title: str, description: str = "") -> Column:
    return Column(name, title, description=description, required=True)


SAMPLE = Column("sample", N_("Sample"), Type.BOOLEAN, N_("The row is invented"), required=True)

NAME = _text("name", N_("Name"))
CYRILLIC = _text("name_cyrillic", N_("Name in Cyrillic"))
ENGLISH = _text("name_en", N_("Name in English"))

REGION = (_text("code", N_("Region code"), N_("NUTS 2")), NAME, CYRILLIC, ENGLISH)

DISTRICT = (
    _text("code", N_("District code")),
    _text("slug", N_("Identifier"), N_("The district's part of its address")),
    NAME,
    CYRILLIC,
    ENGLISH,
    _text("nuts3", N_("NUTS 3")),
    _text("region_code", N_("Region code"), N_("Statistical region (NUTS 2)")),
)

MUNICIPALITY = (
    _text("code", N_("Municipality code"), N_("The statistical office's number of five digits")),
    _text("slug", N_("Identifier"), N_("The office's part of its address; it never changes")),
    Column("url", N_("Page"), notation="url", required=True),
    NAME,
    CYRILLIC,
    Column("kind", N_("Kind"), options=KINDS, required=True),
    _text("district_code", N_("District code")),
    _text("region_code", N_("Region code"), N_("Statistical region (NUTS 2)")),
    Column("latitude", N_("Latitude"), Type.NUMBER, N_("Of the seat, in degrees"), unit="°", lowest=-90, highest=90),
    Column("longitude", N_("Longitude"), Type.NUMBER, N_("Of the seat, in degrees"), unit="°", lowest=-180, highest=180),
    Column("population_2022", N_("Inhabitants (census of 2022)"), Type.INTEGER, lowest=0),
    Column("tile_column", N_("Column on the tile map"), Type.INTEGER, lowest=0),
    Column("tile_row", N_("Row on the tile map"), Type.INTEGER, lowest=0),
    Column("office_status", N_("Status of the office"), options=STATUSES, required=True),
    Column("has_entry", N_("Has a published entry"), Type.BOOLEAN, N_("Then it is a row of the table of offices too"), required=True),
)
