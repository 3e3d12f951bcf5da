"""The reference tables. Names exist in both scripts; sort keys and folded names are computed when the data is loaded."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.database import Base


class Named:
    """A place with a name in both scripts."""

    name_latin: Mapped[str]
    name_cyrillic: Mapped[str]

    def name(self, locale: str) -> str:
        """Return the name in the reader's version; English uses the Latin one unless the place has its own."""
        if locale == "en":
            return getattr(self, "name_en", None) or self.name_latin
        return self.name_cyrillic if locale == "sr_Cyrl" else self.name_latin


class Region(Named, Base):
    """A statistical region (NUTS 2)."""

    __tablename__ = "regions"

    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    name_en: Mapped[str]
    sort_key: Mapped[str]

    shown_to_all = frozenset({"name_latin", "name_cyrillic", "name_en", "sort_key"})

    districts: Mapped[list[District]] = relationship(back_populates="region", order_by="District.sort_key")


class District(Named, Base):
    """An administrative district (upravni okrug), or the City of Belgrade."""

    __tablename__ = "districts"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name_en: Mapped[str]
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"), index=True)
    nuts3: Mapped[str]
    sort_key: Mapped[str]

    shown_to_all = frozenset({"name_latin", "name_cyrillic", "name_en", "slug", "region_code", "nuts3", "sort_key"})

    region: Mapped[Region] = relationship(back_populates="districts")


_HAS_SQUARE, _HAS_PARENT = text("tile_row IS NOT NULL"), text("parent_code IS NOT NULL")


class Municipality(Named, Base):
    """A unit of local self-government (Law on Territorial Organisation), or a city municipality.

    ``code`` is the statistical office's five-digit number. Staff keep ``active``, the email domains and the addresses;
    the rest is reference data.
    """

    __tablename__ = "municipalities"
    __table_args__ = (
        Index("ix_municipalities_squares", "tile_row", "tile_column", sqlite_where=_HAS_SQUARE, postgresql_where=_HAS_SQUARE),
        Index("ix_municipalities_parts", "parent_code", sqlite_where=_HAS_PARENT, postgresql_where=_HAS_PARENT),
    )

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    other_codes: Mapped[list[str]]
    kind: Mapped[str]
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("municipalities.code"))
    district_code: Mapped[str] = mapped_column(ForeignKey("districts.code"), index=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    population_2022: Mapped[int | None]
    tile_column: Mapped[int | None]
    tile_row: Mapped[int | None]
    sort_key: Mapped[str] = mapped_column(index=True)
    search_text: Mapped[str]

    active: Mapped[bool]
    email_domains: Mapped[list[str]]
    postal_street: Mapped[str] = mapped_column(default="")
    postal_postcode: Mapped[str] = mapped_column(default="")
    postal_place: Mapped[str] = mapped_column(default="")
    registry_email: Mapped[str] = mapped_column(default="")
    registry_phone: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    shown_to_all = frozenset({
        "name_latin", "name_cyrillic", "other_codes", "kind", "parent_code", "district_code", "latitude", "longitude", "population_2022",
        "tile_column", "tile_row", "sort_key", "search_text", "active",
    })  # fmt: skip

    district: Mapped[District] = relationship()
    parent: Mapped[Municipality | None] = relationship(remote_side=[code])

    @property
    def postal_address(self) -> str:
        """The address in one line; empty where too little is known for a letter to arrive."""
        if not (self.postal_street and self.postal_place):
            return ""
        return f"{self.postal_street}, {f'{self.postal_postcode} {self.postal_place}'.strip()}"

    @property
    def audit_id(self) -> str:
        return self.code

    @property
    def audit_label(self) -> str:
        return self.name_latin
