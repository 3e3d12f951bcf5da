"""What the list of sites may be asked for, and how that stands in an address."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from ledportal.search.criteria import ANY_KIND, OFFICES, Criteria, Invalid, from_args, reference_codes, to_args
from ledportal.search.site_criteria import FACETS, ORDER, SITES


def subsets(facet):
    known = list(facet.options or reference_codes(facet.name))
    return st.sets(st.sampled_from(known), min_size=1, max_size=4).map(facet.in_order)


CRITERIA = st.builds(
    Criteria,
    text=st.sampled_from(["", "becej", "zona sever"]),
    chosen=st.fixed_dictionaries({}, optional={facet.name: subsets(facet) for facet in FACETS}),
    least_area=st.none() | st.decimals("0.01", 99_999, places=2),
    confirmed_within=st.sampled_from([None, 1, 12]),
    order=st.sampled_from(["", *(ORDER.options or ())]),
    subject=st.just(SITES),
)


def asked(*pairs):
    return from_args(MultiDict(pairs), subject=SITES)


@given(CRITERIA, st.sampled_from(["page", "api"]))
def test_an_address_asks_for_what_it_was_made_of(criteria, names):
    assert from_args(MultiDict(to_args(criteria, names)), names, SITES) == criteria


@given(CRITERIA)
def test_each_filter_can_be_taken_away_alone(criteria):
    for each in criteria.narrowed:
        assert criteria.without(*each).narrowed == [other for other in criteria.narrowed if other != each]
        assert criteria.without(*each).order == criteria.order


def test_values_stand_once_and_in_the_order_of_the_declaration():
    criteria = asked(("oprema", "road"), ("oprema", "gas"), ("oprema", "road"), ("povrsina", " 2,50 "), ("lokacija", ""))
    assert to_args(criteria) == [("oprema", "gas"), ("oprema", "road"), ("povrsina", "2.5")]
    assert criteria.least_area == Decimal("2.5")


def test_the_list_is_asked_for_by_the_names_of_the_directory():
    assert {each.parameter for each in OFFICES.parameters} <= {each.parameter for each in SITES.parameters}


@pytest.mark.parametrize("name", [each.parameter for each in SITES.parameters if each.name not in ("text", "type")])
def test_what_does_not_exist_is_named_and_the_rest_stays(name):
    with pytest.raises(Invalid) as caught:
        asked((name, "nema"), ("lokacija", "greenfield"))
    assert list(caught.value.errors) == [name]
    assert to_args(caught.value.criteria) == [("lokacija", "greenfield")]


def test_more_values_than_anybody_chooses_are_refused():
    with pytest.raises(Invalid):
        asked(*[("oprema", "gas")] * 41)


OFFICE = [("q", "becej"), ("okrug", "juznobacki"), ("sektor", "food"), ("lokacija", "greenfield"), ("povrsina", "2"), ("potvrdjeno", "6")]


def test_what_the_directory_is_asked_for_the_sites_are_asked_for_too_and_back():
    criteria = from_args(MultiDict([*OFFICE, ("poredak", "changed")]))
    sites = criteria.of(SITES)
    assert (sorted(to_args(sites)), sites.chosen["type"]) == (sorted(OFFICE), ("greenfield",))
    assert criteria.with_("free_site", ANY_KIND).of(SITES) == sites, "a site is of one kind"
    assert to_args(sites.with_("status", "free").with_("order", "area").of(OFFICES)) == to_args(criteria.without("order"))
