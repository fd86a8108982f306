"""What templates see of links to pages, topics, pathways, alerts and recordings, from one page of a language."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ..content.alerts import Alert
from ..content.pathways import Pathway
from .context import url_of
from .markup import placed
from .navigation import Topic

if TYPE_CHECKING:
    from .unit import LanguageUnit

TOPIC_MOST = 12
"""Pages of a topic that home names; the page of the topic lists them all."""


def alerts_of(unit: LanguageUnit, topics: Collection[str], url: str) -> list[dict[str, Any]]:
    """The alerts that a page of these topics shows; home shows those of every topic."""
    home = url == f"{unit.tag}/"
    own = "../" * (url.count("/") - 1)

    def here(alert: Alert, html: str) -> Markup:
        return Markup(placed(html, own, f"{alert.page.name.replace('/', '-')}-"))

    return [
        {
            "level": one["alert"].level,
            "until": one["alert"].until,
            "shown": one["shown"],
            "heading": here(one["alert"], one["heading"]),
            "html": here(one["alert"], one["html"]),
        }
        for one in unit.alerts
        if home or not one["alert"].topics or set(topics) & set(one["alert"].topics)
    ]


def recording(unit: LanguageUnit, name: str, url: str) -> dict[str, Any] | None:
    """The page read aloud by a person, where somebody recorded it."""
    files_ = [one for one in unit.recordings if (one.page, one.tag) == (name, unit.tag)]
    if not files_ or unit.shown[name] != unit.tag:
        return None
    root = "../" * url.count("/")
    return {
        "files": [{"href": root + one.path, "type": one.type} for one in files_],
        "size": unit.site.size(max(one.size_bytes for one in files_)),
        "minutes": unit.site.number(max(1, round(files_[0].seconds / 60))),
    }


def link_to(unit: LanguageUnit, name: str, from_url: str) -> dict[str, Any]:
    """A link to another page, with the languages of its title and summary where they are others."""
    localized, source = unit.localized(name), unit.portal.source_language.tag
    tags = unit.title_tag(name), source if localized.summary_in_source else unit.shown[name]
    title, summary = (unit.portal.language(tag) for tag in tags)
    return {
        "href": "../" * (from_url.count("/") - 1) + (url_of(unit.tag, name).partition("/")[2] or "./"),
        "title": localized.title,
        "summary": localized.summary,
        "icon": unit.portal.pages[name].icon,
        "lang": title.tag if title.tag != unit.tag else "",
        "dir": title.direction,
        "summary_lang": summary.tag if summary.tag != unit.tag else "",
        "summary_dir": summary.direction,
    }


def topic_view(unit: LanguageUnit, topic: Topic, from_url: str) -> dict[str, Any]:
    """A topic as home and breadcrumbs show it."""
    shown = topic.pages[:TOPIC_MOST]
    return {
        "id": topic.slug,
        "title": topic.title or unit.site.words["more_pages"],
        "icon": topic.icon,
        "count": unit.site.number(len(topic.pages)),
        "href": f"{'../' * (from_url.count('/') - 1)}topics/{topic.slug}/",
        "more": len(topic.pages) > TOPIC_MOST,
        "pages": [link_to(unit, name, from_url) for name in shown] if from_url == f"{unit.tag}/" else [],
    }


def pathway_view(pathway: Pathway, from_url: str) -> dict[str, Any]:
    """A pathway as home shows it."""
    return {
        "title": pathway.title,
        "summary": pathway.summary,
        "icon": pathway.icon,
        "href": f"{'../' * (from_url.count('/') - 1)}pathways/{pathway.id}/",
    }
