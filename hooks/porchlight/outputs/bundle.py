"""The built site to take along: an archive to open from a USB stick, and ZIM files for Kiwix. Both lie in bundles/.

They are made from the published site and the records of its pages, and hold what a reader can use without a server: no API, no
embeds, nothing for machines.
"""

from __future__ import annotations

import base64
import errno
import json
import posixpath
import re
import sys
import tempfile
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from ..assets import scripts
from ..core import files
from ..core.page import Record
from ..pages import edition
from ..pages.edition import Portal
from . import archive, relink, zim
from .text import page_text, plain_text

KINDS = ("zip", "zim")
FOLDER = "bundles"
"""Below the portal's folder, so that no site publishes it."""
INDEX = "search.????????.*"
"""A search index, in the folder of its language."""
INDEXES = re.compile(r'data-(?:index|other)="?([^"\s>]+)')
"""Addresses of the indexes that a page searches."""
KEPT = (f"*/{relink.INDEX}", "*.svg", f"*/{INDEX}")
"""What of a language's folder readers use."""
PACKED = (".br", ".gz")
"""What a host would send in the place of another file."""
REPEATED = frozenset({"both", "print", "phone", "search"})
"""Last folders of pages that say what others say: search leads to those."""


@dataclass(frozen=True)
class Site:
    """A built site, read to be taken along."""

    portal: Portal
    folder: Path
    tags: tuple[str, ...]
    """Languages it holds, the source language first."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Paths of its files that readers use, sorted."""
        return tuple(carried(files.files_below(self.folder), self.tags))

    @cached_property
    def pages(self) -> dict[str, relink.Page]:
        """What its pages say of themselves, by path."""
        return {name: relink.read(name, self.text(name)) for name in self.names if name.endswith(relink.INDEX)}

    @cached_property
    def records(self) -> dict[str, Record]:
        """Records by the path of their page."""
        found = {}
        for tag in self.tags:
            with (self.portal.folders.out / f"{tag}.jsonl").open(encoding="utf-8") as lines:
                found.update({f"{one.url}{relink.INDEX}": one for one in map(Record.from_json, lines)})
        return found

    def text(self, name: str) -> str:
        """A page as it was published."""
        return (self.folder / name).read_text(encoding="utf-8")

    def of(self, tag: str) -> list[str]:
        """The files that one language needs: its own, and of the shared ones those that no other language has for itself."""
        used: dict[bool, set[str]] = {True: set(), False: set()}
        for name, page in self.pages.items():
            used[name.startswith(f"{tag}/")] |= page.files
        foreign = used[False] - used[True]
        others = tuple(f"{scripts.FOLDER}{other}/" for other in self.tags if other != tag)
        return [
            name
            for name in self.names
            if name.startswith(f"{tag}/")
            or (name.startswith("assets/") and name not in foreign and not name.startswith(others))
        ]


def unready(kinds: Collection[str]) -> str:
    """What is missing to make bundles of these kinds, and the remedy; '' where nothing is."""
    lacking = zim.missing() if "zim" in kinds else []
    if not lacking:
        return ""
    return f"--bundle zim needs packages that are missing. Install them: {sys.executable} -m pip install {' '.join(lacking)}"


def write_bundles(portal: Portal, folder: Path, only: Collection[str], kinds: Collection[str]) -> Iterator[str]:
    """Make bundles of the site in a folder, and tell of each in a line. `only` holds the languages built, none for all.

    Each file appears whole or not at all. Raises OSError that names bundles/.
    """
    tags = tuple(language.tag for language in portal.languages if not only or language.tag in only)
    site = Site(portal, folder, tags)
    place = portal.folders.project / FOLDER
    zims = []
    try:
        if kinds and relink.INDEX not in site.names:
            raise FileNotFoundError(errno.ENOENT, "there is no built site")
        for path in _finished(site, place, kinds):
            zims += [path] if path.suffix == ".zim" else []
            yield f"{FOLDER}/{path.name}: {path.stat().st_size / 1e6:.1f} MB"
    except OSError as error:
        # Which of the passing files beside a bundle could not be written helps nobody.
        raise OSError(error.errno, error.strerror or str(error), str(place)) from error
    if zims:
        yield zim.verdict(zims)


def _finished(site: Site, place: Path, kinds: Collection[str]) -> Iterator[Path]:
    """The bundles one by one, made beside their place and moved there by their name."""
    if not kinds:
        return
    place.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=place) as beside:
        for kind, make in (("zip", _zip), ("zim", _zims)):
            if kind in kinds:
                for path in make(site, Path(beside)):
                    yield path.replace(place / path.name)


def carried(names: Iterable[str], tags: Collection[str]) -> list[str]:
    """Those of a site's files that its readers use in these languages, sorted."""
    kept = []
    for name in sorted(names):
        first = name.partition("/")[0]
        if (
            name == relink.INDEX
            or (first == "assets" and not name.endswith(PACKED))
            or (first in tags and any(fnmatchcase(name, pattern) for pattern in KEPT))
        ):
            kept.append(name)
    return kept


