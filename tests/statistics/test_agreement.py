"""The page, its files and the API tell the same figures, number by number."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal

import pytest

from ledportal import clock
from ledportal.offices import choices
from ledportal.offices.models import GONE
from ledportal.statistics.counting import ANY
from ledportal.statistics.declared import FIGURES
from tests.directory.entries import publish
from tests.factories import office
from tests.people import make_world

NOW = clock.now()
SITES = [
    {"id": "s1", "name": "Zona", "type": "greenfield", "area": "1210.75", "ownership": "private", "status": "free"},
    {"id": "s2", "name": "Hala", "type": "brownfield", "area": "2", "free": "0.4", "ownership": "private", "status": "free"},
]
DOCUMENTS = [
    {"id": f"d{number}", "type": kind, "title": "Plan", "start": "2001", "end": str(NOW.year + number % 3 - 1)}
    for number, kind in enumerate([*choices.DOCUMENT_TYPES, *list(choices.DOCUMENT_TYPES)[:4]])
]
PLACES = (("becej", "agency", "3"), ("vrbas", "office", "8"), ("bor", "office", "12"), ("cacak", "service", "5"))


@pytest.fixture
def visitor(app):
    def make():
        for number, (slug, form, staff) in enumerate(PLACES):
            publish(
                slug, at=NOW, office={"form": form, "staff": staff, "founded": str(2003 + 4 * number)},
                environment={"certificate": list(choices.CERTIFICATES)[number % 3], "sectors": list(choices.SECTORS)[number : number + 3]},
                sites={"sites": SITES[number % 3 :]}, documents={"documents": DOCUMENTS[number:]},
            )  # fmt: skip
        office("ada").status = GONE[0]
        return {}

    return make_world(app, make).browser()


def number(text):
    return Decimal(text.replace("\u00a0", "").replace(".", "").replace(",", ".")) if text != "–" else Decimal(0)


def words(element):
    return " ".join("".join(element.itertext()).split())


def cells(row):
    return [words(each) for each in row]


@dataclass(frozen=True)
class Table:
    """A figure as it is told somewhere: its columns, and the numbers in these of Serbia and of each district."""

    columns: list[str]
    rows: dict[str, list[Decimal]]

    def row(self, name):
        return dict(zip(self.columns, self.rows[name], strict=True))


def in_file(visitor, declared):
    file = visitor.get(f"/statistika/{declared.slug}.csv").text.removeprefix("\ufeff")
    (_, *columns), *rows = csv.reader(io.StringIO(file), delimiter=";")
    return Table(columns, {name: [number(each) for each in some] for name, *some in rows})


def in_api(found, names, declared):
    """Return the rows of a figure in the order of the file's columns."""
    figure = next(each for each in found["figures"] if each["name"] == declared.name)
    parts = {"Serbia": figure, **{names[each["district"]]: each for each in figure["districts"]}}
    return {name: [Decimal(str(each)) for each in _numbers(part, declared)] for name, part in parts.items()}


def _numbers(part, declared):
    yield part["whole"]
    yield from (part["values"][code] for code in declared.labels)
    if "offices" in part:
        yield from (part["offices"][code] for code in (ANY, *declared.labels))


def test_the_page_the_files_and_the_api_tell_the_same_numbers(visitor):
    found, page = visitor.get("/api/v1/statistics").json, visitor.get("/statistika/").page
    names = {each["slug"]: each["name"] for each in visitor.get("/api/v1/districts?limit=100").json["data"]}
    for declared in FIGURES:
        told = in_file(visitor, declared)
        assert told.rows == in_api(found, names, declared)
        is_told(page.xpath(f"//section[@aria-labelledby='{declared.slug}']")[0], told)


def is_told(section, told):
    """Check both tables of a figure on the page; what it leaves out is 0."""
    serbia = told.row("Serbia")
    assert any(serbia.values())
    for label, value, _share, *offices in map(cells, section.xpath(".//table[contains(@class, 'stat__table')]/tbody/tr")):
        assert number(value) == serbia[label]
        assert [number(each) for each in offices] == [serbia.get(f"Offices with one: {label}", serbia["Offices with one"]) for _ in offices]
    (_, *columns), *districts = map(cells, section.xpath(".//table[@class='grid']//tr"))
    assert {name for name, *_ in districts} == told.rows.keys() - {"Serbia"}
    for name, *some in districts:
        assert [number(each) for each in some] == [told.row(name)[column] for column in columns]
    assert not any(serbia[each] for each in serbia.keys() - {*columns} if not each.startswith("Offices with one: "))
