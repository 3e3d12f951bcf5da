"""The links in reminders: looking changes nothing, the button confirms once, and each other state is said in plain words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from ledportal import clock
from ledportal.accounts.leaving_actions import delete_account
from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.freshness.models import Reminder
from ledportal.memberships.colleague_actions import end_all
from ledportal.offices import actions, confirmation_links, confirming
from ledportal.offices.confirmation_links import Purpose
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.offices.models import Confirmation, ConfirmedBy, Listing
from ledportal.offices.period_actions import change_periods
from ledportal.offices.periods import DEFAULT
from tests.factories import make_moderator, make_user, office
from tests.freshness.entries import EVERY, mails, publish, run
from tests.people import at_once, shared_world

NOW = clock.now()
LONG_AGO = NOW - timedelta(days=200)
BUTTON = "All is correct"


@pytest.fixture
def world(app):
    """An office whose contact was due; the first reminder has gone to its address for reminders."""

    def make():
        publish(at=LONG_AGO)
        make_user(email="ler.becej@example.org", name="Ana Šefić", locale="en")
        db.session.commit()
        run(NOW - timedelta(days=3))
        return {"office": office(), "head": office().members[0]}

    return shared_world(app, make)


def links(world) -> list[str]:
    """Return all addresses in the mail's two parts."""
    (mail,) = world.ask(mails)
    return sorted({each.rstrip(".") for part in (mail.body_text, mail.body_html) for each in re.findall(r"https?://[^\s\"<>]+", part)})


def path(world) -> str:
    return next(urlsplit(each).path for each in links(world) if "/potvrda/" in each and "moja" not in each)


def rows(world) -> dict[str, list[str]]:
    tables = db.metadata.sorted_tables
    return world.ask(lambda: {each.name: sorted(map(str, db.session.execute(select(each)))) for each in tables})


def confirmed(world) -> list[tuple[str, str, str | None, int | None]]:
    columns = (Confirmation.section, Confirmation.via, Confirmation.address, Confirmation.user_id)
    query = select(*columns).where(Confirmation.via != ConfirmedBy.SUBMISSION).order_by(Confirmation.id)
    return world.ask(lambda: [tuple(row) for row in db.session.execute(query)])


def press(world, url, browser=None):
    return (browser or world.browser()).submit(url)


def test_a_prefetcher_that_follows_every_link_changes_nothing_and_then_the_button_works(world):
    before = rows(world)
    for url in links(world):
        for method in ("GET", "HEAD", "GET", "HEAD"):
            fresh = world.browser()
            assert fresh.open(urlsplit(url).path or "/", method=method).status_code in {200, 303}
    assert rows(world) == before
    assert press(world, path(world)).status_code == 303
    assert confirmed(world) == [(key, "mail", "ler.becej@example.org", None) for key in EVERY]


