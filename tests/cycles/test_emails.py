"""The invitations as their receivers read them. ``KEEP=1 pytest`` writes their wording anew."""

from __future__ import annotations

import os
import re
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ledportal.cycles import queries
from ledportal.cycles.emails import invitation
from ledportal.cycles.recipients import Registry
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.outbox.emails import render
from tests.cycles.rounds import NOW, PAST, mails, make_cycle, make_register, open_cycle, state_of
from tests.factories import make_user, office
from tests.outbox.mails import deliver
from tests.outbox.smtp import smtp_server
from tests.people import shared_world

KEPT = Path(__file__).parent / "emails"
WISHES = ("confirm", "fill_in", "register")
LOCALES = ("sr_Latn", "sr_Cyrl", "en")


@pytest.fixture
def world(app):
    def make():
        made = make_register()
        return made | {"cycle": open_cycle(make_cycle(by=made["staff"]), by=made["staff"])}

    return shared_world(app, make)


def mail(wish, locale, *, again=False, text_en="Please look."):
    staff = make_user()
    cycle = make_cycle(by=staff, name_en="Mapping 2026", text_en=text_en)
    to = make_user(name="Mira Đorđević", email="mira@example.org", locale=locale)
    link = ConfirmationLink(id=1, purpose="cycle", office_id=1, due_on=cycle.ends_on) if wish == "confirm" else None
    return render(
        invitation(cycle, office(), Registry(office().municipality, locale) if wish == "register" else to, link=link, again=again)
    )


def steady(text):
    """Return a mail's text without what differs each day."""
    text = re.sub(r"(?<=/)[\w.-]{40,}(?=/)", "TOKEN", text)
    return re.sub(r"(Last day for an answer: |answer by ).*?(?= –|\n)", r"\1DAY", text)


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("again", [False, True])
def test_the_wording_of_an_invitation(context, monkeypatch, wish, again):
    monkeypatch.setitem(context.config, "BASE_URL", "https://registar.example.org")
    rendered = mail(wish, "en", again=again)
    text = steady(f"{rendered.subject}\n\n{rendered.text}")
    path = KEPT / f"{wish}{'_again' if again else ''}.txt"
    if os.environ.get("KEEP"):
        path.write_text(text)
    assert text == path.read_text()


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("locale", LOCALES)
def test_what_staff_wrote_stands_in_it_in_the_readers_script_and_as_text(context, wish, locale):
    rendered = mail(wish, locale)
    words = {"sr_Latn": "proverite <podatke>", "sr_Cyrl": "проверите", "en": "Please look."}
    assert words[locale] in rendered.text and "<podatke>" not in rendered.html
    assert {"sr_Latn": "", "sr_Cyrl": "/cir", "en": "/en"}[locale] + "/odjava/" in rendered.text


def test_without_an_english_text_the_serbian_one_says_what_it_is(context):
    assert '<div style="white-space:pre-line" lang="sr-Latn">Molimo' in mail("fill_in", "en", text_en="").html


def links(message):
    return [urlsplit(each) for each in re.findall(r"https?://\S+", message.body_text)]


def test_the_link_confirms_at_the_press_of_its_button_and_by_no_look(world):
    (message,) = world.ask(lambda: [each for each in mails() if each.office_slug == "becej"])
    (path,) = [each.path for each in links(message) if each.path.startswith("/potvrda/")]
    visitor = world.browser()
    for method in ("GET", "HEAD", "GET"):
        assert visitor.open(path, method=method).status_code == 200
    assert world.ask(lambda: state_of(queries.open_cycle(), "becej")) == "invited"
    assert visitor.submit(path).status_code == 303
    assert world.ask(lambda: state_of(queries.open_cycle(), "becej")) == "confirmed"


def test_a_link_holds_until_the_last_day_of_a_long_cycle(context):
    made = make_register()
    far = NOW.date().replace(year=NOW.year + 2, day=1)
    cycle = open_cycle(make_cycle(by=made["staff"], ends_on=far), by=made["staff"])
    (link,) = [each.link for answer in queries.answers(cycle) for each in answer.links]
    assert link.expires_at.date() >= far > PAST.date()


def test_the_registry_office_is_led_to_an_account_and_then_to_its_own_municipality(world):
    (message,) = world.ask(lambda: [each for each in mails() if each.office_slug == "ada"])
    (register,) = [each for each in links(message) if each.path == "/nalog/registracija/"]
    page = world.browser().get(f"{register.path}?{register.query}").page
    assert page.xpath("//input[@name='next']/@value") == ["/moja-kancelarija/preuzimanje/?opstina=ada"]


def test_invitations_arrive(world):
    with smtp_server(world.app) as smtp:
        assert deliver(world.app, NOW)[1:] == (0, 0)
        found = [message_from_bytes(each.content, policy=default) for each in smtp.received]
    becej = next(each for each in found if "/potvrda/" in each.get_body(("plain",)).get_content())
    assert re.fullmatch(r"Please answer by \d+\. \w+ \d{4}\. – Mapiranje 2026, Bečej", becej["Subject"])
    assert "/odjava/" in becej["List-Unsubscribe"]
    assert "proverite <podatke>" in becej.get_body(("plain",)).get_content()
