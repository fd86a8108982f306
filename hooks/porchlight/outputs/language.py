"""Everything that is made of one language's records: embeds, API, plain text."""

from __future__ import annotations

from collections.abc import Sequence

from ..core import files
from ..core.page import Record
from ..pages import edition, unit
from ..pages.context import environment, teller
from ..pages.dress import Wardrobe
from ..pages.edition import Portal
from . import api, embeds, text


def write_outputs(portal: Portal, tag: str, records: Sequence[Record], stage: files.Stage) -> None:
    """Put a language's outputs on a stage."""
    texts, words, _ = edition.words(portal, tag)
    url = portal.settings.site_url
    site = {"name": texts.get(portal.settings.site_name, portal.settings.site_name), "url": url}
    overrides, brand = portal.folders.overrides, portal.settings.brand_color
    wardrobe = Wardrobe(overrides, brand, sheets=embeds.SHEETS, base="'self'")
    told = teller(portal, tag, texts)
    env = environment(portal.folders.overrides, words, unit.ICONS, told, tag)
    for record in records:
        shown = portal.language(record.shown)
        plain = text.plain_text(record.html)
        embed = embeds.embed(record, portal.language(tag), shown, env, wardrobe, site)
        stage.write(f"embed/{record.url}index.html", embed)
        stage.write(f"api/{api.VERSION}/{tag}/{record.page}.json", api.to_json(api.page(record, plain, url)))
        stage.write(f"{record.url}index.txt", text.page_text(record, plain, api.address(record.url, url)))
    listed = [api.summary(record, url) for record in records]
    stage.write(f"api/{api.VERSION}/{tag}/pages.json", api.to_json(listed))
