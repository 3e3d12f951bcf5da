"""What an edition was frozen with: its settings, and what the register showed of each municipality on that day. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any, Literal, Self

from ledportal.offices.content import Content


class EntryKind(StrEnum):
    """How a municipality appears in an edition."""

    FULL = "full"
    PHONE = "phone"
    NONE = "none"
    SETTING_UP = "setting_up"
    SILENT = "silent"
    OUTDATED = "outdated"


@dataclass(frozen=True, kw_only=True)
class Named:
    """A place with its names by locale."""

    code: str
    names: Mapping[str, str]
    sort_key: str

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        known = {each.name for each in fields(cls)}
        return cls(**{key: value for key, value in plain.items() if key in known})


@dataclass(frozen=True, kw_only=True)
class Region(Named):
    """A statistical region."""


@dataclass(frozen=True, kw_only=True)
class District(Named):
    """An administrative district."""

    slug: str


@dataclass(frozen=True, kw_only=True)
class Place(Named):
    """A municipality; ``tile`` is the column and the row of its square on the map, if it has one."""

    kind: str
    population: int | None = None
    tile: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if self.tile is not None:
            object.__setattr__(self, "tile", tuple(self.tile))


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A picture by the SHA-256 of its bytes; sizes in pixels."""

    sha256: str
    width: int | None
    height: int | None
    purpose: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What the register showed of a municipality and its office.

    Attributes:
        status, provenance: of the office, and of the profile that was frozen.
        confirmed_on: the day by which all of the profile was confirmed.
        content: the public profile, masked; only where it appears in full or was taken down on the phone.
        pictures: those of the content by the ids of their attachments.
    """

    slug: str
    kind: EntryKind
    status: str
    place: Place
    district: District
    region: Region
    provenance: str | None = None
    confirmed_on: date | None = None
    content: Content = field(default_factory=dict)
    pictures: Mapping[str, Stored] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        plain = asdict(self)
        place = plain.pop("place")
        tile = None if self.place.tile is None else [*self.place.tile]
        confirmed_on = None if self.confirmed_on is None else self.confirmed_on.isoformat()
        return {**plain, "kind": self.kind.value, "municipality": {**place, "tile": tile}, "confirmed_on": confirmed_on}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Entry:
        return cls(
            slug=plain["slug"],
            kind=EntryKind(plain["kind"]),
            status=plain["status"],
            place=Place.from_json(plain["municipality"]),
            district=District.from_json(plain["district"]),
            region=Region.from_json(plain["region"]),
            provenance=plain["provenance"],
            confirmed_on=date.fromisoformat(plain["confirmed_on"]) if plain["confirmed_on"] else None,
            content=plain["content"],
            pictures={each: Stored(**picture) for each, picture in plain["pictures"].items()},
        )


@dataclass(frozen=True, kw_only=True)
class Logo:
    """The mark of CenTriR or of a donor; ``name`` says whose it is, for readers who do not see it."""

    name: str
    sha256: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How an edition is set.

    Attributes:
        number: 1, and one more for each corrected reprint of it; ``correction`` says what is corrected.
        foreword, cip, imprint: as typed, in lines and paragraphs.
        sections: the keys of the profile's sections that are printed.
        frozen_on: the day on which the register was as the book shows it.
        base_url: of the register, for the links and the QR codes.
    """

    year: int
    number: int
    title: str
    subtitle: str = ""
    foreword: str = ""
    foreword_by: str = ""
    isbn: str = ""
    cip: str = ""
    imprint: str = ""
    licence: str = ""
    correction: str = ""
    sections: tuple[str, ...]
    order: Literal["district", "name"] = "district"
    locale: str = "sr_Latn"
    paper: Literal["a4", "a5"] = "a4"
    frozen_on: date
    base_url: str
    logos: tuple[Logo, ...] = ()
