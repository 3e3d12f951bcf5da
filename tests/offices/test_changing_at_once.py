"""Nobody waits for anybody because of the directory's version."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from ledportal.accounts.models import User
from ledportal.administration import actions as administration
from ledportal.extensions import db
from ledportal.offices import listing
from ledportal.offices.changes import directory_version
from ledportal.offices.models import OfficeStatus
from ledportal.offices.period_actions import change_periods
from tests.directory.entries import publish
from tests.factories import office
from tests.offices.changing import LATER, PERIODS, SLUGS, confirm, journal, published


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
