#!/usr/bin/env python3
"""Ask a built portal's search from the terminal, through the script that its readers get. Needs Node.

    python3 scripts/search.py site ar "طبيب"
    python3 scripts/search.py site en < questions.txt

Queries are lines on standard input where none is given. For each, one line of JSON:
{"query", "results": [{"url", "page", "title", "heading", "score"}]}, best first, at most 30; `page` is the source's path without .md.

Exit codes: 0 fine, 2 wrong usage, no such site or language, or no Node.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import _setup

RUNNER = Path(__file__).with_name("_search.js")
INDEX = re.compile(r'data-index="?\.\./\.\./([^"\s>]+)')
OTHER = re.compile(r'data-other="?\.\./\.\./([^"\s>]+)')


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, help="folder of a built portal, such as site")
    parser.add_argument("locale", help="language to ask in: the name of its folder, such as ar")
    parser.add_argument("query", nargs="?", help="what to look for; else each line of standard input")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  Windows would write another
    node = shutil.which("node")
    if not node:
        _setup.stop("Node is missing, and the search script runs in it. Install it (Debian: nodejs).")
    if not options.site.is_dir():
        _setup.stop(f"{options.site} is no folder. Build the portal first: python3 scripts/build.py.")
    page = options.site / options.locale / "search" / "index.html"
    if not page.is_file():
        there = (
            ", ".join(sorted(path.parent.parent.name for path in options.site.glob("*/search/index.html"))) or "none"
        )
        _setup.stop(f"{options.site} has no search in {options.locale}. Languages with one: {there}.")
    html = page.read_text(encoding="utf-8")
    scripts = sorted((options.site / "assets" / "js" / options.locale).glob("search-*.js"))
    index = INDEX.search(html)
    if not index or not scripts:
        _setup.stop(f"{page} names no index. Build the portal again.")
    other = OTHER.search(html)
    indexes = [options.site / index[1], *([options.site / other[1]] if other else [])]
    asked = [node, str(RUNNER), *(str(path.resolve()) for path in (scripts[0], *indexes))]
    names = page_names(options.site, options.locale)
    if options.query is not None:
        said = " ".join(options.query.split())
        process = subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        answers = process.communicate(f"{said}\n")[0].splitlines()
    else:
        process = subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        answers = process.stdout or ()
    try:
        for line in answers:
            answer = json.loads(line)
            answer["results"] = [told(one, options.locale, names) for one in answer["results"]]
            print(json.dumps(answer, ensure_ascii=False), flush=True)
    except BrokenPipeError:  # whoever reads has read enough, such as `head`
        process.kill()
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more is written at the end
        return 0
    return 2 if process.wait() else 0


def page_names(site: Path, tag: str) -> dict[str, str]:
    """Source page's name by its path below the language's folder, as the site's API tells; empty where it has none."""
    listed = site / "api" / "v1" / tag / "pages.json"
    pages = json.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else []
    return {one["url"].rpartition(f"/{tag}/")[2]: one["id"] for one in pages}


def told(result: dict, tag: str, names: dict[str, str]) -> dict:
    """A result as this script prints it."""
    path = result["path"]
    anchor = f"#{result['anchor']}" if result["anchor"] else ""
    return {
        "url": f"/{tag}/{path}{anchor}",
        "page": names.get(path, path.rstrip("/") or "index"),
        "title": result["title"],
        "heading": result["heading"],
        "score": round(result["score"], 3),
    }


if __name__ == "__main__":
    sys.exit(_setup.run(main))
