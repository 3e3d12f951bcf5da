from __future__ import annotations

from decimal import Decimal

import pytest

from ledportal.offices.sites import free_area, is_free


@pytest.mark.parametrize(
    ("site", "hectares"),
    [
        ({"status": "free", "area": "34.5", "free": "12"}, "12"),
        ({"status": "free", "area": "34.5", "free": ""}, "34.5"),
        ({"status": "free", "area": "34.5"}, "34.5"),
        ({"status": "free", "area": "34.5", "free": "0"}, "0"),
        ({"status": "reserved", "area": "34.5", "free": "12"}, "0"),
        ({"status": "sold", "area": "34.5", "free": ""}, "0"),
        ({"status": "free", "area": "oko 3", "free": ""}, "0"),
        ({"status": "free", "area": "NaN", "free": "-1"}, "0"),
        ({"area": "3"}, "0"),
    ],
)
def test_only_what_can_be_had_of_a_site_counts_as_free(site, hectares):
    assert free_area(site) == Decimal(hectares)
    assert is_free(site) is (hectares != "0")
