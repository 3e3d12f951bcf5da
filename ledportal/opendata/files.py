"""An export as a file: written once into memory, or on disk where it is large, and named by its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO

from flask import Response, request

IN_MEMORY = 4 * 1024 * 1024
PIECE = 64 * 1024


def send(chunks: Iterable[str], media_type: str, *, filename: str, attached: bool, changed: datetime) -> Response:
    """Return the answer with the chunks' text: 304 where the asker has it already, and open to scripts of other sites."""
    with ExitStack() as opened:
        file = opened.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
        digest = _write(chunks, file)
        response = Response(_pieces(file, opened.pop_all()), content_type=media_type)
        response.content_length = file.tell()
        response.set_etag(digest)
        response.last_modified = changed
    response.headers["Content-Disposition"] = f"{'attachment' if attached else 'inline'}; filename={filename}"
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    response.make_conditional(request)
    if request.method == "HEAD" or response.status_code == HTTPStatus.NOT_MODIFIED:
        file.close()
    return response


def _write(chunks: Iterable[str], file: IO[bytes]) -> str:
    """Write the text and return the name of its content."""
    digest = hashlib.sha256()
    for chunk in chunks:
        data = chunk.encode()
        digest.update(data)
        file.write(data)
    return digest.hexdigest()[:32]


def _pieces(file: IO[bytes], opened: ExitStack) -> Iterator[bytes]:
    with opened:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
