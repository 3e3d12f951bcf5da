"""Recipients from a table: shown first, then done as it was shown; what is wrong is told by line and column."""

from __future__ import annotations

from io import BytesIO

import pytest
from sqlalchemy import select

from ledportal.distribution import recipient_import
from ledportal.distribution.models import Recipient
from ledportal.extensions import db
from tests.distribution.people import make_recipient
from tests.factories import make_moderator
from tests.imports.books import BOMB, BROKEN, OLD, book
from tests.people import at_once, make_world

LIST = "/moderacija/distribucija/"
IMPORT = f"{LIST}uvoz/"


@pytest.fixture
def world(app):
    def make():
        staff = make_moderator()
        return {"staff": staff, "library": make_recipient(staff)}

    return make_world(app, make)


def send_file(world, data, name="primaoci.csv"):
    data = data.encode() if isinstance(data, str) else data
    return world.browser("staff").submit(IMPORT, {"file": (BytesIO(data), name)}, content_type="multipart/form-data")


def values(response):
    return {each.get("name"): each.get("value") for each in response.page.xpath("//main//form//input")}


def every(world):
    query = select(Recipient.kind, Recipient.name, Recipient.person, Recipient.copies, Recipient.wish).order_by(Recipient.id)
    return world.ask(lambda: [tuple(row) for row in db.session.execute(query)])


LIBRARY = ("library", "Gradska biblioteka", "Ana Anić", 2, "paper")
HEADER = ["Kind", "Name", "Place", "Copies", "Wish", "Email"]


@pytest.mark.parametrize("as_file", [book, lambda rows: "\n".join(";".join(map(str, row)) for row in rows).encode()], ids=["XLSX", "CSV"])
def test_a_table_is_shown_first_and_then_done(world, as_file):
    rows = [HEADER, ["mediji", "Radio Bečej", "Bečej", 3, "oboje", "radio@example.org"], ["", "gradska BIBLIOTEKA", "Бечеј", 4, "", ""]]
    response = send_file(world, as_file(rows))
    assert response.status_code == 200
    told = " ".join(response.page.xpath("string(//main)").split())
    assert "1 recipient is new" in told and "1 recipient changes" in told
    assert every(world) == [LIBRARY]
    assert world.browser("staff").post(f"{IMPORT}primena/", data=values(response)).status_code == 303
    assert every(world) == [("library", "gradska BIBLIOTEKA", "Ana Anić", 4, "paper"), ("media", "Radio Bečej", "", 3, "both")]
    assert world.browser("staff").post(f"{IMPORT}primena/", data=values(response)).status_code == 409


def test_what_we_give_out_comes_in_again_as_no_change(world):
    world.ask(lambda: make_recipient(None, name="=1+1", kind="donor", country="Austria", note="dva\nreda") and db.session.commit())
    staff = world.browser("staff")
    for name in ("adresar.csv", "adresar.xlsx"):
        response = send_file(world, staff.get(LIST + name).data, name)
        assert "Nothing would change" in response.page.xpath("string(//main)"), name


def test_a_number_says_whom_a_row_is_about(world):
    response = send_file(world, f"number,name\n{world['library']},Narodna biblioteka\n")
    world.browser("staff").post(f"{IMPORT}primena/", data=values(response))
    assert every(world) == [("library", "Narodna biblioteka", "Ana Anić", 2, "paper")]


def test_errors_are_told_by_line_and_column_and_nothing_can_be_done(world):
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
    response = send_file(world, text)
    assert response.status_code == 422
    found = [tuple(row.xpath(".//th/text() | .//code/text()")) for row in response.page.xpath("//table[1]//tbody/tr")]
    assert found == [
        ("Line 2", "name"), ("Line 2", "email"), ("Line 2", "copies"), ("Line 2", "wish"), ("Line 3", "kind"), ("Line 4", "number"),
        ("Line 5", "number"), ("Line 6", "email"), ("Line 7", "postcode"), ("Line 9", "name"),
    ]  # fmt: skip
    assert response.page.xpath("//main//form") == []
    refused = world.browser("staff").send(f"{IMPORT}primena/", {"content": text, "digest": "x"})
    assert (refused.status_code, len(every(world))) == (409, 3)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        ("name\nč".encode("cp1250"), "UTF-8"),
        ("name\nx".encode("utf-16"), "UTF-8"),
        (b"name\n\x00", "not a text file"),
        (b"a" * 400_000, "too large"),
        (b"name,name\n1,2\n", "twice"),
        (b"kind\nlibrary\n", "missing"),
        (b"name,telefon\n1,2\n", "not known"),
        (b"name,kind\n1\n", "Line 2"),
        (b'name,kind\n"1,2\n', "Line 2"),
        (b"name\n" + b"Ime\n" * 1001, "1000 rows"),
        (book([["name"], *([f"Ime {number}"] for number in range(1001))]), "1000 rows"),
        (BROKEN["cut off"], "cannot be read"),
        (BROKEN["entities in entities"], "cannot be read"),
        (BOMB, "unpacked"),
        (OLD, "old kind"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_used_is_refused_in_words(world, data, says):
    response = send_file(world, data)
    assert response.status_code == 422
    assert says in response.page.xpath("string(//main)")


def test_no_file_is_told(world):
    assert world.browser("staff").send(IMPORT).status_code == 422


@pytest.mark.parametrize("content", ["", "x", "name,name\n", "a" * 400_000])
def test_doing_what_no_dry_run_showed_is_refused(world, content):
    assert world.browser("staff").send(f"{IMPORT}primena/", {"content": content, "digest": "x"}).status_code == 400


def test_a_change_in_between_shows_the_dry_run_again(world):
    response = send_file(world, "name,place,copies\nGradska biblioteka,Bečej,9\n")
    world.browser("staff").submit(f"{LIST}{world['library']}/", {"copies": "7"})
    done = world.browser("staff").post(f"{IMPORT}primena/", data=values(response))
    assert (done.status_code, every(world)[0][3]) == (409, 7)
    assert "Somebody changed a recipient" in done.page.xpath("string(//main)")


@pytest.mark.every_database
def test_two_who_press_the_button_at_once_add_everybody_once(world):
    browsers = [world.browser("staff") for _ in range(2)]
    typed = values(send_file(world, book([["name", "kind"], *([f"Biblioteka {number}", "library"] for number in range(20))])))
    sent = [(browser, typed | {"csrf_token": browser.token()}) for browser in browsers]
    calls = (lambda browser=browser, data=data: browser.post(f"{IMPORT}primena/", data=data) for browser, data in sent)
    assert at_once(*calls) == [303, 409]
    assert len(every(world)) == 21


def test_a_formula_comes_in_as_text(world):
    response = send_file(world, book([["name", "kind"], ["=1+1", "drugo"]]))
    world.browser("staff").post(f"{IMPORT}primena/", data=values(response))
    assert every(world)[-1][1] == "=1+1"


def test_the_names_of_the_columns_are_those_of_the_model():
    assert {name for name in recipient_import.LAYOUT.columns if not hasattr(Recipient, name)} == {"number"}
