"""The mails as their receivers read them: a change of wording shows in review. ``KEEP=1 pytest`` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from ledportal.outbox.emails import Email, render
from tests.factories import office

KEPT = Path(__file__).parent / "emails"
LINKS = {name: f"https://registar.example.org/{name}" for name in ("office_url", "claim_url", "members_url", "url")}
MAILS = {
    "claim_granted": {},
    "claim_refused": {"reason": "Pošaljite <ovlašćenje>.\nHvala."},
    "taken_over": {},
    "taken_over_by_code": {},
    "colleague_invited": {"inviter": "Ana Šefić", "days": 14},
    "colleague_joined": {"colleague": "Љубица Његован"},
    "colleague_removed": {},
    "made_head": {},
    "no_longer_head": {},
    "second_factor_reset": {},
}


def mail(name, locale):
    to = SimpleNamespace(email="mira@becej.rs", name="Mira Đorđević", locale=locale)
    return render(Email(name, to=to, context=LINKS | MAILS[name], office=office()))


@pytest.mark.parametrize("name", MAILS)
def test_the_wording_of_a_mail(context, monkeypatch, name):
    monkeypatch.setitem(context.config, "BASE_URL", "https://registar.example.org")
    rendered = mail(name, "en")
    text = f"{rendered.subject}\n\n{rendered.text}"
    path = KEPT / f"{name}.txt"
    if os.environ.get("KEEP"):
        path.write_text(text)
    assert text == path.read_text()


@pytest.mark.parametrize("name", MAILS)
def test_each_mail_has_all_three_parts_in_each_version(context, name):
    for locale in ("sr_Latn", "sr_Cyrl", "en"):
        rendered = mail(name, locale)
        assert all((rendered.subject, rendered.text, rendered.html))
        assert "Đorđević" in rendered.text or "Ђорђевић" in rendered.text


def test_the_reason_of_a_refusal_is_text_in_html_too(context):
    assert "Pošaljite &lt;ovlašćenje&gt;." in mail("claim_refused", "en").html
