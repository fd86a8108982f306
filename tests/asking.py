"""What tests of search share: records to search, and the search script of the site, under Node, that asks their index."""

from __future__ import annotations

import base64
import functools
import json
import math
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from porchlight.assets import scripts
from porchlight.core.page import Record
from porchlight.search import index, pack
from portals import ROOT

NODE = shutil.which("node")
RUNNER = Path(__file__).parent / "search/ask.js"
EXACT = {"k": 1.2, "b": 0.75, "e": 1, "t": 0, "p": 0, "w": 1, "s": 0}
"""A scoring of plain BM25: every word counts alike, and none for beginning alike."""


def record(page: str, *texts: Any, title: str = "", tag: str = "en", shown: str = "", **said: Any) -> Record:
    """A built page. `texts` are its passages: what stands there, or [anchor, heading, what stands there]."""
    empty: dict[str, Any] = dict.fromkeys(("summary", "html", "markdown", "topic", "icon", "source_hash"), "")
    empty |= {name: [] for name in ("headings", "links", "anchors", "regions", "contacts", "sources", "translations")}
    empty |= {"reviewed": {}, "provenance": {}, "coverage": {}}
    passages = [["", "", text] if isinstance(text, str) else list(text) for text in texts]
    url = f"{tag}/{page}/" if page else f"{tag}/"
    empty |= {"page": page, "locale": tag, "shown": shown or tag, "url": url, "title": title, "passages": passages}
    return Record(**{**empty, **said})


def packed(*records: Record, tag: str = "en", synonyms: Mapping | None = None, scoring: Mapping | None = None) -> bytes:
    """The index of a few records, as a phone gets it."""
    return pack.pack(index.build(records, tag, synonyms), {**pack.SCORING, **(scoring or {})})


def texts_of(tag: str, *texts: str, scoring: Mapping | None = None) -> bytes:
    """The index of pages p0000, p0001 … without titles, a text each."""
    return packed(*(record(f"p{n:04}", text, tag=tag) for n, text in enumerate(texts)), tag=tag, scoring=scoring)


@dataclass(frozen=True)
class Answer:
    """What the phone found."""

    results: list[dict[str, Any]]
    """{'path', 'title', 'anchor', 'heading', 'score'} of each page, best first."""
    asked: int
    """How many different words there were."""
    known: int
    """How many of them the index knows."""
    marked: list[str]
    """Those of the words asked about that would be marked."""

    @property
    def paths(self) -> list[str]:
        return [one["path"].rstrip("/") for one in self.results]


class Phone:
    """One Node process, in which the search script answers as readers get it: minified, for one language."""

    def __init__(self) -> None:
        assert NODE
        self.folder = tempfile.TemporaryDirectory()
        shutil.copy(ROOT / "overrides/js/search.js", self.folder.name)
        script = Path(self.folder.name) / "minified.js"
        script.write_text(scripts.minified(Path(self.folder.name))["search"], encoding="utf-8")
        command = [NODE, str(RUNNER), str(script)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def said(self, **told: Any) -> Any:
        """One question to the process."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer

    def read(self, data: bytes) -> None:
        """Reads an index, which is asked from then on."""
        self.said(read=base64.b64encode(data).decode())

    def title(self, path: str) -> str:
        """The title of a page of the index."""
        return self.said(title=path)["title"]

    @functools.cached_property
    def unit(self) -> float:
        """What the phone gives a word that stands once in a text of usual length, to one unit of how rare it is."""
        self.read(texts_of("qaa", "word", scoring=EXACT))
        return self.ask("word").results[0]["score"] / math.log(1 + 0.5 / 1.5)

    def ask(self, query: str, typing: bool = False, marks: Iterable[str] = (), further: bytes | None = None) -> Answer:
        """What the last index read answers, with the help of a `further` one where it is given."""
        other = base64.b64encode(further).decode() if further is not None else None
        return Answer(**self.said(ask=query, typing=typing, marks=list(marks), other=other))

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()
        self.folder.cleanup()
