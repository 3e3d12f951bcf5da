"""How the demo's past is played: many stories, each told by real verbs, all in the order of time.

A story is a generator. It yields how many days ago it goes on, and gets that moment back.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from ledportal import audit
from ledportal.accounts.models import User
from ledportal.demo.people import Person
from ledportal.extensions import db
from ledportal.memberships import actions as memberships
from ledportal.offices import actions, content, queries
from ledportal.offices.content import Content
from ledportal.offices.models import Office, Provenance, Revision
from ledportal.offices.profile import SECTIONS

Story = Generator[float, datetime, Any]
PUBLIC_SECTIONS = tuple(section.key for section in SECTIONS if not section.internal)


@dataclass
class Stage:
    """Where the stories are played: the present, the password of everybody, and the staff."""

    now: datetime
    password_hash: str
    random: Random = field(default_factory=lambda: Random("demo"))
    cast: dict[str, User] = field(default_factory=dict)

    def enter(self, person: Person, *, at: datetime, confirmed: bool = True) -> User:
        """Make a person's account."""
        user = User(email=person.email, name=person.name, locale=person.locale, role=person.role, created_at=at)
        user.password_hash = self.password_hash
        user.confirmed_at = at + timedelta(minutes=7) if confirmed else None
        db.session.add(user)
        db.session.flush()
        audit.record("user.registered", user, by=user, at=at)
        if user.confirmed_at:
            audit.record("user.confirmed", user, by=user, at=user.confirmed_at)
        self.cast[person.email] = user
        return user

    def moment(self, days_ago: float) -> datetime:
        """Return a time of that day, within working hours unless it is today."""
        day = self.now - timedelta(days=days_ago)
        return day if days_ago < 1 else day.replace(hour=self.random.randint(7, 14), minute=self.random.randint(0, 59))


def office(slug: str) -> Office:
    found = queries.find(slug)
    if found is None:
        raise LookupError(slug)
    return found


def play(stage: Stage, stories: Iterable[Story]) -> None:
    """Play the stories' steps in the order of time."""
    waiting = [(stage.moment(next(story)), number, story) for number, story in enumerate(stories)]
    heapq.heapify(waiting)
    while waiting:
        at, number, story = heapq.heappop(waiting)
        try:
            after = story.send(at)
        except StopIteration:
            continue
        heapq.heappush(waiting, (max(stage.moment(after), at), number, story))


def becomes_head(stage: Stage, slug: str, person: Person, *, days: float, by: User) -> Story:
    """Somebody registers, asks for an office, and is made its head that many days ago."""
    at = yield days + 3
    user = stage.cast.get(person.email) or stage.enter(person, at=at)
    at = yield days + 2
    request = memberships.claim(office(slug), message="Zaposlen sam u kancelariji. (primer)", letter=None, by=user, at=at)
    at = yield days
    memberships.grant(request, replacing=None, by=by, at=at)
    return user


def write(slug: str, profile: Content, *, by: User, at: datetime, provenance: Provenance = Provenance.OFFICE) -> Revision:
    """Start a draft and save each section of it."""
    draft = actions.start_draft(office(slug), by=by, at=at, provenance=provenance)
    for section in SECTIONS:
        values = dict(profile[section.key])
        actions.save_section(draft, section, values, seen=content.digest(draft.content[section.key]), by=by, at=at)
    return draft


def submits(slug: str, profile: Content, *, days: float, by: User, confirmed: Iterable[str] = PUBLIC_SECTIONS, **given: Any) -> Story:
    """Somebody fills in a profile, and submits it that many days ago."""
    at = yield days + 1
    draft = write(slug, profile, by=by, at=at, **given)
    at = yield days
    actions.submit(draft, version=draft.version, confirmed=tuple(confirmed), by=by, at=at)
    return draft


def decides(verb: Callable[..., Any], revision: Revision, *, days: float, by: User, **ruling: Any) -> Story:
    """Staff decide about a submission that many days ago."""
    at = yield days
    return verb(revision, version=revision.version, by=by, at=at, **ruling)
