from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ledportal.accounts.models import OneTimeToken, User
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.memberships import colleague_actions
from ledportal.memberships.models import Membership
from ledportal.outbox.models import OutboxMessage
from tests.client import form_values
from tests.factories import NOW, make_member, make_moderator, make_user, office
from tests.people import make_world, shared_world

MEMBERS = "/moja-kancelarija/becej/clanovi/"


@pytest.fixture
def world(app):
    def make():
        head, editor = make_member(office(), user=make_user(name="Ana Šefić")), make_member(office(), role="editor")
        return {
            "head": head,
            "editor": editor,
            "outsider": make_user(email="nova@becej.rs"),
            "other": make_member(office("ub")),
            "unconfirmed": make_user(confirmed=False),
            "staff": make_moderator(),
        }

    return shared_world(app, make)


def places(world):
    found = world.ask(lambda: {each.user_id: f"{each.role} {each.status}" for each in db.session.scalars(select(Membership))})
    return {name: found[user_id] for name, user_id in world.ids.items() if user_id in found}


def membership(world, name):
    return world.ask(lambda: db.session.scalar(select(Membership.id).where(Membership.user_id == world[name])))


def mails(world):
    return world.ask(lambda: list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))))


def told(world):
    return [(each.template, each.to_address) for each in mails(world)]


def verbs(world):
    return world.ask(lambda: list(db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id))))


def email(world, name):
    return world.ask(lambda: db.session.get_one(User, world[name]).email)


def invite(world, address="nova@becej.rs", by="head"):
    return world.browser(by).submit(MEMBERS, {"email": address})


def link(world):
    return re.search(r"http://[^/]+((?:/\w+)?/moja-kancelarija/poziv/[^/]+/)", mails(world)[-1].body_text)[1]


def change(world, name, verb, by="head"):
    url = f"{MEMBERS}{membership(world, name)}/"
    return world.browser(by).submit(url, form=0 if verb == "hand_over" else 1, button=f"verb={verb}")


def test_members_are_listed_the_head_first(world):
    page = world.browser("editor").get(MEMBERS).page
    assert page.xpath("//tbody/tr/td[2]/text()") == ["Head", "Editor"]
    assert page.xpath("//tbody//a/@href") == [f"{MEMBERS}odlazak/"]


def test_an_invited_colleague_joins_as_an_editor(world):
    assert invite(world, " Nova@BECEJ.rs ").status_code == 303
    assert told(world) == [("colleague_invited", "nova@becej.rs")]
    page = world.browser("outsider").get(link(world)).page
    assert "Ana Šefić" in page.xpath("string(//main)") and "Bečej" in page.xpath("string(//main)")
    assert world.browser("outsider").submit(link(world)).status_code == 303
    assert places(world)["outsider"] == "editor granted"
    assert told(world)[-1] == ("colleague_joined", email(world, "head"))
    assert verbs(world) == ["colleague.invited", "membership.joined"]
    decided = world.browser("staff").get("/moderacija/zahtevi/?stanje=decided").page
    assert "Nothing was decided yet" in decided.xpath("string(//main)")


def test_an_invitation_greets_nobody_by_a_name_that_somebody_else_may_have_chosen(world):
    world.ask(lambda: make_user(email="treca@becej.rs", name="Novac čeka: zovite odmah", confirmed=False) and db.session.commit())
    invite(world, "treca@becej.rs")
    assert mails(world)[-1].to_name == "treca@becej.rs"
    assert "Novac" not in mails(world)[-1].body_text


def test_each_member_invites_and_takes_invitations_back_and_the_head_is_told_who_came(world):
    assert invite(world, by="editor").status_code == 303
    first = link(world)
    assert world.browser("editor").submit(MEMBERS, form=0).status_code == 303
    assert world.browser("outsider").get(first).status_code == 410
    invite(world, by="editor")
    assert world.browser("outsider").submit(link(world)).status_code == 303
    assert told(world)[-1] == ("colleague_joined", email(world, "head"))
    assert places(world)["outsider"] == "editor granted"


def test_an_invitations_link_is_read_by_anybody_and_changes_nothing(world):
    invite(world)
    page = world.browser().get(link(world)).page
    assert page.xpath("//main//form") == []
    assert [each.split("?")[0] for each in page.xpath("//main//a/@href")] == ["/nalog/prijava/", "/nalog/registracija/"]
    assert all("next=/moja-kancelarija/poziv/" in each.replace("%2F", "/") for each in page.xpath("//main//a/@href"))
    assert world.browser("unconfirmed").get(link(world)).page.xpath("//main//form") == []
    assert world.browser("unconfirmed").send(link(world)).status_code == 303
    assert world.browser().send(link(world)).status_code == 303
    assert "outsider" not in places(world) and "unconfirmed" not in places(world)


