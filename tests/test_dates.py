from __future__ import annotations

from datetime import date

import pytest
from flask_babel import force_locale

from ledportal.dates import format_date, format_date_in_sentence


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
