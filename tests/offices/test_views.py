"""My office: home, overview, starting, versions."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, func, select

from ledportal import clock
from ledportal.audit import AuditEvent
from ledportal.days import belgrade_day, months_later
from ledportal.extensions import db
from ledportal.memberships.models import Membership
from ledportal.offices import actions, queries
from ledportal.offices.models import Comment, Listing, OfficeStatus, Revision
from tests.factories import NOW, make_member, office
from tests.offices.profiles import LATER, OFFICE, a_world, drafted, fresh, published, rejected, returned, submitted, withdrawn
from tests.people import make_world

HOME = "/en/moja-kancelarija/"
HERE = f"/en{OFFICE}"


def text(page, path="//main"):
    return " ".join(" ".join(page.xpath(path)[0].itertext()).split())


def latest(world):
    return world.ask(lambda: queries.latest_revision(office()))


def due(world, who="head"):
    return text(world.browser(who).get(HERE).page, "//main/div[contains(@class, 'card')]")


def buttons(page):
    return [text(each, ".") for each in page.xpath("//main//*[contains(@class, 'govuk-button')]")]


def said(day):
    return f"{day.day} {day:%B} {day.year}"


def test_a_member_of_one_office_is_led_to_it(app):
    world = a_world(app)
    response = world.browser("head").get(HOME)
    assert (response.status_code, response.location) == (303, HERE)
    page = world.browser("head").get(f"{HOME}?sve=1").page
    assert page.xpath("//main//h2/a/@href") == [HERE]


def test_several_offices_are_listed_with_their_next_step(app):
    world = a_world(app, returned, lambda people: make_member(office("ada"), user=people["head"]))
    page = world.browser("head").get(HOME).page
    assert page.xpath("//main//h2/a/text()") == ["Ada", "Bečej"]
    assert "Nobody has started" in text(page, "//main//li[1]")
    assert "Read the comments, correct the draft" in text(page, "//main//li[2]")


@pytest.mark.parametrize(
    ("who", "says", "link"),
    [("outsider", "You have no office yet", "/preuzimanje/"), ("unconfirmed", "Confirm your email address first", "/potvrda/")],
)
def test_without_an_office_the_page_says_what_to_do(app, who, says, link):
    page = a_world(app).browser(who).get(HOME).page
    assert says in text(page)
    assert any(link in each for each in page.xpath("//main//a/@href"))


def leave_the_register(_people):
    office().municipality.active = False


def close(_people):
    office().status = OfficeStatus.CLOSED


@pytest.mark.parametrize(
    ("end", "says", "is_public"),
    [(leave_the_register, "no longer in the register", False), (close, "The LED office that was here is closed.", True)],
)
def test_members_of_an_office_that_ended_read_so_and_are_not_told_when_to_confirm(app, end, says, is_public):
    world = a_world(app, published, end)
    page = text(world.browser("head").get(HERE).page)
    assert says in page and "If that is wrong, write to CenTriR" in page
    assert "Check and confirm" not in page and "To be confirmed again" not in due(world)
    assert ("The profile is public." in due(world)) == is_public


def test_a_request_that_waits_is_shown(app):
    def ask(people):
        db.session.add(Membership(office=office("ub"), user=people["outsider"], role="head", status="requested", requested_at=NOW))

    page = a_world(app, ask).browser("outsider").get(HOME).page
    assert "Your request is waiting" in text(page)
    assert "Ub Waiting" in text(page)


@pytest.mark.parametrize(
    ("makers", "says", "button"),
    [
        ([], "This office has no profile", "Start filling in"),
        ([drafted], "All that is needed is filled in", "Check and submit"),
        ([submitted], "staff are checking the profile since 20 November 2026", "See what was submitted"),
        ([returned], "staff wrote to you", "Continue: Contact"),
        ([rejected], "staff rejected the profile", "Start a new draft"),
        ([withdrawn], "The last version was withdrawn", "Start a new draft"),
        ([fresh], "Everything is confirmed. To be confirmed again: ", "Change the profile"),
    ],
)
def test_what_is_due_is_one_sentence_with_one_button(app, makers, says, button):
    page = a_world(app, *makers).browser("head").get(HERE).page
    assert says in text(page, "//main/div[contains(@class, 'card')]")
    assert buttons(page) == [button]


@pytest.mark.parametrize("makers", [[], [drafted], [submitted]], ids=["public", "with a draft", "with a submission"])
def test_what_is_due_to_be_confirmed_comes_first(app, makers):
    page = a_world(app, published, *makers).browser("head").get(HERE).page
    assert text(page, "//main/div[contains(@class, 'card')][1]").startswith(
        "Is everything still right? 6 sections of the public profile are to be confirmed."
    )
    assert buttons(page)[0] == "Check and confirm"
    assert page.xpath("//main/div[contains(@class, 'card')][1]//a/@href") == [f"{HERE}potvrda/"]


def test_the_task_list_says_how_far_each_section_is(app):
    def unfinished(people):
        draft = drafted(people, contact={"phone": "021/abc", "head": ""}, documents={"documents": []})
        draft.content = {**draft.content, "services": actions.content.empty_content()["services"]}

    page = a_world(app, unfinished).browser("head").get(HERE).page
    states = [text(each, ".") for each in page.xpath("//main//*[@class='govuk-task-list__status']")]
    assert states[:3] == ["Complete", "1 field is missing 1 field to correct", "Optional"]
    assert states[6] == "Not started"
    assert "2 sections are not finished yet" in text(page)


def test_a_returned_draft_shows_what_staff_wrote_with_links_to_the_fields(app):
    world = a_world(app, returned)
    page = world.browser("head").get(HERE).page
    assert "Returned for correction: 20 November 2026" in text(page)
    assert "Some of the text is not clear" in text(page) and "Dopunite profil." in text(page)
    links = {each.text: each.get("href") for each in page.xpath("//main//strong/a")}
    assert links == {
        "Contact – Telephone": f"{HERE}kontakt/#phone",
        "Contact – Skriveni Saradnik – Task": f"{HERE}kontakt/#team-1-task",
    }
    assert "2 comments to answer" in text(page)


def test_a_comment_is_answered_when_its_field_is_changed(app):
    world = a_world(app, returned)

    def answer():
        draft = queries.open_revision(office())
        draft.content = {**draft.content, "contact": {**draft.content["contact"], "phone": "+381216912000"}}
        return {}

    make_world(app, answer)
    page = world.browser("head").get(HERE).page
    assert "1 comment to answer" in text(page)
    assert "Contact – Telephone changed since then" in text(page)


def test_internal_notes_stay_with_staff(app):
    def noted(people):
        revision = returned(people)
        revision.comments.append(Comment(field="", text="Beleška za nas", internal=True, created_at=LATER, author=people["staff"]))

    world = a_world(app, noted)
    for path in (HERE, f"{HERE}verzije/1/"):
        assert "Beleška" not in world.browser("head").get(path).text


def test_what_staff_wrote_outlives_a_withdrawn_draft(app):
    def again(people):
        returned(people)
        draft = queries.open_revision(office())
        actions.withdraw(draft, version=draft.version, by=people["head"], at=LATER)
        actions.start_draft(office(), by=people["head"], at=LATER)

    assert "Dopunite profil." in a_world(app, again).browser("head").get(HERE).text


def test_the_overview_opens_while_an_update_has_not_written_the_listing_yet(app):
    def without_listing(people):
        published(people)
        db.session.execute(delete(Listing))

    assert "The profile is public." in text(a_world(app, without_listing).browser("head").get(HERE).page)


def test_the_overview_says_what_is_public_and_when_it_was_confirmed(app):
    today = belgrade_day(clock.now())
    page = a_world(app, lambda people: published(people, at=clock.now())).browser("head").get(HERE).page
    assert page.xpath("//main//a[@href='/en/kancelarije/becej/']")
    assert f"Published: {said(today)}" in text(page)
    rows = [text(each, ".") for each in page.xpath("//table[contains(@class, 'confirmations')]/tbody/tr")]
    assert rows[0] == f"Office never {said(today)} {said(today)} Not confirmed"
    assert rows[1].startswith(f"Contact {said(today)} (today) {said(today)} {said(months_later(today, 6))} Confirmed")
    assert len(rows) == 7


def test_starting_makes_one_draft_and_a_second_press_none(app):
    world = a_world(app)
    for _ in range(2):
        assert world.browser("head").send(f"{HERE}nacrt/").status_code == 303
    assert world.ask(lambda: db.session.scalar(select(func.count(Revision.id)))) == 1
    assert latest(world).provenance == "office"


def test_staff_enter_a_profile_on_behalf_of_an_office(app):
    world = a_world(app)
    staff = world.browser("staff")
    assert staff.submit(HERE, {"provenance": "phone"}).status_code == 303
    assert latest(world).provenance == "phone"
    page = staff.get(HERE).page
    assert "How it came in: by staff on the phone" in text(page)
    assert buttons(page) == ["Continue: Office"]


@pytest.mark.parametrize("provenance", ["", "office", "import", "x" * 5000])
def test_staff_say_how_the_information_came_in(app, provenance):
    world = a_world(app)
    response = world.browser("staff").send(f"{HERE}nacrt/", {"provenance": provenance})
    assert response.status_code == 422
    assert response.page.xpath("//*[@id='provenance-error']")
    assert latest(world) is None


def test_staff_take_an_open_draft_over_with_its_provenance(app):
    world = a_world(app, drafted)
    staff = world.browser("staff")
    assert staff.get(HERE).page.xpath("//ul[@class='govuk-task-list']//a") == []
    assert staff.submit(HERE, {"provenance": "paper"}).status_code == 303
    assert latest(world).provenance == "paper"
    found = world.ask(lambda: db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "revision.attributed")).one())
    assert found.details == {"before": "office", "after": "paper"}


def test_taking_over_names_the_version_that_was_seen(app):
    world = a_world(app, drafted)
    for version in ("99", "", "x", "-1", "²"):
        response = world.browser("staff").send(f"{HERE}nacrt/", {"provenance": "paper", "version": version})
        assert response.status_code == 409
    assert latest(world).provenance == "office"


def test_a_submission_is_not_taken_over(app):
    world = a_world(app, submitted)
    assert world.browser("staff").send(f"{HERE}nacrt/", {"provenance": "paper", "version": "2"}).status_code == 409
    assert latest(world).provenance == "office"


def test_a_version_is_read_with_its_decision(app):
    world = a_world(app, returned)
    for who in ("head", "editor", "staff"):
        page = world.browser(who).get(f"{HERE}verzije/1/").page
        assert "Returned" in text(page) and "Ne javlja se niko." in text(page) and "021 691 2345" in text(page)
        assert page.xpath("//main//form") == []


@pytest.mark.parametrize("path", ["", "pregled/", "povlacenje/", "verzije/1/"])
@pytest.mark.parametrize("who", ["other", "outsider"])
def test_others_find_nothing(app, who, path):
    assert a_world(app, drafted).browser(who).get(HERE + path).status_code == 404


@pytest.mark.parametrize("number", ["0", "9", "2147483648", "9223372036854775808", "-1", "x"])
def test_an_unknown_version_is_not_found(app, number):
    assert a_world(app, drafted).browser("head").get(f"{HERE}verzije/{number}/").status_code == 404


def test_versions_are_listed_the_latest_first(app):
    page = a_world(app, published, drafted).browser("head").get(HERE).page
    rows = page.xpath("//table[not(contains(@class, 'confirmations'))]/tbody/tr")
    assert [text(row, ".") for row in rows] == [
        "Version 2 Draft 20 November 2026 – –",
        "Version 1 Published 20 November 2026 20 November 2026 Ana Šefić 20 November 2026",
    ]


def test_names_are_in_the_readers_script(app):
    page = a_world(app, drafted).browser("head").get(f"/cir{OFFICE}").page
    assert "Ана Шефић" in text(page) and "Ana Šefić" not in text(page)


def test_a_former_member_has_no_office(app):
    world = a_world(app)
    make_world(app, lambda: [setattr(each, "status", "ended") for each in db.session.scalars(select(Membership))] and {})
    assert "You have no office yet" in text(world.browser("head").get(HOME).page)
