from __future__ import annotations

from io import BytesIO

import pytest
from sqlalchemy import select

from ledportal.attachments.models import Attachment
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.memberships.models import Membership
from ledportal.outbox.models import OutboxMessage
from tests.attachments.files import bomb, pdf, picture
from tests.factories import NOW, make_member, make_moderator, make_user, office
from tests.people import counted_queries, make_world, shared_world

CLAIM = "/moja-kancelarija/preuzimanje/"
REQUESTS = "/moderacija/zahtevi/"


@pytest.fixture
def world(app):
    def make():
        office().municipality.email_domains = ["becej.rs"]
        return {
            "mira": make_user(email="mira@ler.becej.rs", name="Mira Đorđević"),
            "pera": make_user(email="pera@gmail.com", locale="en"),
            "head": make_member(office("ub")),
            "unconfirmed": make_user(confirmed=False),
            "staff": make_moderator(),
            "other_staff": make_moderator(),
        }

    return shared_world(app, make)


def claim(world, person="mira", place="becej", **data):
    return world.browser(person).submit(CLAIM, {"office": place, **data}, form=0, content_type="multipart/form-data")


def rows(world):
    return world.ask(
        lambda: [(each.user_id, each.role, each.status) for each in db.session.scalars(select(Membership).order_by(Membership.id))]
    )


def mails(world):
    return world.ask(
        lambda: [(each.template, each.to_address) for each in db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))]
    )


def verbs(world):
    return world.ask(lambda: list(db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id))))


def request_id(world, person="mira"):
    return world.ask(
        lambda: db.session.scalar(select(Membership.id).where(Membership.user_id == world[person]).order_by(Membership.id.desc()))
    )


def decide(world, verb, person="mira", by="staff", **data):
    return world.browser(by).submit(f"{REQUESTS}{request_id(world, person)}/", data, button=f"verb={verb}")


def test_a_claim_is_asked_for_seen_and_granted(world):
    assert claim(world, message="Radim ovde", letter=(pdf(), "ovlašćenje.pdf")).status_code == 303
    listed = world.browser("staff").get(REQUESTS).page
    cells = [" ".join(each.xpath("string()").split()) for each in listed.xpath("//tbody//td")]
    assert cells == ["Mira Đorđevićmira@ler.becej.rs", "The domain matches and a letter", "none", "today"]
    assert decide(world, "grant").status_code == 303
    assert rows(world)[-1] == (world["mira"], "head", "granted")
    assert mails(world) == [("claim_granted", "mira@ler.becej.rs")]
    assert verbs(world) == ["membership.requested", "membership.granted"]


def test_staff_open_the_letter_and_other_people_do_not(world):
    claim(world, letter=(picture("JPEG"), "pismo.jpg"))
    letter = world.ask(lambda: db.session.scalars(select(Attachment.id)).one())
    page = world.browser("staff").get(f"{REQUESTS}{request_id(world)}/").page
    (link,) = page.xpath(f"//a[contains(@href, '{letter}')]/@href")
    assert [world.browser(each).get(link, buffered=True).status_code for each in ("staff", "mira", "pera", None)] == [200, 200, 404, 404]


def test_a_municipality_is_chosen_in_advance_by_its_slug(world):
    page = world.browser("mira").get(f"{CLAIM}?opstina=ub").page
    assert page.xpath("//select/option[@selected]/@value") == ["ub"]
    assert "already has a head" in page.xpath("string(//main)")
    assert world.browser("mira").get(f"{CLAIM}?opstina=nema").page.xpath("//select/option[@selected]/@value") == []


def test_the_options_are_found_in_both_scripts_and_in_serbian_order(world):
    page = world.browser("mira").get(f"/cir{CLAIM}").page
    options = page.xpath("//select/option[@value != '']")
    assert len(options) == 145
    assert [each.get("data-search") for each in options if each.get("value") == "becej"] == [
        "becej becej juznobacki upravni okrug south backa district"
    ]
    names = [each.text.split(" – ")[0] for each in options]
    assert names.index("Чачак") < names.index("Ћићевац") < names.index("Димитровград")
    assert names.index("Лучани") < names.index("Љиг") < names.index("Мајданпек")
    assert "{count}" in page.xpath("//select/@data-found")[0]


