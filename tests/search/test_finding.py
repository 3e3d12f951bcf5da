"""Finding offices in either script, without diacritics, best matches first."""

from __future__ import annotations

from datetime import date

import pytest

from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Office
from ledportal.search.criteria import Criteria
from ledportal.search.finding import find
from tests.directory.entries import publish
from tests.factories import office

TODAY = date(2026, 11, 25)


def search(text="", **narrowed):
    """Return the slugs of what is found: the entries, and the municipalities without one."""
    found = find(Criteria(text, {name: (value,) for name, value in narrowed.items()}), today=TODAY)
    slugs = [db.session.get_one(Office, each).slug for each in found.ids]
    assert len(slugs) == found.entries + found.others
    return slugs[: found.entries], slugs[found.entries :]


def entries(text="", **narrowed):
    return search(text, **narrowed)[0]


@pytest.fixture
def three(context):
    publish("becej", office={"name": "Kancelarija za razvoj"}, contact={"head": "Đurđica Čavić"})
    publish("cacak", office={"name": "Odeljenje za privredu"})
    publish("arandjelovac", office={"name": "Služba za ulaganja"})
    db.session.commit()


@pytest.mark.parametrize("text", ["Čačak", "cacak", "ЧАЧАК", "чачак", "Čač", "privredu čačak", "  CACAK  "])
def test_a_place_is_found_in_either_script_and_without_diacritics(three, text):
    assert entries(text) == ["cacak"]


@pytest.mark.parametrize("text", ["Aranđelovac", "Arandjelovac", "Arandelovac", "Аранђеловац"])
def test_a_place_with_dj_is_found_however_it_is_spelled(three, text):
    assert entries(text) == ["arandjelovac"]


@pytest.mark.parametrize("text", ["Ђурђица", "djurdjica cavic", "Durdica"])
def test_a_person_named_in_an_entry_is_found(three, text):
    assert entries(text) == ["becej"]


def test_a_word_matches_at_its_beginning_only(three):
    assert entries("djelovac") == []


def test_every_word_must_be_there(three):
    assert entries("odeljenje ulaganja") == []


def test_a_word_that_nobody_has_is_left_out_beside_a_place(three):
    found = find(Criteria("cacak nepostojeceg"), today=TODAY)
    assert (found.entries, found.left_out) == (1, ["nepostojeceg"])


def test_the_place_of_that_name_comes_before_one_that_mentions_it(three):
    assert entries("bečej") == ["becej", "arandjelovac", "cacak"]


def test_an_office_of_that_name_comes_before_one_that_mentions_it(three):
    publish("ada", office={"about": "Ulaganja su nam važna."})
    assert entries("ulaganja")[:2] == ["arandjelovac", "ada"]


def test_without_a_text_all_entries_stand_in_serbian_order(three):
    publish("cajetina")
    publish("dimitrovgrad")
    assert entries() == ["arandjelovac", "becej", "cacak", "cajetina", "dimitrovgrad"]


@pytest.mark.parametrize("text", ["%", "_", "c_cak", "\\", "'", '"'])
def test_signs_of_the_database_mean_nothing(three, text):
    assert entries(text) == []


def test_a_municipality_without_an_entry_is_found_by_its_name(three):
    assert search("ub") == ([], ["ub"])


def test_a_municipality_that_is_not_in_the_register_is_not_found(three):
    publish("nis-medijana")
    db.session.commit()
    assert search("medijana") == ([], [])
    db.session.get_one(Municipality, office("nis-medijana").municipality_code).active = True
    db.session.commit()
    assert entries("medijana") == ["nis-medijana"]


def test_the_directory_is_narrowed_by_district_and_region(three):
    assert entries(district="moravicki") == ["cacak"]
    assert entries(region="RS21") == ["arandjelovac", "cacak"]
    assert search(district="moravicki", region="RS12") == ([], [])
    assert search(district="moravicki")[1] == ["gornji-milanovac", "ivanjica", "lucani"]
