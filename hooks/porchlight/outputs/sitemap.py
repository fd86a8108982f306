"""sitemap.xml with hreflang: only pages that are really in their language (sitemaps.org 0.9)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from ..core.page import Record
from .api import address

MOST_ADDRESSES = 50_000  # sitemaps.org, for one file
MOST_BYTES = 52_000_000  # the same; 52,428,800 with what stands around the entries


def sitemaps(records: Iterable[Record], site_url: str) -> dict[str, str]:
    """Files by name: one sitemap, or several and an index of them where one would be too long.

    In a portal of 50 languages an entry has 6 KB, so that bytes run out long before addresses do.
    """
    parts: list[list[str]] = [[]]
    bytes_ = 0
    for record in records:
        if not record.offered:
            continue
        entry = _entry(record, site_url)
        bytes_ += len(entry.encode())
        if parts[-1] and (len(parts[-1]) == MOST_ADDRESSES or bytes_ > MOST_BYTES):
            parts.append([])
            bytes_ = len(entry.encode())
        parts[-1].append(entry)
    if len(parts) == 1:
        return {"sitemap.xml": _urlset(parts[0])}
    made = {f"sitemap-{n}.xml": _urlset(part) for n, part in enumerate(parts, 1)}
    listed = "".join(f"<sitemap><loc>{escape(address(name, site_url))}</loc></sitemap>\n" for name in made)
    made["sitemap.xml"] = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</sitemapindex>\n'
    )
    return made


def _entry(record: Record, site_url: str) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(tag)} href={quoteattr(address(tag + record.url[len(record.locale) :], site_url))}/>'
        for tag in record.translations
        if len(record.translations) > 1
    )
    return f"<url><loc>{escape(address(record.url, site_url))}</loc>{links}</url>\n"


def _urlset(entries: list[str]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{"".join(entries)}</urlset>\n'
    )
