"""Whether a link answers: asked with HEAD, then with GET, through a few redirects, and never on a private network.

Each name is resolved once for each request, all its addresses must be public, and the connection goes to one of those very addresses:
what the name leads to a moment later makes no difference. Each redirect is checked in the same way.
"""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urljoin

import dns.exception
import dns.resolver

from ledportal.links.addresses import PORTS, NotProbed, Target, is_ip, is_public, target
from ledportal.links.connections import Deadline, request
from ledportal.links.problems import Problem, is_alive, problem_of

SECONDS = 9.0
"""For one link in all; the worker's mail waits no longer."""
RESOLVE = 3.0
MOST_REDIRECTS = 5
MOST_ADDRESSES = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Failed(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def resolve(name: str, seconds: float) -> list[str]:
    """Return the addresses of a name as the DNS has them; this machine's own list of hosts does not count.

    Raises:
        dns.exception.DNSException
    """
    return list(dns.resolver.resolve_name(f"{name}.", lifetime=seconds).addresses())


@dataclass(frozen=True)
class Network:
    """What a probe may reach, and how it finds it."""

    resolve: Callable[[str, float], list[str]] = resolve
    is_public: Callable[[str], bool] = is_public
    ports: Collection[int] = PORTS
    seconds: float = SECONDS


INTERNET = Network()


def probe(url: str, *, agent: str, network: Network = INTERNET) -> Problem | None:
    """Return what is wrong with a link, None where it answers or leads to a port that is not probed."""
    deadline = Deadline(network.seconds)
    try:
        if is_alive(_status_of_head(url, agent, network, deadline)):
            return None
        return problem_of(_follow("GET", url, agent, network, deadline))
    except Failed as failed:
        return failed.problem


def _status_of_head(url: str, agent: str, network: Network, deadline: Deadline) -> int:
    """Return the status that HEAD gets; that of a server which does not understand it, where it breaks off."""
    try:
        return _follow("HEAD", url, agent, network, deadline)
    except Failed as failed:
        if failed.problem != Problem.UNREACHABLE:
            raise
        return http.client.NOT_IMPLEMENTED


def _follow(method: str, url: str, agent: str, network: Network, deadline: Deadline) -> int:
    """Return the status at the end of the redirects; where they leave for a port that is not probed, that is the end."""
    status = 200
    for hop in range(MOST_REDIRECTS + 1):
        try:
            aim = target(url, ports=network.ports)
        except NotProbed as reason:
            if reason.port:
                return status
            raise Failed(Problem.REDIRECTS if hop else Problem.ADDRESS) from None
        status, location = _ask(method, aim, agent, network, deadline)
        if status not in REDIRECTS or not location:
            return status
        url = _joined(url, location)
    raise Failed(Problem.REDIRECTS)


def _joined(url: str, location: str) -> str:
    """Return where a redirect leads; servers write other characters than ASCII as UTF-8."""
    try:
        return urljoin(url, location.encode("latin-1").decode("utf-8", "replace"))
    except ValueError:
        raise Failed(Problem.REDIRECTS) from None


def _ask(method: str, aim: Target, agent: str, network: Network, deadline: Deadline) -> tuple[int, str]:
    try:
        return request(method, aim, _addresses(aim.host, network, deadline), agent=agent, deadline=deadline)
    except ssl.SSLCertVerificationError:
        raise Failed(Problem.CERTIFICATE) from None
    except (OSError, http.client.HTTPException, UnicodeError):
        raise Failed(Problem.UNREACHABLE) from None


def _addresses(host: str, network: Network, deadline: Deadline) -> list[str]:
    """Return the addresses to connect to, IPv4 before IPv6: all that the host has must be public."""
    try:
        found = [host] if is_ip(host) else network.resolve(host, deadline.left(RESOLVE))
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        raise Failed(Problem.NO_HOST) from None
    except dns.exception.DNSException:
        raise Failed(Problem.UNREACHABLE) from None
    if not found:
        raise Failed(Problem.NO_HOST)
    if not all(network.is_public(each) for each in found):
        raise Failed(Problem.PRIVATE)
    return sorted(found, key=lambda address: ":" in address)[:MOST_ADDRESSES]
