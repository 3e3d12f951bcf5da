"""One request over a connection to an address that was checked, whatever its name leads to by then; bounded in time and size."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from ledportal.links.addresses import DEFAULT_PORT, Target

CONNECT = 4.0
ANSWER = 4.0
LARGEST = 64 * 1024
"""Bytes that are read of an answer; of its body, none."""


class Deadline:
    """The end of all waiting for one link."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, most: float) -> float:
        """Return how long to wait for the next step.

        Raises:
            TimeoutError: there is no time left.
        """
        rest = self._end - time.monotonic()
        if rest <= 0:
            raise TimeoutError
        return min(rest, most)


class _Reader(io.RawIOBase):
    """What the server says, within the deadline and the size."""

    def __init__(self, raw: socket.socket, deadline: Deadline) -> None:
        self._raw, self._deadline, self._rest = raw, deadline, LARGEST

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._raw.settimeout(self._deadline.left(ANSWER))
        count = self._raw.recv_into(buffer)
        self._rest -= count
        if self._rest < 0:
            raise http.client.HTTPException("too large")
        return count


class _Wire:
    """As much of a socket as ``http.client`` uses."""

    def __init__(self, raw: socket.socket, deadline: Deadline) -> None:
        self._raw, self._deadline = raw, deadline

    def sendall(self, data: bytes) -> None:
        self._raw.settimeout(self._deadline.left(ANSWER))
        self._raw.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._raw, self._deadline))

    def close(self) -> None:
        self._raw.close()


class Pinned(http.client.HTTPConnection):
    """A connection to one of some IP addresses, under the target's name: in the ``Host`` header and to TLS."""

    def __init__(self, target: Target, addresses: Sequence[str], deadline: Deadline) -> None:
        super().__init__(target.host, target.port)
        self.default_port = DEFAULT_PORT[target.scheme]
        self._target, self._addresses, self._deadline = target, addresses, deadline

    def connect(self) -> None:
        raw = self._connected()
        try:
            if self._target.scheme == "https":
                raw.settimeout(self._deadline.left(CONNECT))
                raw = ssl.create_default_context().wrap_socket(raw, server_hostname=self._target.host)
        except BaseException:
            raw.close()
            raise
        self.sock = _Wire(raw, self._deadline)

    def _connected(self) -> socket.socket:
        """Connect to the first of the addresses that can be reached."""
        *others, last = self._addresses
        for address in others:
            with suppress(OSError):
                return self._open(address)
        return self._open(last)

    def _open(self, address: str) -> socket.socket:
        return socket.create_connection((address, self._target.port), timeout=self._deadline.left(CONNECT))


def request(method: str, target: Target, addresses: Sequence[str], *, agent: str, deadline: Deadline) -> tuple[int, str]:
    """Return the status and the ``Location`` of an answer; nothing of its body is read.

    Raises:
        OSError, http.client.HTTPException
    """
    connection = Pinned(target, addresses, deadline)
    try:
        headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
        connection.request(method, target.path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()
