"""The example portal as it is hosted, and phones to open it with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PACKED = "application/javascript application/json image/svg+xml text/css text/plain"
"""What hosts compress besides HTML."""


@pytest.fixture(scope="session")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site behind nginx, as it is hosted: compressed, its scripts and pictures to keep for ever.

    axe lies beside it, at /axe.min.js.
    """
    import axe_playwright_python

    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if not nginx:
        pytest.skip("nginx is not installed; scripts/test.py installs it on Debian and Ubuntu")
    folder = tmp_path_factory.mktemp("nginx")
    shutil.copy(Path(axe_playwright_python.__file__).parent / "axe.min.js", folder / "axe.min.js")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    temporary = " ".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Started by root, nginx would read as another user, who may not see pytest's folders.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} pid {folder}/pid; error_log {folder}/error.log; daemon off; events {{}}\n"
        f"http {{ {temporary} access_log off; include /etc/nginx/mime.types; charset utf-8;\n"
        f"gzip on; gzip_comp_level 9; gzip_types {PACKED};\n"
        f"server {{ listen 127.0.0.1:{port}; root {site}; error_page 404 /404.html;\n"
        f"location /assets/ {{ expires max; }}\n"
        f"location = /axe.min.js {{ alias {folder}/axe.min.js; expires max; }} }} }}\n"
    )
    server = subprocess.Popen([nginx, "-c", str(folder / "nginx.conf"), "-p", str(folder)], stderr=subprocess.DEVNULL)
    for _ in range(50):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/"
    server.terminate()
    server.wait()


@pytest.fixture
def device(chromium) -> Iterator[Callable]:
    """Makes phones: a page of a new context, 240 × 320 unless told. What it asked for, what its console said and which
    errors its scripts threw are kept.
    """
    contexts = []

    def made(before: str = "", **options):
        context = chromium.new_context(**{"viewport": {"width": 240, "height": 320}, **options})
        contexts.append(context)
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page

    yield made
    for context in contexts:
        context.close()


@pytest.fixture
def phone(device):
    """A small phone without JavaScript."""
    return device(java_script_enabled=False)


@pytest.fixture(scope="session")
def page_with(site: Path) -> Callable[..., str]:
    """Finds a page of the built portal by a piece of its HTML, as 'en/housing/': content moves between pages."""

    def found(piece: str, language: str = "en") -> str:
        for file in sorted((site / language).glob("*/index.html")):
            body = file.read_text(encoding="utf-8").partition("<body")[2]
            if piece in body:
                return f"{language}/{file.parent.name}/"
        raise AssertionError(f"no page of the example portal in {language} has {piece}")

    return found
