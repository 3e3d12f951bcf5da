"""What the parts of an edition are called, on its form and in the audit log. Pure."""

from __future__ import annotations

from ledportal.catalogue.book.frozen import EntryKind
from ledportal.text import N_

FIELDS = {
    "year": N_("Year"),
    "locale": N_("Language and script"),
    "title": N_("Title of the book"),
    "subtitle": N_("Subtitle"),
    "correction": N_("What is corrected"),
    "sections": N_("Parts of the profile that are printed"),
    "order": N_("Order"),
    "paper": N_("Paper"),
    "foreword": N_("Foreword"),
    "foreword_by": N_("Signature below the foreword"),
    "isbn": N_("ISBN"),
    "cip": N_("Cataloguing block (CIP)"),
    "imprint": N_("Imprint"),
    "licence": N_("Licence"),
    "leaf": N_("Thickness of a leaf"),
    "cover_leaf": N_("Thickness of the cover's leaf"),
}
KINDS = {
    EntryKind.FULL: N_("With a page of its own"),
    EntryKind.PHONE: N_("Taken down on the phone, in a list"),
    EntryKind.NONE: N_("Without an office, in a list"),
    EntryKind.SETTING_UP: N_("Office being set up, in a list"),
    EntryKind.SILENT: N_("Did not answer, in a list"),
    EntryKind.OUTDATED: N_("Out of date, left out with a note"),
}
