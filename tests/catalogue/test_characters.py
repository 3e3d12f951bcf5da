"""Every text of the book can be set: what has no shape is replaced where everybody sees it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledportal.catalogue.book.characters import SUBSTITUTE, Fault, described, fault, faults, settable
from ledportal.typesetting.fonts import characters

ANYTHING = st.text(st.characters(exclude_categories=()))
SERBIAN = "АаБбВвГгДдЂђЕеЖжЗзИиЈјКкЛлЉљМмНнЊњОоПпРрСсТтЋћУуФфХхЦцЧчЏџШшAaBbCcČčĆćDdĐđEeŠšŽž„“”’–—…€²³§°×½ÁáÄäÉéÖöŐőÜüŰűÑñŁł"


@given(ANYTHING)
def test_whatever_is_typed_can_be_set(text):
    assert {ord(each) for each in settable(text)} <= characters() | {0xAD}


@given(ANYTHING)
def test_what_can_be_set_stays(text):
    assert settable(settable(text)) == settable(text)
    assert list(faults(settable(text))) == []


@given(ANYTHING)
def test_what_is_changed_for_the_worse_is_named(text):
    if SUBSTITUTE in settable(text) and SUBSTITUTE not in text:
        assert list(faults(text))


def test_the_letters_of_the_register_are_set():
    assert settable(SERBIAN) == SERBIAN


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Врњачка Бања \U0001f600", "Врњачка Бања ☐"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467\ufe0f", "☐"),
        ("\u0633\u0644\u0627\u0645 \u05e9\u05dc\u05d5\u05dd", "☐ ☐"),
        ("a\u202eb\u2066c\x00d", "abcd"),
        ("ﬁrma ①②", "firma 12" if ord("ﬁ") not in characters() else "ﬁrma 12"),
        ("a\tb", "a b"),
        ("a\ufe0fb", "ab"),
        ("prvi\ndrugi", "prvi drugi"),
        ("c\u030c", "č"),
        ("ǆ", "dž"),
        ("中文", "☐"),
        ("\ud800", "☐"),
    ],
)
def test_what_stands_in_place_of_what(typed, set_):
    assert settable(typed) == set_


@pytest.mark.parametrize(
    ("character", "why"),
    [
        ("\U0001f600", Fault.EMOJI),
        ("\U0001f1f7", Fault.EMOJI),
        ("\ufe0f", Fault.EMOJI),
        ("\u05d0", Fault.RIGHT_TO_LEFT),
        ("\u0633", Fault.RIGHT_TO_LEFT),
        ("\u202e", Fault.CONTROL),
        ("\x07", Fault.CONTROL),
        ("中", Fault.GLYPH),
        ("\ue000", Fault.GLYPH),
        ("ж", None),
        ("\n", None),
        ("\u00a0", None),
    ],
)
def test_why_a_character_is_not_set(character, why):
    assert fault(character) == why


def test_a_character_is_named_by_its_number():
    assert described("\U0001f600") == "U+1F600 GRINNING FACE"
    assert described("\x07") == "U+0007"
