#!/usr/bin/env python3
"""What the workflows in .github/workflows/ run. Anyone can run it too, in a checkout of this repository.

    python3 scripts/github.py review --base origin/main         what a pull request brings, and what must be mended first
    python3 scripts/github.py screenshots --base origin/main    pictures of the pages it changes; build with --drafts first
    python3 scripts/github.py stale --since HEAD~1              which translations the last edit made stale, a file a language

On GitHub, `--base` and `--since` come from the event that started the run, and the variables GITHUB_STEP_SUMMARY and
GITHUB_OUTPUT say where results go. Exit codes: 0 fine, 1 a pull request that must be mended, 2 wrong usage or a broken set-up.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.server
import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import _setup

MOST_PICTURES = 20
PHONE = {"width": 360, "height": 640}
MOST_HEIGHT_PX = 4000
"""Longer pages are cut: a picture shall be seen at a glance."""
OUT = {"review": ".cache/github/comment.md", "screenshots": ".cache/github/screenshots", "stale": ".cache/github/stale"}
"""Where results go, where nobody says."""
NOTHING = "0" * 40
"""What GitHub calls the commit before the first."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {
        "review": commands.add_parser("review", help="write the comment on a pull request, and annotations"),
        "screenshots": commands.add_parser("screenshots", help="take pictures of the built pages that it changes"),
        "stale": commands.add_parser("stale", help="write what became stale, a Markdown file a language"),
    }
    for command in made.values():
        _setup.project_argument(command)
    for name in ("review", "screenshots"):
        made[name].add_argument(
            "--base", metavar="REF", help="the branch it goes into (default: GitHub's, else origin/main)"
        )
    made["stale"].add_argument("--since", metavar="REF", help="the revision before (default: GitHub's, else HEAD~1)")
    for name, command in made.items():
        command.add_argument(
            "--out",
            type=Path,
            metavar="FILE" if name == "review" else "DIR",
            help=f"(default: {OUT[name]} in the portal)",
        )
    options = parser.parse_args()
    options.out = options.out or options.project / OUT[options.command]
    _setup.enter_venv(__file__, dev=options.command == "screenshots")
    from mkdocs.exceptions import MkDocsException
    from porchlight.core.problem import ProblemsError

    try:
        return {"review": review, "screenshots": screenshots, "stale": stale}[options.command](options)
    except MkDocsException as error:
        fail(" ".join(str(error).split()))
    except (ValueError, ProblemsError) as error:
        fail(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}. Choose a place that can be written.")


def fail(message: str) -> NoReturn:
    """End with one line, which GitHub shows on top of the run too."""
    if on_github():
        from porchlight.commands.markdown import data

        print(f"::error title=The portal could not be looked at::{data(message)}")
    _setup.stop(message)


def review(options: argparse.Namespace) -> int:
    """Look at a pull request; 1 where something must be mended."""
    from porchlight.commands import announce, revision
    from porchlight.commands import review as room

    config, plugin = portal(options.project)
    folders, settings = plugin.folders(config), plugin.read_settings(config)
    made = room.review(folders, settings, base(options), plugin.config.today)
    text = announce.comment(made, author(), run_address(), head())
    write(options.out, text)
    summarise(text)
    output(
        errors=len(made.must),
        warnings=len(made.may),
        pages=len(made.pages),
        languages=",".join(one.language.tag for one in made.brought),
    )
    tell(made, revision.place(folders.project))
    print(f"wrote {options.out}: {len(made.must)} to mend, {len(made.may)} to look at.")
    return 1 if made.must else 0


def tell(made, place: str) -> None:
    """Each problem: on GitHub beside its line, elsewhere in a line. `place` is the portal's folder in its repository."""
    from porchlight.commands.markdown import annotation, flat

    for level, title, problems in (
        ("error", "Please mend this", made.must),
        ("warning", "Please look at this", made.may),
    ):
        for one in problems:
            if on_github():
                print(annotation(level, place + one.path, one.line, title, f"{one.what}. {one.remedy}."))
            else:
                print(flat(str(one), 1000))


