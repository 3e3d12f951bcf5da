from __future__ import annotations

import pytest

from ledportal.memberships.domains import DomainCheck, check


@pytest.mark.parametrize(
    ("email", "known", "expected"),
    [
        ("mira@becej.rs", ["becej.rs"], DomainCheck.MATCH),
        ("mira@BECEJ.RS", ["Becej.rs"], DomainCheck.MATCH),
        ("mira@ler.becej.rs", ["becej.rs"], DomainCheck.MATCH),
        ("mira@notbecej.rs", ["becej.rs"], DomainCheck.NO_MATCH),
        ("mira@becej.rs.example.com", ["becej.rs"], DomainCheck.NO_MATCH),
        ("becej.rs@example.com", ["becej.rs"], DomainCheck.NO_MATCH),
        ("mira@gmail.com", ["becej.rs"], DomainCheck.FREEMAIL),
        ("mira@gmail.com", ["gmail.com"], DomainCheck.FREEMAIL),
        ("mira@gmail.com", [], DomainCheck.FREEMAIL),
        ("mira@becej.rs", [], DomainCheck.UNKNOWN),
        ("mira@becej.rs", ["yahoo.com"], DomainCheck.UNKNOWN),
    ],
)
def test_what_a_domain_says(email, known, expected):
    assert check(email, known) == expected
