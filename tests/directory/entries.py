"""Entries of the directory, made as people make them: drafted, submitted, approved."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from ledportal.offices import actions
from ledportal.offices.models import Revision
from ledportal.offices.profile import SECTIONS
from tests.factories import NOW, full_content, make_member, make_moderator, office

PUBLIC = tuple(section.key for section in SECTIONS if not section.internal)


def publish(slug: str = "becej", *, confirmed: Collection[str] = (), at: datetime = NOW, by: Any = None, **sections: Any) -> Revision:
    """Publish the sample profile for a municipality; the given sections' values win."""
    place = office(slug)
    head = next(iter(place.members), None) or make_member(place)
    draft = actions.start_draft(place, by=head, at=at)
    draft.content = full_content(**sections)
    actions.submit(draft, version=draft.version, confirmed=confirmed, by=head, at=at)
    actions.approve(draft, version=draft.version, by=by or make_moderator(), at=at)
    return draft
