"""Lists, indexes and figures of a book."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledportal.catalogue.book.frozen import EntryKind
from ledportal.offices.models import OfficeStatus
from tests.catalogue import books

pytestmark = pytest.mark.usefixtures("speaking_context")


def site(number, **changed):
    return {"id": f"p{number}", "name": f"Zona {number}", "type": "greenfield", "area": "2.5", "status": "free", **changed}


def book(*entries, **settings):
    return books.made(books.settings(**settings), list(entries))[0]


def index_of(found, key):
    return next(each for each in found["indexes"] if each["key"] == key)["entries"]


def numbers_of(found):
    return {each["label"]: each["value"] for each in found["figures"] if each["kind"] == "number"}


def test_an_office_reached_by_phone_is_listed_with_its_contact():
    contact = {"head": "Ana Šefić", "phone": "+38121555100", "email": "a@b.rs"}
    (listed,) = book(books.entry("becej", kind=EntryKind.PHONE, office={"name": "Kancelarija"}, contact=contact))["lists"]
    told = {"text": "Kancelarija, Ana Šefić", "phone": "021 555 100", "email": "a@b.rs"}
    assert listed["key"] == "phone"
    assert listed["rows"] == [{"name": "Bečej", "district": "Južnobački upravni okrug"} | told]


@pytest.mark.parametrize("kind", [EntryKind.NONE, EntryKind.SETTING_UP, EntryKind.SILENT, EntryKind.OUTDATED])
def test_who_has_no_page_is_listed_by_name(kind):
    (listed,) = book(books.entry("becej", kind=kind))["lists"]
    assert (listed["key"], [row["name"] for row in listed["rows"]]) == (kind, ["Bečej"])
    assert listed["title"] != listed["intro"] != ""


def test_lists_follow_the_districts_in_a_book_by_names_too():
    slugs = ["ub", "becej", "ada", "valjevo"]
    (listed,) = book(*(books.entry(slug, kind=EntryKind.SILENT) for slug in slugs), order="name")["lists"]
    assert [row["name"] for row in listed["rows"]] == ["Bečej", "Ub", "Valjevo", "Ada"]


def test_a_closed_office_is_said_to_be_closed():
    entry = replace(books.entry("becej", kind=EntryKind.NONE), status=OfficeStatus.CLOSED)
    assert book(entry)["lists"][0]["rows"][0]["text"] == "Kancelarija je ugašena"


def test_lists_and_indexes_in_which_nobody_stands_are_not_there():
    found = book(books.entry("becej", kind=EntryKind.NONE))
    assert [each["key"] for each in found["lists"]] == ["none"]
    assert found["indexes"] == []


def test_the_index_of_people_names_whom_a_page_names_once():
    team = [{"id": "p1", "name": "Ana Šefić", "task": ""}, {"id": "p2", "name": "Žarko Ćosić", "task": ""}]
    entry = books.entry("becej", contact={"head": "Ana Šefić", "contact_person": "dr Cvetan Antić", "team": team})
    reached = books.entry("ub", kind=EntryKind.PHONE)
    people = index_of(book(entry, reached), "people")
    assert [(each["head"], each["sub"], each["letter"], each["keys"]) for each in people] == [
        ("Antić, dr Cvetan", "Bečej", "A", ["becej"]),
        ("Ćosić, Žarko", "Bečej", "Ć", ["becej"]),
        ("Šefić, Ana", "Bečej", "Š", ["becej"]),
    ]


def test_people_of_one_name_are_told_apart_by_their_municipalities():
    entries = [books.entry(slug, contact={"head": "Ana Antić", "team": [], "contact_person": ""}) for slug in ("ub", "ada")]
    assert [(each["head"], each["sub"]) for each in index_of(book(*entries), "people")] == [("Antić, Ana", "Ub"), ("Antić, Ana", "Ada")]
    assert [each["sub"] for each in index_of(book(*entries, order="name"), "people")] == ["Ada", "Ub"]


def test_the_index_of_sectors_leads_to_the_offices_in_their_order():
    entries = [books.entry(slug, environment={"sectors": sectors}) for slug, sectors in (("ub", ["ict", "food"]), ("ada", ["food"]))]
    sectors = index_of(book(*entries, order="name", locale="en"), "sectors")
    assert [each["keys"] for each in sectors] == [["ada", "ub"], ["ub"]]


def test_the_index_of_sites_is_in_the_order_of_the_alphabet():
    entry = books.entry("becej", sites={"sites": [site(1, name="Šumice"), site(2, name="Čarda"), site(3, name="Ćuprija")]})
    assert [each["head"] for each in index_of(book(entry), "sites")] == ["Čarda", "Ćuprija", "Šumice"]
    assert [each["head"] for each in index_of(book(entry, locale="sr_Cyrl"), "sites")] == ["Ћуприја", "Чарда", "Шумице"]


def test_the_figures_add_up():
    sites = {"sites": [site(1), site(2, status="sold")]}
    counted = [
        books.entry("becej", office={"staff": "4"}, environment={"certificate": "certified"}, sites=sites),
        books.entry("ub", kind=EntryKind.PHONE, office={"staff": "3"}, environment={"certificate": "none"}, sites=sites),
        books.entry("ada", kind=EntryKind.NONE),
    ]
    documents = {"documents": [{"id": "p1", "type": "action_plan", "title": "a", "start": "2020", "end": "2026"}]}
    counted = [replace(each, content=each.content | {"documents": documents}) if each.content else each for each in counted]
    assert numbers_of(book(*counted)) == {
        "Kancelarije u katalogu": "2",
        "Zaposleni u kancelarijama": "7",
        "Sertifikovane opštine": "1",
        "Dokumenta na snazi": "2",
        "Lokacije slobodne za ulagače": "2",
        "Slobodni hektari": "5",
    }
    regions = next(each for each in book(*counted)["figures"] if each["kind"] == "bars")
    assert [(each["label"], each["text"]) for each in regions["bars"]] == [
        ("Region Šumadije i Zapadne Srbije", "1 / 1 (100%)"),
        ("Region Vojvodine", "1 / 2 (50%)"),
    ]


def test_a_section_that_is_not_printed_is_not_counted():
    found = book(books.entry("becej"), sections=("contact",))
    assert list(numbers_of(found)) == ["Kancelarije u katalogu"]
    assert len([each for each in found["figures"] if each["kind"] == "bars"]) == 2


def test_bars_are_shares_of_a_hundred():
    bars = [bar for each in book(*books.entries())["figures"] if each["kind"] == "bars" for bar in each["bars"]]
    assert all(0 <= bar["share"] <= 100 for bar in bars)
    assert all(bar["label"] and bar["text"] for bar in bars)


def test_a_book_of_nobody_is_made():
    found = book()
    assert (found["districts"], found["lists"], found["indexes"], found["map"]["tiles"]) == ([], [], [], [])


def test_a_district_is_told_with_its_numbers():
    entries = [each for each in books.entries() if each.district == books.entry("becej").district]
    (district,) = book(*entries)["districts"]
    assert (district["short"], district["region"]) == ("Južnobački", "Region Vojvodine")
    assert [each["value"] for each in district["counts"][:2]] == [str(len(entries)), str(sum(bool(each.content) for each in entries))]
