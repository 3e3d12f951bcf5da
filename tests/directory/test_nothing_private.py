"""What is not published is nowhere to be found: a marked word in every private place, and every public page read."""

from __future__ import annotations

import pytest

from ledportal import clock
from ledportal.extensions import db
from ledportal.offices import actions
from ledportal.offices.actions import Ruling
from ledportal.offices.models import Comment, Listing
from ledportal.offices.profile import LEARNING
from ledportal.script import to_cyrillic
from tests.directory.entries import PUBLIC, publish
from tests.factories import full_content, make_member, make_moderator, make_user, office
from tests.people import make_world

NOW = clock.now()
MARK = "zvrk"
MARKED_PHONE = "+381645550199"
SHOWN_PHONE = "064 5550199"
PATHS = (
    "/", "/kancelarije/", "/kancelarije/?strana=2", "/kancelarije/?strana=3", "/kancelarije/?okrug=juznobacki", "/kancelarije/?q=becej",
    "/kancelarije/becej/", "/kancelarije/vrbas/", "/kancelarije/kula/", "/kancelarije/ada/", "/kancelarije/bor/", "/o-registru/",
    "/pristupacnost/", "/privatnost/", "/svezina/", "/kancelarije/becej.json", "/kancelarije/becej.vcf",
    "/kancelarije/becej/istorija/", "/kancelarije/becej/istorija/1/", "/podaci/kancelarije.json", "/podaci/kancelarije.csv",
)  # fmt: skip


def hidden_parts():
    """Return sections in which every private field carries the mark, and the mobile number is marked and switched off."""
    content = full_content()
    hidden = {"name": "Zvrk Zvrkić", "task": "zvrk", "phone": MARKED_PHONE, "email": "zvrk@example.org"}
    return {
        "contact": {
            "reminder_email": "zvrk.podsetnik@example.org",
            "mobile": MARKED_PHONE,
            "mobile_public": False,
            "team": [content["contact"]["team"][0], {"id": "t2", **hidden, "public": False}],
        },
        "learning": {spec.key: f"zvrk {spec.key}" for spec in LEARNING.fields},
    }


def marked_content():
    """Return a content in which every text that can be marked is: nothing of it is published."""
    content = full_content()
    content["office"] |= {"name": "Zvrk kancelarija", "about": "Zvrk o nama", "name_en": "Zvrk office"}
    content["contact"] |= {"head": "Zvrk Zvrkić", "email": "zvrk@example.org", "phone": MARKED_PHONE}
    content["projects"]["projects"][0]["title"] = "Zvrk projekat"
    return content


def draft(slug):
    place = office(slug)
    member = next(iter(place.members), None) or make_member(place, user=make_user(name="Zvrk Član", email=f"zvrk.{slug}@example.org"))
    made = actions.start_draft(place, by=member, at=NOW)
    made.content = marked_content()
    return made, member


def submitted(slug):
    made, member = draft(slug)
    actions.submit(made, version=made.version, confirmed=PUBLIC, by=member, at=NOW)
    return made


def make():
    staff = make_moderator(name="Zvrk Moderator", email="zvrk.staff@example.org")
    ruling = Ruling(reasons=("unclear",), text="zvrk odluka", comments=(("office.about", "zvrk primedba"),))
    revision = publish("becej", confirmed=PUBLIC, at=NOW, by=staff, **hidden_parts())
    revision.comments.append(Comment(field="", text="zvrk interno", internal=True, created_at=NOW, author=staff))
    draft("becej")
    draft("vrbas")
    submitted("kula")
    returned = submitted("ada")
    actions.return_to_office(returned, version=returned.version, ruling=ruling, by=staff, at=NOW)
    rejected = submitted("bor")
    actions.reject(rejected, version=rejected.version, ruling=ruling, by=staff, at=NOW)
    return {"becej": office()}


@pytest.fixture
def world(app):
    return make_world(app, make)


@pytest.mark.parametrize("prefix", ["", "/cir", "/en"])
def test_no_public_page_holds_anything_private(world, prefix):
    visitor = world.browser()
    for path in PATHS:
        answer = visitor.get(prefix + path)
        assert answer.status_code == 200, path
        text = answer.text.lower()
        assert [mark for mark in (MARK, to_cyrillic(MARK), MARKED_PHONE, SHOWN_PHONE) if mark in text] == [], path


@pytest.mark.parametrize("text", ["zvrk", "звркић", "zvrk.podsetnik@example.org", "381645550199", "064 5550199", "zvrk training_needs"])
def test_a_search_does_not_find_what_is_private(world, text):
    page = world.browser().get("/kancelarije/", query_string={"q": text}).page
    assert page.xpath("//li[@class='entry']") == []


def test_what_is_being_prepared_does_not_change_what_everybody_sees(world):
    page = world.browser().get("/").page
    squares = {each.get("href"): each.get("aria-label") for each in page.xpath("//*[@class='tiles']//*[local-name()='a']")}
    assert {squares[f"/kancelarije/{slug}/"].partition(": ")[2] for slug in ("vrbas", "kula", "ada", "bor")} == {"No entry yet"}


def test_the_listing_itself_holds_nothing_private(world):
    listing = world.ask(lambda: db.session.get_one(Listing, world["becej"]))
    assert MARK not in f"{listing.content} {listing.name}".lower()


def test_the_marks_would_be_seen_if_they_were_published(app):
    def make_public():
        parts = hidden_parts()
        parts["contact"]["mobile_public"] = parts["contact"]["team"][1]["public"] = True
        return {"revision": publish("becej", at=NOW, **parts)}

    world = make_world(app, make_public)
    text = world.browser().get("/kancelarije/becej/").text
    assert SHOWN_PHONE in text and "Zvrk Zvrkić" in text and "podsetnik" not in text