def test_an_invitation_holds_once(world):
    invite(world)
    url = link(world)
    assert world.browser("outsider").submit(url).status_code == 303
    assert world.browser("other").get(url).status_code == 410
    assert world.browser("other").send(url).status_code == 410


def test_a_cancelled_or_old_invitation_does_not_hold(world):
    invite(world)
    url = link(world)
    assert world.browser("head").submit(MEMBERS, form=0).status_code == 303
    assert world.browser("outsider").send(url).status_code == 410
    invite(world)
    old = update(OneTimeToken).values(expires_at=NOW - timedelta(days=1))
    make_world(world.app, lambda: db.session.execute(old) and {})
    assert world.browser("outsider").send(link(world)).status_code == 410


def test_inviting_the_same_address_again_makes_the_first_link_useless(world):
    invite(world)
    first = link(world)
    invite(world)
    assert world.browser("outsider").send(first).status_code == 410
    assert world.browser("outsider").send(link(world)).status_code == 303


def test_an_invitation_of_somebody_who_lost_the_office_does_not_hold(world):
    invite(world)
    url = link(world)
    change(world, "editor", "hand_over")
    assert world.browser("outsider").get(url).status_code == 200
    world.browser("head").submit(f"{MEMBERS}odlazak/")
    assert world.browser("outsider").send(url).status_code == 410


@pytest.mark.parametrize("address", ["", "nije adresa", "a@b", "x@" + "a" * 5000 + ".rs", "a@b.rs\r\nBcc: c@d.rs", "ž@becej.rs"])
def test_an_invitation_needs_an_address(world, address):
    response = invite(world, address)
    assert response.status_code == 422
    assert response.page.xpath("//*[@id='email-error']")
    assert mails(world) == []


def test_a_member_is_not_invited_again(world):
    assert invite(world, email(world, "editor")).status_code == 422


def test_an_office_has_at_most_twenty_invitations(world, monkeypatch):
    monkeypatch.setattr(colleague_actions, "MOST_INVITATIONS", 2)
    assert [invite(world, f"a{number}@example.org").status_code for number in (1, 2, 2, 3)] == [303, 303, 422, 422]


def test_cancelling_makes_no_room_for_more_on_the_same_day(world, monkeypatch):
    monkeypatch.setattr(colleague_actions, "MOST_INVITATIONS", 1)
    invite(world)
    world.browser("head").submit(MEMBERS, form=0)
    assert invite(world).status_code == 422
    earlier = update(OneTimeToken).values(created_at=NOW - timedelta(days=9))
    make_world(world.app, lambda: db.session.execute(earlier) and {})
    assert invite(world).status_code == 303


def test_a_person_whose_request_waits_is_told_before_joining(world):
    invite(world)
    world.browser("outsider").submit("/moja-kancelarija/preuzimanje/", {"office": "becej"}, content_type="multipart/form-data")
    assert world.browser("outsider").send(link(world)).status_code == 409
    assert places(world)["outsider"] == "head requested"
    assert world.browser("editor").send(link(world)).status_code == 409


def test_the_invitation_is_in_the_language_of_its_receiver(world):
    make_world(world.app, lambda: setattr(db.session.get_one(User, world["outsider"]), "locale", "en") or {})
    invite(world)
    assert mails(world)[0].locale == "en"
    assert link(world).startswith("/en/")


def test_a_colleague_is_removed_and_told(world):
    assert change(world, "editor", "remove").status_code == 303
    assert places(world)["editor"] == "editor ended"
    assert told(world) == [("colleague_removed", email(world, "editor"))]
    assert world.browser("editor").get(MEMBERS).status_code == 404
    assert world.browser("head").send(f"{MEMBERS}{membership(world, 'editor')}/", {"verb": "remove"}).status_code == 409


def test_a_head_is_not_removed(world):
    assert world.browser("staff").send(f"{MEMBERS}{membership(world, 'head')}/", {"verb": "remove"}).status_code == 409


def test_the_head_hands_over_and_stays_an_editor(world):
    assert change(world, "editor", "hand_over").status_code == 303
    assert (places(world)["head"], places(world)["editor"]) == ("editor granted", "head granted")
    assert told(world) == [("made_head", email(world, "editor"))]
    assert verbs(world) == ["membership.handed_over"]
    assert world.browser("head").send(f"{MEMBERS}{membership(world, 'editor')}/", {"verb": "remove"}).status_code == 404


def test_staff_hand_over_and_both_are_told(world):
    assert change(world, "editor", "hand_over", by="staff").status_code == 303
    assert told(world) == [("made_head", email(world, "editor")), ("no_longer_head", email(world, "head"))]


