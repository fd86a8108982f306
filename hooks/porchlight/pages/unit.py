"""One language as a unit: `build_language` needs the portal's files and the coverage table, and leaves HTML and records.

It runs alike in this process, in a pool, or on another machine.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import brotli
import material
from markdown import Markdown
from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from ..assets import styles
from ..assets.images import Picture
from ..core import files
from ..core.cache import Shelf
from ..core.locale import language_name
from ..core.page import Record
from ..core.problem import Problem
from ..translation.assemble import LEAD_END, Localized, without_marks
from . import edition
from .context import Site, environment, url_of
from .edition import Coverage, Portal
from .markup import Found, PorchlightExtension
from .minify import minified
from .navigation import HOME, next_pages, ordered, topic_of, topics

MATERIAL = Path(material.__file__).parent / "templates"
ICONS = MATERIAL / ".icons" / "material"
QUICK_QUALITY = 5
"""Brotli quality of the quick upper bound; a host serves 11, which is smaller."""
TOPIC_MOST = 12
"""Pages of a topic that home names; where there are more, a page of the topic's own lists them."""
TOPIC_PAGE_SIZE = 100


class LightPage(Page):
    """A page whose HTML is kept by what it was made of."""

    def __init__(self, unit: LanguageUnit, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self.unit = unit
        self.found = Found("", [], [], [])

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Markdown → HTML, from the cache where the same text was made at the same place before."""
        self.found = self.unit.converted(page_name(self), self.markdown or "", config)
        self.content = self.found.html


class LanguageUnit:
    """What one language's build holds; `timeline` hands it MkDocs' events."""

    def __init__(
        self, portal: Portal, tag: str, coverage: Coverage, pictures: Mapping[str, Picture], stage: files.Stage
    ) -> None:
        self.portal = portal
        self.tag = tag
        self.stage = stage
        self.names = set(portal.pages)
        self.records: list[Record] = []
        self.translations = {tag: edition.translate(portal, tag)}
        self.shown = {name: edition.shown_language(portal, coverage, name, tag) for name in portal.pages}
        for other in {*self.shown.values()} - {tag}:
            pages = {name for name, shown in self.shown.items() if shown == other}
            self.translations[other] = edition.translate(portal, other, only=pages)
        translation = self.translations[tag]
        order = [name for name in ordered(portal.pages, portal.settings.nav) if name != HOME]
        placed = [(name, topic_of(name, portal.pages[name].topic)) for name in order]
        groups = topics(placed, portal.settings.topics)
        css = styles.style(portal.folders.overrides / "css")
        self.site = Site(portal, translation, edition.offered_languages(portal, coverage), groups, css)
        self.env = environment(portal.folders.overrides, translation.interface, ICONS)
        self.next = next_pages(groups)
        self.topic_by_page = {name: group for group in groups for name in group.pages}
        module = self.env.get_template("parts/words.html").module
        words = {"changed": str(module.changed), "larger": str(module.larger)}  # type: ignore[attr-defined]
        addresses = {name: url_of(tag, name) for name in portal.pages}
        self.extension = PorchlightExtension(
            portal.source_language, tag, self.site.language.direction == "rtl", addresses, pictures, words
        )
        self.markdown: Markdown | None = None
        self.shelf = Shelf(portal.folders.cache / "html" / f"{tag}.pickle")
        self.weights = Shelf(portal.folders.cache / "weights" / f"{tag}.pickle")
        # What every page's HTML depends on besides its text: the addresses of all files, and the words put into it.
        self.place = files.digest(
            edition.engine_digest(portal.folders.overrides),
            tag,
            *sorted(self.names),
            repr(sorted(pictures.items())),
            repr(words),
        )

    def new_page(self, file: File, config: MkDocsConfig) -> LightPage:
        """MkDocs' page for a file of docs/."""
        return LightPage(self, file, config)

    def converted(self, name: str, markdown: str, config: MkDocsConfig) -> Found:
        """A page's HTML and what was found in it, kept by content.

        MkDocs' own rendering makes a new Markdown instance for every page, a fifth of the time; here one is reset.
        """

        def convert() -> Found:
            if self.markdown is None:
                self.markdown = Markdown(
                    extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
                )
            self.extension.begin(name)
            return self.extension.found(self.markdown.reset().convert(markdown), self.markdown)

        return self.shelf.get(files.digest(self.place, name, markdown), convert)

    def localized(self, name: str) -> Localized:
        """The page in the language its readers get it in."""
        return self.translations[self.shown[name]].pages[name]

    def source_markdown(self, page: Page) -> str:
        """What MkDocs reads in place of the file: the localized Markdown."""
        return self.localized(page_name(page)).markdown

    def page_context(self, page: LightPage) -> dict[str, Any]:
        """What main.html sees of a page."""
        name = page_name(page)
        source, localized = self.portal.pages[name], self.localized(name)
        lead, _, body = (page.content or "").partition(f"<p>{LEAD_END}</p>")
        url = url_of(self.tag, name)
        shown = self.portal.language(self.shown[name])
        contacts = [self.site.contact(id_) for id_ in self.contacts_of(name)]
        topic = self.topic_by_page.get(name)
        coverage = localized.coverage
        return {
            **self.site.frame(url, name),
            "title": localized.title,
            "summary": localized.summary,
            "shown": shown,
            "lead": Markup(lead.strip()),
            "body": Markup(body.strip()),
            "page_icon": source.icon,
            "topic": self.topic_view(topic, url) if topic else None,
            "topics": [self.topic_view(group, url) for group in self.site.topics] if name == HOME else [],
            "next": [self.link_to(other, url) for other in self.next.get(name, ())],
            "contacts": contacts,
            "regions": [self.site.word(dict(self.portal.settings.regions).get(code, code)) for code in source.regions],
            "sources": source.sources,
            "reviewed": {**source.reviewed, "on": self.site.date(source.reviewed["on"])} if source.reviewed else None,
            "provenance": self.provenance(localized),
            "share": self.site.percent(localized.covered_ratio),
            "partly": coverage["total"] != coverage["translated"],
            "stale": bool(coverage["stale_words"]),
            "fallback": shown.tag != self.tag,
            "shown_name": language_name(shown.tag, self.tag),
        }

    def contacts_of(self, name: str) -> list[str]:
        """Contact ids of a page; the portal's general one where it names none."""
        general = self.portal.settings.general_contact
        named = [id_ for id_ in self.portal.pages[name].contacts if id_ in self.portal.contacts]
        return named or ([general] if general in self.portal.contacts else [])

    def provenance(self, localized: Localized) -> dict[str, str]:
        """How the text came about, its date as the language writes it."""
        told = dict(localized.provenance)
        if "on" in told:
            told["on"] = self.site.date(told["on"])
        return told

    def link_to(self, name: str, from_url: str) -> dict[str, Any]:
        """A link to another page, with the language of its title where that is another."""
        other = self.portal.language(self.shown[name])
        localized = self.localized(name)
        return {
            "href": "../" * from_url.count("/") + url_of(self.tag, name),
            "title": localized.title,
            "summary": localized.summary,
            "icon": self.portal.pages[name].icon,
            "lang": other.tag if other.tag != self.tag else "",
            "dir": other.direction,
        }

    def topic_view(self, topic: Any, from_url: str) -> dict[str, Any]:
        """A topic as home and breadcrumbs show it."""
        root = "../" * from_url.count("/")
        own_page = len(topic.pages) > TOPIC_MOST
        shown = topic.pages[: TOPIC_MOST if own_page else None]
        return {
            "id": topic.id or "other",
            "title": self.site.word(topic.title),
            "icon": topic.icon,
            "count": len(topic.pages),
            "href": f"{root}{self.tag}/topics/{topic.id or 'other'}/"
            if own_page
            else f"{root}{self.tag}/#topic-{topic.id or 'other'}",
            "own_page": own_page,
            "pages": [self.link_to(name, from_url) for name in shown] if from_url == f"{self.tag}/" else [],
        }

    def finish(self, page: LightPage, output: str) -> None:
        """Minify a page's HTML, write it, and keep its record."""
        name = page_name(page)
        source, localized = self.portal.pages[name], self.localized(name)
        url = url_of(self.tag, name)
        html = minified(output).encode()
        self.write(f"{url}index.html", html)
        _, _, body = (page.content or "").partition(f"<p>{LEAD_END}</p>")
        quick = self.weights.get(files.digest(html), lambda: quick_weight(html))
        self.records.append(
            Record(
                page=name,
                locale=self.tag,
                shown=self.shown[name],
                url=url,
                title=localized.title,
                summary=localized.summary,
                html=body.strip(),
                markdown=without_marks(localized.markdown),
                headings=[list(heading) for heading in page.found.headings if heading[0] > 1],
                links=page.found.links,
                anchors=page.found.anchors,
                topic=topic_of(name, source.topic),
                icon=source.icon,
                regions=list(source.regions),
                contacts=[self.site.contact(id_) for id_ in self.contacts_of(name)],
                sources=[dict(one) for one in source.sources],
                reviewed=dict(source.reviewed),
                provenance=dict(localized.provenance),
                coverage=dict(self.translations[self.tag].pages[name].coverage),
                translations=list(self.site.offered[name]),
                source_hash=source.source_hash,
                html_bytes=len(html),
                weight_bytes=quick,
            )
        )

    def write(self, path: str, data: bytes) -> None:
        """Write a file of this language."""
        self.stage.write(path, data)

    def made_pages(self) -> None:
        """Pages that have no source: a list of pages for each topic too long for home."""
        template = None
        for topic in self.site.topics:
            if len(topic.pages) <= TOPIC_MOST:
                continue
            template = template or self.env.get_template("topic.html")
            base = f"{self.tag}/topics/{topic.id or 'other'}/"
            last = (len(topic.pages) - 1) // TOPIC_PAGE_SIZE
            for number in range(last + 1):
                url = f"{base}{number + 1}/" if number else base
                listed = topic.pages[number * TOPIC_PAGE_SIZE : (number + 1) * TOPIC_PAGE_SIZE]
                root = "../" * url.count("/")
                view = {
                    **self.site.frame(url, None),
                    "title": self.site.word(topic.title),
                    "topic_icon": topic.icon,
                    "pages": [self.link_to(name, url) for name in listed],
                    "before": f"{root}{base}{number}/" if number > 1 else f"{root}{base}" if number else "",
                    "after": f"{root}{base}{number + 2}/" if number < last else "",
                }
                self.write(f"{url}index.html", minified(template.render(view)).encode())


def quick_weight(data: bytes) -> int:
    """An upper bound of a file's bytes after brotli 11, in a fiftieth of the time."""
    return len(brotli.compress(data, quality=QUICK_QUALITY, lgwin=16))


def page_name(page: Page) -> str:
    """Source page's name of a MkDocs page."""
    return page.file.src_uri.removesuffix(".md")


@contextmanager
def _quiet() -> Iterator[None]:
    """Only warnings of MkDocs while a language builds: its progress lines would stand there once a language."""
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)


def build_language(
    config_file: str,
    tag: str,
    coverage: Coverage,
    stage: files.Stage,
    options: Mapping[str, Any] | None = None,
    portal: Portal | None = None,
) -> tuple[list[Record], list[Problem]]:
    """Build one language onto a stage: its HTML at `<tag>/…`; returns a record a page, by name, and problems.

    `coverage` is the portal's table. `options` are settings of mkdocs.yml to override (such as site_url). A `portal` read
    before saves reading it again.
    """
    with tempfile.TemporaryDirectory(prefix="porchlight-") as empty, _quiet():
        config = load_config(config_file, site_dir=empty, **(options or {}))
        plugin: Any = config.plugins["porchlight"]
        if portal is None:
            portal, _ = edition.read_portal(plugin.folders(config), plugin.read_settings(config), plugin.config.drafts)
        pictures, problems = edition.pictures(portal, portal.folders.out / "pictures")
        unit = LanguageUnit(portal, tag, coverage, pictures, stage)
        plugin.unit = unit
        plugin.current_language = tag
        plugin.building = True
        build(config)
        unit.made_pages()
        unit.shelf.save()
        unit.weights.save()
    return sorted(unit.records, key=lambda record: record.page), problems + unit.translations[tag].problems
