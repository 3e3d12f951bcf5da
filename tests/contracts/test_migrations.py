"""The migrations lead to the models, and back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, update

from ledportal.extensions import db
from ledportal.offices.confirming import confirm
from ledportal.offices.directory_models import Change, DirectoryState
from ledportal.offices.models import Confirmation, ConfirmedBy, Listing, Office
from ledportal.search.models import is_described, is_index
from tests.directory.entries import PUBLIC, publish
from tests.factories import NOW, full_content, make_moderator, office


@pytest.fixture
def empty(context):
    """The application on a database that knows nothing."""
    downgrade(revision="base")
    return context


def tables() -> set[str]:
    return {each for each in inspect(db.engine).get_table_names() if not is_index(each)} - {"alembic_version"}


def test_the_head_equals_the_models(context):
    with db.engine.connect() as connection:
        migration = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_described})
        assert compare_metadata(migration, db.metadata) == []


def test_each_migration_goes_down_and_up_again(empty):
    assert tables() == set()
    upgrade()
    assert tables() == set(db.metadata.tables)


def test_the_last_migration_alone_goes_down_and_up_again(context):
    downgrade(revision="-1")
    upgrade()
    assert tables() == set(db.metadata.tables)


def test_an_update_by_the_documented_commands_keeps_the_directory_and_the_confirmations(context):
    publish(confirmed=PUBLIC)
    db.session.commit()
    confirmed = select(Confirmation.section, Confirmation.confirmed_at, Confirmation.via).order_by(Confirmation.section)
    shown = select(Listing.slug, Listing.content, Listing.sections, Listing.due_on, Listing.confirmed_at)
    before = [db.session.execute(query).all() for query in (confirmed, shown)]
    db.session.rollback()
    downgrade(revision="0001")
    for command in (["db", "upgrade"], ["municipalities", "load"]):
        assert context.test_cli_runner().invoke(args=command).exit_code == 0
    assert [db.session.execute(query).all() for query in (confirmed, shown)] == before


def test_an_update_writes_anew_the_entries_that_may_name_somebody_who_left(context):
    for slug in ("becej", "becej", "ada", "ub"):
        publish(slug)
    office("ada").status = "closed"
    db.session.commit()
    stale = update(Listing).values(content={**full_content(), "office": {"about": "stale"}})
    db.session.execute(stale)
    db.session.commit()
    downgrade(revision="0004")
    for command in (["db", "upgrade"], ["municipalities", "load"]):
        assert context.test_cli_runner().invoke(args=command).exit_code == 0
    found = db.session.scalars(select(Listing)).all()
    assert {each.slug: each.content["office"]["about"] == "stale" for each in found} == {"becej": False, "ada": False, "ub": True}
    assert next(each.content["contact"]["head"] for each in found if each.slug == "ada") == ""


def test_an_update_tells_in_the_journal_what_was_published_and_confirmed(context):
    """Approvals, and the last confirmation of a day in Belgrade; what was confirmed with a submission is told by its approval."""
    by = make_moderator()
    first, second = publish("becej", confirmed=PUBLIC, by=by), publish("becej", confirmed=PUBLIC, at=NOW + timedelta(days=2), by=by)
    other = publish("ada", at=NOW + timedelta(days=1), by=by)
    late = NOW.replace(hour=22, minute=30) + timedelta(days=3)
    times = late, late + timedelta(hours=2), late + timedelta(days=2)
    for at in (*times, late + timedelta(hours=1)):
        said = {"revision": second.id, "via": ConfirmedBy.PAGE, "by": second.created_by}
        confirm(office("becej"), ["contact", "office"], **said, at=at)
    db.session.commit()
    wanted = [
        ("published", first.id, NOW), ("published", other.id, NOW + timedelta(days=1)), ("updated", second.id, NOW + timedelta(days=2)),
        *(("confirmed", second.id, at) for at in times),
    ]  # fmt: skip
    ids = {slug: office(slug).id for slug in ("becej", "ada", "ub")}
    db.session.rollback()
    downgrade(revision="0002")
    upgrade()
    rows = db.session.scalars(select(Change).order_by(Change.version)).all()
    assert [row.version for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [(row.kind, row.revision_id, row.at) for row in rows] == wanted
    assert [db.session.get_one(Office, ids[slug]).changed_in for slug in ("becej", "ada", "ub")] == [6, 2, 1]
    state = db.session.scalars(select(DirectoryState)).one()
    assert (state.version, state.changed_at) == (6, wanted[-1][2])
