"""What an edition is called beside others."""

from __future__ import annotations

from flask_babel import gettext

from ledportal.catalogue.models import Edition
from ledportal.languages import LANGUAGES


def edition_name(edition: Edition) -> str:
    """Return an edition's year, its language and script, and of a reprint its number."""
    number = [gettext("edition %(number)s, corrected", number=edition.number)] if edition.number > 1 else []
    return ", ".join([str(edition.year), LANGUAGES[edition.locale].label, *number])
