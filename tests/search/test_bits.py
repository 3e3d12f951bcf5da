"""Sets of positions as integers are sets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledportal.search import bits

SIZE = 6_000
SETS = st.one_of(
    st.sets(st.integers(0, SIZE - 1), max_size=50), st.integers(1, 3).map(lambda step: set(range(0, SIZE, step))), st.just(set())
)


@given(SETS)
def test_a_set_comes_back_as_it_went(some):
    found = bits.of([*some, -1], SIZE)
    assert list(bits.positions(found)) == sorted(some)
    assert found.bit_count() == len(some)
    assert [place for place, flag in enumerate(bits.flags(found, SIZE)) if flag] == sorted(some)


@given(st.lists(st.tuples(SETS), max_size=4), st.integers(0, 100), st.integers(0, 9000))
def test_a_part_of_sets_in_a_line_is_that_of_their_list(groups, start, more):
    line = [place for (some,) in groups for place in sorted(some)]
    assert bits.part([bits.of(some, SIZE) for (some,) in groups], start, start + more) == line[start : start + more]


@given(SETS, SETS)
def test_a_union_is_one(one, other):
    assert bits.union([bits.of(one, SIZE)], [bits.of(other, SIZE)]) == bits.of(one | other, SIZE)


def test_nothing_is_there_of_no_size():
    assert (bits.of([], 0), list(bits.positions(0)), bits.flags(0, 3)) == (0, [], b"\x00\x00\x00")
