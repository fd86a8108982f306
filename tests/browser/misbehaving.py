"""A host that misbehaves: it serves a site's files from memory, and each path as badly as a test wants it to."""

from __future__ import annotations

import functools
import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript",
    "json": "application/json",
    "mp3": "audio/mpeg",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "woff2": "font/woff2",
}
PACKED = ("html", "js", "json", "svg", "txt")
"""Names of what hosts compress, by their ends. Of a pack they know nothing, unless they are told."""
LOGIN = b'<!doctype html><html><head><link rel="icon" href="data:,"></head><body>Pay for WiFi first</body></html>'
"""What a captive portal answers in place of anything."""
LOGIN_PATH = "login"
"""Where it leads to, if it does not answer itself."""
DATE = "Sun, 15 Nov 2026 12:00:00 GMT"
"""What the host takes for now; another day than that of the builds, so that tests can tell them apart."""

Fault = Callable[["Request", bytes], None]
"""Answers a request; `body` is what should have been sent."""
Site = Mapping[str, bytes]
"""Files by path; pages by that of their folder: 'ar/card/'."""


class Request(BaseHTTPRequestHandler):
    """A request, and the ways to answer it."""

    host: Host

    def do_GET(self) -> None:
        host, self.name = self.host, self.path[1:].partition("?")[0]
        host.asked.append(self.name)
        body = host.files.get(self.name)
        fault = host.faults.get(self.name) or host.faults.get("")
        if self.name == LOGIN_PATH:
            login(self, b"")
        elif fault:
            fault(self, body or b"")
        elif body is None:
            missing(self, b"")
        else:
            self.answer(body)

    def answer(self, body: bytes, status: int = 200, kind: str = "", length: int | None = None, **headers: str) -> None:
        """Send a body under the given length, its own where none is given."""
        end = self.name.rpartition(".")[2] if "." in self.name else "html"
        wanted = self.headers.get("Range")
        if wanted and status == 200:
            first, last = (int(x or len(body) - 1) for x in wanted.removeprefix("bytes=").split("-"))
            headers["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
            body, status = body[first : last + 1], 206
        elif status == 200 and length is None and self.host.packs and end in PACKED:
            body = _packed(body)
            headers["Content-Encoding"] = "gzip"
        self.send_response(status)
        self.send_header("Content-Type", kind or TYPES.get(end, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Cache-Control", "max-age=0")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def version_string(self) -> str:
        return "host"

    def date_time_string(self, timestamp: float | None = None) -> str:
        return DATE

    def log_message(self, *_: object) -> None:
        pass


@functools.cache
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


class Server(ThreadingHTTPServer):
    """Browsers leave in the middle of an answer, too: that is no news."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


class Host:
    """What is served, how, and what was asked for."""

    def __init__(self, files: Site) -> None:
        self.files: dict[str, bytes] = dict(files)
        self.faults: dict[str, Fault] = {}
        """What is wrong, by path; under '' what is wrong with all other paths."""
        self.asked: list[str] = []
        """Paths in the order they were asked for."""
        self.packs = True
        """Whether it compresses anything."""
        self.address = ""

    def deploy(self, files: Site) -> None:
        """Another build in place of the one before; nothing is asked for yet, nothing is wrong."""
        self.files = dict(files)
        self.asked.clear()
        self.faults.clear()

    def cut(self) -> None:
        """No network from now on."""
        self.faults = {"": gone}

    def mend(self) -> None:
        self.faults = {}
        self.asked.clear()


@contextmanager
def hosted(files: Site) -> Iterator[Host]:
    """A host on a free port of this machine, where browsers allow service workers without TLS."""
    host = Host(files)
    server = Server(("127.0.0.1", 0), type("Ours", (Request,), {"host": host}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    host.address = f"http://127.0.0.1:{server.server_port}/"
    yield host
    server.shutdown()
    thread.join()
    server.server_close()


def files_of(site: Path) -> dict[str, bytes]:
    """The files of a built site, as a host serves them."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): file.read_bytes()
        for file in site.rglob("*")
        if file.is_file()
    }


# What can be wrong


def gone(request: Request, body: bytes) -> None:
    """No answer at all."""
    request.close_connection = True


def missing(request: Request, body: bytes) -> None:
    """404, with a page."""
    request.answer(request.host.files.get("404.html", b"Not found"), 404, TYPES["html"])


def broken(request: Request, body: bytes) -> None:
    """503, with a line of text."""
    request.answer(b"Too many requests", 503, TYPES["txt"])


def login(request: Request, body: bytes) -> None:
    """A captive portal's page in place of the file, and no sign of it in the status."""
    request.answer(LOGIN, 200, TYPES["html"])


def elsewhere(request: Request, body: bytes) -> None:
    """The same by a redirect, the usual way."""
    request.answer(b"", 302, TYPES["html"], Location=f"/{LOGIN_PATH}")


def torn(request: Request, body: bytes) -> None:
    """The connection is cut in the middle of the body."""
    request.answer(body[: len(body) // 2], length=len(body))


def short(request: Request, body: bytes) -> None:
    """Half of the body, as if that were all."""
    half = body[: len(body) // 2]
    request.answer(half, length=len(half))


def empty(request: Request, body: bytes) -> None:
    """Nothing, as if that were all."""
    request.answer(b"", length=0)


def stale(old: Site) -> Fault:
    """The file of another deploy."""

    def answer(request: Request, body: bytes) -> None:
        if request.name in old:
            request.answer(old[request.name])
        else:
            missing(request, body)

    return answer


def slow(seconds: float) -> Fault:
    """All of it, but late."""

    def answer(request: Request, body: bytes) -> None:
        time.sleep(seconds)
        request.answer(body)

    return answer


def stuck(seconds: float) -> Fault:
    """Half of the body at once, the rest late."""

    def answer(request: Request, body: bytes) -> None:
        half = len(body) // 2
        request.answer(body[:half], length=len(body))
        request.wfile.flush()
        time.sleep(seconds)
        request.wfile.write(body[half:])

    return answer
