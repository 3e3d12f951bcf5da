"""Reading the public journal."""

from __future__ import annotations

from ledportal.administration import actions as administration
from ledportal.extensions import db
from ledportal.offices import change_queries
from ledportal.offices.directory_models import ChangeKind
from tests.factories import office
from tests.offices.changing import LATER, confirm, published


def test_the_latest_changes_are_of_the_register(staff):
    published(staff, "ada", "bor", "ub")
    administration.change_municipality(
        office("ub").municipality, {"active": False}, version=office("ub").municipality.version, by=staff, at=LATER
    )
    db.session.commit()
    assert [each.office.slug for each in change_queries.latest_changes()] == ["bor", "ada"]
    assert [each.office.slug for each in change_queries.latest_changes(1)] == ["bor"]
    assert [each.office.slug for each in change_queries.latest_changes(office=office("ada"))] == ["ada"]
    assert [each.office.slug for each in change_queries.latest_changes(district=office("bor").municipality.district)] == ["bor"]
    assert change_queries.latest_changes(kinds=[ChangeKind.CONFIRMED]) == []


def test_who_asks_with_the_last_version_gets_each_change_once(staff):
    published(staff, "ada", "bor")
    confirm("bor")
    place = office("ada").municipality
    administration.change_municipality(place, {"active": False}, version=place.version, by=staff, at=LATER)
    db.session.commit()
    seen, told = 0, []
    while found := change_queries.changes_since(seen, limit=2):
        seen, told = found[-1].version, told + [(each.kind, each.office.slug) for each in found]
    assert told == [("published", "bor"), ("confirmed", "bor"), ("register", "ada")]
    later = change_queries.changes_since(time=LATER, limit=10)
    assert [(each.kind, each.office.slug) for each in later] == [("confirmed", "bor"), ("register", "ada")]
