"""Websites on this machine, for the prober: each test says how they answer."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

Answer = Callable[[str, str], bytes]
"""Takes the method and the path and returns what is sent; nothing (``b""``) hangs up."""


def reply(status: int, **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} Said", "Content-Length: 0", *(f"{name}: {text}" for name, text in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Website:
    """A server on one address; it keeps the requests that it got, each as its lines."""

    def __init__(self, answer: Answer, address: str = "127.0.0.1", port: int = 0, certificate: tuple[Path, Path] | None = None) -> None:
        self.answer, self.requests = answer, []
        self._socket = socket.create_server((address, port))
        self.port = self._socket.getsockname()[1]
        self._tls = None
        if certificate:
            self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self._tls.load_cert_chain(*certificate)
            self._tls.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self.names: list[str] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def asked(self) -> list[str]:
        """Return the first line of each request, without the protocol."""
        return [lines[0].rpartition(" ")[0] for lines in self.requests]

    def _serve(self) -> None:
        while True:
            try:
                connection, _peer = self._socket.accept()
            except OSError:
                return
            with suppress(OSError), connection:
                if self._tls:
                    connection = self._tls.wrap_socket(connection, server_side=True)
                with connection:
                    self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        lines = connection.recv(65536).decode("latin-1").split("\r\n")
        if lines[0]:
            self.requests.append(lines)
            method, path, _ = lines[0].split(" ")
            connection.sendall(self.answer(method, path))
        with suppress(OSError):
            connection.shutdown(socket.SHUT_WR)

    def stop(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(10)


@contextmanager
def website(answer: Answer, **options: object) -> Iterator[Website]:
    site = Website(answer, **options)
    try:
        yield site
    finally:
        site.stop()
