"""The public tables, declared once from the profile: every format, the API, the dictionary and the catalogue of data read this. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledportal.offices.declaration import Group, Section
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.opendata import places
from ledportal.opendata.columns import Column, Type, from_field
from ledportal.opendata.words import FRESHNESS, MEANINGS, NAMES, STANDINGS, STATUSES, VALIDITIES
from ledportal.text import N_


@dataclass(frozen=True)
class ForeignKey:
    """A column whose value is the key of a row in another table."""

    column: str
    table: str
    references: str


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes:
        name: English, in the API and in the package.
        file: Serbian, in the addresses of the downloads: ``/podaci/<file>.csv``.
        title, description: msgids.
        one: the English word for a row, a schema's name.
        key: the columns that together are different in each row and stay the same through all changes.
        section, group: the repeatable group of the profile that its rows come from.
    """

    name: str
    file: str
    title: str
    description: str
    one: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    section: Section | None = None
    group: Group | None = None

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def _key(name: str, title: str, description: str = "") -> Column:
    return Column(name, title, description=description, required=True)


OFFICE_PLACE = (
    _key("municipality_code", N_("Municipality code"), N_("The statistical office's number of five digits")),
    _key("municipality", N_("Municipality")),
    _key("municipality_cyrillic", N_("Municipality in Cyrillic")),
    _key("district_code", N_("District code")),
    _key("district", N_("District")),
    _key("region_code", N_("Region code"), N_("Statistical region (NUTS 2)")),
    _key("region", N_("Region")),
)


def _office_columns() -> Iterator[Column]:
    yield _key("slug", N_("Identifier"), N_("The office's part of its address; it never changes"))
    yield Column("url", N_("Page"), notation="url", required=True)
    yield from OFFICE_PLACE
    yield Column("office_status", N_("Status of the office"), options=STATUSES, required=True)
    yield Column("successor", N_("Successor"), description=N_("The identifier of the office that took over from one that has closed"))
    for section in PUBLIC_SECTIONS:
        yield from (from_field(spec, MEANINGS.get(spec.key, "")) for spec in section.fields if not spec.internal)
    yield Column("published_on", N_("Published on"), Type.DATE, N_("The day on which the present text was approved"), required=True)
    yield from _freshness("", required=True)
    for section in PUBLIC_SECTIONS:
        yield from _freshness(f"{section.key}_", required=True, of=section.title)


def _freshness(prefix: str, *, required: bool, of: str = "") -> Iterator[Column]:
    """Yield when an entry, or a section of it, was confirmed and changed, when it is due, and how fresh it is."""
    for name, (title, description, type_) in FRESHNESS.items():
        options = STANDINGS if name == "standing" else None
        always = required and name == "changed_on"
        yield Column(f"{prefix}{name}", title, type_, description, options=options, required=always, part_of=of)


OFFICES = Table(
    "offices", "kancelarije", N_("Offices"), N_("Every published entry of the register, with its contact and how fresh it is"), "Office",
    ("slug",), tuple(_office_columns()),
    (
        ForeignKey("municipality_code", "municipalities", "code"),
        ForeignKey("district_code", "districts", "code"),
        ForeignKey("region_code", "regions", "code"),
    ),
)  # fmt: skip


def _items(section: Section, group: Group) -> Table:
    """Return the table of a repeatable group: a row for each item of each office."""
    file, one, description = NAMES[group.key]
    return Table(
        group.key, file, group.label, description, one, ("office", "id"), tuple(_item_columns(section, group)),
        (ForeignKey("office", "offices", "slug"), ForeignKey("municipality_code", "municipalities", "code")), section, group,
    )  # fmt: skip


def _item_columns(section: Section, group: Group) -> Iterator[Column]:
    yield _key("office", N_("Office"), N_("The identifier of the office"))
    yield _key("id", N_("Identifier"), N_("Different for each row of an office; it never changes"))
    yield from (column for column in OFFICE_PLACE if column.name in {"municipality_code", "municipality", "district_code", "district"})
    yield from (from_field(spec, MEANINGS.get(f"{group.key}.{spec.key}", "")) for spec in group.fields if not spec.internal)
    if group.key == "documents":
        yield Column("validity", N_("State"), description=N_("On the day of the file"), options=VALIDITIES, required=True)
    yield from _item_freshness(section)


def _item_freshness(section: Section) -> Iterator[Column]:
    yield from (column for column in _freshness("", required=True, of=section.title) if column.name != "due_on")


MUNICIPALITIES = Table(
    "municipalities", "opstine", N_("Municipalities"), N_("The towns and municipalities of the register, with and without an entry"),
    "Municipality", ("code",), places.MUNICIPALITY,
    (ForeignKey("district_code", "districts", "code"), ForeignKey("region_code", "regions", "code")),
)  # fmt: skip
DISTRICTS = Table(
    "districts", "okruzi", N_("Districts"), N_("The administrative districts, and the City of Belgrade"), "District",
    ("code",), places.DISTRICT, (ForeignKey("region_code", "regions", "code"),),
)  # fmt: skip
REGIONS = Table("regions", "regioni", N_("Regions"), N_("The statistical regions (NUTS 2)"), "Region", ("code",), places.REGION)

_ITEMS = tuple(_items(section, group) for section in PUBLIC_SECTIONS for group in section.groups)

TABLES = {table.name: table for table in (OFFICES, *_ITEMS, MUNICIPALITIES, DISTRICTS, REGIONS)}
"""All public tables by their names, in the order in which lists name them."""

BY_FILE = {table.file: table for table in TABLES.values()}

DOCUMENTS, SITES, PROJECTS = (TABLES[name] for name in ("documents", "sites", "projects"))
