"""The migrations lead to the models, and back."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select

from ledportal.extensions import db
from ledportal.offices.models import Confirmation, Listing
from tests.directory.entries import PUBLIC, publish


@pytest.fixture
def empty(context):
    """The application on a database that knows nothing."""
    downgrade(revision="base")
    return context


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_the_head_equals_the_models(context):
    with db.engine.connect() as connection:
        migration = MigrationContext.configure(connection, opts={"compare_type": True})
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
