"""What every form shares: the token is checked before the view (``guards``), and messages are ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice


class Form(FlaskForm):
    """A form without its own token and without WTForms' texts: each validator is given its message."""

    class Meta:
        csrf = False
        locales = False


def choices(options: Mapping[str, Any], *, empty: str | None = None) -> list[SelectChoice]:
    """Return the options of a select from codes and labels, with an empty one first where its label is given."""
    first = [SelectChoice("", empty)] if empty is not None else []
    return first + [SelectChoice(code, str(label)) for code, label in options.items()]
