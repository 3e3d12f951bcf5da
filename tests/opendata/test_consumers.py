"""The downloads, read by the programs that people read them with."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, timedelta
from zipfile import ZipFile

import frictionless
import openpyxl
import pytest
import vobject

from ledportal import clock
from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.opendata.tables import TABLES
from tests.databases import make_app
from tests.directory.entries import PUBLIC, publish
from tests.factories import full_content, office
from tests.opendata.reading import table
from tests.people import make_world, shared_world

NOW = clock.now()
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)")
SITES = [{**full_content()["sites"]["sites"][0], "id": f"f{place}", "name": text} for place, text in enumerate(FORMULAS)]


@pytest.fixture
def visitor(app):
    def make():
        publish("cacak", confirmed=PUBLIC, at=NOW - timedelta(days=600), office={"name": "Čačanska kancelarija"})
        publish("becej", confirmed=PUBLIC, at=NOW - timedelta(days=2), contact={"website": "https://bečej.example.org/čiča?š=ž"})
        publish("ada", confirmed=["contact"], at=NOW - timedelta(days=2), sites={"sites": SITES})
        return {"becej": office()}

    return shared_world(app, make).browser()


def workbook(visitor, path):
    return openpyxl.load_workbook(io.BytesIO(visitor.get(path).data))


def test_frictionless_finds_the_package_valid(visitor, tmp_path):
    archive = ZipFile(io.BytesIO(visitor.get("/podaci/podaci.zip").data))
    assert archive.testzip() is None
    archive.extractall(tmp_path)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "message"])
    assert {task.name: task.stats["rows"] for task in report.tasks} | {"municipalities": 145} == {
        "offices": 3, "languages": 6, "team": 3, "documents": 6, "incentives": 6, "hubs": 6, "investors": 6, "sites": 8, "projects": 6,
        "cooperation": 6, "municipalities": 145, "districts": 25, "regions": 4,
    }  # fmt: skip


def test_a_wrong_cell_makes_the_package_invalid(visitor, tmp_path):
    ZipFile(io.BytesIO(visitor.get("/podaci/podaci.zip").data)).extractall(tmp_path)
    path = tmp_path / "lokacije.csv"
    path.write_text(path.read_text().replace("becej", "nigde").replace("34.5", "mnogo"))
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert {error for (error,) in report.flatten(["type"])} == {"foreign-key", "type-error"}


def test_the_package_names_the_files_as_they_stand_at_the_addresses(visitor):
    package = visitor.get("/podaci/datapackage.json").json
    archive = ZipFile(io.BytesIO(visitor.get("/podaci/podaci.zip").data))
    assert json.loads(archive.read("datapackage.json")) == package
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    for resource in package["resources"]:
        assert archive.read(resource["path"]) == visitor.get(f"/podaci/{resource['path']}").data


def test_each_table_is_the_same_in_every_format(visitor):
    for name, declared in TABLES.items():
        names = [column.name for column in declared.columns]
        rows = visitor.get(f"/podaci/{declared.file}.json").json[name]
        assert rows and all([*row] == names for row in rows), name
        assert keys(declared, rows) == keys(declared, table(visitor, f"/podaci/{declared.file}.csv"))
        page = workbook(visitor, f"/podaci/{declared.file}.xlsx").worksheets[0]
        assert (page.max_row, page.max_column) == (len(rows) + 1, len(names)), name


def keys(declared, rows):
    return [[row[name] for name in declared.key] for row in rows]


def test_a_workbook_has_a_sheet_for_each_table_and_one_that_explains(visitor):
    book = workbook(visitor, "/podaci/registar.xlsx")
    assert book.sheetnames == [*(each.title for each in TABLES.values()), "Columns"]
    offices = book["Offices"]
    assert (offices.freeze_panes, offices.auto_filter.ref) == ("B2", f"A1:{offices.cell(4, len(TABLES['offices'].columns)).coordinate}")
    assert book["Columns"].max_row == 1 + sum(len(each.columns) for each in TABLES.values())


def test_cells_are_dates_and_numbers_and_codes_are_words(visitor):
    sheet = workbook(visitor, "/podaci/kancelarije.xlsx").worksheets[0]
    names = [column.name for column in TABLES["offices"].columns]
    row = dict(zip(names, (cell.value for cell in sheet[3]), strict=True))
    assert (row["slug"], row["staff"], row["founded"], row["form"]) == ("becej", 5, 2008, "Office")
    assert row["confirmed_on"] == datetime.combine(belgrade_day(NOW - timedelta(days=2)), datetime.min.time())
    assert row["certificate_issued"] == datetime(2025, 3, 1)  # noqa: DTZ001  # a spreadsheet's day has no zone
    assert row["sectors"] == "Agriculture; Food industry"
    assert sheet["A1"].value == "Identifier" and sheet.column_dimensions["A"].width > 8


@pytest.mark.parametrize("prefix", ["", "/cir", "/en"])
def test_nothing_is_a_formula(visitor, prefix):
    sheet = workbook(visitor, f"{prefix}/podaci/lokacije.xlsx").worksheets[0]
    cells = {cell.value: cell.data_type for row in sheet for cell in row}
    assert {text: cells[text] for text in FORMULAS} == dict.fromkeys(FORMULAS, "s")
    assert {row["name"] for row in table(visitor, "/podaci/lokacije.csv")} >= {f"'{text}" for text in FORMULAS}


def test_maps_read_the_geojson(visitor):
    answer = visitor.get("/podaci/kancelarije.geojson")
    assert answer.mimetype == "application/geo+json"
    found = json.loads(answer.data)
    assert found["type"] == "FeatureCollection" and len(found["features"]) == 3
    becej = found["features"][1]
    longitude, latitude = becej["geometry"]["coordinates"]
    assert (becej["type"], becej["id"], becej["geometry"]["type"]) == ("Feature", "becej", "Point")
    assert 19 < longitude < 21 and 45 < latitude < 46, "longitude comes first"
    assert becej["properties"]["municipality"] == "Bečej"


def test_a_place_without_coordinates_is_on_no_map(app):
    def make():
        publish("becej").office.municipality.latitude = None
        return {"becej": office()}

    (found,) = json.loads(make_world(app, make).browser().get("/podaci/kancelarije.geojson").data)["features"]
    assert found["geometry"] is None


def test_address_books_read_the_cards(visitor):
    answer = visitor.get("/podaci/kancelarije.vcf")
    assert answer.headers["Content-Type"] == "text/vcard; charset=utf-8"
    cards = list(vobject.readComponents(answer.text))
    assert [card.fn.value.partition(" – ")[0] for card in cards] == ["Ada", "Bečej", "Čačak"]
    assert cards[1].email.value == "ler@example.org"
    cyrillic = list(vobject.readComponents(visitor.get("/cir/podaci/kancelarije.vcf").text))
    assert cyrillic[1].fn.value.startswith("Бечеј")


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "geojson", "vcf"])
def test_a_result_of_the_directory_is_saved_as_it_is_shown(visitor, ending):
    asked = visitor.get(f"/podaci/kancelarije.{ending}?okrug=juznobacki")
    assert asked.status_code == 200
    slugs = {
        "csv": lambda: [line.partition(",")[0] for line in asked.text.splitlines()[1:]],
        "json": lambda: [each["slug"] for each in asked.json["offices"]],
        "xlsx": lambda: [row[0].value for row in openpyxl.load_workbook(io.BytesIO(asked.data)).worksheets[0].iter_rows(2)],
        "geojson": lambda: [each["id"] for each in json.loads(asked.data)["features"]],
        "vcf": lambda: [card.uid.value.rstrip("/").rpartition("/")[2] for card in vobject.readComponents(asked.text)],
    }
    assert slugs[ending]() == ["becej"]
    assert asked.headers["ETag"] != visitor.get(f"/podaci/kancelarije.{ending}").headers["ETag"]
    assert visitor.get(f"/podaci/kancelarije.{ending}?okrug=nigde").status_code == 400


def test_a_result_keeps_its_order(visitor):
    shown = table(visitor, "/podaci/kancelarije.csv?q=kancelarija&poredak=confirmed")
    assert [row["slug"] for row in shown] == ["becej", "cacak", "ada"]


def test_the_demos_package_says_that_it_is_invented(visitor, app, tmp_path):
    demo = make_app(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path / "instance", SAMPLE_DATA=True)
    client = demo.test_client()
    ZipFile(io.BytesIO(client.get("/podaci/podaci.zip").data)).extractall(tmp_path)
    package = frictionless.Package(str(tmp_path / "datapackage.json"))
    assert package.validate().valid and package.custom["sample"] is True
    assert {row["sample"] for row in table(client, "/podaci/lokacije.csv")} == {"true"}
    assert workbook(client, "/podaci/lokacije.xlsx").worksheets[0].cell(2, len(TABLES["sites"].columns) + 1).value == "Yes"
    with demo.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("path", ["/podaci/nema.csv", "/podaci/nema.xlsx", "/podaci/.json", "/podaci/offices.json"])
def test_what_is_no_table_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_municipalities_without_an_entry_are_in_their_table(visitor):
    rows = {row["slug"]: row for row in visitor.get("/podaci/opstine.json").json["municipalities"]}
    assert (rows["becej"]["has_entry"], rows["ub"]["has_entry"]) == (True, False)
    assert isinstance(rows["ub"]["latitude"], float) and date.fromisoformat(table(visitor)[1]["published_on"])
