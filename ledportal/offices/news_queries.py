"""What is told to people of the public journal: all that changed, but no version of an entry in which nothing public is new."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from ledportal.extensions import db
from ledportal.offices.change_queries import latest_changes
from ledportal.offices.comparison import compare
from ledportal.offices.content import public_content
from ledportal.offices.declaration import Section
from ledportal.offices.directory_models import Change, ChangeKind
from ledportal.offices.models import Revision
from ledportal.offices.workflow import WAS_PUBLIC


@dataclass(frozen=True)
class News:
    """A change that is told; ``sections`` are those of an updated entry in which something is new."""

    change: Change
    sections: Sequence[Section] = ()


def latest_news(most: int, *, kinds: Collection[ChangeKind], **of: Any) -> list[News]:
    """Return what is told, the newest first; ``of`` says of what, as for ``latest_changes``."""
    found: list[News] = []
    before: int | None = None
    while len(found) < most:
        changes = latest_changes(most, kinds=kinds, before=before, **of)
        sections = _changed_sections(changes)
        news = [News(each, sections.get(each.version, ())) for each in changes]
        found += [each for each in news if each.sections or each.change.kind != ChangeKind.UPDATED]
        if len(changes) < most:
            break
        before = changes[-1].version
    return found[:most]


def _changed_sections(changes: Sequence[Change]) -> dict[int, list[Section]]:
    """Return what of an entry each update changed in public, by the version of the directory that it made."""
    versions = {change.revision_id: change.version for change in changes if change.kind == ChangeKind.UPDATED}
    if not versions:
        return {}
    now, before, earlier = aliased(Revision), aliased(Revision), aliased(Revision)
    latest_before = select(func.max(earlier.number)).where(
        earlier.office_id == now.office_id, earlier.number < now.number, earlier.status.in_(WAS_PUBLIC)
    )
    query = select(now.id, before.content, now.content)
    query = query.join(before, and_(before.office_id == now.office_id, before.number == latest_before.scalar_subquery()))
    return {versions[key]: _changed(old, new) for key, old, new in db.session.execute(query.where(now.id.in_(versions)))}


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Section]:
    return [each.section for each in compare(public_content(old), public_content(new)).changed]
