"""Which module may import which: between features, and within one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "ledportal"
BASE = 0
LAYERS = {
    "accounts": 1,
    "municipalities": 2,
    "attachments.models": 2,
    "attachments.files": 2,
    "attachments.pdfs": 2,
    "attachments.refusals": 2,
    "offices": 3,
    "imports": 3,
    "invitations": 3,
    "jobs": 3,
    "jobs.views": 4,
    "statistics": 3,
    "statistics.views": 4,
    "outbox.blocking": 4,
    "outbox.bounces": 4,
    "outbox.commands": 5,
    "outbox.delivery": 4,
    "outbox.failures": 4,
    "outbox.holding": 4,
    "outbox.unsubscribe_views": 4,
    "todo.models": 3,
    "todo.kinds": 3,
    "todo.actions": 3,
    "administration.audit_views": 5,
    "audit_words": 5,
    "search": 4,
    "search.aliases": 2,
    "search.documents": 3,
    "search.indexing": 3,
    "search.models": 3,
    "search.postings": 3,
    "search.words": 2,
    "attachments": 4,
    "memberships": 4,
    "moderation": 4,
    "administration": 4,
    "directory": 4,
    "opendata": 4,
    "crawlers": 4,
    "feeds": 4,
    "dashboard": 4,
    "freshness": 4,
    "todo": 4,
    "reports": 4,
    "cycles": 4,
    "letters": 4,
    "distribution": 4,
    "links": 4,
    "catalogue": 4,
    "catalogue.models": 3,
    "catalogue.names": 3,
    "deployment": 4,
    "housekeeping": 4,
    "worker": 5,
    "components": 4,
    "models": 5,
    "demo": 5,
    "cli": 6,
    "__init__": 7,
}
"""Lower ones are imported by higher ones. What is not named here is the base that all of them stand on."""

FEATURES = (
    "attachments", "memberships", "moderation", "administration", "directory", "opendata", "dashboard", "freshness", "todo", "reports",
    "cycles", "letters", "links", "crawlers", "feeds", "catalogue", "distribution",
)  # fmt: skip
"""They never import each other; what they share lies below them."""

SHARED = ("search", "invitations")
"""What stands between the offices and the features: it imports none of these."""

WITHIN = ("models", "queries", "actions", "forms", "views")
"""In a feature, each kind of module imports only those before it; a name like ``user_views`` counts as views."""

PURE = (
    "outbox.statuses", "invitations.codes",
    "text", "script", "days", "accounts.browsers", "memberships.domains", "offices.workflow", "offices.declaration", "offices.kinds",
    "offices.choices", "offices.rules", "offices.profile", "offices.content", "offices.comparison", "offices.reasons",
    "offices.names", "offices.tasks", "offices.written", "offices.opening", "offices.periods", "offices.standing", "formats",
    "opendata.projection", "opendata.columns", "opendata.tables", "opendata.values", "opendata.frame", "opendata.rows", "opendata.texts",
    "opendata.cells",
    "opendata.changelog", "opendata.zipping", "opendata.api.moments", "opendata.api.examples",
    "opendata.places", "opendata.words", "offices.validity",
    "crawlers.sitemap", "crawlers.robots", "feeds.atom", "licence", "markup", "opendata.offers",
    "opendata.vocabulary",
    "dashboard.counting", "figures.tiles", "figures.bars", "figures.lines", "figures.shares",
    "statistics.counting", "statistics.declared", "directory.coloring",
    "jobs.kinds", "todo.kinds", "todo.rules", "cycles.states",
    "offices.notations", "offices.ends", "offices.sites", "freshness.policy", "paths",
    "typesetting.qr_codes", "typesetting.documents", "typesetting.fonts",
    "search.criteria", "search.words", "search.marking", "search.aliases", "search.bits", "search.documents", "search.facets",
    "search.site_facets", "search.site_criteria", "search.traits",
    "search.ranking", "search.typos",
    "catalogue.labels", "catalogue.isbn", "catalogue.differences",
    "catalogue.book.frozen", "catalogue.book.order", "catalogue.book.columns", "catalogue.book.characters",
    "catalogue.book.people", "catalogue.book.states", "municipalities.words",
    "catalogue.book.frozen", "catalogue.labels", "catalogue.isbn",
    "imports.sheets",
    "imports.tables", "imports.workbooks", "imports.files", "imports.plans",
    "distribution.kinds", "distribution.sheets", "distribution.addresses",
    "distribution.fields", "distribution.recipient_import",
)  # fmt: skip
IMPURE = ("flask", "flask_", "sqlalchemy", "wtforms", "werkzeug", "ledportal.extensions", "ledportal.database", "ledportal.clock")


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


MODULES = {name_of(path): path for path in PACKAGE.rglob("*.py") if "translations" not in path.parts}


def with_some(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the modules of which something was found."""
    return {module: wrong for module, wrong in found.items() if wrong}


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Return what a module imports when it runs, relative to the package where it is ours."""
    tree = ast.parse(path.read_text())
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found: list[str] = []
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(found)


def ours(path: Path) -> Iterator[str]:
    """Yield the modules of the package that a module imports, by their names in it."""
    for imported in imports(path):
        inner = imported.removeprefix("ledportal.")
        if imported == inner:
            continue
        yield inner if inner in MODULES or f"{inner}.__init__" in MODULES else inner.rpartition(".")[0]


def layer(module: str) -> int:
    parts = module.removesuffix(".__init__").split(".")
    for length in (2, 1):
        if (found := LAYERS.get(".".join(parts[:length]))) is not None:
            return found
    return BASE


def kind(module: str) -> int | None:
    last = module.rpartition(".")[2]
    return next((place for place, name in enumerate(WITHIN) if last == name or last.endswith(f"_{name}")), None)


def test_a_module_imports_only_what_lies_below_it():
    found = {}
    for module, path in MODULES.items():
        if not module.endswith("__init__"):
            found[module] = [each for each in ours(path) if layer(each) > layer(module)]
    assert with_some(found) == {}


def test_features_do_not_import_each_other():
    shared = {
        "attachments.models",
        "attachments.files",
        "attachments.refusals",
        "todo.models",
        "todo.kinds",
        "todo.actions",
        "catalogue.models",
        "catalogue.names",
    }
    found = {}
    for module, path in MODULES.items():
        feature = module.split(".")[0]
        if feature in (*FEATURES, *SHARED):
            others = {each for each in ours(path) if each.split(".")[0] in FEATURES and each.split(".")[0] != feature}
            found[module] = sorted(others - shared)
    assert with_some(found) == {}


def test_within_a_feature_the_order_holds():
    found = {}
    for module, path in MODULES.items():
        feature, place = module.split(".")[0], kind(module)
        if place is not None:
            found[module] = [each for each in ours(path) if each.split(".")[0] == feature and (kind(each) or 0) > place]
    assert with_some(found) == {}


def test_pure_modules_know_neither_flask_nor_the_database():
    assert [module for module in PURE if module not in MODULES] == [], "it is gone: say so in PURE"
    found = {
        module: [each for each in imports(MODULES[module]) if each.startswith(IMPURE)]
        + [each for each in ours(MODULES[module]) if each not in PURE]
        for module in PURE
    }
    assert with_some(found) == {}


def test_the_layers_name_what_exists():
    known = {part for each in MODULES for part in (each, each.split(".")[0])}
    assert set(LAYERS) <= known
