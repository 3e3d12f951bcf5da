"""Making the files of an edition: for the screen, the archive, the printing house, and the pictures of the pages to look at.

Everything is read before the first file is made, so that no transaction is open while pages are set.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import current_app
from flask_babel import force_locale

from ledportal.attachments import files as attachments
from ledportal.catalogue import actions, storing
from ledportal.catalogue.actions import Made
from ledportal.catalogue.book import data, pictures, problems
from ledportal.catalogue.book.folders import Folder
from ledportal.catalogue.book.frozen import Entry, Logo, Settings
from ledportal.catalogue.book.pictures import Album
from ledportal.catalogue.book.problems import Problem
from ledportal.catalogue.models import Edition, FileKind
from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.paths import FONTS, TEMPLATES
from ledportal.program import this_program
from ledportal.text import N_
from ledportal.typesetting import documents, profiles
from ledportal.typesetting.documents import ARCHIVE, SCREEN, Document, Standard
from ledportal.typesetting.profiles import Profile
from ledportal.typesetting.spines import Stock, spine

PDF, ZIP = "application/pdf", "application/zip"
PROOF_PPI = 72
STEPS = (
    N_("Preparing the texts and the pictures"),
    N_("Drawing the pages to look at"),
    N_("Setting the book for the screen"),
    N_("Setting the book for the archive"),
    N_("Setting the book for the printing house"),
    N_("Setting the cover"),
)
Tell = Callable[[int], None]
"""Says which of the steps begins."""


@dataclass(frozen=True)
class Source:
    """An edition as it was read: what its files are made of."""

    id: int
    version: int
    settings: Settings
    entries: Sequence[Entry]
    stock: Stock


@dataclass
class Files:
    """What has been made so far."""

    made: list[Made] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, kind: FileKind, content: bytes, pages: int, media_type: str = PDF) -> None:
        self.made.append(Made(kind, storing.keep(content), media_type, len(content), pages))


def source(edition: Edition) -> Source:
    """Read all of an edition that its files are made of."""
    texts = {name: getattr(edition, name) for name in Settings.__dataclass_fields__ if name not in {"sections", "frozen_on", "logos"}}
    logos = tuple(Logo(name=each.name, sha256=each.sha256, width=each.width, height=each.height) for each in edition.logos)
    return Source(
        edition.id,
        edition.version,
        Settings(**texts, sections=tuple(edition.sections), frozen_on=belgrade_day(edition.frozen_at), logos=logos),
        [Entry.from_json(each.frozen) for each in edition.entries],
        Stock(leaf=edition.leaf, cover=edition.cover_leaf),
    )


def make(edition: Edition, *, at: Callable[[], datetime], tell: Tell = lambda _step: None) -> None:
    """Make all files of a draft and write them down, in place of the former ones; commits nothing itself.

    Raises:
        actions.Stale: it was changed or thrown away meanwhile, or is published.
    """
    read = source(edition)
    files = made(read, tell)
    found = [asdict(each) for each in files.problems]
    draft = db.session.get(Edition, read.id)
    if draft is None:
        raise actions.Stale
    actions.store(draft, files.made, found, version=read.version, made_with=made_with(), at=at())


def made(source: Source, tell: Tell = lambda _step: None) -> Files:
    """Make the files of an edition and keep them. No transaction is open meanwhile."""
    db.session.rollback()
    with force_locale(source.settings.locale):
        return _made(source, profiles.found(current_app.config["PRINT_PROFILE"]), tell)


def _made(source: Source, profile: Profile | None, tell: Tell) -> Files:
    files = Files()
    tell(0)
    with TemporaryDirectory(prefix="ledportal-pictures-") as folder:
        shown = Album(files=Folder(Path(folder, "shown")))
        pressed = Album(lambda picture: profiles.in_cmyk(picture, profile), Folder(Path(folder, "pressed")))
        pictures.fill([shown, pressed], source.settings, source.entries, read=_read)
        files.problems += [*problems.problems(source.settings, source.entries), *shown.problems]
        _for_readers(source, shown, files, tell)
        files.problems += [] if profile is not None else [problems.plain_colours()]
        _for_the_press(source, pressed, profile, files, tell)
    return files


def _for_readers(source: Source, album: Album, files: Files, tell: Tell) -> None:
    """Make the pictures of the book's pages, which take most memory, then the book for the screen and that for the archive."""
    tell(1)
    with TemporaryDirectory(prefix="ledportal-proof-") as folder:
        with _book(source, album, "screen") as book:
            pages = book.draw(Path(folder), ppi=PROOF_PPI)
            tell(2)
            files.add(FileKind.SCREEN, *_pdf(book, SCREEN))
            tell(3)
            files.add(FileKind.ARCHIVE, *_pdf(book, ARCHIVE))
            files.problems += problems.long_ones(book.told("office"), book.told("office-end"))
        files.add(FileKind.PROOF, _packed(pages), len(pages), ZIP)


