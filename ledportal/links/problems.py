"""What can be wrong with a link, in words. Pure."""

from __future__ import annotations

from enum import StrEnum

from ledportal.text import N_


class Problem(StrEnum):
    NOT_FOUND = "not_found"
    ERROR = "error"
    NO_HOST = "no_host"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    REDIRECTS = "redirects"
    PRIVATE = "private"
    ADDRESS = "address"


LABELS = {
    Problem.NOT_FOUND: N_("The page is not there any more"),
    Problem.ERROR: N_("The website answers with an error"),
    Problem.NO_HOST: N_("There is no website of this name"),
    Problem.UNREACHABLE: N_("The website does not answer"),
    Problem.CERTIFICATE: N_("The website's certificate is not valid, and browsers warn of it"),
    Problem.REDIRECTS: N_("The website leads on in circles"),
    Problem.PRIVATE: N_("The address leads into a private network"),
    Problem.ADDRESS: N_("This is not a web address that can be opened"),
}

WALLS = frozenset({401, 403, 429})
"""What websites answer that are there, and let only people in."""


def is_alive(status: int) -> bool:
    """Say whether an answer shows that a link leads somewhere."""
    return status < 400 or status in WALLS


def problem_of(status: int) -> Problem | None:
    """Return what is wrong with a link that is answered so."""
    if is_alive(status):
        return None
    return Problem.NOT_FOUND if status in {404, 410} else Problem.ERROR
