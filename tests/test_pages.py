from __future__ import annotations

import pytest


@pytest.mark.parametrize("prefix", ["", "/cir", "/en"])
@pytest.mark.parametrize("path", ["/", "/kancelarije/", "/o-registru/", "/privatnost/", "/pristupacnost/"])
def test_public_pages_open_in_each_version(client, prefix, path):
    assert client.get(prefix + path).status_code == 200
    assert client.get(prefix + path).headers.get("Set-Cookie") is None


def test_an_unknown_address_has_a_page_of_its_own(client):
    assert client.get("/nema-ovoga/").status_code == 404
