"""The mails as their receivers read them: a change of wording shows in review. ``KEEP=1 pytest`` writes them anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from ledportal.extensions import db
from tests.factories import full_content, make_user
from tests.freshness.entries import DUE, mails, noon, publish, run

KEPT = Path(__file__).parent / "emails"
LINK = re.compile(r"/(potvrda|odjava)/[\w.-]+/")
ENDS = {"certificate": "certified", "certificate_valid_to": "2026-08-01"}


def remind(locale, *, days=(0,), **sections):
    make_user(email="ler.becej@example.org", name="Mira Đorđević", locale=locale)
    publish(**sections)
    db.session.commit()
    for day in days:
        run(noon(DUE, day))


def compare(name, mail):
    text = LINK.sub(r"/\1/…/", f"{mail.subject}\n\n{mail.body_text}")
    path = KEPT / f"{name}.txt"
    if os.environ.get("KEEP"):
        path.write_text(text)
    assert text == path.read_text()


def test_the_wording(context, monkeypatch):
    monkeypatch.setitem(context.config, "BASE_URL", "https://registar.example.org")
    remind("en", days=(0, 14, 28), environment=ENDS)
    for number, mail in enumerate(mails(), start=1):
        compare(f"reminder_{number}", mail)
    compare("ending", mails("ending")[0])
    compare("no_answer", mails("no_answer")[0])


@pytest.mark.parametrize(
    ("locale", "name", "place"), [("sr_Latn", "Đorđević", "Bečej"), ("sr_Cyrl", "Ђорђевић", "Бечеј"), ("en", "Đorđević", "Bečej")]
)
def test_a_mail_is_in_its_receivers_version(context, locale, name, place):
    remind(locale)
    (mail,) = mails()
    assert place in mail.subject and all(name in body and place in body for body in (mail.body_text, mail.body_html))
    assert ("/cir/potvrda/" in mail.body_text) == (locale == "sr_Cyrl")


def test_nothing_internal_is_in_it_and_it_can_be_stopped(context):
    remind("en", contact={"reminder_email": "Ler.Becej@example.org"})
    (mail,) = mails()
    for body in (mail.body_text, mail.body_html):
        assert not re.search("reminder|podsetnik|TAJNA|Skriveni|641234567", re.sub(r"[Rr]eminders?\b", "", body))
    assert mail.unsubscribe_url and mail.unsubscribe_url in mail.body_text


def test_sixty_sites_and_a_long_text_stay_short_and_every_site_is_named(context):
    site = full_content()["sites"]["sites"][0]
    sites = [{**site, "id": f"s{number}", "name": f"Lokacija {number}"} for number in range(60)]
    remind("en", sites={"sites": sites}, office={"about": "Pomažemo privredi i ulagačima. " * 45})
    (mail,) = mails()
    assert all(f"Lokacija {number}" in body for number in range(60) for body in (mail.body_text, mail.body_html))
    assert mail.body_text.count("Pomažemo") == 5 and "ulagačima…" in mail.body_text
    assert len(mail.body_html) < 60_000, "Gmail cuts off what is longer than 102 kB"


def test_what_an_office_wrote_is_text_in_html(context):
    remind("en", office={"about": "<script>alert(1)</script>"})
    assert "<script" not in mails()[0].body_html
