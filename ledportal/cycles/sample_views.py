"""What the municipalities will get, shown to staff before a cycle opens: as it is saved, and as it is typed."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response, request
from flask_babel import gettext

from ledportal.access import Permission, requires
from ledportal.cycles import queries, samples
from ledportal.cycles.forms import CycleForm, SampleForm
from ledportal.cycles.models import Cycle
from ledportal.cycles.views import CYCLE, CYCLES, cycles
from ledportal.outbox import previews


@cycles.get(f"{CYCLE}poziv/")
@requires(Permission.MODERATE, cycle=queries.find)
def sample_invitation(cycle: Cycle) -> Response:
    """Show a mail of a cycle as a mail program would."""
    return _shown(cycle)


@cycles.get(f"{CYCLES}poziv/")
@requires(Permission.MODERATE)
def no_invitation() -> Response:
    """Say where the mail will stand once a cycle is written down."""
    return previews.nothing([gettext("Fill in the page and press a button above: the mail appears here.")])


@cycles.post(f"{CYCLES}poziv/")
@requires(Permission.MODERATE)
def try_invitation() -> Response:
    """Show a mail with what was typed; nothing is saved."""
    form = CycleForm()
    return _shown(Cycle(**asdict(form.plan()))) if form.validate() else previews.refused(form.errors)


def _shown(cycle: Cycle) -> Response:
    chosen = SampleForm(request.values).offer()
    return previews.shown(samples.sample(cycle, chosen.chosen("wish") or "confirm", chosen.locale))
