from __future__ import annotations

import pytest
from sqlalchemy import func, select

from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.offices.models import Office
from tests.factories import make_administrator, make_moderator, office
from tests.people import at_once, make_world

pytestmark = pytest.mark.every_database


@pytest.fixture
def world(app):
    return make_world(app, lambda: {"a": make_moderator(), "b": make_moderator()})


def test_administrators_who_disable_one_another_at_once_leave_one(world):
    for _ in range(5):
        made = make_world(world.app, lambda: {"first": make_administrator(), "second": make_administrator()})
        first, second = made.browser("first"), made.browser("second")
        at_once(
            lambda: first.send(f"/moderacija/korisnici/{made['second']}/", {"verb": "disable", "version": "1"}),  # noqa: B023
            lambda: second.send(f"/moderacija/korisnici/{made['first']}/", {"verb": "disable", "version": "1"}),  # noqa: B023
        )
        pair = User.id.in_((made["first"], made["second"]))
        assert world.ask(lambda: db.session.scalar(select(func.count()).where(pair, User.disabled_at.is_(None)))) == 1  # noqa: B023
        make_world(world.app, lambda: db.session.query(User).where(pair).update({"role": "user"}) and {})  # noqa: B023


def test_two_who_change_an_offices_status_at_once(world):
    browsers = [world.browser(name) for name in ("a", "b")]
    for round_, slug in enumerate(("becej", "ub", "ada"), start=1):
        url = f"/moderacija/kancelarije/{slug}/"
        data = [{"status": status, "successor": "", "version": "1"} for status in ("exists", "none")]
        calls = [lambda each=each, url=url, row=row: each.send(url, row) for each, row in zip(browsers, data, strict=True)]
        assert at_once(*calls) == [303, 409]
        assert world.ask(lambda: db.session.scalar(select(func.count()).where(Office.version == 2))) == round_
    assert world.ask(lambda: office("becej").version) == 2
