"""What was sent is read to its end before the answer goes out.

A server that closes a connection on which something is still unread resets it, and the reset overtakes the answer: nginx then
shows its own bare 502 instead of our page. So what no view read (too large, refused, thrown out, not found) is read away.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

from werkzeug.exceptions import ClientDisconnected
from werkzeug.wsgi import get_input_stream

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST = 64 * 1024 * 1024
"""As much as nginx hands on (``client_max_body_size`` in docs/operations.md)."""
PIECE = 64 * 1024


def reading_to_the_end(application: WSGIApplication) -> WSGIApplication:
    """Wrap an application so that nothing of a body is left when its answer starts."""

    def reading(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["wsgi.input"] = body = get_input_stream(environ)
        answer = application(environ, start_response)
        _read_away(body)
        return answer

    return reading


def _read_away(body: IO[bytes]) -> None:
    """Read up to MOST bytes and keep none; who went away in the meantime gets no answer anyway."""
    left = MOST
    with contextlib.suppress(ClientDisconnected, OSError):
        while left > 0 and (piece := body.read(PIECE)):
            left -= len(piece)
