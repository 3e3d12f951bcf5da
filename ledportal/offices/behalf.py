"""Work on behalf of an office: staff who are no members say first how the information came in."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from wtforms.fields.choices import RadioField
from wtforms.validators import AnyOf

from ledportal.forms import Form, choices
from ledportal.offices.models import Office, Provenance, Revision

ON_BEHALF: dict[str, Any] = {Provenance.PHONE: lazy_gettext("By phone"), Provenance.PAPER: lazy_gettext("On paper")}


class BehalfForm(Form):
    provenance = RadioField(
        lazy_gettext("How did the information come in?"),
        choices=lambda: choices(ON_BEHALF),
        validators=[AnyOf(list(ON_BEHALF), message=lazy_gettext("Choose one of the options"))],
        validate_choice=False,
    )


def is_for_others(user: Any, office: Office) -> bool:
    """Say whether what the person writes about the office is written on its behalf."""
    return not office.has_member(user)


def may_write(user: Any, revision: Revision) -> bool:
    """Say whether the person may work on a draft: members always, staff once its provenance says so."""
    return revision.provenance in ON_BEHALF or not is_for_others(user, revision.office)
