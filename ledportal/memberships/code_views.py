"""The way from a letter with an invitation code to the office: the code is typed once, then it waits until it is accepted.

In between lie registering, a mail, and perhaps another browser. What is kept on the way is the number of the code's row: in the signed
session of the browser in which it was typed, and beside the account that registers or signs in there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Response, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, public, requires
from ledportal.accounts import throttle
from ledportal.accounts.models import User
from ledportal.accounts.throttle import Limit
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.invitations import actions as invitations
from ledportal.invitations import queries as invitation_queries
from ledportal.invitations.actions import Gone
from ledportal.invitations.models import CodeState, InvitationCode
from ledportal.languages import current_locale
from ledportal.memberships import code_actions, queries
from ledportal.memberships.actions import AlreadyOpen, Stale
from ledportal.memberships.forms import CodeForm
from ledportal.memberships.views import memberships

TRIES = (
    Limit("invitation", 1000, timedelta(hours=1)),
    Limit("invitation_address", 20, timedelta(minutes=15), each_address=True),
)
"""Whole codes without a slip that may be tried: in all, and from one network address."""
SHOWN = "invitation"
"""The entry of the session."""
HEADERS = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow"}
"""The code may stand in the address: no request tells where it came from but the name of the site, which the check of the token needs."""
CODE = "/poziv/"
OFFER = "/poziv/prihvatanje/"


@memberships.get(CODE)
@public
def code() -> ResponseReturnValue:
    """Ask for the code; from the QR code it comes filled in, and nothing is looked up before the button is pressed."""
    if "kod" not in request.args and _waiting():
        return redirect(url_for("memberships.offer"), 303)
    return _code_page(CodeForm(formdata=None, data={"kod": request.args.get("kod", "")}))


@memberships.post(CODE)
@public
def check_code() -> ResponseReturnValue:
    """Look a code up, and keep that it was shown."""
    form, now = CodeForm(), clock.now()
    if not form.validate():
        return _code_page(form, 422)
    throttle.count(TRIES, "", at=now)
    found = invitation_queries.find(form.code, at=now)
    if found is None:
        form.refuse()
        return _code_page(form, 422)
    session[SHOWN] = found.id
    if current_user.is_authenticated:
        invitations.note_shown(found.id, by=current_user, at=now)
    db.session.commit()
    return redirect(url_for("memberships.offer"), 303)


def _code_page(form: CodeForm, status: int = 200) -> Response:
    return make_response(render_template("memberships/code.html", form=form), status, HEADERS)


@memberships.get(OFFER)
@public
def offer() -> ResponseReturnValue:
    """Show which office the code is for, and how to go on."""
    return _offer_page() if _held() else redirect(url_for("memberships.code"), 303)


@memberships.post(OFFER)
@requires(Permission.CLAIM_OFFICE)
def accept_offer() -> ResponseReturnValue:
    """Become the head of the office."""
    found = next((each for each in _held() if each.id == seen("code")), None)
    if found is None:
        return redirect(url_for("memberships.code"), 303)
    try:
        code_actions.accept(found, replacing=seen("head") or None, by=current_user, at=clock.now())
    except (AlreadyOpen, Gone, Stale):
        db.session.rollback()
        return _offer_page(409)
    db.session.commit()
    session.pop(SHOWN, None)
    flash(gettext("You are now the head of this office in the register."), "success")
    return redirect(url_for("offices.overview", office=found.office.slug), 303)


def _offer_page(status: int = 200) -> Response:
    now, held = clock.now(), _held()
    states = {each.id: each.state(now) for each in held}
    heads = {each.office_id: queries.head_of(each.office) for each in held}
    page = render_template("memberships/offer.html", held=held, states=states, heads=heads, failed=status == 409)
    return make_response(page, status, HEADERS)


def _held() -> Sequence[InvitationCode]:
    """Return the codes that were shown in this browser, or by the person who is signed in."""
    ids = {session[SHOWN]} if isinstance(session.get(SHOWN), int) else set()
    if current_user.is_authenticated:
        ids |= {*invitation_queries.shown_by(current_user)}
    return invitation_queries.by_ids(ids) if ids else []


def _waiting() -> list[InvitationCode]:
    now = clock.now()
    return [each for each in _held() if each.state(now) == CodeState.WAITING]


def invited_to() -> list[str]:
    """Return the names of the municipalities whose invitation waits, for the pages on the way."""
    return [each.office.name(current_locale()) for each in _waiting()]


def keep_shown(user: User, *, at: datetime) -> None:
    """Keep beside an account that registers or signs in which code was shown in its browser."""
    if isinstance(shown := session.get(SHOWN), int) and invitation_queries.by_ids([shown]):
        invitations.note_shown(shown, by=user, at=at)
