from __future__ import annotations

import pytest
from sqlalchemy import select

from ledportal.accounts.models import User
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.offices.models import Confirmation, Revision
from tests.contracts.site import publish
from tests.factories import NOW, full_content, make_member, make_moderator, office
from tests.people import counted_queries, shared_world

OFFICES = "/moderacija/kancelarije/"


def make_revision(slug, status):
    revision = Revision(office_id=office(slug).id, number=1, status=status, schema=1, content=full_content(), created_at=NOW)
    db.session.add(revision)
    db.session.flush()
    return revision


@pytest.fixture
def world(app):
    def make():
        member = make_member(office("becej"))
        office("becej").published_revision = published = make_revision("becej", "published")
        db.session.add(Confirmation(office_id=office("becej").id, section="contact", confirmed_at=NOW, revision_id=published.id))
        make_revision("ub", "draft")
        make_revision("ada", "submitted")
        office("cacak").status = "none"
        return {"staff": make_moderator(), "member": member}

    return shared_world(app, make)


def listed(world, query):
    return world.browser("staff").get(OFFICES + query).page.xpath("//tbody//th//text()")


def change(world, slug="ub", version="1", **data):
    return world.browser("staff").send(f"{OFFICES}{slug}/", {"status": "exists", "successor": "", "version": version, **data})


def state(world, slug):
    return world.ask(lambda: (office(slug).status, office(slug).successor.slug if office(slug).successor else None, office(slug).version))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?view=draft", ["Ub"]),
        ("?view=waiting", ["Ada"]),
        ("?status=none", ["Čačak"]),
        ("?q=čačak", ["Čačak"]),
        ("?q=ЧАЧ", ["Čačak"]),
        ("?district=06&view=draft", []),
    ],
)
def test_offices_are_filtered(world, query, found):
    assert listed(world, query) == found


@pytest.mark.parametrize("view", ["no_member", "never_confirmed", "no_profile"])
def test_what_is_missing_is_found(world, view):
    page = world.browser("staff").get(f"{OFFICES}?view={view}").page
    assert "144 offices" in page.xpath("string(//main)")
    assert "Bečej" not in listed(world, f"?view={view}&q=bečej")


def test_offices_stand_in_serbian_order(world):
    found = listed(world, "") + listed(world, "?strana=2") + listed(world, "?strana=3")
    assert len(found) == 145
    assert found.index("Crna Trava") < found.index("Čačak") < found.index("Ćićevac") < found.index("Despotovac")
    assert found.index("Lučani") < found.index("Ljig") < found.index("Majdanpek")


def test_an_offices_page_shows_members_and_versions(world):
    page = world.browser("staff").get(f"{OFFICES}becej/").page
    assert "head, person" in page.xpath("string(//h2[. = 'Members']/following-sibling::ul)")
    assert [" ".join(each.split()) for each in page.xpath("//tbody//th//a/text() | //tbody//strong/text()")] == ["Version 1", "Published"]


def test_from_an_offices_page_staff_read_its_versions_and_enter_its_profile(world):
    def make():
        publish(office("sombor"), make_member(office("sombor")), db.session.get_one(User, world["staff"]))
        db.session.commit()

    world.ask(make)
    staff, url = world.browser("staff"), f"{OFFICES}sombor/"
    (behalf,) = staff.get(url).page.xpath("//main//a[contains(., 'on its behalf')]/@href")
    assert staff.submit(behalf, {"provenance": "phone"}).status_code == 303
    assert staff.get(behalf).page.xpath("//a[@class='govuk-back-link']/@href") == [url]
    links = staff.get(url).page.xpath("//tbody//th//a/@href")
    assert links[0] == "/moja-kancelarija/sombor/verzije/2/" and links[1].startswith("/moderacija/podnesci/")
    assert [staff.get(each).status_code for each in links] == [200, 200]


def test_a_status_is_changed_once_for_each_version(world):
    assert change(world).status_code == 303
    assert change(world, status="none").status_code == 409
    assert state(world, "ub") == ("exists", None, 2)
    event = world.ask(lambda: db.session.scalars(select(AuditEvent)).one())
    assert (event.verb, event.office_slug, event.details["after"]) == (
        "office.status_changed",
        "ub",
        {"status": "exists", "successor": None},
    )


def test_a_closed_office_may_have_a_successor(world):
    assert change(world, status="closed", successor="becej").status_code == 303
    assert state(world, "ub") == ("closed", "becej", 2)
    response = change(world, "becej", status="closed", successor="ub")
    assert response.status_code == 422
    assert response.page.xpath("//*[@id='successor-error']")


NONSENSE = (
    {"status": "x"},
    {"status": ""},
    {"status": "exists", "successor": "becej"},
    {"status": "closed", "successor": "ub"},
    {"status": "closed", "successor": "x" * 5000},
)


@pytest.mark.parametrize("data", NONSENSE)
def test_what_makes_no_sense_is_refused(world, data):
    assert change(world, **data).status_code == 422
    assert state(world, "ub") == ("unknown", None, 1)


@pytest.mark.parametrize("path", ["nema/", "%00/", "9223372036854775808/", "a" * 5000 + "/", "?strana=99"])
def test_bad_addresses_are_not_found(world, path):
    assert world.browser("staff").get(OFFICES + path).status_code == 404


def test_a_filter_that_is_none_shows_all(world):
    assert "145 offices" in world.browser("staff").get(f"{OFFICES}?view=x&status=y&district=z").page.xpath("string(//main)")


def test_members_do_not_see_the_staffs_pages(world):
    assert [world.browser(each).get(f"{OFFICES}becej/").status_code for each in ("member", None)] == [404, 303]


def test_the_list_takes_few_queries(world):
    staff = world.browser("staff")
    with counted_queries() as found:
        staff.get(OFFICES)
    assert len(found) <= 9
