"""What an address asks for, and the address that asks for it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from ledportal.search.criteria import (
    BY_NAME,
    CONFIRMED_WITHIN,
    FACETS,
    ORDER,
    Criteria,
    Invalid,
    from_args,
    from_pairs,
    reference_codes,
    to_args,
)


def asked(*pairs, names="page"):
    return from_args(MultiDict(pairs), names)


def errors(*pairs, names="page"):
    with pytest.raises(Invalid) as raised:
        asked(*pairs, names=names)
    return raised.value


def test_a_page_is_asked_in_serbian_and_the_api_in_english():
    wanted = Criteria("becej", {"district": ("juznobacki",), "sector": ("food", "ict")}, Decimal("2.5"), 6, "name")
    page = [("q", "becej"), ("okrug", "juznobacki"), ("sektor", "food"), ("sektor", "ict"), ("povrsina", "2.5"), ("potvrdjeno", "6"),
            ("poredak", "name")]  # fmt: skip
    api = [("q", "becej"), ("district", "juznobacki"), ("sector", "food"), ("sector", "ict"), ("least_area", "2.5"),
           ("confirmed_within", "6"), ("order", "name")]  # fmt: skip
    assert (asked(*page), to_args(wanted)) == (wanted, page)
    assert (asked(*api, names="api"), to_args(wanted, "api")) == (wanted, api)


def test_all_facets_have_the_parameters_that_were_agreed():
    assert {each.name: each.parameter for each in FACETS} == {
        "district": "okrug", "region": "region", "form": "oblik", "certificate": "sertifikat", "sector": "sektor", "free_site": "lokacija",
        "language": "jezik", "service": "usluga",
    }  # fmt: skip


def test_what_is_empty_and_what_is_not_ours_is_left_alone():
    assert asked(("q", "  "), ("okrug", ""), ("strana", "2"), ("utm_source", "x"), ("district", "unknown")) == Criteria()


def test_a_text_is_one_line():
    assert asked(("q", " stara \n pazova\x00\t ")).text == "stara pazova"


def test_a_text_of_a_hundred_characters_is_taken_and_a_longer_one_is_not():
    assert asked(("q", "a" * 100)).text == "a" * 100
    found = errors(("q", "a" * 101), ("oblik", "office"))
    assert found.errors == {"q": "Shorten your search to 100 characters or fewer"}
    assert found.criteria == Criteria("a" * 100, {"form": ("office",)})


@pytest.mark.parametrize("name", [each.name for each in FACETS])
def test_an_unknown_value_is_named_by_its_parameter(name):
    assert errors((BY_NAME[name].parameter, "nonsense")).errors == {BY_NAME[name].parameter: "Choose from the options"}
    assert errors((name, "nonsense"), names="api").errors == {name: "Choose from the options"}


@pytest.mark.parametrize("typed", ["0", "-1", "x", "1e3", "2,555", "9999999", "٣"])
def test_what_is_no_area_is_refused(typed):
    assert set(errors(("povrsina", typed)).errors) == {"povrsina"}


@pytest.mark.parametrize(("typed", "area"), [("2,5", "2.5"), ("10", "10"), ("0.25", "0.25"), ("1000", "1000")])
def test_an_area_is_typed_with_a_comma_or_a_point(typed, area):
    criteria = asked(("povrsina", typed))
    assert (criteria.least_area, to_args(criteria)) == (Decimal(area), [("povrsina", area)])


@pytest.mark.parametrize("pair", [("potvrdjeno", "2"), ("poredak", "size")])
def test_one_of_few_must_be_one_of_them(pair):
    assert errors(pair).errors == {pair[0]: "Choose one of the options"}


def test_all_errors_are_told_at_once():
    assert set(errors(("okrug", "nowhere"), ("povrsina", "big"), ("poredak", "x")).errors) == {"okrug", "povrsina", "poredak"}


def test_values_stand_once_and_in_the_order_of_the_declaration():
    assert asked(("sektor", "ict"), ("sektor", "food"), ("sektor", "ict")).chosen == {"sector": ("food", "ict")}


def test_more_values_than_there_can_be_are_refused():
    assert set(errors(*[("sektor", "ict")] * 41).errors) == {"sektor"}


def test_a_filter_is_added_and_removed():
    criteria = Criteria("x", {"sector": ("food",)}, Decimal(2), 3, "changed")
    assert criteria.with_("sector", "ict").chosen == {"sector": ("food", "ict")}
    assert criteria.with_("form", "office").without("sector", "food") == Criteria("x", {"form": ("office",)}, Decimal(2), 3, "changed")
    assert criteria.with_("confirmed_within", "12").confirmed_within == 12
    bare = criteria.without("text").without("sector").without("least_area").without("confirmed_within").without("order")
    assert bare == Criteria()
    assert criteria.narrowed == [("sector", "food"), ("least_area", "2"), ("confirmed_within", "3")]


def test_a_filter_that_does_not_exist_cannot_be_added():
    with pytest.raises(Invalid):
        Criteria().with_("sector", "nonsense")


def test_the_order_is_the_one_that_fits_unless_another_is_asked_for():
    orders = [Criteria(), Criteria("x"), Criteria("x", order="name"), Criteria(order="relevance"), Criteria(order="changed")]
    assert [each.ordered_by for each in orders] == ["name", "relevance", "name", "name", "changed"]


def test_districts_and_regions_are_those_of_the_reference_data(context):
    from ledportal.extensions import db
    from ledportal.municipalities.models import District, Region

    assert set(reference_codes("district")) == set(db.session.scalars(db.select(District.slug)))
    assert set(reference_codes("region")) == set(db.session.scalars(db.select(Region.code)))


def any_of(options):
    return st.lists(st.sampled_from(sorted(options)), max_size=3)


PAIRS = st.one_of(
    *(any_of(facet.options or reference_codes(facet.name)).map(lambda some, name=facet.name: [(name, each) for each in some])
      for facet in FACETS),
    *(st.sampled_from(sorted(facet.options)).map(lambda value, name=facet.name: [(name, value)]) for facet in (CONFIRMED_WITHIN, ORDER)),
    st.text(max_size=100).map(lambda text: [("text", text)]),
    st.decimals(min_value="0.01", max_value=99999, places=2).map(lambda area: [("least_area", str(area))]),
)  # fmt: skip


@given(st.lists(PAIRS, max_size=6), st.sampled_from(["page", "api"]))
def test_an_address_says_all_that_was_asked_for(pairs, names):
    criteria = from_pairs([pair for some in pairs for pair in some])
    args = to_args(criteria, names)
    assert from_args(MultiDict(args), names) == criteria
    assert to_args(from_args(MultiDict(args), names), names) == args
