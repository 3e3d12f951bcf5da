"""What the list of investment sites may be asked for: all that the directory is asked for, and what only a site has. Pure."""

from __future__ import annotations

from typing import Final

from ledportal.offices import choices
from ledportal.search.criteria import BY_NAME, Facet, Subject
from ledportal.text import N_

ORDER: Final = Facet(
    "order", "poredak", N_("Order"),
    {"relevance": N_("Best match"), "name": N_("Municipality"), "area": N_("Free area, the largest first")},
)  # fmt: skip
OF_OFFICE: Final = ("form", "certificate", "sector", "language", "service")
"""The facets of the office that offers a site."""

FACETS: Final = (
    BY_NAME["district"],
    BY_NAME["region"],
    Facet("type", BY_NAME["free_site"].parameter, N_("Kind of site"), choices.SITE_TYPES),
    Facet("status", "status", N_("Status"), choices.SITE_STATUSES),
    Facet("ownership", "vlasnistvo", N_("Ownership"), choices.OWNERSHIP),
    Facet("utility", "oprema", N_("Infrastructure"), choices.UTILITIES, takes_all=True),
    *(BY_NAME[name] for name in OF_OFFICE),
)
SITES: Final = Subject(FACETS, ORDER)
