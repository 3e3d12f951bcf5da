"""What cannot be set is named: of which office, in which field, and what."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from flask_babel import force_locale

from ledportal.catalogue.book.problems import SENTENCES, Kind, Problem, Severity, cut_off, long_ones, problems
from tests.catalogue import books, written

SITE = {"id": "p1", "name": "Zona 😀", "type": "greenfield", "area": "3", "status": "free"}


@pytest.fixture(autouse=True)
def in_serbian(speaking_context):
    with force_locale("sr_Latn"):
        yield


def found(entry=None, **settings):
    return problems(books.settings(**settings), [entry] if entry else [])


def test_where_all_can_be_set_there_is_no_problem():
    assert problems(books.settings(), books.entries()) == []


def test_a_character_without_a_shape_is_named_with_its_office_and_field():
    (problem,) = found(books.entry("becej", contact={"head": "Ana 中中文"}))
    assert problem == Problem(
        Kind.GLYPH, "becej", "contact.head", "U+4E2D CJK UNIFIED IDEOGRAPH-4E2D, U+6587 CJK UNIFIED IDEOGRAPH-6587", Severity.DEFECT
    )
    assert problem.field == "Kontakt – Rukovodilac"
    assert "U+4E2D" in problem.sentence


def test_an_item_is_named_by_its_title():
    (problem,) = found(books.entry("becej", sites={"sites": [SITE]}))
    assert (problem.kind, problem.where, problem.item) == (Kind.EMOJI, "sites.sites.p1.name", "Zona 😀")
    assert problem.field.endswith("(Zona 😀)")


def test_each_kind_is_a_problem_of_its_own():
    kinds = {problem.kind for problem in found(books.entry("becej", office={"about": "a😀 \u05d0 中 \u202e"}))}
    assert kinds == {Kind.EMOJI, Kind.RIGHT_TO_LEFT, Kind.GLYPH, Kind.CONTROL}


def test_what_nobody_sees_is_only_noted():
    (problem,) = found(books.entry("becej", office={"about": "a\u202e"}))
    assert problem.severity is Severity.NOTE


@pytest.mark.parametrize("name", ["title", "subtitle", "foreword", "foreword_by", "cip", "imprint", "licence"])
def test_an_editions_own_texts_are_looked_through(name):
    (problem,) = found(**{name: "中"})
    assert (problem.office, problem.where) == ("", name)
    assert problem.field


def test_what_is_not_printed_is_no_problem():
    entry = books.entry("becej", contact={"head": "中"})
    assert found(entry, sections=("office",)) == []
    english = books.entry("becej", office={"about_en": "中"})
    assert found(english) == []
    with force_locale("en"):
        assert [problem.where for problem in found(english, locale="en")] == ["office.about_en"]


def test_of_many_characters_some_are_named():
    (problem,) = found(books.entry("becej", office={"about": "".join(map(chr, range(0x4E00, 0x4F00)))}))
    assert problem.what.count("U+") == 12
    assert problem.what.endswith(", …")


def test_the_longest_texts_are_no_problem():
    entry = books.entry("becej")
    assert found(type(entry).from_json({**entry.to_json(), "content": written.longest_content()})) == []


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_sentence_that_is_kept_as_plain_values(kind):
    problem = Problem(kind, "becej", "contact.head", "72", Severity.DEFECT)
    assert problem.sentence
    assert kind in SENTENCES
    assert Problem(**{key: str(value) for key, value in asdict(problem).items()}) == problem


def test_an_office_of_many_pages_is_told_with_their_number() -> None:
    firsts = [{"slug": "ada", "page": 3}, {"slug": "ub", "page": 5}]
    lasts = [{"slug": "ada", "page": 4}, {"slug": "ub", "page": 7}]
    assert [(each.office, each.what) for each in long_ones(firsts, lasts)] == [("ub", "3")]


def test_a_text_of_the_edition_that_is_cut_off_is_named() -> None:
    (problem,) = cut_off([{"text": "title", "page": 1}])
    assert (problem.kind, problem.severity, problem.field) == (Kind.CUT, Severity.DEFECT, "Naslov knjige")
