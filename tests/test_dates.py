from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from flask import render_template_string
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from ledportal.dates import format_age, format_date, format_date_in_sentence, format_moment, format_number
from ledportal.days import as_typed, typed_day
from tests.databases import TRANSLATED, make_app

NOON = datetime(2026, 12, 11, 11, 0, tzinfo=UTC)


@pytest.fixture
def speaking(tmp_path):
    """An application with its catalogues, which needs no database."""
    app = make_app("sqlite://", tmp_path, **TRANSLATED)
    with app.app_context():
        yield app


@pytest.mark.parametrize(
    ("locale", "alone", "in_sentence"),
    [
        ("sr_Latn", "11. decembar 2026.", "11. decembra 2026."),
        ("sr_Cyrl", "11. децембар 2026.", "11. децембра 2026."),
        ("en", "11 December 2026", "11 December 2026"),
    ],
)
def test_a_date_is_inflected_in_a_sentence(context, locale, alone, in_sentence):
    day = date(2026, 12, 11)
    with force_locale(locale):
        assert (format_date(day), format_date_in_sentence(day)) == (alone, in_sentence)


def test_all_months_have_their_form_in_a_sentence(context):
    assert format_date_in_sentence(date(2026, 1, 1)) == "1. januara 2026."
    assert format_date_in_sentence("2026-08-05") == "5. avgusta 2026."


@pytest.mark.parametrize(
    ("locale", "shown"),
    [("sr_Latn", "11. decembar 2026, 12:00"), ("sr_Cyrl", "11. децембар 2026, 12:00"), ("en", "11 December 2026, 12:00")],
)
def test_a_moment_is_in_the_time_of_belgrade(speaking, locale, shown):
    with force_locale(locale):
        assert format_moment(NOON) == shown


@pytest.mark.parametrize(("locale", "shown"), [("sr_Latn", "1.234,5"), ("sr_Cyrl", "1.234,5"), ("en", "1,234.5")])
def test_a_number_has_the_readers_separators(speaking, locale, shown):
    with force_locale(locale):
        assert format_number("1234.50") == format_number(Decimal("1234.5")) == shown


@pytest.mark.parametrize(("locale", "shown"), [("sr_Latn", "2.001 događaj"), ("sr_Cyrl", "2.001 догађај"), ("en", "2,001 events")])
def test_a_count_in_a_template_has_them_too(speaking, locale, shown):
    with force_locale(locale):
        assert render_template_string("{{ ngettext('%(num)s event', '%(num)s events', 2001) }}") == shown


@pytest.mark.parametrize(
    ("days", "latin", "cyrillic", "english"),
    [
        (-1, "danas", "данас", "today"),
        (0, "danas", "данас", "today"),
        (1, "juče", "јуче", "yesterday"),
        (2, "pre 2 dana", "пре 2 дана", "2 days ago"),
        (21, "pre 21 dan", "пре 21 дан", "21 days ago"),
        (30, "pre 30 dana", "пре 30 дана", "30 days ago"),
        (31, "pre 1 mesec", "пре 1 месец", "1 month ago"),
        (100, "pre 3 meseca", "пре 3 месеца", "3 months ago"),
        (364, "pre 12 meseci", "пре 12 месеци", "12 months ago"),
        (365, "pre 1 godinu", "пре 1 годину", "1 year ago"),
        (1100, "pre 3 godine", "пре 3 године", "3 years ago"),
        (1900, "pre 5 godina", "пре 5 година", "5 years ago"),
    ],
)
def test_an_age_is_in_whole_days_months_or_years(speaking, days, latin, cyrillic, english):
    for locale, shown in (("sr_Latn", latin), ("sr_Cyrl", cyrillic), ("en", english)):
        with force_locale(locale):
            assert format_age(NOON - timedelta(days=days), NOON) == shown


def test_a_day_ends_at_midnight_in_belgrade(speaking):
    before_midnight = datetime(2026, 12, 10, 22, 30, tzinfo=UTC)
    assert format_age(before_midnight, NOON) == "juče"
    assert format_age(before_midnight + timedelta(hours=1), NOON) == "danas"


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_is_read_as_it_is_typed(day):
    assert typed_day(as_typed(day)) == typed_day(day.isoformat()) == day


@pytest.mark.parametrize("text", ["11.12.2026", "11.12.2026.", " 11. 12. 2026. ", "2026-12-11", "11/12/2026"])
def test_a_day_may_be_typed_in_many_ways(text):
    assert typed_day(text) == date(2026, 12, 11)


@pytest.mark.parametrize("text", ["", ".", "sutra", "30.2.2026.", "1.1.1899.", "1.1.2101.", "20261211", "١١.١٢.٢٠٢٦"])
def test_what_is_no_day_is_none(text):
    assert typed_day(text) is None
