"""What a mistyped word may have meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from ledportal.search.typos import END, Known, Vocabulary, allowed

WORDS = Vocabulary(
    Known(word, where)
    for where, some in (
        ("a", "kragujevac zrenjanin novi sad subotica vranje nis raca cacak"),
        ("b", "petrovic zrenjaninski sat"),
        ("c", "strategija sanacija"),
    )
    for word in some.split()
)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("zrenjanjin", "zrenjanin"),
        ("zernjanin", "zrenjanin"),
        ("kragujevc", "kragujevac"),
        ("cubotica", "subotica"),
        ("vrnje", "vranje"),
        ("nish", "nis"),
        ("chachak", "cacak"),
        ("petrovik", "petrovic"),
        ("stratgija", "strategija"),
    ],
)
def test_the_word_that_was_meant_comes_first(typed, first):
    assert WORDS.nearest(typed)[:1] == [first]


def test_a_place_comes_before_other_words_that_are_as_near():
    assert WORDS.nearest("sax") == ["sad", "sat"]
    assert WORDS.nearest("sax", "b") == ["sat"]


@pytest.mark.parametrize("typed", ["", "ni", "12345", "qqqqqq", "vracar", "zrenjaninskojevskog"])
def test_a_word_like_none_means_none(typed):
    assert WORDS.nearest(typed) == []


def test_a_word_that_is_learned_later_is_known_and_one_known_before_may_move():
    vocabulary = Vocabulary([Known("becej", "c")])
    vocabulary.add([Known("becej", "a"), Known("becelj", "b")])
    assert vocabulary.nearest("becek") == ["becej"]
    assert vocabulary.nearest("becelk", "b") == ["becelj"]


def test_a_word_may_be_asked_for_while_it_is_learned():
    class Learned:
        word = "becej"

        @property
        def where(self):
            assert vocabulary.nearest("becek") == []
            return "a"

    vocabulary = Vocabulary()
    vocabulary.add([Learned()])
    assert vocabulary.nearest("becek") == ["becej"]


@given(st.from_regex(r"[a-e]{3,12}", fullmatch=True), st.from_regex(r"[a-e]{3,12}", fullmatch=True))
def test_what_is_found_is_near_and_what_is_near_is_found(word, typed):
    found = Vocabulary([Known(word, "a")]).nearest(typed)
    most = allowed(typed) if word[0] == typed[0] else max(1, allowed(typed) - 1)
    is_near = OSA.distance(typed, word) <= min(most, allowed(typed))
    shares = word[:END] == typed[:END] or word[-END:] == typed[-END:]
    assert found == ([word] if is_near and shares else [])
