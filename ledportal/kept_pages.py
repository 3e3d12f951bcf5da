"""A page that is kept and given out again: its bytes, compressed once, its entity tags, and the answers made of them."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

from ledportal.directory_day import DirectoryDay

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Headers = list[tuple[str, str]]

COMPRESSED = ("text/", "application/json", "application/ld+json", "application/xml", "application/atom+xml", "image/svg+xml")
SHORTEST = 500
"""Bytes; what is shorter gains nothing."""
OVERHEAD = 4096
"""Bytes that a page takes beside its body, about."""
OURS = {"content-length", "content-encoding", "etag", "vary"}
OF_THE_BODY = {"Content-Length", "Content-Encoding", "Content-Type", "Content-Disposition", "Content-Language"}


@dataclass(frozen=True)
class Form:
    """A page in one encoding; the tag is a strong one, of just these bytes."""

    body: bytes
    tag: str
    headers: Headers
    unchanged: Headers

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if (known := environ.get("HTTP_IF_NONE_MATCH")) and parse_etags(known).contains_weak(self.tag):
            start_response("304 NOT MODIFIED", [*self.unchanged])
            return ()
        start_response("200 OK", [*self.headers])
        return (self.body,) if environ["REQUEST_METHOD"] == "GET" else ()


@dataclass(frozen=True)
class Page:
    """A page of one directory day, as it is and, where that is worth it, compressed."""

    directory_day: DirectoryDay
    plain: Form
    compressed: Form | None

    @property
    def size(self) -> int:
        return OVERHEAD + len(self.plain.body) + (len(self.compressed.body) if self.compressed else 0)

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a GET or HEAD."""
        form = self.compressed if self.compressed and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else self.plain
        return form.answer(environ, start_response)


def make_page(directory_day: DirectoryDay, body: bytes, headers: Headers, *, packs: bool = True) -> Page:
    """Make a page of an answer's body and headers; ``packs`` says whether to compress what is worth it."""
    kept = [(name, value) for name, value in headers if name.lower() not in OURS]
    content_type = next((value for name, value in kept if name.lower() == "content-type"), "")
    tag, packed = hashlib.sha256(body).hexdigest()[:32], b""
    if content_type.startswith(COMPRESSED) and len(body) >= SHORTEST:
        kept.append(("Vary", "Accept-Encoding"))
        packed = gzip.compress(body, 6, mtime=0) if packs else b""
    compressed = _form(packed, f"{tag}-gzip", [*kept, ("Content-Encoding", "gzip")]) if packed else None
    return Page(directory_day, _form(body, tag, kept), compressed)


def _form(body: bytes, tag: str, kept: Headers) -> Form:
    headers = [*kept, ("ETag", f'"{tag}"'), ("Content-Length", str(len(body)))]
    return Form(body, tag, headers, [(name, value) for name, value in headers if name not in OF_THE_BODY])


@lru_cache(maxsize=256)
def takes_gzip(header: str) -> bool:
    """Say whether an Accept-Encoding takes gzip."""
    return parse_accept_header(header, Accept).quality("gzip") > 0
