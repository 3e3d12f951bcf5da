"""Recipients for tests."""

from __future__ import annotations

from typing import Any

from ledportal.distribution import actions
from ledportal.distribution.kinds import Kind, Wish
from ledportal.distribution.models import Recipient
from tests.factories import NOW

RECIPIENT: dict[str, Any] = {
    "kind": Kind.LIBRARY, "name": "Gradska biblioteka", "person": "Ana Anić", "street": "Trg oslobođenja 2", "postcode": "21220",
    "place": "Bečej", "country": "", "email": "", "copies": 2, "wish": Wish.PAPER, "note": "",
}  # fmt: skip


def make_recipient(by: Any, **values: Any) -> Recipient:
    return actions.add(RECIPIENT | values, by=by, at=NOW)
