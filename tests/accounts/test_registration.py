from __future__ import annotations

import pytest
from sqlalchemy import select

from ledportal.accounts.models import User
from ledportal.extensions import db
from tests.accounts.steps import (
    NEW_PASSWORD,
    PASSWORD,
    ask,
    everything,
    flow,
    is_signed_in,
    link,
    mails,
    person,
    sign_in,
    told,
    verbs,
)

REGISTER = "/nalog/registracija/"
CHECK_MAIL = (303, "/nalog/posta/")
MIRA = {"name": "Mira Đorđević", "email": "Mira@Becej.rs", "new_password": PASSWORD, "locale": "sr_Cyrl"}


@pytest.fixture
def known(app):
    with app.app_context():
        person(email="mira@becej.rs", name="Prava Mira")
        db.session.commit()


def user(app, email="mira@becej.rs"):
    return ask(app, lambda: db.session.scalar(select(User).where(User.email == email)))


def confirm(app, client, password=PASSWORD):
    return client.submit(link(app), {"password": password})


def test_somebody_registers_confirms_and_is_signed_in(app, client):
    assert flow(client.submit(REGISTER, MIRA)) == CHECK_MAIL
    assert (user(app).name, user(app).locale, user(app).is_confirmed) == ("Mira Đorđević", "sr_Cyrl", False)
    assert told(app) == [("confirm_email", "mira@becej.rs")]
    assert link(app).startswith("/cir/nalog/potvrda/")
    assert flow(confirm(app, client)) == (303, "/cir/moja-kancelarija/")
    assert user(app).is_confirmed and is_signed_in(client)
    assert verbs(app) == ["user.registered", "user.confirmed"]


def test_the_language_is_that_of_the_page(client):
    for prefix, locale in {"": "sr_Latn", "/cir": "sr_Cyrl", "/en": "en"}.items():
        assert client.get(f"{prefix}{REGISTER}").page.xpath("//select[@name='locale']/option[@selected]/@value") == [locale]


def test_a_known_address_gets_the_same_answer_and_its_owner_a_mail(app, client, known):
    before = user(app).password_hash
    answer = client.submit(REGISTER, MIRA | {"new_password": NEW_PASSWORD})
    other = client.submit(REGISTER, MIRA | {"email": "nova@becej.rs"})
    assert flow(answer) == flow(other) == CHECK_MAIL
    assert answer.data == other.data
    assert told(app) == [("already_registered", "mira@becej.rs"), ("confirm_email", "nova@becej.rs")]
    assert (user(app).password_hash, user(app).name) == (before, "Prava Mira")


def test_registering_again_before_confirming_starts_anew(app, client):
    hijacker = app.test_client()
    hijacker.submit(REGISTER, MIRA | {"name": "Otimač"})
    first = link(app)
    assert flow(sign_in(hijacker, "mira@becej.rs"))[0] == 303
    client.submit(REGISTER, MIRA | {"new_password": NEW_PASSWORD})
    assert not is_signed_in(hijacker)
    assert client.get(first).status_code == 410
    assert sign_in(hijacker, "mira@becej.rs").status_code == 422
    assert flow(confirm(app, client, NEW_PASSWORD))[0] == 303
    assert user(app).name == "Mira Đorđević"


def test_who_follows_the_link_without_knowing_the_password_confirms_nothing(app, client):
    client.submit(REGISTER, MIRA)
    answer = confirm(app, client, NEW_PASSWORD)
    assert answer.status_code == 422
    assert not user(app).is_confirmed and not is_signed_in(client)


def test_the_link_is_used_once(app, client):
    client.submit(REGISTER, MIRA)
    path = link(app)
    confirm(app, client)
    assert client.get(path).status_code == 410
    assert client.send(path, {"password": PASSWORD}).status_code == 410


def test_who_follows_a_used_link_is_led_on_and_not_asked_to_sign_in_a_second_time(app, client):
    client.submit(REGISTER, MIRA)
    path = link(app)
    confirm(app, client)
    ways = "//main//a/@href"
    assert client.get(path).page.xpath(ways) == ["/cir/moja-kancelarija/", "/cir/nalog/"]
    assert app.test_client().get(path).page.xpath(ways) == ["/cir/nalog/prijava/", "/cir/nalog/zaboravljena-lozinka/"]


def test_opening_the_link_changes_nothing(app, client):
    client.submit(REGISTER, MIRA)
    before = everything(app)
    assert [client.open(link(app), method=method).status_code for method in ("GET", "HEAD", "GET")] == [200, 200, 200]
    assert everything(app) == before


def test_an_unconfirmed_person_may_sign_in_and_sees_how_to_go_on(app, client):
    client.submit(REGISTER, MIRA)
    assert flow(sign_in(client, "mira@becej.rs"))[0] == 303
    assert flow(client.get("/moja-kancelarija/preuzimanje/")) == (303, "/nalog/potvrda/")
    first = link(app)
    assert flow(client.submit("/nalog/potvrda/")) == (303, "/nalog/potvrda/")
    assert told(app) == [("confirm_email", "mira@becej.rs")] * 2
    assert client.get(first).status_code == 410
    assert flow(confirm(app, client))[0] == 303


def test_the_way_back_is_kept_until_the_address_is_confirmed(app, client):
    client.submit(f"{REGISTER}?next=/moja-kancelarija/poziv/abc/", MIRA)
    assert flow(confirm(app, client)) == (303, "/moja-kancelarija/poziv/abc/")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"email": "mira"}, "email"),
        ({"email": "đoka@becej.rs"}, "email"),
        ({"email": f"{'x' * 300}@becej.rs"}, "email"),
        ({"new_password": "kratka"}, "new_password"),
        ({"new_password": "kancelarija2026"}, "new_password"),
        ({"new_password": "MiraDjordjevic"}, "new_password"),
        ({"new_password": "dobra lozinka " * 20}, "new_password"),
        ({"locale": "de"}, "locale"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(app, client, typed, field):
    answer = client.submit(REGISTER, MIRA | typed)
    assert answer.status_code == 422
    assert answer.page.xpath("//*[contains(@class,'govuk-error-message')]/@id") == [f"{field}-error"]
    if field != "name":
        assert answer.page.xpath("string(//input[@name='name']/@value)") == MIRA["name"]
    assert user(app) is None and mails(app) == []


@pytest.mark.parametrize("name", ["Mira\r\nBcc: sve@example.org", "Mira\nSubject: x", "Mira\u2028X", "Mira\x85X"])
def test_a_name_stays_one_line(app, client, name):
    client.submit(REGISTER, MIRA | {"name": name})
    assert user(app).name == " ".join(name.replace("\x85", "").split())
    assert mails(app)[0].to_name.isprintable() and mails(app)[0].subject.isprintable()


def test_mails_to_one_address_are_bounded(app, client):
    answers = [client.submit(REGISTER, MIRA).status_code for _ in range(6)]
    assert answers == [303] * 5 + [429]
    assert len(mails(app)) == 5
