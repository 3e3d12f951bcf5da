from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.jobs.sample import registered


@pytest.fixture(autouse=True)
def sample() -> Iterator[None]:
    with registered():
        yield
