"""How an office, or the municipality that it belongs to, can be reached about a task."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import quote

import phonenumbers
from flask_babel import force_locale, gettext

from ledportal.languages import DEFAULT, absolute_url, current_locale
from ledportal.municipalities.models import Municipality
from ledportal.offices.display import national
from ledportal.todo.kinds import MEANING, Kind
from ledportal.todo.models import StaffTask


@dataclass(frozen=True)
class Ways:
    """Attributes are empty where nothing is known.

    Attributes:
        phone: as a link takes it; ``number`` as people dial it.
        is_offices: whether it is the office's own, from its public entry, and not that of the municipality's registry office.
        mailto: a prepared mail to the registry office.
    """

    phone: str
    number: str
    is_offices: bool
    mailto: str


def ways(task: StaffTask, phones: Mapping[int, str], dead: Collection[str]) -> Ways | None:
    """Return how to reach the office of a task; None where it is about no office.

    Args:
        phones: those of the public entries, by the office's id.
        dead: addresses at which mail does not arrive.
    """
    if task.office is None:
        return None
    place, own = task.office.municipality, phones.get(task.office.id, "")
    phone = own or place.registry_phone
    mailto = "" if place.registry_email in dead else _mailto(task, place)
    return Ways(phone, _number(phone), bool(own), mailto)


def _number(phone: str) -> str:
    try:
        return national(phone)
    except phonenumbers.NumberParseException:
        return phone


def _mailto(task: StaffTask, place: Municipality) -> str:
    request = MEANING[Kind(task.kind)].request
    if not place.registry_email or not request or task.office is None:
        return ""
    locale = DEFAULT if current_locale() == "en" else current_locale()
    with force_locale(locale):
        subject = gettext("Register of LED offices: %(name)s", name=place.name(locale))
        entry = absolute_url("directory.office", locale, slug=task.office.slug)
        about = gettext("CenTriR runs the public register of local economic development offices in Serbia.")
        text = "\r\n\r\n".join((gettext("Good day,"), gettext(request), entry, about))
    return f"mailto:{quote(place.registry_email)}?subject={quote(subject)}&body={quote(text)}"
