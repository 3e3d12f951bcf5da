"""The periods of freshness: the page that changes them, and the due days of all entries after that."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from ledportal import clock
from ledportal.accounts.models import User
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.freshness.period_queries import effect
from ledportal.offices import listing, period_actions, settings
from ledportal.offices.freshness_models import FreshnessSettings
from ledportal.offices.models import Listing
from ledportal.offices.periods import DEFAULT, NUMBERS, from_numbers, from_values, numbers
from ledportal.offices.standing import Standing, due
from ledportal.offices.standing import from_values as days_of
from tests.client import form_values
from tests.factories import make_administrator, make_member, make_moderator, office
from tests.offices.profiles import published
from tests.people import at_once, make_world, shared_world

PAGE = "/en/moderacija/podsetnici/rokovi/"
SLUGS = ("becej", "ada", "ub")
RECENTLY = clock.now() - timedelta(days=200)


def publish(slug, staff, *, at, confirmed=tuple(DEFAULT.months)):
    published({"head": make_member(office(slug)), "staff": staff}, confirmed=confirmed, at=at, slug=slug)


@pytest.fixture
def world(app):
    """Two members of staff, and three entries: confirmed 200 days ago, 20 days ago, and never."""

    def make():
        people = {"staff": make_moderator(), "other": make_administrator(), "head": make_member(office("bor"))}
        publish("becej", people["staff"], at=RECENTLY)
        publish("ada", people["staff"], at=RECENTLY + timedelta(days=180))
        publish("ub", people["staff"], at=RECENTLY, confirmed=())
        return people

    return shared_world(app, make)


def text(page, path="//main"):
    return " ".join(" ".join(page.xpath(path)[0].itertext()).split())


def form_of(page):
    return form_values(page.xpath("//main//form[@method='post']")[0])


def held(world):
    return world.ask(settings.current_periods)


def due_days(world):
    return world.ask(lambda: {each.slug: each.due_on for each in db.session.scalars(select(Listing))})


def events(world):
    return world.ask(lambda: db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "freshness.changed")).all())


def test_numbers_are_looked_at_and_then_saved(world):
    staff = world.browser("staff")
    page = staff.get(PAGE).page
    assert form_of(page) | {"csrf_token": "", "version": ""} == {"csrf_token": "", "version": ""} | {
        name: str(number) for name, number in numbers(DEFAULT).items()
    }
    look = staff.submit(PAGE, {"months_contact": "8", "second": " 7 "}, button="verb=look", form=0)
    assert look.status_code == 200 and held(world) == DEFAULT
    found = text(look.page)
    assert "After this change 1 entry is due, now 2." in found
    assert "Contact 6 months 8 months" in found and "From the first reminder to the second 14 days 7 days" in found
    assert "Confirmed 2 2" in found and "Not confirmed 1 1" in found and "Out of date 0 0" in found
    before = due_days(world)
    saved = staff.post(PAGE, data=form_of(look.page) | {"verb": "apply"})
    assert (saved.status_code, saved.location) == (303, PAGE)
    assert held(world) == from_numbers(numbers(DEFAULT) | {"months_contact": 8, "second": 7})
    after = due_days(world)
    assert after["ub"] == before["ub"] and after["becej"] > before["becej"] and after["ada"] > before["ada"]
    assert "Saved. 2 entries are due on another day now." in text(staff.get(PAGE).page)
    [event] = events(world)
    assert event.details == {"before": {"months_contact": 6, "second": 14}, "after": {"months_contact": 8, "second": 7}}
    log = text(staff.get("/en/moderacija/dnevnik/?verb=freshness.changed").page, "//tbody/tr")
    assert "Periods of freshness changed" in log and "Contact 6 months → 8 months" in log


@pytest.mark.parametrize("typed", ["", "0", "61", "-1", "1.5", "x", "²", "9" * 5000])
@pytest.mark.parametrize("verb", ["look", "apply"])
def test_a_number_stays_within_its_bounds(world, typed, verb):
    response = world.browser("staff").submit(PAGE, {"months_contact": typed}, button=f"verb={verb}", form=0)
    assert response.status_code == 422
    assert text(response.page, "//*[@id='months_contact-error']") == "Error: Enter a whole number from 1 to 60"
    assert response.page.xpath("//input[@name='months_contact']/@value") == [typed]
    assert held(world) == DEFAULT


def test_the_numbers_can_be_changed_once_more_before_they_are_saved(world):
    staff = world.browser("staff")
    look = staff.submit(PAGE, {"months_contact": "8"}, button="verb=look", form=0)
    page = staff.post(PAGE, data=form_of(look.page) | {"verb": "edit"}).page
    assert page.xpath("//input[@name='months_contact']/@value") == ["8"] and held(world) == DEFAULT


def change(world, name, **changed):
    def act():
        version = stored.version if (stored := settings.stored()) else 0
        periods = from_numbers(numbers(settings.current_periods()) | changed)
        period_actions.change_periods(periods, version=version, by=db.session.get_one(User, world[name]), at=clock.now())
        return {}

    make_world(world.app, act)


def test_the_first_values_come_back(world):
    change(world, "staff", months_contact=1, link=5)
    staff = world.browser("staff")
    look = staff.submit(PAGE, button="verb=reset")
    assert "Contact 1 month 6 months" in text(look.page)
    assert staff.post(PAGE, data=form_of(look.page) | {"verb": "apply"}).status_code == 303
    assert held(world) == DEFAULT
    assert "Go back to the first values" not in text(staff.get(PAGE).page)


def test_what_holds_already_is_no_change(world):
    response = world.browser("staff").submit(PAGE, button="verb=look", form=0)
    assert response.status_code == 303 and events(world) == []


def test_somebody_who_was_faster_is_shown_with_both(world):
    staff = world.browser("staff")
    look = staff.submit(PAGE, {"months_contact": "8"}, button="verb=look", form=0)
    change(world, "other", months_contact=3, third=20)
    response = staff.post(PAGE, data=form_of(look.page) | {"verb": "apply"})
    assert response.status_code == 409
    card = text(response.page, "//*[contains(@class, 'card')]")
    assert "Contact 3 months" in card and "which staff get too 20 days" in card
    assert response.page.xpath("//input[@name='months_contact']/@value") == ["8"]
    assert held(world).months["contact"] == 3
    again = staff.post(PAGE, data=form_of(response.page) | {"verb": "look"})
    assert staff.post(PAGE, data=form_of(again.page) | {"verb": "apply"}).status_code == 303
    assert (held(world).months["contact"], held(world).third) == (8, 14)


def test_a_double_click_changes_once(world):
    staff = world.browser("staff")
    form = form_of(staff.submit(PAGE, {"months_contact": "8"}, button="verb=look", form=0).page) | {"verb": "apply"}
    assert [staff.post(PAGE, data=form).status_code for _ in range(2)] == [303, 303]
    assert len(events(world)) == 1


def test_two_changes_at_once_make_one(world):
    browsers = [world.browser("staff"), world.browser("other")]
    looks = [each.submit(PAGE, {"link": str(30 + n)}, button="verb=look", form=0).page for n, each in enumerate(browsers)]
    forms = [form_of(page) | {"verb": "apply"} for page in looks]
    calls = [lambda each=each, form=form: each.post(PAGE, data=form) for each, form in zip(browsers, forms, strict=True)]
    assert at_once(*calls) == [303, 409]
    assert len(events(world)) == 1 and world.ask(lambda: len(db.session.scalars(select(FreshnessSettings)).all())) == 1


@pytest.mark.parametrize("who", ["head", None])
def test_only_staff_change_them(world, who):
    response = world.browser(who).get(PAGE)
    assert response.status_code == (404 if who else 303)


def test_all_entries_are_dated_anew_in_batches(world, monkeypatch):
    monkeypatch.setattr(listing, "BATCH", 2)
    change(world, "staff", **dict.fromkeys([name for name in NUMBERS if name.startswith("months")], 2))

    def check():
        periods = settings.current_periods()
        assert set(periods.months.values()) == {2}
        return [each.due_on == due(days_of(each.sections), periods) for each in db.session.scalars(select(Listing))]

    assert world.ask(check) == [True] * 3


def test_a_confirmation_and_a_change_at_once_leave_the_due_day_of_the_new_periods(world):
    staff, head = world.browser("staff"), None
    for place, slug in enumerate(SLUGS[:2]):
        make_world(world.app, lambda slug=slug: {"member": make_member(office(slug), role="editor")})
        head = make_world(world.app, lambda slug=slug: {"member": office(slug).members[-1]}).browser("member")
        url = f"/en/moja-kancelarija/{slug}/potvrda/"
        confirm = form_values(head.get(url).page.xpath("//main//form")[-1]) | {"all": "1"}
        look = staff.submit(PAGE, {"months_contact": str(4 + place)}, button="verb=look", form=0)
        apply = form_of(look.page) | {"verb": "apply"}
        answers = at_once(
            lambda head=head, url=url, confirm=confirm: head.post(url, data=confirm),
            lambda apply=apply: staff.post(PAGE, data=apply),
        )
        assert answers == [303, 303]

        def check(slug=slug):
            found = db.session.scalars(select(Listing).where(Listing.slug == slug)).one()
            assert found.due_on == due(days_of(found.sections), settings.current_periods())

        world.ask(check)


def test_what_a_change_does_is_counted_before_it_is_made(world):
    def count():
        today = RECENTLY.date() + timedelta(days=200)
        found = effect(DEFAULT, replace(DEFAULT, second=1, third=1, outdated=1), today=today)
        assert (found.now.due, found.then.due) == (2, 2)
        assert found.now.marks == {Standing.CONFIRMED: 2, Standing.UNCONFIRMED: 1}
        assert found.then.marks == {Standing.CONFIRMED: 1, Standing.OUTDATED: 2}

    world.ask(count)


@given(st.fixed_dictionaries({name: st.integers(number.least, number.most) for name, number in NUMBERS.items()}))
def test_periods_are_taken_apart_and_put_together(values):
    periods = from_numbers(values)
    assert numbers(periods) == values and from_values(periods.values()) == periods


def test_numbers_of_another_version_of_the_software_are_read_as_far_as_they_are_known():
    assert from_values({"second": 9, "fourth": 3, "months": {"contact": 3, "weather": 1}}) == replace(
        DEFAULT, second=9, months={**DEFAULT.months, "contact": 3}
    )
