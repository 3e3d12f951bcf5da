"""Words of the public tables that the profile does not declare: computed columns, codes of states, files' names. Pure."""

from __future__ import annotations

from ledportal.offices import standing, validity
from ledportal.opendata.columns import Type
from ledportal.text import N_

STATUSES = {
    "exists": N_("Exists"),
    "being_set_up": N_("Being set up"),
    "none": N_("There is none"),
    "closed": N_("Closed"),
    "unknown": N_("Unknown"),
}
KINDS = {
    "capital": N_("City"),
    "city": N_("City"),
    "municipality": N_("Municipality"),
    "city_municipality": N_("City municipality"),
}
STANDINGS = {code.value: label for code, label in standing.LABELS.items()}
VALIDITIES = {code.value: label for code, label in validity.LABELS.items()}

FRESHNESS = {
    "confirmed_on": (N_("Confirmed on"), N_("The day on which the office last said that this is right; empty if it never did"), Type.DATE),
    "changed_on": (N_("Changed on"), N_("The day since which this has been public as it is"), Type.DATE),
    "due_on": (N_("Due on"), N_("The day from which it should be confirmed again; empty for an office that has closed"), Type.DATE),
    "standing": (N_("Freshness"), N_("On the day of the file; empty for an office that has closed"), Type.STRING),
}
"""The columns that say how fresh something is: title, description, type."""

NAMES = {
    "languages": ("jezici", "Language", N_("The working languages of the offices")),
    "team": ("tim", "Colleague", N_("Colleagues whose details their office chose to publish")),
    "documents": ("dokumenti", "Document", N_("Plans and strategies, with their periods")),
    "incentives": ("podsticaji", "Incentive", N_("What municipalities offer to investors")),
    "hubs": ("inkubatori", "Hub", N_("Incubators, clusters and science parks")),
    "investors": ("ulagaci", "Investor", N_("The largest investors in each municipality")),
    "sites": ("lokacije", "Site", N_("Land and premises for investors")),
    "projects": ("projekti", "Project", N_("What the office has done and is doing")),
    "cooperation": ("saradnja", "Cooperation", N_("Cooperation between municipalities")),
}
"""Of each repeatable group that is public: its file, the word for a row, what it holds."""

MEANINGS = {
    "name": N_("As in the municipality's act on internal organisation"),
    "parent_unit": N_("The department that the office belongs to, if any"),
    "tax_number": N_("Of the municipality or agency that the office belongs to"),
    "registration_number": N_("Of the municipality or agency that the office belongs to"),
    "contact_person": N_("If it is not the head"),
    "mobile": N_("Where the office chose to publish it"),
    "logo": N_("The address of the picture"),
    "sectors": N_("One to five codes"),
    "networks": N_("Networks and associations that the office belongs to"),
    "certificate_valid_to": N_("As entered; whether it has expired is not computed"),
    "documents.file": N_("The address of the PDF"),
    "sites.photos": N_("The addresses of the pictures"),
    "sites.free": N_("At most the whole area"),
}
"""What a column holds where its title does not say it, by its key in the profile."""
