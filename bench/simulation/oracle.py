"""What must happen, written anew from the design's words: nothing of the register's code is used here.

An entry's sections are confirmed for 6 months (contact) or 12; the entry is due when its first section is. On the due day comes reminder 1,
14 days later reminder 2, 14 days later reminder 3, which staff get too, and the public page says "not confirmed"; 180 days after that
"out of date". What was never confirmed is not confirmed, and due on the day on which it became public. What has long been worse than
confirmed is work for staff: an open task, or one that they closed themselves, which is work again after 90 days.
"""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

MONTHS = {"office": 12, "contact": 6, "documents": 12, "environment": 12, "sites": 12, "projects": 12, "services": 12}
BETWEEN = timedelta(days=14)
UNCONFIRMED_AFTER = timedelta(days=28)
OUTDATED_AFTER = timedelta(days=28 + 180)
LAST = 3
SILENT_AFTER = timedelta(days=120)
AGAIN_AFTER = timedelta(days=90)


def later(day: date, months: int) -> date:
    """Return the same day of a month to come, or the last one of a month that is too short."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass
class Entry:
    """What is known of an office's public entry: when each section was changed and confirmed, and who gets its mail.

    Attributes:
        worse: since when its public mark has been worse than confirmed.
        rots: whether it has been so for long, and is work for nobody.
    """

    changed: dict[str, date]
    confirmed: dict[str, date]
    address: str
    members: set[str]
    stages: dict[date, dict[int, date]] = field(default_factory=lambda: defaultdict(dict))
    worse: date | None = None
    rots: bool = False

    def confirm(self, sections: Iterable[str], day: date) -> None:
        for key in sections:
            self.confirmed[key] = max(day, self.confirmed.get(key, day))

    def section_due(self, key: str) -> date:
        return later(self.confirmed[key], MONTHS[key]) if key in self.confirmed else self.changed[key]

    @property
    def due(self) -> date:
        return min(self.section_due(key) for key in MONTHS)

    def mark(self, today: date) -> str:
        if any(today >= self.section_due(key) + OUTDATED_AFTER for key in MONTHS):
            return "outdated"
        if any(key not in self.confirmed or today >= self.section_due(key) + UNCONFIRMED_AFTER for key in MONTHS):
            return "unconfirmed"
        return "confirmed"

    def next_stage(self, today: date) -> int | None:
        """Return the stage that a run on this day has to queue."""
        due, done = self.due, self.stages[self.due]
        if not done:
            return 1 if due <= today else None
        last = max(done)
        return last + 1 if last < LAST and done[last] + BETWEEN <= today else None


@dataclass
class Oracle:
    """The entries as they must be, and everything that was otherwise.

    Attributes:
        blocked: the addresses that are dead, or asked for no reminders.
        wrong: what was not as it must be, by kind.
        stages: how many offices got each stage; ``mails`` how many mails these were.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    stages: Counter[int] = field(default_factory=Counter)
    mails: int = 0

    def recipients(self, entry: Entry) -> set[str]:
        """Return who gets a reminder now: the reminder address, else the members; ``""`` stands for nobody."""
        own = {entry.address} - self.blocked
        return own or entry.members - self.blocked or {""}

    def queued(self, slug: str, due: date, stage: int, to: list[str], today: date) -> None:
        """Judge a stage that a run has queued."""
        entry, what = self.entries[slug], f"{today} {slug}: stage {stage} of {due}"
        if stage in entry.stages[due] or len(set(to)) != len(to):
            self.wrong["duplicates"].append(f"{what} once more")
            return
        if (expected := entry.next_stage(today)) != stage or due != entry.due:
            self.wrong["stages at a wrong time"].append(f"{what}; expected {expected} of {entry.due}")
        if set(to) != self.recipients(entry):
            self.wrong["mail to the wrong people"].append(f"{what} to {to}, expected {self.recipients(entry)}")
        entry.stages[due][stage] = today
        self.mails += sum(address != "" for address in to)
        self.stages[stage] += 1

    def ran(self, today: date) -> None:
        """Judge what a run that got to its end has left undone."""
        for slug, entry in self.entries.items():
            if stage := entry.next_stage(today):
                self.wrong["lost stages"].append(f"{today} {slug}: stage {stage} of {entry.due} was not queued")

    def shown(self, slug: str, mark: str, today: date, where: str) -> None:
        """Judge a public mark."""
        if (expected := self.entries[slug].mark(today)) != mark:
            self.wrong["wrong public marks"].append(f"{today} {slug}: {where} says {mark}, expected {expected}")

    def watched(self, slug: str, today: date, *, looked: datetime, is_open: bool, closed: datetime | None) -> None:
        """Judge whether an entry that has long been worse than confirmed is work for staff.

        Args:
            looked: when a worker last got to the end of its look for work; later nobody can know of any.
            is_open: whether staff have a task of the office; ``closed`` is when they last ended one.
        """
        entry = self.entries[slug]
        entry.worse = None if entry.mark(today) == "confirmed" else entry.worse or today
        is_old = entry.worse is not None and looked.date() - entry.worse > SILENT_AFTER
        rots = is_old and not is_open and not (closed is not None and looked - closed < AGAIN_AFTER)
        if rots and not entry.rots:
            self.wrong["entries that rotted in silence"].append(f"{today} {slug}: since {entry.worse}; staff closed a task at {closed}")
        entry.rots = rots

    def expect(self, right: bool, what: str, kind: str) -> None:
        if not right:
            self.wrong[kind].append(what)
