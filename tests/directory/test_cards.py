"""An office's card and its square: read by what reads them on a telephone."""

from __future__ import annotations

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ledportal import clock
from ledportal.extensions import db
from ledportal.offices.vcards import LONGEST_LINE, _escaped, _folded
from tests.directory.entries import publish
from tests.factories import office
from tests.people import make_world, shared_world

NOW = clock.now()
CONTACT = {
    "mobile_public": True, "contact_person": "Јован Јовановић", "hours": "7:30–15:30; petkom do 14,00", "website": "https://becej.example.org",
    "street": "Trg oslobođenja 2, ulaz \\ B; sprat 1",
}  # fmt: skip
NAME = "Kancelarija za lokalni ekonomski razvoj, ulaganja i podršku privredi opštine Bečej"


@pytest.fixture
def world(app):
    return shared_world(app, lambda: {"revision": publish(at=NOW, office={"name": NAME}, contact=CONTACT), "office": office()})


@pytest.fixture
def visitor(world):
    return world.browser()


def card(answer):
    assert answer.status_code == 200
    return vobject.readOne(answer.data.decode())


def test_the_card_tells_an_address_book_how_to_reach_the_office(visitor):
    found = card(visitor.get("/kancelarije/becej.vcf"))
    assert found.validate() and found.version.value == "3.0"
    assert found.fn.value == f"Bečej – {NAME}" == found.org.value[0]
    assert [(each.value, sorted(each.type_paramlist)) for each in found.tel_list] == [
        ("+381216912345", ["PREF", "VOICE", "WORK"]), ("+381641234567", ["CELL"]),
    ]  # fmt: skip
    assert found.email.value == "ler@example.org"
    address = found.adr.value
    assert (address.street, address.code, address.city, address.country) == (CONTACT["street"], "21220", "Bečej", "Serbia")
    assert [each.value for each in found.url_list] == ["https://becej.example.org", "http://127.0.0.1:5000/kancelarije/becej/"]
    assert found.note.value.split("\n") == [
        "Mira Đorđević, rukovodilac", "Contact person: Jovan Jovanović", "Working hours: 7:30–15:30; petkom do 14,00",
    ]  # fmt: skip


def test_the_card_is_a_file_of_its_own(visitor):
    answer = visitor.get("/kancelarije/becej.vcf")
    assert answer.content_type == "text/vcard; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=becej.vcf"
    assert answer.headers.get("Set-Cookie") is None


def test_the_card_is_in_the_readers_script(world, translated):
    found = card(translated.test_client().get("/cir/kancelarije/becej.vcf"))
    assert found.fn.value.startswith("Бечеј – Канцеларија за локални економски развој")
    assert (found.adr.value.city, found.adr.value.country, found.email.value) == ("Бечеј", "Србија", "ler@example.org")
    assert "Контакт особа: Јован Јовановић" in found.note.value


def test_all_versions_of_a_card_are_the_same_contact(visitor):
    ids = {card(visitor.get(f"{prefix}/kancelarije/becej.vcf")).uid.value for prefix in ("", "/cir", "/en")}
    assert ids == {"http://127.0.0.1:5000/kancelarije/becej/"}


def test_what_is_not_published_is_on_no_card(app):
    world = make_world(app, lambda: {"revision": publish(at=NOW, contact={"mobile_public": False})})
    text = world.browser().get("/kancelarije/becej.vcf").text
    assert "641234567" not in text and "podsetnik" not in text and "Skriven" not in text


def test_there_is_a_card_only_where_somebody_answers(world, visitor):
    assert visitor.get("/kancelarije/ub.vcf").status_code == 404

    def close():
        office().status = "closed"
        db.session.commit()

    world.ask(close)
    assert visitor.get("/kancelarije/becej.vcf").status_code == 410


@pytest.mark.parametrize("ending", [".vcf", "/qr.svg"])
def test_other_ways_to_write_the_address_lead_to_the_card(visitor, ending):
    answer = visitor.get(f"/cir/kancelarije/Бечеј{ending}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/cir/kancelarije/becej{ending}")


@given(st.text())
def test_no_text_leaves_its_line_or_is_cut_within_a_letter(text):
    line = _folded(f"NOTE:{_escaped(text)}")
    assert all(len(part.encode()) <= LONGEST_LINE for part in line.split("\r\n"))
    assert line.replace("\r\n ", "") == f"NOTE:{_escaped(text)}"


def test_a_text_with_lines_and_signs_is_read_back_as_it_was(app):
    odd = 'a;b,c\\d\\nE: "F"\nBEGIN:VCARD'
    world = make_world(app, lambda: {"revision": publish(at=NOW, contact={"hours": odd})})
    assert odd in card(world.browser().get("/kancelarije/becej.vcf")).note.value


@pytest.mark.parametrize(("prefix", "slug"), [("", "becej"), ("/cir", "becej"), ("/en", "ub")])
def test_the_square_is_the_permanent_address(visitor, prefix, slug):
    answer = visitor.get(f"{prefix}/kancelarije/{slug}/qr.svg")
    drawing = etree.fromstring(answer.data)
    assert answer.content_type == "image/svg+xml"
    assert drawing.findtext("{*}title") == f"http://127.0.0.1:5000{prefix}/kancelarije/{slug}/"
    assert drawing.get("viewBox")
