from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledportal.typesetting.spines import Stock, bound, spine

OFFSET = Stock(leaf=100, cover=300)


@pytest.mark.parametrize(("pages", "width"), [(1, 0.7), (2, 0.7), (3, 0.8), (200, 10.6), (201, 10.7)])
def test_the_spine_is_as_wide_as_leaves_and_cover(pages: int, width: float) -> None:
    assert spine(pages, OFFSET) == width


def test_whole_sections_are_bound() -> None:
    folded = Stock(leaf=100, cover=300, section=16)
    assert [bound(pages, folded) for pages in (1, 16, 17, 200)] == [16, 16, 32, 208]
    assert spine(193, folded) == spine(208, OFFSET) == 11.0


@given(st.integers(1, 4000), st.floats(20, 400), st.floats(0, 600), st.sampled_from([2, 4, 8, 16, 32]))
def test_more_pages_never_make_it_narrower(pages: int, leaf: float, cover: float, section: int) -> None:
    stock = Stock(leaf, cover, section)
    assert spine(pages, stock) <= spine(pages + 1, stock)
    assert 0 <= bound(pages, stock) - pages < section
