"""The WTForms field for each kind of a profile's fields, and how a stored value stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext
from wtforms.fields.choices import RadioField, SelectField, SelectMultipleField
from wtforms.fields.core import UnboundField
from wtforms.fields.simple import BooleanField, FileField, MultipleFileField, StringField, TextAreaField

from ledportal.days import as_typed as as_typed_day
from ledportal.forms import choices
from ledportal.languages import current_locale
from ledportal.offices import kinds, notations
from ledportal.offices.declaration import Field
from ledportal.offices.display import national

MOST_RADIOS = 4
UPLOAD = "-upload"
PICTURES = ".png,.jpg,.jpeg,.webp,image/png,image/jpeg,image/webp"
ACCEPTED = {"document": ".pdf,application/pdf", "logo": PICTURES, "photo": PICTURES}

LINES: dict[type[kinds.Text], dict[str, str]] = {
    notations.Email: {"type": "email", "spellcheck": "false", "class": "govuk-!-width-two-thirds"},
    notations.Phone: {"type": "tel", "class": "govuk-input--width-20"},
    notations.Link: {"inputmode": "url", "spellcheck": "false", "autocapitalize": "none"},
    notations.Integer: {"inputmode": "numeric", "class": "govuk-input--width-5"},
    notations.Year: {"inputmode": "numeric", "class": "govuk-input--width-4"},
    notations.Number: {"inputmode": "decimal", "class": "govuk-input--width-10"},
    notations.Day: {"class": "govuk-input--width-10"},
    notations.Postcode: {"inputmode": "numeric", "class": "govuk-input--width-5"},
    notations.TaxNumber: {"inputmode": "numeric", "class": "govuk-input--width-10"},
    notations.RegistrationNumber: {"inputmode": "numeric", "class": "govuk-input--width-10"},
}
SHORT = 40
"""A text of no more characters than this gets a narrow field."""


def name_of(spec: Field) -> str:
    """Return the name of a field's control within its section or item."""
    return spec.key + UPLOAD if isinstance(spec.kind, kinds.Files) else spec.key


def build(spec: Field, prefix: str) -> UnboundField:
    """Return the control of a field; its id is the prefix and the field's key, whatever its name."""
    texts = {"label": gettext(spec.label), "description": hint(spec), "id": prefix + spec.key}
    match spec.kind:
        case kinds.Flag():
            return BooleanField(**texts)
        case kinds.Choices(options=options):
            return SelectMultipleField(choices=choices(_labels(options)), **texts)
        case kinds.Choice(options=options) if len(options) <= MOST_RADIOS:
            nothing = {} if _is_asked_for(spec) else {"": gettext("Not stated")}
            return RadioField(choices=choices(_labels(options) | nothing), **texts)
        case kinds.Choice(options=options):
            return SelectField(choices=choices(_labels(options), empty=gettext("Choose")), **texts)
        case kinds.Files(purpose=purpose, most=most):
            return (FileField if most == 1 else MultipleFileField)(render_kw={"accept": ACCEPTED[purpose]}, **texts)
        case kinds.LongText(longest=longest):
            return TextAreaField(render_kw={"data-longest": longest} | _language(spec), **texts)
    return StringField(render_kw=_line(spec), **texts)


def bind(field: Any, spec: Field) -> None:
    """Say of a control whether its label must not call it optional."""
    field.flags.required = _is_asked_for(spec)


def _is_asked_for(spec: Field) -> bool:
    return spec.required or spec.required_if is not None


def _labels(options: Mapping[str, str]) -> dict[str, str]:
    return {code: gettext(label) for code, label in options.items()}


def _language(spec: Field) -> dict[str, str]:
    return {"lang": spec.language} if spec.language else {}


def _line(spec: Field) -> dict[str, str]:
    kind = spec.kind
    narrow = {"class": "govuk-input--width-10"} if isinstance(kind, kinds.Text) and kind.longest <= SHORT else {}
    filled = {"autocomplete": spec.autocomplete} if spec.autocomplete else {}
    return LINES.get(type(kind), narrow) | filled | _language(spec)  # type: ignore[arg-type]


def hint(spec: Field) -> str:
    """Return a field's hint, with the words that say who sees it."""
    parts = [gettext(spec.hint)] if spec.hint else []
    if spec.internal and not isinstance(spec.kind, kinds.Flag):
        parts.insert(0, gettext("Not public"))
    if spec.public_if:
        parts.append(gettext("Public only if you tick the box below"))
    return ". ".join(parts)


def as_typed(spec: Field, value: Any) -> Any:
    """Return a stored value as one types it; the kind reads it back as the same value."""
    if value in (None, "", [], False):
        return spec.kind.empty
    try:
        spec.kind.parse(value)
    except kinds.Invalid:
        return value
    match spec.kind:
        case notations.Phone():
            return national(value)
        case notations.Day():
            return as_typed_day(date.fromisoformat(value))
        case notations.Number() if current_locale() != "en":
            return value.replace(".", ",")
    return value
