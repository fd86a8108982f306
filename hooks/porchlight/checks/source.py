"""What one source page cannot know by itself: its address among the others, its topic, icon, contacts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..assets import colors, icons
from ..content.pathways import PATH as PATHWAYS
from ..core import fields
from ..core.page import SourcePage
from ..core.problem import Problem, Severity
from ..pages.context import url_of
from ..pages.edition import Portal
from ..pages.navigation import HOME
from ..settings import FILE


def portal_problems(portal: Portal, icon_folder: Path) -> list[Problem]:
    """Everything wrong between the pages of a portal and with its settings."""
    problems: list[Problem] = []
    if not portal.pages:
        return [Problem("docs", 0, "there are no pages here", "Write docs/index.md; its first line may be `# Welcome`")]
    if HOME not in portal.pages:
        problems.append(
            Problem("docs", 0, "there is no home page", "Write docs/index.md; its first line may be `# Welcome`")
        )
    by_address: dict[str, str] = {}
    topics, lines = {topic for topic, _, _ in portal.settings.topics}, portal.settings.lines
    for page in portal.pages.values():
        # Two names that differ in case only are one file on many a disk.
        address = url_of("", page.name).lower()
        if address in by_address:
            what = f"this page and {by_address[address]} would have one address"
            problems.append(Problem(page.path, 0, what, "Rename one of the two files"))
        by_address[address] = page.path
        problems += _page_problems(portal, page, topics, icon_folder)
    for id_, _, icon in portal.settings.topics:
        if icon:
            problems += _icon(icon_folder, icon, FILE, lines.get(f"topic {id_}", 0))
    said = [(FILE, lines.get(f"topic {id_}", 0), id_) for id_ in sorted(topics)]
    said += [
        (page.path, page.lines["topic"], page.topic)
        for page in portal.pages.values()
        if page.topic and page.topic not in topics
    ]
    for path, at, id_ in said:
        if not re.fullmatch(fields.ID, id_):
            remedy = "Use the letters a to z, digits and hyphens"
            problems.append(Problem(path, at, f'"{id_}" is no id for a topic', remedy))
    listed = [id_ for id_, _, _ in portal.settings.topics]
    for id_ in sorted({id_ for id_ in listed if listed.count(id_) > 1}):
        problems.append(
            Problem(FILE, lines.get(f"topic {id_}", 0), f'the topic "{id_}" stands there twice', "Give one another id")
        )
    problems += _missing_pages(portal, portal.settings.nav, FILE, lines.get("nav", 0), "nav")
    emergency = portal.contacts.get(portal.settings.emergency_contact)
    if emergency and not emergency.number:
        what = f'the emergency contact "{emergency.id}" has no number to call'
        problems.append(Problem(emergency.path, emergency.line, what, "Add one under `phones:`, with the type voice"))
    for pathway in portal.pathways.values():
        if pathway.icon:
            problems += _icon(icon_folder, pathway.icon, PATHWAYS, pathway.line)
        problems += _missing_pages(portal, pathway.pages, PATHWAYS, pathway.line, "pages")
    problems += _alert_problems(portal, topics, icon_folder)
    if fault := colors.fault(portal.settings.brand_color):
        what, _, remedy = fault.partition(". ")
        what = f"extra.porchlight.brand_color: {what.rstrip('.')}"
        at = lines.get("extra.porchlight.brand_color", 0)
        problems.append(Problem(FILE, at, what, remedy.rstrip(".") or "Write it as six hexadecimal digits after #"))
    for key in ("emergency_contact", "general_contact"):
        id_ = getattr(portal.settings, key)
        if id_ and id_ not in portal.contacts:
            what = f'extra.porchlight.{key}: there is no contact "{id_}"{fields.nearest(id_, list(portal.contacts))}'
            at = lines.get(f"extra.porchlight.{key}", 0)
            problems.append(Problem(FILE, at, what, "Correct it, or add it to docs/contacts"))
    return problems


def _page_problems(portal: Portal, page: SourcePage, topics: set[str], icon_folder: Path) -> Iterator[Problem]:
    """What is wrong with a page's name and front matter among the rest; what is due is a note."""
    path, line = page.path, page.lines
    if page.name.rsplit("/", 1)[-1].lower() == "readme":
        yield Problem(path, 0, "a README would take the place of a folder's index page", "Name it index.md")
    if page.name.lower() == "pages":
        yield Problem(path, 0, "its data would take the place of the list of all pages", "Rename the file")
    if page.topic and topics and page.topic not in topics:
        what = f'there is no topic "{page.topic}"{fields.nearest(page.topic, topics)}'
        yield Problem(path, line["topic"], what, "Use one of extra.porchlight.topics in mkdocs.yml, or add it there")
    for icon, at in [*([(page.icon, line["icon"])] if page.icon else []), *page.icons]:
        yield from _icon(icon_folder, icon, path, at)
    yield from _missing_pages(portal, page.next, path, line.get("next", 0), "next")
    for id_ in page.contacts:
        if id_ not in portal.contacts:
            what = f'there is no contact "{id_}"{fields.nearest(id_, list(portal.contacts))}'
            yield Problem(path, line["contacts"], what, "Correct it, or add it to docs/contacts")
    for region in page.regions:
        if portal.settings.regions and region not in dict(portal.settings.regions):
            remedy = "Add it to extra.porchlight.regions in mkdocs.yml"
            yield Problem(path, line["region"], f"the region {region} has no name", remedy, Severity.NOTE)
    if page.reviewed and page.review_every and portal.today:
        then, now = map(datetime.date.fromisoformat, (page.reviewed["on"], portal.today))
        months = 12 * (now.year - then.year) + now.month - then.month - (now.day < then.day)
        if months >= page.review_every:
            what = f"it was reviewed on {then}, and is to be reviewed every {page.review_every} months"
            remedy = "Read it against its sources, and set the day under `reviewed:`"
            yield Problem(path, line["reviewed"], what, remedy, Severity.NOTE)


