"""The office that must come first, for what people type; and that both databases find the same."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ledportal.extensions import db
from ledportal.offices.models import Office
from ledportal.search.criteria import CONFIRMED_WITHIN, FACETS, Criteria
from ledportal.search.finding import find
from ledportal.search.models import SearchDocument
from ledportal.search.suggesting import suggest

TODAY = date(2026, 11, 25)
with (Path(__file__).parent / "queries.csv").open(encoding="utf-8", newline="") as file:
    QUERIES = [(row["query"], row["first"]) for row in csv.DictReader(file)]


def found(app, text, **more):
    """Return the slugs of all that is found, with what was meant and left out."""
    with app.app_context():
        slugs = dict(list(db.session.execute(select(Office.id, Office.slug))))
        answer = find(Criteria(text, **more), today=TODAY)
        return [slugs[each] for each in answer.ids], answer


@pytest.mark.parametrize(("text", "first"), QUERIES)
def test_the_office_that_is_looked_for_comes_first(registers, text, first):
    for app in registers.values():
        slugs, _answer = found(app, text)
        assert slugs[:1] == ([first] if first else [])


def test_both_databases_find_the_same(registers):
    answers = []
    for app in registers.values():
        some = [found(app, text, order=order) for text, _first in QUERIES for order in ("", "name", "confirmed", "changed")]
        answers.append([(slugs, each.counts, each.meant, each.left_out, each.lacking, each.words) for slugs, each in some])
    assert all(each == answers[0] for each in answers)


@pytest.mark.parametrize(
    ("text", "meant", "left_out"),
    [
        ("zrenjanjin", {"zrenjanjin": "Zrenjanin"}, []),
        ("novi sat", {"sat": "Sad"}, []),
        ("cubotica", {"cubotica": "Subotica"}, []),
        ("subotica industrja", {"industrja": "industrija"}, []),
        ("turzam", {"turzam": "Turizam"}, []),
        ("nis turzam", {"turzam": "Turizam"}, []),
        ("becej klizaliste", {}, ["klizaliste"]),
        ("becej", {}, []),
        ("u Novom Sadu", {}, []),
        ("qqqqqq xxxxxx", {}, []),
    ],
)
def test_it_is_told_what_was_meant_and_what_was_left_out(registers, text, meant, left_out):
    for app in registers.values():
        _slugs, answer = found(app, text)
        assert (answer.meant, answer.left_out) == (meant, left_out)


@pytest.mark.parametrize(
    ("text", "first", "some", "lacking", "left_out"),
    [
        ("u Nišu turizam", "nis", {"aleksinac"}, ["turizam"], []),
        ("Nish turizam", "nis", {"aleksinac"}, ["turizam"], []),
        ("Niš turizam klizalište", "nis", {"aleksinac"}, ["turizam"], ["klizaliste"]),
        ("Niš tourism razvoj", "nis", {"aleksinac"}, ["tourism"], []),
        ("Ub livnica", "ub", set(), [], ["livnica"]),
        ("Niš Zrenjanin", "nis", {"zrenjanin"}, [], []),
        ("Niš softver", "nis", {"razanj"}, [], []),
        ("Bor livnica ideja", "bor", set(), [], ["livnica", "ideja"]),
    ],
)
def test_a_named_place_stands_before_what_around_it_has_the_words(registers, text, first, some, lacking, left_out):
    for app in registers.values():
        slugs, answer = found(app, text)
        assert (slugs[0], some <= set(slugs), answer.lacking, answer.left_out) == (first, True, lacking, left_out)
        assert some or slugs == [first]


@pytest.mark.parametrize(("text", "slugs"), [("Kikinda livnca", ["kikinda"]), ("Ada livnca", ["ada", "kikinda"])])
def test_a_word_that_stands_nowhere_is_mended_into_one_of_the_named_place_or_its_surroundings(registers, text, slugs):
    for app in registers.values():
        some, answer = found(app, text)
        assert (some, answer.meant) == (slugs, {"livnca": "Livnica"})


@pytest.mark.parametrize(
    ("text", "code"), [("Vojvodina", "RS12"), ("u Vojvodini", "RS12"), ("ШУМАДИЈА", "RS21"), ("beogradski region", "RS11")]
)
def test_a_region_finds_its_entries_and_no_others(registers, text, code):
    for app in registers.values():
        slugs, _answer = found(app, text)
        assert slugs == found(app, "", chosen={"region": (code,)}, order="name")[0][: len(slugs)]
        assert slugs


def having(app, *traits, beginning):
    """Return the slugs of the entries that have a trait, or a word that begins so in their texts."""
    with app.app_context():
        rows = db.session.execute(select(Office.slug, SearchDocument).join(SearchDocument, SearchDocument.office_id == Office.id))
        return {
            slug
            for slug, row in rows
            if {*traits, *(f"{where}{beginning}" for where in "abcd")} & {*row.traits.split(), *row.words.split()}
        }


@pytest.mark.parametrize("text", ["obuka", "obuke", "obuku", "obukama"])
def test_training_is_no_footwear(registers, text):
    for app in registers.values():
        slugs, _answer = found(app, text)
        assert set(slugs) == having(app, "service:training", beginning="obuk")


@pytest.mark.parametrize("text", ["obuća", "obuće", "obucu", "obućom"])
def test_footwear_is_no_training(registers, text):
    for app in registers.values():
        slugs, _answer = found(app, text)
        assert set(slugs) == having(app, "sector:textile", beginning="obuc") < set(found(app, "obuci")[0])


@pytest.mark.parametrize("text", ["qqqqqq xxxxxx", "%%", "\\", "'\"", "🙂", "中文", "*", "AND OR NOT", "-", "a", "u"])
def test_what_nobody_has_finds_nothing_or_little(registers, text):
    answers = [found(app, text) for app in registers.values()]
    assert all(slugs == answers[0][0] for slugs, _answer in answers)


SIGNS = st.text(alphabet="abcšđžБЧњ019 '\"*:-+&|!()<>\\%_^~NEARANDOT\x00\u200b{}[]", max_size=100)


@settings(max_examples=60)
@given(text=st.one_of(SIGNS, st.text(max_size=100)))
def test_no_text_breaks_the_search(registers, text):
    answers = [found(app, text) for app in registers.values()]
    assert all(slugs == answers[0][0] for slugs, _answer in answers)


SUGGESTED = [
    ("zren", ("office", "Zrenjanin")),
    ("Зрењ", ("office", "Zrenjanin")),
    ("novi s", ("office", "Novi Sad")),
    ("kragujevc", ("office", "Kragujevac")),
    ("zrenjanjin", ("office", "Zrenjanin")),
    ("ub", ("office", "Ub")),
    ("juznob", ("district", "Južnobanatski upravni okrug")),
    ("macv", ("district", "Mačvanski upravni okrug")),
    ("turiz", ("sector", "Turizam i ugostiteljstvo")),
    ("tourism", ("sector", "Turizam i ugostiteljstvo")),
    ("obuka", ("service", "Obuke")),
    ("ОБУКЕ", ("service", "Obuke")),
    ("subvenc", ("service", "Konkursi i subvencije")),
    ("training", ("service", "Obuke")),
    ("obuca", ("sector", "Tekstil, odeća i obuća")),
    ("vojvod", ("region", "Region Vojvodine")),
    ("u Šumadiji", ("region", "Region Šumadije i Zapadne Srbije")),
    ("pametne specij", ("document", "Strategija pametne specijalizacije")),
    ("djurdj", ("person", "Đurđica Čavić")),
    ("teofilov", ("person", "Vukosava Teofilović")),
    ("baglj", ("site", "Bagljaš-zapad")),
]


@pytest.mark.parametrize(("text", "expected"), SUGGESTED)
def test_what_is_looked_for_is_among_the_suggestions(registers, text, expected):
    for app in registers.values():
        with app.app_context():
            some = suggest(text)
        assert expected in [(each.kind, each.label) for each in some]
        assert len(some) <= 8


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("obuka", {"service"}), ("obuća", {"sector"}), ("strategija", {"document"}), ("vojvodina", {"region"}), ("u Vojvodini", {"region"})],
)
def test_nothing_else_is_suggested_before_what_is_called_so(registers, text, kinds):
    for app in registers.values():
        with app.app_context():
            some = suggest(text)
        assert {each.kind for each in some[:1]} == kinds


def test_a_document_leads_to_its_office(registers):
    for app in registers.values():
        with app.app_context():
            (found,) = [each for each in suggest("specijalizacije") if each.kind == "document"]
        assert (found.slug, found.hint) == ("kragujevac", "Kragujevac")


def test_a_place_that_is_begun_is_suggested_first_and_both_databases_suggest_the_same(registers):
    answers = []
    for app in registers.values():
        with app.app_context():
            assert suggest("novi")[0].label == "Novi Bečej"
            assert suggest("becej")[0].slug == "becej"
            answers.append([suggest(text, limit=20) for text, _expected in SUGGESTED])
    assert all(each == answers[0] for each in answers)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("ma", ["Majdanpek", "Mali Iđoš", "Mali Zvornik", "Malo Crniće", "Kanjiža"]),
        ("ВЕ", ["Velika Plana", "Veliko Gradište", "Kikinda", "Zrenjanin"]),
        ("indi", ["Inđija"]),
    ],
)
def test_a_place_whose_own_name_begins_so_is_suggested_before_one_that_had_another_name(registers, text, places):
    for app in registers.values():
        with app.app_context():
            assert [each.label for each in suggest(text, limit=20) if each.kind == "office"] == places


@pytest.mark.parametrize("text", ["", "  ", "?", "qqqqqqq"])
def test_nothing_is_suggested_for_nothing(registers, text):
    for app in registers.values():
        with app.app_context():
            assert suggest(text) == []


def test_counts_are_those_of_the_entries_that_would_be_found(registers):
    today = TODAY
    for app in registers.values():
        for criteria in (
            Criteria("razvoj", {"sector": ("ict",)}),
            Criteria("", {"district": ("juznobacki",), "free_site": ("greenfield", "brownfield")}, Decimal(2)),
            Criteria("plan", {"form": ("office",)}, None, 6),
        ):
            with app.app_context():
                counts = find(criteria, today=today).counts
                for facet in (*FACETS, CONFIRMED_WITHIN):
                    for value, number in counts[facet.name].items():
                        assert find(criteria.without(facet.name).with_(facet.name, value), today=today).entries == number