def _for_the_press(source: Source, album: Album, profile: Profile | None, files: Files, tell: Tell) -> None:
    """Make the inside of the book and its cover as the printing house takes them."""
    from ledportal.typesetting.printing import Sheet, for_the_printer  # pikepdf takes 12 MiB, which the sets before do without

    tell(4)
    width, height = data.PAPER[source.settings.paper]
    with _book(source, album, "print") as book:
        content, pages = _pdf(book)
    files.add(FileKind.PRINT, for_the_printer(content, Sheet(width, height, data.BLEED), profile), pages)
    tell(5)
    back = spine(pages, source.stock)
    with _book(source, album, "cover", spine=back) as book:
        content, pages = _pdf(book)
        files.problems += problems.cut_off(book.told("cut"))
    cover = Sheet(2 * width + back, height, data.BLEED, folds=(width, width + back))
    files.add(FileKind.COVER, for_the_printer(content, cover, profile), pages)


@contextmanager
def _book(source: Source, album: Album, purpose: data.Purpose, **given: Any) -> Iterator[Document]:
    settings = source.settings
    content = data.book(settings, source.entries, album, purpose, **given)
    with documents.document("catalogue/book", content, day=settings.frozen_on, files=album.files) as book:
        del content
        yield book


def _read(sha256: str) -> bytes | None:
    """Return the bytes of a picture that an office uploaded, or of a logo of the edition."""
    try:
        return attachments.path_by(sha256).read_bytes()
    except FileNotFoundError:
        return storing.read(sha256)


def _pdf(book: Document, standards: Sequence[Standard] = ()) -> tuple[bytes, int]:
    """Return a book as PDF, and the number of its pages."""
    content = book.pdf(standards)
    (last,) = book.told("last")
    return content, last["page"]


def _packed(pages: Sequence[Path]) -> bytes:
    """Return the pictures of the pages in an archive, ``1.png`` and so on."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, page in enumerate(pages, start=1):
            archive.writestr(zipfile.ZipInfo(f"{number}.png"), page.read_bytes())
    return buffer.getvalue()


def made_with() -> Mapping[str, str]:
    """Return what the bytes of the files depend on beside the edition: programs, templates, fonts and the colours of the press."""
    profile = profiles.found(current_app.config["PRINT_PROFILE"])
    return {**_set_with(), "profile": sha256(profile.content).hexdigest() if profile is not None else ""}


@cache
def _set_with() -> Mapping[str, str]:
    programs = {name: version(name) for name in ("typst", "pikepdf", "pillow")} | {"ledportal": this_program()}
    return programs | {"templates": _digest(sorted((TEMPLATES / "catalogue").glob("*.typ"))), "fonts": _digest(sorted(FONTS.glob("*.ttf")))}


def _digest(paths: Sequence[Path]) -> str:
    found = sha256()
    for path in paths:
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
