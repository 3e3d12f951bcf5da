"""The mail about links that do not work any more."""

from __future__ import annotations

from collections.abc import Sequence

from ledportal.accounts.models import User
from ledportal.languages import absolute_url
from ledportal.links.models import CheckedLink
from ledportal.links.problems import LABELS, Problem
from ledportal.offices.models import Office
from ledportal.offices.profile import BY_KEY
from ledportal.outbox.emails import Email


def dead_link(office: Office, links: Sequence[CheckedLink], to: User) -> Email:
    """Return the note to a member that links in the office's public profile have failed for a week."""
    context = {
        "municipality": office.name(to.locale),
        "links": [(each.url, BY_KEY[each.path.partition(".")[0]].title, LABELS[Problem(each.problem)]) for each in links],
        "office_url": absolute_url("offices.overview", to.locale, office=office.slug),
    }
    return Email("dead_link", to, context, office)