def slug(name: str) -> str:
    """A portal's name as a file's name: 'first-steps'. Letters of all scripts stay."""
    # Marks belong to letters: without them, words of Hindi or Burmese fall apart.
    kept = (sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in unicodedata.normalize("NFC", name))
    return "-".join("".join(kept).casefold().split()) or "portal"


DISK_FETCH = """(function(w,file,index,texts){
var held=w.porchlight=w.porchlight||{};
held[file]=index;
for(var path in texts)held[path+'index.txt']=held[path+'index.txt']||texts[path];
document.querySelector('[data-index]').dataset.file='index.html';
w.fetch=function(url){
var said=held[url.replace(/^[.][.][/]/,'')]||held[url.split('/').pop()];
return said?Promise.resolve({
ok:true,
arrayBuffer:function(){return Uint8Array.from(atob(said),function(sign){return sign.charCodeAt()}).buffer},
text:function(){return said}
}):Promise.reject()};
})(self,%s)"""
"""Stands in for `fetch` where it is forbidden: on a page read from a disk."""


def index_script(name: str, data: bytes, texts: Mapping[str, str]) -> bytes:
    """A search index as a script, since a page on a disk may not fetch. `texts` are those of pages, by path below the language."""
    given = (name, base64.b64encode(data).decode(), texts)
    return (DISK_FETCH % ",".join(json.dumps(one, ensure_ascii=False) for one in given)).encode()


def _zip(site: Site, folder: Path) -> Iterator[Path]:
    name = slug(site.portal.settings.site_name)
    path = folder / f"{name}-{site.portal.today}.zip"
    archive.write_zip(path, name, _for_disk(site), site.portal.today)
    yield path


def _for_disk(site: Site) -> Iterator[tuple[str, bytes]]:
    held, live = frozenset(site.names), site.portal.settings.site_url
    for name in site.names:
        if name in site.pages:
            html = relink.relinked(site.pages[name], site.text(name), held, live, relink.KEEP, "zip")
            indexes = "".join(f'<script src="{address}.js"></script>' for address in INDEXES.findall(html))
            yield name, html.replace("</body>", f"{indexes}</body>").encode()
        elif fnmatchcase(name, f"*/{INDEX}"):
            tag, _, file = name.partition("/")
            texts = {
                one.url.partition("/")[2]: page_text(one, plain_text(one.html), "")
                for one in site.records.values()
                if one.locale == tag
            }
            yield f"{name}.js", index_script(file, (site.folder / name).read_bytes(), texts)
        else:
            yield name, (site.folder / name).read_bytes()


def _zims(site: Site, folder: Path) -> Iterator[Path]:
    """One file a language, and one of all where there are several."""
    icon = zim.icon(site.portal.settings.brand_color)
    for tag in site.tags:
        yield _zim(site, folder, (tag,), site.of(tag), f"{tag}/{relink.INDEX}", icon)
    if len(site.tags) > 1:
        yield _zim(site, folder, site.tags, site.names, relink.INDEX, icon)


def _zim(site: Site, folder: Path, tags: tuple[str, ...], names: Sequence[str], main: str, icon: bytes) -> Path:
    portal, settings = site.portal, site.portal.settings
    # In lower case, as kiwix-serve has it in its addresses.
    name = f"{slug(settings.site_name)}_{tags[0] if len(tags) == 1 else zim.SEVERAL}".lower()
    texts = edition.words(portal, tags[0])[0] if len(tags) == 1 else {}
    about = zim.About(
        name=name,
        title=texts.get(settings.site_name, settings.site_name),
        description=texts.get(settings.site_description, settings.site_description),
        languages=tags,
        date=portal.today,
        creator=settings.site_name,
        source=settings.site_url,
        main=main,
        icon=icon,
    )
    path = folder / f"{name}.zim"
    zim.write_zim(path, about, _for_zim(site, names, several=len(tags) > 1))
    return path


def _for_zim(site: Site, names: Sequence[str], several: bool) -> Iterator[zim.Entry]:
    held, live = frozenset(names), site.portal.settings.site_url
    for name in names:
        if name not in site.pages:
            yield zim.Entry(name, (site.folder / name).read_bytes())
            continue
        page, html = site.pages[name], site.text(name)
        # Readers for ZIM files put style and script of their own into pages, and show them under schemes of their own: a
        # page's policy would forbid the one, and 'self' would not mean the other.
        data = relink.relinked(page, html, held, live, relink.DROP, "zim").encode()
        yield zim.Entry(name, data, page.title, _found_by(site, page, html, several))


def _found_by(site: Site, page: relink.Page, html: str, several: bool) -> str:
    """What full-text search finds a page by; '' for pages that only say again what others say."""
    record = site.records.get(page.name)
    if record:
        # A page in a fallback's language stands in that language's folder, too.
        return page_text(record, plain_text(record.html), "") if record.offered or not several else ""
    if page.name == relink.INDEX or posixpath.basename(posixpath.dirname(page.name)) in REPEATED:
        return ""
    start, end = page.main
    return plain_text(html[start:end])
