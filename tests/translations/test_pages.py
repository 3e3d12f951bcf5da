"""Each version of a page in its own words, and each mail in its receiver's, whatever the page that causes it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.outbox.models import OutboxMessage
from ledportal.script import sort_key
from tests.factories import make_user
from tests.people import make_world


def address(locale):
    return f"{locale.lower()}@example.org"


@pytest.fixture
def world(app, translated):
    return make_world(translated, lambda: {locale: make_user(locale=locale, email=address(locale)) for locale in SUBJECTS})


SUBJECTS = {"sr_Latn": "Izbor nove lozinke", "sr_Cyrl": "Избор нове лозинке", "en": "Choose a new password"}
GREETINGS = {"sr_Latn": "Poštovani/poštovana Petar", "sr_Cyrl": "Поштовани/поштована Петар", "en": "Dear Petar"}


@pytest.mark.parametrize("prefix", ["", "/cir", "/en"])
@pytest.mark.parametrize("locale", SUBJECTS)
def test_a_mail_is_in_its_receivers_language(world, prefix, locale):
    world.browser().send(f"{prefix}/nalog/zaboravljena-lozinka/", {"email": address(locale)})
    mail = world.ask(lambda: db.session.scalars(select(OutboxMessage)).one())
    assert (mail.subject, mail.locale) == (SUBJECTS[locale], locale)
    assert GREETINGS[locale] in mail.body_text and GREETINGS[locale] in mail.body_html
    assert f'lang="{locale.replace("_", "-")}"' in mail.body_html


@pytest.mark.parametrize(
    ("prefix", "lang", "title", "error"),
    [
        ("", "sr-Latn", "Greška: Prijava – Registar kancelarija za LER", "Unesite adresu e-pošte"),
        ("/cir", "sr-Cyrl", "Грешка: Пријава – Регистар канцеларија за ЛЕР", "Унесите адресу е-поште"),
        ("/en", "en", "Error: Sign in – Register of LED offices", "Enter an email address"),
    ],
)
def test_a_page_and_its_errors_are_in_the_readers_language(world, prefix, lang, title, error):
    page = world.browser().send(f"{prefix}/nalog/prijava/", {"email": "", "password": ""}).page
    assert page.xpath("string(/html/@lang)") == lang
    assert " ".join(page.xpath("string(//title)").split()) == title
    assert error in page.xpath("//*[@class='govuk-error-summary__list' or contains(@class, 'govuk-error-summary__list')]//a/text()")


@pytest.mark.parametrize(("prefix", "second"), [("", "Aleksinac"), ("/cir", "Алексинац"), ("/en", "Aleksinac")])
def test_municipalities_are_in_the_order_of_the_alphabet_in_each_version(world, prefix, second):
    options = [
        text.partition(" – ")[0]
        for text in world.browser("en").get(f"{prefix}/moja-kancelarija/preuzimanje/").page.xpath("//option[@value != '']/text()")
    ]
    assert len(options) == world.ask(lambda: len(db.session.scalars(select(Municipality).where(Municipality.active)).all()))
    assert second in options[:5]
    assert options == sorted(options, key=sort_key)
