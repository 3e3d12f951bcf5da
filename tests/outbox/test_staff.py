"""What staff see of mail that did not go out, and what they can do about it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ledportal import clock
from tests.factories import make_moderator
from tests.outbox.mails import deliver, make_mail, row
from tests.outbox.smtp import DEFER
from tests.people import make_world

OUTBOX = "/moderacija/posta/"


@pytest.fixture
def world(app):
    return make_world(app, lambda: {"staff": make_moderator(), "mail": make_mail()})


def test_a_permanent_failure_is_shown_and_sent_again_by_a_button(world, smtp):
    app, staff = world.app, world.browser("staff")
    smtp.answers["mira@example.org"] = told = "550 5.7.1 Looks like spam"
    assert deliver(app, clock.now()) == (0, 0, 1)
    assert "Failed" in " ".join(staff.get(OUTBOX).page.xpath("string(//tbody/tr)").split())
    url = f"{OUTBOX}{world['mail']}/"
    assert told in staff.get(url).page.xpath("string(//main)")
    smtp.answers.clear()
    assert staff.submit(url).status_code == 303
    assert deliver(app, clock.now()) == (1, 0, 0)
    assert row(app).state == "sent" and len(smtp.received) == 1
    assert staff.get(url).page.xpath("//main//form") == []


def test_a_mail_sent_again_after_the_last_try_has_all_its_tries_anew(world, smtp):
    app, at = world.app, clock.now()
    smtp.answers["mira@example.org"] = DEFER
    while deliver(app, at)[1]:
        at = row(app).next_attempt_at
    assert world.browser("staff").submit(f"{OUTBOX}{world['mail']}/").status_code == 303
    again = clock.now()
    assert deliver(app, again) == (0, 1, 0)
    assert row(app).next_attempt_at == again + timedelta(minutes=1)
