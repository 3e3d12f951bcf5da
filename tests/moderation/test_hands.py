"""Who has a submission, and the notes that staff write for each other."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.offices.models import Comment, Revision
from ledportal.outbox.models import OutboxMessage
from tests.client import form_values
from tests.factories import make_administrator, make_member, make_moderator, make_user, office
from tests.moderation.steps import mails, statuses, submit, url, verbs, words
from tests.people import make_world, shared_world


@pytest.fixture
def world(app):
    def make():
        people = {"staff": make_moderator(name="Ana Šefić"), "other": make_administrator(name="Đura Žikić"), "user": make_user()}
        gone = make_moderator(name="Otišla Osoba", disabled_at=people["user"].created_at)
        return people | {"gone": gone, "head": make_member(office()), "revision": submit(office(), make_member(office(), role="editor"))}

    return shared_world(app, make)


def filled(world, by="staff"):
    return form_values(world.browser(by).get(url(world["revision"])).page.xpath("//main//form")[0])


def assign(world, how, by="staff", **data):
    return world.browser(by).send(url(world["revision"], "dodela/"), {"seen_assignee": "0", "assign": how, **data})


def assignee(world):
    return world.ask(lambda: db.session.get_one(Revision, world["revision"]).assignee_id)


def notes(world):
    return world.ask(lambda: [(each.text, each.internal) for each in db.session.scalars(select(Comment))])


def test_a_submission_is_taken_given_and_released(world):
    staff = str(world["staff"])
    assert assign(world, "take").status_code == 303
    assert assignee(world) == world["staff"]
    assert assign(world, "give", seen_assignee=staff, assignee=str(world["other"])).status_code == 303
    assert assignee(world) == world["other"]
    assert assign(world, "release", seen_assignee=str(world["other"])).status_code == 303
    assert assignee(world) is None
    assert verbs(world)[-3:] == ["revision.assigned", "revision.assigned", "revision.released"]
    details = world.ask(lambda: db.session.scalars(select(AuditEvent.details).order_by(AuditEvent.id.desc())).first())
    assert details == {"before": {"assignee": f"user {world['other']}"}, "after": {"assignee": None}}


def test_the_page_says_who_has_it_and_offers_the_staff_who_can(world):
    assign(world, "take")
    page = world.browser("other").get(url(world["revision"])).page
    assert "Who has it Ana Šefić" in words(page.xpath("//main//dl")[0])
    assert [words(each) for each in page.xpath("//select[@name='assignee']/option")] == ["Choose", "Ana Šefić", "Đura Žikić"]


def test_taking_what_somebody_took_in_the_meantime_says_so_and_keeps_what_was_typed(world):
    seen = filled(world, "other")
    assign(world, "take")
    response = world.browser("other").post(url(world["revision"], "dodela/"), data=seen | {"assign": "take", "text": "ostaje"})
    assert response.status_code == 409
    assert "Somebody changed in the meantime" in words(response.page.xpath("//main")[0])
    assert words(response.page.xpath("//textarea[@name='text']")[0]) == "ostaje"
    assert assignee(world) == world["staff"]


def test_taking_twice_is_done_once(world):
    assert [assign(world, "take").status_code for _ in range(2)] == [303, 303]
    assert verbs(world).count("revision.assigned") == 1


def test_taking_while_something_is_typed_keeps_it(world):
    response = world.browser("staff").post(
        url(world["revision"], "dodela/"), data=filled(world) | {"assign": "take", "comment-contact.head": "ostaje", "reasons": ["wrong"]}
    )
    assert response.status_code == 200
    assert words(response.page.xpath("//textarea[@name='comment-contact.head']")[0]) == "ostaje"
    assert response.page.xpath("//input[@value='wrong'][@checked]")
    assert response.page.xpath("//form[@id='review']/@action") == [url(world["revision"])]
    assert assignee(world) == world["staff"]


@pytest.mark.parametrize("receiver", ["user", "head", "gone", None, "x", "9" * 30])
def test_a_submission_is_given_to_staff_only(world, receiver):
    code = "" if receiver is None else str(world.ids.get(receiver, receiver))
    response = assign(world, "give", assignee=code)
    assert response.status_code == 422
    assert response.page.xpath("//*[@id='assignee-error']")
    assert assignee(world) is None


def test_a_submission_is_not_given_with_an_old_token(world):
    response = world.browser("staff").post(
        url(world["revision"], "dodela/"), data={"assign": "take", "seen_assignee": "0", "text": "ostaje"}
    )
    assert response.status_code == 422
    assert words(response.page.xpath("//textarea[@name='text']")[0]) == "ostaje"
    assert assignee(world) is None


def test_what_was_decided_is_not_given_to_anybody(world):
    world.browser("other").submit(url(world["revision"]), button="verb=approve")
    assert assign(world, "take").status_code == 409
    assert assignee(world) is None


def test_the_address_of_handing_out_leads_to_the_review(world):
    response = world.browser("staff").get(url(world["revision"], "dodela/"))
    assert (response.status_code, response.location) == (303, url(world["revision"]))


def test_a_note_is_for_staff_only_and_its_words_are_in_no_log_and_no_mail(world):
    response = world.browser("staff").submit(url(world["revision"]), {"note": "Zvati sutra."}, button="verb=note")
    assert response.status_code == 303
    assert notes(world) == [("Zvati sutra.", True)]
    page = world.browser("other").get(url(world["revision"])).page
    assert "Ana Šefić" in words(page.xpath("//*[@class='comment']")[0]) and "Zvati sutra." in words(page.xpath("//*[@class='comment']")[0])
    world.browser("staff").submit(url(world["revision"]), {"text": "Dopunite."}, button="verb=return")
    assert "Zvati" not in "".join(each.body_text + each.body_html for each in mails(world, "returned"))
    assert verbs(world).count("revision.noted") == 1
    assert "Zvati" not in str(world.ask(lambda: list(db.session.scalars(select(AuditEvent.details)))))


def test_a_note_keeps_everything_else_that_was_typed(world):
    data = {"note": "Zvati sutra.", "text": "ostaje", "comment-office.name": "i ovo", "reasons": ["wrong"]}
    response = world.browser("staff").submit(url(world["revision"]), data, button="verb=note")
    assert response.status_code == 200
    assert [words(response.page.xpath(f"//textarea[@name='{name}']")[0]) for name in ("note", "text", "comment-office.name")] == [
        "",
        "ostaje",
        "i ovo",
    ]
    assert response.page.xpath("//input[@value='wrong'][@checked]")
    again = world.browser("staff").post(url(world["revision"]), data=filled(world) | data | {"verb": "note"})
    assert again.status_code == 200
    assert notes(world) == [("Zvati sutra.", True)]


@pytest.mark.parametrize("text", ["", "   ", "x" * 1501])
def test_a_note_has_words_and_a_limit(world, text):
    response = world.browser("staff").submit(url(world["revision"]), {"note": text, "text": "ostaje"}, button="verb=note")
    assert response.status_code == 422
    assert response.page.xpath("//*[@id='note-error']")
    assert words(response.page.xpath("//textarea[@name='text']")[0]) == "ostaje"
    assert notes(world) == []


def test_a_note_beside_a_decision_is_saved_with_it(world):
    world.browser("staff").submit(url(world["revision"]), {"note": "Proveriti za mesec dana."}, button="verb=approve")
    assert statuses(world) == ["published"]
    assert notes(world) == [("Proveriti za mesec dana.", True)]
    assert "Proveriti" not in world.ask(lambda: "".join(db.session.scalars(select(OutboxMessage.body_text))))


def test_notes_are_still_there_when_the_office_submits_again(world):
    world.browser("staff").submit(url(world["revision"]), {"note": "Zvati sutra.", "text": "Dopunite."}, button="verb=return")
    again = make_world(world.app, lambda: {"again": submit(office(), db.session.get_one(Revision, world["revision"]).submitted_by)})
    (note,) = world.browser("other").get(url(again["again"])).page.xpath("//section[@aria-labelledby='notes']/*[@class='comment']")
    assert words(note).startswith("Ana Šefić") and "version 1" in words(note) and words(note).endswith("Zvati sutra.")
    assert "Zvati" not in words(world.browser("head").get("/en/moja-kancelarija/becej/").page.xpath("//main")[0])
