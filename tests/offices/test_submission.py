"""The overview before submission, submitting, and taking back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.offices import actions, content, queries
from ledportal.offices.models import Revision
from ledportal.offices.profile import SECTIONS
from ledportal.outbox.models import OutboxMessage
from tests.client import form_values
from tests.factories import NOW, office
from tests.offices.profiles import LATER, OFFICE, a_world, drafted, published, submitted
from tests.people import at_once, make_world

HERE = f"/en{OFFICE}"
REVIEW = f"{HERE}pregled/"
WITHDRAW = f"{HERE}povlacenje/"


def text(page, path="//main"):
    return " ".join(" ".join(page.xpath(path)[0].itertext()).split())


def latest(world):
    return world.ask(lambda: queries.latest_revision(office()))


def mails(world):
    return world.ask(lambda: list(db.session.scalars(select(OutboxMessage.template).order_by(OutboxMessage.id))))


def form_of(browser, url=REVIEW):
    return form_values(browser.get(url).page.xpath("//main//form[@method='post']")[-1])


def ticks(page):
    return page.xpath("//input[@name='confirmed'][@checked]/@value")


def change_contact(world):
    def change():
        draft = queries.open_revision(office())
        values = {**draft.content["contact"], "head": "Neko Drugi"}
        seen = content.digest(draft.content["contact"])
        actions.save_section(draft, SECTIONS[1], values, seen=seen, by=db.session.get_one(User, world["editor"]), at=LATER)
        return {}

    make_world(world.app, change)


def test_all_is_shown_in_words_before_it_is_submitted(app):
    page = a_world(app, drafted).browser("head").get(REVIEW).page
    found = text(page)
    assert page.xpath("//main//section//h2/text()[normalize-space()]")[0] == "Office"
    assert "Mira Đorđević" in found and "021 691 2345" in found and "Agriculture" in found
    assert "Left empty: Name in English" in found
    assert "Learning and mentoring Not public" in found
    assert "064 123 4567 Not public" in found
    assert "Skriveni Saradnik Not public" in found and "Ana Anić Not public" not in found
    assert "Publish the mobile number" not in found


def test_what_is_missing_or_wrong_stands_first_with_links(app):
    world = a_world(
        app,
        lambda people: drafted(people, contact={"phone": "021/abc"}, office={"languages": [{"id": "a", "language": "sr", "level": ""}]}),
    )
    page = world.browser("head").get(REVIEW).page
    links = {text(each, "."): each.get("href") for each in page.xpath("//*[@data-module='govuk-error-summary']//a")}
    assert links == {
        "Serbian – Level: Choose one of the options": f"{HERE}kancelarija/?potpuno=1#languages-0-level",
        "Telephone: Enter a telephone number in the form 034 306 100": f"{HERE}kontakt/?potpuno=1#phone",
    }
    assert page.xpath("//main//form") == []


def test_submitting_with_ticks(app):
    world = a_world(app, drafted)
    response = world.browser("editor").submit(REVIEW, {"confirmed": ["contact", "office", "learning", "x"]})
    assert (response.status_code, response.location) == (303, HERE)
    found = latest(world)
    assert (found.status, found.confirmed_sections, found.submitted_by_id) == ("submitted", ["office", "contact"], world["editor"])
    assert mails(world) == ["submitted", "submitted"]


def test_an_incomplete_draft_is_refused_with_links(app):
    world = a_world(app, drafted)
    browser = world.browser("head")
    form = form_of(browser)

    def empty():
        draft = queries.open_revision(office())
        draft.content = {**draft.content, "contact": {**draft.content["contact"], "head": ""}}
        return {}

    make_world(app, empty)
    response = browser.post(REVIEW, data=form)
    assert response.status_code == 422
    assert response.page.xpath("//*[@role='alert']//a/@href") == [f"{HERE}kontakt/?potpuno=1#head"]
    assert text(response.page, "//title").startswith("Error:")
    assert latest(world).status == "draft"


def test_a_draft_that_changed_meanwhile_is_shown_anew_and_the_ticks_are_kept(app):
    world = a_world(app, drafted)
    browser = world.browser("head")
    form = form_of(browser) | {"confirmed": ["office", "contact"]}
    change_contact(world)
    response = browser.post(REVIEW, data=form)
    assert response.status_code == 409
    found = text(response.page)
    assert "Changed sections: Contact" in found and "Vera Urednić" in found and "Neko Drugi" in found
    assert ticks(response.page) == ["office"]
    assert latest(world).status == "draft" and mails(world) == []
    again = form_values(response.page.xpath("//main//form")[-1])
    assert browser.post(REVIEW, data=again).status_code == 303
    assert latest(world).confirmed_sections == ["office"]


def test_a_double_click_submits_once(app):
    world = a_world(app, drafted)
    browser = world.browser("head")
    form = form_of(browser)
    assert [browser.post(REVIEW, data=form).status_code for _ in range(2)] == [303, 303]
    assert "The profile is already submitted." in text(browser.get(HERE).page)
    assert mails(world) == ["submitted", "submitted"]


def test_two_presses_at_once_submit_once(app):
    world = a_world(app, drafted)
    browsers = [world.browser("head"), world.browser("head")]
    forms = [form_of(each) for each in browsers]
    calls = [lambda each=each, form=form: each.post(REVIEW, data=form) for each, form in zip(browsers, forms, strict=True)]
    assert at_once(*calls) == [303, 303]
    assert mails(world) == ["submitted", "submitted"]


def test_a_colleague_who_was_faster_is_named(app):
    world = a_world(app, drafted)
    browser = world.browser("head")
    form = form_of(browser)
    world.browser("editor").submit(REVIEW)
    response = browser.post(REVIEW, data=form)
    assert response.status_code == 409
    assert "Submitted" in text(response.page) and "Vera Urednić" in text(response.page)


def test_a_form_of_an_older_version_does_not_submit_a_newer_draft(app):
    world = a_world(app, drafted)
    browser = world.browser("head")
    form = form_of(browser)

    def decide():
        person, staff = db.session.get_one(User, world["head"]), db.session.get_one(User, world["staff"])
        revision = queries.open_revision(office())
        actions.submit(revision, version=revision.version, by=person, at=NOW)
        draft = actions.return_to_office(revision, version=revision.version, ruling=actions.Ruling(text="x"), by=staff, at=LATER)
        assert draft.version == int(form["version"])
        return {}

    make_world(app, decide)
    response = browser.post(REVIEW, data=form)
    assert response.status_code == 409
    assert "CenTriR's staff" in text(response.page)
    assert latest(world).status == "draft"


@pytest.mark.parametrize("version", ["", "0", "x", "99999999999999999999", "-1", "²"])
def test_submitting_names_the_version_that_was_seen(app, version):
    world = a_world(app, drafted)
    browser = world.browser("head")
    assert browser.post(REVIEW, data=form_of(browser) | {"version": version}).status_code == 409
    assert latest(world).status == "draft"


@pytest.mark.parametrize("number", ["", "7", "x", "99999999999999999999"])
def test_a_form_of_no_version_leads_back(app, number):
    world = a_world(app, drafted)
    browser = world.browser("head")
    assert browser.post(REVIEW, data=form_of(browser) | {"number": number}).status_code == 303
    assert latest(world).status == "draft"


def test_without_a_token_nothing_is_submitted_and_the_ticks_stay(app):
    world = a_world(app, drafted)
    browser = world.browser("head")
    form = form_of(browser) | {"csrf_token": "", "confirmed": ["contact"]}
    response = browser.post(REVIEW, data=form)
    assert response.status_code == 400
    assert ticks(response.page) == ["contact"]
    assert latest(world).status == "draft"


def test_there_is_nothing_to_review_without_a_draft(app):
    world = a_world(app, submitted)
    assert world.browser("head").get(REVIEW).location == HERE


def test_staff_submit_only_what_they_say_the_origin_of(app):
    world = a_world(app, drafted)
    staff = world.browser("staff")
    assert staff.get(REVIEW).page.xpath("//main//form") == []
    data = {"number": "1", "version": "1"}
    assert staff.send(REVIEW, data).status_code == 303
    assert staff.send(WITHDRAW, data).status_code == 303
    assert latest(world).status == "draft"
    staff.submit(HERE, {"provenance": "phone"})
    assert "The office says that" in text(staff.get(REVIEW).page)
    assert staff.submit(REVIEW).status_code == 303
    assert (latest(world).status, latest(world).provenance) == ("submitted", "phone")


def test_a_draft_is_deleted_after_a_page_that_asks(app):
    world = a_world(app, published, drafted)
    assert "What is public stays as it is." in text(world.browser("head").get(WITHDRAW).page)
    assert world.browser("head").submit(WITHDRAW).status_code == 303
    assert latest(world).status == "withdrawn"
    assert world.ask(lambda: office().published_revision.number) == 1
    world.browser("head").send(f"{HERE}nacrt/")
    assert (latest(world).number, latest(world).copied_from_id) == (3, world.ask(lambda: queries.find_revision(office(), 2).id))


def test_a_submission_is_withdrawn_once(app):
    world = a_world(app, submitted)
    browser = world.browser("head")
    form = form_of(browser, WITHDRAW)
    assert [browser.post(WITHDRAW, data=form).status_code for _ in range(2)] == [303, 303]
    assert "It is already withdrawn." in text(browser.get(HERE).page)
    assert mails(world).count("withdrawn") == 2
    assert world.browser("editor").post(WITHDRAW, data=form | {"csrf_token": world.browser("editor").token()}).status_code in {400, 409}


def test_a_draft_that_was_saved_meanwhile_is_not_deleted(app):
    world = a_world(app, drafted)
    browser = world.browser("head")
    form = form_of(browser, WITHDRAW)
    change_contact(world)
    response = browser.post(WITHDRAW, data=form)
    assert response.status_code == 409
    assert "Vera Urednić" in text(response.page)
    assert latest(world).status == "draft"


def test_a_submission_that_was_decided_meanwhile_is_not_withdrawn(app):
    world = a_world(app, submitted)
    browser = world.browser("head")
    form = form_of(browser, WITHDRAW)

    def approve():
        revision = queries.open_revision(office())
        actions.approve(revision, version=revision.version, by=db.session.get_one(User, world["staff"]), at=LATER)
        return {}

    make_world(app, approve)
    response = browser.post(WITHDRAW, data=form)
    assert response.status_code == 409
    assert "Published" in text(response.page) and "CenTriR's staff" in text(response.page)
    assert latest(world).status == "published"


@pytest.mark.parametrize("path", ["pregled/", "povlacenje/", "nacrt/"])
@pytest.mark.parametrize("who", ["other", "outsider", None])
def test_others_change_nothing(app, who, path):
    world = a_world(app, drafted)
    response = world.browser(who).send(HERE + path, {"number": "1", "version": "1", "provenance": "phone"})
    assert response.status_code == (404 if who else 200 if path == "pregled/" else 303)
    assert world.ask(lambda: db.session.scalars(select(Revision.status)).all()) == ["draft"]
