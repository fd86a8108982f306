"""Everything that is made of one language's records: embeds, API, plain text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..core import files
from ..core.cache import Shelf
from ..core.page import Record
from ..pages import edition, unit
from ..pages.context import environment
from ..pages.edition import Portal
from . import api, embeds, text


def write_outputs(portal: Portal, tag: str, records: Sequence[Record], out: Path) -> None:
    """Write a language's outputs into `out`, those of changed records only, and delete what is no longer among them."""
    texts, words, _ = edition.words(portal, tag)
    url = portal.settings.site_url
    site = {"name": texts.get(portal.settings.site_name, portal.settings.site_name), "url": url}
    overrides = portal.folders.overrides
    env = environment(overrides, words, unit.ICONS)
    # What was written for a record is known by its hash; the files themselves lie in `out` already.
    shelf = Shelf(portal.folders.cache / "outputs" / f"{portal.folders.out.name}-{tag}.pickle")
    common = files.digest(
        edition.engine_digest(overrides), repr(site), repr(sorted(words.words.items())), repr(portal.languages)
    )
    written: set[str] = set()
    for record in records:
        paths = [
            f"embed/{record.url}index.html",
            f"api/{api.VERSION}/{tag}/{record.page}.json",
            f"{record.url}index.txt",
        ]
        written.update(paths)

        def make(record: Record = record, paths: list[str] = paths) -> bool:
            shown = portal.language(record.shown)
            plain = text.plain_text(record.html)
            made = [
                embeds.embed(record, portal.language(tag), shown, env, overrides, site),
                api.to_json(api.page(record, plain, url)),
                text.page_text(record, plain, api.address(record.url, url)),
            ]
            for path, content in zip(paths, made, strict=True):
                files.stage(out / path, content)
            return True

        if all((out / path).exists() for path in paths):
            shelf.get(files.digest(common, record.to_json()), make)
        else:
            shelf.used[files.digest(common, record.to_json())] = make()
            shelf.changed = True
    listed = f"api/{api.VERSION}/{tag}/pages.json"
    files.stage(out / listed, api.to_json([api.summary(record, url) for record in records]))
    files.prune(out, written | {listed})
    shelf.save()
