"""Marking what was searched for."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledportal.search.marking import Piece, marked, may_have
from ledportal.search.words import stem, words


def shown(text, *wanted):
    return "".join(f"[{piece.text}]" if piece.is_match else piece.text for piece in marked(text, wanted))


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("Opština Bečej, Bečeju", ["becej"], "Opština [Bečej], [Bečeju]"),
        ("Општина Бечеј", ["becej"], "Општина [Бечеј]"),
        ("Kragujevac", ["kragujevc"], "[Kragujevac]"),
        ("Đorđe Đorđević", ["djordj*"], "[Đorđe] [Đorđević]"),
        ("radnici, Radnica, na reci", ["radnik", "rek"], "[radnici], Radnica, na [reci]"),
        ("Novi Sad i okolina", ["nov", "sad"], "[Novi] [Sad] i okolina"),
        ("Bečej", ["ecej*"], "Bečej"),
        ("<b>Bor</b>", ["bor"], "<b>[Bor]</b>"),
        ("nothing", [], "nothing"),
        ("", ["bor"], ""),
    ],
)
def test_whole_words_are_marked_in_either_script(text, wanted, expected):
    assert shown(text, *wanted) == expected


def test_pieces_alternate():
    assert marked("Bor i Bor", ["bor"]) == [Piece("Bor", True), Piece(" i ", False), Piece("Bor", True)]


@given(st.text(max_size=80), st.sets(st.sampled_from(["a", "bor", "b*", "1*", "becej"])))
def test_the_pieces_are_the_text(text, wanted):
    assert "".join(piece.text for piece in marked(text, wanted)) == text


LETTERS = "aAeibBckKnNjlpSčćČđĐžŽšљЊњбКцбцČaааae ,.-_1„”–é\u030c\u00a0ǆ€"


@given(st.text(alphabet=LETTERS, max_size=40) | st.text(max_size=20))
@example("Šabac")
@example("Ražanj")
@example("a_bor")
def test_the_first_glance_misses_no_word(text):
    for word in words(text):
        assert may_have(text, [stem(word)])
        assert may_have(text, [f"{word[:2]}*"])


@pytest.mark.parametrize(("text", "wanted"), [("Općina", "bor"), ("nabor", "bor"), ("Бачка", "bo*"), ("", "bor")])
def test_the_first_glance_passes_most_texts_by(text, wanted):
    assert not may_have(text, [wanted])
