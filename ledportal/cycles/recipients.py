"""Whom a cycle writes to, and who is left for the telephone and the post."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ledportal.accounts.models import User
from ledportal.languages import DEFAULT
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Office


class Reached(StrEnum):
    MEMBERS = "members"
    REGISTRY = "registry"
    NOBODY = ""


class Why(StrEnum):
    """Why a municipality is on the list to phone and to post."""

    NO_ADDRESS = "no_address"
    BLOCKED = "blocked"
    RETURNED = "returned"
    SILENT = "silent"


@dataclass(frozen=True)
class Registry:
    """The registry office of a municipality, at the address that staff keep."""

    municipality: Municipality
    locale: str = DEFAULT

    @property
    def email(self) -> str:
        return self.municipality.registry_email

    @property
    def name(self) -> str:
        return self.municipality.name(self.locale)


@dataclass(frozen=True)
class Plan:
    """Whom an office's invitation goes to; ``why`` says why to nobody."""

    reached: Reached
    to: Sequence[User | Registry] = ()
    why: Why | None = None


def addresses(offices: Iterable[Office]) -> set[str]:
    """Return all addresses that invitations to the offices could go to."""
    found: set[str] = set()
    for office in offices:
        found |= {office.municipality.registry_email, *(user.email for user in office.active_members)}
    return found - {""}


def plan(office: Office, barred: set[str]) -> Plan:
    """Return whom to write to: the members, else the registry office; nobody at an address that takes no mail."""
    members = office.active_members
    if able := [user for user in members if user.email not in barred]:
        return Plan(Reached.MEMBERS, able)
    registry = Registry(office.municipality)
    if registry.email and registry.email not in barred:
        return Plan(Reached.REGISTRY, [registry])
    return Plan(Reached.NOBODY, why=Why.BLOCKED if members or registry.email else Why.NO_ADDRESS)
