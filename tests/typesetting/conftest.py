from __future__ import annotations

import pytest

from ledportal.typesetting import profiles
from tests.databases import require


@pytest.fixture
def profile() -> profiles.Profile:
    """The profile of CMYK colours that the system has."""
    found = profiles.found(None)
    require(found, "libgs-common, with a profile of CMYK colours,")
    assert found is not None
    return found
