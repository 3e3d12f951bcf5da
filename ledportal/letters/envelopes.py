"""The envelopes that letters are made for, in millimetres. Pure.

A window on the left is where DIN 680 (2008-02) has it: 90 × 45 mm, 20 mm from the left; from below 15 mm on DL and C6/C5, 60 mm on C5.
So say de.wikipedia.org ("Briefumschlag") and a maker's table of Swiss and German windows (studylibfr.com/doc/2273411, "L-DIN").
It is at the same place on the "American" envelope of 110 × 230 mm. A window on the right, where the post in these parts reads the address,
is in no standard that holds in Serbia: it is taken as the one on the left in a mirror.
"""

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
        letter_x: where the address begins on the letter.
        address: where the address is printed on an envelope without a window.
    """

    label: str
    width: float
    height: float
    folds: tuple[float, ...]
    letter_x: float
    address: Area | None = None

    @property
    def has_window(self) -> bool:
        return self.address is None

    @property
    def page(self) -> dict[str, Any]:
        """Return what the template needs of it."""
        return asdict(self)


THIRDS, HALF = (105.0, 210.0), (148.5,)
LEFT, RIGHT = 25.0, 123.0
"""Where 65 mm of a letter show in the window, however it slides in an envelope that is up to 230 mm wide."""
ENVELOPES = {
    "window_dl": Envelope(N_("Window on the left: DL or “American” (110 × 220 or 230 mm), letter folded twice"), 220, 110, THIRDS, LEFT),
    "window_dl_right": Envelope(
        N_("Window on the right: DL or “American” (110 × 220 or 230 mm), letter folded twice"), 220, 110, THIRDS, RIGHT
    ),
    "window_c5": Envelope(N_("Window on the left: C5 (162 × 229 mm), letter folded once"), 229, 162, HALF, LEFT),
    "window_c5_right": Envelope(N_("Window on the right: C5 (162 × 229 mm), letter folded once"), 229, 162, HALF, RIGHT),
    "dl": Envelope(N_("Plain envelope DL (110 × 220 mm), printed too"), 220, 110, THIRDS, LEFT, Area(115, 52, 90, 40)),
    "c5": Envelope(N_("Plain envelope C5 (162 × 229 mm), printed too"), 229, 162, HALF, LEFT, Area(120, 85, 94, 55)),
}
