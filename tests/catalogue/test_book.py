"""The data of the book: whom it names, in what order, in which language, and what never stands in it."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from flask_babel import force_locale, gettext

from ledportal.catalogue.book import data
from ledportal.catalogue.book.frozen import EntryKind
from ledportal.catalogue.book.words import WORDS
from ledportal.offices.content import public_content
from ledportal.offices.kinds import Files, Flag, LongText, Text
from ledportal.offices.notations import Email, Link
from ledportal.offices.profile import SECTIONS
from ledportal.paths import TEMPLATES
from ledportal.script import sort_key
from tests.catalogue import books, written

LOCALES = ("sr_Latn", "sr_Cyrl", "en")
TYPED = (Text, LongText, Email, Link)

pytestmark = pytest.mark.usefixtures("speaking_context")


def office_of(found, slug="becej"):
    return next(each for district in found["districts"] for each in district["offices"] if each["slug"] == slug)


def book_of(entry, **settings):
    return books.made(books.settings(**settings), [entry])[0]


def text_of(value):
    return json.dumps(value, ensure_ascii=False)


def entry_with(content, **changed):
    return replace(books.entry("becej"), content=content, **changed)


@pytest.mark.parametrize("locale", LOCALES)
def test_each_office_has_one_page_in_the_order_of_the_districts(locale):
    shown = books.entries()[::3]
    found, _ = books.made(books.settings(locale=locale), random.Random(4).sample(shown, len(shown)))
    names = [(each["district"], each["name"]) for district in found["districts"] for each in district["offices"]]
    full = [each for each in shown if each.kind is EntryKind.FULL]
    assert names == sorted(
        ((each.district.names[locale], each.place.names[locale]) for each in full),
        key=lambda pair: tuple(sort_key(part, cyrillic=locale == "sr_Cyrl") for part in pair),
    )


def test_by_name_there_is_one_part_without_an_opener():
    shown = books.entries()[::3]
    found, _ = books.made(books.settings(order="name"), shown)
    (part,) = found["districts"]
    assert (part["code"], part["map"]) == ("", None)
    assert [each["name"] for each in part["offices"]] == [each.place.names["sr_Latn"] for each in shown if each.kind is EntryKind.FULL]


def test_every_municipality_stands_in_the_book_once():
    shown = books.entries()
    found, _ = books.made(books.settings(), shown)
    pages = [each["name"] for district in found["districts"] for each in district["offices"]]
    listed = [row["name"] for each in found["lists"] for row in each["rows"]]
    assert sorted([*pages, *listed]) == sorted(each.place.names["sr_Latn"] for each in shown)
    others = [each["name"] for district in found["districts"] for each in district["others"]]
    assert sorted(others) == sorted(listed)


def test_the_same_entries_give_the_same_data_in_any_order():
    shown = books.entries()[::3]
    found, other = (books.made(books.settings(), some) for some in (shown, random.Random(5).sample(shown, len(shown))))
    assert text_of(found[0]) == text_of(other[0])
    assert found[1].files == other[1].files


def test_another_process_makes_the_same_data():
    program = (
        "import hashlib, json, pathlib, tempfile\n"
        "from tests.catalogue import books\n"
        "from tests.databases import TRANSLATED, make_app\n"
        "with make_app('sqlite://', pathlib.Path(tempfile.mkdtemp()), **TRANSLATED).app_context():\n"
        "    found, album = books.made(books.settings(), books.full(12))\n"
        "    print(hashlib.sha256(json.dumps([found, {n: b.hex() for n, b in album.files.items()}]).encode()).hexdigest())\n"
    )
    mine, album = books.made(books.settings(), books.full(12))
    here = hashlib.sha256(json.dumps([mine, {name: content.hex() for name, content in album.files.items()}]).encode()).hexdigest()
    environment = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == here


def test_the_clock_is_not_asked(monkeypatch):
    def refuse():
        raise AssertionError("the book depends on the day on which it is made")

    monkeypatch.setattr("ledportal.clock.now", refuse)
    books.made(books.settings(), books.full(3))


def test_keys_of_a_database_that_sorts_them_change_nothing():
    entry = books.entry("becej", pictures=True)
    sorted_keys = type(entry).from_json(json.loads(json.dumps(entry.to_json(), sort_keys=True)))
    assert text_of(book_of(entry)) == text_of(book_of(sorted_keys))


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_internal_is_printed(locale):
    hidden = {"public": False, "mobile_public": False}
    everything = tuple(section.key for section in SECTIONS)
    printed = text_of(book_of(entry_with(written.content(**hidden)), locale=locale, sections=everything))
    internal = [
        written.mark(section, group, spec)
        for section, group, spec in written.fields()
        if (section.internal or spec.internal or (group and group.public_if)) and isinstance(spec.kind, TYPED)
    ]
    assert len(internal) > 7
    assert [each for each in internal if each in printed] == []


@pytest.mark.parametrize(("public", "printed"), [(True, ["064 123 4567"]), (False, [])])
def test_a_mobile_number_is_printed_only_where_its_switch_is_on(public, printed):
    content = written.content(mobile_public=public)
    content["contact"]["mobile"] = "+381641234567"
    contact = office_of(book_of(entry_with(content)))["contact"]
    assert [row["value"] for row in contact if row["key"] == "mobile"] == printed


def test_whoever_is_not_published_is_in_no_index():
    content = written.content(public=False)
    printed = text_of(book_of(entry_with(content))["indexes"])
    assert "Zqcontactqqhead" in printed
    assert "Zqcontactqteamqname" not in printed
    assert "Zqcontactqteamqname" in text_of(book_of(entry_with(written.content(public=True)))["indexes"])


@pytest.mark.parametrize("locale", ["sr_Latn", "en"])
def test_every_public_field_is_printed(locale):
    content = public_content(written.content())
    office = office_of(book_of(entry_with(content), locale=locale))
    printed = text_of(office)
    with force_locale(locale):
        missing = [(section.key, spec.key) for section, group, spec in public_fields(locale) if not stands(section, group, spec, printed)]
    assert missing == []


def public_fields(locale):
    in_english = {spec.key.removesuffix("_en") for _, _, spec in written.fields() if spec.language == "en"}
    for section, group, spec in written.fields():
        left_out = spec.key in in_english if locale == "en" and group is None and section.key == "office" else spec.language == "en"
        if not (section.internal or spec.internal or left_out) and not isinstance(spec.kind, Files):
            yield section, group, spec


def stands(section, group, spec, printed):
    if type(spec.kind) in TYPED:
        return written.mark(section, group, spec) in printed
    if spec.key in written.YEARS:
        return "2001–2031" in printed
    if isinstance(spec.kind, Flag) or spec.key == "postcode":
        return True
    label = gettext(spec.label)
    return f'"label": "{label.removesuffix(f" ({spec.unit})")}' in printed or (group and gettext(group.label) in printed)


@pytest.mark.parametrize(("locale", "there", "gone"), [("sr_Latn", "name", "nameen"), ("en", "nameen", "name")])
def test_an_office_is_named_in_the_language_of_the_book(locale, there, gone):
    office = office_of(book_of(entry_with(public_content(written.content())), locale=locale))
    assert office["title"] == f"Zqofficeqq{there}"
    assert f'"Zqofficeqq{gone}"' not in text_of(office)


def test_in_english_what_was_written_in_serbian_says_so():
    content = public_content(written.content(name_en="", about_en=""))
    office = office_of(book_of(entry_with(content), locale="en"))
    assert (office["title_lang"], office["about_lang"]) == ("sr-Latn", "sr-Latn")
    project = next(each for each in office["sections"] if each["key"] == "projects")["groups"][0]["items"][0]
    assert project["lang"] == "sr-Latn"


def test_in_cyrillic_texts_are_turned_and_addresses_are_not():
    entry = books.entry(
        "becej", contact={"head": "Ana Šefić", "email": "sefic@becej.example.org", "website": "https://becej.example.org/ler"}
    )
    contact = {row["key"]: row["value"] for row in office_of(book_of(entry, locale="sr_Cyrl"))["contact"]}
    assert contact["head"] == "Ана Шефић"
    assert contact["email"] == "sefic@becej.example.org"
    assert contact["website"] == "becej.example.org/ler"


@pytest.mark.parametrize(("locale", "language"), [("sr_Latn", ("sr", "latn")), ("sr_Cyrl", ("sr", "cyrl")), ("en", ("en", "latn"))])
def test_a_book_says_its_language_and_script_from_which_the_shapes_of_letters_follow(locale, language):
    found = book_of(books.entry("becej"), locale=locale)["language"]
    assert (found["lang"], found["script"]) == language


@pytest.mark.parametrize("locale", LOCALES)
def test_the_code_leads_to_the_page_in_the_version_of_the_book(locale):
    office = office_of(book_of(books.entry("becej"), locale=locale))
    prefix = {"sr_Latn": "", "sr_Cyrl": "/cir", "en": "/en"}[locale]
    assert office["url"] == f"https://ler.example.org{prefix}/kancelarije/becej/"


@pytest.mark.parametrize("left_out", books.PUBLIC)
def test_a_section_that_was_not_chosen_is_nowhere(left_out):
    sections = tuple(each for each in books.PUBLIC if each != left_out)
    found = book_of(entry_with(public_content(written.content())), sections=sections)
    printed = text_of(found)
    kept = {written.mark(*OFFICE_NAME)} if left_out == "office" else set()
    marks = [written.mark(section, group, spec) for section, group, spec in written.fields() if section.key == left_out]
    assert [each for each in marks if f'"{each}"' in printed and each not in kept] == []
    assert left_out not in {each["key"] for each in office_of(found)["sections"]}


OFFICE_NAME = next(each for each in written.fields() if each[2].key == "name")


def test_the_longest_texts_and_lists_are_there_whole():
    content = written.longest_content()
    office = office_of(book_of(entry_with(content)))
    assert " ".join(office["about"]) == content["office"]["about"]
    assert office["title"] == content["office"]["name"]
    sites = next(each for each in office["sections"] if each["key"] == "sites")["groups"][0]
    assert len(sites["items"]) == 60
    assert {len(each["title"]) for each in sites["items"]} == {200}
    projects = next(each for each in office["sections"] if each["key"] == "projects")["groups"][0]
    assert [" ".join(each["text"]) for each in projects["items"]] == [each["result"] for each in content["projects"]["projects"]]


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_no_column_is_wider_than_there_is_room(paper):
    office = office_of(book_of(entry_with(written.longest_content()), paper=paper))
    tables = [group for section in office["sections"] for group in section["groups"]]
    assert max(len(group["columns"]) for group in tables) <= {"a4": 5, "a5": 4}[paper]
    cells = [cell for group in tables for item in group["items"] for cell in item["cells"].values()]
    assert max(map(len, cells)) <= {"a4": 60, "a5": 40}[paper]


def test_markup_stays_text():
    typed = '#set page(width: 1cm) $x^2$ *a* _b_ `c` <d> @e \\ " // /* [f] {g}'
    office = office_of(book_of(books.entry("becej", office={"name": typed, "about": typed})))
    assert (office["title"], office["about"]) == (typed, [typed])


def test_a_text_has_no_line_breaks_and_no_character_without_a_shape():
    odd = "Ред\u202e први \U0001f600\nдруги\tред \u05d0\u05d1 \x07\ud800"
    found = book_of(books.entry("becej", office={"name": odd, "about": odd}, services={"networks": odd}), title=odd, foreword=odd)
    office = office_of(found)
    assert office["about"] == ["Red prvi ☐", "drugi red ☐ ☐"]
    printed = json.dumps(found, ensure_ascii=False)
    assert [each for each in ("\\n", "\\t", "\u202e", "\U0001f600", "\ud800") if each in printed] == []


def test_a_certificate_and_a_period_are_as_of_the_day_of_the_edition():
    document = {"id": "p1", "type": "action_plan", "title": "Plan", "start": "2020", "end": "2025", "in_preparation": False}
    entry = books.entry("becej", documents={"documents": [document, {**document, "id": "p2", "end": "2026"}]})
    section = next(each for each in office_of(book_of(entry))["sections"] if each["key"] == "documents")
    periods = [row["value"] for item in section["groups"][0]["items"] for row in item["rows"] if row["key"] == "period"]
    assert periods == ["2020–2025 (istekao)", "2020–2026"]


def test_what_says_by_itself_what_it_is_has_no_label():
    site = {"id": "p1", "name": "Zona", "type": "greenfield", "area": "12.5", "free": "3", "ownership": "private", "to_border": "40"}
    entry = books.entry("becej", sites={"sites": [{**site, "price": "22", "parcel": "100/2"}]})
    section = next(each for each in office_of(book_of(entry))["sections"] if each["key"] == "sites")
    assert [(row["label"], row["value"].replace("\u00a0", " ")) for row in section["groups"][0]["items"][0]["rows"]] == [
        ("", "Grinfild"),
        ("", "12,5 ha"),
        ("", "3 ha slobodno"),
        ("Vlasništvo", "Privatna"),
        ("Katastarska parcela", "100/2"),
        ("", "40 km do graničnog prelaza"),
        ("", "22 EUR/m²"),
    ]


@pytest.mark.parametrize(("items", "layout"), [(4, "items"), (5, "table")])
def test_many_items_with_numbers_are_a_table(items, layout):
    sites = [{"id": f"p{number}", "name": "Zona", "type": "greenfield", "area": "1"} for number in range(items)]
    section = next(each for each in office_of(book_of(books.entry("becej", sites={"sites": sites})))["sections"] if each["key"] == "sites")
    assert section["groups"][0]["layout"] == layout


@pytest.mark.parametrize(
    ("typed", "value", "text"),
    [
        ("NALED\nStalna konferencija", "NALED; Stalna konferencija", []),
        ("Članica je NALED-a.\nI SKGO-a.", "", ["Članica je NALED-a.", "I SKGO-a."]),
    ],
)
def test_names_below_each_other_are_one_line(typed, value, text):
    entry = books.entry("becej", services={"networks": typed})
    section = next(each for each in office_of(book_of(entry))["sections"] if each["key"] == "services")
    row = next(each for each in section["rows"] if each["key"] == "networks")
    assert (row["value"], row["text"]) == (value, text)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_words_are_those_that_the_templates_ask_for(locale):
    typst = "".join(path.read_text() for path in (TEMPLATES / "catalogue").glob("*.typ"))
    asked = {*re.findall(r"\bwords\.(?!at\b)([a-z_]+)", typst), *re.findall(r'\bwords\.at\("([a-z_]+)"', typst)}
    assert len(asked) > 10
    assert asked == set(WORDS)
    found = book_of(books.entry("becej"), locale=locale)["words"]
    assert [key for key, word in found.items() if not word] == []


@pytest.mark.parametrize(("purpose", "bleed"), [("screen", 0), ("print", 3), ("cover", 3)])
def test_only_what_is_printed_bleeds(purpose, bleed):
    with force_locale("sr_Latn"):
        _, album = books.made(books.settings(), [])
        found = data.book(books.settings(paper="a5"), [], album, purpose, spine=7.5)
    assert found["paper"] == {"width": 148, "height": 210, "bleed": bleed}
    assert found["spine"] == 7.5


def test_a_cover_has_nothing_of_what_stands_between_the_covers():
    with force_locale("sr_Latn"):
        _, album = books.made(books.settings(), [])
        found = data.book(books.settings(), books.entries(), album, "cover", spine=7.5)
    assert (found["districts"], found["lists"], found["indexes"]) == ([], [], [])
    assert len(found["map"]["tiles"]) == 145


def test_a_corrected_reprint_says_its_number():
    assert book_of(books.entry("becej"))["edition"]["label"] == "2026"
    assert book_of(books.entry("becej"), number=3)["edition"]["label"] == "2026, 3. ispravljeno izdanje"
