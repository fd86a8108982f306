"""Pathways: docs/pathways.yml, what is happening to a reader → the pages they need, in order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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
    listed, problems = fields.entries(
        docs / "pathways.yml", PATH, "pathway", "just-arrived", CHECKS, ("title", "pages")
    )
    pathways = {
        id_: Pathway(id_, said["title"], said.get("summary", ""), said.get("icon", ""), said["pages"], line)
        for id_, line, said in listed
    }
    return pathways, problems