def test_the_page_sets_no_cookie_and_nobody_keeps_it(world):
    browser = world.browser()
    response = browser.get(path(world))
    assert BUTTON in response.text and "Bečej" in response.text and "podsetnik" not in response.text
    assert "Set-Cookie" not in response.headers
    kept = {name: response.headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")}
    assert kept == {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


def test_all_that_it_confirms_stands_on_the_page_and_the_public_page_is_linked(world):
    page = world.browser().get(path(world)).page
    said = page.xpath("string(//main)")
    rarely_told = ("4512/3", "RRA Bačka", "Izgrađeno 1,2 km puta i vodovod.", "Odluka o naknadi", "Trg oslobođenja 2", "Donau Agrar")
    assert [text for text in rarely_told if text not in said] == []
    assert "podsetnik@" not in said and "Skriveni" not in said and "TAJNA" not in said
    linked = set(page.xpath("//main//a/@href"))
    assert {"https://becej.example.org/plan", "https://klaster.example.org", "/en/kancelarije/becej/"} <= linked
    assert len(page.xpath("//main//section")) == len(EVERY)


def test_it_signs_nobody_in(world):
    browser = world.browser()
    press(world, path(world), browser)
    assert browser.get("/moja-kancelarija/becej/").status_code in {302, 303}


def test_a_second_time_it_says_when_it_was_done(world):
    url, browser = path(world), world.browser()
    assert press(world, url, browser).headers["Location"] == url
    done = browser.get(url)
    assert done.status_code == 200 and "Thank you" in done.text and BUTTON not in done.text
    count = len(confirmed(world))
    assert browser.post(url, data={"revision": "1"}).status_code == 303
    assert len(confirmed(world)) == count


def test_the_thanks_say_when_we_ask_again_and_lead_to_the_public_page(world):
    press(world, path(world))
    page = world.browser().get(path(world)).page
    due = world.ask(lambda: db.session.scalars(select(Listing.due_on)).one())
    assert str(due.year) in page.xpath("string(//dl)") and page.xpath("//main//a[@href='/en/kancelarije/becej/']")


def test_an_expired_link_says_so_and_what_to_do(world):
    def age():
        db.session.query(ConfirmationLink).update({"expires_at": NOW - timedelta(days=1)})
        db.session.commit()

    url = path(world)
    world.ask(age)
    page = world.browser().get(url)
    assert page.status_code == 410 and "expired" in page.text and "Municipality: Bečej" in page.text and BUTTON not in page.text
    assert page.page.xpath("//main//a[@href='/en/moja-kancelarija/becej/potvrda/']")
    assert world.browser().post(url, data={"revision": "1"}).status_code == 303
    assert confirmed(world) == []


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1], lambda token: "x" + token, lambda token: "0" * len(token), lambda token: token * 20]
)
def test_a_forged_link_is_nothing_in_plain_words(world, change):
    prefix, _, token = path(world).rstrip("/").rpartition("/")
    url = f"{prefix}/{change(token)}/"
    for response in (world.browser().get(url), world.browser().post(url, data={"revision": "1"})):
        assert response.status_code == 404 and "leads nowhere" in response.text
    assert confirmed(world) == []


def put_in_its_place(**values):
    """Give the link's number to another link, as a restored backup may do; without values, to none."""
    db.session.query(Reminder).update({"link_id": None})
    link = db.session.query(ConfirmationLink)
    link.update(values) if values else link.delete()
    db.session.commit()


@pytest.mark.parametrize("values", [{}, {"purpose": "cycle"}, {"due_on": NOW.date()}, {"office": "ub"}])
def test_a_link_whose_number_is_another_ones_by_now_leads_nowhere(world, values):
    url = path(world)
    world.ask(lambda: put_in_its_place(**({"office_id": office("ub").id} if "office" in values else values)))
    for response in (world.browser().get(url), world.browser().post(url, data={"revision": "1"})):
        assert response.status_code == 404 and "leads nowhere" in response.text
    assert confirmed(world) == []


def test_where_somebody_confirmed_meanwhile_there_is_nothing_left_to_do(world):
    def confirm():
        place = office()
        confirming.confirm(place, EVERY, revision=place.published_revision_id, via=ConfirmedBy.PAGE, by=place.members[0], at=NOW)
        db.session.commit()

    url = path(world)
    world.ask(confirm)
    before = confirmed(world)
    page = world.browser().get(url)
    assert page.status_code == 200 and "confirmed already" in page.text and BUTTON not in page.text
    assert world.browser().post(url, data={"revision": "1"}).status_code == 303
    assert confirmed(world) == before


def test_a_link_confirms_also_when_staff_have_shortened_the_periods_since(world):
    def shorten():
        listing = db.session.get_one(Listing, office().id)
        listing.due_on -= timedelta(days=90)
        db.session.commit()

    url = path(world)
    world.ask(shorten)
    assert press(world, url).status_code == 303
    assert len(confirmed(world)) == len(EVERY)


