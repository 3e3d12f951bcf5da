"""A world that tests share is for each of them as it was made."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from ledportal.extensions import db
from ledportal.offices.changes import directory_version
from ledportal.offices.models import Office, Revision
from tests.directory.entries import publish
from tests.factories import office
from tests.people import shared_world

MADE = []


def make():
    MADE.append(db.engine.dialect.name)
    return {"office": publish("becej").office}


def state():
    return directory_version(), db.session.scalar(select(func.count()).select_from(Revision)), office("ada").status


@pytest.mark.every_database
def test_what_a_test_changes_is_undone_for_the_next(app, backend):
    world = shared_world(app, make)
    before = world.ask(state)
    with app.app_context():
        office("ada").status = "closed"
        last = publish("ada").id
        db.session.commit()
    assert world.ask(state) != before
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
        backend.reset()
    again = shared_world(app, make)
    assert (again.ids, again.ask(state)) == (world.ids, before)
    assert MADE.count(backend.name) == 1
    with app.app_context():
        assert db.session.get_one(Office, again["office"]).slug == "becej"
        assert publish("ada").id == last


def test_a_world_that_depends_on_more_than_its_module_is_not_shared(app):
    slug = "becej"
    with pytest.raises(AssertionError, match="more than its module"):
        shared_world(app, lambda: {"office": office(slug)})
