"""Finding investment sites by words: those of the site, of its place and of its office, as the directory understands them."""

from __future__ import annotations

from datetime import date

import pytest

from ledportal.extensions import db
from ledportal.offices.models import Listing
from ledportal.search.criteria import from_pairs
from ledportal.search.site_criteria import SITES
from ledportal.search.sites import find_sites
from tests.directory.entries import publish
from tests.factories import office

TODAY = date(2026, 11, 25)


def site(key, name, kind, *utilities, status="free", parcel=""):
    return {"id": key, "name": name, "type": kind, "area": "10", "free": "", "ownership": "private", "status": status, "parcel": parcel,
            "utilities": list(utilities), "photos": []}  # fmt: skip


BECEJ = [
    site("b1", "Radna zona Istok", "industrial_zone", "gas", "road", parcel="15204/7 KO Bečej"),
    site("b2", "Stara ciglana", "brownfield", status="reserved"),
]
CACAK = [site("c1", "Zona Preljina", "industrial_zone", "rail"), site("c2", "Hala Sloboda", "business_premises", "gas")]
UB = [site("u1", "Зона код Бечеја", "greenfield")]


@pytest.fixture
def three(context):
    publish("becej", sites={"sites": BECEJ}, environment={"sectors": ["food"]}, contact={"head": "Đurđica Čavić"})
    publish("cacak", sites={"sites": CACAK}, environment={"sectors": ["metal"]})
    publish("ub", sites={"sites": UB}, environment={"sectors": ["food"]})
    db.session.commit()


def release(slug, *sites):
    """Publish the sites of an office, for every transaction."""
    publish(slug, sites={"sites": [*sites]})
    db.session.commit()


def found(text, *pairs):
    return find_sites(from_pairs([("text", text), *pairs], SITES), today=TODAY)


def names(text, *pairs):
    """Return the ids of the sites that are found, in their order."""
    result = found(text, *pairs)
    rows = [db.session.get_one(Listing, office).content["sites"]["sites"][place]["id"] for office, place in result.page()]
    assert result.total == len(rows)
    return rows


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ["b1", "b2", "c1", "c2", "u1"]),
        ("Preljina", ["c1"]),
        ("прељини", ["c1"]),
        ("preljna", ["c1"]),
        ("prelj", ["c1"]),
        ("ciglani", ["b2"]),
        ("15204/7", ["b1"]),
        ("zone", ["b1", "c1", "u1"]),
        ("čačak", ["c1", "c2"]),
        ("u Čačku", ["c1", "c2"]),
        ("ЧАЧАК хала", ["c2"]),
        ("cacak gas", ["c2"]),
        ("gas", ["b1", "c2"]),
        ("pruga", []),
        ("Rail siding", ["c1"]),
        ("gas road", ["b1"]),
        ("grinfild", ["u1"]),
        ("parcela čačak", ["c1", "c2"]),
        ("đurđica", ["b1", "b2"]),
        ("hrana", ["b1", "b2", "u1"]),
        ("hrana zona", ["b1", "u1"]),
        ("opština", ["b1", "b2", "u1"]),
        ("južnobački okrug", ["b1", "b2"]),
        ("slobodno čačak", ["c1", "c2"]),
        ("slobodno bečej", ["b1", "u1"]),
        ("slobodno južnobački", ["b1"]),
    ],
)
def test_sites_are_found_by_their_words_and_those_of_their_office(three, text, wanted):
    assert sorted(names(text)) == wanted


def test_what_else_an_entry_says_is_not_about_its_sites(three):
    publish("cacak", sites={"sites": CACAK}, office={"about": "Blizu nas je Ovčarska banja."})
    assert names("ovčarska") == []


def test_those_in_the_place_of_that_name_come_before_those_that_mention_it(three):
    release("ada", site("a1", "Plac kod Bečeja", "greenfield"))
    assert names("bečej") == ["b1", "b2", "a1", "u1"]
    assert names("bečej", ("order", "name")) == ["a1", "b1", "b2", "u1"]
    assert names("zona bečej") == ["b1", "u1"]


def test_an_order_that_is_chosen_holds_for_words_too(three):
    release("ub", {**UB[0], "area": "30"})
    assert names("zona", ("order", "area")) == ["u1", "b1", "c1"]


def test_words_and_filters_narrow_together_and_are_counted_together(three):
    assert names("hrana", ("status", "free")) == ["b1", "u1"]
    assert names("zona", ("sector", "food"), ("utility", "gas")) == ["b1"]
    counts = found("zona", ("sector", "food")).counts
    assert (counts["type"], counts["sector"]) == ({"industrial_zone": 1, "greenfield": 1}, {"food": 2, "metal": 1})
    assert counts["district"] == {"juznobacki": 1, "kolubarski": 1}


def test_how_words_were_understood_is_told(three):
    assert found("preljna").meant == {"preljna": "Preljina"}
    assert found("cacak nepostojeceg").left_out == ["nepostojeceg"]
    assert (names("cacak ciglana"), found("cacak ciglana").left_out) == (["c1", "c2"], ["ciglana"])
    assert (names("bečej gas ciglana"), found("bečej gas ciglana").left_out) == (["b1", "b2", "u1"], ["gas", "ciglana"])
    assert (names("hrana rail"), found("hrana rail").left_out) == ([], [])


def test_a_word_that_only_others_around_a_place_have_is_left_out(three):
    release("titel", site("t1", "Pristan na Tisi", "brownfield"))
    assert (names("bečej pristan"), found("bečej pristan").left_out) == (["b1", "b2", "u1"], ["pristan"])
    assert names("titel pristan") == ["t1"]


def test_a_place_is_found_by_its_name_in_one_word(three):
    release("novi-sad", site("n1", "Hala Podbara", "business_premises"))
    assert (names("NoviSad"), names("NoviSad hala"), names("novi sad podbara")) == (["n1"], ["n1"], ["n1"])


def test_words_follow_what_is_published_and_taken_away(three):
    """Where no site has the word any more, it is taken for "slobodno", which all have."""
    assert names("sloboda") == ["c2"]
    release("cacak", *CACAK[:1])
    assert names("sloboda") == ["b1", "c1", "u1"]
    release("ub", *UB, site("u2", "Slobodin put", "greenfield"))
    assert names("sloboda") == ["u2"]
    office("ub").municipality.active = False
    db.session.commit()
    assert names("sloboda") == ["b1", "c1"]
