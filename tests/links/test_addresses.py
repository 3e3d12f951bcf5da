from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledportal.links.addresses import NotProbed, Target, is_public, target

PUBLIC = ["8.8.8.8", "147.91.1.1", "172.32.0.1", "100.63.255.255", "2a00:1450:4001::1", "2002:808:808::1", "64:ff9b::808:808"]
PRIVATE = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255",  # noqa: S104
    "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "2a00:1450:4001::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001::1", "2001:db8::1",
    "3fff::1", "100::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::1",
    "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.175.48.1", "198.19.255.255", "2001:1ff::1", "2620:4f:8000::1",
    "2002:7f00:1::1", "2002:a00:1::", "2002:c0a8:101::1", "5f00::1", "not an address", "", "0x7f.1", "127.1", "2130706433",
]  # fmt: skip
NEVER = ("10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "224.0.0.0/3", "0.0.0.0/8")


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_public_internet_may_be_reached(address):
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_no_other_address_may_be_reached(address):
    assert not is_public(address)


@given(st.sampled_from(NEVER).map(IPv4Network), st.integers(0, 2**32 - 1))
def test_a_private_address_stays_private_however_ipv6_carries_it(network, number):
    inner = int(network.network_address) + number % network.num_addresses
    packed = f"{inner >> 16:x}:{inner & 0xFFFF:x}"
    forms = [str(IPv4Address(inner)), f"::ffff:{packed}", f"::{packed}", f"64:ff9b::{packed}", f"2002:{packed}::1", f"64:ff9b:1::{packed}"]
    assert not any(is_public(form) for form in forms)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://becej.rs", Target("https", "becej.rs", 443, "/")),
        ("HTTP://Becej.RS./plan?a=1#deo", Target("http", "becej.rs", 80, "/plan?a=1")),
        ("http://becej.rs:443/", Target("http", "becej.rs", 443, "/")),
        ("https://пример.срб/план b?q=ž", Target("https", "xn--e1afmkfd.xn--90a3ac", 443, "/%D0%BF%D0%BB%D0%B0%D0%BD%20b?q=%C5%BE")),
        ("https://8.8.8.8/x", Target("https", "8.8.8.8", 443, "/x")),
        ("https://[2a00::1]/", Target("https", "2a00::1", 443, "/")),
    ],
)
def test_a_web_address_says_where_a_request_goes(url, expected):
    assert target(url) == expected


@pytest.mark.parametrize("url", ["ftp://becej.rs", "file:///etc/passwd", "https://", "https://a:b@becej.rs", "https://becej.rs@10.0.0.1",
                                 "https://[::1", "gopher://becej.rs:80", "https://be cej.rs", "//becej.rs", "https://a..rs", "https://be\x00j.rs",
                                 "https://" + "a" * 64 + ".rs", "https://x:99999"])  # fmt: skip
def test_anything_else_is_not_asked(url):
    with pytest.raises(NotProbed) as refused:
        target(url)
    assert not refused.value.port


@pytest.mark.parametrize("port", [22, 25, 6379, 8080])
def test_other_ports_are_not_asked(port):
    with pytest.raises(NotProbed) as refused:
        target(f"https://becej.rs:{port}/")
    assert refused.value.port


@given(st.text(max_size=80))
def test_no_text_at_all_breaks_the_reading_of_an_address(text):
    for url in (text, f"https://{text}", f"https://becej.rs/{text}"):
        try:
            found = target(url)
        except NotProbed:
            continue
        assert found.port in {80, 443} and f"{found.host}{found.path}".isascii() and not set(found.path) & set(" \r\n\t\0")
