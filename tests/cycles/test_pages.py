"""Staff's way through a cycle, by its pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from ledportal.accounts.models import User
from ledportal.audit import AuditEvent
from ledportal.cycles import actions, queries
from ledportal.cycles.models import Cycle
from ledportal.cycles.states import State
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from tests.cycles.rounds import NOW, PAST, mails, make_cycle, make_register, open_cycle, plan, state_of, submit
from tests.factories import make_member, office
from tests.people import counted_queries, shared_world

LIST = "/en/moderacija/ciklusi/"
TYPED = {
    "name": "Mapiranje 2027", "name_en": "Mapping 2027", "text": "Javite se.", "text_en": "",
    "starts_on": "2027-01-10", "ends_on": "10.2.2027.",
}  # fmt: skip


@pytest.fixture
def world(app):
    def make():
        made = make_register()
        return made | {"cycle": make_cycle(by=made["staff"])}

    return shared_world(app, make)


@pytest.fixture
def opened(world):
    world.ask(lambda: open_cycle(db.session.get_one(Cycle, world["cycle"]), by=_staff(world)))
    return world


def _staff(world):
    return db.session.get_one(User, world["staff"])


def url(world, rest=""):
    return f"{LIST}{world['cycle']}/{rest}"


def said(response):
    return " ".join(response.page.xpath("string(//main)").split())


def test_a_cycle_is_planned_and_changed(world):
    staff = world.browser("staff")
    response = staff.submit(f"{LIST}novi/", TYPED)
    assert response.status_code == 303
    page = staff.get(response.headers["Location"])
    assert "Mapping 2027" in said(page) and "10 January 2027 – 10 February 2027" in said(page)
    for _ in range(2):
        assert staff.submit(f"{response.headers['Location']}izmena/", {"name": "Popis"}).status_code == 303
    (event,) = world.ask(lambda: db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "cycle.changed")).all())
    assert event.details == {"before": {"name": "Mapiranje 2027"}, "after": {"name": "Popis"}}
    assert world.ask(lambda: db.session.scalars(select(Cycle.slug).order_by(Cycle.id)).all()) == ["mapiranje-2026", "popis"]


def test_two_cycles_of_one_name_have_two_addresses(world):
    slugs = world.ask(lambda: [actions.create(plan("Popis!"), by=_staff(world), at=NOW).slug for _ in range(3)])
    assert slugs == ["popis", "popis-2", "popis-3"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Enter a name"),
        ("name", "!!!", "Enter a name"),
        ("name", "x" * 101, "at most 100"),
        ("starts_on", "", "Enter the first day"),
        ("starts_on", "juče", "Enter a date in the form 11.12.2026."),
        ("ends_on", "9.1.2027.", "lies before"),
        ("text", "", "Write what"),
        ("text", "x" * 5001, "at most 5000"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_all_that_was_typed_stays(world, field, value, says):
    response = world.browser("staff").submit(f"{LIST}novi/", {**TYPED, field: value})
    assert response.status_code == 422
    assert says in response.page.xpath(f"string(//*[@id='{field}-error'])")
    assert response.page.xpath("//input[@id='name_en']/@value") == ["Mapping 2027"]


def test_a_change_of_what_somebody_else_changed_keeps_both(world):
    staff = world.browser("staff")
    staff.submit(url(world, "izmena/"), {"name": "Prva reč"})
    response = staff.send(url(world, "izmena/"), {**TYPED, "version": "1"})
    assert response.status_code == 409
    assert "Prva reč" in said(response) and response.page.xpath("//input[@id='name']/@value") == ["Mapiranje 2027"]


def test_the_page_says_what_opening_would_do_and_opening_does_it_once(world):
    staff = world.browser("staff")
    page = staff.get(url(world))
    assert "145 municipalities are asked. 4 emails go out." in said(page)
    assert page.page.xpath("//tbody//td/text()") == ["1", "1", "1", "142"]
    seen = {"version": page.page.xpath("//main//input[@name='version']/@value")[-1]}
    statuses = [staff.send(url(world, "otvaranje/"), seen).status_code for _ in range(2)]
    assert statuses == [303, 409]
    assert world.ask(lambda: len(mails())) == 4
    assert world.ask(lambda: db.session.scalars(select(AuditEvent.details).where(AuditEvent.verb == "cycle.opened")).one()) == {
        "municipalities": 145
    }


def test_one_cycle_at_a_time(opened):
    staff = opened.browser("staff")
    second = staff.submit(f"{LIST}novi/", TYPED).headers["Location"]
    page = staff.get(second).page
    assert "Another cycle is open" in page.xpath("string(.)") and page.xpath("//form[contains(@action, 'otvaranje')]") == []
    response = staff.send(f"{second}otvaranje/", {"version": "1"})
    assert response.status_code == 409 and "Another cycle is open" in said(response)
    assert opened.ask(lambda: db.session.scalars(select(Cycle.slug).where(Cycle.is_open.is_(True))).all()) == ["mapiranje-2026"]


def test_an_open_cycle_stays_as_it_is(opened):
    response = opened.browser("staff").send(url(opened, "izmena/"), {**TYPED, "version": "2"})
    assert response.status_code == 409 and "cannot be changed any more" in said(response)


def test_the_map_and_the_table_tell_the_state_of_each(opened):
    opened.ask(
        lambda: (
            actions.note(queries.find_answer(queries.open_cycle(), "ada"), State.PHONE, "Zvali", version=1, by=_staff(opened), at=PAST)
            or db.session.commit()
        )
    )
    page = opened.browser("staff").get(url(opened)).page
    tiles = {each.get("aria-label"): each for each in page.xpath("//*[@class='tiles']//*[local-name()='a']")}
    assert len(tiles) == 145
    ada = tiles["Ada: Reached by phone only"]
    assert (ada.get("class"), ada.get("href")) == ("is-phone", url(opened, "opstine/ada/"))
    assert ada.xpath("string(./following-sibling::*[1])") == "AdaT"
    assert "1 of 145 municipalities have answered (0.7%)." in " ".join(page.xpath("string(//main)").split())
    assert len(page.xpath("//main//tbody/tr")) == 145


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("state=invited", ["Ada", "Bečej", "Ub"]),
        ("state=invited&order=district", ["Bečej", "Ub", "Ada"]),
        ("state=invited&district=xx&order=xx", ["Ada", "Bečej", "Ub"]),
        ("state=refused", []),
    ],
)
def test_the_table_is_narrowed_and_sorted(opened, query, rows):
    page = opened.browser("staff").get(f"{url(opened)}?{query}").page
    assert page.xpath("//main//tbody/tr/th/a/text()") == rows


def test_the_page_asks_the_database_as_often_for_many_as_for_few(opened):
    staff = opened.browser("staff")
    with counted_queries() as few:
        staff.get(url(opened))
    opened.ask(lambda: [make_member(office(slug)) for slug in ("senta", "bor", "nis", "sid", "vrsac")] and db.session.commit())
    with counted_queries() as many:
        staff.get(url(opened))
    assert len(many) == len(few)


def test_a_note_is_written_taken_back_and_never_lost_to_somebody_faster(opened):
    staff, place = opened.browser("staff"), url(opened, "opstine/ada/")
    assert staff.submit(place, {"said": "no_office", "note": "Načelnik: <nema>"}).status_code == 303
    page = staff.get(place)
    assert "No office" in said(page) and "Change the status of the office" in said(page)
    late = staff.send(place, {"said": "refused", "note": "Druga reč", "version": "1"})
    assert late.status_code == 409 and "<nema>" in said(late)
    assert late.page.xpath("string(//textarea)").strip() == "Druga reč"
    assert staff.submit(place, {"said": "", "note": ""}).status_code == 303
    assert opened.ask(lambda: state_of(queries.open_cycle(), "ada")) == "invited"
    found = opened.ask(
        lambda: [
            each.details["after"]["said"]
            for each in db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "cycle.noted").order_by(AuditEvent.id))
        ]
    )
    assert found == ["no_office", ""]


@pytest.mark.parametrize("data", [{"said": "approved"}, {"said": "x"}, {"said": "phone", "note": "x" * 1501}])
def test_what_cannot_be_noted_is_refused(opened, data):
    assert opened.browser("staff").submit(url(opened, "opstine/ada/"), data).status_code == 422


def test_a_closed_cycle_takes_no_note_and_no_reminder(opened):
    staff, seen = opened.browser("staff"), {"version": "2"}
    assert "of 145 municipalities have answered" in said(staff.get(url(opened, "zatvaranje/")))
    assert staff.send(url(opened, "zatvaranje/"), seen).status_code == 303
    late = [staff.send(url(opened, rest), {"version": version}).status_code for rest in ("zatvaranje/", "podsetnik/") for version in "23"]
    assert late == [409] * 4
    assert staff.send(url(opened, "opstine/ada/"), {"said": "phone", "version": "1"}).status_code == 409
    opened.ask(lambda: submit(office("ub"), by=db.session.get_one(User, opened["first"]), at=NOW) and db.session.commit())
    assert "a response rate of 0%" in said(staff.get(url(opened)))
    assert "Invited" in staff.get(url(opened, "opstine/ub/")).page.xpath("string(//main//dl)")
    assert ";Ub;Kolubara District;Invited;" in staff.get(url(opened, "opstine.csv")).text
    assert staff.get(url(opened, "zatvaranje/")).status_code == 303


def test_whom_to_phone_on_the_page_and_in_the_file(opened):
    def prepare():
        town = office("senta").municipality
        town.registry_phone, town.postal_street, town.postal_place = "+381246556700", "=HYPERLINK(1)", "Senta"
        db.session.commit()

    opened.ask(prepare)
    staff = opened.browser("staff")
    page = staff.get(url(opened, "spisak/")).page
    row = page.xpath("//tbody/tr[th/a='Senta']")[0]
    assert "No member, and no address" in row.xpath("string()") and row.xpath(".//a/@href")[-1] == "tel:+381246556700"
    becej = page.xpath("//tbody/tr[th/a='Bečej']")[0]
    assert "No answer" in becej.xpath("string()") and becej.xpath(".//a/@href")[-1] == "tel:+381216912345"
    assert page.xpath("//tbody/tr[th/a='Ada']")
    staff.submit(url(opened, "opstine/ada/"), {"said": "no_office", "note": ""})
    assert not staff.get(url(opened, "spisak/")).page.xpath("//tbody/tr[th/a='Ada']")
    lines = staff.get(url(opened, "spisak.csv")).text.splitlines()
    assert [line for line in lines if line.startswith("Senta")] == [
        "Senta;North Banat District;No member, and no address of the registry office;;024 655 6700;;'=HYPERLINK(1), Senta"
    ]
    assert len(lines) == 145


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_of_the_table_is_a_formula(opened, text):
    opened.browser("staff").submit(url(opened, "opstine/ada/"), {"said": "phone", "note": text})
    response = opened.browser("staff").get(url(opened, "opstine.csv"))
    assert response.headers["Content-Disposition"].startswith("attachment; filename=ciklus-mapiranje-2026")
    (line,) = [line for line in response.text.splitlines() if line.startswith("Ada;")]
    assert line.rpartition(";")[2].strip('"') == f"'{text.strip()}"


def test_a_passed_last_day_is_said(opened):
    opened.ask(lambda: setattr(queries.open_cycle(), "ends_on", (NOW - timedelta(days=2)).date()) or db.session.commit())
    staff = opened.browser("staff")
    assert all("The last day has passed" in said(staff.get(page)) for page in (LIST, url(opened)))


def test_long_names_of_places_and_cycles(opened):
    def lengthen():
        db.session.get_one(Cycle, opened["cycle"]).name = "Ž" * 100
        office("ada").municipality.name_latin = "Љ" * 300
        db.session.commit()

    opened.ask(lengthen)
    staff = opened.browser("staff")
    for page in (LIST, url(opened), url(opened, "opstine/ada/"), url(opened, "spisak/")):
        assert staff.get(page).status_code == 200


def test_nobody_but_staff_sees_any_of_it(opened):
    assert [opened.browser().get(f"/ciklusi/mapiranje-2026/{rest}").status_code for rest in ("", "odziv.csv")] == [404] * 2
    pages = (LIST, url(opened), url(opened, "spisak.csv"), url(opened, "opstine.csv"), url(opened, "opstine/ada/"))
    assert [opened.browser("head").get(page).status_code for page in pages] == [404] * 5


def test_a_municipality_that_is_not_of_the_cycle_has_no_page(opened):
    code = opened.ask(lambda: db.session.scalars(select(Municipality.code).where(Municipality.active.is_(False))).first())
    assert code and [opened.browser("staff").get(url(opened, f"opstine/{slug}/")).status_code for slug in ("nema", code)] == [404, 404]
