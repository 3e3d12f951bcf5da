"""A table that staff bring in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any


@dataclass(frozen=True)
class Bringing:
    """An import of a world, brought by its staff."""

    world: Any
    path: str

    def show(self, data: str | bytes, name: str = "tabela.csv") -> Any:
        """Choose a file, and return the answer that shows what it would do."""
        data = data.encode() if isinstance(data, str) else data
        return self.staff.submit(self.path, {"file": (BytesIO(data), name)}, content_type="multipart/form-data")

    def apply(self, shown: Any) -> Any:
        """Press the button of a page with a plan."""
        return self.staff.post(f"{self.path}primena/", data=button(shown))

    def apply_unseen(self, text: str) -> Any:
        """Send a table that no dry run showed."""
        return self.staff.send(f"{self.path}primena/", {"content": text, "digest": "x"})

    @property
    def staff(self) -> Any:
        return self.world.browser("staff")


def button(shown: Any) -> dict[str, str]:
    """Return what the button of a page with a plan carries."""
    return {each.get("name"): each.get("value") for each in shown.page.xpath("//main//form//input")}


def problems(shown: Any) -> list[tuple[str, ...]]:
    """Return by line and column what was found wrong."""
    return [tuple(row.xpath(".//th/text() | .//code/text()")) for row in shown.page.xpath("//table[1]//tbody/tr")]