def test_handing_over_names_the_head_that_was_seen(world):
    url = f"{MEMBERS}{membership(world, 'editor')}/"
    for seen in ("", "0", "9" * 5000, "99999999999999999999", "x", "²", str(membership(world, "editor"))):
        assert world.browser("head").send(url, {"verb": "hand_over", "head": seen}).status_code == 409
    assert places(world)["head"] == "head granted"


def test_the_head_is_not_made_head_again(world):
    head = membership(world, "head")
    assert world.browser("head").send(f"{MEMBERS}{head}/", {"verb": "hand_over", "head": str(head)}).status_code == 409
    assert mails(world) == []


def test_an_editor_leaves(world):
    assert world.browser("editor").submit(f"{MEMBERS}odlazak/").status_code == 303
    assert places(world)["editor"] == "editor ended"
    assert verbs(world) == ["membership.left"]


def test_a_head_with_colleagues_hands_over_first(world):
    page = world.browser("head").get(f"{MEMBERS}odlazak/").page
    assert page.xpath("//main//form") == []
    assert world.browser("head").send(f"{MEMBERS}odlazak/", {"role": "head"}).status_code == 409


def leaving_form(world, name):
    return form_values(world.browser(name).get(f"{MEMBERS}odlazak/").page.xpath("//main//form")[0])


def test_who_became_the_head_meanwhile_does_not_leave_as_an_editor(world):
    form = leaving_form(world, "editor")
    change(world, "editor", "hand_over")
    assert world.browser("editor").post(f"{MEMBERS}odlazak/", data=form).status_code == 409
    world.browser("head").submit(f"{MEMBERS}odlazak/")
    assert world.browser("editor").post(f"{MEMBERS}odlazak/", data=form | {"alone": "yes"}).status_code == 409
    assert places(world)["editor"] == "head granted"


def test_who_is_the_last_one_meanwhile_is_told_before_leaving(world):
    change(world, "editor", "hand_over")
    form = leaving_form(world, "head")
    world.ask(
        lambda: db.session.execute(update(Membership).where(Membership.role == "head").values(status="ended")) and db.session.commit()
    )
    assert world.browser("head").post(f"{MEMBERS}odlazak/", data=form).status_code == 409
    assert world.browser("head").submit(f"{MEMBERS}odlazak/").status_code == 303
    assert places(world)["head"] == "editor ended"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_at_the_page_is_not_leaving(world, method):
    browser = world.browser("editor")
    assert browser.open(f"{MEMBERS}odlazak/", method=method).status_code == 200
    assert browser.get(MEMBERS).status_code == 200


def test_a_head_alone_is_warned_and_may_leave(world):
    other = "/moja-kancelarija/ub/clanovi/odlazak/"
    assert "only member" in world.browser("other").get(other).page.xpath("string(//main)")
    assert world.browser("other").submit(other).status_code == 303
    assert places(world)["other"] == "head ended"
    assert world.browser("other").send(other).status_code == 404


def test_when_an_account_goes_its_places_end(world):
    world.browser("other").submit("/moja-kancelarija/preuzimanje/", {"office": "becej"}, form=0, content_type="multipart/form-data")

    def end():
        person = db.session.get_one(User, world["other"])
        colleague_actions.end_all(person, by=person, at=NOW)
        db.session.commit()
        return sorted(db.session.scalars(select(Membership.status).where(Membership.user_id == person.id)))

    assert world.ask(end) == ["cancelled", "ended"]


WRITES = ("", "{editor}/", "odlazak/", "pozivi/1/otkazivanje/")


def test_who_may_write(world):
    paths = [MEMBERS + each.format(editor=membership(world, "editor")) for each in WRITES]
    found = {name: [world.browser(name).send(path, {"verb": "x"}).status_code for path in paths] for name in ("outsider", "other", "staff")}
    assert found == {"outsider": [404] * 4, "other": [404] * 4, "staff": [422, 400, 404, 404]}
    assert [world.browser("editor").send(path, {"verb": "x"}).status_code for path in (paths[0], paths[1], paths[3])] == [422, 404, 404]


@pytest.mark.parametrize("path", ["9223372036854775808/", "2147483648/", "0/", "%00/", "x/", "pozivi/9223372036854775808/otkazivanje/"])
def test_bad_ids_are_not_found(world, path):
    browser = world.browser("head")
    found = {browser.get(MEMBERS + path).status_code, browser.send(MEMBERS + path, {"verb": "remove"}).status_code}
    assert found <= {404, 405}


@pytest.mark.parametrize("token", ["x", "a" * 5000, "č", "%00", "9223372036854775808"])
def test_an_unknown_invitation_is_gone(world, token):
    assert world.browser("head").get(f"/moja-kancelarija/poziv/{token}/").status_code in {404, 410}


def test_a_member_of_another_office_is_not_changed_here(world):
    assert world.browser("head").send(f"{MEMBERS}{membership(world, 'other')}/", {"verb": "remove"}).status_code == 404
