"""The forms of editions."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms.fields.choices import RadioField, SelectMultipleField
from wtforms.fields.simple import StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from ledportal.catalogue import isbn
from ledportal.catalogue.actions import Plan
from ledportal.catalogue.labels import FIELDS
from ledportal.catalogue.models import Edition
from ledportal.forms import Form, choices, is_option, one_line, tidy
from ledportal.languages import LANGUAGES
from ledportal.licence import NAME as LICENCE
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.text import N_

LONGEST_LINE = 200
LONGEST_FOREWORD = 6000
LONGEST_IMPRINT = 3000
YEARS = range(2012, 2100)
LEAVES = range(40, 501)
"""The thickness of a leaf in micrometres: from thin print paper to cover board."""
NUMBERS = ("year", "leaf", "cover_leaf")
ORDERS = {"district": N_("By district"), "name": N_("By name")}
PAPERS = {"a4": "A4", "a5": "A5"}
NARROW = {"class": "govuk-input--width-5", "inputmode": "numeric"}


def _label(name: str) -> Any:
    return lazy_gettext(FIELDS[name])


def _line(label: Any, *, required: Any = None, hint: Any = "") -> StringField:
    rules = [InputRequired(required)] if required else []
    longest = Length(max=LONGEST_LINE, message=lazy_gettext("Write at most %(limit)s characters", limit=LONGEST_LINE))
    return StringField(label, [*rules, longest], filters=[one_line], description=hint)


def _text(label: Any, longest: int, *, rows: int, hint: Any = "") -> TextAreaField:
    too_long = Length(max=longest, message=lazy_gettext("Write at most %(limit)s characters", limit=longest))
    return TextAreaField(label, [too_long], filters=[tidy], description=hint, render_kw={"rows": rows, "data-longest": longest})


def _number(label: Any, *, hint: Any = "", unit: str = "") -> StringField:
    look = {**NARROW, **({"suffix": unit} if unit else {})}
    return StringField(label, [InputRequired(lazy_gettext("Enter a whole number"))], filters=[one_line], description=hint, render_kw=look)


def _whole(text: str | None, within: range) -> int:
    """Return a whole number that lies within bounds.

    Raises:
        ValidationError
    """
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else -1
    if number not in within:
        raise ValidationError(gettext("Enter a whole number from %(least)s to %(most)s", least=within.start, most=within.stop - 1))
    return number


class EditionForm(Form):
    year = _number(_label("year"))
    locale = RadioField(_label("locale"), [is_option], validate_choice=False)
    title = _line(_label("title"), required=lazy_gettext("Enter a title"))
    subtitle = _line(_label("subtitle"))
    correction = _text(_label("correction"), 1500, rows=3, hint=lazy_gettext("Readers see it in the book and on the page of the edition."))
    sections = SelectMultipleField(_label("sections"), validate_choice=False)
    order = RadioField(_label("order"), [is_option], validate_choice=False)
    paper = RadioField(_label("paper"), [is_option], validate_choice=False)
    foreword = _text(
        _label("foreword"), LONGEST_FOREWORD, rows=10, hint=lazy_gettext("An empty line begins a new paragraph. Empty: no foreword.")
    )
    foreword_by = _line(_label("foreword_by"), hint=lazy_gettext("Name and position"))
    isbn = StringField(
        _label("isbn"),
        filters=[one_line],
        description=lazy_gettext("13 digits, as the National Library of Serbia gave it"),
        render_kw={"class": "govuk-input--width-20"},
    )
    cip = _text(
        _label("cip"),
        LONGEST_IMPRINT,
        rows=8,
        hint=lazy_gettext("Line by line, as the National Library wrote it"),
    )
    imprint = _text(
        _label("imprint"),
        LONGEST_IMPRINT,
        rows=8,
        hint=lazy_gettext("Publisher, editor, printing house, number of copies: line by line"),
    )
    licence = _line(_label("licence"), hint=lazy_gettext("Under which the content may be used"))
    leaf = _number(_label("leaf"), unit="µm", hint=lazy_gettext("For the width of the spine; the printing house knows it"))
    cover_leaf = _number(_label("cover_leaf"), unit="µm")

    def offer(self) -> EditionForm:
        self.locale.choices = choices({each.locale: each.label for each in LANGUAGES.values()})
        self.sections.choices = choices({each.key: gettext(each.title) for each in PUBLIC_SECTIONS})
        self.order.choices = choices({code: gettext(label) for code, label in ORDERS.items()})
        self.paper.choices = choices(PAPERS)
        return self

    def validate_year(self, field: Any) -> None:
        _whole(field.data, YEARS)

    def validate_leaf(self, field: Any) -> None:
        _whole(field.data, LEAVES)

    def validate_cover_leaf(self, field: Any) -> None:
        _whole(field.data, LEAVES)

    def validate_isbn(self, field: Any) -> None:
        if field.data and not isbn.is_valid(field.data):
            raise ValidationError(gettext("This is no ISBN: check its 13 digits"))

    def validate_sections(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(gettext("Choose at least one"))
        if not {*field.data} <= {each.key for each in PUBLIC_SECTIONS}:
            raise ValidationError(gettext("Choose from the list"))

    def plan(self) -> Plan:
        """Return what was typed, after it was validated."""
        typed: dict[str, Any] = {name: self[name].data for name in Plan.__dataclass_fields__}
        numbers = {name: int(typed[name]) for name in NUMBERS}
        chosen = [each.key for each in PUBLIC_SECTIONS if each.key in self.sections.data]
        return Plan(**typed | numbers | {"sections": chosen, "isbn": isbn.written(self.isbn.data) if self.isbn.data else ""})


def new_form(year: int) -> EditionForm:
    """Return the form for a new edition, with what is usual."""
    usual = {
        "year": str(year),
        "locale": "sr_Latn",
        "title": gettext("Catalogue of local economic development offices in Serbia"),
        "sections": [each.key for each in PUBLIC_SECTIONS],
        "order": "district",
        "paper": "a4",
        "licence": LICENCE,
        "leaf": "110",
        "cover_leaf": "300",
    }
    return EditionForm(data=usual).offer()


def edition_form(edition: Edition) -> EditionForm:
    """Return the form filled with an edition as it is; what was sent wins."""
    kept = {name: getattr(edition, name) for name in (*Plan.__dataclass_fields__, "correction")}
    return EditionForm(data=kept | {name: str(kept[name]) for name in NUMBERS}).offer()


class LogoForm(Form):
    name = _line(lazy_gettext("Whose logo it is"), required=lazy_gettext("Write whose logo it is: it is read to those who do not see it"))
    file = FileField(
        lazy_gettext("Logo"), [FileRequired(lazy_gettext("Choose a file"))], description=lazy_gettext("PNG, JPEG or WebP, up to 10 MB")
    )
