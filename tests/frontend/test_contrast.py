from __future__ import annotations

import re

import pytest

from tools.node import FRONTEND

SOURCE = (FRONTEND / "scss" / "_tokens.scss").read_text()
TOKENS = {"white": "#ffffff", "focus": "#ffdd00", **dict(re.findall(r"\$([\w-]+): (#\w{6});", SOURCE))}
TEXT_ON_GROUND = [
    ("white", "band"),
    ("white", "accent"),
    ("white", "accent-dark"),
    ("white", "confirmed"),
    ("white", "bad"),
    ("band", "white"),
    ("band", "pale"),
    ("band-dark", "white"),
    ("muted", "white"),
    ("muted", "pale"),
    ("confirmed", "white"),
    ("band-dark", "focus"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == 21


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5
