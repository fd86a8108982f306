"""Content as data: /api/v1/. Agencies and apps read it; its form is a contract."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..core.locale import Language
from ..core.page import Record

VERSION = "v1"
SCHEMAS = Path(__file__).parent / "schemas"


def to_json(data: Any) -> str:
    """Compact JSON with a line break at its end, the same bytes for the same data."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def summary(record: Record, site_url: str) -> dict[str, Any]:
    """What lists say of a page."""
    total = record.coverage["total"] or 1
    shown = record.coverage["translated"] + record.coverage["stale_words"]
    return {
        "id": record.page,
        "url": address(record.url, site_url),
        "language": record.shown,
        "title": record.title,
        "summary": record.summary,
        "topic": record.topic,
        # Rounded down: 1 says that nothing is missing.
        "translated_ratio": shown * 1000 // total / 1000,
        "source_hash": record.source_hash,
        "api": address(f"api/{VERSION}/{record.locale}/{record.page}.json", site_url),
    }


def page(record: Record, text: str, site_url: str) -> dict[str, Any]:
    """Everything about one page in one language, `text` its plain text. Links in `html` are relative to `url`."""
    return {
        **summary(record, site_url),
        "html": record.html,
        "text": text,
        "headings": [{"level": level, "id": anchor, "text": text} for level, anchor, text in record.headings],
        "regions": record.regions,
        "contacts": record.contacts,
        "coverage_words": record.coverage,
        "provenance": record.provenance,
        "reviewed": record.reviewed or None,
        "sources": record.sources,
        "translations": [
            {"language": tag, "url": address(tag + record.url[len(record.locale) :], site_url)}
            for tag in record.translations
        ],
        "embed": address(f"embed/{record.url}", site_url),
    }


def index(languages: Sequence[Language], counts: dict[str, int], name: str, site_url: str) -> dict[str, Any]:
    """The languages of the portal, and where their pages are listed. `counts` holds offered pages by tag."""
    return {
        "name": name,
        "version": VERSION,
        "languages": [
            {
                "tag": language.tag,
                "name": language.autonym,
                "english_name": language.english_name,
                "direction": language.direction,
                "pages": counts[language.tag],
                "url": address(f"{language.tag}/", site_url),
                "api": address(f"api/{VERSION}/{language.tag}/pages.json", site_url),
            }
            for language in languages
        ],
    }


def schemas() -> dict[str, str]:
    """The JSON Schemas (draft 2020-12) of everything here by file name: 'index.json', 'page.json', 'pages.json'."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(SCHEMAS.glob("*.json"))}


def address(path: str, site_url: str) -> str:
    """A path below the site as an absolute address; from the root where the portal has no site_url."""
    return (site_url or "/") + path
