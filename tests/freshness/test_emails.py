"""The mails as their receivers read them: a change of wording shows in review. ``KEEP=1 pytest`` writes them anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from ledportal.attachments import files
from ledportal.extensions import db
from ledportal.offices import confirmation_links
from ledportal.offices.freshness_models import ConfirmationLink
from tests.attachments.files import picture
from tests.factories import full_content, make_user, office
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


def test_a_logo_stands_with_its_name_and_where_it_can_be_seen_and_on_the_page_of_the_link_as_a_picture(app):
    with app.app_context():
        person = make_user(email="ler.becej@example.org", locale="en")
        logo = files.store(picture(), "logo", office(), by=person, at=noon(DUE, -9), filename="grb-opstine.png")
        address = f"/en/prilozi/{logo.id}"
        publish(office={"logo": [logo.id]})
        db.session.commit()
        run(noon(DUE))
        (mail,) = mails()
        assert re.search(rf"\nLogo: grb-opstine\.webp – https?://[^/]+{address}\n", mail.body_text)
        assert re.search(rf'<a href="https?://[^/]+{address}"[^>]*>grb-opstine\.webp</a>', mail.body_html)
        token = confirmation_links.token(db.session.scalars(select(ConfirmationLink)).one())
    with time_machine.travel(noon(DUE), tick=False):
        visitor = app.test_client()
        [image] = visitor.get(f"/en/potvrda/{token}/").page.xpath("//main//section//dd//img")
        assert image.get("alt") == "Logo"
        with visitor.get(image.get("src")) as shown:
            assert (shown.status_code, shown.mimetype) == (200, "image/webp")
