"""What is suggested while somebody types, in the reader's version, each with where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from flask import Response, jsonify, request, url_for
from flask_babel import gettext, ngettext

from ledportal.access import public
from ledportal.directory.narrowing import address
from ledportal.directory.views import directory
from ledportal.forms import shorten
from ledportal.languages import in_script
from ledportal.page_cache import same_for_everybody
from ledportal.search.criteria import Criteria
from ledportal.search.suggesting import Suggestion, suggest
from ledportal.text import N_

MOST = 8
KINDS = {
    "person": N_("Person"),
    "site": N_("Site"),
    "document": N_("Document"),
    "district": N_("District"),
    "region": N_("Region"),
    "sector": N_("Sector"),
    "service": N_("Service to business"),
}


@dataclass(frozen=True)
class Suggested:
    """One line under the box.

    Attributes:
        label: what it is called; ``kind`` says what it is, where it is no municipality, ``hint`` where it belongs.
    """

    label: str
    kind: str
    hint: str
    url: str


@directory.get("/kancelarije/predlozi")
@public
@same_for_everybody
def suggestions() -> Response:
    """Give the lines under the search box, and what a screen reader says of them."""
    found = suggested(shorten(request.args.get("q")), only=request.args.getlist("vrsta"))
    return jsonify(said=_said(len(found)), suggestions=[asdict(each) for each in found])


def _said(number: int) -> str:
    if not number:
        return gettext("No suggestions")
    return ngettext("%(num)s suggestion, up and down arrows to choose", "%(num)s suggestions, up and down arrows to choose", number)


def suggested(text: str, *, only: Sequence[str] = ()) -> list[Suggested]:
    """Return what somebody who typed this may be looking for; ``only`` of some kinds."""
    found = suggest(text, limit=MOST) if text else []
    return [_shown(each) for each in found if not any(only) or each.kind in only]


def _shown(each: Suggestion) -> Suggested:
    office, narrowed = each.slug, Criteria(chosen={each.kind: (each.value,)})
    url = url_for("directory.office", slug=office) if office else address(narrowed)
    return Suggested(in_script(each.label), gettext(KINDS[each.kind]) if each.kind in KINDS else "", in_script(each.hint), url)
