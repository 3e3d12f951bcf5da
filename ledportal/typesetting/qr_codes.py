"""QR codes as the templates draw them. Pure.

Error correction is a sum without carrying, so a text adds to the code of as many zeros what it adds to any other. segno makes one code of
each length, and what a text adds to it is worked out here, in a fraction of the time: a book has a code on each of its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise, zip_longest
from operator import itemgetter
from typing import Any

import segno
from segno import consts, encoder

MASK = 2
"""One of the eight patterns of ISO/IEC 18004: to try them all takes five times as long, and readers read each of them."""
LENGTHS = 200
"""How many lengths of texts are known at a time."""
BLOCKS: Any = consts.ECC
FREE = 2
"""What segno writes where nothing stands yet."""
LIGHT, DARK = b"0", re.compile(rb"1+")


@dataclass(frozen=True)
class Blank:
    """The code of zeros.

    Attributes:
        size: its squares from one side to the other.
        squares: all of them, row by row, each a byte: 1 where it is dark.
        arranged: brings the bits of the codewords, and one light one behind them, to their squares.
        before: how many bits stand before the text.
        data, errors: how many codewords of the text, and of its correction, each block has.
    """

    size: int
    squares: int
    arranged: itemgetter[int]
    before: int
    data: Sequence[int]
    errors: Sequence[int]


def qr_code(text: str) -> dict[str, Any]:
    """Return a code as runs of dark squares: the row, the first column and the length of each; the quiet zone is not among them."""
    content = text.encode()
    blank = _blank(len(content))
    added = bytes(blank.arranged(_bits(content, blank) + LIGHT))
    squares = (blank.squares ^ int.from_bytes(added)).to_bytes(len(added))
    rows = [squares[start : start + blank.size] for start in range(0, len(squares), blank.size)]
    runs = [(row, run.start(), run.end() - run.start()) for row, line in enumerate(rows) for run in DARK.finditer(line)]
    return {"size": blank.size, "runs": runs}


@lru_cache(LENGTHS)
def _blank(length: int) -> Blank:
    code = segno.make(bytes(length), mode="byte", error="m", micro=False, mask=MASK)
    version, size = int(code.version), len(code.matrix)
    blocks = [each for each in BLOCKS[version][consts.ERROR_MAPPING[code.error]] for _ in range(each.num_blocks)]
    bits = 8 * sum(each.num_total for each in blocks)
    numbers = {square: number for number, square in enumerate(_order(size)) if number < bits}
    return Blank(
        size=size,
        squares=int.from_bytes(b"".join(code.matrix)),
        arranged=itemgetter(*(numbers.get(square, bits) for square in range(size**2))),
        before=4 + consts.CHAR_COUNT_INDICATOR_LENGTH[consts.MODE_BYTE][encoder.version_range(version)],
        data=[each.num_data for each in blocks],
        errors=[each.num_total - each.num_data for each in blocks],
    )


def _order(size: int) -> Iterator[int]:
    """Yield the squares of codewords: in columns of two from the right, upwards and downwards by turns, past the upright line of timing."""
    squares = encoder.make_matrix(size, size)
    encoder.add_finder_patterns(squares, size, size)
    encoder.add_alignment_patterns(squares, size, size)
    for turn, right in enumerate([*range(size - 1, 6, -2), 5, 3, 1]):
        for row in range(size) if turn % 2 else reversed(range(size)):
            yield from (row * size + column for column in (right, right - 1) if squares[row][column] == FREE)


def _bits(content: bytes, blank: Blank) -> bytes:
    """Return the bits of the codewords, as digits: of a text and of its correction, from all blocks by turns."""
    whole = sum(blank.data)
    data = (int.from_bytes(content) << 8 * (whole - len(content)) - blank.before).to_bytes(whole)
    blocks = [data[start:end] for start, end in pairwise(accumulate(blank.data, initial=0))]
    errors = [_correction(block, size) for block, size in zip(blocks, blank.errors, strict=True)]
    mixed = bytes(each for each in chain(*zip_longest(*blocks), *zip_longest(*errors)) if each is not None)
    return f"{int.from_bytes(mixed):0{8 * len(mixed)}b}".encode()


def _correction(block: bytes, size: int) -> bytes:
    """Return the codewords that correct a block: what is left when it is divided, as Reed and Solomon do."""
    multiples, highest, mask, left = _multiples(size), 8 * (size - 1), (1 << 8 * size) - 1, 0
    for each in block:
        left = (left << 8 & mask) ^ multiples[left >> highest ^ each]
    return left.to_bytes(size)


@lru_cache
def _multiples(size: int) -> Sequence[int]:
    """Return the products of each byte and the polynomial for so many codewords of correction."""
    of_each = (bytes(consts.GALIOS_EXP[consts.GALIOS_LOG[byte] + each] for each in consts.GEN_POLY[size]) for byte in range(1, 256))
    return [0, *map(int.from_bytes, of_each)]
