"""When the documents and certificates of a profile end. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ledportal.offices.content import Content
from ledportal.offices.profile import DOCUMENTS, ENVIRONMENT

CERTIFICATE = f"{ENVIRONMENT.key}.certificate"
HOLDS = ("certified", "recertifying")


@dataclass(frozen=True)
class End:
    """The last day of a document or a certificate; ``about`` names it by its place in the content."""

    about: str
    on: date


def ends(content: Content) -> Iterator[End]:
    """Yield the ends of what holds, in the order of the profile: documents until the last day of their last year."""
    for item in content[DOCUMENTS.key]["documents"]:
        end = str(item.get("end") or "")
        if not item.get("in_preparation") and end.isdigit():
            yield End(f"{DOCUMENTS.key}.documents.{item['id']}", date(int(end), 12, 31))
    environment = content[ENVIRONMENT.key]
    if environment["certificate"] in HOLDS and (day := _day(environment["certificate_valid_to"])):
        yield End(CERTIFICATE, day)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def first(found: Iterable[End], *, since: date) -> date | None:
    """Return the first end on a day or later."""
    return min((end.on for end in found if end.on >= since), default=None)
