"""Every event that the code records has its words: all tests that let it record one see to that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from ledportal.administration.verbs import VERBS
from ledportal.audit import AuditEvent
from ledportal.audit_words import DETAILS, SUBJECTS


def flat(details: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the names and values of details, those before and after a change among them."""
    for name, value in details.items():
        if name in {"before", "after"} and isinstance(value, dict):
            yield from value.items()
        else:
            yield name, value


def untold(recorded: AuditEvent) -> list[str]:
    """Return what of an event has no words; the verbs that tests make up are not told."""
    if recorded.verb not in VERBS:
        return []
    found = [] if recorded.subject_type in SUBJECTS else [recorded.subject_type]
    for name, value in flat(recorded.details):
        values = value if isinstance(value, list) else [value]
        codes = DETAILS[name].codes if name in DETAILS else {}
        found += [name] if name not in DETAILS else []
        found += [f"{name}: {each!r}" for each in values if codes and each not in (None, "") and each not in codes]
    return found


def _check(_mapper: Any, _connection: Any, recorded: AuditEvent) -> None:
    missing = untold(recorded)
    assert not missing, f"audit_words has no words for {', '.join(missing)} of {recorded.verb}"


@contextmanager
def every_event_has_words() -> Iterator[None]:
    """Refuse to write down an event that the audit log could not tell in words."""
    event.listen(AuditEvent, "before_insert", _check)
    try:
        yield
    finally:
        event.remove(AuditEvent, "before_insert", _check)
