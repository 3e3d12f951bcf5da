"""The addresses of the API, declared once: the routes, the OpenAPI document and its page follow this."""

from __future__ import annotations

from dataclasses import dataclass

from ledportal.opendata.api.parameters import OF_CHANGES, SLUG, Parameter, of_table
from ledportal.opendata.tables import TABLES
from ledportal.text import N_

BASE = "/api/v1"


@dataclass(frozen=True)
class Operation:
    """What can be asked for at one address.

    Attributes:
        name: of the endpoint, and of the operation in the document.
        path: below ``BASE``, with the variable in braces.
        schema: the name of what it answers; ``paged`` says that it is a page of these.
        variable: the parameter within the path.
        example: an address with parameters.
    """

    name: str
    path: str
    summary: str
    schema: str
    parameters: tuple[Parameter, ...] = ()
    paged: bool = True
    variable: Parameter | None = None
    example: str = ""


_EXAMPLES = {
    "offices": "?district=juznobacki&free_site=greenfield",
    "municipalities": "?district=juznobacki",
    "sites": "?q=zona&status=free&utility=gas",
    "documents": "?type=development_plan&validity=in_force",
    "projects": "?office=becej",
    "changes": "?since=2026-01-01",
}

_SLUG = Parameter("slug", N_("The identifier of an office"), pattern=SLUG)

OPERATIONS = (
    *(
        Operation(table.name, f"/{table.name}", table.description, table.one, of_table(table), example=_EXAMPLES.get(table.name, ""))
        for table in TABLES.values()
    ),
    Operation("office", "/offices/{slug}", N_("One entry with all that belongs to it"), "Entry", paged=False, variable=_SLUG),
    Operation(
        "changes", "/changes", N_("What changed in the register, the oldest first"), "Change", OF_CHANGES, example="?since=2026-01-01"
    ),
    Operation("statistics", "/statistics", N_("The figures of the register, in all and by district"), "Statistics", paged=False),
)
BY_NAME = {operation.name: operation for operation in OPERATIONS}
