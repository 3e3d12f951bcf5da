"""The addresses that are not written to: which, why, and how staff write to one again."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.administration import queries
from ledportal.administration.forms import BLOCK_REASONS, AddressFilter
from ledportal.administration.mail_views import MAIL
from ledportal.administration.views import administration
from ledportal.conflicts import changed
from ledportal.extensions import db
from ledportal.forms import labels
from ledportal.offices.queries import named
from ledportal.outbox import blocking
from ledportal.outbox.models import BlockedAddress, Reason
from ledportal.paging import paginate

ADDRESSES = f"{MAIL}adrese/"
ADDRESS = f"{ADDRESSES}<int(max=2147483647):blocked>/"


@administration.get(ADDRESSES)
@requires(Permission.MODERATE)
def blocked_addresses() -> str:
    """List the addresses that are not written to, the latest first."""
    form = AddressFilter(request.args).offer()
    page = paginate(queries.blocked_addresses(form.q.data, form.chosen("reason")))
    offices = named({each.office_slug for each in page.items})
    return render_template("administration/addresses.html", page=page, form=form, offices=offices, reasons=labels(BLOCK_REASONS))


@administration.get(ADDRESS)
@requires(Permission.MODERATE, blocked=queries.find_blocked)
def blocked_address(blocked: BlockedAddress) -> str:
    """Show why an address is not written to, and whose it is."""
    offices = named({blocked.office_slug})
    found = {"offices": offices, "people": queries.people_with(blocked.address), "mails": queries.mails_to(blocked.address)}
    return render_template("administration/address.html", blocked=blocked, reasons=labels(BLOCK_REASONS), **found)


@administration.post(ADDRESS)
@requires(Permission.MODERATE, blocked=queries.find_blocked)
def unblock(blocked: BlockedAddress) -> ResponseReturnValue:
    """Write to an address again."""
    if not blocking.lift(blocked.address, Reason(blocked.reason), by=current_user, at=clock.now()):
        return changed(url_for("administration.blocked_addresses"))
    db.session.commit()
    flash(gettext("The register writes to this address again. What was not sent meanwhile can be sent again, mail by mail."), "success")
    return redirect(url_for("administration.blocked_addresses"), 303)
