from __future__ import annotations

import pytest
from sqlalchemy import select

from ledportal.administration import municipality_import
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from tests.factories import make_member, make_moderator, office
from tests.imports.bringing import Bringing, problems
from tests.people import make_world

LIST = "/moderacija/opstine/"
IMPORT = f"{LIST}uvoz/"


@pytest.fixture
def world(app):
    return make_world(app, lambda: {"staff": make_moderator(), "member": make_member(office())})


@pytest.fixture
def becej(world):
    return world.ask(lambda: office().municipality.code)


def kept(world, code):
    def ask():
        found = db.session.get_one(Municipality, code)
        return found.email_domains, found.postal_street, found.registry_phone, found.active, found.version

    return world.ask(ask)


def events(world):
    return world.ask(lambda: [(each.subject, each.details["via"]) for each in db.session.scalars(select(AuditEvent))])


@pytest.fixture
def table(world):
    return Bringing(world, IMPORT)


def test_municipalities_are_listed_in_serbian_order_and_filtered(world):
    staff = world.browser("staff")
    assert "199 municipalities" in staff.get(LIST).page.xpath("string(//main)")
    assert "145 municipalities" in staff.get(f"{LIST}?view=active").page.xpath("string(//main)")
    assert "54 municipalities" in staff.get(f"{LIST}?view=inactive").page.xpath("string(//main)")
    assert staff.get(f"{LIST}?q=БЕЧ").page.xpath("//tbody//th//text()") == ["Bečej", "Novi Bečej"]


def test_the_status_of_the_office_is_shown_and_leads_to_where_it_is_changed(world, becej):
    world.ask(lambda: setattr(office(), "status", "being_set_up") or db.session.commit())
    url = "/moderacija/kancelarije/becej/"
    for page in (f"{LIST}?q=becej", f"{LIST}{becej}/"):
        assert world.browser("staff").get(page).page.xpath(f"//main//a[@href='{url}']/text()") == ["Being set up"]


def test_a_municipality_is_changed(world, becej):
    form = {"email_domains": "becej.rs\r\nler.becej.rs", "postal_street": "Trg 2", "registry_phone": "021 6811 900"}
    assert world.browser("staff").submit(f"{LIST}{becej}/", form).status_code == 303
    assert kept(world, becej) == (["becej.rs", "ler.becej.rs"], "Trg 2", "+381216811900", True, 2)
    (event,) = events(world)
    assert event == ("Bečej", "page")


def test_saving_the_same_is_no_event(world, becej):
    assert world.browser("staff").submit(f"{LIST}{becej}/").status_code == 303
    assert events(world) == []


def test_a_municipality_is_taken_out_of_the_register(world, becej):
    world.browser("staff").submit(f"{LIST}{becej}/", {"active": []})
    assert kept(world, becej)[3] is False


def test_what_is_wrong_is_said_beside_the_field_and_the_rest_stays(world, becej):
    response = world.browser("staff").submit(
        f"{LIST}{becej}/", {"email_domains": "nije domen", "registry_email": "x", "postal_street": "Trg 2"}
    )
    assert response.status_code == 422
    assert response.page.xpath("//*[@id='email_domains-error'] | //*[@id='registry_email-error']")
    assert response.page.xpath("string(//textarea)").strip() == "nije domen"
    assert response.page.xpath("//input[@id='postal_street']/@value") == ["Trg 2"]


def test_a_page_that_is_out_of_date_shows_both_and_keeps_what_was_typed(world, becej):
    staff = world.browser("staff")
    staff.submit(f"{LIST}{becej}/", {"postal_street": "Prva 1"})
    response = staff.send(f"{LIST}{becej}/", {"version": "1", "postal_street": "Druga 2", "active": "y"})
    assert response.status_code == 409
    assert "Prva 1" in response.page.xpath("string(//main)")
    assert response.page.xpath("//input[@id='postal_street']/@value") == ["Druga 2"]
    assert response.page.xpath("//input[@name='version']/@value") == ["2"]
    assert kept(world, becej)[1] == "Prva 1"


@pytest.mark.parametrize("path", ["99999/", "x/", "%00/", "9223372036854775808/", "00000/", "ččččč/", "?strana=99"])
def test_bad_addresses_are_not_found(world, path):
    assert world.browser("staff").get(LIST + path).status_code == 404


def test_members_may_not(world, becej):
    assert [world.browser("member").get(each).status_code for each in (LIST, f"{LIST}{becej}/", IMPORT)] == [404] * 3


def test_a_file_is_shown_first_and_then_applied(world, table, becej):
    text = f"code;email_domains;postal_street;active\r\n{becej};becej.rs ler.becej.rs;=1+1;\r\n\r\n70041;;'=SUM(A1);ne\r\n"
    response = table.show("\ufeff" + text)
    assert response.status_code == 200
    cells = [" ".join(each.xpath("string()").split()) for each in response.page.xpath("//tbody//*[self::th or self::td]")]
    assert cells == [
        "Bečej", "email_domains", "–", "becej.rs, ler.becej.rs", "Bečej", "postal_street", "–", "=1+1",
        "Arilje", "postal_street", "–", "=SUM(A1)", "Arilje", "active", "Yes", "No",
    ]  # fmt: skip
    assert events(world) == []
    assert table.apply(response).status_code == 303
    assert kept(world, becej) == (["becej.rs", "ler.becej.rs"], "=1+1", "", True, 2)
    assert kept(world, "70041") == ([], "=SUM(A1)", "", False, 2)
    assert [via for _, via in events(world)] == ["import", "import"]
    assert table.apply(response).status_code == 409
    assert "Nothing would change" in table.show(text).page.xpath("string(//main)")


def test_errors_are_told_by_line_and_column_and_nothing_can_be_applied(world, table, becej):
    text = f"code,email_domains,postal_postcode\n{becej},nije domen,99999\n00001,,\n{becej},,\n70041,arilje.rs,31230\n"
    response = table.show(text)
    assert response.status_code == 422
    assert problems(response) == [("Line 2", "email_domains"), ("Line 2", "postal_postcode"), ("Line 3", "code"), ("Line 4", "code")]
    assert response.page.xpath("//main//form") == []
    assert "already" not in response.page.xpath("string(//main/p)")
    assert (table.apply_unseen(text).status_code, events(world)) == (409, [])


def test_a_change_in_between_shows_the_dry_run_again(world, table, becej):
    response = table.show(f"code,postal_street\n{becej},Nova 1\n")
    world.browser("staff").submit(f"{LIST}{becej}/", {"postal_street": "Prva 1"})
    applied = table.apply(response)
    assert applied.status_code == 409
    assert "Prva 1" in applied.page.xpath("string(//main)")
    assert kept(world, becej)[1] == "Prva 1"


def test_the_names_of_the_columns_are_those_of_the_model():
    assert {name for name in municipality_import.LAYOUT.columns if not hasattr(Municipality, name)} == set()
