"""The Cyrillic catalogue made from the Latin one, and both compiled for gettext."""

from __future__ import annotations

import hashlib
import tempfile
from importlib.metadata import version
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from ledportal import script
from ledportal.script import to_cyrillic
from tools.translations.catalogue import FOLDER, messages, read


def in_cyrillic(latin: Catalog) -> Catalog:
    """Return the catalogue with its translations in Cyrillic script."""
    result = Catalog(locale="sr_Cyrl", charset="utf-8")
    for message in messages(latin):
        text = message.string or ""
        turned = to_cyrillic(text) if isinstance(text, str) else tuple(map(to_cyrillic, text))
        result.add(message.id, turned, context=message.context)
    return result


def place(catalogue: Catalog, path: Path) -> None:
    """Compile a catalogue to a file, which a reader never finds half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        write_mo(file, catalogue)
    fresh = Path(file.name)
    fresh.chmod(0o644)
    fresh.replace(path)


def fingerprint(source: Path) -> str:
    inputs = [source, Path(script.__file__), *sorted(Path(__file__).parent.glob("*.py"))]
    content = b"".join(path.read_bytes() for path in inputs)
    return hashlib.sha256(content + version("serbian-translit").encode()).hexdigest()


def compile_catalogues(folder: Path = FOLDER) -> None:
    """Compile both catalogues of a folder, where anything that they are made from has changed."""
    source, cyrillic = (folder / locale / "LC_MESSAGES" / "messages.po" for locale in ("sr_Latn", "sr_Cyrl"))
    targets, stamp = (source.with_suffix(".mo"), cyrillic.with_suffix(".mo")), cyrillic.with_name("fingerprint")
    wanted = fingerprint(source)
    if stamp.exists() and stamp.read_text() == wanted and all(target.exists() for target in targets):
        return
    latin = read(source)
    for catalogue, target in zip((latin, in_cyrillic(latin)), targets, strict=True):
        place(catalogue, target)
    stamp.write_text(wanted)
