"""What an entry was like before: versions, what changed, the page as it was, and nobody who is not named any more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ledportal import clock
from ledportal.days import as_typed, belgrade_day
from ledportal.extensions import db
from ledportal.offices import actions
from ledportal.offices.models import Provenance
from ledportal.script import to_cyrillic
from tests.directory.entries import publish
from tests.factories import full_content, make_member, make_moderator, office
from tests.people import make_world, shared_world

NOW = clock.now()
HISTORY = "/kancelarije/becej/istorija/"
FIRST, SECOND, THIRD = (NOW - timedelta(days=days) for days in (300, 200, 100))
FORMER = {
    "head": "Vesna Kanarinac", "contact_person": "Zoran Otišlić", "email": "vesna.kanarinac@example.org", "phone": "+381641111222",
    "mobile": "+381643333444", "mobile_public": True,
    "team": [
        {"id": "t1", "name": "Olga Bivša", "task": "projekti", "phone": "+381645555666", "email": "olga@example.org", "public": True},
        {"id": "t2", "name": "Nikad Objavljen", "task": "tajni zadatak", "phone": "", "email": "nikad@example.org", "public": False},
    ],
}  # fmt: skip
ABOUT = "Kancelariju vodi Vesna Kanarinac (vesna.kanarinac@example.org, 064 1111222)."
CANARIES = (
    "kanarinac", "otišlić", "olga", "bivša", "1111222", "3333444", "5555666", "vesna.", "nikad", "tajni", "podsetnik",
    "tajna potreba", "zvrk",
)  # fmt: skip


def versions():
    """Publish a version with people who leave, one in which only internal things change, and one with other people."""
    publish(at=FIRST, contact=FORMER, office={"about": ABOUT})
    publish(
        at=SECOND, contact={**FORMER, "reminder_email": "zvrk@example.org"}, office={"about": ABOUT}, learning={"good_practice": "zvrk"}
    )
    sites = full_content()["sites"]["sites"]
    sites[0] |= {"status": "sold", "free": "0"}
    last = publish(at=THIRD, office={"founded": "2009"}, sites={"sites": sites})
    draft = actions.start_draft(office(), by=office().members[0], at=NOW)
    draft.content = full_content(office={"about": "zvrk"})
    return {"last": last, "draft": draft}


@pytest.fixture
def world(app):
    return shared_world(app, versions)


@pytest.fixture
def visitor(world):
    return world.browser()


def words(element):
    return " ".join("".join(element.itertext()).split())


def rows(answer):
    return [[words(cell) for cell in row.xpath("./th | ./td")] for row in answer.page.xpath("//main//table/tbody/tr")]


def on(day):
    return f"{HISTORY}?dan={belgrade_day(day).isoformat()}"


def test_the_history_lists_what_was_published_and_what_changed(visitor):
    found = rows(visitor.get(HISTORY))
    assert [row[0] for row in found] == ["Version 3", "Version 2", "Version 1"]
    assert [row[2] for row in found] == ["by the office"] * 3
    assert [row[3] for row in found] == [
        "Office (2), Contact (6), Investment sites (1)",
        "Nothing that is public",
        "Published for the first time",
    ]
    assert [row[1].endswith("(still public)") for row in found] == [True, False, False]


def test_a_version_shows_what_changed_field_by_field_and_the_entry_as_it_was(visitor):
    page = visitor.get(f"{HISTORY}3/").page
    headings = [words(each) for each in page.xpath("//h2")]
    assert headings[:3] == [f"Changed in this version: {title}" for title in ("Office", "Contact", "Investment sites")]
    changed = words(page.xpath("//section[@aria-labelledby='changed-lokacije']")[0])
    assert "Industrijska zona Sever Changed" in changed and "Status Changed Before Free In this version Sold" in changed
    assert "2009" in words(page.xpath("//section[@aria-labelledby='kancelarija']")[0])
    first = visitor.get(f"{HISTORY}1/").page
    assert "2008" in words(first.xpath("//section[@aria-labelledby='kancelarija']")[0])
    assert "This is the first version that was published." in words(first.xpath("//main")[0])


def test_what_staff_are_told_of_hidden_fields_is_told_to_nobody_else(visitor):
    main = words(visitor.get(f"{HISTORY}3/").page.xpath("//main")[0])
    assert [each for each in ("Public only if switched on", "Not public", "Internal") if each in main] == []


def test_an_old_page_says_clearly_that_it_is_old_and_leads_to_the_present_one(visitor):
    page = visitor.get(f"{HISTORY}2/").page
    (banner,) = page.xpath("//*[@class='was']")
    assert words(banner).startswith("This is an earlier version. From ") and banner.xpath(".//a/@href") == ["/kancelarije/becej/"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='canonical']") == []
    assert page.xpath("//main//a[@rel='prev' or @rel='next']/@href") == [f"{HISTORY}1/", f"{HISTORY}3/"]
    assert "This is the version that is public now." in words(visitor.get(f"{HISTORY}3/").page.xpath("//*[@class='was']")[0])


def test_on_an_old_page_nothing_can_be_called_confirmed_or_reported(visitor):
    page = visitor.get(f"{HISTORY}1/").page
    assert page.xpath("//*[contains(@class, 'freshness') or contains(@class, 'report-link')]") == []


@pytest.mark.parametrize(
    ("day", "number"),
    [(FIRST, 1), (SECOND - timedelta(days=1), 1), (SECOND, 2), (THIRD - timedelta(days=1), 2), (THIRD, 3), (NOW, 3)],
)
def test_a_day_leads_to_the_version_that_was_public_on_it(visitor, day, number):
    answer = visitor.get(on(day))
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{HISTORY}{number}/")


def test_a_day_in_the_address_of_the_office_leads_there_too(visitor):
    answer = visitor.get(f"/cir/kancelarije/becej/?dan={belgrade_day(SECOND)}", follow_redirects=True)
    assert answer.request.path == f"/cir{HISTORY}2/"


def test_a_day_may_be_typed_as_everywhere_in_the_register(visitor):
    answer = visitor.get(HISTORY, query_string={"dan": as_typed(belgrade_day(SECOND))})
    assert answer.headers["Location"] == f"{HISTORY}2/"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (belgrade_day(FIRST - timedelta(days=1)).isoformat(), "The entry was first published on "),
        (belgrade_day(NOW + timedelta(days=2)).isoformat(), "Enter a day that is not in the future"),
        ("juče", "Enter a date in the form 11.12.2026."), ("0" * 5000, "Enter a date in the form 11.12.2026."),
    ],
)  # fmt: skip
def test_a_day_on_which_there_was_nothing_is_said_beside_the_field(visitor, typed, said):
    answer = visitor.get(HISTORY, query_string={"dan": typed})
    assert answer.status_code == 422 and said in words(answer.page.xpath("//*[@id='dan-error']")[0])
    assert len(rows(answer)) == 3


def test_without_a_day_the_list_is_shown(visitor):
    assert visitor.get(f"{HISTORY}?dan=").status_code == 200


@pytest.mark.parametrize("number", ["0", "4", "9223372036854775808", "99999999999999999999"])
def test_a_version_that_was_never_published_is_nowhere(visitor, number):
    assert visitor.get(f"{HISTORY}{number}/").status_code == 404


@pytest.mark.parametrize("path", ["/kancelarije/ub/istorija/", "/kancelarije/ub/istorija/1/", "/kancelarije/nema/istorija/"])
def test_an_office_that_published_nothing_has_no_history(visitor, path):
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("prefix", ["", "/cir", "/en"])
def test_nobody_who_is_not_named_any_more_is_on_any_page_or_in_any_file(world, prefix):
    visitor = world.browser()
    pages = ("/kancelarije/becej/", HISTORY, *(f"{HISTORY}{number}/" for number in (1, 2, 3)), "/kancelarije/?q=becej", "/")
    files = ("/kancelarije/becej.json", "/kancelarije/becej.vcf", "/podaci/kancelarije.json", "/podaci/kancelarije.csv")
    for path in (*pages, *files):
        answer = visitor.get(prefix + path)
        assert answer.status_code == 200, path
        text = answer.text.lower().replace(" ", "")
        marks = [each.replace(" ", "") for each in (*CANARIES, *map(to_cyrillic, CANARIES))]
        assert [mark for mark in marks if mark in text] == [], path


def test_in_their_place_stands_that_they_are_not_shown(visitor):
    main = words(visitor.get(f"{HISTORY}1/").page.xpath("//main")[0])
    assert "Head of the officeThe name of a former head is not shown" in main
    assert "Kancelariju vodi […] ([…], […])." in main
    changed = words(visitor.get(f"{HISTORY}3/").page.xpath("//section[@aria-labelledby='changed-kontakt']")[0])
    assert "Head of the office Changed Before The name of a former head is not shown In this version Mira Đorđević" in changed


def test_who_is_still_named_is_named_in_old_versions(app):
    def make():
        publish(at=FIRST)
        return {"last": publish(at=SECOND, office={"founded": "2010"})}

    visitor = make_world(app, make).browser()
    main = words(visitor.get(f"{HISTORY}1/").page.xpath("//main")[0])
    assert "Mira Đorđević" in main and "Ana Anić" in main and "Skriveni Saradnik" not in main


def test_the_marks_would_be_seen_while_the_people_are_named(app):
    def make():
        return {"last": publish(at=FIRST, contact=FORMER, office={"about": ABOUT})}

    text = make_world(app, make).browser().get(f"{HISTORY}1/").text.lower()
    seen = [mark for mark in CANARIES if mark in text.replace("064 ", "064")]
    assert seen == ["kanarinac", "otišlić", "olga", "bivša", "1111222", "3333444", "5555666", "vesna."]


def test_of_an_office_that_is_gone_nobody_is_named_in_its_history_either(world):
    def close():
        office().status = "closed"
        db.session.commit()

    world.ask(close)
    text = world.browser().get(f"{HISTORY}3/").text
    assert "Đorđević" not in text and "Anić" not in text and "ler@example.org" not in text


def test_a_version_says_how_it_came_in(app):
    def make():
        staff, place = make_moderator(), office()
        draft = actions.start_draft(place, by=staff, at=NOW, provenance=Provenance.PHONE)
        draft.content = full_content()
        actions.submit(draft, version=draft.version, by=staff, at=NOW)
        actions.approve(draft, version=draft.version, by=staff, at=NOW)
        return {"draft": draft, "member": make_member(place)}

    assert rows(make_world(app, make).browser().get(HISTORY))[0][2] == "by staff on the phone"


def test_the_office_page_leads_to_its_history(visitor):
    link = visitor.get("/kancelarije/becej/").page.xpath(f"//a[@href='{HISTORY}']")[0]
    assert words(link) == "3 published versions"
