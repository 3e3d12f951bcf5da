"""Something has changed: a draft in which only that section is open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from ledportal.accounts.models import User
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.offices import actions, queries
from ledportal.offices.opening import is_open, opened
from ledportal.offices.profile import BY_KEY, SECTIONS
from tests.client import form_values
from tests.factories import NOW, full_content, office
from tests.offices.profiles import LATER, OFFICE, RULING, a_world, drafted, fresh, published, submitted, withdrawn
from tests.people import make_world

HERE = f"/en{OFFICE}"
CONTACT = f"{HERE}kontakt/"
PROJECTS = f"{HERE}projekti/"
CHANGE = f"{CONTACT}izmena/"
KEYS = st.lists(st.sampled_from(list(BY_KEY)), unique=True)


def text(page, path="//main"):
    return " ".join("".join(page.xpath(path)[0].itertext()).split())


def draft(world):
    return world.ask(lambda: queries.open_revision(office()))


@pytest.fixture
def world(app):
    """Bečej's public profile, and a draft that was begun for its contact."""
    world = a_world(app, published)
    world.browser("head").send(CHANGE)
    return world


@given(KEYS, st.sampled_from(list(BY_KEY)))
def test_opening_a_section_opens_it_and_closes_none(sections, key):
    found = opened(sections, key)
    assert set(found) == {*sections, key} and found == [each for each in BY_KEY if each in found]
    assert [is_open(found, each) for each in BY_KEY] == [each in found for each in BY_KEY]


@given(st.sampled_from(list(BY_KEY)))
def test_where_all_are_open_all_stay_open(key):
    assert opened(None, key) is None and is_open(None, key)


def test_the_button_leads_to_the_form_of_that_section(app):
    world = a_world(app, published)
    browser = world.browser("head")
    page = browser.get(f"{HERE}potvrda/").page
    [button] = page.xpath("//button[@formaction=$to]", to=CHANGE)
    assert text(button, ".") == "Something has changed: Contact"
    response = browser.post(CHANGE, data=form_values(page.xpath("//main//form")[-1]))
    assert (response.status_code, response.location) == (303, CONTACT)
    found = draft(world)
    assert (found.status, found.number, found.open_sections, found.provenance) == ("draft", 2, ["contact"], "office")
    assert found.content == full_content()
    assert browser.get(CONTACT).page.xpath("//input[@name='head']")
    event = world.ask(
        lambda: db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "revision.drafted").order_by(AuditEvent.id)).all()
    )[-1]
    assert event.details == {"provenance": "office", "sections": ["contact"]}


def test_a_second_press_goes_on_with_the_same_draft(world):
    first = draft(world)
    assert world.browser("editor").send(CHANGE).status_code == 303
    assert (draft(world).id, draft(world).open_sections) == (first.id, ["contact"])


def test_the_overview_says_what_is_open_and_the_rest_is_locked(world):
    page = world.browser("head").get(HERE).page
    assert "Open for a change: Contact. The other sections stay as they are." in text(page)
    assert text(page, "//a[@role='button'][contains(., 'Continue')]") == "Continue: Contact"
    assert page.xpath("//ul[@class='govuk-task-list']//a/@href") == [CONTACT]
    states = [text(each, ".") for each in page.xpath("//main//*[@class='govuk-task-list__status']")]
    assert states[1] == "Complete" and states[5] == "Unchanged Change this section too: Projects"
    assert page.xpath("//ul[@class='govuk-task-list']//form/@action")[0] == f"{HERE}kancelarija/izmena/"


def test_a_closed_section_is_read_only_with_a_button_that_opens_it(world):
    browser = world.browser("head")
    page = browser.get(PROJECTS).page
    assert "In this draft, this section stays as it is." in text(page) and "Uređenje zone Sever" in text(page)
    assert page.xpath("//main//input[@type='text'] | //main//textarea") == []
    response = browser.submit(PROJECTS)
    assert (response.status_code, response.location) == (303, PROJECTS)
    assert draft(world).open_sections == ["contact", "projects"]
    assert browser.get(PROJECTS).page.xpath("//main//textarea")


def test_a_form_that_was_open_before_keeps_what_was_typed(app):
    """Somebody filled in another section while a colleague began a draft for the contact only."""
    world = a_world(app, published)
    writer = world.browser("head")
    form = form_values(writer.get(PROJECTS).page.xpath("//main//form")[-1]) | {"projects-0-title": "Nov naziv"}
    world.browser("editor").send(CHANGE)
    for headers in ({}, {"Accept": "application/json"}):
        assert writer.post(PROJECTS, data=form | {"save": "1"}, headers=headers).status_code == 409
    response = writer.post(PROJECTS, data=form | {"save": "1"})
    again = form_values(response.page.xpath("//main//form")[-1])
    assert again["projects-0-title"] == "Nov naziv" and "this section stays as it is" in text(response.page)
    assert draft(world).content == full_content()
    buttons = response.page.xpath("//main//form//button[@name='open' or @name='save' or @name='save_and_next']/@name")
    assert set(buttons) == {"open"}
    assert writer.post(PROJECTS, data=again | {"open": "1"}).status_code == 303
    assert draft(world).content["projects"]["projects"][0]["title"] == "Nov naziv"
    assert draft(world).open_sections == ["contact", "projects"]