def screenshots(options: argparse.Namespace) -> int:
    """Pictures of the changed pages, as a phone shows them."""
    from playwright.sync_api import Error, sync_playwright
    from porchlight.commands import review as room
    from porchlight.commands import revision
    from porchlight.pages import edition

    config, plugin = portal(options.project)
    folders, settings, site = plugin.folders(config), plugin.read_settings(config), Path(config.site_dir)
    if not (site / "index.html").is_file():
        _setup.stop(f"{site}: there is no built site. Run `python3 scripts/build.py --drafts` first.")
    changed = revision.changed_files(folders.project, revision.common_base(folders.project, base(options)))
    pages = room.changed_pages(edition.read_portal(folders, settings, drafts=True)[0], changed)
    there = [page for page in pages if room.page_file(site, *page).is_file()]
    options.out.mkdir(parents=True, exist_ok=True)
    if not there:
        print("No page of the built site changes.")
        return 0
    _setup.need_programs({"chromium": "chromium"})
    with served(site) as address, sync_playwright() as playwright:
        # No sandbox: root has none, and the pages are the ones that were just built here.
        flags = ["--no-sandbox", "--disable-gpu", "--no-first-run"]
        try:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
            context = browser.new_context(viewport=PHONE, device_scale_factor=2, service_workers="block")
            # Built pages ask nobody else; should one try, it gets no answer.
            context.route(lambda url: not url.startswith(address), lambda route: route.abort())
            for tag, name in there[:MOST_PICTURES]:
                file = options.out / f"{tag}-{re.sub(r'[^A-Za-z0-9_.-]+', '-', name)}.png"
                picture(
                    context.new_page(), address + room.page_file(site, tag, name).relative_to(site).as_posix(), file
                )
                print(f"wrote {file}")
        except Error as error:
            _setup.stop(f"Chromium could not show the pages: {error.message.splitlines()[0]}")
    if len(there) > MOST_PICTURES:
        print(f"{len(there) - MOST_PICTURES} more pages change; no pictures of them were made.")
    return 0


def picture(page, url: str, file: Path) -> None:
    """One page from its top, at most `MOST_HEIGHT_PX` of it."""
    page.goto(url.removesuffix("index.html"))
    height = min(MOST_HEIGHT_PX, page.evaluate("document.documentElement.scrollHeight"))
    page.screenshot(path=file, full_page=True, clip={"x": 0, "y": 0, "width": PHONE["width"], "height": height})
    page.close()


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a folder, served to this machine alone."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def stale(options: argparse.Namespace) -> int:
    """A Markdown file for each language in which something became stale: the title of an issue, an empty line, its text."""
    from porchlight.commands import aging, announce, revision

    config, plugin = portal(options.project)
    folders, settings = plugin.folders(config), plugin.read_settings(config)
    since = options.since or event().get("before") or "HEAD~1"
    if since == NOTHING:
        print("There is no commit before this one, so nothing became stale.")
        return 0
    found = aging.aged(folders, settings, since)
    for one in found:
        write(
            options.out / f"{one.language.tag}.md",
            announce.issue(one, plugin.config.today, revision.commit_of(folders.project, since)),
        )
        print(f"wrote {options.out / one.language.tag}.md")
    output(languages=",".join(one.language.tag for one in found))
    if not found:
        print("Nothing became stale.")
    return 0


def portal(project: Path):
    """A portal's MkDocs config and our plugin in it."""
    from mkdocs.config import load_config

    config = load_config(_setup.config_file(project))
    plugin = config.plugins.get("porchlight")
    if plugin is None:
        _setup.stop(f"{project}/mkdocs.yml: the plugin porchlight is missing. Add it under plugins:.")
    return config, plugin


# What GitHub says, and where it listens.


def on_github() -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true"


def event() -> dict:
    """What started the run; {} elsewhere."""
    try:
        said = json.loads(Path(os.environ.get("GITHUB_EVENT_PATH", "")).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def base(options: argparse.Namespace) -> str:
    """The revision that a pull request goes into."""
    branch = os.environ.get("GITHUB_BASE_REF", "")
    return options.base or f"origin/{branch or 'main'}"


def author() -> str:
    """Who made the pull request, '' where not known. A bot's name, `dependabot[bot]`, counts as none."""
    return ((event().get("pull_request") or {}).get("user") or {}).get("login") or ""


def head() -> str:
    """The newest commit of the pull request, '' where not known. GITHUB_SHA is that of a trial merge, which nobody knows."""
    return ((event().get("pull_request") or {}).get("head") or {}).get("sha") or ""


def run_address() -> str:
    """The address of this run on GitHub, '' elsewhere."""
    parts = [os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "RUN_ID")]
    return f"{parts[0]}/{parts[1]}/actions/runs/{parts[2]}" if all(parts) else ""


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def summarise(text: str) -> None:
    """Show Markdown on the page of the run."""
    if file := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(text)


def output(**values: object) -> None:
    """Hand values to the next steps: numbers and language tags, which hold no line's end."""
    if file := os.environ.get("GITHUB_OUTPUT"):
        with Path(file).open("a", encoding="utf-8") as outputs:
            outputs.writelines(f"{name}={value}\n" for name, value in values.items())


if __name__ == "__main__":
    raise SystemExit(_setup.run(main))
