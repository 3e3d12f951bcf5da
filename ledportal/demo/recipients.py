"""Who gets the catalogue in the demo: some of each kind, and the offices of the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledportal.accounts.models import User
from ledportal.demo.people import MARK
from ledportal.demo.stage import Story
from ledportal.distribution import actions, queries
from ledportal.distribution.fields import DEFAULTS
from ledportal.distribution.kinds import Kind, Wish
from ledportal.distribution.register import values_of

RECIPIENTS: tuple[tuple[Kind, tuple[str, ...], dict[str, Any]], ...] = (
    (Kind.LIBRARY, ("Zavičajna biblioteka", "Ljiljana Knežević", "Trg slobode 4", "18000", "Niš"), {"copies": 2}),
    (Kind.LIBRARY, ("Читаоница на Дунаву", "", "Дунавска 11", "12240", "Голубац"), {}),
    (Kind.LIBRARY, ("Univerzitetska čitaonica", "", "Studentski trg 30", "11000", "Beograd"),
     {"email": "citaonica@example.org", "copies": 5, "wish": Wish.BOTH}),
    (Kind.MINISTRY, ("Ministarstvo za primer, Sektor za regionalni razvoj", "Đorđe Njegovan", "Kneza Primera 22", "11000", "Beograd"),
     {"email": "sektor@example.org", "copies": 12, "wish": Wish.BOTH}),
    (Kind.DONOR, ("Fond za razvoj opština", "Vesna Džinić", "Bulevar primera 7", "21000", "Novi Sad"),
     {"email": "fond@example.org", "copies": 3, "wish": Wish.BOTH}),
    (Kind.MEDIA, ("Radio Primer", "", "Glavna 1", "24000", "Subotica"), {"email": "redakcija@example.org", "wish": Wish.MAIL}),
    (Kind.OTHER, ("Udruženje gradova za primer", "Sanja Lješević", "", "", ""), {"email": "udruzenje@example.org", "copies": 20}),
)  # fmt: skip
ABROAD = ("Sample Development Agency", "Anna Gruber", "Beispielgasse 9/2", "1040", "Wien")


def recipients(*, by: User) -> Story:
    """A table of recipients is brought, with the offices that have an entry; later one abroad is typed, and all offices are taken in."""
    at = yield 390
    for kind, address, more in RECIPIENTS:
        actions.add(_values(kind, address) | more, by=by, at=at, via=actions.IMPORT)
    at = yield 388
    for office, listing in queries.missing_offices():
        if listing is not None:
            actions.add(values_of(office, listing), office=office, by=by, at=at, via=actions.REGISTER)
    at = yield 12
    actions.add(_values(Kind.DONOR, ABROAD) | {"country": "Austria", "note": f"Piše se na engleskom. ({MARK})"}, by=by, at=at)
    at = yield 11
    actions.add_offices(seen=actions.named(actions.offices_to_add()), by=by, at=at)


def _values(kind: Kind, address: Sequence[str]) -> dict[str, Any]:
    name, person, street, postcode, place = address
    marked = {"name": f"{name} ({MARK})", "person": f"{person} ({MARK})" if person else ""}
    usual = {"country": "", "email": "", "note": "", **DEFAULTS}
    return {"kind": kind, **marked, "street": street, "postcode": postcode, "place": place} | usual
