"""When what an entry tells of comes to its end."""

from __future__ import annotations

from datetime import date

import pytest

from ledportal.offices.ends import CERTIFICATE, End, ends, first


def content(*, certificate="certified", valid_to="2026-06-30", **document):
    item = {"id": "d1", "in_preparation": False, "end": "", **document}
    return {"documents": {"documents": [item]}, "environment": {"certificate": certificate, "certificate_valid_to": valid_to}}


@pytest.mark.parametrize("certificate", ["certified", "recertifying"])
def test_a_certificate_that_holds_ends_on_its_last_day(certificate):
    assert list(ends(content(certificate=certificate))) == [End(CERTIFICATE, date(2026, 6, 30))]


@pytest.mark.parametrize(
    ("certificate", "valid_to"), [("expired", "2026-06-30"), ("none", "2026-06-30"), ("certified", ""), ("certified", "x")]
)
def test_one_that_does_not_hold_or_says_no_day_has_no_end(certificate, valid_to):
    assert list(ends(content(certificate=certificate, valid_to=valid_to))) == []


def test_a_document_ends_with_its_last_year():
    found = list(ends(content(end="2027")))
    assert found == [End("documents.documents.d1", date(2027, 12, 31)), End(CERTIFICATE, date(2026, 6, 30))]


@pytest.mark.parametrize("document", [{"end": "2027", "in_preparation": True}, {"end": ""}, {"end": None}, {"end": "2027."}])
def test_one_in_preparation_or_without_a_last_year_has_no_end(document):
    assert list(ends(content(certificate="none", **document))) == []


def test_the_first_end_is_sought_from_a_day_on():
    found = [End("a", date(2026, 5, 1)), End("c", date(2026, 7, 1)), End("b", date(2026, 6, 1))]
    assert [first(found, since=date(2026, month, 1)) for month in (5, 6, 7, 8)] == [
        date(2026, 5, 1),
        date(2026, 6, 1),
        date(2026, 7, 1),
        None,
    ]
