"""What an email address says about whether its owner works for a municipality. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

FREEMAIL = frozenset(
    """
    aol.com beotel.net beotel.rs eunet.rs fastmail.com gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com
    hotmail.co.uk hotmail.com hotmail.de hotmail.fr hotmail.rs icloud.com inbox.com live.com live.nl mac.com mail.com
    mail.ru me.com msn.com mts.rs nadlanu.com neobee.net open.telekom.rs outlook.com outlook.rs proton.me protonmail.com
    ptt.rs rocketmail.com sbb.rs sezampro.rs tuta.com tutanota.com verat.net yahoo.co.uk yahoo.com yahoo.de yahoo.fr
    yahoo.rs yandex.com yandex.ru ymail.com yubc.net zoho.com
    """.split()  # noqa: SIM905  # a list of names reads best as lines
)


class DomainCheck(StrEnum):
    MATCH = "match"
    NO_MATCH = "no_match"
    FREEMAIL = "freemail"
    UNKNOWN = "unknown"


def check(email: str, known: Iterable[str]) -> DomainCheck:
    """Compare the domain of an address, or one above it, with the municipality's own; a free mail service never matches."""
    domain = email.rpartition("@")[2].lower()
    own = {each.lower() for each in known} - FREEMAIL
    if _is_within(domain, FREEMAIL):
        return DomainCheck.FREEMAIL
    if not own:
        return DomainCheck.UNKNOWN
    return DomainCheck.MATCH if _is_within(domain, own) else DomainCheck.NO_MATCH


def _is_within(domain: str, domains: Iterable[str]) -> bool:
    return any(domain == each or domain.endswith(f".{each}") for each in domains)