@pytest.mark.parametrize("place", ["", "nema", "x" * 5000, "vracar\u0301"])
def test_a_claim_needs_a_municipality_of_the_list(world, place):
    response = claim(world, place=place, message="ostaje")
    assert response.status_code == 422
    assert response.page.xpath("string(//textarea)").strip() == "ostaje"
    assert len(rows(world)) == 1


def test_an_inactive_municipality_cannot_be_claimed(world):
    make_world(world.app, lambda: setattr(office().municipality, "active", False) or {})
    assert claim(world).status_code == 422


@pytest.mark.parametrize(
    "letter",
    [(BytesIO(b"MZ" + bytes(100)), "pismo.pdf"), (BytesIO(b""), "pismo.png"), (BytesIO(b"<svg/>"), "a.png"), (bomb(20_000), "a.png")],
)
def test_a_letter_that_is_none_is_refused_and_the_rest_stays(world, letter):
    response = claim(world, message="ostaje", letter=(BytesIO(letter[0].getvalue()), letter[1]))
    assert response.status_code == 422
    assert response.page.xpath("string(//textarea)").strip() == "ostaje"
    assert response.page.xpath("//*[@id='letter-error']")
    assert len(rows(world)) == 1


def test_too_long_a_message_is_refused(world):
    assert claim(world, message="a" * 1501).status_code == 422
    assert claim(world, message="a\r\n" * 749).status_code == 303


def test_control_characters_of_a_message_are_dropped(world):
    assert claim(world, message=" prvi\r\n\x1b[31mdrugi\u0085 ").status_code == 303
    message = select(Membership.message).where(Membership.user_id == world["mira"])
    assert world.ask(lambda: db.session.scalar(message)) == "prvi\n[31mdrugi"


def test_asking_twice_is_told_in_words(world):
    claim(world)
    response = claim(world)
    assert response.status_code == 422
    assert "already asked" in response.page.xpath("string(//main)")
    assert "already a member" in claim(world, "head", "ub").page.xpath("string(//main)")


def test_the_letter_of_a_request_that_is_not_taken_is_not_stored(world):
    def stored():
        return sum(1 for each in world.app.config["UPLOADS"].rglob("*") if each.is_file())

    before = stored()
    assert claim(world, letter=(pdf(), "ovlašćenje.pdf")).status_code == 303
    assert claim(world, letter=(picture(size=(7, 7)), "drugo.png")).status_code == 422
    assert stored() == before + 1


def test_a_person_has_at_most_five_requests(world):
    found = [claim(world, place=place).status_code for place in ("becej", "ub", "ada", "arilje", "cacak", "kanjiza")]
    assert found == [303] * 5 + [422]


def test_an_unconfirmed_person_is_led_to_confirm(world):
    response = world.browser("unconfirmed").get(CLAIM)
    assert (response.status_code, response.location) == (303, "/nalog/potvrda/")


def test_who_asked_is_shown_that_the_request_waits_and_no_empty_form(world):
    answer = claim(world)
    page = world.browser("mira").get(answer.location).page
    text = page.xpath("string(//main)")
    assert "Your request is waiting" in text and "Bečej" in text
    assert not page.xpath("//main//textarea")


def test_a_refusal_needs_a_reason_and_is_told_in_the_persons_language(world):
    claim(world, "pera")
    assert decide(world, "refuse", "pera", reason=" \r\n ").status_code == 422
    assert decide(world, "refuse", "pera", reason="Pošaljite <b>ovlašćenje</b>").status_code == 303
    mail = world.ask(lambda: db.session.scalars(select(OutboxMessage)).one())
    assert (mail.template, mail.locale) == ("claim_refused", "en")
    assert "Pošaljite <b>ovlašćenje</b>" in mail.body_text and "&lt;b&gt;" in mail.body_html and "/en/moja-kancelarija/" in mail.body_text
    assert "Pošaljite <b>" in world.browser("pera").get(CLAIM).page.xpath("string(//tbody)")
    assert verbs(world) == ["membership.requested", "membership.refused"]


