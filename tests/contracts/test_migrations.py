"""The migrations lead to the models, and back."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from ledportal.extensions import db


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
