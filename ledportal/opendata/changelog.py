"""The version of the public data's format, and what changed in it: the newest first. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledportal.text import N_


@dataclass(frozen=True)
class Version:
    """A version of the format; the first number goes up where programs that read the data may have to change."""

    number: str
    on: date
    changes: tuple[str, ...]


VERSIONS = (
    Version(
        "1.0",
        date(2026, 11, 26),
        (
            N_(
                "The first declared format: a table for each part of the profile, as CSV, XLSX and JSON, and all of them as a data package."
            ),
            N_("New in kancelarije.csv: codes of places, form, staff, certificate, sectors, services; the office's name has a new key."),
            N_("The CSV files no longer begin with a byte order mark. For Excel there is XLSX."),
            N_("kancelarije.json has the same columns as the CSV. The other parts of the profile have their own tables."),
            N_("In the JSON of one entry numbers are no longer texts, and what is missing is no longer an empty text."),
            N_("All tables as one JSON file: registar.json."),
            N_("Of an office that has closed only its row in kancelarije is left; its sites, documents and so on are in no table."),
            N_("The API at /api/v1/ is new."),
        ),
    ),
)
FORMAT = VERSIONS[0].number
