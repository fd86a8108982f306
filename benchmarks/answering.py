#!/usr/bin/env python3
"""What a first answer of a built portal's search costs a slow phone: bytes over the network, and time.

    python3 benchmarks/answering.py SITE [SITE …] [--locales en,ar] [--slowdown 6]

In Chromium, its processor slowed down, 360 x 640. Queries are titles of the portal's own pages, typed letter by letter. Bytes are
those of everything that is fetched after the page of the search itself, each file after brotli 11: script, index, texts of the
pages shown; the worst of the queries. Times: from the index's last byte to the first result on the page; and from each later
keystroke to its results. One table is printed. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import functools
import json
import shutil
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import _setup  # noqa: E402  the scripts' own set-up

QUERIES = 8
"""Titles that are typed, spread over all pages."""
WATCH = """
window.shown = [];
new MutationObserver(() => document.querySelector('.results li') && shown.push(performance.now()))
  .observe(document.querySelector('.results'), {childList: true});
"""
TYPE = """async text => {
  const box = document.querySelector('#_q'), times = [];
  box.value = '';
  for (const letter of text) {
    box.value += letter;
    const before = performance.now();
    shown.length = 0;
    box.dispatchEvent(new Event('input', {bubbles: true}));
    while (!shown.length && performance.now() - before < 500) await new Promise(done => setTimeout(done));
    if (shown.length) times.push(shown[0] - before);
  }
  return times;
}"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", type=Path, nargs="+", metavar="SITE")
    parser.add_argument("--locales", help="folders of the site, separated by commas; all where not given")
    parser.add_argument("--slowdown", type=float, default=6)
    options = parser.parse_args()
    _setup.enter_venv(__file__, dev=True)
    _setup.need_programs({"chromium": "chromium"})
    chromium = shutil.which("chromium") or ""
    print(
        "| site | locale | pages | script | index | texts | first answer | first result | keystrokes, median | longest |"
    )
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for site in options.sites:
        found = sorted(path.parent.parent.name for path in site.glob("*/search/index.html"))
        for locale in options.locales.split(",") if options.locales else found:
            print(row(site, locale, chromium, options.slowdown), flush=True)
    return 0


def row(site: Path, locale: str, chromium: str, slowdown: float) -> str:
    """One locale measured, as a line of the table."""
    pages = json.loads((site / "api/v1" / locale / "pages.json").read_text(encoding="utf-8"))
    titles = [page["title"] for page in pages][:: max(1, len(pages) // QUERIES)][:QUERIES]
    first, keys, costs = [], [], []
    with served(site) as host, browser(chromium) as launched:
        for title in titles:
            fetched, result, times = measured(launched, f"{host}{locale}/search/", title, slowdown)
            weights = {kind: sum(weight(site / path) for path in paths) for kind, paths in sorted_out(fetched).items()}
            costs.append(weights)
            first.append(result)
            keys += times
    worst = max(costs, key=lambda one: sum(one.values()))
    cells = [
        site.parent.name if site.name == "site" else site.name,
        locale,
        f"{len(pages):,}",
        *(f"{worst[kind]:,}" for kind in ("script", "index", "texts")),
        f"{sum(worst.values()):,}",
        f"{statistics.median(first):.0f} ms",
        f"{statistics.median(keys):.0f} ms",
        f"{max(keys):.0f} ms",
    ]
    return f"| {' | '.join(cells)} |"


def measured(launched, address: str, title: str, slowdown: float) -> tuple[list[str], float, list[float]]:
    """(paths fetched after the page itself, ms from index to first result, ms of each keystroke) of one query."""
    context = launched.new_context(viewport={"width": 360, "height": 640}, service_workers="block")
    page = context.new_page()
    page.goto(address)
    fetched: list[str] = []
    page.on("requestfinished", lambda request: fetched.append(urlsplit(request.url).path.lstrip("/")))
    page.evaluate(WATCH)
    client = context.new_cdp_session(page)
    client.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    page.fill("#_q", title)
    page.locator(".results li").first.wait_for()
    arrived = page.evaluate(
        "performance.getEntriesByType('resource').filter(one => one.name.endsWith('.bin')).map(one => one.responseEnd)[0]"
    )
    result = page.evaluate("shown[0]") - arrived
    page.wait_for_timeout(2500)
    first = list(fetched)
    times = page.evaluate(TYPE, title)
    context.close()
    return first, result, times


def sorted_out(paths: list[str]) -> dict[str, list[str]]:
    """Paths by what they are; other files than these count as texts, so that nothing is left out."""
    found: dict[str, list[str]] = {"script": [], "index": [], "texts": []}
    for path in dict.fromkeys(paths):
        kind = "script" if path.endswith(".js") else "index" if path.endswith(".bin") else "texts"
        found[kind].append(path)
    return found


@functools.cache
def weight(file: Path) -> int:
    """Bytes of a file after brotli 11; a folder stands for its page."""
    import brotli

    return len(brotli.compress((file / "index.html" if file.is_dir() else file).read_bytes(), quality=11, lgwin=22))


@contextmanager
def browser(chromium: str) -> Iterator:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The site on this machine; yields its address."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


if __name__ == "__main__":
    sys.exit(_setup.run(main))
