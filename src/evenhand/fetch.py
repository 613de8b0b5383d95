"""Web pages on request only: `evenhand fetch` and nothing else reaches for the network.

Only http and https; no address inside a private network, not after a redirect either; robots.txt obeyed; pages bounded in
size and time; a pause between two pages of a site; what is there already is not fetched again.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import pandas as pd

from evenhand.errors import EvenhandError, ParameterError, ReadError
from evenhand.exports import as_csv, whole_file
from evenhand.reading.problems import Problem, problem_table, rejected

AGENT = "evenhand"
PAUSE = 2.0  # seconds between two pages of a site
LISTING = "fetched.jsonl"
_MOST_BYTES, _MOST_SECONDS, _MOST_REDIRECTS = 2**23, 30.0, 5
_TIMEOUT = 10.0  # seconds that a server may be silent
_PIECE = 2**16
_PORTS = {"http": 80, "https": 443}
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "application/rss+xml", "application/atom+xml")
_SUFFIXES = {"text/plain": ".txt", "text/html": ".html", "application/xhtml+xml": ".html"}


class RefusedError(EvenhandError):
    """A page that is not fetched; the message is the reason."""


@dataclass
class Fetcher:
    """Fetches one page after the other, politely.

    Attributes
    ----------
    pause
        Seconds between two pages of a site.
    loopback
        Whether addresses of this machine are allowed: for tests that start a server here, never for users.
    sleep
        How to wait.
    """

    pause: float = PAUSE
    loopback: bool = False
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str) -> tuple[str, str, bytes]:
        """Return the last address of a page, its media type and its content.

        Raises
        ------
        RefusedError
            If it must not or cannot be fetched.
        """
        until = time.monotonic() + _MOST_SECONDS
        for _ in range(_MOST_REDIRECTS + 1):
            parts = _checked(url)
            if not self._rules(parts, until).can_fetch(AGENT, url):
                raise RefusedError("the site's robots.txt asks not to fetch it")
            self._wait(parts)
            status, headers, content = self._get(parts, until)
            if status in (301, 302, 303, 307, 308) and headers.get("location"):
                url = urljoin(url, headers["location"])
                continue
            if status != http.client.OK:
                raise RefusedError(f"the server answered {status}")
            media = headers.get("content-type", "").split(";")[0].strip().lower()
            if media not in _PAGES:
                raise RefusedError(f'it is "{media[:60]}", no page')
            return url, media, content
        raise RefusedError(f"it was redirected more than {_MOST_REDIRECTS} times")

    def _rules(self, parts: SplitResult, until: float) -> RobotFileParser:
        """Return what the site's robots.txt says; a site without one allows all, one that fails allows nothing."""
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            rules = RobotFileParser()
            status, _, content = self._get(urlsplit(f"{site}/robots.txt"), until)
            if status == http.client.OK:
                rules.parse(content.decode("utf-8", errors="replace").splitlines())
            else:
                rules.parse(["User-agent: *", "Disallow: /" if status in (401, 403) or status >= 500 else "Disallow:"])
            self._robots[site] = rules
        return self._robots[site]

    def _wait(self, parts: SplitResult) -> None:
        site = parts.netloc
        asked = self._robots[f"{parts.scheme}://{site}"].crawl_delay(AGENT)
        pause = max(self.pause, float(asked or 0))
        if site in self._last:
            self.sleep(max(0.0, self._last[site] + pause - time.monotonic()))
        self._last[site] = time.monotonic()

    def _get(self, parts: SplitResult, until: float) -> tuple[int, dict[str, str], bytes]:
        """Ask for one address, at the very address of the host that was checked."""
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        place = self._place(host, port)
        connection = http.client.HTTPConnection(host, port, timeout=_TIMEOUT)
        try:
            plain = socket.create_connection((place, port), timeout=_TIMEOUT)
            secure = parts.scheme == "https"
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", target, headers={"User-Agent": AGENT, "Accept": "text/html, */*;q=0.1", "Host": parts.netloc})
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, headers, _bounded(answer, until)
        except (OSError, http.client.HTTPException, ValueError) as fault:
            raise RefusedError(f"it cannot be reached ({fault or type(fault).__name__})") from None
        finally:
            connection.close()

    def _place(self, host: str, port: int) -> str:
        """Return the address of a host; every address it has must be a public one."""
        try:
            found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        except (OSError, UnicodeError):
            raise RefusedError(f'there is no host "{host[:100]}"') from None
        for address in found:
            known = ipaddress.ip_address(address.partition("%")[0])
            mapped = getattr(known, "ipv4_mapped", None) or known
            if not (mapped.is_global and not mapped.is_multicast) and not (self.loopback and mapped.is_loopback):
                raise RefusedError(f'"{host[:100]}" is an address of a private network ({address})')
        return min(found)


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise RefusedError(f"it is no address ({fault})") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise RefusedError("it is no http or https address")
    if parts.username is not None or parts.password is not None or port == 0 or any(ord(letter) <= ord(" ") for letter in url):
        raise RefusedError("it holds a password, spaces or no proper port")
    return parts


def _bounded(answer: http.client.HTTPResponse, until: float) -> bytes:
    found = bytearray()
    while piece := answer.read1(_PIECE):
        found += piece
        if len(found) > _MOST_BYTES:
            raise RefusedError(f"it is larger than {_MOST_BYTES >> 20} MB")
        if time.monotonic() > until:
            raise RefusedError(f"it took longer than {_MOST_SECONDS:.0f} seconds")
    return bytes(found)


def addresses_in(given: Iterable[str]) -> list[str]:
    """Return the addresses given, and those in text files given, one a line; each once, in order.

    Raises
    ------
    ReadError
        If one is neither an address nor a file.

    Examples
    --------
    >>> addresses_in(["https://example.org/a", "https://example.org/a"])
    ['https://example.org/a']
    """
    found: list[str] = []
    for each in given:
        if "://" in each:
            found.append(each)
        elif Path(each).is_file():
            lines = Path(each).read_text(encoding="utf-8-sig", errors="replace").splitlines()
            found += [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        else:
            raise ReadError(f"{each}: no address and no such file; expected https://... or a text file with one address a line")
    return list(dict.fromkeys(found))


def fetch_pages(urls: Iterable[str], out: str | Path, *, pause: float = PAUSE, fetcher: Fetcher | None = None) -> pd.DataFrame:
    """Fetch pages into a folder that `read_articles` reads: a file a page, and their addresses in ``articles.csv``.

    Parameters
    ----------
    urls
        Addresses of pages.
    out
        The folder. A page that is there already is not fetched again, so that a run that was cut off goes on.
    pause
        Seconds between two pages of a site.
    fetcher
        How to fetch, for tests.

    Returns
    -------
    DataFrame
        The ``problems``: a row for each page that was not fetched, with the reason.

    Raises
    ------
    ParameterError
        If the pause is too short.
    """
    if fetcher is None and pause < 0.5:
        raise ParameterError(f"pause is {pause}; expected at least 0.5 seconds")
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    there = _listed(folder)
    work = fetcher or Fetcher(pause)
    problems: list[Problem] = []
    for url in urls:
        if url in there and (folder / there[url]).is_file():
            continue
        try:
            last, media, content = work.fetch(url)
        except RefusedError as reason:
            problems.append(rejected(url, str(reason)))
            continue
        # The name is made of the address by hashing: nothing of it is a path.
        name = hashlib.sha256(url.encode()).hexdigest()[:16] + _SUFFIXES.get(media, ".xml")
        with whole_file(folder / name) as path:
            path.write_bytes(content)
        with (folder / f".{LISTING}").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"file": name, "address": url, "url": last}) + "\n")
        there[url] = name
    _describe(folder)
    return problem_table(problems)


def _lines(folder: Path) -> list[dict[str, str]]:
    path = folder / f".{LISTING}"
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue  # a line that was being written when a run was cut off
    return found


def _listed(folder: Path) -> dict[str, str]:
    return {line["address"]: line["file"] for line in _lines(folder)}


def _describe(folder: Path) -> None:
    """Write the addresses of the pages as the metadata of the folder."""
    rows = {line["file"]: line["url"] for line in _lines(folder) if (folder / line["file"]).is_file()}
    table = pd.DataFrame({"file": rows.keys(), "url": rows.values()}, dtype="str")
    with whole_file(folder / "articles.csv") as path:
        path.write_text(as_csv(table), encoding="utf-8")
