"""A mapping cycle: staff ask all municipalities, one answers, and the report says so for good."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.keeping import asked, confirm_by_link
from tests.journeys.person import Person

NAME = "Mapiranje kancelarija"


def open_cycle(staff: Person) -> None:
    """Plan a cycle, see who would get what, and open it."""
    today = staff.register.calendar.today
    staff.open("/moderacija/ciklusi/")
    staff.press('main a[href$="/novi/"]')
    staff.fill({"name": NAME, "starts_on": today.isoformat(), "ends_on": (today + timedelta(days=30)).isoformat()})
    staff.fill({"text": "Molimo vas da potvrdite podatke."})
    staff.press(staff.page.locator("main form .govuk-button").first)
    staff.press('main form[action$="/otvaranje/"] .govuk-button')


def answer(head: Person, name: str) -> None:
    """Answer by the link of the invitation."""
    confirm_by_link(head, asked(head, 3), name)


def close(staff: Person, name: str) -> None:
    """See the answer in the table, and close the cycle."""
    staff.page.reload()
    row = staff.page.locator("main tbody tr").filter(has=staff.page.get_by_role("link", name=name, exact=True))
    assert staff.words("Confirmed") in row.inner_text()
    staff.press('main a[href$="/zatvaranje/"]')
    staff.press("main form .govuk-button")
    staff.says("The cycle is closed, and its result stands for good.")


def read(visitor: Person, name: str) -> None:
    """Read the public report."""
    visitor.open("/ciklusi/")
    visitor.press("main .row-title a")
    visitor.says("All municipalities")
    assert visitor.page.get_by_text(f"{name}: {visitor.words('Confirmed')}", exact=True).count() == 1
