"""The register as docs/operations.md says to run it, gunicorn and nginx; places and ports are others, and answers say if they were kept."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shlex
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from urllib.parse import urlencode

from ledportal.paths import STATIC
from tests.databases import require
from tests.ports import free_port
from tests.programs import running

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "operations.md"
HOST = "registar.example.org"
PATIENCE = 120
CONFIGURATION = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    include {types};
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    add_header X-Cache $upstream_cache_status always;
{server}
}}
"""


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Browser:
    """A browser that speaks to nginx by TLS, from a network address of its own, and keeps its cookie."""

    port: int
    address: str = "127.0.0.1"
    cookie: str = ""
    seconds: float = PATIENCE
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        source = (self.address, 0)
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=self.seconds, context=context, source_address=source)
        with contextlib.closing(connection):
            sent = {"Host": HOST, "Cookie": self.cookie, "Referer": f"https://{HOST}/", **self.headers, **headers}
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        for each in answer.headers.get_all("Set-Cookie", []):
            self.cookie = each.partition(";")[0]
        return answer

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def send(self, path: str, form: dict[str, str], *, page: str | None = None) -> Answer:
        """Open a page and send its form."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page or path).text)
        assert token
        body = urlencode({"csrf_token": token[1], **form}).encode()
        return self.ask("POST", path, body, **{"Content-Type": "application/x-www-form-urlencoded"})


@dataclass(frozen=True)
class Server:
    nginx: int
    gunicorn: int

    def browser(self, address: str = "127.0.0.1", **values: float) -> Browser:
        return Browser(self.nginx, address, **values)


def _command(port: int, workers: int) -> list[str]:
    """Return the manual's gunicorn, on another port and with so many processes."""
    line = next(each for each in MANUAL.read_text().splitlines() if each.startswith("    gunicorn "))
    command = shlex.split(line)
    command[command.index("--bind") + 1] = f"127.0.0.1:{port}"
    command[command.index("--workers") + 1] = str(workers)
    return [sys.executable, "-m", *command]


def _configuration(folder: Path, nginx: int, gunicorn: int, beside: str) -> str:
    """Return the manual's server within a configuration of the test's own; ``beside`` is a location that is added to it."""
    block = re.search(r"^    proxy_cache_path [^\n]*\n\n    server \{\n.*?^    \}\n", MANUAL.read_text(), re.MULTILINE | re.DOTALL)
    assert block
    server = dedent(block[0])
    for before, after in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{nginx} ssl;"),
        ("/var/cache/nginx/ledportal", f"{folder}/cache"),
        ("/etc/ssl/registar", f"{folder}/registar"),
        ("http://127.0.0.1:8000", f"http://127.0.0.1:{gunicorn}"),
    ):
        assert before in server
        server = server.replace(before, after)
    server = server.replace("location / {", f"{beside}\n    location / {{")
    server = re.sub(r"alias /srv/\S+;", f"alias {STATIC / 'dist'}/;", server)
    user = "user root;" if os.geteuid() == 0 else ""
    return CONFIGURATION.format(folder=folder, user=user, types="/etc/nginx/mime.types", server=server)


@contextlib.contextmanager
def serve(folder: Path, settings: dict[str, str], *, workers: int = 1, beside: str = "") -> Iterator[Server]:
    """Run gunicorn and nginx until the block ends."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    require(nginx, "nginx")
    server = Server(free_port(), free_port())
    certificate = ["-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={HOST}", "-days", "1"]
    paths = ["-keyout", folder / "registar.key", "-out", folder / "registar.pem"]
    subprocess.run(["openssl", "req", *certificate, *paths], check=True, capture_output=True)
    (folder / "nginx.conf").write_text(_configuration(folder, server.nginx, server.gunicorn, beside))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LEDPORTAL_")}
    front = [str(nginx), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    with running(_command(server.gunicorn, workers), server.gunicorn, kept | settings), running(front, server.nginx, kept):
        yield server
