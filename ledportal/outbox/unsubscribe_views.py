"""The page behind the link at the foot of mails that one may do without, and the one click of mail programs (RFC 8058)."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ledportal import clock
from ledportal.access import public
from ledportal.extensions import db
from ledportal.guards import proven_by_link
from ledportal.outbox import blocking
from ledportal.outbox.models import Reason
from ledportal.outbox.unsubscribing import Subscription, read

PAGE = "/odjava/<string:token>/"
ONE_CLICK = "List-Unsubscribe"
"""What a mail program sends; it follows no redirect."""

unsubscribing = Blueprint("unsubscribing", __name__)


def _find(token: str) -> Subscription:
    return read(token) or abort(make_response(render_template("outbox/no_link.html"), 404))


def _page(token: str, subscription: Subscription) -> str:
    is_off = blocking.is_blocked(subscription.address, Reason.UNSUBSCRIBED)
    return render_template("outbox/unsubscribe.html", token=token, address=subscription.address, is_off=is_off)


@unsubscribing.get(PAGE)
@public
def show(token: str) -> str:
    """Show what the link is for, with one button."""
    return _page(token, _find(token))


@unsubscribing.post(PAGE)
@proven_by_link
@public
def unsubscribe(token: str) -> ResponseReturnValue:
    """Send this address no more mail that it may do without."""
    found = _find(token)
    blocking.block(found.address, Reason.UNSUBSCRIBED, found.office_slug, at=clock.now())
    db.session.commit()
    return _page(token, found) if ONE_CLICK in request.form else redirect(url_for("unsubscribing.show", token=token), 303)


@unsubscribing.post(f"{PAGE}nazad/")
@proven_by_link
@public
def subscribe(token: str) -> ResponseReturnValue:
    """Write to this address again."""
    blocking.lift(_find(token).address, Reason.UNSUBSCRIBED, at=clock.now())
    db.session.commit()
    return redirect(url_for("unsubscribing.show", token=token), 303)
