"""What an edition's settings are called on its pages."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext

from ledportal.catalogue.forms import ORDERS
from ledportal.catalogue.models import Edition
from ledportal.languages import LANGUAGES
from ledportal.offices.profile import BY_KEY


def edition_language(edition: Edition) -> str:
    return LANGUAGES[edition.locale].label


def edition_order(edition: Edition) -> str:
    return gettext(ORDERS[edition.order])


def edition_sections(edition: Edition) -> list[str]:
    return [gettext(BY_KEY[key].title) for key in edition.sections]


def init_app(app: Flask) -> None:
    for function in (edition_language, edition_order, edition_sections):
        app.add_template_global(function)
