"""Texts of the mails that staff change: placeholders, versions, preview, reset."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.freshness import texts
from ledportal.freshness.models import MailText
from tests.factories import make_moderator, make_user
from tests.freshness.entries import DUE, mails, noon, publish, run
from tests.people import World, at_once, make_world, shared_world

ALL = "/moderacija/podsetnici/tekstovi/"
LATIN, CYRILLIC, ENGLISH = (f"{ALL}reminder_1/{version}/" for version in ("latinica", "cirilica", "engleski"))
TYPED = {"subject": "Potvrdite podatke: {opština}", "body": "Rok je {rok}.\n\nHvala, <b>CenTriR</b> {{ 7*7 }}."}


@pytest.fixture
def world(app) -> World:
    def make():
        publish()
        make_user(email="ler.becej@example.org", name="Ana", locale="sr_Cyrl")
        return {"staff": make_moderator()}

    return shared_world(app, make)


def save(world, url=LATIN, **typed):
    return world.browser("staff").submit(url, {**TYPED, **typed})


def remind(world):
    world.ask(lambda: run(noon(DUE)))
    (mail,) = world.ask(mails)
    return mail


def test_a_changed_text_is_what_the_mail_says_and_cyrillic_follows_it(world):
    typed = {**TYPED, "body": TYPED["body"].replace(" {{ 7*7 }}", "")}
    assert save(world, **typed).status_code == 303
    mail = remind(world)
    assert mail.subject == "Потврдите податке: Бечеј"
    assert "Рок је 10. јула 2026." in mail.body_text
    assert "&lt;b&gt;CenTriR&lt;/b&gt;" in mail.body_html


def test_a_cyrillic_text_of_its_own_wins(world):
    save(world, body="Latinica")
    save(world, CYRILLIC, subject="Наслов: {ОПШТИНА}", body="Само ћирилица, до {рок}")
    mail = remind(world)
    assert (mail.subject, "Само ћирилица, до 10. јула 2026." in mail.body_text) == ("Наслов: Бечеј", True)


@pytest.mark.parametrize("typed", ["{grad}", "{opština} {", "}", "{}", "{opština.__class__}", "{{ 7*7 }}", "{% raw %}"])
@pytest.mark.parametrize("field", ["subject", "body"])
def test_what_is_no_placeholder_is_refused_beside_the_field_with_everything_kept(world, field, typed):
    answer = save(world, **{"body": "Tekst", field: f"Poštovani {typed}"})
    assert answer.status_code == 422 and "We do not know" in answer.text and "{opština}, {rok}" in answer.text
    kept = answer.page.xpath("string(//*[@id='body'])") if field == "body" else answer.page.xpath("//*[@id='subject']/@value")[0]
    assert kept.strip() == f"Poštovani {typed}"


@pytest.mark.parametrize("typed", [{"subject": " "}, {"body": ""}, {"subject": "x" * 151}, {"body": "x" * 2001}])
def test_an_empty_or_a_long_text_is_refused(world, typed):
    assert save(world, **{"body": "Tekst", **typed}).status_code == 422


def test_two_who_save_at_once_do_not_overwrite_each_other(world):
    browsers = [world.browser("staff") for _ in range(2)]
    data = {**TYPED, "body": "Tekst", "version": "0"}
    assert at_once(*(lambda each=each: each.send(LATIN, data) for each in browsers)) == [303, 409]


def test_each_text_is_changed_on_its_own_and_once_more(world):
    for url, body in ((LATIN, "Prvi"), (LATIN.replace("reminder_1", "reminder_2"), "Drugi"), (ENGLISH, "First"), (LATIN, "Prvi, ponovo")):
        assert save(world, url, body=body).status_code == 303
    columns = (MailText.name, MailText.locale, MailText.body, MailText.version)
    assert world.ask(lambda: db.session.execute(select(*columns).order_by(MailText.id)).all()) == [
        ("reminder_1", "sr_Latn", "Prvi, ponovo", 2),
        ("reminder_2", "sr_Latn", "Drugi", 1),
        ("reminder_1", "en", "First", 1),
    ]


def test_a_stale_save_shows_both_and_keeps_what_was_typed(world):
    stale = {**TYPED, "body": "Moj tekst", "version": "0"}
    save(world, body="Tuđi tekst")
    answer = world.browser("staff").send(LATIN, stale)
    assert answer.status_code == 409 and "Tuđi tekst" in answer.text
    assert answer.page.xpath("string(//textarea[@id='body'])").strip() == "Moj tekst"
    assert answer.page.xpath("//input[@name='version']/@value") == ["1"]


def test_a_session_that_ended_keeps_what_was_typed(world):
    answer = world.browser("staff").post(LATIN, data={**TYPED, "version": "0"})
    assert answer.status_code == 400 and "Rok je {rok}" in answer.text


def test_back_to_the_written_text(world):
    save(world, body="Tekst")
    assert world.browser("staff").submit(LATIN, button="verb=reset").status_code == 303
    assert world.ask(lambda: db.session.scalars(select(MailText)).all()) == []
    verbs = world.ask(
        lambda: list(db.session.scalars(select(AuditEvent.verb).where(AuditEvent.verb.startswith("text.")).order_by(AuditEvent.id)))
    )
    assert verbs == ["text.changed", "text.reset"]
    assert world.browser("staff").send(LATIN, {"verb": "reset", "version": "1"}).status_code == 409


@pytest.mark.parametrize("name", texts.TEXTS)
@pytest.mark.parametrize("version", ["latinica", "cirilica", "engleski"])
def test_each_text_can_be_seen_as_a_mail_and_as_text(world, name, version):
    browser = world.browser("staff")
    url = f"{ALL}{name}/{version}/mejl/"
    html, plain = browser.get(url), browser.get(f"{url}?oblik=tekst")
    place = "Бечеј" if version == "cirilica" else "Bečej"
    assert place in html.text and place in plain.text and "{" not in plain.text
    assert "frame-ancestors 'self'" in html.headers["Content-Security-Policy"] and plain.mimetype == "text/plain"


def test_a_try_shows_what_was_typed_and_saves_nothing(world):
    browser = world.browser("staff")
    shown = browser.send(f"{LATIN}mejl/", {"subject": "Probni naslov", "body": "Probni uvod", "oblik": "tekst"})
    assert shown.text.startswith("Probni naslov") and "Probni uvod" in shown.text
    wrong = browser.send(f"{LATIN}mejl/", {"subject": "{grad}", "body": "x"})
    assert wrong.status_code == 422 and "We do not know" in wrong.text
    assert world.ask(lambda: db.session.scalars(select(MailText)).all()) == []


@pytest.mark.parametrize("page", ["", "/cir", "/en"])
def test_a_sample_speaks_its_own_language_and_says_what_is_due_today(world, page):
    browser = world.browser("staff")
    cyrillic = browser.send(f"{page}{CYRILLIC}mejl/", {"subject": "x", "body": "Рок је {rok}", "oblik": "tekst"})
    assert re.search(r"Рок је \d+\. [а-яј]+ \d{4}\.", cyrillic.text)
    assert re.search(r"To be confirmed: \w", browser.get(f"{page}{LATIN}mejl/?oblik=tekst").text)


def test_without_a_published_entry_there_is_nothing_to_show(app):
    browser = make_world(app, lambda: {"staff": make_moderator()}).browser("staff")
    assert "No office has a published entry yet" in browser.get(f"{LATIN}mejl/").text


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_values_are_filled_in_as_they_are(before, after, value):
    values = dict.fromkeys(texts.PLACEHOLDERS, value)
    if not texts.unknown(before + after) and not after.startswith("."):
        assert texts.fill(f"{before}{{rok}}{after}", values) == texts.fill(before, values) + value + texts.fill(after, values)


def test_the_point_of_a_date_ends_the_sentence_too():
    assert texts.fill("Rok je {rok}. Hvala {opština}.", {"rok": "10. jula 2026.", "opština": "Ada"}) == "Rok je 10. jula 2026. Hvala Ada."


def test_every_placeholder_of_the_written_texts_is_known(context):
    for name in texts.TEXTS:
        for locale in ("sr_Latn", "sr_Cyrl", "en"):
            text = texts.written(name, locale)
            assert texts.unknown(text.subject + text.body) == []
