"""Points are added up for all at once as they would be one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledportal.search import bits
from ledportal.search.ranking import Hits, Sums, summed

SIZE = 40
SETS = st.sets(st.integers(0, SIZE - 1))


@given(st.lists(st.tuples(st.integers(1, 600), SETS), max_size=6), SETS)
def test_the_parts_go_down_in_points(added, within):
    sums = Sums()
    points = dict.fromkeys(range(SIZE), 0)
    for number, some in added:
        sums.add(number, bits.of(some, SIZE))
        points |= {place: points[place] + number for place in some}
    groups = [list(bits.positions(group)) for group in sums.groups(bits.of(within, SIZE))]
    assert [place for group in groups for place in group] == sorted(within, key=lambda place: (-points[place], place))
    assert all(len({points[place] for place in group}) == 1 for group in groups)


@given(SETS, SETS, SETS)
def test_a_word_counts_where_it_counts_most(one, other, third):
    hits = Hits([(26, bits.of(one, SIZE)), (11, bits.of(other, SIZE)), (2, bits.of(third, SIZE))])
    points = {place: 26 if place in one else 11 if place in other else 2 if place in third else 0 for place in range(SIZE)}
    groups = summed([hits]).groups((1 << SIZE) - 1)
    assert [points[next(bits.positions(group))] for group in groups] == sorted(set(points.values()), reverse=True)
    assert set(bits.positions(hits.all)) == one | other | third
    assert set(bits.positions(hits.places)) == one