def test_after_a_partial_confirmation_it_names_what_is_still_to_be_confirmed(world):
    def confirm():
        place = office()
        for other in ("office", "environment"):
            db.session.query(Confirmation).filter_by(section=other).update({"confirmed_at": NOW - timedelta(days=370)})
        given = {"revision": place.published_revision_id, "via": ConfirmedBy.PAGE, "by": place.members[0], "at": NOW}
        confirming.confirm(place, ["contact"], **given)
        db.session.commit()

    url = path(world)
    world.ask(confirm)
    before = confirmed(world)
    page = world.browser().get(url)
    assert page.status_code == 200 and "confirmed already" not in page.text and BUTTON not in page.text
    assert "Municipality: Bečej" in page.text
    assert page.page.xpath("//main//ul/li/text()") == ["Office", "Business environment"]
    assert page.page.xpath("//main//a[@href='/en/moja-kancelarija/becej/potvrda/']")
    assert world.browser().post(url, data={"revision": "1"}).status_code == 303
    assert confirmed(world) == before


def confirm_some(*keys, at=NOW):
    place = office()
    given = {"revision": place.published_revision_id, "via": ConfirmedBy.PAGE, "by": place.members[0], "at": at}
    confirming.confirm(place, keys, **given)


def lengthen():
    periods = replace(DEFAULT, months={**DEFAULT.months, "contact": 12})
    change_periods(periods, version=0, by=make_moderator(), at=NOW)


def submit_with_ticks():
    """What was handed in before the mail went out is approved after it."""
    place = office()
    draft = actions.start_draft(place, by=place.members[0], at=NOW - timedelta(days=5))
    draft.content = place.published_revision.content
    actions.submit(draft, version=draft.version, confirmed=EVERY, by=place.members[0], at=NOW - timedelta(days=4))
    actions.approve(draft, version=draft.version, by=make_moderator(), at=NOW)


CONFIRMED = "The data are confirmed already"
NOTHING_NOW = "Nothing is to be confirmed now"


@pytest.mark.parametrize(
    ("steps", "title", "why"),
    [
        ([lengthen], NOTHING_NOW, "CenTriR has changed the periods"),
        ([lambda: confirm_some("environment"), lengthen], NOTHING_NOW, "CenTriR has changed the periods"),
        ([lambda: confirm_some(*EVERY), lengthen], CONFIRMED, "Somebody confirmed what was due"),
        ([lambda: confirm_some("contact")], CONFIRMED, "Somebody confirmed what was due"),
        ([submit_with_ticks], NOTHING_NOW, "A new version of the entry"),
        ([submit_with_ticks, lambda: confirm_some("office")], CONFIRMED, "Somebody confirmed what was due"),
    ],
)
def test_where_nothing_is_due_any_more_the_page_says_what_moved_the_day(world, steps, title, why):
    url = path(world)
    world.ask(lambda: ([step() for step in steps], db.session.commit()))
    before = confirmed(world)
    page = world.browser().get(url)
    assert page.status_code == 200 and BUTTON not in page.text
    assert page.page.xpath("string(//h1)") == title and page.page.xpath("string(//main//p[2])").startswith(why)
    facts = dict(zip(page.page.xpath("//dt/text()"), page.page.xpath("//dd/text()"), strict=True))
    due_on = world.ask(lambda: db.session.get_one(Listing, office().id).due_on)
    assert facts["We ask again from"] == english(due_on)
    assert ("Last confirmed" in facts) == (title == CONFIRMED)
    if title == CONFIRMED:
        assert facts["Last confirmed"].startswith(english(belgrade_day(NOW)))
    assert world.browser().post(url, data={"revision": "1"}).status_code == 303
    assert confirmed(world) == before


def english(day):
    return f"{day.day} {day:%B} {day.year}"


def move_reminders():
    """The entry gets another address for reminders, and keeps its due day."""
    due = db.session.scalars(select(ConfirmationLink.due_on)).one()
    publish(at=NOW, confirmed=(), contact={"reminder_email": "nova@example.org"})
    db.session.query(Listing).update({"due_on": due})


def link_of_head(purpose):
    due = db.session.scalars(select(ConfirmationLink.due_on)).one()
    link = confirmation_links.issue(purpose, office(), due_on=due, address=office().members[0].email, at=NOW)
    return f"/potvrda/{confirmation_links.token(link)}/"


