"""The situations of offices are followed office by office, and are those that a process finds that has just started."""

from __future__ import annotations

from datetime import timedelta

from ledportal import clock
from ledportal.extensions import db
from ledportal.offices import following
from ledportal.offices.changes import all_changed, directory_version
from ledportal.statistics import queries, situations
from tests.directory.entries import publish
from tests.factories import make_moderator, office
from tests.people import counted_queries

NOW = clock.now()


def changes():
    """Yield what happens to the register one thing after the other."""
    staff = make_moderator()
    yield lambda: publish("becej", by=staff, at=NOW - timedelta(days=400))
    yield lambda: publish("ada", by=staff, at=NOW)
    yield lambda: publish("becej", by=staff, confirmed=("office", "contact"), at=NOW)
    yield lambda: setattr(office("becej"), "status", "closed")
    yield lambda: setattr(office("cacak"), "status", "exists")
    yield lambda: setattr(office("ada").municipality, "active", False)
    yield lambda: setattr(office("becej"), "status", "exists")
    yield lambda: setattr(office("ada").municipality, "active", True)
    yield lambda: all_changed(at=NOW)


def test_what_is_followed_is_what_a_new_process_reads(context):
    found = [situations.situations()]
    for change in changes():
        change()
        db.session.commit()
        followed = situations.situations()
        kept = context.extensions.pop(following.KEY)
        assert situations.situations() == followed
        context.extensions[following.KEY] = kept
        found.append(followed)
    assert len({str(each) for each in found}) >= 7


def test_only_what_changed_is_read(context):
    situations.situations()
    before = directory_version()
    publish("becej", by=make_moderator(), at=NOW)
    db.session.commit()
    assert [code for _, code, _ in queries.situations(since=before)] == [office("becej").municipality.district_code]
    with counted_queries() as statements:
        situations.situations()
    assert len([each for each in statements if "changed_in >" in each]) == 1
