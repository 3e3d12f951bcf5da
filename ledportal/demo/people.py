"""The sample people with whom the demo is tried: one for each role, all with the same password."""

from __future__ import annotations

from dataclasses import dataclass

from ledportal.access import Role
from ledportal.text import N_

PASSWORD = "probni ulaz u registar"  # noqa: S105  # printed by `make demo` and shown on its sign-in page
MARK = "primer"


@dataclass(frozen=True)
class Person:
    """Somebody invented; ``what`` is what may be tried as this person, shown on the sign-in page."""

    name: str
    email: str
    what: str = ""
    role: Role = Role.USER
    locale: str = "sr_Latn"


ADMINISTRATOR = Person("Vesna Ilić (primer)", "administrator@example.org", N_("Administrator"), Role.ADMINISTRATOR)
MODERATOR = Person("Goran Savić (primer)", "moderator@example.org", N_("Moderator"), Role.MODERATOR)
COLLEAGUE = Person("Jasmina Kostić (primer)", "moderator2@example.org", N_("Another moderator"), Role.MODERATOR, "sr_Cyrl")
HEAD = Person("Mira Đorđević (primer)", "rukovodilac@example.org", N_("Head of an office whose profile came back with comments"))
EDITOR = Person("Čedomir Ljubić (primer)", "saradnik@example.org", N_("Editor of the same office"), locale="sr_Cyrl")
BEGINNER = Person("Anna Kovács (primer)", "pocetnik@example.org", N_("Head of an office with an unfinished draft"), locale="en")
WITHOUT_OFFICE = Person("Nenad Stojković (primer)", "bez.kancelarije@example.org", N_("Account without an office"))
UNCONFIRMED = Person("Ivana Ristić (primer)", "nepotvrdjen@example.org", N_("Account whose address is not confirmed"))

PEOPLE = (HEAD, EDITOR, BEGINNER, WITHOUT_OFFICE, UNCONFIRMED, MODERATOR, COLLEAGUE, ADMINISTRATOR)
