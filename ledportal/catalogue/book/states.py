"""What the kinds of entries are called, on the map and in the lists. Pure."""

from __future__ import annotations

from ledportal.catalogue.book.frozen import EntryKind
from ledportal.text import N_

LABELS = {
    EntryKind.FULL: N_("Office with a page"),
    EntryKind.PHONE: N_("Confirmed by phone only"),
    EntryKind.SETTING_UP: N_("Office being set up"),
    EntryKind.NONE: N_("No office"),
    EntryKind.SILENT: N_("No answer"),
    EntryKind.OUTDATED: N_("Out of date"),
}
TITLES = {
    EntryKind.PHONE: N_("Offices confirmed by phone only"),
    EntryKind.SETTING_UP: N_("Offices being set up"),
    EntryKind.NONE: N_("Municipalities without an office"),
    EntryKind.SILENT: N_("Municipalities that did not answer"),
    EntryKind.OUTDATED: N_("Left out as out of date"),
}
"""The lists, in their order."""
INTROS = {
    EntryKind.PHONE: N_("These offices told their details on the phone. They have not filled in the questionnaire themselves."),
    EntryKind.SETTING_UP: N_("In these towns and municipalities an office is being set up."),
    EntryKind.NONE: N_("These towns and municipalities said that they have no office, or that theirs was closed."),
    EntryKind.SILENT: N_("From these towns and municipalities no details had come by the day as of which the data are printed."),
    EntryKind.OUTDATED: N_(
        "The details of these offices were confirmed too long ago to be printed. What is known of them today is in the register online."
    ),
}
