"""Confirming an entry by the link in a mail."""

from __future__ import annotations

from datetime import datetime

from ledportal.extensions import db
from ledportal.offices import confirmation_links
from ledportal.offices.actions import lock_office
from ledportal.offices.confirmation_links import State
from ledportal.offices.confirming import confirm
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.offices.models import ConfirmedBy
from ledportal.offices.profile import BY_KEY


def confirm_by_link(link: ConfirmationLink, *, revision: int, at: datetime) -> State:
    """Use a link up and confirm all public sections; return what the link was, and nothing is done unless it was good.

    Args:
        revision: the id of the published revision that the page showed.

    Raises:
        NothingPublic
        StaleError: another version is public by now.
    """
    lock_office(link.office_id)
    db.session.refresh(link)
    if (state := confirmation_links.state(link, at=at)) != State.GOOD or not confirmation_links.use(link, at=at):
        return State.USED if state == State.GOOD else state
    confirm(link.office, BY_KEY, revision=revision, via=ConfirmedBy.MAIL, address=link.address, by=None, at=at)
    return State.GOOD
