"""The sites as sets of bits: what is found is what a plain look at each site finds, also after offices changed theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledportal.search import bits
from ledportal.search.site_facets import Site, SiteFacets

SITES = st.builds(
    Site,
    office=st.integers(1, 6),
    place=st.just(0),
    key=st.just(""),
    free=st.integers(0, 3),
    area=st.integers(1, 3),
    confirmed=st.integers(0, 3),
    words=st.sets(st.sampled_from(["zon", "sever", "severoistok"])).map(lambda found: tuple(sorted(found))),
    traits=st.sets(st.sampled_from(["type:a", "type:b", "utility:gas", "utility:rail"])).map(lambda found: tuple(sorted(found))),
)
HELD = st.lists(st.lists(SITES, max_size=6), min_size=1, max_size=4)
"""What some offices have, one change after another."""


def numbered(sites):
    """Give each site its place among those of its office, and the key of the office."""
    places = dict.fromkeys(range(1, 7), 0)
    for site in sorted(sites, key=lambda each: each.office):
        yield site._replace(place=places[site.office], key=f"{9 - site.office}")
        places[site.office] += 1


def played(changes, then=bool):
    """Return the facets after the changes, and the sites that stand then; ``then`` is done after each."""
    facets, held = SiteFacets(), {}
    for change in changes:
        sites = list(numbered(change))
        offices = {site.office for site in sites}
        facets = facets.replaced(offices, sites)
        then(facets)
        held |= {office: [site for site in sites if site.office == office] for office in offices}
    return facets, [site for some in held.values() for site in some]


def names(facets, found):
    return sorted((facets.offices[position], facets.places[position]) for position in bits.positions(found))


def wanted(sites, fits):
    return sorted((site.office, site.place) for site in sites if fits(site))


@given(HELD, st.integers(0, 3))
def test_each_condition_finds_the_sites_that_meet_it(changes, least):
    facets, sites = played(changes)
    assert names(facets, facets.all) == wanted(sites, bool)
    either = {"type:a", "type:b"}
    assert names(facets, facets.any_of("type", ["a", "b"])) == wanted(sites, lambda site: not either.isdisjoint(site.traits))
    assert names(facets, facets.each_of("utility", ["gas", "rail"])) == wanted(
        sites, lambda site: {"utility:gas", "utility:rail"} <= set(site.traits)
    )
    assert names(facets, facets.with_free(least)) == wanted(sites, lambda site: site.free >= least)
    assert names(facets, facets.confirmed_since(least)) == wanted(sites, lambda site: site.confirmed >= max(least, 1))
    assert names(facets, facets.having(["zon", "sever"])) == wanted(sites, lambda site: {"zon", "sever"} & set(site.words))
    assert names(facets, facets.having(facets.begun("sever"))) == wanted(sites, lambda site: {"sever", "severoistok"} & set(site.words))


@given(HELD, st.sets(st.integers(1, 8)), st.sampled_from([0, 2_000]))
def test_offices_lead_to_their_sites(changes, chosen, few):
    facets, sites = played(changes)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bits, "FEW", few)
        found = facets.of_offices(chosen)
        assert names(facets, found) == wanted(sites, lambda site: site.office in chosen)


@given(HELD, st.sampled_from(["name", "area", "office"]), st.sampled_from([0, 2_000]))
def test_the_sites_of_a_set_stand_in_their_order(changes, order, few):
    by = {
        "name": lambda site: (site.key, site.place),
        "area": lambda site: (-site.free, -site.area, site.key, site.place),
        "office": lambda site: (site.office, site.place),
    }[order]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bits, "FEW", few)
        facets, sites = played(changes, then=lambda facets: list(facets.line([facets.all], order)))
        assert list(facets.line([facets.all], order)) == [(site.office, site.place) for site in sorted(sites, key=by)]


@given(HELD)
def test_sets_follow_each_other_each_in_its_order(changes):
    facets, sites = played(changes)
    first = facets.any_of("type", ["a"])
    line = sorted(sites, key=lambda site: ("type:a" not in site.traits, site.key, site.place))
    assert list(facets.line([first, facets.all & ~first], "name")) == [(site.office, site.place) for site in line]


def test_an_office_that_lost_its_sites_has_none():
    site = Site(1, 0, "", 1, 1, traits=("type:a",))
    facets = SiteFacets().replaced([1], [site]).replaced([1], [])
    assert (facets.all, facets.any_of("type", ["a"]), list(facets.values("type"))) == (0, 0, [])


def test_many_changes_make_it_worth_reading_anew():
    facets = SiteFacets().replaced([], [Site(office, 0, "", 1, 1) for office in range(1500)])
    assert not facets.is_sparse
    assert facets.replaced(range(1400), []).is_sparse
