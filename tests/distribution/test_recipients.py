"""Staff keep the list of recipients: add, find, change, delete, take the offices from the register."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from ledportal.audit import AuditEvent
from ledportal.distribution.models import Recipient
from ledportal.extensions import db
from tests.directory.entries import publish
from tests.distribution.people import make_recipient
from tests.factories import make_member, make_moderator, office
from tests.people import make_world

LIST = "/moderacija/distribucija/"
TYPED = {
    "kind": "library", "name": "Gradska biblioteka", "street": "Trg oslobođenja 2", "postcode": "21220", "place": "Bečej", "wish": "paper",
    "copies": "2",
}  # fmt: skip


@pytest.fixture
def world(app):
    def make():
        staff = make_moderator()
        return {
            "staff": staff,
            "member": make_member(office()),
            "library": make_recipient(staff),
            "donor": make_recipient(
                staff, kind="donor", name="Đura Fond", person="", place="Ада", wish="both", email="fond@example.org", copies=5
            ),
        }

    return make_world(app, make)


def every(world, *columns):
    return world.ask(lambda: [tuple(row) for row in db.session.execute(select(*columns).order_by(Recipient.sort_key))])


def events(world):
    query = select(AuditEvent.verb, AuditEvent.subject, AuditEvent.details).order_by(AuditEvent.id)
    return world.ask(lambda: [tuple(row) for row in db.session.execute(query)])


def names(page):
    return page.xpath("//tbody//th/a/text()")


def test_recipients_are_listed_by_kind_and_found_in_either_script(world):
    staff = world.browser("staff")
    assert names(staff.get(LIST).page) == ["Gradska biblioteka", "Đura Fond"]
    assert names(staff.get(f"{LIST}?q=ђура").page) == ["Đura Fond"]
    assert names(staff.get(f"{LIST}?q=ada").page) == ["Đura Fond"]
    assert names(staff.get(f"{LIST}?kind=library").page) == ["Gradska biblioteka"]
    assert names(staff.get(f"{LIST}?wish=both").page) == ["Đura Fond"]
    assert "No recipient found" in staff.get(f"{LIST}?wish=mail").page.xpath("string(//main)")


def test_without_recipients_the_list_says_how_they_come_in(app):
    world = make_world(app, lambda: {"staff": make_moderator()})
    page = world.browser("staff").get(LIST).page
    assert "There is no recipient yet" in page.xpath("string(//main)")
    assert "Add 145 offices from the register" in page.xpath("string(//main)")


def test_a_recipient_is_added(world):
    typed = TYPED | {"kind": "media", "name": "Radio", "country": "Srbija", "note": "zovu  pre podne\r\n"}
    assert world.browser("staff").submit(f"{LIST}novi/", typed).status_code == 303
    assert every(world, Recipient.name, Recipient.country, Recipient.note)[-1] == ("Radio", "", "zovu  pre podne")
    verb, subject, details = events(world)[-1]
    assert (verb, details) == ("recipient.added", {"via": "page", "recipient_kind": "media"})
    assert "Radio" not in subject


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": " "}, "name"), ({"name": "x" * 201}, "name"), ({"kind": ""}, "kind"), ({"kind": "office2"}, "kind"),
        ({"wish": "x"}, "wish"), ({"copies": "0"}, "copies"), ({"copies": "1000"}, "copies"), ({"copies": "dva"}, "copies"),
        ({"postcode": "99999"}, "postcode"), ({"email": "nije"}, "email"), ({"wish": "mail", "email": ""}, "email"),
        ({"note": "x" * 1001}, "note"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_the_rest_stays(world, typed, field):
    response = world.browser("staff").submit(f"{LIST}novi/", TYPED | {"street": "Bulevar 7"} | typed)
    assert response.status_code == 422
    assert response.page.xpath(f"//*[@id='{field}-error']")
    assert response.page.xpath("//input[@id='street']/@value") == ["Bulevar 7"]
    assert len(every(world, Recipient.id)) == 2


def test_a_postcode_abroad_is_of_any_form(world):
    assert world.browser("staff").submit(f"{LIST}novi/", TYPED | {"country": "Austria", "postcode": "A-1010"}).status_code == 303


def test_a_recipient_is_changed_and_the_log_names_the_fields_and_not_the_person(world):
    staff = world.browser("staff")
    assert staff.submit(f"{LIST}{world['library']}/", {"person": "Vera Verić", "copies": "3"}).status_code == 303
    assert names(staff.get(f"{LIST}?q=веpa").page) == [] and names(staff.get(f"{LIST}?q=вера").page) == ["Gradska biblioteka"]
    verb, _, details = events(world)[-1]
    assert (verb, details) == ("recipient.changed", {"via": "page", "fields": ["person", "copies"]})
    staff.submit(f"{LIST}{world['library']}/")
    assert len(events(world)) == 3


def test_a_page_that_is_out_of_date_shows_both_and_keeps_what_was_typed(world):
    staff, url = world.browser("staff"), f"{LIST}{world['library']}/"
    staff.submit(url, {"street": "Prva 1"})
    response = staff.send(url, TYPED | {"version": "1", "street": "Druga 2"})
    assert response.status_code == 409
    assert "Prva 1" in response.page.xpath("string(//main)")
    assert response.page.xpath("//input[@id='street']/@value") == ["Druga 2"]
    assert staff.submit(f"{url}brisanje/", {"version": "1"}).status_code == 409


def test_deleting_says_what_goes_and_leaves_nothing_of_a_person(world):
    staff, url = world.browser("staff"), f"{LIST}{world['library']}/brisanje/"
    told = staff.get(url).page.xpath("string(//main)")
    assert all(each in told for each in ("Gradska biblioteka", "Ana Anić", "Trg oslobođenja 2", "for good"))
    assert staff.submit(url).status_code == 303
    assert every(world, Recipient.name) == [("Đura Fond",)]
    assert staff.get(url).status_code == 404
    left = world.ask(lambda: [str(row) for row in db.session.execute(select(AuditEvent.__table__))])
    assert not any(word in row for row in left for word in ("Ana", "Gradska", "Trg"))


def test_each_expected_office_becomes_a_recipient_once(world):
    def prepare():
        publish("becej", by=make_moderator())
        town = office("ada").municipality
        town.postal_street, town.postal_postcode, town.postal_place = "Trg 1", "24430", "Ada"
        office("bor").status = "closed"
        db.session.commit()

    world.ask(prepare)
    staff = world.browser("staff")
    staff.get(f"{LIST}iz-registra/")
    assert staff.send(f"{LIST}iz-registra/", {"seen": "what was there before"}).status_code == 409
    assert len(every(world, Recipient.id)) == 2
    assert "Add 144 offices" in staff.get(f"{LIST}iz-registra/").page.xpath("string(//main)")
    assert staff.submit(f"{LIST}iz-registra/").status_code == 303
    found = {row[0]: row[1:] for row in every(world, Recipient.name, Recipient.person, Recipient.street, Recipient.place) if row[0]}
    assert found["Opština Bečej, Kancelarija za lokalni ekonomski razvoj"] == ("Mira Đorđević", "Trg oslobođenja 2", "Bečej")
    assert found["Opština Ada"] == ("", "Trg 1", "Ada")
    assert len(found) == 146 and "Grad Bor" not in found
    assert "Nothing to add" in staff.get(f"{LIST}iz-registra/").page.xpath("string(//main)")
    assert staff.send(f"{LIST}iz-registra/").status_code == 409
    assert len(every(world, Recipient.id)) == 146


def test_the_address_list_is_given_as_page_and_tables(world):
    staff = world.browser("staff")
    page = staff.get(f"{LIST}adresar/?kind=donor").page.xpath("string(//main)")
    assert "Đura Fond" in page and "5 printed copies" in page and "Gradska" not in page
    lines = staff.get(f"{LIST}adresar.csv").text.removeprefix("\ufeff").splitlines()
    assert lines[0] == "number;kind;name;person;street;postcode;place;country;email;copies;wish;note"
    assert lines[1].endswith(";library;Gradska biblioteka;Ana Anić;Trg oslobođenja 2;21220;Bečej;;;2;paper;".removeprefix(";"))
    sheet = openpyxl.load_workbook(BytesIO(staff.get(f"{LIST}adresar.xlsx?q=đura").data)).worksheets[0]
    assert [cell.value for cell in sheet[2]][1:3] == ["donor", "Đura Fond"] and sheet["J2"].value == 5 and sheet.max_row == 2


def test_a_formula_in_a_name_is_text_in_both_tables(world):
    world.browser("staff").submit(f"{LIST}{world['library']}/", {"name": '=HYPERLINK("http://x")'})
    assert "'=HYPERLINK" in world.browser("staff").get(f"{LIST}adresar.csv").text
    sheet = openpyxl.load_workbook(BytesIO(world.browser("staff").get(f"{LIST}adresar.xlsx").data)).worksheets[0]
    assert (sheet["C2"].data_type, sheet["C2"].value) == ("s", '=HYPERLINK("http://x")')


def test_labels_of_a_choice_are_offered_and_who_gets_none_is_told(world):
    staff = world.browser("staff")
    world.ask(lambda: make_recipient(None, name="Bez adrese", street="") and db.session.commit())
    page = staff.get(f"{LIST}nalepnice/?sheet=3x7&start=5").page
    assert "2 labels" in page.xpath("string(//main)")
    assert [" ".join(row.xpath("string()").split()) for row in page.xpath("//tbody/tr")] == ["Bez adrese Its street or place is missing"]
    (url,) = page.xpath("//main//a[contains(@href, 'nalepnice.pdf')]/@href")
    response = staff.get(url)
    assert (response.mimetype, response.data[:5]) == ("application/pdf", b"%PDF-")
    (url,) = page.xpath("//main//a[contains(@href, 'proba')]/@href")
    assert staff.get(url).data[:5] == b"%PDF-"


@pytest.mark.parametrize("start", ["0", "25", "x", "-1", "99999999999"])
def test_a_first_label_that_is_not_on_the_sheet_is_refused(world, start):
    response = world.browser("staff").get(f"{LIST}nalepnice/?start={start}")
    assert response.status_code == 422 and response.page.xpath("//*[@id='start-error']")
    assert world.browser("staff").get(f"{LIST}nalepnice.pdf?start={start}").status_code == 404


def test_nobody_but_staff_sees_recipients(world):
    addresses = ("", "novi/", f"{world['library']}/", "adresar/", "adresar.csv", "adresar.xlsx", "nalepnice/", "nalepnice.pdf", "uvoz/")
    assert {world.browser("member").get(LIST + each).status_code for each in addresses} == {404}
