"""Whether links answer, asked of real servers on this machine; that they are on it is what the real network would refuse."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from contextlib import suppress

import dns.resolver
import pytest

from ledportal.links.probing import INTERNET, Network, probe
from ledportal.links.problems import Problem
from tests.databases import require
from tests.links.websites import reply, website

AGENT = "ledportal link check (+https://registar.example.org/)"


def local(site, **options):
    return Network(**{"resolve": lambda _name, _seconds: ["127.0.0.1"], "is_public": lambda _ip: True, "ports": {site.port}, **options})


def ask(site, path="/", host="becej.example.org", **options):
    return probe(f"http://{host}:{site.port}{path}", agent=AGENT, network=local(site, **options))


@pytest.mark.parametrize(
    ("head", "get", "problem", "methods"),
    [
        (200, 200, None, ["HEAD"]),
        (204, 200, None, ["HEAD"]),
        (401, 200, None, ["HEAD"]),
        (403, 403, None, ["HEAD"]),
        (429, 429, None, ["HEAD"]),
        (405, 200, None, ["HEAD", "GET"]),
        (501, 200, None, ["HEAD", "GET"]),
        (404, 200, None, ["HEAD", "GET"]),
        (405, 403, None, ["HEAD", "GET"]),
        (404, 404, Problem.NOT_FOUND, ["HEAD", "GET"]),
        (410, 410, Problem.NOT_FOUND, ["HEAD", "GET"]),
        (405, 404, Problem.NOT_FOUND, ["HEAD", "GET"]),
        (500, 500, Problem.ERROR, ["HEAD", "GET"]),
        (503, 503, Problem.ERROR, ["HEAD", "GET"]),
    ],
)
def test_what_answers_say(head, get, problem, methods):
    with website(lambda method, _path: reply(head if method == "HEAD" else get)) as site:
        assert ask(site) == problem
        assert [line.split()[0] for line in site.asked] == methods


def test_a_server_that_hangs_up_on_head_is_asked_with_get():
    with website(lambda method, _path: b"" if method == "HEAD" else reply(200)) as site:
        assert ask(site) is None
        assert site.asked == ["HEAD /", "GET /"]


def test_the_request_says_whose_it_is_and_for_which_website():
    with website(lambda _method, _path: reply(200)) as site:
        ask(site, "/план?q=1")
        (lines,) = site.requests
        assert {f"Host: becej.example.org:{site.port}", f"User-Agent: {AGENT}", "Connection: close"} <= set(lines)
        assert site.asked == ["HEAD /%D0%BF%D0%BB%D0%B0%D0%BD?q=1"]


def test_redirects_are_followed_to_their_end():
    ways = {"/": reply(301, Location="/a"), "/a": reply(302, Location="//drugi.example.org:PORT/b"), "/b": reply(404)}
    resolved = []

    def resolve(name, _seconds):
        resolved.append(name)
        return ["127.0.0.1"]

    with website(lambda _method, path: ways[path].replace(b"PORT", str(site.port).encode())) as site:
        assert ask(site, resolve=resolve) == Problem.NOT_FOUND
        assert site.asked == ["HEAD /", "HEAD /a", "HEAD /b", "GET /", "GET /a", "GET /b"]
        assert resolved == ["becej.example.org", "becej.example.org", "drugi.example.org"] * 2


def test_an_answer_that_names_another_place_and_is_no_redirect_is_the_end():
    with website(lambda _method, path: reply(200, Location="/a") if path == "/" else reply(404)) as site:
        assert ask(site) is None
        assert site.asked == ["HEAD /"]


def test_endless_redirects_are_given_up():
    with website(lambda _method, path: reply(302, Location=f"{path}x")) as site:
        assert ask(site) == Problem.REDIRECTS
        assert len(site.asked) == 6


@pytest.mark.parametrize("location", ["ftp://a.example.org/", "http://", "http://[", "http://u:p@becej.example.org/", "javascript:1"])
def test_a_redirect_to_no_web_address_leads_nowhere(location):
    with website(lambda _method, _path: reply(302, Location=location)) as site:
        assert ask(site) == Problem.REDIRECTS


def test_a_redirect_to_another_port_is_an_answer_and_not_followed():
    with website(lambda _method, _path: reply(200)) as other, website(lambda _m, _p: reply(301, Location=there)) as site:
        there = f"http://becej.example.org:{other.port}/"
        assert ask(site) is None
        assert other.requests == []


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["2a00::1", "::ffff:127.0.0.1"]])
def test_a_name_of_which_one_address_is_private_is_not_asked(addresses):
    with website(lambda _method, _path: reply(200)) as site:
        assert ask(site, resolve=lambda _name, _seconds: addresses, is_public=INTERNET.is_public) == Problem.PRIVATE
        assert site.requests == []


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_an_address_in_figures_is_checked_too(host):
    with website(lambda _method, _path: reply(200)) as site:
        assert ask(site, host=host, is_public=INTERNET.is_public) == Problem.PRIVATE
        assert site.requests == []


def test_a_redirect_into_the_private_network_is_not_followed():
    with website(lambda _method, _path: reply(200), address="127.0.0.2") as hidden:
        hop = f"http://127.0.0.2:{hidden.port}/"
        with website(lambda _method, _path: reply(302, Location=hop)) as site:
            ports = {site.port, hidden.port}
            assert ask(site, is_public=lambda address: address == "127.0.0.1", ports=ports) == Problem.PRIVATE
        assert hidden.requests == []


def test_the_connection_goes_to_the_address_that_was_checked_whatever_the_name_says_next():
    """DNS rebinding: the first answer is public, each later one is not."""
    with (
        website(lambda _method, _path: reply(200)) as public,
        website(lambda _method, _path: reply(200), address="127.0.0.2", port=public.port) as hidden,
    ):
        answers = iter([["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]])
        network = {"resolve": lambda _name, _seconds: next(answers), "is_public": lambda address: address == "127.0.0.1"}
        assert ask(public, **network) is None
        assert ask(public, **network) == Problem.PRIVATE
        assert (public.asked, hidden.requests) == (["HEAD /"], [])


def test_an_address_that_refuses_is_passed_over_for_the_next():
    with website(lambda _method, _path: reply(200)) as site:
        assert ask(site, resolve=lambda _name, _seconds: ["127.0.0.3", "127.0.0.1"]) is None


def test_a_closed_port_and_a_bad_address_are_problems():
    with website(lambda _method, _path: reply(200)) as site:
        pass
    assert ask(site) == Problem.UNREACHABLE
    assert probe("https://a:b@becej.rs", agent=AGENT) == Problem.ADDRESS


@pytest.mark.parametrize("raised", [dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.resolver.NoNameservers, dns.resolver.LifetimeTimeout])
def test_what_the_dns_cannot_tell(raised):
    def resolve(_name, _seconds):
        raise raised

    expected = Problem.NO_HOST if raised in {dns.resolver.NXDOMAIN, dns.resolver.NoAnswer} else Problem.UNREACHABLE
    network = Network(resolve=resolve)
    assert probe("https://becej.example.org", agent=AGENT, network=network) == expected


def test_a_name_without_an_address_is_no_website():
    assert probe("https://becej.example.org", agent=AGENT, network=Network(resolve=lambda _name, _seconds: [])) == Problem.NO_HOST


def test_a_few_addresses_are_tried_and_those_of_the_older_kind_first():
    with website(lambda _method, _path: reply(200)) as site:
        many = ["::1", "::1", "::1", "::1", "127.0.0.1"]
        assert ask(site, resolve=lambda _name, _seconds: many) is None
        assert ask(site, resolve=lambda _name, _seconds: ["127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.1"]) == Problem.UNREACHABLE


def test_a_server_that_never_answers_is_left_when_the_time_is_over():
    gate = threading.Event()

    def silent(_method, _path):
        gate.wait(30)
        return b""

    with website(silent) as site:
        assert ask(site, seconds=0.3) == Problem.UNREACHABLE
        gate.set()


def test_a_server_that_answers_drop_by_drop_is_left_when_the_time_is_over():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        gone = threading.Event()

        def drip():
            connection, _ = listening.accept()
            with suppress(OSError), connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while not gone.wait(0.02):
                    connection.sendall(b"x")

        dripping = threading.Thread(target=drip)
        dripping.start()
        port = listening.getsockname()[1]
        network = Network(resolve=lambda _name, _seconds: ["127.0.0.1"], is_public=lambda _ip: True, ports={port}, seconds=0.3)
        assert probe(f"http://becej.example.org:{port}", agent=AGENT, network=network) == Problem.UNREACHABLE
        gone.set()
        dripping.join(10)


def test_no_more_is_read_than_the_size_allows():
    endless = b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (number, b"x" * 30_000) for number in range(90)) + b"\r\n"
    with website(lambda _method, _path: endless) as site:
        assert ask(site) == Problem.UNREACHABLE


def test_of_a_large_page_the_body_is_not_read():
    with website(lambda method, _path: reply(405) if method == "HEAD" else b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 50_000_000) as site:
        assert ask(site) is None


@pytest.mark.parametrize("said", [b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\x00" * 500, b"HTTP/1.1 100 Go on\r\n\r\n" * 3000])
def test_nonsense_is_no_answer(said):
    with website(lambda _method, _path: said) as site:
        assert ask(site) == Problem.UNREACHABLE


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of becej.example.org, and its key."""
    require(shutil.which("openssl"), "openssl")
    folder = tmp_path_factory.mktemp("certificate")
    made, key = folder / "certificate.pem", folder / "key.pem"
    names = ["-subj", "/CN=becej.example.org", "-addext", "subjectAltName=DNS:becej.example.org"]
    arguments = ["-newkey", "rsa:2048", "-nodes", "-days", "2", *names, "-keyout", key, "-out", made]
    subprocess.run(["openssl", "req", "-x509", *arguments], check=True, capture_output=True)
    return made, key


@pytest.mark.parametrize(
    ("host", "trusted", "expected"),
    [
        ("becej.example.org", True, None),
        ("ada.example.org", True, Problem.CERTIFICATE),
        ("becej.example.org", False, Problem.CERTIFICATE),
    ],
)
def test_tls_knows_the_website_by_its_name_and_not_by_its_address(certificate, monkeypatch, host, trusted, expected):
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with website(lambda _method, _path: reply(200), certificate=certificate) as site:
        assert probe(f"https://{host}:{site.port}/", agent=AGENT, network=local(site)) == expected
        assert site.names == [host]
