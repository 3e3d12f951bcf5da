"""A person's name is found in a text however it is written, and what is another one is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledportal.offices.names import name_of, without
from ledportal.script import to_cyrillic

MIRA = name_of("Mira Đorđević")
PETAR = name_of("Petar Petrović")


@pytest.mark.parametrize(
    "typed",
    ["Mira Đorđević", "Đorđević Mira", "dr Mira Đorđević, dipl. ekonomista", "Мира Ђорђевић", "Mira Djordjevic (v. d.)", "MIRA DORDEVIC"],
)
def test_a_name_is_the_same_however_it_is_typed(typed):
    assert name_of(typed) == MIRA


@pytest.mark.parametrize(
    "mention",
    [
        "Mira Đorđević", "Đorđević Mira", "MIRA ĐORĐEVIĆ", "Мира Ђорђевић", "Mire Đorđević", "Miru Djordjevic", "Mirom Đorđevićem",
        "Mirina Đorđević",
        "M. Đorđević", "Đorđević, M.", "М. Ђорђевић", "mira.djordjevic", "mira-dordevic", "Mira\nĐorđević",
    ],
)  # fmt: skip
def test_a_mention_is_found(mention):
    assert without(f"Pozovite: {mention} u ponedeljak", [MIRA], sign="#") == "Pozovite: # u ponedeljak"


@pytest.mark.parametrize(
    "mention", ["Petra Petrovića", "Petru Petroviću", "Petrović Petar", "P. Petrović", "Петром Петровићем", "Petrov Petrović"]
)
def test_a_mention_is_found_where_a_letter_is_lost_in_a_case(mention):
    assert without(mention, [PETAR], sign="#") == "#"


@pytest.mark.parametrize(
    "mention",
    [
        "Petar M. Petrović", "Petra M. Petrovića", "Петар М. Петровић", "Petrović M. Petar", "P. M. Petrović", "Petar M.Petrović",
        "Petar P. Petrović", "Petar Lj. Petrović", "Petar (M.) Petrović", "petar.m.petrovic",
        "Petar „Pera“ Petrović", 'Petar "Pera" Petrović', "Petra (Pere) Petrovića",
    ],
)  # fmt: skip
def test_a_mention_is_found_around_a_middle_initial_or_a_nickname(mention):
    assert without(f"Vodi {mention} sam", [PETAR], sign="#") == "Vodi # sam"


@pytest.mark.parametrize("mention", ["M. Mitić", "Mitić M.", "Marko M. Mitić", "M. M. Mitić"])
def test_an_initial_is_that_of_the_word_which_is_not_written_out(mention):
    assert without(mention, [name_of("Marko Mitić")], sign="#").removeprefix("M. ") == "#"


@pytest.mark.parametrize("mention", ["Lj. Džamić", "Ljubica Dž.", "Љ. Џамић"])
def test_an_initial_may_be_written_with_two_signs(mention):
    assert without(mention, [name_of("Ljubica Džamić")], sign="#") == "#"


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200c", "\u200d"])
@pytest.mark.parametrize("mention", ["Petar|Petrović", "Pe|tar Petro|vić", "Petar |Petrović", "Petar| M. Pet|rović"])
def test_a_sign_that_nobody_sees_hides_no_mention(sign, mention):
    assert without(f"Vodi {mention.replace('|', sign)} sam", [PETAR], sign="#") == "Vodi # sam"


def test_mentions_that_share_a_word_are_hidden_once():
    assert without("Petar M. Petrović Petar", [PETAR], sign="#") == "# Petar"


def test_who_is_named_today_stays_with_a_middle_initial():
    assert without("Petar M. Petrović", [name_of("Petar Petrović Kostić")], [PETAR], sign="#") == "Petar M. Petrović"


@pytest.mark.parametrize(
    "text",
    [
        "Mira radi ovde", "Ulica Đorđa Đorđevića", "Ana Đorđević", "Mira i Ana Đorđević", "Mira radi sa kolegom Đorđevićem",
        "Miroslava Đorđević-Kostić",
        "M. M.", "i Đorđević", "", "Ђ", "Mira A. B. Đorđević", "Mira, A. Đorđević", "Mira „Ana Anić“ Đorđević",
        "Mira\u00ad radi", "M. Mira",
    ],
)  # fmt: skip
def test_what_is_another_name_stays(text):
    assert without(text, [MIRA], sign="#") == text


def test_who_is_named_today_stays_though_a_former_name_is_like_theirs():
    assert without("Mira Đorđević", [name_of("Mira Đorđević Kostić")], [MIRA], sign="#") == "Mira Đorđević"
    assert without("Mira Đorđević Kostić", [name_of("Mira Đorđević Kostić")], [MIRA], sign="#") == "#"


def test_a_name_of_one_word_hides_nothing():
    assert without("Mira i Mira Đorđević", [name_of("Mira")], sign="#") == "Mira i Mira Đorđević"


@given(st.text(max_size=40), st.text(max_size=40))
def test_around_a_mention_the_text_stays(before, after):
    text = f"{before} | Mira Đorđević | {after}"
    assert without(text, [name_of("Nikola Tesla")], sign="#") == text
    assert " # " in without(text, [MIRA], sign="#")


@pytest.mark.parametrize("name", ["Mira Đorđević", "Ljubica Džamić", "Njegoš Šćepanović"])
def test_a_mention_is_found_in_both_scripts(name):
    assert without(to_cyrillic(name), [name_of(name)], sign="#") == "#" == without(name, [name_of(to_cyrillic(name))], sign="#")
