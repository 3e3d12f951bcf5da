from __future__ import annotations

import pytest
from sqlalchemy import select

from ledportal.accounts.models import OneTimeToken, User
from ledportal.extensions import db
from tests.accounts.steps import (
    NEW_PASSWORD,
    PASSWORD,
    ask,
    everything,
    flow,
    is_signed_in,
    link,
    person,
    sign_in,
    told,
    verbs,
)
from tests.client import form_values

EMAIL = "mira@becej.rs"
FORGOTTEN = "/nalog/zaboravljena-lozinka/"
SAVED = (303, "/nalog/")
SETTINGS = ("", "podaci/", "adresa/", "lozinka/", "sesije/", "drugi-faktor/", "brisanje/", "izvoz.json")


@pytest.fixture
def mira(app, client):
    with app.app_context():
        person(email=EMAIL)
        db.session.commit()
    sign_in(client, EMAIL)
    return client


@pytest.fixture
def elsewhere(app, mira):
    other = app.test_client()
    sign_in(other, EMAIL)
    return other


def user(app, email=EMAIL):
    return ask(app, lambda: db.session.scalar(select(User).where(User.email == email)))


@pytest.mark.parametrize("prefix", ["", "/cir", "/en"])
@pytest.mark.parametrize("page", SETTINGS)
def test_the_pages_open_and_change_nothing(app, mira, page, prefix):
    before = everything(app)
    assert mira.get(f"{prefix}/nalog/{page}").status_code == 200
    assert everything(app) == before


@pytest.mark.parametrize("page", SETTINGS)
def test_a_visitor_signs_in_first_and_comes_back(client, page):
    assert flow(client.get(f"/en/nalog/{page}")) == (303, f"/en/nalog/prijava/?next=/en/nalog/{page}")


def test_name_and_language_are_changed(app, mira):
    assert flow(mira.submit("/nalog/podaci/", {"name": " Mira  Ilić ", "locale": "en"})) == SAVED
    assert (user(app).name, user(app).locale) == ("Mira Ilić", "en")
    mira.submit("/nalog/podaci/")
    assert verbs(app) == ["user.details_changed"]


def test_of_two_windows_the_later_one_is_shown_both(app, mira, elsewhere):
    old = form_values(elsewhere.get("/nalog/podaci/").page.xpath("//main//form")[0])
    mira.submit("/nalog/podaci/", {"name": "Mira Ilić"})
    response = elsewhere.post("/nalog/podaci/", data=old | {"name": "Mira Marić"})
    assert response.status_code == 409 and user(app).name == "Mira Ilić"
    assert "Mira Ilić" in response.page.xpath("string(//main)")
    again = form_values(response.page.xpath("//main//form")[0])
    assert again["name"] == "Mira Marić"
    assert elsewhere.post("/nalog/podaci/", data=again).status_code == 303
    assert user(app).name == "Mira Marić"


@pytest.mark.parametrize("seen", ["", "0", "x", "9" * 30])
def test_details_name_the_version_that_was_seen(app, mira, seen):
    assert mira.submit("/nalog/podaci/", {"name": "Neko Drugi", "version": seen}).status_code == 409
    assert user(app).name != "Neko Drugi"


def test_the_password_is_changed_and_other_sessions_end(app, mira, elsewhere):
    assert flow(mira.submit("/nalog/lozinka/", {"password": PASSWORD, "new_password": NEW_PASSWORD})) == SAVED
    assert (is_signed_in(mira), is_signed_in(elsewhere)) == (True, False)
    assert told(app) == [("password_changed", EMAIL)] and verbs(app) == ["user.password_changed"]
    assert [sign_in(elsewhere, EMAIL, each).status_code for each in (PASSWORD, NEW_PASSWORD)] == [422, 303]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"password": "pogrešna lozinka", "new_password": NEW_PASSWORD}, "password"),
        ({"password": PASSWORD, "new_password": "kratka"}, "new_password"),
        ({"password": PASSWORD, "new_password": "petar petrovic 12"}, "new_password"),
        ({"password": "", "new_password": NEW_PASSWORD}, "password"),
    ],
)
def test_a_password_that_will_not_do_is_refused(app, mira, typed, field):
    before = user(app).password_hash
    answer = mira.submit("/nalog/lozinka/", typed)
    assert answer.status_code == 422
    assert answer.page.xpath("//*[contains(@class,'govuk-error-message')]/@id") == [f"{field}-error"]
    assert user(app).password_hash == before


def test_guessing_the_password_in_a_stolen_session_is_throttled(mira):
    form = {"password": "pogrešna lozinka", "new_password": NEW_PASSWORD}
    assert [mira.send("/nalog/lozinka/", form).status_code for _ in range(11)] == [422] * 10 + [429]


def test_a_forgotten_password_is_replaced(app, client, mira, elsewhere):
    assert flow(app.test_client().submit(FORGOTTEN, {"email": "MIRA@becej.rs"})) == (303, "/nalog/posta/")
    visitor = app.test_client()
    assert flow(visitor.submit(link(app), {"new_password": NEW_PASSWORD})) == (303, "/nalog/prijava/")
    assert not any(is_signed_in(each) for each in (mira, elsewhere, visitor))
    assert sign_in(visitor, EMAIL, NEW_PASSWORD).status_code == 303
    assert told(app) == [("reset_password", EMAIL), ("password_changed", EMAIL)]
    assert verbs(app) == ["user.reset_asked", "user.password_reset"]


