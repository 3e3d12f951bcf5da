"""The way of an entry from version to version, as it may be shown today. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ledportal.offices.comparison import Comparison, compare
from ledportal.offices.content import Content
from ledportal.offices.masking import Mask, mask, masked

if TYPE_CHECKING:
    from ledportal.offices.history import Version


@dataclass(frozen=True)
class Step:
    """One version after the step before it, None where it is the first; ``after`` is the number of the next version, if there is one."""

    version: Version
    before: Step | None
    after: int | None
    mask: Mask

    @cached_property
    def content(self) -> Content:
        return masked(self.version.content, self.mask)

    @cached_property
    def comparison(self) -> Comparison:
        """Return what changed in public; a name that is hidden changed where it was another one's."""
        return compare(self.before.content if self.before else None, self.content)


def steps(versions: Sequence[Version], *, gone: bool) -> list[Step]:
    """Return the steps of an entry, the latest first, as its versions are; ``gone`` says that there is no office any more."""
    by = mask(versions[0].content, (each.content for each in versions), gone=gone)
    found: list[Step] = []
    for version, after in zip(reversed(versions), [*(each.number for each in reversed(versions[:-1])), None], strict=True):
        found.append(Step(version, found[-1] if found else None, after, by))
    return found[::-1]
