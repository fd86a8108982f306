"""One language as a unit: `build_language` needs the portal's files and the coverage table, and leaves HTML and records.

It runs alike in this process, in a pool, or on another machine.
"""

from __future__ import annotations

import functools
import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import material
from markdown import Markdown
from markupsafe import Markup, escape
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from ..assets import icons, qr, scripts
from ..assets.images import Picture
from ..core import files, locale
from ..core.cache import Shelf
from ..core.locale import language_name
from ..core.page import Record
from ..translation.assemble import LEAD_END, Localized, without_marks
from . import edition, handbook, made, media, sharing, views
from .context import Site, environment, teller, template_words, url_of
from .dress import Wardrobe, quick_weight
from .edition import Coverage, Portal
from .markup import Found, Given, PorchlightExtension, placed
from .navigation import HOME, next_pages, ordered, topic_of, topics

MATERIAL = Path(material.__file__).parent / "templates"
ICONS = MATERIAL / ".icons" / "material"
LEAD_PARAGRAPH = f"<p>{LEAD_END}</p>"
WEIGHT = "\ufdd9"
"""Stands in a page's HTML for its own weight, which is known once the rest is there."""


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
        self,
        portal: Portal,
        tag: str,
        coverage: Coverage,
        pictures: Mapping[str, Picture],
        stage: files.Stage,
        font: str = "",
    ) -> None:
        self.portal = portal
        self.tag = tag
        self.stage = stage
        self.recordings = media.recordings(portal)[0]
        self.names = set(portal.pages)
        self.records: list[Record] = []
        self.heavy: list[str] = []
        """Paths of made pages that may be over budget."""
        self.found: dict[str, Found] = {}
        """What each page's Markdown became, by name."""
        self.translations = {tag: edition.translate(portal, tag)}
        self.shown = {name: edition.shown_language(portal, coverage, name, tag) for name in portal.pages}
        for other in {*self.shown.values()} - {tag}:
            pages = {name for name, shown in self.shown.items() if shown == other}
            self.translations[other] = edition.translate(portal, other, only=pages)
        translation = self.translations[tag]
        settings = portal.settings
        order = [name for name in ordered(portal.pages, settings.nav) if name != HOME]
        placed_in = [(name, topic_of(name, portal.pages[name].topic)) for name in order]
        groups = topics(placed_in, settings.topics)
        overrides = portal.folders.overrides
        told = teller(portal, tag, translation.words)
        self.env = environment(overrides, translation.interface, ICONS, told, tag)
        words = template_words(self.env)
        self.scripts = scripts.fetched(overrides / "js", tag, words, without=() if font else ("letters",))
        version = scripts.version_of(self.scripts)
        self.wardrobe = Wardrobe(overrides, settings.brand_color, "page", version, offline=settings.keeps)
        offered = edition.offered_languages(portal, coverage)
        self.site = Site(portal, translation, offered, groups, self.wardrobe.script, words, font)
        pathways = [pathway.pages for pathway in portal.pathways.values()]
        self.next = next_pages(groups, {name: page.next for name, page in portal.pages.items()}, pathways)
        self.topic_by_page = {name: group for group in groups for name in group.pages}
        addresses = {name: url_of(tag, name) for name in portal.pages}
        given = Given(
            portal.source_language,
            self.site.language,
            addresses,
            pictures,
            words,
            media.downloads(portal),
            {id_: self.site.explained(term) for id_, term in portal.glossary.items()},
            functools.partial(icons.icon, ICONS),
            functools.partial(locale.month, tag=tag),
        )
        self.extension = PorchlightExtension(given)
        self.markdown: Markdown | None = None
        self.shelf = Shelf(portal.folders.cache / "html" / f"{tag}.pickle")
        self.weights = Shelf(portal.folders.cache / "weights" / f"{tag}.pickle")
        # What every page's HTML depends on besides its text: the addresses of all files, and the words put into it.
        self.place = files.digest(
            edition.engine_digest(overrides),
            tag,
            *sorted(self.names),
            repr(sorted(pictures.items())),
            repr((words, given.downloads, given.terms, given.source, given.language)),
        )
        self.dialect = ""
        """The Markdown extensions of mkdocs.yml."""
        self.alerts: list[dict[str, Any]] = []

    def new_page(self, file: File, config: MkDocsConfig) -> LightPage:
        """MkDocs' page for a file of docs/."""
        return LightPage(self, file, config)

    def converted(self, name: str, markdown: str, config: MkDocsConfig) -> Found:
        """A page's HTML and what was found in it, kept by content.

        MkDocs' own rendering makes a new Markdown instance for every page, a fifth of the time; here one is reset.
        """
        ticks, foreign = self.portal.pages[name].ticks if name in self.portal.pages else (), self.is_foreign(name)

        def convert() -> Found:
            if self.markdown is None:
                self.markdown = Markdown(
                    extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
                )
            self.extension.begin(name, ticks, foreign)
            return self.extension.found(self.markdown.reset().convert(markdown), self.markdown)

        key = files.digest(self.place, self.dialect, name, markdown, repr((ticks, foreign)))
        return self.shelf.get(key, convert)

    def begin(self, config: MkDocsConfig) -> None:
        """What all pages share and only Markdown can make: the alerts that hold."""
        for name, alert in self.portal.current_alerts.items():
            localized, tag = edition.alert_for(self.portal, name, self.tag)
            found = self.converted(name, localized.markdown, config)
            lead, _, body = found.html.partition(LEAD_PARAGRAPH)
            # A page has one h1, its own.
            heading = lead.strip().replace("<h1", '<p class="alert__title"').replace("</h1>", "</p>")
            heading = heading.replace('alert__title" class="', "alert__title ")
            shown = self.portal.language(tag)
            self.alerts.append({"alert": alert, "html": body.strip(), "heading": heading, "shown": shown})

    def is_foreign(self, name: str) -> bool:
        """Whether a page is shown in another language than its readers chose."""
        return self.shown.get(name, self.tag) != self.tag

    def localized(self, name: str) -> Localized:
        """The page in the language its readers get it in."""
        return self.translations[self.shown[name]].pages[name]

    def title_tag(self, name: str) -> str:
        """Language of a page's title: that of its text, or the source's where the title is not translated."""
        return self.portal.source_language.tag if self.localized(name).title_in_source else self.shown[name]

    def source_markdown(self, page: Page) -> str:
        """What MkDocs reads in place of the file: the localized Markdown."""
        return self.localized(page_name(page)).markdown

    def page_context(self, page: LightPage) -> dict[str, Any]:
        """What main.html sees of a page."""
        name = page_name(page)
        source, localized = self.portal.pages[name], self.localized(name)
        url = url_of(self.tag, name)
        lead, body = self.parts(page.found, url)
        if localized.summary:
            label = (
                f'<b lang="{self.tag}" dir="{self.site.language.direction}">' if self.shown[name] != self.tag else "<b>"
            )
            lead = Markup(str(lead).replace("</h1>", f"</h1>{label}{escape(self.site.words['in_short'])}</b>", 1))
        shown = self.portal.language(self.shown[name])
        topic = self.topic_by_page.get(name)
        coverage = localized.coverage
        settings = self.portal.settings
        home = name == HOME
        version = source.source_hash[:7]
        address = settings.site_url and settings.site_url + url
        about = {"page": name, "title": localized.title, "language": self.tag, "version": version, "address": address}
        return {
            **self.site.frame(url, name),
            "page": name,
            "title": localized.title,
            "summary": localized.summary,
            "shown": shown,
            "lead": lead,
            "body": body,
            "page_icon": source.icon,
            "alerts": views.alerts_of(self, [topic.id] if topic else [], url),
            "topic": views.topic_view(self, topic, url) if topic else None,
            "topics": [views.topic_view(self, group, url) for group in self.site.topics] if home else [],
            "pathways": [views.pathway_view(one, url) for one in self.portal.pathways.values()] if home else [],
            "next": [views.link_to(self, other, url) for other in self.next.get(name, ())],
            "contacts": [self.site.contact(id_) for id_ in self.contacts_of(name)],
            "regions": [self.site.region(code) for code in source.regions],
            "sources": source.sources,
            "source_tag": self.portal.source_language.tag,
            "reviewed": {**source.reviewed, "on": self.site.date(source.reviewed["on"])} if source.reviewed else None,
            "provenance": self.provenance(localized),
            "share": self.site.percent(localized.covered_ratio),
            "partly": coverage["total"] != coverage["translated"],
            "fallback": self.is_foreign(name),
            "title_tag": self.title_tag(name),
            "shown_name": language_name(shown.tag, self.tag),
            "pictures_size": self.site.size(page.found.pictures_bytes) if page.found.pictures_bytes else "",
            "recording": views.recording(self, name, url),
            # Ticks stay on the phone; those of a sensitive page would tell that it was read.
            "checklist": bool(source.ticks) and not source.sensitive,
            "sensitive": source.sensitive,
            "both": f"{'../' * url.count('/')}{url}both/" if self.has_both(name) else "",
            "send": sharing.share_links(localized.title, address) if address else None,
            "address": address,
            "version": version,
            "feedback": functools.partial(sharing.feedback_links, settings.feedback, about=about),
        }

    def parts(self, found: Found, url: str, prefix: str = "") -> tuple[Markup, Markup]:
        """A page's HTML for a place in the site: its title and summary, and the rest."""
        lead, _, body = placed(found.html, "../" * (url.count("/") - 1), prefix).partition(LEAD_PARAGRAPH)
        return Markup(lead.strip()), Markup(body.strip())

    def contacts_of(self, name: str) -> list[str]:
        """Contact ids of a page; the portal's general one where it names none."""
        general = self.portal.settings.general_contact
        named = [id_ for id_ in self.portal.pages[name].contacts if id_ in self.portal.contacts]
        return named or ([general] if general in self.portal.contacts else [])

    def has_both(self, name: str) -> bool:
        """Whether a page has a bilingual twin: it is in this language, and the source is another."""
        return self.shown[name] == self.tag != self.portal.source_language.tag

    def provenance(self, localized: Localized) -> dict[str, str]:
        """How the text came about, its date as the language writes it."""
        told = dict(localized.provenance)
        if "on" in told:
            told["on"] = self.site.date(told["on"])
        return told

    def finish(self, page: LightPage, output: str) -> None:
        """Minify a page's HTML, write it, and keep its record."""
        name = page_name(page)
        source, localized = self.portal.pages[name], self.localized(name)
        url = url_of(self.tag, name)
        html, quick = self.finished(output)
        self.found[name] = page.found
        self.write(f"{url}index.html", html)
        if self.portal.settings.site_url:
            self.write(f"{url}qr.svg", qr.drawing(self.portal.settings.site_url + url))
        _, body = self.parts(page.found, url)
        own = "../" * (url.count("/") - 1)
        self.records.append(
            Record(
                page=name,
                locale=self.tag,
                shown=self.shown[name],
                url=url,
                title=localized.title,
                summary=localized.summary,
                html=str(body),
                markdown=without_marks(localized.markdown),
                headings=[list(heading) for heading in page.found.headings if heading[0] > 1],
                passages=page.found.passages,
                links=[placed(link, own) for link in page.found.links],
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

    def finished(self, output: str, weigh: bool = True) -> tuple[bytes, int]:
        """A page's HTML, minified, its own weight written into it; and an upper bound of that weight, 0 where not weighed."""
        html = self.wardrobe.dressed(output)
        if not weigh:
            return html.encode(), 0
        bare = html.replace(WEIGHT, "99").encode()
        quick = self.weights.get(files.digest(bare), lambda: quick_weight(bare))
        return html.replace(WEIGHT, self.site.size(quick)).encode(), quick

    def write(self, path: str, data: bytes) -> None:
        """Write a file of this language."""
        self.stage.write(path, data)


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
    font: str = "",
) -> tuple[list[Record], list[str]]:
    """Build one language onto a stage: its HTML at `<tag>/…`; returns a record a page, by name, and made pages that may be over budget.

    `coverage` is the portal's table. `options` are settings of mkdocs.yml to override (such as site_url). A `portal` read
    before saves reading it again. `font` is what its pages offer to phones that lack its letters (`fonts.Cut.offer`).
    """
    with tempfile.TemporaryDirectory(prefix="porchlight-") as empty, _quiet():
        config = load_config(config_file, site_dir=empty, **(options or {}))
        plugin: Any = config.plugins["porchlight"]
        if portal is None:
            portal, _ = edition.read_portal(
                plugin.folders(config), plugin.read_settings(config), plugin.config.drafts, plugin.config.today
            )
        pictures, _ = media.pictures(portal, portal.folders.out / "pictures")
        unit = LanguageUnit(portal, tag, coverage, pictures, stage, font)
        # Before MkDocs' events, since it converts pages before its `on_env`.
        unit.dialect = repr((config.markdown_extensions, sorted((config.mdx_configs or {}).items(), key=str)))
        plugin.unit = unit
        plugin.current_language = tag
        plugin.building = True
        build(config)
        made.write_pages(unit, config)
        if tag == portal.source_language.tag:
            handbook.write_pages(unit, config)
        unit.shelf.save()
        unit.weights.save()
    return sorted(unit.records, key=lambda record: record.page), unit.heavy
