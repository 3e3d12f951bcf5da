"""The text of a book, set by WeasyPrint from a plain template: without maps, pictures and QR codes, which makes it quicker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape

from ledportal.paths import FONTS

TEMPLATE = "reference.html"
NAME = re.compile(r"(?P<family>[A-Za-z]+)(?P<version>\d)_(?P<weight>\d+)[A-Za-z]+?(?P<style>_Italic)?\.ttf")


def pdf(data: dict[str, Any]) -> bytes:
    from weasyprint import HTML  # it needs Pango, which the tests do not

    return HTML(string=html(data), base_url=str(FONTS)).write_pdf()


def html(data: dict[str, Any]) -> str:
    """Return the book as a page of HTML, with each text that stands in the data."""
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape())
    return environment.get_template(TEMPLATE).render(data, fonts=[*_fonts()])


def _fonts() -> Iterator[dict[str, str]]:
    for path in sorted(FONTS.glob("*.ttf")):
        found = NAME.fullmatch(path.name)
        assert found, path.name
        family = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", found["family"]) + f" {found['version']}"
        yield {"family": family, "weight": found["weight"], "style": "italic" if found["style"] else "normal", "address": path.as_uri()}
