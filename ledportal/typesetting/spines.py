"""How wide the spine of a book is: by its pages and the thickness of what it is printed on."""

from __future__ import annotations

from dataclasses import dataclass

PAGES_OF_A_LEAF = 2


@dataclass(frozen=True)
class Stock:
    """What a book is printed on.

    Attributes:
        leaf: thickness of one leaf of the inside, in µm; paper has its weight (g/m²) times its volume (cm³/g).
        cover: thickness of the cover's board, in µm.
        section: pages that are bound together, as 16 where sheets are folded; a book has whole sections.
    """

    leaf: float
    cover: float
    section: int = PAGES_OF_A_LEAF


def bound(pages: int, stock: Stock) -> int:
    """Return how many pages are bound, with the empty ones at the end."""
    return -(-pages // stock.section) * stock.section


def spine(pages: int, stock: Stock) -> float:
    """Return the width of the spine in mm: all leaves, and the board of the cover in front and behind."""
    leaves = bound(pages, stock) // PAGES_OF_A_LEAF
    return round((leaves * stock.leaf + 2 * stock.cover) / 1000, 1)
