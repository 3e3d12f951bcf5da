"""Uploaded files: what is accepted, and where the bytes go.

Pictures are decoded within bounds and written anew, so that nothing of the original file is kept: no EXIF, no polyglot. PDFs
are looked at, and lose what says who made them (``pdfs``). The bytes are under ``UPLOADS``, named by their SHA-256.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from flask import current_app
from PIL import Image, ImageOps
from sqlalchemy import select

from ledportal import kept_files
from ledportal.attachments.models import Attachment
from ledportal.attachments.refusals import Refused
from ledportal.extensions import db
from ledportal.text import N_

MEGABYTES = 10
LONGEST_FILE = MEGABYTES * 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_SIDE = 2000
LONGEST_SIDE = {"logo": 600}
FORMATS = ("PNG", "JPEG", "WEBP")

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def store(stream: BinaryIO, purpose: str, office: Any, *, by: Any, at: datetime, filename: str = "") -> Attachment:
    """Keep a PDF or a picture, whichever its content says it is.

    Raises:
        Refused: it is neither, or not acceptable.
    """
    start = stream.read(5)
    stream.seek(0)
    keep = store_pdf if start == b"%PDF-" else store_image
    return keep(stream, purpose, office, by=by, at=at, filename=filename)


def store_image(stream: BinaryIO, purpose: str, office: Any, *, by: Any, at: datetime, filename: str = "") -> Attachment:
    """Keep a picture: decoded within bounds, turned as its EXIF says, made smaller where it is large, written as WebP.

    Raises:
        Refused: not a PNG, JPEG or WebP picture, broken, or too large.
    """
    data, (width, height) = cleaned_picture(stream, LONGEST_SIDE.get(purpose, MOST_SIDE))
    name = Path(_clean(filename)).stem + ".webp"
    return _keep(data, "image/webp", name, purpose, office, by=by, at=at, width=width, height=height)


def cleaned_picture(stream: BinaryIO, side: int = MOST_SIDE) -> tuple[bytes, tuple[int, int]]:
    """Return a picture as WebP, no side longer than so many pixels, and its size.

    Raises:
        Refused: not a PNG, JPEG or WebP picture, broken, or too large.
    """
    picture = _decode(_read(stream), side)
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=82)
    return buffer.getvalue(), picture.size


def store_pdf(stream: BinaryIO, purpose: str, office: Any, *, by: Any, at: datetime, filename: str = "") -> Attachment:
    """Keep a PDF that only shows something.

    Raises:
        Refused: not a PDF, encrypted, broken, too large, or one that runs something or carries other files.
    """
    from ledportal.attachments import pdfs  # pikepdf takes 12 MiB, which most processes do without

    data = pdfs.cleaned(_read(stream))
    return _keep(data, "application/pdf", Path(_clean(filename)).stem + ".pdf", purpose, office, by=by, at=at)


def path_of(attachment: Attachment) -> Path:
    """Return where the bytes of an attachment are."""
    return path_by(attachment.sha256)


def path_by(sha256: str) -> Path:
    """Return where the bytes with a SHA-256 are, or would be."""
    return kept_files.place(current_app.config["UPLOADS"], sha256)


def sweep(*, at: datetime) -> int:
    """Remove the files that no row names any more and return their number; young ones stay, their row may be on its way."""
    named = {path_by(each) for each in db.session.scalars(select(Attachment.sha256))}
    return kept_files.sweep(current_app.config["UPLOADS"].glob("??/*"), named, at=at)


def _clean(filename: str) -> str:
    """Return a name that fits a column and a header: no path, no control characters."""
    name = "".join(each for each in filename.replace("\\", "/").rsplit("/", 1)[-1] if each.isprintable())
    return name[-200:].strip(" .") or "file"


def _read(stream: BinaryIO) -> bytes:
    data = stream.read(LONGEST_FILE + 1)
    if len(data) > LONGEST_FILE:
        raise Refused(N_("The file is larger than %(limit)s MB. Choose a smaller one"), {"limit": MEGABYTES})
    if not data:
        raise Refused(N_("The file is empty. Choose another one"))
    return data


def _decode(data: bytes, side: int) -> Image.Image:
    """Return the first frame of a picture in bounds, without metadata; the size is known and checked before any pixel is decoded."""
    try:
        picture = Image.open(BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception:
        raise Refused(N_("This is not a PNG, JPEG or WebP picture that can be read. Choose another one")) from None
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_many_pixels()
    try:
        return _redraw(picture, side)
    except Exception:  # a decoder may raise anything on a file that was made to break it
        raise Refused(N_("The picture is damaged. Save it again and choose the new file")) from None


def _too_many_pixels() -> Refused:
    return Refused(N_("The picture has more than %(limit)s million pixels. Make it smaller"), {"limit": MOST_PIXELS // 1_000_000})


def _redraw(picture: Image.Image, side: int) -> Image.Image:
    picture.draft("RGB", (side, side))
    picture.load()
    turned = ImageOps.exif_transpose(picture)
    turned.thumbnail((side, side))
    return turned.convert("RGBA" if turned.has_transparency_data else "RGB")


def _keep(data: bytes, media_type: str, filename: str, purpose: str, office: Any, *, by: Any, at: datetime, **size: int) -> Attachment:
    digest = hashlib.sha256(data).hexdigest()
    kept_files.write(path_by(digest), data)
    attachment = Attachment(
        id=uuid.uuid4().hex,
        office_id=office.id,
        purpose=purpose,
        sha256=digest,
        filename=filename,
        media_type=media_type,
        size=len(data),
        created_at=at,
        created_by_id=by.id,
        **size,
    )
    db.session.add(attachment)
    return attachment
