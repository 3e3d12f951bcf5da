"""An office has one address in each version; whatever else means it leads there."""

from __future__ import annotations

from itertools import islice
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledportal.offices.addresses import MOST_READINGS, canonical_slug, readings
from ledportal.script import slug
from tests.directory.entries import publish
from tests.people import shared_world


@pytest.fixture
def visitor(app):
    return shared_world(app, lambda: {"revision": publish()}).browser()


@pytest.mark.parametrize("prefix", ["", "/cir", "/en"])
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/kancelarije/Bečej/", "/kancelarije/becej/"),
        ("/kancelarije/BECEJ/", "/kancelarije/becej/"),
        ("/kancelarije/Бечеј/", "/kancelarije/becej/"),
        ("/kancelarije/70327/", "/kancelarije/bor/"),
        ("/kancelarije/Novi Sad/", "/kancelarije/novi-sad/"),
        ("/kancelarije/novi_sad/", "/kancelarije/novi-sad/"),
        ("/kancelarije/arandelovac/", "/kancelarije/arandjelovac/"),
        ("/kancelarije/aranđelovac/", "/kancelarije/arandjelovac/"),
        ("/kancelarije/indija/", "/kancelarije/indjija/"),
        ("/kancelarije/Bečej/?a=b%20c&slug=ub&_external=1", "/kancelarije/becej/?a=b%20c&slug=ub&_external=1"),
    ],
)
def test_other_ways_to_write_an_address_lead_to_the_one_in_the_same_version(visitor, prefix, written, meant):
    answer = visitor.get(prefix + quote(written, safe="/?&=%"))
    assert (answer.status_code, answer.headers["Location"]) == (301, prefix + meant)


@pytest.mark.parametrize("rest", [".json", "/novosti.atom", "/istorija/", "/istorija/1/"])
def test_what_belongs_to_an_office_is_found_by_other_ways_too(visitor, rest):
    answer = visitor.get(f"/cir/kancelarije/Бечеј{rest}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/cir/kancelarije/becej{rest}")
    assert visitor.get(f"/kancelarije/ub{rest}").status_code == (200 if rest == "/novosti.atom" else 404)


def test_a_code_that_no_municipality_has_is_nowhere(visitor):
    assert visitor.get("/kancelarije/99999/").status_code == 404


def test_a_missing_slash_is_added_in_the_same_version(visitor):
    answer = visitor.get("/cir/kancelarije/becej")
    assert (answer.status_code, answer.headers["Location"]) == (308, "http://localhost/cir/kancelarije/becej/")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/en/cir/kancelarije/becej/?q=1", "/cir/kancelarije/becej/?q=1"),
        ("/cir/en/", "/en/"),
        ("/cir/cir/mapa/%D0%B0", "/cir/mapa/%D0%B0"),
    ],
)
def test_of_two_versions_the_last_one_is_meant(visitor, written, meant):
    answer = visitor.get(written)
    assert (answer.status_code, answer.headers["Location"]) == (301, meant)


@pytest.mark.parametrize("text", ["", " ", "d" * 5000, "d" * 100, "nis-medijana", "٣", "%", "²"])
def test_what_means_no_office_of_the_register_means_nothing(context, text):
    assert canonical_slug(text) is None


@given(st.text(alphabet="aeđdčДђ -", max_size=100))
def test_a_name_is_among_the_readings_of_it_without_diacritics(text):
    written = list(islice(readings(text.replace("đ", "d").replace("ђ", "d")), 100))
    assert slug(text) in written or slug(text).count("d") > 5
    assert len(written) <= MOST_READINGS