def _missing_pages(portal: Portal, names: Iterable[str], path: str, line: int, key: str) -> list[Problem]:
    """A problem for each page that is named and not there."""
    return [
        Problem(path, line, f'{key}: there is no page "{name}"{fields.nearest(name, list(portal.pages))}', "Correct it")
        for name in names
        if name not in portal.pages
    ]


def _alert_problems(portal: Portal, topics: set[str], icon_folder: Path) -> list[Problem]:
    """What is wrong with alerts among the rest; one that has ended is a note."""
    problems: list[Problem] = []
    for alert in portal.alerts.values():
        path = alert.page.path
        problems += [found for icon, line in alert.page.icons for found in _icon(icon_folder, icon, path, line)]
        for topic in alert.topics:
            if topics and topic not in topics:
                what = f'there is no topic "{topic}"{fields.nearest(topic, topics)}'
                problems.append(
                    Problem(path, alert.page.lines["topics"], what, "Use one of extra.porchlight.topics in mkdocs.yml")
                )
        if portal.today and alert.until < portal.today:
            what = f"this alert ended on {alert.until}"
            problems.append(
                Problem(path, alert.page.lines["until"], what, "Delete the file, or give it a later day", Severity.NOTE)
            )
    return problems


def raw_html_problems(path: str, text: str) -> list[Problem]:
    """Scripts, styles and event attributes written into a page: the site's policy blocks them, so nobody would see them work."""
    problems = []
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        if marks := re.match(r"\s*(`{3,}|~{3,})", line):
            # Only as many of the same marks close a fence.
            if not fence:
                fence = marks[1]
            elif marks[1].startswith(fence):
                fence = ""
        bare = re.sub(r"`[^`]*`", "", line)
        if not fence and (
            match := re.search(r"<(script|style|iframe|object|embed|form)\b|<[a-z][^>]*\s(on\w+|style)\s*=", bare, re.I)
        ):
            named = match[1] or match[2]
            what = f'"{named}" does not work on a page: everything is one file, without script, styled in overrides/css'
            problems.append(Problem(path, number, what, "Write it in Markdown"))
    return problems


def _icon(folder: Path, name: str, path: str, line: int = 0) -> list[Problem]:
    try:
        icons.icon(folder, name)
    except LookupError as fault:
        return [Problem(path, line, str(fault.args[0]), "Use one of those; pictogrammers.com/library/mdi shows all")]
    return []