def go():
    end_all(office().members[0], by=office().members[0], at=NOW)


def delete():
    delete_account(office().members[0], at=NOW)


def disable():
    office().members[0].disabled_at = NOW


def says_that_it_is_nobodys(world, url):
    page = world.browser().get(url)
    text = page.page.xpath("string(//main)")
    assert page.status_code == 410 and "does not speak for the office any more" in text and "held until" not in text
    assert world.browser().post(url, data={"revision": world.ask(lambda: office().published_revision_id)}).status_code == 303
    assert confirmed(world) == []


def test_after_the_reminder_address_changed_the_old_mail_confirms_nothing(world):
    url = path(world)
    world.ask(lambda: (move_reminders(), db.session.commit()))
    says_that_it_is_nobodys(world, url)


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("leave", [go, delete, disable])
def test_the_link_of_a_member_who_is_gone_confirms_nothing(world, purpose, leave):
    url = world.ask(lambda: (link_of_head(purpose), db.session.commit()))[0]
    assert BUTTON in world.browser().get(url).text
    world.ask(lambda: (leave(), db.session.commit()))
    says_that_it_is_nobodys(world, url)


def publish_anew():
    publish(at=NOW, confirmed=(), contact={"head": "Novi Šef"})
    db.session.commit()


def keep_due_day():
    """A new version became public, but the link still counts: its due day is that of the entry."""
    publish_anew()
    link = db.session.scalars(select(ConfirmationLink)).one()
    db.session.get_one(Listing, link.office_id).due_on = link.due_on
    db.session.commit()


def test_a_version_that_came_since_the_mail_is_shown_and_said(world):
    url = path(world)
    world.ask(keep_due_day)
    page = world.browser().get(url)
    assert "Novi Šef" in page.text and "has changed since the mail was sent" in page.text


def test_a_version_that_came_while_one_read_is_not_confirmed_unread(world):
    url, browser = path(world), world.browser()
    data = {"revision": browser.get(url).page.xpath("//main//input[@name='revision']/@value")[0]}
    world.ask(keep_due_day)
    response = browser.post(url, data=data)
    assert response.status_code == 409 and "nothing was confirmed" in response.text and "Novi Šef" in response.text
    assert confirmed(world) == []
    assert press(world, url, browser).status_code == 303
    assert len(confirmed(world)) == len(EVERY)


def test_pressed_twice_at_once_it_confirms_once(world):
    url = path(world)
    data = {"revision": world.browser().get(url).page.xpath("//main//input[@name='revision']/@value")[0]}
    browsers = [world.browser() for _ in range(4)]
    assert at_once(*(lambda each=each: each.post(url, data=data) for each in browsers)) == [303] * 4
    assert len(confirmed(world)) == len(EVERY)


def test_two_links_pressed_at_once_confirm_once(world):
    def another():
        place = office()
        given = {"due_on": db.session.get_one(Listing, place.id).due_on, "address": place.members[0].email}
        token = confirmation_links.token(confirmation_links.issue(Purpose.REMINDER, place, **given, at=NOW))
        db.session.commit()
        return f"/potvrda/{token}/"

    urls = [path(world), world.ask(another)]
    data = {"revision": world.browser().get(urls[0]).page.xpath("//main//input[@name='revision']/@value")[0]}
    assert at_once(*(lambda url=url: world.browser().post(url, data=data) for url in urls)) == [303, 303]
    assert len(confirmed(world)) == len(EVERY)


def test_a_link_of_a_mapping_cycle_is_served_by_the_same_page_and_no_due_day_overtakes_it(world):
    def invite():
        last_day = (NOW - timedelta(days=300)).date()
        link = confirmation_links.issue(Purpose.CYCLE, office(), due_on=last_day, address=office().members[0].email, at=NOW)
        token = confirmation_links.token(link)
        db.session.commit()
        return f"/potvrda/{token}/"

    url = world.ask(invite)
    assert BUTTON in world.browser().get(url).text
    assert press(world, url).status_code == 303
    assert {each[1:3] for each in confirmed(world)} == {("mail", "head.becej@example.org")}
