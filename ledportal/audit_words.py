"""The audit log in the reader's words: what an event is about, what its details are called, and what their values mean.

It stands above the features, since each of them has its own words for what it records.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext

from ledportal.administration.forms import OFFICE_STATUSES, ROLES
from ledportal.audit import AuditEvent
from ledportal.catalogue.labels import FIELDS as EDITION_FIELDS
from ledportal.cycles.states import LABELS as CYCLE_STATES
from ledportal.dates import format_date, format_length, format_moment, format_number
from ledportal.distribution.kinds import KINDS as RECIPIENTS
from ledportal.distribution.kinds import REASONS
from ledportal.freshness.texts import TEXTS
from ledportal.jobs import kinds
from ledportal.languages import LANGUAGES, in_script
from ledportal.offices.display import PROVENANCES, field_label
from ledportal.offices.models import ConfirmedBy
from ledportal.offices.periods import NUMBERS
from ledportal.offices.profile import BY_KEY
from ledportal.text import N_
from ledportal.todo.kinds import MEANING, OUTCOMES, Kind

SECTIONS = {key: section.title for key, section in BY_KEY.items()}
WAYS = {
    ConfirmedBy.SUBMISSION: N_("together with a submission"),
    ConfirmedBy.PAGE: N_("on the page"),
    ConfirmedBy.MAIL: N_("by the link in an email"),
    ConfirmedBy.PHONE: N_("by staff on the phone"),
    "import": N_("by a table"),
    "register": N_("from the register"),
}


SUBJECTS = {
    "attachments": N_("File"),
    "blocked_addresses": N_("Blocked address"),
    "editions": N_("Edition of the catalogue"),
    "error_reports": N_("Error report"),
    "freshness_settings": N_("Periods of freshness"),
    "cycle_answers": N_("Municipality in a mapping cycle"),
    "cycles": N_("Mapping cycle"),
    "invitation_codes": N_("Invitation code"),
    "letter_runs": N_("Letters"),
    "jobs": N_("Preparation of files"),
    "mail_texts": N_("Text of a mail"),
    "memberships": N_("Membership"),
    "municipalities": N_("Town or municipality"),
    "offices": N_("Office"),
    "outbox_messages": N_("Email"),
    "recipients": N_("Recipient of the catalogue"),
    "reminders": N_("Reminder"),
    "revisions": N_("Profile"),
    "shipments": N_("Shipment of the catalogue"),
    "staff_tasks": N_("Task of the staff"),
    "users": N_("Account"),
}
NUMBERED = {"blocked_addresses", "memberships", "outbox_messages", "recipients"}
NUMBERED = {"blocked_addresses", "jobs", "memberships", "outbox_messages"}
"""Whose label says nothing more to a reader than the number does."""


FIELDS = {
    **EDITION_FIELDS,
    "name": N_("Name"),
    "locale": N_("Language"),
    "kind": N_("Kind"),
    "person": N_("Person"),
    "street": N_("Street and number"),
    "postcode": N_("Postcode"),
    "place": N_("Place"),
    "country": N_("Country"),
    "email": N_("Email"),
    "copies": N_("Number of printed copies"),
    "wish": N_("Wants"),
    "note": N_("Note"),
}
"""What somebody changed of their account, of an edition or of a recipient, where the log keeps no values."""

ROLES_AND_SOURCES: dict[Any, str] = {**dict[Any, str](ROLES), **dict[Any, str](PROVENANCES)}
"""What an event tells by itself before and after a change."""


@dataclass(frozen=True)
class Known:
    """Whom and what events speak of, as they are called now: people by the number of their account, offices by their slug."""

    people: Mapping[int, str] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)


def plain(value: Any, _known: Known) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def prose(value: Any, known: Known) -> str:
    return in_script(plain(value, known))


def flag(value: Any, _known: Known) -> str:
    return gettext("Yes") if value else gettext("No")


def number(value: Any, _known: Known) -> str:
    return format_number(value)


def day(value: Any, _known: Known) -> str:
    return format_date(value)


def moment(value: Any, _known: Known) -> str:
    return format_moment(datetime.fromisoformat(value))


def person(value: Any, known: Known) -> str:
    """Return who has an account, of which the audit log keeps the number or "user" and the number."""
    own = int(str(value).removeprefix("user "))
    return in_script(known.people[own]) if own in known.people else f"{gettext('Account')} {own}"


def place(value: Any, known: Known) -> str:
    return known.offices.get(value, value)


@dataclass(frozen=True)
class Detail:
    """A detail of an event.

    Attributes:
        tell: what makes words of a value.
        codes: the words for each code that a value may be; then ``tell`` counts only for other values.
    """

    label: str
    tell: Callable[[Any, Known], str] = plain
    codes: Mapping[Any, str] = field(default_factory=dict)

    def told(self, value: Any, known: Known) -> str:
        """Return a value in the reader's words; one from an older release as it is."""
        if isinstance(value, list):
            return ", ".join(self.told(each, known) for each in value) or "–"
        if value is None or value == "":
            return "–"
        if isinstance(value, str) and value in self.codes:
            return gettext(self.codes[value])
        try:
            return self.tell(value, known)
        except (ValueError, TypeError, ArithmeticError):
            return plain(value, known)


