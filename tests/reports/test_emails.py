"""The mails as their receivers read them: a change of wording shows in review. ``KEEP=1 pytest`` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ledportal.offices.profile import CONTACT
from ledportal.outbox.emails import render
from ledportal.reports import actions, emails
from tests.directory.entries import publish
from tests.factories import NOW, make_member, make_moderator, make_user, office

KEPT = Path(__file__).parent / "emails"
LOCALES = ("sr_Latn", "sr_Cyrl", "en")


def rendered(name, locale, answer="Telefon je ispravljen.\nHvala."):
    head = make_member(office(), user=make_user(name="Mira Đorđević", email="mira@becej.rs", locale=locale))
    publish()
    report = actions.receive(
        office(), CONTACT, "Pogrešan <telefon>.\nJavlja se pekara.", email="citalac@example.org", locale=locale, at=NOW
    )
    report.id = 7
    if name == "error_report":
        return render(emails.received(report, head))
    actions.answer(report, "corrected", answer, version=1, by=make_moderator(), at=NOW)
    return render(emails.answered(report))


@pytest.mark.parametrize("name", ["error_report", "error_report_answered"])
def test_the_wording_of_a_mail(context, monkeypatch, name):
    monkeypatch.setitem(context.config, "BASE_URL", "https://registar.example.org")
    mail = rendered(name, "en")
    path = KEPT / f"{name}.txt"
    if os.environ.get("KEEP"):
        path.write_text(f"{mail.subject}\n\n{mail.text}")
    assert f"{mail.subject}\n\n{mail.text}" == path.read_text()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ["error_report", "error_report_answered"])
def test_a_mail_is_in_its_receivers_version(context, name, locale):
    mail = rendered(name, locale)
    place = "Бечеј" if locale == "sr_Cyrl" else "Bečej"
    assert place in mail.subject
    assert all(place in body for body in (mail.text, mail.html))


def test_what_a_reader_wrote_is_text_in_html_too(context):
    assert "Pogrešan &lt;telefon&gt;." in rendered("error_report", "en").html


def test_without_an_answer_the_mail_says_the_outcome_alone(context):
    assert "Answer" not in rendered("error_report_answered", "en", answer="").text
