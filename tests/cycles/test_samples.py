"""Before a cycle opens, staff see what the municipalities will get: as it is saved, and as it is typed."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from ledportal.cycles.models import Cycle
from ledportal.extensions import db
from ledportal.outbox.models import OutboxMessage
from tests.cycles.rounds import make_cycle, make_register
from tests.factories import make_moderator
from tests.people import make_world, shared_world

CYCLES = "/moderacija/ciklusi/"
TRY = f"{CYCLES}poziv/"
TYPED = {
    "name": "Probno mapiranje", "name_en": "Trial mapping", "starts_on": "10.1.2027.", "ends_on": "10.2.2027.", "text": "Javite nam se.",
    "text_en": "Please answer.", "oblik": "tekst",
}  # fmt: skip
ASKS = {"confirm": "Confirm it here", "fill_in": "no published profile yet", "register": "make an account"}
"""What each kind of mail says and no other."""
VERSIONS = {
    "latinica": ("Bečej", "Javite nam se.", ""),
    "cirilica": ("Бечеј", "Јавите нам се.", "/cir"),
    "engleski": ("Bečej", "Please answer.", "/en"),
}


@pytest.fixture
def world(app):
    def make():
        made = make_register()
        return {
            "staff": made["staff"],
            "head": made["head"],
            "cycle": make_cycle(by=made["staff"], text="Javite nam se.", text_en="Please answer."),
        }

    return shared_world(app, make)


def stored(world) -> tuple[int, int]:
    count = select(func.count()).select_from
    return world.ask(lambda: (db.session.scalar(count(Cycle)), db.session.scalar(count(OutboxMessage))))


@pytest.mark.parametrize("wish", ASKS)
@pytest.mark.parametrize("version", VERSIONS)
def test_each_mail_can_be_seen_in_each_version_as_saved_and_as_typed(world, wish, version):
    browser = world.browser("staff")
    place, text, prefix = VERSIONS[version]
    which = {"wish": wish, "shown_in": version}
    saved = browser.get(f"{CYCLES}{world['cycle']}/poziv/", query_string={**which, "oblik": "tekst"})
    typed = browser.send(TRY, {**TYPED, **which})
    for answer in (saved, typed):
        assert (answer.status_code, answer.mimetype) == (200, "text/plain")
        assert place in answer.text and text in answer.text and f"{prefix}/odjava/primer/" in answer.text
        assert [each for each, says in ASKS.items() if says in answer.text] == [wish]
    assert {"cirilica": "Пробно мапирање", "engleski": "Trial mapping"}.get(version, "Probno mapiranje") in typed.text.splitlines()[0]


def test_a_mail_is_shown_in_a_frame_without_scripts_and_only_in_ours(world):
    browser = world.browser("staff")
    mail = browser.get(f"{CYCLES}{world['cycle']}/poziv/")
    assert mail.mimetype == "text/html" and "Javite nam se." in mail.text
    policy = mail.headers["Content-Security-Policy"]
    assert "sandbox" in policy and "default-src 'none'" in policy and "frame-ancestors 'self'" in policy
    for page in (f"{CYCLES}{world['cycle']}/", f"{CYCLES}{world['cycle']}/izmena/", f"{CYCLES}novi/"):
        shown = browser.get(page)
        assert "frame-src 'self'" in shown.headers["Content-Security-Policy"] and shown.page.xpath("//iframe[@name='sample']")
        assert {each.get("formtarget") for each in shown.page.xpath("//button[@name='oblik']")} == {"sample"}


def test_a_try_stores_nothing_and_its_link_confirms_nothing(world):
    browser, before = world.browser("staff"), stored(world)
    mail = browser.send(TRY, TYPED)
    assert stored(world) == before
    (path,) = set(re.findall(r"/potvrda/[\w.-]+/", mail.text))
    assert world.browser().get(path).status_code == 404
    assert world.browser().get("/odjava/primer/").status_code == 404


def test_what_cannot_be_saved_cannot_be_tried(world):
    answer = world.browser("staff").send(TRY, {**TYPED, "ends_on": "10.1.2026."})
    assert answer.status_code == 422 and "The last day lies before the first one" in answer.text


def test_a_strange_choice_shows_the_usual_mail(world):
    answer = world.browser("staff").send(TRY, {**TYPED, "wish": "x", "shown_in": "y"})
    assert ASKS["confirm"] in answer.text and "Javite nam se." in answer.text


def test_where_nothing_is_public_yet_another_office_stands_for_all(app):
    browser = make_world(app, lambda: {"staff": make_moderator()}).browser("staff")
    assert "Municipality: Ada" in browser.send(TRY, TYPED).text


def test_the_frame_of_a_new_cycle_says_what_will_stand_there(world):
    browser = world.browser("staff")
    (source,) = browser.get(f"{CYCLES}novi/").page.xpath("//iframe/@src")
    assert source == TRY and "the mail appears here" in browser.get(source).text


def test_members_see_no_sample(world):
    assert world.browser("head").get(f"{CYCLES}{world['cycle']}/poziv/").status_code in {403, 404}