def _length(unit: str) -> Callable[[Any, Known], str]:
    return lambda value, _known: format_length(int(value), unit)


DETAILS = {
    "active": Detail(N_("In the register"), flag),
    "after": Detail(N_("After"), codes=ROLES_AND_SOURCES),
    "assignee": Detail(N_("Who has it"), person),
    "attempts": Detail(N_("Attempts"), number),
    "before": Detail(N_("Before"), codes=ROLES_AND_SOURCES),
    "body": Detail(N_("Introduction")),
    "domain": Detail(N_("Domain of the address")),
    "due_on": Detail(N_("Due day"), day),
    "email_domains": Detail(N_("Email domains")),
    "ends_on": Detail(N_("Valid to"), day),
    "copies": Detail(N_("Number of printed copies"), number),
    "corrects": Detail(N_("Corrected edition")),
    "files": Detail(N_("Files, each with its SHA-256")),
    "logo": Detail(N_("Logo"), prose),
    "fields": Detail(N_("What changed"), codes=FIELDS),
    "former": Detail(N_("Former head (membership)"), number),
    "invitation": Detail(N_("Invitation code"), number),
    "file": Detail(N_("File")),
    "invited_by": Detail(N_("Invited by"), person),
    "kind": Detail(N_("What is the matter"), codes={kind: meaning.label for kind, meaning in MEANING.items()}),
    "municipalities": Detail(N_("Number of municipalities"), number),
    "name": Detail(N_("Name"), prose),
    "name_en": Detail(N_("Name in English")),
    "note": Detail(N_("Note"), prose),
    "number": Detail(N_("Version"), number),
    "outcome": Detail(N_("Outcome"), codes=OUTCOMES),
    "posted_on": Detail(N_("Posted on"), day),
    "postal_place": Detail(N_("Place"), prose),
    "postal_postcode": Detail(N_("Postcode")),
    "postal_street": Detail(N_("Street and number"), prose),
    "provenance": Detail(N_("How it came in"), codes=PROVENANCES),
    "reason": Detail(N_("Reason"), prose),
    "recipient_kind": Detail(N_("Kind"), codes=RECIPIENTS),
    "recipients": Detail(N_("Number of receivers"), number),
    "registry_email": Detail(N_("Email of the registry office")),
    "registry_phone": Detail(N_("Telephone of the registry office")),
    "replaced": Detail(N_("Former head (membership)"), number),
    "replaced_by": Detail(N_("New head (membership)"), number),
    "return_reason": Detail(N_("Reason"), codes=REASONS),
    "returned_on": Detail(N_("Day on which it came back"), day),
    "role": Detail(N_("Role"), codes=ROLES),
    "said": Detail(N_("State"), codes=CYCLE_STATES),
    "section": Detail(N_("Section of the profile"), codes=SECTIONS),
    "sections": Detail(N_("Sections"), codes=SECTIONS),
    "sent_on": Detail(N_("Day on which they were sent"), day),
    "stage": Detail(N_("Reminder"), number),
    "starts_on": Detail(N_("First day"), day),
    "status": Detail(N_("Status"), codes=OFFICE_STATUSES),
    "subject": Detail(N_("Subject")),
    "successor": Detail(N_("Office that took over"), place),
    "text": Detail(N_("Text of the invitation"), prose),
    "text_en": Detail(N_("Text of the invitation in English")),
    "until": Detail(N_("Until"), moment),
    "via": Detail(N_("By way of"), codes=WAYS),
    "work": Detail(N_("What"), lambda value, _known: gettext(kinds.label(value))),
    **{name: Detail(each.label, _length(each.unit)) for name, each in NUMBERS.items()},
}


