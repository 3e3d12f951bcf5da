"""One step of the worker: probe the link whose turn it is. No transaction is open meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import current_app

from ledportal.extensions import db
from ledportal.links import actions
from ledportal.links.probing import INTERNET, Network, probe


def agent() -> str:
    """Return how we introduce ourselves to websites."""
    return f"ledportal link check (+{current_app.config['BASE_URL']}/)"


def step(*, clock: Callable[[], datetime], network: Network = INTERNET) -> bool:
    """Probe one link if the settings want it and one is due; say whether one was."""
    if not current_app.config["PROBE_LINKS"]:
        return False
    link = actions.claim(at=clock())
    if link is None:
        return False
    problem = probe(link.url, agent=agent(), network=network)
    if problem is not None:
        current_app.logger.info("link failed", extra={"link": link.id, "problem": problem})
    actions.note_outcome(link, problem, at=clock())
    db.session.commit()
    return True
