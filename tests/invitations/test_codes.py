"""What a code looks like, and how one is read that somebody typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledportal.invitations.codes import ALPHABET, LENGTH, in_groups, is_right, is_whole, new_code, read
from ledportal.memberships.forms import EXAMPLE

made = st.builds(new_code)
places = st.integers(0, LENGTH - 1)


def test_codes_are_of_characters_that_nobody_takes_for_each_other():
    assert not set("01BHILOPQSWYZ") & set(ALPHABET) and len(set(ALPHABET)) == 23
    assert len({new_code() for _ in range(1000)}) == 1000


@given(made)
def test_a_code_reads_as_it_was_made_however_it_is_typed(code):
    assert is_whole(code) and is_right(code)
    for typed in (code, in_groups(code), f" {in_groups(code).lower()} ", " ".join(code), in_groups(code).replace("-", "–")):
        assert read(typed) == code


@given(made)
def test_cyrillic_letters_that_look_the_same_or_lie_on_the_same_key_are_taken(code):
    alike = code.translate(str.maketrans("AEJKMTCX", "АЕЈКМТСХ"))
    keys = code.translate(str.maketrans("ACDEFGJKMNRTUVX", "АЦДЕФГЈКМНРТУВЏ"))
    assert read(alike) == read(alike.lower()) == read(keys) == read(keys.lower()) == code


@given(made, places, st.sampled_from(ALPHABET))
def test_one_wrong_character_shows(code, place, other):
    wrong = code[:place] + other + code[place + 1 :]
    assert is_right(wrong) == (wrong == code)


@given(made, places, places)
def test_two_characters_that_changed_places_show(code, one, other):
    changed = list(code)
    changed[one], changed[other] = code[other], code[one]
    assert is_right("".join(changed)) == ("".join(changed) == code)


@pytest.mark.parametrize("typed", ["", "KT7M", "KT7M-X2RD-94F", "KT7M-X2RD-94FAA", "KT7M-X2RD-94F0", "١٢٣٤٥٦٧٨٩٠١٢", "😀" * 12, "2" * 5000])
def test_what_is_no_code_is_not_whole(typed):
    assert not is_whole(read(typed))


def test_the_example_on_the_page_is_no_code():
    assert is_whole(read(EXAMPLE)) and not is_right(read(EXAMPLE))
