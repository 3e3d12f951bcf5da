"""Text as it stands in XML. Pure."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

NOT_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML file may hold, not even as an entity, and the control characters that it should not hold (XML 1.0, 2.2)."""


def text(value: str) -> str:
    """Return a text for the content of an element."""
    return escape(NOT_XML.sub("", value))


def attribute(value: str) -> str:
    """Return the value of an attribute, in quotes."""
    return quoteattr(NOT_XML.sub("", value))
