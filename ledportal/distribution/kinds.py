"""Who gets the catalogue, and how: the words for both, and the ways in which a table may write them. Pure."""

from __future__ import annotations

from enum import StrEnum

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
    Wish.MAIL: ("mail", "email", "e posta", "pdf"),
    Wish.BOTH: ("both", "oba", "oboje"),
    Wish.NOTHING: ("nothing", "nista", "ne"),
}
"""As a table may say it, folded (``script.fold``)."""
