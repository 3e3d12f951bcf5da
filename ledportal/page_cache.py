"""Pages that are the same for everybody are rendered once for each version of the directory and day, and then given out from memory.

A view says ``@same_for_everybody`` (below ``@public``) where its page depends on nothing but its address, the version of the
directory and the day. A page is kept only where that shows: it answers with 200, read no session, sets no cookie, and holds no nonce.
Version and day are read anew for each request, so that nobody ever sees an older page.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import cache, wraps
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from flask import Flask, Response, current_app, g, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine

from ledportal.directory_day import DirectoryDay, current_directory_day
from ledportal.extensions import db
from ledportal.headers import PRIVATE, without_nonce
from ledportal.kept_pages import Headers, Page, make_page, takes_gzip

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

View = Callable[..., ResponseReturnValue]
Key = tuple[str, str, str]

MOST = 32 * 1024 * 1024
"""Bytes of pages that a process keeps; what was not asked for longest goes first."""
LARGEST = MOST // 8
"""A page that is larger is made anew for each request, but named like the others, so that who has it gets 304."""
MOST_HOSTS = 100
_HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5}){0,2}")
"""A host and its port, which does not count; werkzeug takes ``:80`` or ``:443`` off and then still reads a port."""
OFFER = "ledportal.page"
TURN = "ledportal.turn"
FOR_EVERYBODY = "public, max-age=0, s-maxage=5, must-revalidate"
"""Browsers ask each time, which costs a 304; a proxy may give a page out for five seconds without asking."""


def same_for_everybody(view: View) -> View:
    """Declare that a view's page depends on nothing but its address, the version of the directory and the day in Belgrade."""
    if hasattr(view, "same_for_everybody"):
        raise TypeError(f"{view.__name__} is declared twice: it would wait for itself")

    @wraps(view)
    def shown(**values: Any) -> Response:
        cache: PageCache = current_app.extensions["page_cache"]
        if (kept := cache.take_turn(request.environ)) is not None:
            request.environ[OFFER] = kept
            return Response()
        directory_day = cache.directory_day()
        response = make_response(view(**values))
        if directory_day is not None and _may_be_kept(response):
            request.environ[OFFER] = directory_day, response
        return response

    shown.same_for_everybody = True  # type: ignore[attr-defined]
    return shown


def _may_be_kept(response: Response) -> bool:
    if response.status_code != 200 or response.is_streamed or response.direct_passthrough:
        return False
    return "csp_nonce" not in g


class PageCache:
    """WSGI middleware that answers from memory. It stands behind what puts the host and the version into the environment.

    A host is believed once the application has answered under it.
    """

    def __init__(self, application: WSGIApplication, engine: Callable[[], Engine], most: int = MOST) -> None:
        self.application = application
        self.most = most
        self._engine = engine
        self._lock = Lock()
        self.clear()

    def clear(self) -> None:
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._turns: WeakValueDictionary[Key, Lock] = WeakValueDictionary()
        self._hosts: set[str] = set()
        self.size = 0

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def hosts(self) -> int:
        return len(self._hosts)

    def directory_day(self) -> DirectoryDay | None:
        return current_directory_day(self._engine())

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not _asks_for_a_page(environ) or _host(environ) not in self._hosts:
            return self._render(environ, start_response)
        page = self._current(_key(environ))
        return page.answer(environ, start_response) if page else self._render(environ, start_response)

    def take_turn(self, environ: WSGIEnvironment) -> Page | None:
        """Let nobody else render the page until this request is done; return the page where somebody else just did."""
        key = _key(environ)
        with self._lock:
            turn = self._turns.setdefault(key, Lock())
        environ[TURN].enter_context(turn)
        return self._current(key) if _asks_for_a_page(environ) else None

    def _current(self, key: Key) -> Page | None:
        """Return the page as it is now, if it is kept."""
        page = self._pages.get(key)
        if page is None or page.directory_day != self.directory_day():
            return None
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
        return page

    def _render(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the application answer, and keep what it offers."""
        with ExitStack() as environ[TURN]:
            return self._answered(environ, start_response)

    def _answered(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        started: list[Any] = []

        def note(status: str, headers: Headers, exc_info: Any = None) -> Any:
            started[:] = [status, headers, exc_info]

        answer = self.application(environ, note)
        status, headers, exc_info = started
        page = self._offered(environ, status, headers)
        if page is None:
            start_response(status, headers, exc_info)
            return answer
        self._believe(_host(environ))
        answer.close()  # type: ignore[attr-defined]  # werkzeug's, which gives the response's files back
        return page.answer(environ, start_response)

    def _offered(self, environ: WSGIEnvironment, status: str, headers: Headers) -> Page | None:
        """Return what the application offers: a page that is kept already, or a new one, kept from now on if it is not too large."""
        offer: Page | tuple[DirectoryDay, Response] | None = environ.get(OFFER)
        if offer is None or isinstance(offer, Page):
            return offer
        if not (status.startswith("200") and _asks_for_a_page(environ) and _is_anybodys(headers)):
            return None
        directory_day, response = offer
        is_large = len(response.get_data()) > LARGEST
        packs = not is_large or takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        page = make_page(directory_day, response.get_data(), list(_for_everybody(headers)), packs=packs)
        if not is_large:
            self._keep(_key(environ), page)
        return page

    def _believe(self, host: str | None) -> None:
        with self._lock:
            if host is not None and len(self._hosts) < MOST_HOSTS:
                self._hosts.add(host)

    def _keep(self, key: Key, page: Page) -> None:
        with self._lock:
            if before := self._pages.pop(key, None):
                self.size -= _size(key, before)
            self._pages[key] = page
            self.size += _size(key, page)
            while self.size > self.most:
                self.size -= _size(*self._pages.popitem(last=False))


def _asks_for_a_page(environ: WSGIEnvironment) -> bool:
    """Say whether a request asks for a page and sends nothing along."""
    sends = environ.get("CONTENT_LENGTH") not in {None, "", "0"} or "HTTP_TRANSFER_ENCODING" in environ
    return environ["REQUEST_METHOD"] in {"GET", "HEAD"} and not sends


def _key(environ: WSGIEnvironment) -> Key:
    return environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")


def _host(environ: WSGIEnvironment) -> str | None:
    """Return the host that is asked, without its port; None where it is written as nobody writes it."""
    found = _HOST.fullmatch(environ.get("HTTP_HOST", ""))
    return found[1] if found else None


def _size(key: Key, page: Page) -> int:
    return page.size + sum(map(len, key))


def _is_anybodys(headers: Headers) -> bool:
    """Say whether an answer neither hands out a cookie nor depends on one, or on anything else that a request brings."""
    names = {name.lower(): value for name, value in headers}
    return "set-cookie" not in names and names.get("vary", "").lower() in {"", "accept-encoding"}


def _for_everybody(headers: Headers) -> Iterator[tuple[str, str]]:
    """Yield the headers as they are for a page that anybody may keep, and that has no nonce."""
    for name, value in headers:
        if name == "Cache-Control" and value == PRIVATE:
            yield name, FOR_EVERYBODY
        else:
            yield name, without_nonce(value) if name == "Content-Security-Policy" else value


def init_app(app: Flask) -> None:
    """Put the cache before the application; who develops sees each page as it is now."""

    @cache
    def engine() -> Engine:
        with app.app_context():
            return db.engine

    app.extensions["page_cache"] = PageCache(app.wsgi_app, engine, most=0 if app.debug else MOST)
    app.wsgi_app = app.extensions["page_cache"]  # type: ignore[method-assign]
