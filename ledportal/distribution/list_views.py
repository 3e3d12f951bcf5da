"""The address list: a page to print, and tables that can be changed elsewhere and imported again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import Response, render_template, request
from flask_babel import gettext

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.dates import local_day
from ledportal.distribution import queries
from ledportal.distribution.forms import RecipientFilter
from ledportal.distribution.models import Recipient
from ledportal.distribution.recipient_import import LAYOUT, NUMBER
from ledportal.distribution.views import DISTRIBUTION, distribution, words
from ledportal.downloads import download, workbook


def _chosen() -> tuple[RecipientFilter, Sequence[Recipient]]:
    form = RecipientFilter(request.args).offer()
    return form, queries.chosen(form.choice())


@distribution.get(f"{DISTRIBUTION}adresar/")
@requires(Permission.MODERATE)
def addresses() -> str:
    """Show the addresses of a choice, to print."""
    form, found = _chosen()
    copies = sum(each.copies for each in found if each.gets_paper)
    context = {"found": found, "copies": copies, "today": local_day(clock.now()), **words()}
    return render_template("distribution/addresses.html", form=form, asked=form.asked(), **context)


@distribution.get(f"{DISTRIBUTION}adresar.csv")
@requires(Permission.MODERATE)
def addresses_csv() -> Response:
    """Give the addresses of a choice as CSV."""
    return download(_rows(_chosen()[1]), "primaoci.csv")


@distribution.get(f"{DISTRIBUTION}adresar.xlsx")
@requires(Permission.MODERATE)
def addresses_xlsx() -> Response:
    """Give the addresses of a choice as a workbook."""
    return workbook(_rows(_chosen()[1]), "primaoci.xlsx", title=gettext("Recipients"))


def _rows(found: Sequence[Recipient]) -> Iterator[Sequence[object]]:
    """Yield the table under the names by which the import takes it."""
    yield LAYOUT.columns
    for each in found:
        yield [each.id, *(getattr(each, name) for name in LAYOUT.columns if name != NUMBER)]