def test_freemail_is_said_to_prove_nothing(world):
    claim(world, "pera")
    page = world.browser("staff").get(f"{REQUESTS}{request_id(world, 'pera')}/").page
    assert "never proves anything" in page.xpath("string(//main)")


def test_taking_over_ends_the_former_head_who_is_told(world):
    claim(world, place="ub")
    page = world.browser("staff").get(f"{REQUESTS}{request_id(world)}/").page
    assert "take-over" in page.xpath("string(//main)")
    assert decide(world, "grant").status_code == 303
    assert rows(world) == [(world["head"], "head", "ended"), (world["mira"], "head", "granted")]
    assert [template for template, _ in mails(world)] == ["taken_over", "claim_granted"]
    assert verbs(world) == ["membership.requested", "membership.taken_over", "membership.granted"]


def test_a_second_decision_shows_what_happened(world):
    claim(world)
    url = f"{REQUESTS}{request_id(world)}/"
    late = world.browser("other_staff")
    decide(world, "grant")
    for verb in ("grant", "refuse"):
        response = late.send(url, {"verb": verb, "reason": "kasno", "head": "0"})
        assert response.status_code == 409
        assert "Granted" in response.page.xpath("string(//main)")
    assert rows(world)[-1] == (world["mira"], "head", "granted")
    assert len(mails(world)) == 1


def test_a_grant_that_did_not_see_the_present_head_does_nothing(world):
    claim(world)
    claim(world, "pera")
    url = f"{REQUESTS}{request_id(world, 'pera')}/"
    decide(world, "grant")
    for seen in ("", "0", "9" * 5000, "99999999999999999999", "x", "²"):
        assert world.browser("staff").send(url, {"verb": "grant", "head": seen}).status_code == 409
    assert rows(world)[-1] == (world["pera"], "head", "requested")


def test_a_cancelled_request_cannot_be_granted(world):
    claim(world)
    found = request_id(world)
    browser = world.browser("mira")
    assert browser.send(f"{CLAIM}{found}/otkazivanje/").status_code == 303
    assert browser.send(f"{CLAIM}{found}/otkazivanje/").status_code == 409
    assert world.browser("staff").send(f"{REQUESTS}{found}/", {"verb": "grant", "head": "0"}).status_code == 409
    assert mails(world) == []
    assert claim(world).status_code == 303


def test_nobody_cancels_somebody_elses_request(world):
    claim(world)
    assert world.browser("pera").send(f"{CLAIM}{request_id(world)}/otkazivanje/").status_code == 404


def test_decided_requests_are_listed_apart(world):
    claim(world)
    decide(world, "grant")
    staff = world.browser("staff")
    assert "Nobody is waiting" in staff.get(REQUESTS).page.xpath("string(//main)")
    assert "Bečej" in staff.get(f"{REQUESTS}?stanje=decided").page.xpath("string(//tbody)")


BAD_IDS = ("9223372036854775808/", "2147483648/", "0/", "x/", "-1/", "%00/")
BAD_LISTS = ("?stanje=x", "?strana=0", "?strana=2", "?strana=x", f"?strana={'9' * 50}")


@pytest.mark.parametrize("path", [*BAD_IDS, *BAD_LISTS])
def test_bad_addresses_are_not_found(world, path):
    assert world.browser("staff").get(f"{REQUESTS}{path}").status_code == 404


def test_a_decision_without_a_verb_is_refused(world):
    claim(world)
    assert world.browser("staff").send(f"{REQUESTS}{request_id(world)}/", {"verb": "x"}).status_code == 400


def test_only_staff_see_requests(world):
    assert {each: world.browser(each).get(REQUESTS).status_code for each in ("mira", "head", None)} == {"mira": 404, "head": 404, None: 303}


def test_the_list_takes_as_many_queries_for_thirty_requests_as_for_one(world):
    claim(world)
    staff = world.browser("staff")
    with counted_queries() as few:
        staff.get(REQUESTS)

    def make():
        for _ in range(30):
            person = make_user()
            db.session.add(Membership(office=office("ub"), user=person, role="head", status="requested", requested_at=NOW))
        return {}

    make_world(world.app, make)
    with counted_queries() as many:
        staff.get(REQUESTS)
    assert len(many) == len(few)
