"""Loading the reference data: regions, districts, municipalities, and an office for each municipality."""

from __future__ import annotations

import csv
from pathlib import Path

from sqlalchemy import select

from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality, Region
from ledportal.paths import DATA
from ledportal.script import search_text, slug, sort_key

Row = dict[str, str]


def read(name: str) -> list[Row]:
    with Path(DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load() -> int:
    """Add what is missing of the reference data and return the number of new municipalities; what staff keep is left alone."""
    for row in read("regions"):
        _put(Region, row["code"], name_latin=row["name_latin"], name_cyrillic=row["name_cyrillic"], name_en=row["name_en"],
             sort_key=sort_key(row["name_latin"]))  # fmt: skip
    db.session.flush()
    for row in read("districts"):
        _put(
            District, row["code"], name_latin=row["name_latin"], name_cyrillic=row["name_cyrillic"], name_en=row["name_en"],
            region_code=row["region_code"], nuts3=row["nuts3"], slug=district_slug(row["name_latin"]), sort_key=sort_key(row["name_latin"]),
        )  # fmt: skip
    db.session.flush()
    rows = sorted(read("municipalities"), key=lambda row: bool(row["parent_code"]))
    known = set(db.session.scalars(select(Municipality.code)))
    for row in rows:
        _put_municipality(row, is_new=row["code"] not in known)
        db.session.flush()
    return len({row["code"] for row in rows} - known)


def district_slug(name: str) -> str:
    return slug(name.removesuffix(" upravni okrug"))


def _put(model: type, code: str, **values: object) -> None:
    found = db.session.get(model, code)
    if found is None:
        db.session.add(model(code=code, **values))
        return
    for name, value in values.items():
        if getattr(found, name) != value:
            setattr(found, name, value)


def _put_municipality(row: Row, *, is_new: bool) -> None:
    names = (row["name_latin"], row["name_cyrillic"])
    values = {
        "name_latin": names[0],
        "name_cyrillic": names[1],
        "other_codes": row["other_codes"].split(),
        "kind": row["kind"],
        "parent_code": row["parent_code"] or None,
        "district_code": row["district_code"],
        "latitude": _number(row["lat"]),
        "longitude": _number(row["lon"]),
        "population_2022": _integer(row["population_2022"]),
        "tile_column": _integer(row["tile_column"]),
        "tile_row": _integer(row["tile_row"]),
        "sort_key": sort_key(names[0]),
        "search_text": search_text(names[0]),
    }
    if is_new:
        values |= {"active": row["in_register"] == "yes", "email_domains": []}
    _put(Municipality, row["code"], **values)


def office_slug(municipality: Municipality) -> str:
    """Return the slug of a municipality's office; a city municipality's carries the name of its city (there are two Palilulas)."""
    parent = f"{municipality.parent.name_latin} " if municipality.parent is not None else ""
    return slug(parent + municipality.name_latin)


def _number(text: str) -> float | None:
    return float(text) if text else None


def _integer(text: str) -> int | None:
    return int(text) if text else None