def subject(event: AuditEvent, known: Known) -> tuple[str, str]:
    """Return what kind of thing an event is about, in the reader's words, and which one it is; nothing where there is only one."""
    kind = SUBJECTS.get(event.subject_type, "")
    try:
        return gettext(kind) if kind else event.subject_type, _which(event, known)
    except (KeyError, ValueError, IndexError):
        return gettext(kind), event.subject


def _which(event: AuditEvent, known: Known) -> str:
    first, *rest = event.subject.split(" ")
    match event.subject_type:
        case "users":
            return person(event.subject_id, known)
        case "staff_tasks":
            return gettext(MEANING[Kind(event.subject.split(":")[0])].label)
        case "error_reports":
            return field_label(rest[0])
        case "reminders":
            return format_date(rest[0])
        case "mail_texts":
            return f"{gettext(TEXTS[first].label)}, {LANGUAGES[rest[0]].label}"
        case "freshness_settings":
            return ""
        case kind if kind in NUMBERED:
            return event.subject_id
    words = [known.offices.get(word, word) if word == event.office_slug else word for word in (first, *rest)]
    return in_script(" ".join(words)) if event.subject_type in SUBJECTS else event.subject


def people_in(event: AuditEvent) -> Iterator[int]:
    """Yield the accounts of those whom an event names."""
    about = [event.actor_id, event.details.get("invited_by"), event.subject_id if event.subject_type == "users" else None]
    about += [each.get("assignee") for each in (event.details.get("before"), event.details.get("after")) if isinstance(each, dict)]
    yield from (int(found[1]) for each in about if (found := re.fullmatch(r"(?:user )?([0-9]+)", str(each))))


def offices_in(event: AuditEvent) -> Iterator[str | None]:
    """Yield the offices that an event names."""
    yield event.office_slug
    yield from (each.get("successor") for each in (event.details.get("before"), event.details.get("after")) if isinstance(each, dict))


def details(event: AuditEvent, known: Known) -> Iterator[tuple[str, str]]:
    """Yield an event's details as names and texts; what changed from one value to another in one line."""
    before, after = event.details.get("before"), event.details.get("after")
    changes = [each if isinstance(each, dict) else None for each in (before, after)]
    for name, value in event.details.items():
        if value not in (None, "") and not (name in {"before", "after"} and any(each is not None for each in changes)):
            yield _named(name), _told(name, value, known)
    was, became = (each or {} for each in changes)
    for name in {**was, **became}:
        if was.get(name, "") != became.get(name, ""):
            yield _named(name), f"{_told(name, was.get(name), known)} → {_told(name, became.get(name), known)}"


def _named(name: str) -> str:
    return gettext(DETAILS[name].label) if name in DETAILS else name


def _told(name: str, value: Any, known: Known) -> str:
    return DETAILS.get(name, Detail(name)).told(value, known)
