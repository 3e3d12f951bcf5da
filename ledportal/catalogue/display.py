"""What an edition's settings are called on its pages."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import gettext

from ledportal import downloads
from ledportal.catalogue.book.problems import Problem
from ledportal.catalogue.forms import ORDERS
from ledportal.catalogue.models import Edition, EditionFile, FileKind
from ledportal.catalogue.names import edition_name
from ledportal.jobs import words
from ledportal.languages import LANGUAGES
from ledportal.offices.profile import BY_KEY
from ledportal.text import N_

FILE_KINDS = {
    FileKind.SCREEN: N_("Book for the screen"),
    FileKind.ARCHIVE: N_("Book for the archive (PDF/A)"),
    FileKind.PRINT: N_("Book for the printing house, without the cover"),
    FileKind.COVER: N_("Cover for the printing house"),
}
ENDINGS = {FileKind.SCREEN: "", FileKind.ARCHIVE: "-arhiva", FileKind.PRINT: "-stampa", FileKind.COVER: "-korice"}


def file_name(edition: Edition, kind: str) -> str:
    """Return the name under which a file of an edition is saved."""
    return downloads.file_name(f"katalog-ler-{edition.slug}{ENDINGS[FileKind(kind)]}.pdf")


def edition_files(edition: Edition) -> list[tuple[str, EditionFile]]:
    """Return an edition's files with what each is for, without the pictures of the pages."""
    kept = {each.kind: each for each in edition.files}
    return [(gettext(label), kept[kind]) for kind, label in FILE_KINDS.items() if kind in kept]


def edition_language(edition: Edition) -> str:
    return LANGUAGES[edition.locale].label


def edition_order(edition: Edition) -> str:
    return gettext(ORDERS[edition.order])


def edition_sections(edition: Edition) -> list[str]:
    return [gettext(BY_KEY[key].title) for key in edition.sections]


def problem_of(stored: dict[str, Any]) -> Problem:
    """Return a problem as it was stored with the files."""
    return Problem(**stored)


def init_app(app: Flask) -> None:
    app.add_template_global(words.size, "file_size")
    for function in (edition_files, edition_language, edition_name, edition_order, edition_sections):
        app.add_template_global(function)
    app.add_template_filter(problem_of)
