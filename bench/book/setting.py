"""``python -m bench.book.setting ours 145 FILE``: set a book of so many offices into a file, and print as JSON what it took.

Memory is that of the process and of the largest one that it started together.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.book import reference
from bench.daily_run import peak
from ledportal.typesetting.documents import SCREEN, document
from tests.catalogue import books
from tests.databases import TRANSLATED, make_app


def ours(offices: int) -> Callable[[], bytes]:
    """Return what sets a book as the register does: pictures, data, pages, from what was frozen."""
    settings, entries = books.settings(), books.full(offices)

    def make() -> bytes:
        data, album = books.made(settings, entries)
        with document("catalogue/book", data, day=settings.frozen_on, files=album.files) as found:
            return found.pdf(SCREEN)

    return make


def weasyprint(offices: int) -> Callable[[], bytes]:
    """Return what sets the same text, whose data is there already."""
    data, _album = books.made(books.settings(), books.full(offices))
    return lambda: reference.pdf(data)


WAYS = {"ours": ours, "weasyprint": weasyprint}


def main() -> None:
    way, offices, path = sys.argv[1:]
    with TemporaryDirectory() as folder:
        app = make_app("sqlite://", Path(folder), **TRANSLATED)
        with app.test_request_context():
            make = WAYS[way](int(offices))
            start = time.perf_counter()
            made = make()
            seconds = time.perf_counter() - start
    Path(path).write_bytes(made)
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak() + largest}))


if __name__ == "__main__":
    main()
