"""What may be probed: web addresses on the public internet. Pure.

An address is public where it is on no list of the IANA's special-purpose registries; one that carries an IPv4 address (6to4, NAT64) is
as public as that one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

PORTS = frozenset({80, 443})
DEFAULT_PORT = {"http": 80, "https": 443}
LONGEST_HOST = 253

_SPECIAL_4 = tuple(
    IPv4Network(each)
    for each in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_GLOBAL_6 = IPv6Network("2000::/3")
_SPECIAL_6 = tuple(IPv6Network(each) for each in ("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20"))
_6TO4, _NAT64 = IPv6Network("2002::/16"), IPv6Network("64:ff9b::/96")


class NotProbed(ValueError):
    """The address is none of the web, or names a port that is not probed; ``port`` says which of the two."""

    def __init__(self, url: str, *, port: bool = False) -> None:
        super().__init__(url)
        self.port = port


@dataclass(frozen=True)
class Target:
    """Where a request goes: the host as it travels, in ASCII, and what is asked for there."""

    scheme: str
    host: str
    port: int
    path: str


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public internet."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return _is_public_4(found) if isinstance(found, IPv4Address) else _is_public_6(found)


def _is_public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in _SPECIAL_4)


def _is_public_6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    if address in _6TO4:
        return _is_public_4(IPv4Address(int(address) >> 80 & 0xFFFFFFFF))
    if address in _NAT64:
        return _is_public_4(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _GLOBAL_6 and not any(address in network for network in _SPECIAL_6)


def is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def target(url: str, *, ports: Collection[int] = PORTS) -> Target:
    """Return where an address leads.

    Raises:
        NotProbed
    """
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError:
        raise NotProbed(url) from None
    if scheme not in DEFAULT_PORT or not host or "@" in parts.netloc:
        raise NotProbed(url)
    port = DEFAULT_PORT[scheme] if port is None else port
    if port not in ports:
        raise NotProbed(url, port=True)
    path = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*") + (f"?{quote(parts.query, safe='/%:=&~+!$,;?@()*[]')}" if parts.query else "")
    return Target(scheme, _ascii(host, url), port, path)


def _ascii(host: str, url: str) -> str:
    """Return a host's name as it travels."""
    if is_ip(host):
        return host
    try:
        name = host.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        raise NotProbed(url) from None
    if not 0 < len(name) <= LONGEST_HOST or not all(each.isalnum() or each in "-._" for each in name):
        raise NotProbed(url)
    return name
