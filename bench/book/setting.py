"""``python -m bench.book.setting ours 145 FILE``: set a book of so many offices into a file, and print as JSON how many seconds it took.

Of the demo's edition, which is named ``demo`` and stands in the instance, ours are all its files, as ``flask catalogue build`` makes them:
``seconds`` are those of all, ``text`` those until the text was set once, for the screen.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from flask_babel import force_locale

from bench.book import DEMO, reference
from ledportal import create_app
from ledportal.catalogue import making, queries, storing
from ledportal.catalogue.book import data, pictures
from ledportal.catalogue.models import FileKind
from ledportal.extensions import db
from ledportal.typesetting.documents import SCREEN, document

Make = Callable[[Callable[[], None]], bytes]
"""Makes a book, and tells when its text was set once."""
SET = 3
"""The step of making an edition's files that begins when its text was set once."""


def demo(way: str) -> Make:
    """Return what makes the files of the demo's latest edition, or sets its text with WeasyPrint, whose data are there already."""
    source = making.source(queries.editions()[0])

    def ours(is_set: Callable[[], None]) -> bytes:
        made = {file.kind: file.sha256 for file in making.made(source, lambda step: is_set() if step == SET else None).made}
        content = storing.read(made[FileKind.SCREEN])
        assert content is not None
        return content

    if way == "ours":
        db.session.rollback()
        return ours
    album = pictures.album(source.settings, source.entries, read=lambda _sha256: None)
    with force_locale(source.settings.locale):
        content = data.book(source.settings, source.entries, album, "screen")
    return lambda _is_set: reference.pdf(content)


def invented(way: str, offices: int) -> Make:
    """Return what sets a book of so many pages of offices: ours from what was frozen, WeasyPrint from the data."""
    from tests.catalogue import books

    settings, entries = books.settings(), books.full(offices)

    def ours(_is_set: Callable[[], None]) -> bytes:
        made, album = books.made(settings, entries)
        with document("catalogue/book", made, day=settings.frozen_on, files=album.files) as found:
            return found.pdf(SCREEN)

    if way == "ours":
        return ours
    content, _album = books.made(settings, entries)
    return lambda _is_set: reference.pdf(content)


def main() -> None:
    way, size, path = sys.argv[1:]
    app = create_app()
    with app.test_request_context():
        make = demo(way) if size == DEMO else invented(way, int(size))
        start = time.perf_counter()
        moments: list[float] = []
        made = make(lambda: moments.append(time.perf_counter() - start))
        seconds = time.perf_counter() - start
    Path(path).write_bytes(made)
    print(json.dumps({"seconds": seconds, "text": [*moments, seconds][0]}))


if __name__ == "__main__":
    main()
