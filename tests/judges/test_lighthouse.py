"""Lighthouse gives at least 99 of 100 to the pages that most visitors see, and what they load is small and ours."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest

from tests.deployment.server import HOST
from tests.judges.lighthouse import FORMS, OTHERS, PAGES, SMALL, published, reports

LEAST = 0.99
MOST_BYTES = 60_000


@pytest.mark.takes_long
@pytest.mark.browser
def test_pages_are_accessible_made_well_found_by_search_engines_small_and_ask_no_other_host(tmp_path):
    """One test, since each page is opened once for all of it; most of the time its judge waits, so the two widths wait at once."""
    with published(tmp_path) as server, ThreadPoolExecutor() as pool:
        found = [*chain(*pool.map(lambda form: reports(server, list(PAGES), OTHERS, [form]), FORMS))]
    assert {(each.page, each.form) for each in found} == {(page, form) for page in PAGES for form in FORMS}
    assert [(each.page, each.form, each.faults) for each in found if min(each.scores.values()) < LEAST] == []
    assert [each.requests for each in found if not all(url.startswith(f"https://{HOST}/") for url in each.requests)] == []
    assert [each.requests for each in found if each.page in SMALL and not 10_000 < each.bytes < MOST_BYTES] == []
