"""What one source page cannot know by itself: its address among the others, its topic, icon, contacts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ..assets import colors, icons
from ..content.pathways import PATH as PATHWAYS
from ..core import fields
from ..core.problem import Problem, Severity
from ..pages.context import url_of
from ..pages.edition import Portal
from ..pages.navigation import HOME


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
    topics = {topic for topic, _, _ in portal.settings.topics}
    for page in portal.pages.values():
        # Two names that differ in case only are one file on many a disk.
        address = url_of("", page.name).lower()
        if address in by_address:
            what = f"this page and {by_address[address]} would have one address"
            problems.append(Problem(page.path, 0, what, "Rename one of the two files"))
        by_address[address] = page.path
        if page.name.rsplit("/", 1)[-1].lower() == "readme":
            problems.append(
                Problem(page.path, 0, "a README would take the place of a folder's index page", "Name it index.md")
            )
        if page.name.lower() == "pages":
            what = "its data would take the place of the list of all pages"
            problems.append(Problem(page.path, 0, what, "Rename the file"))
        if page.topic and topics and page.topic not in topics:
            what = f'there is no topic "{page.topic}"{fields.nearest(page.topic, topics)}'
            problems.append(
                Problem(page.path, 0, what, "Use one of extra.porchlight.topics in mkdocs.yml, or add it there")
            )
        for icon, line in [*([(page.icon, 0)] if page.icon else []), *page.icons]:
            problems += _icon(icon_folder, icon, page.path, line)
        problems += _missing_pages(portal, page.next, page.path, 0, "next")
        for id_ in page.contacts:
            if id_ not in portal.contacts:
                what = f'there is no contact "{id_}"{fields.nearest(id_, list(portal.contacts))}'
                problems.append(Problem(page.path, 0, what, "Correct it, or add it to docs/contacts"))
        for region in page.regions:
            if portal.settings.regions and region not in dict(portal.settings.regions):
                what = f"the region {region} has no name"
                problems.append(
                    Problem(page.path, 0, what, "Add it to extra.porchlight.regions in mkdocs.yml", Severity.NOTE)
                )
    for id_, _, icon in portal.settings.topics:
        if icon:
            problems += _icon(icon_folder, icon, f"mkdocs.yml (topic {id_})")
    said = [("mkdocs.yml", id_) for id_ in sorted(topics)]
    said += [(page.path, page.topic) for page in portal.pages.values() if page.topic and page.topic not in topics]
    for path, id_ in said:
        if not re.fullmatch(fields.ID, id_):
            remedy = "Use the letters a to z, digits and hyphens"
            problems.append(Problem(path, 0, f'"{id_}" is no id for a topic', remedy))
    listed = [id_ for id_, _, _ in portal.settings.topics]
    for id_ in sorted({id_ for id_ in listed if listed.count(id_) > 1}):
        problems.append(Problem("mkdocs.yml", 0, f'the topic "{id_}" stands there twice', "Give one another id"))
    problems += _missing_pages(portal, portal.settings.nav, "mkdocs.yml", 0, "nav")
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
        problems.append(
            Problem("mkdocs.yml", 0, what, remedy.rstrip(".") or "Write it as six hexadecimal digits after #")
        )
    for key in ("emergency_contact", "general_contact"):
        id_ = getattr(portal.settings, key)
        if id_ and id_ not in portal.contacts:
            what = f'extra.porchlight.{key}: there is no contact "{id_}"{fields.nearest(id_, list(portal.contacts))}'
            problems.append(Problem("mkdocs.yml", 0, what, "Correct it, or add it to docs/contacts"))
    return problems


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
                problems.append(Problem(path, 0, what, "Use one of extra.porchlight.topics in mkdocs.yml"))
        if portal.today and alert.until < portal.today:
            what = f"this alert ended on {alert.until}"
            problems.append(Problem(path, 0, what, "Delete the file, or give it a later day", Severity.NOTE))
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
