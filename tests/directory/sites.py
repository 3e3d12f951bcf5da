"""Investment sites of three offices: two have some."""

from __future__ import annotations

from typing import Any

from tests.directory.entries import PUBLIC, publish
from tests.directory.test_pages import NOW
from tests.factories import office

ZONE = {"id": "z", "name": "Zona Jug", "type": "industrial_zone", "area": "40", "free": "30", "ownership": "public_local",
        "status": "free", "utilities": ["gas", "road"], "photos": []}  # fmt: skip
HALL = {"id": "h", "name": "Хала", "type": "brownfield", "area": "2", "free": "", "ownership": "private", "status": "free",
        "utilities": ["gas"], "photos": []}  # fmt: skip


def offer() -> dict[str, Any]:
    """Publish the sites of the sample profile, all of it confirmed, and two others."""
    publish("becej", confirmed=PUBLIC, at=NOW)
    publish("cacak", at=NOW, sites={"sites": [ZONE, HALL]}, environment={"sectors": ["metal"]})
    publish("ub", at=NOW, sites={"sites": []})
    return {"becej": office()}
