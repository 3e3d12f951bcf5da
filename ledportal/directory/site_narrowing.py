"""What the list of sites is narrowed by, as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ledportal.directory.coloring import HECTARES
from ledportal.directory.narrowing import Narrowing, address
from ledportal.directory.options import Way
from ledportal.search.criteria import OFFICES
from ledportal.search.site_criteria import SITES

ENDPOINT = "directory.sites"
FORMER = {"vrsta": "lokacija"}
"""Parameters by their former names."""

PARAMETERS = frozenset(each.parameter for each in SITES.parameters) | FORMER.keys()
FILES = (("CSV", "table_csv"), ("XLSX", "table_xlsx"), ("JSON", "table_json"))


@dataclass(frozen=True)
class SiteNarrowing(Narrowing):
    """What is asked for, in words."""

    endpoint: str = ENDPOINT

    SHOWN: ClassVar[Sequence[str]] = ("district", "type", "status", "utility", "ownership", "sector", "certificate", "region")

    @property
    def saved(self) -> list[Way]:
        """Return the result as files."""
        return [Way(label, address(self.criteria, f"opendata.{endpoint}", file="lokacije")) for label, endpoint in FILES]

    @property
    def offices(self) -> str:
        """Return the address of the offices that are found so."""
        return address(self.criteria.of(OFFICES))

    @property
    def on_the_map(self) -> str:
        return address(self.criteria.of(OFFICES), "directory.map_of_offices", [("boja", HECTARES.code)])
