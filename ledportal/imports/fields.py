"""A field of a form that is checked as the import checks its column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext
from wtforms.validators import ValidationError

from ledportal.offices.kinds import Invalid


def reads(parse: Callable[[str, str], Any]) -> Callable[[Any, Any], None]:
    """Return a validator that refuses what cannot be read for the field of that name."""

    def check(_form: Any, field: Any) -> None:
        try:
            parse(field.name, field.data or "")
        except Invalid as invalid:
            raise ValidationError(gettext(invalid.message, **invalid.values)) from None

    return check
