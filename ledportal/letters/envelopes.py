"""The envelopes that letters are made for, in millimetres. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ledportal.text import N_


@dataclass(frozen=True)
class Area:
    """A rectangle from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Envelope:
    """An envelope. One without a window is printed itself.

    Attributes:
        folds: how far from its upper edge the letter is folded.
        address: where the address is printed on an envelope without a window.
    """

    label: str
    width: float
    height: float
    folds: tuple[float, ...]
    address: Area | None = None

    @property
    def page(self) -> dict[str, Any]:
        """Return what the template needs of it."""
        return asdict(self)


THIRDS, HALF = (105.0, 210.0), (148.5,)
ENVELOPES = {
    "window_dl": Envelope(N_("Window envelope DL (110 × 220 mm), letter folded twice"), 220, 110, THIRDS),
    "window_c5": Envelope(N_("Window envelope C5 (162 × 229 mm), letter folded once"), 229, 162, HALF),
    "dl": Envelope(N_("Plain envelope DL (110 × 220 mm), printed too"), 220, 110, THIRDS, Area(115, 52, 90, 40)),
    "c5": Envelope(N_("Plain envelope C5 (162 × 229 mm), printed too"), 229, 162, HALF, Area(120, 85, 94, 55)),
}
