"""The portal's settings: `extra.porchlight` of mkdocs.yml, checked by MkDocs' own options, handed on as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import ConfigurationError
from rapidfuzz import process


class TopicConfig(Config):
    """One of `topics`: the groups pages stand in on the home page."""

    id = c.Type(str)
    title = c.Type(str)
    icon = c.Optional(c.Type(str))


class PorchlightConfig(Config):
    """Every setting with its default; CONTRIBUTING.md explains them."""

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
    preview: bool = False
    """Whether this is a preview: its pages carry no policy, which would stop the server's reload script."""


def read_settings(config: Any) -> Settings:
    """The settings of a loaded MkDocs config. Raises ConfigurationError that names the option and the nearest known one."""
    said = config.extra.get("porchlight") or {}
    ours = PorchlightConfig(config_file_path=config.config_file_path)
    known = [key for key, _ in PorchlightConfig._schema]
    if not isinstance(said, dict):
        raise ConfigurationError("mkdocs.yml: extra.porchlight: here belong lines of the form `key: value`.")
    for key in said:
        if key not in known:
            near = process.extractOne(str(key), known, score_cutoff=60)
            hint = f" Did you mean {near[0]}?" if near else f" Use one of: {', '.join(known)}."
            raise ConfigurationError(f"mkdocs.yml: extra.porchlight.{key}: there is no such setting.{hint}")
    ours.load_dict(said)
    failed, _ = ours.validate()
    for key, error in failed:
        raise ConfigurationError(f"mkdocs.yml: extra.porchlight.{key}: {error}")
    if not 0 <= ours.coverage_threshold <= 1:
        raise ConfigurationError(
            "mkdocs.yml: extra.porchlight.coverage_threshold: it must be from 0 to 1, such as 0.6."
        )
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
    )


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
