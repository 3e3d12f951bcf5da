"""Who gets the catalogue, and how: the words for both, and the ways in which a table may write them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from ledportal.text import N_


class Kind(StrEnum):
    OFFICE = "office"
    LIBRARY = "library"
    MINISTRY = "ministry"
    DONOR = "donor"
    MEDIA = "media"
    OTHER = "other"


class Wish(StrEnum):
    """In what form somebody wants the catalogue."""

    PAPER = "paper"
    MAIL = "mail"
    BOTH = "both"
    NOTHING = "nothing"


class Way(StrEnum):
    PAPER = "paper"
    MAIL = "mail"


class Reason(StrEnum):
    """Why a shipment came back."""

    UNKNOWN = "unknown"
    MOVED = "moved"
    REFUSED = "refused"
    UNCLAIMED = "unclaimed"
    ADDRESS = "address"
    OTHER = "other"


KINDS = {
    Kind.OFFICE: N_("Office"),
    Kind.LIBRARY: N_("Library"),
    Kind.MINISTRY: N_("Ministry"),
    Kind.DONOR: N_("Donor"),
    Kind.MEDIA: N_("Media"),
    Kind.OTHER: N_("Other"),
}
WISHES = {
    Wish.PAPER: N_("Printed copies"),
    Wish.MAIL: N_("PDF by email"),
    Wish.BOTH: N_("Printed copies and PDF by email"),
    Wish.NOTHING: N_("Nothing"),
}
WAYS = {Way.PAPER: N_("By post"), Way.MAIL: N_("By email")}
REASONS = {
    Reason.UNKNOWN: N_("Unknown at this address"),
    Reason.MOVED: N_("Moved away"),
    Reason.REFUSED: N_("Not accepted"),
    Reason.UNCLAIMED: N_("Not collected from the post office"),
    Reason.ADDRESS: N_("Address incomplete or wrong"),
    Reason.OTHER: N_("Another reason"),
}
ON_PAPER = (Wish.PAPER, Wish.BOTH)
BY_MAIL = (Wish.MAIL, Wish.BOTH)

SAID_KINDS = {
    Kind.OFFICE: ("office", "kancelarija"),
    Kind.LIBRARY: ("library", "biblioteka"),
    Kind.MINISTRY: ("ministry", "ministarstvo"),
    Kind.DONOR: ("donor", "donator"),
    Kind.MEDIA: ("media", "mediji", "medij"),
    Kind.OTHER: ("other", "drugo", "ostalo"),
}
SAID_WISHES = {
    Wish.PAPER: ("paper", "papir", "stampano", "stampani primerci"),
    Wish.MAIL: ("mail", "pdf", "email", "e posta"),
    Wish.BOTH: ("both", "oboje", "oba"),
    Wish.NOTHING: ("nothing", "ne", "nista"),
}
"""As a table may say it, folded (``script.fold``): in English, in the Serbian word that we tell, and in what else."""


def told(options: Mapping[Any, tuple[str, ...]]) -> str:
    """Return the words by which a table may say it, for those who write one."""
    return ", ".join(words[1] for words in options.values())
