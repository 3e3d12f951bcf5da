"""PDFs: looked at as they come in, and kept without what says who made them and with what.

One that is signed electronically is kept byte for byte, so that the signature stays valid.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from ledportal.attachments.refusals import Refused
from ledportal.text import N_

MOST_OBJECTS = 200_000
DANGEROUS = frozenset({"/JavaScript", "/JS", "/AA", "/XFA", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia"})
DANGEROUS_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition"})
TRACES = ("/Metadata", "/PieceInfo")
"""Where programs write down who worked on a file, or on a picture in it."""

pikepdf.settings.set_qpdf_limits(flate_max_memory=64 * 1024 * 1024, run_length_max_memory=64 * 1024 * 1024)


def cleaned(data: bytes) -> bytes:
    """Return the bytes of a PDF to keep.

    Raises:
        Refused: not a PDF, encrypted, broken, or one that runs something or carries other files.
    """
    if not data.startswith(b"%PDF-"):
        raise Refused(N_("This is not a PDF. Choose another file"))
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            encrypted, found = pdf.is_encrypted, len(pdf.pages) == 0 or _is_active(pdf)
            kept = data if encrypted or found or _is_signed(pdf) else _without_traces(pdf)
    except pikepdf.PasswordError:
        encrypted, found = True, False
    except Exception:  # a parser may raise anything on a file that was made to break it
        raise Refused(N_("The PDF cannot be read. Save it again and choose the new file")) from None
    if encrypted:
        raise Refused(N_("The PDF is locked with a password. Save it without one"))
    if found:
        raise Refused(N_("The PDF contains scripts, actions or other files. Print it to a new PDF and choose that one"))
    return kept


def _without_traces(pdf: pikepdf.Pdf) -> bytes:
    """Return a PDF anew; of what it says about itself only the title stays, and the same file always comes out the same."""
    title = pdf.docinfo.get("/Title")
    del pdf.docinfo
    if title is not None:
        pdf.docinfo["/Title"] = title
    for each in _dictionaries(pdf):
        for name in TRACES:
            if name in each:
                del each[name]
    buffer = BytesIO()
    pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    return any("/ByteRange" in each for each in _dictionaries(pdf))


def _is_active(pdf: pikepdf.Pdf) -> bool:
    """Say whether a PDF does more than show pages; opening at a place (as office programs write it) is fine."""
    opening = pdf.Root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and opening.get("/S") != "/GoTo":
        return True
    return any(_is_dangerous(each) for each in _dictionaries(pdf))


def _is_dangerous(found: Any) -> bool:
    keys = set(found.keys())
    return bool(keys & DANGEROUS) or ("/S" in keys and str(found["/S"]) in DANGEROUS_ACTIONS)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary of a file, those that stand inside others included; objects that are referred to come by themselves."""
    waiting: list[Any] = [pdf.trailer, *pdf.objects]
    seen = 0
    while waiting:
        each = waiting.pop()
        seen += 1
        if seen > MOST_OBJECTS:
            raise ValueError("too many objects")
        if isinstance(each, pikepdf.Stream | pikepdf.Dictionary):
            yield each
            waiting += [value for value in dict(each.items()).values() if _stands_inside(value)]
        elif isinstance(each, pikepdf.Array):
            waiting += [value for value in list(each) if _stands_inside(value)]


def _stands_inside(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect
