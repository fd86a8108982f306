"""Pathways: docs/pathways.yml, what is happening to a reader → the pages they need, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core import fields
from ..core.page import Block
from ..core.problem import Problem

PATH = "docs/pathways.yml"
CHECKS: dict[str, fields.Check] = {
    "title": fields.text,
    "summary": fields.text,
    "icon": fields.text,
    "pages": fields.texts,
}


@dataclass(frozen=True)
class Pathway:
    """A situation, and the pages that help in it."""

    id: str
    """Its place in the address: /<locale>/pathways/<id>/."""
    title: str
    """In the reader's words: 'I lost my job'."""
    summary: str
    icon: str
    pages: tuple[str, ...]
    """Page names, in the order they are needed."""
    line: int
    """1-based line in docs/pathways.yml."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What is translated of it."""
        told = (("pathway", self.title), ("pathway summary", self.summary))
        return tuple(Block(kind, text, line=self.line) for kind, text in told if text)


def read_pathways(docs: Path) -> tuple[dict[str, Pathway], list[Problem]]:
    """Every pathway by id, in the file's order, and what is wrong with the file. No file is no fault."""
    file = docs / "pathways.yml"
    if not file.is_file():
        return {}, []
    listed, problems = fields.parse_file(file, PATH, "pathways", "just-arrived")
    pathways: dict[str, Pathway] = {}
    for id_, said in listed.items():
        line = listed.line_of[id_]
        values, found = fields.read(said, CHECKS, PATH, line)
        problems += found
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_):
            remedy = "Use the letters a to z, digits and hyphens"
            problems.append(Problem(PATH, line, f'"{id_}" cannot stand in an address', remedy))
        for key in fields.unsaid(said, ("title", "pages")):
            problems.append(Problem(PATH, line, f'the pathway "{id_}" has no {key}', f"Add `{key}:`"))
        if values.get("title") and values.get("pages"):
            pathways[id_] = _pathway(id_, values, line)
    return pathways, problems


def _pathway(id_: str, values: dict[str, Any], line: int) -> Pathway:
    return Pathway(id_, values["title"], values.get("summary", ""), values.get("icon", ""), values["pages"], line)
