"""All listings are written anew while the register runs: batch by batch, and what is confirmed meanwhile stays confirmed."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, event, select, text
from sqlalchemy.orm import Session

from ledportal import clock
from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.offices import actions, confirming, listing
from ledportal.offices.models import ConfirmedBy, Listing
from ledportal.offices.period_actions import change_periods
from ledportal.offices.periods import DEFAULT
from ledportal.offices.standing import due, from_values
from ledportal.search.models import SearchDocument, SearchWord
from tests.factories import full_content, make_member, make_moderator, office
from tests.offices.profiles import published

pytestmark = pytest.mark.every_database

NOW = clock.now()
EARLIER = NOW - timedelta(days=300)
SLUGS = ("ada", "becej", "bor", "senta", "ub")
EVERY = tuple(DEFAULT.months)


@pytest.fixture
def entries(app):
    """Five entries, all of them confirmed long ago."""
    with app.app_context():
        staff = make_moderator()
        for slug in SLUGS:
            published({"head": make_member(office(slug)), "staff": staff}, confirmed=EVERY, at=EARLIER, slug=slug)
        db.session.commit()


def confirm(slug):
    place = office(slug)
    what = {"revision": place.published_revision_id, "via": ConfirmedBy.PAGE, "by": place.members[0], "at": NOW}
    assert confirming.confirm(place, EVERY, **what) == list(EVERY)


def rebuild(app):
    with app.app_context():
        return listing.rebuild()


def confirmed(app):
    """Return the day on which each entry says that its contact was confirmed."""
    with app.app_context():
        return {each.slug: each.sections["contact"]["confirmed"] for each in db.session.scalars(select(Listing))}


def until_somebody_waits(backend):
    """Let another transaction come to a lock that this one holds; on SQLite it waits from its beginning."""
    deadline = time.monotonic() + 60
    while backend.name == "postgresql" and not db.session.scalar(text("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def submitted(**sections):
    """Hand in a new version of an entry, not yet committed."""
    place = office()
    head = place.members[0]
    draft = actions.start_draft(place, by=head, at=NOW)
    draft.content = full_content(**sections)
    actions.submit(draft, version=draft.version, confirmed=(), by=head, at=NOW)
    return draft


LONG_AGO, TODAY = (belgrade_day(each).isoformat() for each in (EARLIER, NOW))


def last_slug():
    return db.session.scalars(select(Listing.slug).order_by(Listing.office_id.desc()).limit(1)).one()


def test_each_batch_is_committed_so_that_nobody_waits_for_all(app, entries, monkeypatch):
    monkeypatch.setattr(listing, "REBUILT", 50)
    batches = []

    def in_between():
        with app.app_context():
            confirm(last_slug())
            db.session.commit()

    with app.app_context(), ThreadPoolExecutor(1) as pool:
        last, rebuilding = last_slug(), db.session()

        def note(session):
            if session is rebuilding:
                batches.append(session)
                if len(batches) == 1:
                    pool.submit(in_between).result(60)

        event.listen(Session, "after_commit", note)
        try:
            assert listing.rebuild() == len(SLUGS)
        finally:
            event.remove(Session, "after_commit", note)
    assert len(batches) == 4
    assert confirmed(app) == dict.fromkeys(SLUGS, LONG_AGO) | {last: TODAY}


def test_what_is_on_its_way_when_it_begins_counts(app, entries, backend, monkeypatch):
    """The rebuild waits for a confirmation and for new periods; on SQLite for whoever writes at all."""
    monkeypatch.setattr(listing, "REBUILT", 1000)
    periods = replace(DEFAULT, months=dict.fromkeys(EVERY, 60))
    with ThreadPoolExecutor(1) as pool, app.app_context():
        confirm("becej")
        change_periods(periods, version=0, by=office().members[0], at=NOW)
        running = pool.submit(rebuild, app)
        until_somebody_waits(backend)
        assert not running.done()
        db.session.commit()
        assert running.result(60) == len(SLUGS)
        found = db.session.scalars(select(Listing)).all()
        assert [each.due_on for each in found] == [due(from_values(each.sections), periods) for each in found]
    assert confirmed(app) == dict.fromkeys(SLUGS, LONG_AGO) | {"becej": TODAY}


def test_what_is_missing_is_written_and_nothing_else(app, entries):
    with app.app_context():
        for slug in ("ada", "ub"):
            db.session.delete(db.session.scalars(select(Listing).where(Listing.slug == slug)).one())
        db.session.scalars(select(Listing).where(Listing.slug == "bor")).one().name = "Kakva je bila"
        db.session.commit()
        assert listing.rebuild_missing() == 2
        assert not listing.any_missing()
        assert db.session.scalars(select(Listing.name).where(Listing.slug == "bor")).one() == "Kakva je bila"
    assert confirmed(app) == dict.fromkeys(SLUGS, LONG_AGO)


def test_the_documented_command_and_an_approval_do_not_lock_each_other_out(app, entries, backend):
    """The command writes words, which one transaction does at a time, only of offices that it has locked."""
    with ThreadPoolExecutor(1) as pool, app.app_context():
        for model in (SearchDocument, SearchWord):
            db.session.execute(delete(model))
        db.session.commit()
        staff = make_moderator()
        draft = submitted(office={"about": "Kesten cveta."})
        db.session.flush()
        running = pool.submit(app.test_cli_runner().invoke, args=["municipalities", "load"])
        until_somebody_waits(backend)
        actions.approve(draft, version=draft.version, by=staff, at=NOW)
        db.session.commit()
        assert running.result(60).exit_code == 0
        assert not listing.any_missing()
        assert "kesten" in db.session.get_one(SearchDocument, office().id).words
