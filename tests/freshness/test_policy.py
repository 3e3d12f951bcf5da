"""The policy, over arbitrary histories of runs and confirmations."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from ledportal.days import BELGRADE, belgrade_day
from ledportal.freshness.policy import LAST, Facts, endings, ends_window, marked_on, next_stage, outlook
from ledportal.offices.ends import End
from ledportal.offices.periods import DEFAULT, PUBLIC_SECTIONS, Periods
from ledportal.offices.standing import SectionDays, Standing, due, section_standing

DUE = date(2026, 3, 1)
HOUR = timedelta(hours=1)
START = datetime(2026, 2, 20, tzinfo=UTC)
"""The five months after it hold the change to summer time, the eleven after it both changes."""

hours = st.integers(0, 24 * 330)
periods = st.builds(Periods, second=st.integers(1, 40), third=st.integers(1, 40), ending=st.integers(1, 90))
runs = st.lists(hours, max_size=60).map(sorted)


def at(hour: int) -> datetime:
    return START + hour * HOUR


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=BELGRADE)


def play(times: list[int], periods: Periods, confirmed: frozenset[int] = frozenset()) -> dict[date, dict[int, datetime]]:
    """Run at these hours, and confirm before those of the runs whose places are given; return what was queued, by due day and stage."""
    due_on, queued = DUE, {}
    for place, hour in enumerate(times):
        if place in confirmed:
            due_on = max(due_on, belgrade_day(at(hour))) + timedelta(days=30)
        of_the_day = queued.setdefault(due_on, {})
        if stage := next_stage(Facts(due_on, of_the_day), periods, at=at(hour)):
            assert stage not in of_the_day, "a stage goes out once for a due day"
            of_the_day[stage] = at(hour)
    return queued


@given(runs, periods, st.frozensets(st.integers(0, 59)))
def test_the_stages_of_a_due_day_come_in_order_once_and_with_their_waits(times, periods, confirmed):
    for due_on, stages in play(times, periods, confirmed).items():
        assert list(stages) == list(range(1, len(stages) + 1)) and len(stages) <= LAST
        days = [belgrade_day(each) for each in stages.values()]
        earliest = [due_on, *(day + timedelta(days=wait) for day, wait in zip(days, (periods.second, periods.third), strict=False))]
        assert all(day >= first for day, first in zip(days, earliest, strict=False))


@given(runs, periods)
def test_an_office_that_never_answers_always_comes_to_the_stage_that_staff_get(times, periods):
    """Whatever runs there were, three more after it, far enough apart, are enough."""
    last = max(times, default=0)
    later = [last + 24 * 40 * step for step in (1, 2, 3)]
    assert set(play([*times, *later], periods)[DUE]) == {1, 2, LAST}


@given(runs, runs, periods)
def test_how_often_it_runs_changes_nothing_for_who_runs_every_day(times, between, periods):
    daily = [24 * day + 8 for day in range(300)]
    once = play(daily, periods)
    often = play(sorted([*daily, *times, *between]), periods)
    assert {due_on: set(stages) for due_on, stages in often.items()} == {due_on: set(stages) for due_on, stages in once.items()}
    for stage, moment in once[DUE].items():
        assert belgrade_day(often[DUE][stage]) <= belgrade_day(moment)


@given(hours, st.integers(-14 * 60, 14 * 60), st.sampled_from(["Europe/Belgrade", "Pacific/Kiritimati", "America/New_York", "UTC"]))
@example(hour=24 * 9 - 1, minutes=0, zone="UTC")
def test_the_same_moment_in_any_zone_is_the_same(hour, minutes, zone):
    facts = Facts(DUE, {1: at(hour)})
    for moment in (at(hour + 24 * 14), at(hour)):
        zones = (timezone(timedelta(minutes=minutes)), ZoneInfo(zone))
        for known in (facts, Facts(DUE, {1: at(hour).astimezone(zones[0])}), Facts(DUE)):
            assert {next_stage(known, DEFAULT, at=moment.astimezone(each)) for each in zones} == {next_stage(known, DEFAULT, at=moment)}


@given(periods)
def test_who_is_looked_at_every_day_gets_each_stage_on_its_day(periods):
    done = play([24 * day + 8 for day in range(120)], periods)[DUE]
    third = DUE + timedelta(days=periods.second + periods.third)
    assert {stage: belgrade_day(moment) for stage, moment in done.items()} == {1: DUE, 2: DUE + timedelta(days=periods.second), LAST: third}


def test_days_are_counted_in_belgrade_across_both_changes_of_time():
    spring, autumn = datetime(2026, 3, 22, 23, 30, tzinfo=BELGRADE), datetime(2026, 10, 18, 0, 10, tzinfo=BELGRADE)
    for first in (spring, autumn):
        facts, day = Facts(DUE, {1: first}), first.date() + timedelta(days=14)
        late = datetime(day.year, day.month, day.day, tzinfo=BELGRADE)
        assert next_stage(facts, DEFAULT, at=late) == 2
        assert next_stage(facts, DEFAULT, at=late.astimezone(UTC) - timedelta(seconds=1)) is None


def test_an_entry_is_due_from_the_first_minute_of_its_day():
    midnight = datetime(2026, 3, 1, tzinfo=BELGRADE).astimezone(UTC)
    assert [next_stage(Facts(DUE), DEFAULT, at=midnight - step) for step in (timedelta(), timedelta(seconds=1))] == [1, None]


def test_a_run_ten_days_late_takes_the_next_stage_and_the_next_waits_from_there():
    late = noon(DUE + timedelta(days=40))
    assert next_stage(Facts(DUE), DEFAULT, at=late) == 1
    assert next_stage(Facts(DUE, {1: late}), DEFAULT, at=late + timedelta(days=13)) is None
    assert next_stage(Facts(DUE, {1: late}), DEFAULT, at=late + timedelta(days=14)) == 2


@given(hours, periods)
def test_the_outlook_is_what_daily_runs_will_do_whatever_was_done_before(hour, periods):
    start = belgrade_day(at(hour))
    daily = [int((noon(start + timedelta(days=day)) - START) / HOUR) for day in range(200)]
    stages = play(daily, periods).get(DUE, {})
    done = [(belgrade_day(moment), stage) for stage, moment in stages.items()]
    for number in range(len(done) + 1):
        facts = Facts(DUE, {stage: stages[stage] for _, stage in done[:number]})
        assert list(outlook(facts, periods, today=start))[: len(done) - number] == done[number:]


def sections(*confirmed: date | None) -> dict[str, SectionDays]:
    return {section.key: SectionDays(day, DUE) for section, day in zip(PUBLIC_SECTIONS, confirmed, strict=True)}


confirmed_days = st.lists(st.dates(date(2025, 1, 1), DUE), min_size=len(PUBLIC_SECTIONS), max_size=len(PUBLIC_SECTIONS))


@given(confirmed_days, periods)
def test_the_day_of_the_public_mark_is_the_first_on_which_the_page_says_so(confirmed, periods):
    found = sections(*confirmed)
    day = marked_on(due(found, periods), found, periods)

    def says(when: date) -> bool:
        return any(section_standing(key, each, periods, today=when) != Standing.CONFIRMED for key, each in found.items())

    assert (says(day), says(day - timedelta(days=1))) == (True, False)


@given(confirmed_days, st.integers(0, len(PUBLIC_SECTIONS) - 1), periods)
def test_one_section_that_never_was_confirmed_is_enough_for_the_mark_on_the_due_day(confirmed, place, periods):
    found = sections(*confirmed[:place], None, *confirmed[place + 1 :])
    assert marked_on(DUE, found, periods) == DUE


ends = st.lists(st.builds(End, st.sampled_from(["a", "b", "c"]), st.dates(date(2026, 1, 1), date(2027, 12, 31))), max_size=6, unique=True)


@given(ends, runs, periods)
def test_each_end_after_publication_is_told_once_if_a_run_comes_near_it_and_of_what_ended_long_ago_nobody_is_told(found, times, periods):
    told: list[tuple[str, date]] = []
    for hour in times:
        window = ends_window(periods, public_since=START, at=at(hour))
        told += [(each.about, each.on) for each in endings(found, told, window)]
    near = {each for each in found for hour in times if abs(each.on - belgrade_day(at(hour))).days <= periods.ending}
    assert sorted(told) == sorted((each.about, each.on) for each in near if each.on >= belgrade_day(START))
    assert len(told) == len(set(told))


def test_a_late_run_tells_of_what_has_just_ended_and_not_of_what_ended_a_year_ago():
    today = noon(date(2026, 11, 20))
    days = (date(2025, 12, 31), date(2026, 10, 20), date(2026, 10, 21), date(2026, 12, 20), date(2026, 12, 21))
    window = ends_window(DEFAULT, public_since=datetime(2025, 1, 1, tzinfo=UTC), at=today)
    assert [each.on for each in endings([End("a", day) for day in days], (), window)] == list(days[2:4])
