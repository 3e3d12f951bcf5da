"""The reasons that staff choose from when they return or reject a profile; several may hold at once. Pure."""

from __future__ import annotations

from ledportal.text import N_

REASONS = {
    "incomplete": N_("Important information is missing"),
    "unclear": N_("Some of the text is not clear"),
    "wrong": N_("Some of the information seems to be wrong"),
    "outdated": N_("Some of the information is out of date"),
    "contact": N_("The contact details do not work"),
    "language": N_("The text has mistakes in language or script"),
    "file": N_("A picture or document cannot be used"),
    "personal": N_("It contains personal data that should not be public"),
    "not_authorised": N_("The person is not authorised to speak for the municipality"),
    "duplicate": N_("The same information was already submitted"),
}
