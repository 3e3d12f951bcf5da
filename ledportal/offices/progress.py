"""How far an office has come: what its own pages show of its profile, read in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledportal.offices import content, queries
from ledportal.offices.models import Comment, Office, Revision
from ledportal.offices.standing import SectionState
from ledportal.offices.tasks import Task, tasks
from ledportal.offices.workflow import Status


@dataclass(frozen=True)
class Progress:
    """What the overview of an office shows.

    Attributes:
        latest: the newest revision, whatever its status.
        said: the revision with the decision that the office has to read.
        states: how fresh each section of the public profile is.
    """

    office: Office
    latest: Revision | None
    said: Revision | None
    tasks: Sequence[Task]
    revisions: Sequence[Revision]
    states: Sequence[SectionState]

    @property
    def draft(self) -> Revision | None:
        return self.latest if self.latest is not None and self.latest.status == Status.DRAFT else None

    @property
    def undone(self) -> list[Task]:
        return [task for task in self.tasks if not task.is_done]

    @property
    def unfinished(self) -> list[Task]:
        """Return the sections that stand in the way of submitting."""
        return [task for task in self.tasks if task.problems]

    @property
    def due(self) -> list[SectionState]:
        """Return the sections of the public profile that should be confirmed, but for those confirmed in what staff are checking."""
        handed_in = self.latest.confirmed_sections if self.latest is not None and self.latest.status == Status.SUBMITTED else ()
        return [state for state in self.states if state.is_due and state.section.key not in handed_in]

    @property
    def comments(self) -> list[Comment]:
        return shown_comments(self.said)


def progress(office: Office, *, today: date) -> Progress:
    latest = queries.latest_revision(office)
    said = queries.answered(latest)
    written = latest.content if latest is not None else content.empty_content()
    sections = tasks(written, today=today, comments=shown_comments(said), commented=said.content if said else None)
    return Progress(office, latest, said, sections, queries.revisions(office), queries.section_states(office, today=today))


def shown_comments(revision: Revision | None) -> list[Comment]:
    """Return what staff wrote to the office about a revision; their internal notes are not for it."""
    return [each for each in revision.comments if not each.internal] if revision is not None else []
