"""How to ask the API from the tools that people use: text to copy. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """Text to copy; ``tool`` is a name, the same in every language."""

    tool: str
    code: str


CURL = """\
curl '{address}?district=juznobacki'
"""

PYTHON = """\
import requests

rows, address = [], "{address}"
while address:
    page = requests.get(address, timeout=30).json()
    rows += page["data"]
    address = page["next"]
"""

R = """\
library(jsonlite)

rows <- list()
address <- "{address}"
while (!is.null(address)) {{
  page <- fromJSON(address)
  rows[[length(rows) + 1]] <- page$data
  address <- page[["next"]]
}}
offices <- rbind_pages(rows)
"""

POWER_QUERY = """\
let
    Page = (address) => Json.Document(Web.Contents(address)),
    Pages = List.Generate(
        () => Page("{address}"),
        each _ <> null,
        each if [next] = null then null else Page([next]),
        each [data]),
    Rows = Table.FromRecords(List.Combine(Pages), null, MissingField.UseNull)
in
    Rows
"""


def of(address: str) -> list[Example]:
    """Return how to read all offices from an address, in each tool."""
    texts = {"curl": CURL, "Python": PYTHON, "R": R, "Excel (Power Query)": POWER_QUERY}
    return [Example(tool, text.format(address=address)) for tool, text in texts.items()]
