"""The days in an entry's listing: what each step writes is what the history says, and what a rebuild would write."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest

from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.offices import actions, confirming, listing, period_actions, queries, settings
from ledportal.offices.models import ConfirmedBy, Listing
from ledportal.offices.periods import DEFAULT, NUMBERS, from_numbers, numbers
from ledportal.offices.standing import due, from_values
from tests.factories import NOW, full_content, make_member, make_moderator, office

KEYS = list(DEFAULT.months)
TEXTS = {"office": "about", "contact": "hours", "environment": "certificate_edition", "services": "networks"}
"""A field of some sections in which anything may stand."""


class History:
    """An office's life, told step by step, and beside it the days that its entry must show."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.at = NOW
        self.head, self.staff = make_member(office()), make_moderator()
        self.content = full_content()
        self.confirmed: dict[str, datetime] = {}
        self.changed: dict[str, datetime] = {}

    def some(self, keys: list[str]) -> list[str]:
        return self.random.sample(keys, self.random.randint(0, len(keys)))

    def wait(self) -> None:
        self.at += timedelta(days=self.random.randint(0, 90), minutes=self.random.randint(1, 1400))

    def publish(self) -> None:
        """Submit a version with some sections changed and some ticked; it is approved, or withdrawn."""
        touched, ticked = self.some(list(TEXTS)), self.some(KEYS)
        content = {**self.content, **{key: {**self.content[key], TEXTS[key]: f"Tekst {self.random.randint(1, 3)}"} for key in touched}}
        draft = actions.start_draft(office(), by=self.head, at=self.at)
        draft.content = content
        actions.submit(draft, version=draft.version, confirmed=ticked, by=self.head, at=self.at)
        said = self.at
        self.wait()
        if self.random.random() < 0.3:
            self.confirm()
        if self.changed and self.random.random() < 0.2:
            actions.withdraw(draft, version=draft.version, by=self.head, at=self.at)
            return
        actions.approve(draft, version=draft.version, by=self.staff, at=self.at)
        self.confirmed |= {key: max(said, self.confirmed.get(key, said)) for key in ticked}
        self.changed |= {key: self.at for key in KEYS if not self.changed or content[key] != self.content[key]}
        self.content = content

    def confirm(self) -> None:
        place, chosen = office(), self.some(KEYS)
        if place.published_revision_id is None:
            return
        what = {"revision": place.published_revision_id, "via": ConfirmedBy.PAGE, "by": self.head, "at": self.at}
        assert confirming.confirm(place, chosen, **what) == [key for key in KEYS if key in chosen]
        self.confirmed |= dict.fromkeys(chosen, self.at)

    def change_periods(self) -> None:
        name = self.random.choice(list(NUMBERS))
        periods = from_numbers(numbers(settings.current_periods()) | {name: self.random.randint(1, 60)})
        stored = settings.stored()
        period_actions.change_periods(periods, version=stored.version if stored else 0, by=self.staff, at=self.at)


def shown() -> tuple[object, ...] | None:
    db.session.flush()
    db.session.expire_all()
    found = db.session.get(Listing, office().id)
    return (from_values(found.sections), found.due_on, found.confirmed_at, found.changed_at, found.content) if found else None


@pytest.mark.parametrize("seed", range(3))
def test_every_step_leaves_the_days_that_the_history_says(context, seed):
    history = History(seed)
    history.publish()
    for step in history.random.choices(("publish", "confirm", "change_periods"), (3, 4, 2), k=12):
        history.wait()
        getattr(history, step)()
        days, due_on, confirmed_at, *rest = shown()
        assert {key: each.confirmed for key, each in days.items()} == {
            key: belgrade_day(history.confirmed[key]) if key in history.confirmed else None for key in KEYS
        }
        assert {key: each.changed for key, each in days.items()} == {key: belgrade_day(at) for key, at in history.changed.items()}
        assert due_on == due(days, settings.current_periods())
        assert confirmed_at == (min(history.confirmed.values()) if len(history.confirmed) == len(KEYS) else None)
        listing.rebuild()
        assert shown() == (days, due_on, confirmed_at, *rest)
    assert len(queries.revisions(office())) > 1


def test_a_tick_is_dated_at_the_submission_and_an_approval_confirms_nothing(context):
    head, staff = make_member(office()), make_moderator()
    draft = actions.start_draft(office(), by=head, at=NOW)
    draft.content = full_content()
    actions.submit(draft, version=draft.version, confirmed=["contact"], by=head, at=NOW)
    approved = NOW + timedelta(days=40)
    actions.approve(draft, version=draft.version, by=staff, at=approved)
    days, due_on, confirmed_at, *_ = shown()
    assert {key: each.confirmed for key, each in days.items()} == dict.fromkeys(KEYS) | {"contact": belgrade_day(NOW)}
    assert {each.changed for each in days.values()} == {belgrade_day(approved)}
    assert (due_on, confirmed_at) == (belgrade_day(approved), None)


def test_the_command_writes_the_same_days(context):
    history = History(7)
    history.publish()
    history.confirm()
    before = shown()
    db.session.commit()
    assert context.test_cli_runner().invoke(args=["listings", "rebuild"]).exit_code == 0
    assert shown() == before
