"""The mails of the workflow as their receivers read them: a change of wording shows in review. ``KEEP=1 pytest`` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import select

from ledportal.extensions import db
from ledportal.offices import actions, emails
from ledportal.offices.actions import Ruling
from ledportal.offices.emails import Addressee
from ledportal.offices.models import Provenance
from ledportal.outbox.emails import render
from ledportal.outbox.models import OutboxMessage
from tests.factories import NOW, full_content, make_member, make_moderator, make_user, office
from tests.offices.profiles import LATER

KEPT = Path(__file__).parent / "emails"
LOCALES = ("sr_Latn", "sr_Cyrl", "en")
COMMENTS = (
    ("contact.phone", "Ne javlja se niko.\nProverite broj."),
    ("contact.team.t1.task", "Šta <tačno> radi?"),
    ("services", "Sve je jasno."),
    ("", "Hvala na trudu."),
)
FULL = Ruling(("unclear", "contact"), "Dopunite profil.\nRok je petak.", COMMENTS)


def drafted(head, provenance=Provenance.OFFICE):
    draft = actions.start_draft(office(), by=head, at=NOW, provenance=provenance)
    draft.content = full_content()
    return draft


def submitted(head, _staff, provenance=Provenance.OFFICE):
    draft = drafted(head, provenance)
    actions.submit(draft, version=draft.version, by=head, at=NOW)
    return draft


def decided(verb, ruling):
    def make(head, staff):
        found = submitted(head, staff)
        verb(found, version=found.version, ruling=ruling, by=staff, at=LATER)
        return found

    return make


def withdrawn(head, staff):
    found = submitted(head, staff)
    actions.withdraw(found, version=found.version, by=head, at=LATER)
    return found


def deleted(head, _staff):
    found = drafted(head)
    actions.withdraw(found, version=found.version, by=head, at=LATER)
    return found


MAILS = {
    "submitted": submitted,
    "submitted_by_phone": lambda head, staff: submitted(staff, head, Provenance.PHONE),
    "returned": decided(actions.return_to_office, FULL),
    "returned_with_comments_only": decided(actions.return_to_office, Ruling(comments=COMMENTS[:1])),
    "rejected": decided(actions.reject, Ruling(("not_authorised",))),
    "approved": decided(actions.approve, Ruling()),
    "approved_with_text": decided(actions.approve, Ruling(text="Sledeći put dodajte logo.")),
    "withdrawn": withdrawn,
    "draft_deleted": deleted,
}


def last_mail(name, locale):
    head = make_member(office(), user=make_user(name="Mira Đorđević", email="mira@becej.rs", locale=locale))
    MAILS[name](head, make_moderator(name="Љубица Његован"))
    db.session.flush()
    return db.session.scalars(select(OutboxMessage).where(OutboxMessage.to_address == head.email).order_by(OutboxMessage.id.desc())).first()


def compare(name, text):
    path = KEPT / f"{name}.txt"
    if os.environ.get("KEEP"):
        path.write_text(text)
    assert text == path.read_text()


@pytest.mark.parametrize("name", MAILS)
def test_the_wording_of_a_mail(context, monkeypatch, name):
    monkeypatch.setitem(context.config, "BASE_URL", "https://registar.example.org")
    mail = last_mail(name, "en")
    compare(name, f"{mail.subject}\n\n{mail.body_text}")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", MAILS)
def test_a_mail_is_in_its_receivers_version(context, name, locale):
    mail = last_mail(name, locale)
    reader = "Мира Ђорђевић" if locale == "sr_Cyrl" else "Mira Đorđević"
    place = "Бечеј" if locale == "sr_Cyrl" else "Bečej"
    assert place in mail.subject
    for body in (mail.body_text, mail.body_html):
        assert reader in body and place in body


def test_the_notice_to_a_colleague_who_is_named(context, monkeypatch):
    monkeypatch.setitem(context.config, "BASE_URL", "https://registar.example.org")
    head = make_member(office())
    mail = render(emails.named_in_profile(drafted(head), Addressee("ana@example.org", "Ana Anić", "en")))
    compare("named_in_profile", f"{mail.subject}\n\n{mail.text}")
    assert "Ana Anić" in mail.html


@pytest.mark.parametrize(("column", "value"), [("disabled_at", NOW), ("confirmed_at", None)])
def test_members_whose_account_is_disabled_or_whose_address_is_not_confirmed_get_nothing(context, column, value):
    make_member(office(), role="editor", user=make_user(**{"email": "bivsi@becej.rs", column: value}))
    assert last_mail("returned", "en") is not None
    assert db.session.scalar(select(OutboxMessage).where(OutboxMessage.to_address == "bivsi@becej.rs")) is None


def test_what_staff_wrote_is_text_in_html_too(context):
    assert "Šta &lt;tačno&gt; radi?" in last_mail("returned", "en").body_html