def test_a_reset_confirms_the_address(app, client):
    with app.app_context():
        person(email=EMAIL, confirmed=False)
        db.session.commit()
    client.submit(FORGOTTEN, {"email": EMAIL})
    client.submit(link(app), {"new_password": NEW_PASSWORD})
    assert user(app).is_confirmed


def test_an_unknown_address_gets_the_same_answer(app, mira):
    visitor = app.test_client()
    answers = [visitor.submit(FORGOTTEN, {"email": each}) for each in (EMAIL, "nobody@becej.rs")]
    assert flow(answers[0]) == flow(answers[1]) and answers[0].data == answers[1].data
    assert told(app) == [("reset_password", EMAIL)]


def test_a_reset_link_holds_once_and_not_after_another_change_of_the_password(app, mira):
    visitor = app.test_client()
    visitor.submit(FORGOTTEN, {"email": EMAIL})
    first = link(app)
    visitor.submit(FORGOTTEN, {"email": EMAIL})
    second = link(app)
    visitor.submit(second, {"new_password": NEW_PASSWORD})
    assert [visitor.get(each).status_code for each in (first, second)] == [410, 410]
    assert [visitor.send(each, {"new_password": PASSWORD}).status_code for each in (first, second)] == [410, 410]


def test_a_reset_link_is_only_that(app, mira):
    visitor = app.test_client()
    visitor.submit(FORGOTTEN, {"email": EMAIL})
    token = link(app).split("/")[-2]
    others = [f"/nalog/{each}/{token}/" for each in ("potvrda", "nova-adresa", "osoblje", "prvi-administrator")]
    assert [mira.get(each).status_code for each in others] == [410] * 4


def change_email(app, client, to="nova@becej.rs"):
    assert flow(client.submit("/nalog/adresa/", {"email": to, "password": PASSWORD})) == SAVED
    return link(app)


def test_the_address_is_changed_by_its_owner(app, mira, elsewhere):
    path = change_email(app, mira)
    before = everything(app)
    assert [mira.open(path, method=method).status_code for method in ("GET", "HEAD")] == [200, 200]
    assert everything(app) == before
    assert flow(mira.submit(path)) == SAVED
    assert user(app) is None and user(app, "nova@becej.rs") is not None
    assert (is_signed_in(mira), is_signed_in(elsewhere)) == (True, False)
    assert told(app) == [("change_email", "nova@becej.rs"), ("email_changed", EMAIL)]
    assert verbs(app) == ["user.email_change_asked", "user.email_changed"]
    assert mira.get(path).status_code == 410


def test_the_link_serves_only_the_person_who_asked(app, mira):
    path = change_email(app, mira)
    with app.app_context():
        person(email="druga@becej.rs")
        db.session.commit()
    other = app.test_client()
    assert flow(other.get(path)) == (303, f"/nalog/prijava/?next={path}")
    sign_in(other, "druga@becej.rs")
    assert [other.get(path).status_code, other.send(path).status_code] == [410, 410]


def test_an_address_of_somebody_else_is_not_told_and_not_taken(app, mira):
    with app.app_context():
        person(email="nova@becej.rs")
        db.session.commit()
    assert flow(mira.submit("/nalog/adresa/", {"email": "nova@becej.rs", "password": PASSWORD})) == SAVED
    assert told(app) == [("already_registered", "nova@becej.rs")]


def test_an_address_that_was_taken_meanwhile_is_not_taken_again(app, mira):
    path = change_email(app, mira)
    with app.app_context():
        person(email="nova@becej.rs")
        db.session.commit()
    assert mira.send(path).status_code == 410
    assert user(app) is not None


def test_an_unconfirmed_account_does_not_block_an_address(app, mira):
    path = change_email(app, mira)
    with app.app_context():
        squatter = person(email="nova@becej.rs", confirmed=False).id
        db.session.commit()
    assert flow(mira.send(path)) == SAVED
    assert ask(app, lambda: db.session.get_one(User, squatter).email) == f"deleted-{squatter}@deleted.invalid"


def test_own_sessions_are_listed_and_ended(app, mira, elsewhere):
    third = app.test_client()
    sign_in(third, EMAIL)
    rows = mira.get("/nalog/sesije/").page.xpath("//tbody/tr")
    assert len(rows) == 3
    assert flow(mira.submit("/nalog/sesije/", form=0)) == (303, "/nalog/sesije/")
    assert sorted(is_signed_in(each) for each in (elsewhere, third)) == [False, True]
    mira.submit("/nalog/sesije/", button="session=others")
    assert [is_signed_in(each) for each in (mira, elsewhere, third)] == [True, False, False]


def test_nobody_ends_the_session_of_another(app, mira):
    with app.app_context():
        person(email="druga@becej.rs")
        db.session.commit()
    other = app.test_client()
    sign_in(other, "druga@becej.rs")
    assert [other.send("/nalog/sesije/", {"session": each}).status_code for each in ("1", "9" * 30, "x", "")] == [404] * 4
    assert is_signed_in(mira)


def test_a_disabled_account_is_signed_out_at_once(app, mira):
    with app.app_context():
        db.session.scalar(select(User).where(User.email == EMAIL)).disabled_at = user(app).created_at
        db.session.commit()
    assert not is_signed_in(mira)


def test_a_password_that_changes_uses_up_every_link(app, mira):
    change_email(app, mira)
    mira.submit("/nalog/lozinka/", {"password": PASSWORD, "new_password": NEW_PASSWORD})
    assert ask(app, lambda: [each.used_at is not None for each in db.session.scalars(select(OneTimeToken))]) == [True]
