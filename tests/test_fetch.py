"""Fetching, against a server that each test starts on this machine; only the test switch allows that."""

from __future__ import annotations

import contextlib
import http.server
import threading

import pytest

from evenhand.errors import ParameterError, ReadError
from evenhand.fetch import Fetcher, addresses_in, fetch_pages
from evenhand.reading import read_articles

PAGE = (
    b"<html><body><article><h1>Crane slips</h1>"
    + b"<p>The harbour office closed the north quay on Monday after a crane had slipped from its rails, it said, and nobody was hurt.</p>"
    * 3
)


class Site(http.server.BaseHTTPRequestHandler):
    asked: list[str]
    robots = "User-agent: *\nDisallow: /private\nCrawl-delay: 3\n"

    def do_GET(self):
        self.asked.append(self.path)
        if self.path == "/robots.txt":
            self._answer(200, self.robots.encode(), "text/plain")
        elif self.path.startswith("/away"):
            self._answer(302, b"", location=self.path.partition("?")[2])
        elif self.path == "/big":
            self._answer(200, b"a" * (9 << 20))
        elif self.path == "/picture":
            self._answer(200, b"x", "image/png")
        else:
            self._answer(404 if self.path == "/gone" else 200, PAGE)

    def _answer(self, status, content, media="text/html", location=""):
        self.send_response(status)
        self.send_header("Content-Type", media)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        with contextlib.suppress(OSError):  # the reader may have had enough
            self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    handler = type("Handler", (Site,), {"asked": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", handler.asked
    server.shutdown()
    server.server_close()


@pytest.fixture
def waits():
    return []


@pytest.fixture
def fetcher(waits):
    return Fetcher(pause=1.0, loopback=True, sleep=waits.append)


def test_pages_are_fetched_once_politely_and_read(site, fetcher, waits, tmp_path):
    address, asked = site
    urls = [f"{address}/a", f"{address}/b?x=../../c"]
    assert fetch_pages(urls, tmp_path / "out", fetcher=fetcher).empty
    assert asked == ["/robots.txt", "/a", "/b?x=../../c"]
    assert len(waits) == 1
    assert 2.5 < waits[0] <= 3, "the pause that robots.txt asks for"
    articles, problems = read_articles(tmp_path / "out")
    assert sorted(articles["url"]) == urls
    assert problems.empty
    assert fetch_pages(urls, tmp_path / "out", fetcher=fetcher).empty
    assert len(asked) == 3, "what is there is not fetched again"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/private/a", "the site's robots.txt asks not to fetch it"),
        ("/gone", "the server answered 404"),
        ("/picture", 'it is "image/png", no page'),
        ("/big", "it is larger than 8 MB"),
        ("/away?/away?/away?/away?/away?/away?/away?/a", "it was redirected more than 5 times"),
        ("/away?file:///etc/passwd", "it is no http or https address"),
        ("/away?http://10.0.0.1/", '"10.0.0.1" is an address of a private network (10.0.0.1)'),
        ("/away?http://169.254.169.254/latest", '"169.254.169.254" is an address of a private network (169.254.169.254)'),
    ],
)
def test_what_must_not_be_fetched_is_a_problem_with_its_reason(site, fetcher, tmp_path, path, reason):
    problems = fetch_pages([site[0] + path], tmp_path, fetcher=fetcher)
    assert problems[["file", "severity", "message"]].to_numpy().tolist() == [[site[0] + path, "rejected", reason]]


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://localhost:8080/", "http://[::1]/", "http://0.0.0.0/", "http://192.168.1.1/", "http://172.16.0.1/"),
        *("http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://[fe80::1]/", "http://224.0.0.1/", "http://100.64.0.1/"),
        *("file:///etc/passwd", "ftp://example.org/", "gopher://x/", "http:///a", "http://user:pass@example.org/", "http://a b/", "//x"),
    ],
)
def test_without_the_test_switch_no_private_address_is_reached(url, tmp_path, monkeypatch):
    monkeypatch.setattr("socket.create_connection", lambda *_, **__: pytest.fail("a connection was opened"))
    problems = fetch_pages([url], tmp_path, fetcher=Fetcher())
    assert problems["severity"].tolist() == ["rejected"]


def test_addresses_are_given_or_listed_in_a_file(tmp_path):
    (tmp_path / "urls.txt").write_text("# ours\nhttps://example.org/a\n\nhttps://example.org/b\n", encoding="utf-8")
    assert addresses_in([str(tmp_path / "urls.txt"), "https://example.org/a"]) == ["https://example.org/a", "https://example.org/b"]
    with pytest.raises(ReadError, match="no address and no such file"):
        addresses_in(["example.org"])
    with pytest.raises(ParameterError, match=r"pause is 0; expected at least 0\.5 seconds"):
        fetch_pages([], tmp_path, pause=0)
