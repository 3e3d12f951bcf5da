"""What publishing one entry costs: in a large register beside a small one."""

from __future__ import annotations

import copy
import time
from statistics import median

from flask import Flask
from sqlalchemy import select

from bench.databases import filled
from bench.figures import note
from ledportal import clock
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.offices import actions
from ledportal.offices.models import Office

TIMES = 25
GOAL = 3


def measure(database: str, small: int, large: int) -> bool:
    """Publish in turns in both registers; say whether the time grows less than it may."""
    registers = [filled(database, size) for size in (small, large)]
    seconds = [[publish(app, number) for app in registers] for number in range(TIMES)]
    few, many = (median(column) * 1000 for column in zip(*seconds[1:], strict=True))
    print(f"\nPublishing one entry, {database}: {few:.1f} ms of {small:,}, {many:.1f} ms of {large:,} (goal: less than {GOAL} times).")
    said = {"ours": f"{many:.1f} ms", "reference": f"{few:.1f} ms ({small:,} offices)", "goal": f"grows less than {GOAL} times"}
    return note("pages", f"publishing one of {large:,} offices, {database}", **said, growth=many / few, kept=many / few < GOAL)


def publish(app: Flask, number: int) -> float:
    """Change, submit and approve an office's entry; return how long the approval took."""
    with app.app_context():
        office = db.session.scalars(select(Office).where(Office.slug == f"opstina-{number}")).one()
        staff = db.session.scalars(select(User).where(User.role == "moderator")).first()
        draft = actions.start_draft(office, by=office.members[0], at=clock.now())
        content = copy.deepcopy(draft.content)
        content["office"]["about"] += f" Izmena {number}."
        draft.content = content
        actions.submit(draft, version=draft.version, confirmed=list(content), by=office.members[0], at=clock.now())
        db.session.commit()
        start = time.perf_counter()
        actions.approve(draft, version=draft.version, by=staff, at=clock.now())
        db.session.commit()
        return time.perf_counter() - start
