"""What the worker prepares for staff: followed on its page until it is ready, saved, and read."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.journeys.person import Person
from tests.journeys.programs import PATIENCE
from tests.pdfs import text


def await_files(staff: Person) -> None:
    """Stay on the page of the work until it says by itself that it is done."""
    assert "/moderacija/poslovi/" in staff.page.url
    expect(staff.page).to_have_title(re.compile(f"^{staff.words('Ready')}:"), timeout=PATIENCE * 1000)
    staff.look()


def save(person: Person, link: Locator) -> Path:
    """Save what a link gives, and return where."""
    with person.page.expect_download() as coming:
        link.click()
    path = person.register.folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def text_of(path: Path) -> str:
    return text(path, "-layout")
