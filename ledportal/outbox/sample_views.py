"""The demo's mail for everybody to read, since its addresses are invented. Elsewhere these pages do not exist."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, render_template
from sqlalchemy import select

from ledportal.access import public
from ledportal.extensions import db
from ledportal.outbox.models import OutboxMessage
from ledportal.paging import paginate

LIST = "/primer/posta/"
MAIL = f"{LIST}<int(max=2147483647):number>/"
AS_SENT = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
"""A mail's own styles, and nothing else: no script, no form, nothing loaded."""

outbox = Blueprint("outbox", __name__)


@outbox.before_request
def only_in_the_demo() -> None:
    """Links in mails are secrets everywhere else, whatever the settings say of samples."""
    if current_app.config["PRODUCTION"] or not current_app.config["SAMPLE_DATA"]:
        abort(404)


def _find(number: int) -> OutboxMessage:
    return db.session.get(OutboxMessage, number) or abort(404)


@outbox.get(LIST)
@public
def sample_mail() -> str:
    """List all mail, the newest first."""
    page = paginate(select(OutboxMessage).order_by(OutboxMessage.created_at.desc(), OutboxMessage.id.desc()))
    return render_template("outbox/sample_mails.html", page=page)


@outbox.get(MAIL)
@public
def sample_message(number: int) -> str:
    """Show a mail's text, with links that work."""
    return render_template("outbox/sample_mail.html", message=_find(number))


@outbox.get(f"{MAIL}html/")
@public
def sample_html(number: int) -> Response:
    """Show a mail as a mail program would."""
    return Response(_find(number).body_html, mimetype="text/html", headers={"Content-Security-Policy": AS_SENT})
