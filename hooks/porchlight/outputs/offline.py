"""A language to keep on a phone: its pages, scripts and indexes in one pack, what the pack holds, and the service worker.

/sw.js                          overrides/js/service-worker.js, or what takes it back
/<tag>/saved-<version>.json     words for what the service worker says; the version is that of all languages' words
/<tag>/offline.<hash>.pack      {"parts": [text …], "files": {path: [first part, how many, first …]}} as JSON, then the index of
                                the language and that of the source language; .txt in place of .pack: see `ending` of settings
/<tag>/offline.json             which files, their hashes and weights: see `Manifest`

Pages share most of their parts, each of which stands in the pack once: a third of the bytes where a host compresses nothing,
two thirds under gzip, whose window is shorter than a page and the next.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypedDict

import brotli

from ..core.cache import Shelf
from ..core.locale import Language

HASH_DIGITS = 16
"""Of a SHA-256, hexadecimal: 64 bits, against accidents on the way. Who could forge a page could as well forge its hash."""
QUALITY = 5
"""Brotli quality of the weights told to readers; a host serves 11, which is smaller."""
PAGE = re.compile(r"(?P<url>(?:.*/)?)index\.html")
LEFT_OUT = re.compile(r".*/(both|print)/index\.html")
"""Bilingual pages and sheets to print hold nothing that the pages themselves do not, and weigh as much again."""
INDEX = re.compile(r"[^/]+/search\.[0-9a-f]{8}\.\w+")
PARTS = re.compile(r"(?<=[>}])")
"""Where HTML and style are parted: after each tag and each rule."""
PICTURE = re.compile(r'src(?:set)?="?([^"\s>]+\.(?:webp|jpe?g|png|svg))')


class Manifest(TypedDict):
    """offline.json."""

    hash: str
    """Of the pack's bytes; the version of the language."""
    pack: str
    """The pack's file, in the folder of the language."""
    text: int
    """Length of the pack's JSON in bytes; the indexes follow it."""
    date: str
    """Noon on the day of the build, ISO, without a zone: it is that day wherever the reader is."""
    bytes: int
    """Of the pack over the network: an upper bound of what brotli 11 makes of it."""
    files: dict[str, list]
    """Path in the site → [hash, bytes over the network]; a path that ends with a slash is a page's. Of an index, also where it
    begins and ends in the pack.
    """
    pictures: dict[str, Any]
    """{'bytes', 'files': path → hash}: small pictures of all pages, which are not in the pack."""


def pack(
    names: Iterable[str],
    tag: str,
    source: str,
    read: Callable[[str], bytes],
    date: str,
    shelf: Shelf,
    ending: str = "pack",
) -> tuple[Manifest, bytes]:
    """What a phone keeps of a language, and its pack; `names` are paths in the site, `read` gives their bytes. `source`: the language
    of the pages' sources, whose index answers where somebody types that language's words.

    `shelf` keeps weights from build to build. `ending`: of the pack's name.
    """
    chosen = sorted(name for name in names if _belongs(name, tag, source))
    data = {PAGE.sub(r"\g<url>", name): read(name) for name in chosen}
    parts: dict[str, int] = {}
    files = {path: _runs(bytes_.decode(), parts) for path, bytes_ in data.items() if not INDEX.fullmatch(path)}
    text = json.dumps({"parts": [*parts], "files": files}, ensure_ascii=False, separators=(",", ":")).encode()
    whole = text
    described: dict[str, list] = {}
    for path, bytes_ in data.items():
        described[path] = [_hash(bytes_), shelf.get(_hash(bytes_), functools.partial(_weight, bytes_))]
        if path not in files:
            described[path] += [len(whole), len(whole) + len(bytes_)]
            whole += bytes_
    key = _hash(whole)
    pictures = sorted(
        {path for url, html in data.items() if url.endswith("/") for path in _pictures(url, html)} & {*names}
    )
    manifest: Manifest = {
        "hash": key,
        "pack": f"offline.{key}.{ending}",
        "text": len(text),
        "date": f"{date}T12:00",
        "bytes": shelf.get(key, lambda: _weight(whole)),
        "files": described,
        "pictures": {
            "bytes": sum(len(read(path)) for path in pictures),
            "files": {path: _hash(read(path)) for path in pictures},
        },
    }
    return manifest, whole


def to_json(manifest: Manifest) -> str:
    """offline.json's text."""
    return json.dumps(manifest, ensure_ascii=False, separators=(",", ":")) + "\n"


def saved_words(language: Language, words: Mapping[str, str], emergency: str) -> str:
    """saved-<version>.json: what the service worker says in a language, and the page it shows where nothing is saved.

    `words` are those of parts/words.html; `emergency` the number to dial, '' for none.
    """
    call = f'<p><a href="tel:{emergency}">{emergency}</a>' if emergency else ""
    page = (
        f'<!doctype html><html lang="{language.tag}" dir="{language.direction}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<title>{words['no_copy']}</title>"
        "<style>body{font:1.125rem/1.6 system-ui,sans-serif;margin:1rem}li{padding:.5em 0}</style>"
        f"<h1>{words['no_copy']}</h1>{call}<p><b>{words['there_is']}</b><ul>{{list}}</ul>"
    )
    return json.dumps({"lang": language.tag, "saved": words["saved"], "page": page}, ensure_ascii=False) + "\n"


def _runs(text: str, parts: dict[str, int]) -> list[int]:
    """A text as [first part, how many, first …]; `parts` numbers all parts so far, and gets the new ones."""
    runs: list[int] = []
    for piece in PARTS.split(text):
        number = parts.setdefault(piece, len(parts))
        if runs and number == runs[-2] + runs[-1]:
            runs[-1] += 1
        else:
            runs += number, 1
    return runs


def _belongs(name: str, tag: str, source: str) -> bool:
    if name.startswith((f"assets/js/{tag}/", f"{tag}/saved-")):
        return True
    if INDEX.fullmatch(name):
        return name.startswith((f"{tag}/", f"{source}/"))
    return bool(name.startswith(f"{tag}/") and PAGE.fullmatch(name) and not LEFT_OUT.fullmatch(name))


def _pictures(url: str, html: bytes) -> Iterable[str]:
    """Paths in the site of the small pictures of a page at `url`."""
    depth = url.count("/")
    for path in PICTURE.findall(html.decode()):
        if path.startswith("../" * depth):
            yield path[3 * depth :]


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:HASH_DIGITS]


def _weight(data: bytes) -> int:
    return len(brotli.compress(data, quality=QUALITY, lgwin=22))
