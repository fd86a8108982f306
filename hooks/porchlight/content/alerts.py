"""Alerts: docs/alerts/*.md, news that hold for a time and are shown on top of the pages they concern."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..core import fields, files
from ..core.page import SourcePage
from ..core.problem import Problem
from . import source

LEVELS = ("information", "warning", "danger")
FOLDER = "alerts/"
"""Where their files lie below docs/, and their catalogs below translations/<tag>/."""
CHECKS: dict[str, fields.Check] = {
    "title": fields.text,
    "level": fields.one_of(*LEVELS),
    "from": fields.date,
    "until": fields.date,
    "topics": fields.texts,
}


@dataclass(frozen=True)
class Alert:
    """One alert."""

    page: SourcePage
    """Its text: a page without an address. Its name is 'alerts/storm'."""
    level: str
    """'information', 'warning' or 'danger'."""
    starts: str
    """ISO date of the first day it is shown, '' for at once."""
    until: str
    """ISO date of the last day it is shown."""
    topics: tuple[str, ...]
    """Ids of the topics whose pages show it; empty for every page."""

    def holds(self, today: str) -> bool:
        """Whether it is shown on an ISO date."""
        return self.starts <= today <= self.until


def alert_files(docs: Path) -> dict[str, Path]:
    """The file of every alert by its name, 'alerts/storm'."""
    found = files.files_below(docs / "alerts")
    return {FOLDER + name.removesuffix(".md"): path for name, path in found.items() if name.endswith(".md")}


def read_alerts(docs: Path) -> tuple[dict[str, Alert], list[Problem]]:
    """Every alert by name, those that ended too, the gravest first; and what is wrong with their files."""
    alerts: dict[str, Alert] = {}
    problems: list[Problem] = []
    for name, file in alert_files(docs).items():
        path, data = f"docs/{name}.md", file.read_bytes()
        text, found = source.read_text(path, data, CHECKS)
        problems += found
        told = {problem.line for problem in found}
        if text is None:
            continue
        page, found = source.page_of(name, text, data)
        problems += found
        if not re.fullmatch(r"[a-z0-9-]+", name.removeprefix(FOLDER)):
            what = "an alert's name has the letters a to z, digits and hyphens"
            problems.append(Problem(path, 0, what, "Rename the file"))
        until, starts = text.meta.get("until", ""), text.meta.get("from", "")
        if "title" not in text.meta and text.line_of.get("title") not in told:
            problems.append(Problem(path, 1, "this alert has no title", "Add `title:` to its front matter"))
        if not until:
            if text.line_of.get("until") not in told:
                what = "this alert never ends"
                problems.append(
                    Problem(path, 1, what, "Add `until:` with the last day it is shown, such as 2026-05-01")
                )
            continue
        if starts > until:
            what = f"this alert ends on {until}, before it begins on {starts}"
            problems.append(Problem(path, text.line_of["until"], what, "Correct one of the two dates"))
            continue
        alerts[name] = Alert(page, text.meta.get("level", LEVELS[0]), starts, until, text.meta.get("topics", ()))
    return dict(sorted(alerts.items(), key=lambda item: (-LEVELS.index(item[1].level), item[0]))), problems
