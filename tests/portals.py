"""What tests of whole portals share: writing one, and running the scripts on it."""

from __future__ import annotations

import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from porchlight.pages.edition import Folders
from porchlight.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DATE = "2026-11-22"
"""The day that portals are built for, so that alerts do not change results with time."""


def run_script(name: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess:
    """Run one of scripts/ as a user would, on `DATE` where the environment names no other day; its output as text."""
    command = [sys.executable, str(ROOT / "scripts" / f"{name}.py"), *map(str, arguments)]
    told = {**os.environ, "PORCHLIGHT_DATE": DATE, **environment}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=told)


def settings_of(**said: object) -> Settings:
    """The settings of a small portal, with what a test says in place of the defaults."""
    values = {
        "site_name": "First Steps",
        "site_description": "Help",
        "site_url": "",
        "source_language": "en",
        "coverage_threshold": 0.6,
        "page_budget_bytes": 10_000,
        "embed_budget_bytes": 6_000,
        "webp_budget_bytes": 8_000,
        "jpeg_budget_bytes": 12_000,
        "topics": (),
        "regions": (),
        "nav": (),
        "emergency_contact": "",
        "general_contact": "",
        "brand_color": "#0b4f6c",
        "country": "CA",
        "timezone": "America/Toronto",
        "official_languages": (),
        "exit_address": "https://weather.example/",
        "map_address": "https://map.example/?q={place}",
        "feedback": (),
    }
    return Settings(**{**values, **said})  # type: ignore[arg-type]


def folders_of(project: Path) -> Folders:
    """Where a portal's parts lie in a folder; its templates are this repository's."""
    return Folders(project, project / "docs", ROOT / "overrides", project / ".cache", project / ".cache/out")


def write_files(folder: Path, contents: dict[str, str | bytes]) -> Path:
    """Write files by their paths below a folder."""
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def catalog(*entries: tuple[str, str], flags: str = "", provenance: str = "human") -> str:
    """A PO catalog as text."""
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"X-Provenance: {provenance}\\n"\n'
    return head + "".join(f'\n{flags}msgid "{msgid}"\nmsgstr "{msgstr}"\n' for msgid, msgstr in entries)


MKDOCS = f"""\
site_name: First Steps
theme:
  name: null
  custom_dir: {ROOT.as_posix()}/overrides
hooks: [{ROOT.as_posix()}/hooks/timeline.py]
plugins: [porchlight]
markdown_extensions: [admonition, attr_list, def_list, footnotes, sane_lists, tables, pymdownx.details, pymdownx.tasklist]
"""


def built_portal(folder: Path, contents: dict[str, str | bytes], settings: str = "", date: str = DATE) -> Path:
    """A whole portal of files, built in this process; the folder of its site.

    `settings` are lines of mkdocs.yml that follow `MKDOCS`. Raises mkdocs.exceptions.Abort.
    """
    write_files(folder, {"mkdocs.yml": MKDOCS + settings, **contents})
    config = load_config(str(folder / "mkdocs.yml"))
    plugin = config.plugins["porchlight"]
    plugin.config.jobs, plugin.config.today, plugin.say = 1, date, lambda line: None
    build(config)
    return folder / "site"


class Page(HTMLParser):
    """A page's elements with their attributes and the words in them, and its ids and links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open = []
        self.elements = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        element = (tag, dict(attrs), [])
        assert len(attrs) == len(element[1]), f"an attribute stands there twice: {attrs}"
        self.elements.append(element)
        if tag not in ("area", "base", "br", "hr", "img", "input", "link", "meta", "source"):
            self.open.append(element)

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for element in self.open:
            element[2].append(data)

    def all(self, tag, **attributes):
        """(attributes, words) of the elements of a kind."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [
            (said, " ".join("".join(words).split()))
            for name, said, words in self.elements
            if name == tag and wanted.items() <= said.items()
        ]

    @property
    def ids(self):
        return [said["id"] for _, said, _ in self.elements if "id" in said]

    @property
    def links(self):
        return [(said["href"], words) for said, words in self.all("a") if "href" in said]


def html(site: Path, path: str) -> str:
    """A page of a site as it is published."""
    return (site / path / "index.html").read_text(encoding="utf-8")


def page(site: Path, path: str) -> Page:
    """The same, read."""
    return Page(html(site, path))
