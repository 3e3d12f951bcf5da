"""An edition of the catalogue: staff freeze the register, have the book made, look at it and publish it; a visitor reads it."""

from __future__ import annotations

import hashlib
import re

from ledportal.script import to_latin
from tests.journeys.person import Person
from tests.journeys.working import await_files, text_of

EDITION = 'main a[href*="/moderacija/katalog/"]'
FOREWORD = "Pred vama je prvi katalog."


def make_edition(staff: Person) -> None:
    """Freeze the register as it is, and have the files made by the worker."""
    staff.open("/moderacija/katalog/")
    staff.press('main a[href$="/novo/"]')
    staff.fill({"foreword": FOREWORD, "foreword_by": "Vesna Vukić"})
    staff.press("main form .govuk-button")
    staff.press('main form[action$="/datoteke/"] .govuk-button')
    await_files(staff)
    staff.press(EDITION)


def look_at_the_pages(staff: Person) -> None:
    """Look at the pages as pictures; they come from the server, whole."""
    staff.press('main a[href$="/strane/"]')
    pictures = staff.page.locator("main .proof__picture")
    assert pictures.count() > 5
    pictures.first.scroll_into_view_if_needed()
    assert pictures.first.evaluate("each => each.decode().then(() => each.naturalWidth)") > 400
    staff.go_back()


def publish_edition(staff: Person) -> None:
    """Read what publishing means, and publish."""
    staff.press('main a[href$="/objavljivanje/"]')
    staff.press("main form .govuk-button")
    staff.says("The edition is published. It stays as it is for good.")


def read_edition(visitor: Person, name: str) -> None:
    """Find the edition from any page, and read the book: it is the file whose sum stands beside it, and the office is in it."""
    visitor.open("/")
    visitor.press('footer a[href$="/katalog/"]')
    visitor.press("main .rows a")
    book = visitor.page.locator('main a[href$=".pdf"]').first
    content = visitor.register.fetch(f"{visitor.register.url}{book.get_attribute('href')}")
    assert hashlib.sha256(content).hexdigest() in visitor.page.locator("main li code").first.inner_text()
    path = visitor.register.folder / "knjiga.pdf"
    path.write_bytes(content)
    text = to_latin(text_of(path))
    assert FOREWORD in " ".join(text.split())
    assert to_latin(name) in text and "6914455" in re.sub(r"\D", "", text)
