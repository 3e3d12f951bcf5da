"""The way of an entry from version to version, as it may be shown today. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from ledportal.offices.comparison import Comparison, compare
from ledportal.offices.content import Content
from ledportal.offices.masking import Mask, mask, masked

if TYPE_CHECKING:
    from ledportal.offices.history import Version


@dataclass(frozen=True)
class Step:
    """One version between the one before it and the one after it, None where there is none; ``mask`` is what is hidden of all of them."""

    version: Version
    before: Version | None
    after: Version | None
    mask: Mask

    @cached_property
    def content(self) -> Content:
        return masked(self.version.content, self.mask)

    @cached_property
    def comparison(self) -> Comparison:
        """Return what changed in public; a name that is hidden changed where it was another one's."""
        return compare(masked(self.before.content, self.mask) if self.before else None, self.content)


def steps(versions: Sequence[Version], *, gone: bool) -> list[Step]:
    """Return the steps of an entry, the latest first, as its versions are; ``gone`` says that there is no office any more."""
    by = mask(versions[0].content, (each.content for each in versions), gone=gone)
    around = [None, *versions, None]
    return [Step(version, before, after, by) for after, (version, before) in zip(around, pairwise(around[1:]), strict=False) if version]
