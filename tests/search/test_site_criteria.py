"""What the list of sites may be asked for, and how that stands in an address."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from ledportal.search.criteria import reference_codes
from ledportal.search.site_criteria import FACETS, ORDER, InvalidSites, SiteCriteria, from_args, to_args


def subsets(facet):
    known = list(facet.options or reference_codes(facet.name))
    return st.sets(st.sampled_from(known), min_size=1, max_size=4).map(facet.in_order)


CRITERIA = st.builds(
    SiteCriteria,
    st.fixed_dictionaries({}, optional={facet.name: subsets(facet) for facet in FACETS}),
    st.none() | st.decimals("0.01", 99_999, places=2),
    st.sampled_from(["", *(ORDER.options or ())]),
)


@given(CRITERIA)
def test_an_address_asks_for_what_it_was_made_of(criteria):
    assert from_args(MultiDict(to_args(criteria))) == criteria


@given(CRITERIA)
def test_each_filter_can_be_taken_away_alone(criteria):
    for each in criteria.narrowed:
        assert criteria.without(*each).narrowed == [other for other in criteria.narrowed if other != each]
        assert criteria.without(*each).order == criteria.order


def test_values_stand_once_and_in_the_order_of_the_declaration():
    asked = from_args(MultiDict([("oprema", "road"), ("oprema", "gas"), ("oprema", "road"), ("povrsina", " 2,50 "), ("vrsta", "")]))
    assert to_args(asked) == [("oprema", "gas"), ("oprema", "road"), ("povrsina", "2.5")]
    assert asked.least_area == Decimal("2.5")


@pytest.mark.parametrize("name", ["okrug", "vrsta", "status", "vlasnistvo", "oprema", "poredak", "povrsina"])
def test_what_does_not_exist_is_named_and_the_rest_stays(name):
    with pytest.raises(InvalidSites) as caught:
        from_args(MultiDict([(name, "nema"), ("vrsta", "greenfield")]))
    assert list(caught.value.errors) == [name]
    assert to_args(caught.value.criteria) == [("vrsta", "greenfield")]


def test_more_values_than_anybody_chooses_are_refused():
    with pytest.raises(InvalidSites):
        from_args(MultiDict([("oprema", "gas")] * 41))
