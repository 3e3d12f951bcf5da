"""What tests of offices share."""

from __future__ import annotations

import pytest

from ledportal.extensions import db
from tests.factories import make_administrator, make_moderator


@pytest.fixture
def staff(context):
    found = make_moderator()
    make_administrator()
    db.session.commit()
    return found
