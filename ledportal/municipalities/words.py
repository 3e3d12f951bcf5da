"""What kinds of municipalities are called. Pure."""

from __future__ import annotations

from ledportal.text import N_

KINDS = {
    "capital": N_("City"),
    "city": N_("City"),
    "municipality": N_("Municipality"),
    "city_municipality": N_("City municipality"),
}
