"""What is done once a day by itself; each part may run twice, late, or in two workers at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import current_app

from ledportal.accounts import cleaning, mails
from ledportal.attachments import files
from ledportal.catalogue import storing
from ledportal.extensions import db
from ledportal.invitations import actions as invitations
from ledportal.jobs import results
from ledportal.links import actions as links
from ledportal.reports import cleaning as reports
from ledportal.todo import finding

DAILY: dict[str, Callable[..., int]] = {
    "files removed": files.sweep,
    "prepared files removed": results.sweep,
    "files of editions removed": storing.sweep,
    "ended tokens and sessions deleted": cleaning.clean,
    "old mails emptied": mails.clean,
    "codes at hand forgotten": invitations.clean,
    "links come or gone": links.synchronise,
    "dead links told": links.tell,
    "readers' addresses deleted": reports.clean,
    "tasks opened or closed": finding.look,
}


def run(*, at: datetime) -> dict[str, int]:
    """Do the daily work; a part that fails is logged and does not stop the others."""
    done = {}
    for name, part in DAILY.items():
        try:
            done[name] = part(at=at)
            db.session.commit()
        except Exception as error:
            db.session.rollback()
            current_app.logger.error("housekeeping failed", extra={"part": name}, exc_info=error)
    current_app.logger.info("housekeeping", extra={"done": done})
    return done
