"""The version of the directory and the public journal: what raises it, what it says, and that nobody waits for anybody because of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ledportal.accounts.models import User
from ledportal.administration import actions as administration
from ledportal.extensions import db
from ledportal.municipalities import loading
from ledportal.municipalities.models import District, Municipality
from ledportal.offices import actions, change_queries, changes, confirming, listing
from ledportal.offices.changes import directory_version
from ledportal.offices.directory_models import Change, ChangeKind, DirectoryState
from ledportal.offices.models import ConfirmedBy, Listing, Office, OfficeStatus
from ledportal.offices.period_actions import change_periods
from ledportal.offices.periods import DEFAULT
from ledportal.offices.profile import BY_KEY
from tests.directory.entries import PUBLIC, publish
from tests.factories import NOW, make_administrator, make_moderator, office

LATER = NOW + timedelta(days=1)
SLUGS = ("ada", "becej", "bor", "senta", "ub")
PERIODS = replace(DEFAULT, months=dict.fromkeys(DEFAULT.months, 60))


@pytest.fixture
def staff(context):
    found = make_moderator()
    make_administrator()
    db.session.commit()
    return found


def journal():
    """Return what the journal says, without what the test made first."""
    query = select(Change.version, Change.kind, Office.slug, Change.revision_id).join(Change.office).order_by(Change.version)
    return [tuple(row) for row in db.session.execute(query)]


def versions():
    """Return in which version each office changed last, those that changed at all."""
    query = select(Office.slug, Office.changed_in).where(Office.changed_in > 1)
    return {row.slug: row.changed_in for row in db.session.execute(query)}


def published(staff, *slugs):
    found = {slug: publish(slug, by=staff, confirmed=PUBLIC).id for slug in slugs}
    db.session.commit()
    return found


def confirm(slug="becej", sections=PUBLIC, via=ConfirmedBy.PAGE):
    place = office(slug)
    return confirming.confirm(place, sections, revision=place.published_revision_id, via=via, by=place.members[0], at=LATER)


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


def test_each_of_several_changes_of_a_transaction_has_its_version(staff):
    first = directory_version()
    published(staff, "ada", "bor")
    assert [row[:3] for row in journal()] == [(first + 1, "published", "ada"), (first + 2, "published", "bor")]
    assert [versions()[slug] for slug in ("ada", "bor")] == [first + 2, first + 2]


def test_nobody_waits_for_a_version_that_is_not_being_committed(app, staff, backend):
    """What two offices change meets for the moment of the commit only; SQLite has one writer anyway."""
    published(staff, "ada", "bor")

    def confirm_bor():
        with app.app_context():
            confirm("bor")
            db.session.commit()
            return directory_version()

    first = directory_version()
    if backend.name == "sqlite":
        db.session.commit()
        assert confirm_bor() == first + 1
        return
    confirm("ada")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(confirm_bor).result(60) == first + 1
    db.session.commit()
    assert [row[1:3] for row in journal()[2:]] == [("confirmed", "bor"), ("confirmed", "ada")]


def test_many_who_change_the_directory_at_once_all_get_through(app, staff):
    """Confirmations, new periods, all listings anew, a status and an import cross one another; each leaves its version."""
    published(staff, *SLUGS)
    by, first = staff.id, directory_version()
    db.session.commit()

    def alone(action):
        with app.app_context():
            action(db.session.get_one(User, by))
            db.session.commit()

    def status(place):
        return lambda user: administration.change_status(place(), OfficeStatus.EXISTS, None, version=place().version, by=user, at=LATER)

    def two_places(user):
        for slug in ("ub", "ada"):
            place = office(slug).municipality
            administration.change_municipality(place, {"active": False}, version=place.version, by=user, at=LATER)

    calls = [lambda _user, slug=slug: confirm(slug) for slug in SLUGS for _ in range(4)]
    calls += [lambda user: change_periods(PERIODS, version=0, by=user, at=LATER), lambda _user: listing.rebuild(), two_places]
    calls.insert(5, status(lambda: office("zrenjanin")))
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(alone, call) for call in calls]:
            done.result(120)
    db.session.rollback()
    told = journal()[len(SLUGS) :]
    assert sorted(row[1] for row in told) == ["confirmed"] * 20 + ["register"] * 2 + ["status"]
    assert [row[0] for row in journal()] == sorted({row[0] for row in journal()})
    assert directory_version() == first + len(told) + 1


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


def test_approvals_and_listings_written_anew_do_not_wait_for_each_other_in_a_circle(app, staff):
    """Their entries have words in common, old and new ones, which the search keeps for all offices together."""
    published(staff, *SLUGS)
    by, rounds = staff.id, range(2)

    def approve(slug, number):
        with app.app_context():
            words = [f"reč{number}{letter}" for letter in "abcdefgh"]
            named = {"about": " ".join(words if slug in {"ada", "ub"} else words[::-1])}
            publish(slug, by=db.session.get_one(User, by), at=LATER, office=named)
            db.session.commit()

    def rebuild():
        with app.app_context():
            listing.rebuild()

    db.session.commit()
    with ThreadPoolExecutor(6) as pool:
        for number in rounds:
            running = [pool.submit(approve, slug, number) for slug in SLUGS] + [pool.submit(rebuild)]
            for each in running:
                each.result(120)
    db.session.rollback()
    assert [row[1] for row in journal()].count("updated") == len(SLUGS) * len(rounds)
