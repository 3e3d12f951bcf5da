from __future__ import annotations

import pytest

from ledportal.administration.municipality_fields import parse
from ledportal.offices.kinds import Invalid


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("email_domains", "", []),
        ("email_domains", "Becej.rs\nler.becej.rs becej.rs", ["becej.rs", "ler.becej.rs"]),
        ("email_domains", "@becej.rs; becej.org.rs.", ["becej.rs", "becej.org.rs"]),
        ("email_domains", "бечеј.срб", ["xn--90aia5e3d.xn--90a3ac"]),
        ("active", "Da", True),
        ("active", "no", False),
        ("postal_postcode", "21220", "21220"),
        ("postal_postcode", " ", ""),
        ("postal_street", "  Trg   oslobođenja 2 ", "Trg oslobođenja 2"),
        ("registry_phone", "021 6811 900", "+381216811900"),
        ("registry_email", "pisarnica@becej.rs", "pisarnica@becej.rs"),
    ],
)
def test_what_is_kept(name, typed, kept):
    assert parse(name, typed) == kept


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("email_domains", "becej"),
        ("email_domains", "https://becej.rs"),
        ("email_domains", "a@becej.rs"),
        ("email_domains", "-x.rs"),
        ("email_domains", "1.2.3.4"),
        ("email_domains", "x" * 5000),
        ("email_domains", " ".join(f"a{number}.rs" for number in range(21))),
        ("active", "možda"),
        ("postal_postcode", "91220"),
        ("postal_place", "x" * 101),
        ("registry_phone", "12"),
        ("registry_email", "pisarnica"),
    ],
)
def test_what_is_refused(name, typed):
    with pytest.raises(Invalid):
        parse(name, typed)
