"""Recipients from a table: shown first, then done as it was shown; what is wrong is told by line and column."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ledportal.distribution import recipient_import
from ledportal.distribution.models import Recipient
from ledportal.extensions import db
from tests.distribution.people import make_recipient
from tests.factories import make_moderator
from tests.imports.books import book
from tests.imports.bringing import Bringing, button, problems
from tests.people import at_once, make_world

LIST = "/moderacija/distribucija/"
IMPORT = f"{LIST}uvoz/"


@pytest.fixture
def world(app):
    def make():
        staff = make_moderator()
        return {"staff": staff, "library": make_recipient(staff)}

    return make_world(app, make)


@pytest.fixture
def table(world):
    return Bringing(world, IMPORT)


def every(world):
    query = select(Recipient.kind, Recipient.name, Recipient.person, Recipient.copies, Recipient.wish).order_by(Recipient.id)
    return world.ask(lambda: [tuple(row) for row in db.session.execute(query)])


LIBRARY = ("library", "Gradska biblioteka", "Ana Anić", 2, "paper")
HEADER = ["Kind", "Name", "Place", "Copies", "Wish", "Email"]


@pytest.mark.parametrize("as_file", [book, lambda rows: "\n".join(";".join(map(str, row)) for row in rows).encode()], ids=["XLSX", "CSV"])
def test_a_table_is_shown_first_and_then_done(world, table, as_file):
    rows = [HEADER, ["mediji", "Radio Bečej", "Bečej", 3, "oboje", "radio@example.org"], ["", "gradska BIBLIOTEKA", "Бечеј", 4, "", ""]]
    response = table.show(as_file(rows))
    assert response.status_code == 200
    told = " ".join(response.page.xpath("string(//main)").split())
    assert "1 recipient is new" in told and "1 recipient changes" in told
    assert every(world) == [LIBRARY]
    assert table.apply(response).status_code == 303
    assert every(world) == [("library", "gradska BIBLIOTEKA", "Ana Anić", 4, "paper"), ("media", "Radio Bečej", "", 3, "both")]
    assert table.apply(response).status_code == 409


@pytest.mark.parametrize(
    "header",
    [
        "Naziv;Vrsta;Ulica i broj;Poštanski broj;Mesto;E-pošta;Broj primeraka;Želi",
        "Назив;Врста;Улица;Поштански број;Место;Е-пошта;Примерака;Жели",
    ],
)
def test_a_table_may_be_in_serbian(world, table, header):
    table.apply(table.show(f"{header}\nRadio Bečej;медији;Glavna 1;21220;Bečej;radio@example.org;3;oboje\n"))
    assert every(world)[-1] == ("media", "Radio Bečej", "", 3, "both")


def test_the_words_that_a_cell_may_hold_are_those_of_the_page(world, table):
    words = "kancelarija, biblioteka, ministarstvo, donator, mediji, drugo"
    assert words in world.browser("staff").get(IMPORT).page.xpath("string(//main)")
    assert words in table.show("name,kind\nNovi,izmišljeno\n").page.xpath("string(//main)")


def test_what_we_give_out_comes_in_again_as_no_change(world, table):
    world.ask(lambda: make_recipient(None, name="=1+1", kind="donor", country="Austria", note="dva\nreda") and db.session.commit())
    staff = world.browser("staff")
    for name in ("adresar.csv", "adresar.xlsx"):
        response = table.show(staff.get(LIST + name).data, name)
        assert "Nothing would change" in response.page.xpath("string(//main)"), name


def test_a_number_says_whom_a_row_is_about(world, table):
    response = table.show(f"number,name\n{world['library']},Narodna biblioteka\n")
    table.apply(response)
    assert every(world) == [("library", "Narodna biblioteka", "Ana Anić", 2, "paper")]


def test_errors_are_told_by_line_and_column_and_nothing_can_be_done(world, table):
    world.ask(lambda: make_recipient(None, name="Dvaput") and make_recipient(None, name="Dvaput") and db.session.commit())
    text = (
        "number,name,place,kind,copies,wish,email,postcode\n"
        ",,,,0,možda,x,\n"
        ",Novi,,,,,,\n"
        "999999,Niko,,,,,,\n"
        ",Dvaput,Bečej,,,,,\n"
        ",Treći,,donator,,pdf,,\n"
        ",Četvrti,,donator,,,,99999\n"
        f"{world['library']},Gradska biblioteka,Bečej,,,,,\n"
        ",Gradska biblioteka,Bečej,,,,,\n"
    )
    response = table.show(text)
    assert response.status_code == 422
    assert problems(response) == [
        ("Line 2", "name"), ("Line 2", "email"), ("Line 2", "copies"), ("Line 2", "wish"), ("Line 3", "kind"), ("Line 4", "number"),
        ("Line 5", "number"), ("Line 6", "email"), ("Line 7", "postcode"), ("Line 9", "name"),
    ]  # fmt: skip
    assert response.page.xpath("//main//form") == []
    assert (table.apply_unseen(text).status_code, len(every(world))) == (409, 3)


def test_a_change_in_between_shows_the_dry_run_again(world, table):
    response = table.show("name,place,copies\nGradska biblioteka,Bečej,9\n")
    world.browser("staff").submit(f"{LIST}{world['library']}/", {"copies": "7"})
    done = table.apply(response)
    assert (done.status_code, every(world)[0][3]) == (409, 7)
    assert "Somebody changed a recipient" in done.page.xpath("string(//main)")


@pytest.mark.every_database
def test_two_who_press_the_button_at_once_add_everybody_once(world, table):
    browsers = [world.browser("staff") for _ in range(2)]
    typed = button(table.show(book([["name", "kind"], *([f"Biblioteka {number}", "library"] for number in range(20))])))
    sent = [(browser, typed | {"csrf_token": browser.token()}) for browser in browsers]
    calls = (lambda browser=browser, data=data: browser.post(f"{IMPORT}primena/", data=data) for browser, data in sent)
    assert at_once(*calls) == [303, 409]
    assert len(every(world)) == 21


def test_a_formula_comes_in_as_text(world, table):
    response = table.show(book([["name", "kind"], ["=1+1", "drugo"]]))
    table.apply(response)
    assert every(world)[-1][1] == "=1+1"


def test_the_names_of_the_columns_are_those_of_the_model():
    assert {name for name in recipient_import.LAYOUT.columns if not hasattr(Recipient, name)} == {"number"}
