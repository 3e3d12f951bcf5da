"""What mail systems send back, written after theirs: each a file with the placeholders that it names."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
NAMES = sorted(each.stem for each in FOLDER.glob("*.eml"))


def returned(name: str, *, envelope: str, to: str = "mira@example.org", message_id: str = "<mira@registar.example.org>") -> bytes:
    """Return what came back for a mail."""
    text = (FOLDER / f"{name}.eml").read_text()
    for placeholder, value in {"{envelope}": envelope, "{to}": to, "{message_id}": message_id}.items():
        text = text.replace(placeholder, value)
    return text.encode()
