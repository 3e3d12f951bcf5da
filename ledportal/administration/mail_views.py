"""The outgoing mail."""

from __future__ import annotations

import re

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.administration import actions, queries
from ledportal.administration.forms import MAIL_STATES, MailFilter
from ledportal.administration.views import administration
from ledportal.conflicts import changed
from ledportal.extensions import db
from ledportal.forms import labels, seen
from ledportal.outbox.models import OutboxMessage
from ledportal.paging import paginate

MAIL = "/moderacija/posta/"
MESSAGE = f"{MAIL}<int(max=2147483647):message>/"
SECRET = re.compile(r"(?<=[/=])[\w.~-]{32,}")
"""A token in a link: who reads it could act for the receiver."""


@administration.get(MAIL)
@requires(Permission.MODERATE)
def outbox() -> str:
    """List outgoing mail, what failed first."""
    form = MailFilter(request.args).offer()
    page = paginate(queries.mail(form.q.data, form.chosen("state")))
    came_back = queries.came_back(page.items)
    return render_template("administration/outbox.html", page=page, form=form, states=labels(MAIL_STATES), came_back=came_back)


@administration.get(MESSAGE)
@requires(Permission.MODERATE, message=queries.find_mail)
def mail(message: OutboxMessage) -> str:
    """Show a mail as its receiver sees it, without the secrets in its links."""
    text = SECRET.sub("…", message.body_text)
    found = {"failures": queries.failures_of(message), "blocked": queries.blocks_of(message), "came_back": queries.came_back([message])}
    return render_template("administration/mail.html", message=message, text=text, states=labels(MAIL_STATES), **found)


@administration.post(MESSAGE)
@requires(Permission.MODERATE, message=queries.find_mail)
def retry_mail(message: OutboxMessage) -> ResponseReturnValue:
    """Put a failed mail back into the queue, or one that was withheld."""
    url = url_for("administration.mail", message=message.id)
    try:
        actions.retry(message, attempts=seen("attempts"), by=current_user, at=clock.now())
    except (actions.Stale, actions.Blocked):
        return changed(url)
    db.session.commit()
    flash(gettext("The mail is in the queue again."), "success")
    return redirect(url, 303)
