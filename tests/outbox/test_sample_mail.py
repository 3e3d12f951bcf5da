from __future__ import annotations

from datetime import timedelta

import pytest

from ledportal import clock
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.outbox.emails import Email, enqueue
from tests.factories import NOW, make_user
from tests.outbox.mails import make_mail
from tests.people import make_world

LIST = "/primer/posta/"
LINK = "http://localhost/nalog/lozinka/tajna/"


@pytest.fixture
def demo(app):
    before, app.config["SAMPLE_DATA"] = app.config["SAMPLE_DATA"], True
    yield app
    app.config["SAMPLE_DATA"] = before


@pytest.fixture
def world(demo):
    def make():
        old = make_mail("old", subject="Starija", created_at=NOW - timedelta(days=1))
        evil = make_mail("evil", subject="<b>Novija</b>", body_text=f"<script>alert(1)</script>\n{LINK}\n", to_name="Мира")
        return {"old": old, "evil": evil}

    return make_world(demo, make)


def test_mail_is_listed_the_newest_first(world):
    page = world.browser().get(LIST).page
    assert page.xpath("//tbody//th//text()") == ["<b>Novija</b>", "Starija"]
    assert page.xpath("//div[@class='sample']//a/@href") == [LIST]


def test_a_mails_text_is_shown_as_text_with_links_that_work(world):
    page = world.browser().get(f"{LIST}{world['evil']}/").page
    letter = page.xpath("//div[@class='letter']")[0]
    assert "<script>alert(1)</script>" in letter.xpath("string()")
    assert letter.xpath(".//a/@href") == [LINK]


def test_a_mail_as_sent_can_do_nothing(world):
    answer = world.browser().get(f"{LIST}{world['old']}/html/")
    assert "Poštovana, objavljen je." in answer.text
    assert answer.headers["Content-Security-Policy"] == (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_outside_the_demo_there_is_no_such_page(world):
    paths = [LIST, f"{LIST}{world['old']}/", f"{LIST}{world['old']}/html/"]
    for settings in ({"SAMPLE_DATA": False}, {"SAMPLE_DATA": True, "PRODUCTION": True}):
        before = {name: world.app.config[name] for name in settings}
        world.app.config.update(settings)
        try:
            assert [world.browser().get(path).status_code for path in paths] == [404, 404, 404]
        finally:
            world.app.config.update(before)


@pytest.mark.parametrize("number", ["0", "999", "2147483648", "9223372036854775808", "x", "%00"])
def test_what_is_not_there_is_not_found(world, number):
    assert world.browser().get(f"{LIST}{number}/").status_code == 404
    assert world.browser().get(f"{LIST}{number}/html/").status_code == 404


def test_every_mail_of_ours_is_a_valid_page_in_each_language(demo):
    def make():
        users = {locale: make_user(locale=locale) for locale in ("sr_Latn", "sr_Cyrl", "en")}
        return {locale: enqueue(Email("password_changed", to=user), at=clock.now()) for locale, user in users.items()}

    world = make_world(demo, make)
    for locale in ("sr_Latn", "sr_Cyrl", "en"):
        assert world.browser().get(f"{LIST}{world[locale]}/html/").status_code == 200
    assert world.ask(lambda: db.session.query(User).count()) == 3
