"""The page that a link in a mail opens: what the register holds, and one button that confirms it. It signs nobody in.

The page is nobody's but the receiver's: no cache keeps it, no search engine lists it, and its address leaves it with no link.
"""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.freshness.link_actions import confirm_by_link
from ledportal.freshness.link_queries import Moved, moved_by
from ledportal.freshness.views import pages
from ledportal.guards import proven_by_link
from ledportal.offices import confirmation_links
from ledportal.offices.actions import StaleError
from ledportal.offices.confirmation_links import Purpose, State
from ledportal.offices.confirming import NothingPublic
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.offices.models import Listing, Office
from ledportal.offices.queries import latest_confirmation, open_revision, section_states
from ledportal.offices.standing import SectionState, due_first

LINK = "/potvrda/<string:token>/"
LONGEST = 200
HEADERS = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


@pages.get(LINK)
@public
def confirm(token: str) -> Response:
    """Show what would be confirmed; or that it is already, or that the link does not hold."""
    return _page(_find(token))


@pages.post(LINK)
@public
@proven_by_link
def confirm_all(token: str) -> ResponseReturnValue:
    """Confirm all that is public, once."""
    link = _find(token)
    if link is None:
        return _page(None)
    try:
        confirm_by_link(link, revision=seen("revision"), at=clock.now())
    except (StaleError, NothingPublic):
        db.session.rollback()
        return _page(link, status=409)
    db.session.commit()
    return redirect(url_for("reminders.confirm", token=token), 303)


def _find(token: str) -> ConfirmationLink | None:
    return next((found for purpose in Purpose if (found := confirmation_links.find(purpose, token[:LONGEST]))), None)


def _page(link: ConfirmationLink | None, *, status: int = 200) -> Response:
    listing = db.session.get(Listing, link.office_id) if link is not None else None
    if link is None or listing is None:
        return _answer("no_link.html", 404)
    state = confirmation_links.state(link, at=clock.now())
    states = _states(link.office)
    due = [each.section.title for each in states if each.is_due]
    moved = moved_by(link) if state == State.OVERTAKEN and not due else None
    if state == State.USED or moved == Moved.CONFIRMED:
        last = latest_confirmation(link.office)
        return _answer("confirmed.html", status, link=link, listing=listing, last=last, draft=open_revision(link.office))
    if state == State.OVERTAKEN:
        return _answer("overtaken.html", status, link=link, listing=listing, due_titles=due, moved=moved)
    if state in {State.EXPIRED, State.DISOWNED}:
        return _answer("expired.html", 410, link=link, listing=listing, disowned=state == State.DISOWNED)
    return _answer("confirm.html", status, link=link, listing=listing, states=states, stale=status == 409)


def _states(office: Office) -> list[SectionState]:
    """Return the public sections, those first that should be confirmed."""
    return due_first(section_states(office, today=belgrade_day(clock.now())))


def _answer(template: str, status: int, **values: Any) -> Response:
    response = make_response(render_template(f"freshness/{template}", **values), status)
    response.headers.update(HEADERS)
    return response
