"""Ports for the programs that tests start."""

from __future__ import annotations

import os
import socket
from itertools import cycle

FIRST, LAST = 15_000, 32_000
"""Below the ports that the system gives to whoever connects: a port that is free here does not become such a one a moment later."""


def _from_here_on() -> cycle[int]:
    """Return the ports in turn; each process begins elsewhere, so that two do not take the same one."""
    ports = range(FIRST, LAST)
    start = os.getpid() * 1009 % len(ports)
    return cycle([*ports[start:], *ports[:start]])


_ports = _from_here_on()


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nobody listens."""
    for port in _ports:
        if _can_be_bound(port):
            return port
    raise AssertionError("no port is free")


def _can_be_bound(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
