"""How templates are read: with one dictionary of globals for all of them."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import flask.templating


class Environment(flask.templating.Environment):
    """Jinja's environment, in which a template without globals of its own has those of all.

    Jinja puts a chain of two dictionaries before them, and walks through it name by name whenever a template imports another.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals
