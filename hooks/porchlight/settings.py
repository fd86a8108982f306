"""The portal's settings: `extra.porchlight` of mkdocs.yml, checked by MkDocs' own options, handed on as plain values."""

from __future__ import annotations

import re
import string
import zoneinfo
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel import Locale
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import ConfigurationError
from rapidfuzz import process

from .core import fields

FILE = "mkdocs.yml"
FEEDBACK_FIELDS = ("text", "page", "title", "language", "version", "address")


class TopicConfig(Config):
    """One of `topics`: the groups pages stand in on the home page."""

    id = c.Type(str)
    title = c.Type(str)
    icon = c.Optional(c.Type(str))


class PorchlightConfig(Config):
    """Every setting with its default; docs/handbook/settings.md explains them."""

    source_language = c.Type(str, default="en")
    coverage_threshold = c.Type((int, float), default=0.6)
    page_budget_bytes = c.Type(int, default=10_000)
    embed_budget_bytes = c.Type(int, default=6_000)
    webp_budget_bytes = c.Type(int, default=8_000)
    jpeg_budget_bytes = c.Type(int, default=12_000)
    topics = c.ListOfItems(c.SubConfig(TopicConfig, validate=True), default=[])
    regions = c.DictOfItems(c.Type(str), default={})
    emergency_contact = c.Optional(c.Type(str))
    general_contact = c.Optional(c.Type(str))
    brand_color = c.Type(str, default="#0b4f6c")
    country = c.Optional(c.Type(str))
    timezone = c.Optional(c.Type(str))
    official_languages = c.ListOfItems(c.Type(str), default=[])
    exit_address = c.Type(str, default="https://weather.gc.ca/")
    map_address = c.Type(str, default="https://www.openstreetmap.org/search?query={place}")
    feedback = c.ListOfItems(c.Type(str), default=[])
    offline = c.Type(bool, default=True)
    host_compresses = c.Type(bool, default=True)
    translator = c.Type(bool, default=True)
    upload_address = c.Optional(c.Type(str))
    translation_email = c.Optional(c.Type(str))


@dataclass(frozen=True)
class Settings:
    """What the engine needs of mkdocs.yml. Values only, so that it crosses to other processes."""

    site_name: str
    site_description: str
    site_url: str
    """Absolute address of the site with a slash at its end, '' where not set."""
    source_language: str
    """BCP 47 tag of docs/."""
    coverage_threshold: float
    """Share of a page's source words, 0 to 1, from which it is offered in a language."""
    page_budget_bytes: int
    """Most a page may weigh, HTML after brotli 11."""
    embed_budget_bytes: int
    webp_budget_bytes: int
    jpeg_budget_bytes: int
    """Most a picture may weigh at 320 px."""
    topics: tuple[tuple[str, str, str], ...]
    """(id, title, icon) in the order of the home page."""
    regions: tuple[tuple[str, str], ...]
    """(ISO 3166-2 code, name) of the places that pages are for."""
    nav: tuple[str, ...]
    """Page names in the order of `nav`; pages it does not name follow by path."""
    emergency_contact: str
    """Contact id that every page's header leads to, '' for none."""
    general_contact: str
    """Contact id shown where a page names none, '' for none."""
    brand_color: str
    """The portal's one colour as CSS writes it (#0b4f6c): ground of the header and buttons, colour of links."""
    country: str
    """ISO 3166-1 alpha-2 code: whose short phone numbers are valid; '' where not said."""
    timezone: str
    """IANA time zone of opening hours that name none; '' for the reader's own."""
    official_languages: tuple[str, ...]
    """Tags whose terms stay visible beside a translated one, since forms and offices use them."""
    exit_address: str
    """Where "leave this page" leads: a page that tells nothing of its reader."""
    map_address: str
    """Address of a map with {place}, or {latitude} and {longitude}, to fill in."""
    feedback: tuple[str, ...]
    """Addresses that take a reader's answer, with {text}, {page}, {title}, {language}, {version}, {address} to fill in."""
    offline: bool = True
    """Whether phones may keep pages to read without a network."""
    host_compresses: bool = True
    """Whether the host compresses packs and indexes, which few do unasked."""
    translator: bool = True
    """Whether the site has /translate/, where volunteers translate in their browser."""
    upload_address: str = ""
    """Page that takes a translator's files, with {language} for their folder, '' for none."""
    translation_email: str = ""
    """Who gets translators' files by e-mail, '' for nobody."""
    preview: bool = False
    """Whether this is a preview: its pages carry no policy, which would stop the server's reload script."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Line of each option in mkdocs.yml, 1-based: 'nav', 'extra.porchlight.country', 'topic health'."""

    @property
    def keeps(self) -> bool:
        """Whether phones keep pages: not those of a preview, which change all the time."""
        return self.offline and not self.preview

    def ending(self, usual: str) -> str:
        """How the names of index and pack end: as is usual, or as text does, which hosts compress."""
        return usual if self.host_compresses else "txt"


def read_settings(config: Any) -> Settings:
    """The settings of a loaded MkDocs config. Raises ConfigurationError that names file, line and option, and the remedy."""
    said = config.extra.get("porchlight") or {}
    lines = _lines(config.config_file_path)
    ours = PorchlightConfig(config_file_path=config.config_file_path)
    for key, fault in _faults(said, ours):
        name = f"extra.porchlight.{key}" if key else "extra.porchlight"
        line = lines.get(name) or lines.get("extra.porchlight")
        raise ConfigurationError(f"{FILE}:{line}: {name}: {fault}" if line else f"{FILE}: {name}: {fault}")
    url = config.site_url or ""
    return Settings(
        site_name=config.site_name,
        site_description=config.site_description or "",
        site_url=url if not url or url.endswith("/") else url + "/",
        source_language=ours.source_language,
        coverage_threshold=float(ours.coverage_threshold),
        page_budget_bytes=ours.page_budget_bytes,
        embed_budget_bytes=ours.embed_budget_bytes,
        webp_budget_bytes=ours.webp_budget_bytes,
        jpeg_budget_bytes=ours.jpeg_budget_bytes,
        topics=tuple((topic.id, topic.title, topic.icon or "") for topic in ours.topics),
        regions=tuple(sorted(ours.regions.items())),
        nav=tuple(_nav_pages(config.nav or [])),
        emergency_contact=ours.emergency_contact or "",
        general_contact=ours.general_contact or "",
        brand_color=ours.brand_color,
        country=(ours.country or "").upper(),
        timezone=ours.timezone or "",
        official_languages=tuple(ours.official_languages),
        exit_address=ours.exit_address,
        map_address=ours.map_address,
        feedback=tuple(ours.feedback),
        offline=ours.offline,
        host_compresses=ours.host_compresses,
        translator=ours.translator,
        upload_address=ours.upload_address or "",
        translation_email=ours.translation_email or "",
        lines=lines,
    )


def _faults(said: Any, ours: PorchlightConfig) -> Iterator[tuple[str, str]]:
    """Each option that is wrong, with what is and the remedy; '' for all of them. `ours` takes in what is said, on the way."""
    if not isinstance(said, dict):
        yield "", "here belong lines of the form `key: value`."
        return
    known = [key for key, _ in PorchlightConfig._schema]
    for key in said:
        if key not in known:
            near = process.extractOne(str(key), known, score_cutoff=60)
            yield (
                key,
                "there is no such setting."
                + (f" Did you mean {near[0]}?" if near else f" Use one of: {', '.join(known)}."),
            )
        elif said[key] is None:
            yield key, "it has no value. What begins with # needs quotation marks."
    ours.load_dict(said)
    failed, _ = ours.validate()
    yield from ((key, str(error)) for key, error in failed)
    if not 0 <= ours.coverage_threshold <= 1:
        yield "coverage_threshold", "it must be from 0 to 1, such as 0.6."
    for key, address, allowed in (
        *(("feedback", address, FEEDBACK_FIELDS) for address in ours.feedback),
        ("map_address", ours.map_address, ("place", "latitude", "longitude")),
        ("exit_address", ours.exit_address, ()),
        *(("upload_address", address, ("language",)) for address in [ours.upload_address] if address),
    ):
        if fault := _address_fault(address, allowed):
            yield key, fault
    if ours.upload_address and not ours.upload_address.startswith("http"):
        yield "upload_address", f"{ours.upload_address} is no web page. Begin it with https://."
    if ours.translation_email and not re.fullmatch(r"[^\s@<>\"?&]+@[\w-]+(?:\.[\w-]+)+", ours.translation_email):
        yield (
            "translation_email",
            f"{ours.translation_email} is no e-mail address. Write it as help@example.org.",
        )
    if ours.country and ours.country.upper() not in Locale("en").territories:
        yield "country", f"{ours.country} is no country's code. Write its two letters, such as CA."
    if ours.timezone and ours.timezone not in zoneinfo.available_timezones():
        near = process.extractOne(ours.timezone, sorted(zoneinfo.available_timezones()))
        yield "timezone", f"there is no time zone {ours.timezone}. Did you mean {near[0]}?"


def _lines(file: str | None) -> dict[str, int]:
    """Where each option stands in mkdocs.yml: `nav`, `extra.porchlight.country`, `topic health` → 1-based line. None of what
    is inherited from another file.
    """
    try:
        said = fields.parse(Path(file or "").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # MkDocs has read it before, so that whoever could see a line has been told
    lines: dict[str, int] = {}
    before = ""
    for key in ("", "extra", "porchlight"):
        said = said.get(key) if key else said
        if not isinstance(said, fields.Lines):
            return lines
        before += f"{key}." if key else ""
        lines |= {before + name: line for name, line in said.line_of.items()}
    topics = said.get("topics")
    for topic in topics if isinstance(topics, list) else []:
        if isinstance(topic, fields.Lines) and "id" in topic:
            lines[f"topic {topic['id']}"] = topic.line_of["id"]
    return lines


def _address_fault(address: str, allowed: tuple[str, ...]) -> str:
    """What is wrong with an address with fields to fill in; '' where nothing is."""
    if not address.startswith(("https://", "http://", "mailto:", "sms:")) or any(sign in address for sign in ' <>"'):
        return f"{address} is no address. Begin it with https://, mailto: or sms:, and write spaces as %20."
    try:
        pieces = [piece for piece in string.Formatter().parse(address) if piece[1] is not None]
    except ValueError:
        return f"{address} has a brace without its twin. Write fields as {{page}}."
    if any(form or conversion for _, _, form, conversion in pieces):
        return f"{address} has a field with more in it than a name. Write fields as {{page}}."
    fields = {name for _, name, _, _ in pieces}
    if unknown := sorted(fields - set(allowed)):
        known = ", ".join(f"{{{name}}}" for name in allowed) or "none"
        return f"there is no field {{{unknown[0]}}}. Use of these: {known}."
    return ""


def _nav_pages(nav: Any) -> Iterator[str]:
    """Names of the pages in a MkDocs nav, in its order."""
    if isinstance(nav, str):
        if nav.endswith(".md"):
            yield nav.removesuffix(".md")
    elif isinstance(nav, dict):
        for item in nav.values():
            yield from _nav_pages(item)
    elif isinstance(nav, list):
        for item in nav:
            yield from _nav_pages(item)
