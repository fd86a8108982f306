"""Everything that is made of one language's records: the search index, embeds, API, plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..core import files
from ..core.page import Record
from ..pages import edition, unit
from ..pages.context import environment, teller, template_words
from ..pages.dress import Wardrobe
from ..pages.edition import Portal
from ..pages.made import INDEX, OTHER_INDEX
from ..search import index, pack
from . import api, embeds, offline, text

INDEX_FILE = re.compile(r"([^/]+)/search\.[0-9a-f]{8}\.\w+")


def write_outputs(portal: Portal, tag: str, records: Sequence[Record], stage: files.Stage, quick: bool = False) -> None:
    """Put a language's outputs on a stage; if `quick`, only what its own pages need."""
    found = index.build(records, tag, portal.synonyms.get(tag))
    packed = pack.pack(found)
    stage.write(f"{tag}/search.{pack.name(packed)}.{portal.settings.ending('bin')}", packed)
    if quick:
        return
    texts, words, _ = edition.words(portal, tag)
    url = portal.settings.site_url
    site = {"name": texts.get(portal.settings.site_name, portal.settings.site_name), "url": url}
    overrides, brand = portal.folders.overrides, portal.settings.brand_color
    wardrobe = Wardrobe(overrides, brand, sheets=embeds.SHEETS, base="'self'")
    told = teller(portal, tag, texts)
    env = environment(portal.folders.overrides, words, unit.ICONS, told, tag)
    emergency = portal.emergency["number"] if portal.emergency else ""
    stage.write(
        f"{tag}/saved-{portal.words_version}.json",
        offline.saved_words(portal.language(tag), template_words(env), emergency),
    )
    for record in records:
        shown = portal.language(record.shown)
        plain = text.plain_text(record.html)
        embed = embeds.embed(record, portal.language(tag), shown, env, wardrobe, site)
        stage.write(f"embed/{record.url}index.html", embed)
        stage.write(f"api/{api.VERSION}/{tag}/{record.page}.json", api.to_json(api.page(record, plain, url)))
        stage.write(f"{record.url}index.txt", text.page_text(record, plain, api.address(record.url, url)))
    listed = [api.summary(record, url) for record in records]
    stage.write(f"api/{api.VERSION}/{tag}/pages.json", api.to_json(listed))


def link_indexes(stage: files.Stage, tags: Iterable[str], source: str) -> None:
    """Write the paths of the indexes into the pages of the search, which were made before them."""
    indexes = {found[1]: name for name in stage.names if (found := INDEX_FILE.fullmatch(name))}
    for tag in tags:
        path = f"{tag}/search/index.html"
        html = stage.located(path).read_text(encoding="utf-8")
        stage.write(path, html.replace(INDEX, indexes[tag]).replace(OTHER_INDEX, indexes.get(source, "")))
