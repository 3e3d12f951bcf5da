"""The version of the directory and the public journal: what raises it, and what it says."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from ledportal.accounts.models import User
from ledportal.administration import actions as administration
from ledportal.extensions import db
from ledportal.municipalities import loading
from ledportal.municipalities.models import District, Municipality
from ledportal.offices import actions, changes, listing
from ledportal.offices.changes import directory_version
from ledportal.offices.directory_models import DirectoryState
from ledportal.offices.models import ConfirmedBy, Listing, Office, OfficeStatus
from ledportal.offices.period_actions import change_periods
from ledportal.offices.profile import BY_KEY
from tests.directory.entries import publish
from tests.factories import NOW, office
from tests.offices.changing import LATER, PERIODS, SLUGS, confirm, journal, published, versions


def test_the_register_begins_with_a_version(context):
    state = db.session.scalars(select(DirectoryState)).one()
    assert (state.version, journal(), max(versions().values())) == (directory_version(), [], state.version)


def test_approving_publishes_and_then_updates(staff):
    first = directory_version()
    one, two = publish(by=staff).id, publish(by=staff, at=LATER).id
    db.session.commit()
    assert journal() == [(first + 1, "published", "becej", one), (first + 2, "updated", "becej", two)]
    assert (directory_version(), office().changed_in) == (first + 2, first + 2)
    state = db.session.get_one(DirectoryState, 1)
    assert state.changed_at == LATER


@pytest.mark.parametrize("via", [ConfirmedBy.PAGE, ConfirmedBy.MAIL, ConfirmedBy.PHONE])
def test_a_confirmation_is_one_row_however_many_sections(staff, via):
    revision = published(staff, "becej")["becej"]
    first = directory_version()
    confirm(via=via)
    db.session.commit()
    assert journal()[1:] == [(first + 1, "confirmed", "becej", revision)]
    assert office().changed_in == first + 1


def test_confirming_nothing_changes_nothing(staff):
    published(staff, "becej")
    first = directory_version()
    assert confirm(sections=["learning"]) == []
    db.session.commit()
    assert directory_version() == first


def test_a_status_is_told_of(staff):
    first, closed = directory_version(), office("bor")
    administration.change_status(closed, OfficeStatus.CLOSED, office("becej"), version=closed.version, by=staff, at=NOW)
    db.session.commit()
    assert journal() == [(first + 1, "status", "bor", None)]
    assert closed.changed_in == first + 1 and office("becej").changed_in < first + 1


def test_coming_into_the_register_and_leaving_it_is_told_of(staff):
    first, place = directory_version(), office().municipality
    administration.change_municipality(place, {"active": False, "email_domains": ["becej.rs"]}, version=place.version, by=staff, at=NOW)
    db.session.commit()
    assert journal() == [(first + 1, "register", "becej", None)]
    assert office().changed_in == first + 1


def test_other_periods_change_every_entry_and_no_row_of_the_journal(staff):
    published(staff, *SLUGS)
    rows, first = journal(), directory_version()
    assert change_periods(PERIODS, version=0, by=staff, at=LATER) == len(SLUGS)
    db.session.commit()
    assert (directory_version(), journal()) == (first + 1, rows)
    assert set(db.session.scalars(select(Office.changed_in))) == {first + 1}


def test_a_role_stands_on_the_pages_of_what_somebody_approved(staff):
    first = directory_version()
    administration.change_role(staff, "administrator", version=staff.version, by=db.session.scalars(select(User)).all()[-1], at=NOW)
    db.session.commit()
    assert (directory_version(), journal()) == (first + 1, [])


def test_new_reference_data_changes_the_offices_of_its_places(staff, monkeypatch):
    first, rows = directory_version(), loading.read("municipalities")
    for row in rows:
        if row["name_latin"] == "Bečej":
            row["name_latin"] = "Stari Bečej"
    monkeypatch.setattr(loading, "read", lambda name: rows if name == "municipalities" else real(name))
    loading.load()
    db.session.commit()
    assert directory_version() == first + 1
    assert [slug for slug, version in versions().items() if version == first + 1] == ["becej"]


real = loading.read


def test_loading_what_is_there_already_changes_nothing(staff):
    first = directory_version()
    assert staff and loading.load() == 0
    db.session.commit()
    assert directory_version() == first


def test_listings_that_come_out_otherwise_change_their_offices(staff):
    published(staff, *SLUGS)
    db.session.scalars(select(Listing).where(Listing.slug == "bor")).one().name = "Kakva je bila"
    db.session.commit()
    first = directory_version()
    assert listing.rebuild() == len(SLUGS)
    assert directory_version() == first + 1
    assert [slug for slug, version in versions().items() if version == first + 1] == ["bor"]


def forget_a_name():
    db.session.scalars(select(Listing)).first().name = "Drugo ime"


def forget_a_status():
    office().status = OfficeStatus.NONE


def forget_a_successor():
    office().successor = office("ub")


def forget_a_place():
    office().municipality.name_latin = "Drugo mesto"


def forget_a_district():
    db.session.scalars(select(District)).first().name_en = "Another district"


def forget_many():
    db.session.execute(update(Municipality).where(Municipality.code == office().municipality_code).values(active=False))


def forget_to_delete():
    db.session.delete(db.session.scalars(select(Listing)).one())


FORGOTTEN = (forget_a_name, forget_a_status, forget_a_successor, forget_a_place, forget_a_district, forget_many, forget_to_delete)


@pytest.mark.parametrize("write", FORGOTTEN)
def test_what_nobody_announces_makes_a_version_all_the_same(staff, write):
    published(staff, "becej")
    first = directory_version()
    write()
    db.session.commit()
    assert directory_version() == first + 1
    if write is not forget_many:
        assert office().changed_in == first + 1


def draft():
    made = actions.start_draft(office(), by=office().members[0], at=LATER)
    actions.save_section(
        made, BY_KEY["contact"], made.content["contact"] | {"phone": "+38121691000"}, seen=digest(made), by=made.created_by, at=LATER
    )


def digest(revision):
    return actions.content.digest(revision.content["contact"])


def note_an_end():
    query = update(Listing).values(ends_on=LATER.date())
    db.session.execute(query, execution_options={changes.UNSEEN: True})


@pytest.mark.parametrize("write", [draft, note_an_end])
def test_what_nobody_sees_makes_no_version(staff, write):
    published(staff, "becej")
    first = directory_version()
    write()
    db.session.commit()
    assert directory_version() == first


def test_what_is_taken_back_is_not_told_of(staff):
    published(staff, "becej")
    first, rows = directory_version(), journal()
    confirm()
    db.session.rollback()
    office().version += 1
    db.session.commit()
    assert (directory_version(), journal()) == (first, rows)


def test_what_is_taken_back_to_a_savepoint_is_not_told_of_and_the_rest_is(staff):
    published(staff, "ada", "becej", "bor")
    first, rows = directory_version(), journal()
    confirm("ada")
    savepoint = db.session.begin_nested()
    confirm("becej")
    savepoint.rollback()
    with db.session.begin_nested():
        confirm("bor")
    db.session.commit()
    assert [row[:3] for row in journal()[len(rows) :]] == [(first + 1, "confirmed", "ada"), (first + 2, "confirmed", "bor")]
    assert versions()["becej"] <= first


def test_what_is_only_done_within_a_savepoint_that_is_taken_back_makes_no_version(staff):
    published(staff, "becej")
    first, savepoint = directory_version(), db.session.begin_nested()
    confirm()
    savepoint.rollback()
    db.session.commit()
    assert directory_version() == first


def test_each_of_several_changes_of_a_transaction_has_its_version(staff):
    first = directory_version()
    published(staff, "ada", "bor")
    assert [row[:3] for row in journal()] == [(first + 1, "published", "ada"), (first + 2, "published", "bor")]
    assert [versions()[slug] for slug in ("ada", "bor")] == [first + 2, first + 2]
