"""What the page templates share: the component library's templates, links to what exists, and the work space's menu."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext
from flask_login import current_user
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from ledportal.access import Permission, can
from ledportal.dates import page_time
from ledportal.offices.workflow import MEANING, Status
from ledportal.text import N_
from ledportal.todo.queries import count_open


@dataclass(frozen=True)
class MenuLink:
    """A link of the menu.

    Attributes:
        count: how much waits there.
        current: what aria-current says: "page" on the page itself, "true" on those below it, else nothing.
    """

    text: str
    url: str
    count: int = 0
    current: str = ""


SITE = (
    (N_("Directory"), "directory.index"),
    (N_("Map"), "directory.map_of_offices"),
    (N_("Sites"), "directory.sites"),
    (N_("Statistics"), "statistics.show"),
    (N_("Data"), "data.index"),
    (N_("About the register"), "directory.about"),
    (N_("My office"), "offices.home"),
)
"""The main navigation of the public pages."""
FOOT = (
    (N_("About the register"), "directory.about"),
    (N_("How fresh the register is"), "dashboard.show"),
    (N_("Mapping cycles"), "cycles.reports"),
    (N_("Catalogue"), "catalogue.published"),
    (N_("Open data"), "data.index"),
    (N_("Accessibility statement"), "directory.accessibility"),
    (N_("Privacy"), "directory.privacy"),
)
"""What stands at the foot of every page, the work space's too."""
MENU = (
    (N_("My offices"), "offices.home", Permission.USE_ACCOUNT),
    (N_("Review queue"), "moderation.queue", Permission.MODERATE),
    (N_("To do"), "todo.index", Permission.MODERATE),
    (N_("Claims"), "memberships.requests", Permission.MODERATE),
    (N_("Offices"), "administration.offices", Permission.MODERATE),
    (N_("Users"), "administration.users", Permission.MODERATE),
    (N_("Municipalities"), "administration.municipalities", Permission.MODERATE),
    (N_("Mapping cycles"), "cycles.index", Permission.MODERATE),
    (N_("Letters"), "letters.index", Permission.MODERATE),
    (N_("Catalogue"), "catalogue.index", Permission.MODERATE),
    (N_("Distribution"), "distribution.index", Permission.MODERATE),
    (N_("Outgoing mail"), "administration.outbox", Permission.MODERATE),
    (N_("Audit log"), "administration.audit_log", Permission.MODERATE),
    (N_("Your account"), "accounts.account", Permission.USE_ACCOUNT),
)
PARTS = {
    "reminders.overview": "todo.index",
    "dashboard_of_staff.show": "administration.offices",
    "jobs.index": "catalogue.index",
}
"""Pages that have no link of their own in the menu, with those from which they are reached; what lies below them belongs there too."""
SITE_PARTS = {"api.index": "data.index", "directory.compare": "directory.index"}
"""Public pages whose address lies outside the part of the site that they belong to."""
COUNTS = {"todo.index": count_open}
"""How much waits at the end of a link."""


def site_menu() -> list[MenuLink]:
    """Return the main navigation of the public pages."""
    here = request.script_root + request.path
    return [MenuLink(gettext(text), url_for(endpoint), current=_current(endpoint, here)) for text, endpoint in SITE]


def _current(endpoint: str, here: str) -> str:
    if here == url_for(endpoint):
        return "page"
    inside = (endpoint, *(part for part, above in SITE_PARTS.items() if above == endpoint))
    return "true" if here.startswith(tuple(map(url_for, inside))) else ""


def foot_links() -> list[MenuLink]:
    return [MenuLink(gettext(text), url_for(endpoint)) for text, endpoint in FOOT]


def menu() -> list[MenuLink]:
    """Return the links of the signed-in person's menu."""
    allowed = [(text, endpoint) for text, endpoint, permission in MENU if can(current_user, permission)]
    links = [MenuLink(gettext(text), url_for(endpoint), _count(endpoint)) for text, endpoint in allowed]
    here = request.script_root + request.path
    places = {link.url: link.url for link in links} | {url_for(part): url_for(endpoint) for part, endpoint in PARTS.items()}
    above = max((url for url in places if here.startswith(url)), key=len, default="")
    current = "page" if here in {link.url for link in links} else "true"
    return [replace(link, current=current) if link.url == places.get(above) else link for link in links]


def _count(endpoint: str) -> int:
    return COUNTS[endpoint](at=page_time()) if endpoint in COUNTS else 0


def status_label(status: str) -> str:
    """Return the word on the tag of a revision's status."""
    return gettext(MEANING[Status(status)].label)


def init_app(app: Flask) -> None:
    library = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_env.loader = ChoiceLoader([app.jinja_loader, library])  # type: ignore[list-item]
    for function in (site_menu, foot_links, menu, status_label):
        app.add_template_global(function)

    @app.context_processor
    def _site() -> dict[str, Any]:
        return {"sample_data": current_app.config["SAMPLE_DATA"]}
