"""Confirming what is public: what the page shows, what a press writes, and what it says when something else was faster."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from ledportal import clock
from ledportal.accounts.models import User
from ledportal.audit import AuditEvent
from ledportal.days import belgrade_day, months_later
from ledportal.extensions import db
from ledportal.offices import actions, queries
from ledportal.offices.models import Confirmation, Listing, Revision
from ledportal.offices.periods import PUBLIC_SECTIONS
from tests.client import form_values
from tests.factories import NOW, full_content, make_member, make_moderator, office
from tests.offices.profiles import OFFICE, a_world, drafted, submitted
from tests.offices.profiles import published as published_at
from tests.people import at_once, make_world

HERE = f"/en{OFFICE}"
PAGE = f"{HERE}potvrda/"
ALL = [section.key for section in PUBLIC_SECTIONS]
RECENTLY = clock.now() - timedelta(days=30)
BY_SUBMISSION = [("contact", "submission")]


def published(people):
    return published_at(people, at=RECENTLY)


def said(day):
    return f"{day.day} {day:%B} {day.year}"


def text(page, path="//main"):
    return " ".join(" ".join(page.xpath(path)[0].itertext()).split())


def ticks(page):
    return page.xpath("//input[@name='confirmed'][@checked]/@value")


def confirmations(world):
    query = select(Confirmation.section, Confirmation.via).order_by(Confirmation.id)
    return world.ask(lambda: [tuple(row) for row in db.session.execute(query)])


def day_of(world, via):
    """Return the day of the latest confirmation that came in that way."""
    query = select(Confirmation.confirmed_at).where(Confirmation.via == via).order_by(Confirmation.id.desc())
    return belgrade_day(world.ask(lambda: db.session.scalars(query).first()))


def events(world):
    return world.ask(lambda: db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "profile.confirmed")).all())


def listing(world):
    return world.ask(lambda: db.session.get_one(Listing, office().id))


def form_of(browser):
    return form_values(browser.get(PAGE).page.xpath("//main//form[@method='post']")[-1])


def publish_again(world, **sections):
    """Publish another version of the profile."""

    def publish():
        head, staff = (db.session.get_one(User, world[name]) for name in ("head", "staff"))
        draft = actions.start_draft(office(), by=head, at=clock.now())
        draft.content = full_content(**sections)
        actions.submit(draft, version=draft.version, by=head, at=clock.now())
        actions.approve(draft, version=draft.version, by=staff, at=clock.now())
        return {"again": draft}

    make_world(world.app, publish)


def test_the_page_shows_what_is_public_and_ticks_what_is_due(app):
    page = a_world(app, published).browser("head").get(PAGE).page
    found = text(page)
    assert page.xpath("//main//h2/@id") == [f"section-{key}" for key in (*ticks(page), "contact")], "what is due comes first"
    assert "Mira Đorđević" in found and "021 691 2345" in found and "Agriculture" in found and "Ana Anić" in found
    assert not [hidden for hidden in ("podsetnik@example.org", "064", "Skriveni", "TAJNA", "Not public", "Left empty") if hidden in found]
    contact = text(page, "//section[@aria-labelledby='section-contact']/ul")
    day = belgrade_day(RECENTLY)
    assert contact.startswith(f"Confirmed Last confirmed: {said(day)}")
    assert contact.endswith(f"To be confirmed: {said(months_later(day, 6))}")
    changed = said(belgrade_day(RECENTLY + timedelta(hours=1)))
    assert text(page, "//section[@aria-labelledby='section-office']/ul") == (
        f"Not confirmed Last confirmed: never Last changed: {changed} To be confirmed: {changed}"
    )
    assert ticks(page) == [key for key in ALL if key != "contact"]


def test_one_click_confirms_all(app):
    world = a_world(app, published)
    browser = world.browser("editor")
    response = browser.submit(PAGE, {"confirmed": []}, button="all=1")
    assert (response.status_code, response.location) == (303, HERE)
    assert confirmations(world) == BY_SUBMISSION + [(key, "page") for key in ALL]
    [event] = events(world)
    assert (event.actor_id, event.details["sections"], event.details["via"]) == (world["editor"], ALL, "page")
    found, today = listing(world), day_of(world, "page")
    assert {key: days["confirmed"] for key, days in found.sections.items()} == dict.fromkeys(ALL, today.isoformat())
    assert found.due_on == months_later(today, 6)
    page = browser.get(HERE).page
    assert "All of the public profile is confirmed as of today." in text(page)
    assert "Is everything still right?" not in text(page)


def test_what_is_ticked_is_confirmed_and_nothing_else(app):
    world = a_world(app, published)
    browser = world.browser("head")
    assert browser.submit(PAGE, {"confirmed": ["projects", "contact", "learning", "x"]}).status_code == 303
    assert confirmations(world) == [*BY_SUBMISSION, ("contact", "page"), ("projects", "page")]
    assert "2 sections are confirmed as of today." in text(browser.get(HERE).page)


def test_nothing_ticked_is_nothing_confirmed(app):
    world = a_world(app, published)
    response = world.browser("head").submit(PAGE, {"confirmed": []})
    assert response.status_code == 422
    assert text(response.page, "//*[@data-module='govuk-error-summary']//a") == "Tick at least one section"
    assert confirmations(world) == BY_SUBMISSION


def test_a_double_click_confirms_once(app):
    world = a_world(app, published)
    browser = world.browser("head")
    form = form_of(browser) | {"all": "1"}
    assert [browser.post(PAGE, data=form).status_code for _ in range(2)] == [303, 303]
    assert "It is confirmed already." in text(browser.get(HERE).page)
    assert len(confirmations(world)) == 1 + len(ALL) and len(events(world)) == 1


def test_a_second_page_confirms_only_what_the_first_one_left(app):
    world = a_world(app, published)
    first, second = world.browser("head"), world.browser("editor")
    form = form_of(second) | {"confirmed": ["office", "projects"]}
    first.submit(PAGE, {"confirmed": ["projects"]})
    assert second.post(PAGE, data=form).status_code == 303
    assert confirmations(world) == [*BY_SUBMISSION, ("projects", "page"), ("office", "page")]


def test_what_another_office_confirmed_meanwhile_leaves_nothing_out(app):
    world = a_world(app, published)
    form = form_of(world.browser("head")) | {"all": "1"}
    other = {"head": lambda: make_member(office("ada")), "staff": make_moderator}
    make_world(app, lambda: published_at({name: make() for name, make in other.items()}, confirmed=ALL, slug="ada") and {})
    before = len(confirmations(world))
    world.browser("head").post(PAGE, data=form)
    assert len(confirmations(world)) == before + len(ALL)


def test_two_members_at_once_confirm_once(app):
    world = a_world(app, published)
    browsers = [world.browser("head"), world.browser("editor")]
    forms = [form_of(each) | {"all": "1"} for each in browsers]
    calls = [lambda each=each, form=form: each.post(PAGE, data=form) for each, form in zip(browsers, forms, strict=True)]
    assert at_once(*calls) == [303, 303]
    assert len(confirmations(world)) == 1 + len(ALL) and len(events(world)) == 1


def test_a_later_confirmation_of_the_same_day_is_one_more(app):
    """Somebody who opens the page again and presses again says it again."""
    world = a_world(app, published)
    browser = world.browser("head")
    for _ in range(2):
        browser.submit(PAGE, button="all=1")
    assert len(confirmations(world)) == 1 + 2 * len(ALL)


def test_another_version_that_became_public_is_shown_instead(app):
    world = a_world(app, published)
    browser = world.browser("head")
    form = form_of(browser) | {"confirmed": ["office", "contact", "projects"]}
    publish_again(world, contact={"head": "Neko Drugi"})
    response = browser.post(PAGE, data=form)
    assert response.status_code == 409
    found = text(response.page)
    assert "Changed sections: Contact It stands" in found and "Neko Drugi" in found
    assert ticks(response.page) == ["office", "projects"]
    assert confirmations(world) == BY_SUBMISSION
    again = form_values(response.page.xpath("//main//form")[-1])
    assert browser.post(PAGE, data=again).status_code == 303
    assert confirmations(world) == [*BY_SUBMISSION, ("office", "page"), ("projects", "page")]


@pytest.mark.parametrize("revision", ["", "0", "x", "99999999999999999999", "-1", "²"])
def test_confirming_names_the_version_that_was_seen(app, revision):
    world = a_world(app, published)
    browser = world.browser("head")
    response = browser.post(PAGE, data=form_of(browser) | {"revision": revision, "all": "1"})
    assert response.status_code == 409 and ticks(response.page) == []
    assert confirmations(world) == BY_SUBMISSION


def test_a_version_of_another_office_tells_nothing(app):
    def elsewhere(people):
        db.session.add(Revision(id=77, office=office("ub"), number=1, status="draft", schema=1, content=full_content(), created_at=NOW))

    world = a_world(app, published, elsewhere)
    browser = world.browser("head")
    response = browser.post(PAGE, data=form_of(browser) | {"revision": "77", "all": "1"})
    assert response.status_code == 409 and all(section.title in text(response.page) for section in PUBLIC_SECTIONS)


def test_without_a_token_nothing_is_confirmed_and_the_ticks_stay(app):
    world = a_world(app, published)
    browser = world.browser("head")
    response = browser.post(PAGE, data=form_of(browser) | {"csrf_token": "", "confirmed": ["contact"]})
    assert response.status_code == 400 and ticks(response.page) == ["contact"]
    assert confirmations(world) == BY_SUBMISSION


def test_without_a_public_profile_there_is_nothing_to_confirm(app):
    world = a_world(app, submitted)
    browser = world.browser("head")
    page = browser.get(PAGE).page
    assert "Nothing is public yet" in text(page) and page.xpath("//main//form") == []
    response = browser.send(PAGE, {"all": "1", "revision": "1", "seen": "0"})
    assert response.status_code == 409 and "Nothing is public yet" in text(response.page)
    assert confirmations(world) == []
    assert PAGE not in browser.get(HERE).text


@pytest.mark.parametrize(
    ("makers", "says"), [([drafted], "not what stands in the draft"), ([submitted], "staff are checking a newer version")]
)
def test_it_is_about_what_is_public_whatever_is_on_its_way(app, makers, says):
    world = a_world(app, published, *makers)
    browser = world.browser("head")
    before = world.ask(lambda: queries.open_revision(office()).version)
    assert says in text(browser.get(PAGE).page)
    assert browser.submit(PAGE, button="all=1").status_code == 303
    assert len(confirmations(world)) == 1 + len(ALL)
    assert world.ask(lambda: queries.open_revision(office()).version) == before


def test_staff_confirm_what_they_were_told_by_phone(app):
    world = a_world(app, published)
    staff = world.browser("staff")
    assert "came by phone" in text(staff.get(PAGE).page)
    assert staff.submit(PAGE, {"confirmed": ["office"]}).status_code == 303
    assert confirmations(world) == [*BY_SUBMISSION, ("office", "phone")]
    log = text(staff.get("/en/moderacija/dnevnik/?verb=profile.confirmed").page, "//tbody/tr")
    assert "Public profile confirmed" in log and "phone" in log


@pytest.mark.parametrize("who", ["other", "outsider", None])
def test_others_find_nothing(app, who):
    world = a_world(app, published)
    assert world.browser(who).get(PAGE).status_code == (404 if who else 303)
    world.browser(who).send(PAGE, {"all": "1", "revision": "1", "seen": "0"})
    assert confirmations(world) == BY_SUBMISSION


def test_a_confirmation_and_an_approval_at_once_leave_the_right_days(app):
    """Whoever is first, what was confirmed is what was public, and the listing holds what a rebuild would write."""
    world = a_world(app, published, lambda people: submitted(people, projects={"projects": []}))
    head, staff = world.browser("head"), world.browser("staff")
    form, revision = form_of(head) | {"all": "1"}, world.ask(lambda: queries.open_revision(office()).id)
    url = f"/en/moderacija/podnesci/{revision}/"
    decision = form_values(staff.get(url).page.xpath("//main//form[@method='post'][.//input[@name='version']]")[-1]) | {"verb": "approve"}
    answers = at_once(lambda: head.post(PAGE, data=form), lambda: staff.post(url, data=decision))
    assert answers in ([303, 303], [303, 409])
    confirmed = {row[0] for row in confirmations(world) if row[1] == "page"}
    assert confirmed == (set(ALL) if answers == [303, 303] else set())
    days = {key: each["confirmed"] for key, each in listing(world).sections.items()}
    if confirmed:
        assert days == dict.fromkeys(ALL, day_of(world, "page").isoformat())
    else:
        assert days == dict.fromkeys(ALL) | {"contact": day_of(world, "submission").isoformat()}
    assert listing(world).content["projects"]["projects"] == []


def test_a_confirmation_of_an_older_day_does_not_win(app):
    """A submission's tick is dated at the submission, also where the page's confirmation came before the approval."""

    def on_its_way(people):
        draft = drafted(people)
        actions.submit(draft, version=draft.version, confirmed=["contact"], by=people["head"], at=RECENTLY + timedelta(days=9))

    world = a_world(app, published, on_its_way)
    world.browser("head").submit(PAGE, {"confirmed": ["contact"]})

    def approve():
        revision = queries.open_revision(office())
        staff = db.session.get_one(User, world["staff"])
        actions.approve(revision, version=revision.version, by=staff, at=clock.now() + timedelta(seconds=1))
        return {}

    make_world(app, approve)
    assert confirmations(world) == [*BY_SUBMISSION, ("contact", "page"), ("contact", "submission")]
    assert listing(world).sections["contact"]["confirmed"] == day_of(world, "page").isoformat()