def test_the_action_itself_refuses_a_closed_section(world):
    def save():
        found, head = queries.open_revision(office()), db.session.get_one(User, world["head"])
        stored = found.content["projects"]
        with pytest.raises(actions.ClosedError):
            seen = actions.content.digest(stored)
            actions.save_section(found, BY_KEY["projects"], {"projects": []}, seen=seen, by=head, at=LATER)

    world.ask(save)
    assert draft(world).content == full_content()


def test_after_saving_comes_the_review_where_the_rest_may_be_confirmed(world):
    browser = world.browser("head")
    response = browser.submit(CONTACT, {"head": "Nova Načelnica"}, button="save_and_next=1")
    assert response.location == f"{HERE}pregled/"
    assert browser.get(HERE).page.xpath("//a[@role='button'][contains(., 'Check and submit')]")
    page = browser.get(response.location).page
    titles = [text(each, ".") for each in page.xpath("//main//h2[starts-with(@id, 'section-')]")]
    assert (len(titles), titles[0]) == (len(SECTIONS), "Contact"), "what was changed comes first"
    assert all("Unchanged" in each for each in titles[1:])
    assert browser.submit(response.location, {"confirmed": ["office", "contact"]}).status_code == 303
    assert draft(world).status == "submitted" and draft(world).confirmed_sections == ["office", "contact"]


def test_what_was_opened_and_changed_is_ticked_at_first(world):
    browser = world.browser("head")
    ticks = "//input[@name='confirmed'][@checked]/@value"
    assert browser.get(f"{HERE}pregled/").page.xpath(ticks) == []
    browser.submit(CONTACT, {"head": "Nova Načelnica"})
    assert browser.get(f"{HERE}pregled/").page.xpath(ticks) == ["contact"]
    world.browser("head").send(f"{PROJECTS}izmena/")
    assert browser.get(f"{HERE}pregled/").page.xpath(ticks) == ["contact"]


def test_what_staff_are_checking_is_not_asked_for_again(world):
    browser = world.browser("head")
    browser.submit(CONTACT, {"head": "Nova Načelnica"})
    assert "6 sections of the public profile are to be confirmed." in text(browser.get(HERE).page), "all but the contact"
    browser.submit(f"{HERE}pregled/", {"confirmed": ["office"]})
    assert "5 sections of the public profile are to be confirmed." in text(browser.get(HERE).page)


def test_the_next_section_is_the_next_open_one(world):
    browser = world.browser("head")
    browser.send(f"{PROJECTS}izmena/")
    assert browser.submit(CONTACT, button="save_and_next=1").location == PROJECTS
    assert browser.submit(PROJECTS, button="save_and_next=1").location == f"{HERE}pregled/"


def test_a_draft_of_the_whole_profile_stays_open(app):
    world = a_world(app, published, drafted)
    assert world.browser("head").send(CHANGE).status_code == 303
    assert draft(world).open_sections is None
    assert world.browser("head").get(PROJECTS).page.xpath("//main//textarea")


def test_while_staff_check_a_submission_the_page_says_so(app):
    world = a_world(app, published, submitted)
    browser = world.browser("head")
    response = browser.send(CHANGE)
    assert (response.status_code, response.location) == (303, CONTACT)
    assert "staff are checking the profile, so it cannot be changed now" in text(browser.get(CONTACT).page)
    assert draft(world).status == "submitted"


def test_what_changed_is_changed_in_what_is_public_and_not_in_a_text_that_was_taken_back(app):
    def taken_back(people):
        revision = drafted(people, projects={"projects": []})
        actions.withdraw(revision, version=revision.version, by=people["head"], at=LATER)

    world = a_world(app, published, taken_back)
    world.browser("head").send(CHANGE)
    assert draft(world).content == full_content() and draft(world).open_sections == ["contact"]


@pytest.mark.parametrize("makers", [[], [withdrawn]])
def test_without_a_public_profile_all_is_open(app, makers):
    world = a_world(app, *makers)
    world.browser("head").send(CHANGE)
    assert draft(world).open_sections is None


def test_a_draft_that_comes_back_is_open_in_all(world):
    def come_back():
        found = queries.open_revision(office())
        head, staff = (db.session.get_one(User, world[name]) for name in ("head", "staff"))
        actions.submit(found, version=found.version, by=head, at=NOW)
        actions.return_to_office(found, version=found.version, ruling=RULING, by=staff, at=LATER)
        return {}

    make_world(world.app, come_back)
    assert draft(world).number == 3 and draft(world).open_sections is None


def test_staff_open_a_section_by_phone(app):
    world = a_world(app, published)
    assert world.browser("staff").send(CHANGE).location == CONTACT
    assert (draft(world).provenance, draft(world).open_sections) == ("phone", ["contact"])


def test_staff_say_first_how_they_know_before_they_go_on_with_the_offices_draft(world):
    response = world.browser("staff").send(f"{PROJECTS}izmena/")
    assert response.location == HERE
    assert draft(world).open_sections == ["contact"]


@pytest.mark.parametrize("who", ["other", "outsider", None])
def test_others_open_nothing(app, who):
    world = a_world(app, fresh)
    world.browser(who).send(CHANGE)
    assert draft(world) is None
