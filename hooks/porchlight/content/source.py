"""Source pages: front matter and Markdown → a typed `SourcePage`, with every fault as a problem."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core import fields, files
from ..core.page import Block, SourcePage
from ..core.problem import Problem, Severity
from . import inline, segments, syntax

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
RESERVED = frozenset(
    {
        "search",
        "both",
        "contacts",
        "glossary",
        "agencies",
        "navigators",
        "offline",
        "feed",
        "interface",
        "site",
        "topics",
        "pathways",
        "phone",
        "alerts",
    }
)
NO_PAGES = ("assets", "contacts", "alerts", "audio", "handbook")
"""Folders of docs/ that hold no pages for newcomers."""
NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters and Unicode's noncharacters, with which blocks are marked later."""
TASK = re.compile(r"\[[ xX]\][ \t]+(?:!\[)?\Z")
ICON = re.compile(r"""\A[\s>]+\{:?[^\}\n]*?(?<![\w-])icon=["']?(?P<name>[^\s"'\}]+)""")
# Python-Markdown reads a box's kind in any case.
EXPERIENCE_BOX = re.compile(r"^[ ]*(?:!!!|\?\?\?\+?)[ ]*experience\b(?P<said>[^\"]*)", re.I)
REGION_BOX = re.compile(r"^[ ]*(?:!!!|\?\?\?\+?)[ ]*region(?:[ ]+(?P<code>[\w-]+))?", re.I)
CHECKS: dict[str, fields.Check] = {
    "title": fields.text,
    "summary": fields.text,
    "topic": fields.text,
    "icon": fields.text,
    "sources": fields.listed(fields.mapping({"name": fields.text, "url": fields.url}, required=("name", "url"))),
    "contacts": fields.texts,
    "reviewed": fields.mapping({"on": fields.date, "by": fields.text}, required=("on", "by")),
    "review_every": fields.whole_number(1, 120),
    "region": fields.listed(fields.region),
    "next": fields.texts,
    "sensitive": fields.yes_or_no,
    "image_budget": fields.mapping(
        {"webp": fields.whole_number(1000, 200_000), "jpeg": fields.whole_number(1000, 200_000)}, required=()
    ),
}


@dataclass(frozen=True)
class Text:
    """A Markdown file taken apart: its front matter and its body."""

    path: str
    """Below the portal's folder."""
    meta: dict[str, Any]
    """Front matter, checked."""
    line_of: dict[str, int]
    """1-based line of each of its keys."""
    body: str
    first_line: int
    """1-based line at which the body begins."""


def source_files(docs: Path) -> dict[str, Path]:
    """Every Markdown page below docs/, by page name. Some folders hold what is no page for newcomers."""
    return {
        name.removesuffix(".md"): path
        for name, path in files.files_below(docs).items()
        if name.endswith(".md") and name.split("/")[0] not in NO_PAGES
    }


def read_text(path: str, data: bytes, checks: Mapping[str, fields.Check]) -> tuple[Text | None, list[Problem]]:
    """A file's front matter and body, None where it cannot be read at all, and what is wrong with it."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, [Problem(path, line, "this file is not UTF-8", "Save it with the encoding UTF-8")]
    problems = []
    if match := NO_TEXT.search(text):
        line = text.count("\n", 0, match.start()) + 1
        problems.append(Problem(path, line, "this line holds a character that is no text", "Type the line anew"))
        text = NO_TEXT.sub(" ", text)
    match = FRONT_MATTER.match(text)
    meta: dict[str, Any] = {}
    lines: dict[str, int] = {}
    if match:
        try:
            values = fields.parse(match["yaml"], first_line=2)
        except fields.YamlFault as fault:
            return None, [*problems, Problem(path, fault.line, str(fault), "Mend the lines between the two ---")]
        meta, found = fields.read(values, checks, path, 1)
        lines = getattr(values, "line_of", {})
        problems += found
    elif text.startswith("---\n"):
        problems.append(Problem(path, 1, "the front matter has no end", "Add a line --- after it"))
    end = match.end() if match else 0
    return Text(path, meta, lines, text[end:], text.count("\n", 0, end) + 1), problems


def read_page(name: str, data: bytes) -> tuple[SourcePage | None, list[Problem]]:
    """The page in a file's bytes, None where its text cannot be read at all, and what is wrong with it."""
    path = f"docs/{name}.md"
    text, problems = read_text(path, data, CHECKS)
    problems = _name_problems(name, path) + problems
    if text is None:
        return None, problems
    page, found = page_of(name, text, data)
    return page, problems + found + _missing(path, text.meta, text.body, text.first_line)


def read_handbook(docs: Path) -> tuple[dict[str, SourcePage], list[Problem]]:
    """The pages for the people who run a portal, docs/handbook/*.md, by name, and what is wrong with them."""
    pages: dict[str, SourcePage] = {}
    problems: list[Problem] = []
    for file_name, file in files.files_below(docs / "handbook").items():
        if not file_name.endswith(".md"):
            continue
        name, data = f"handbook/{file_name.removesuffix('.md')}", file.read_bytes()
        text, found = read_text(f"docs/{name}.md", data, CHECKS)
        problems += found
        if text:
            pages[name], found = page_of(name, text, data)
            problems += found
    return pages, problems


def page_of(name: str, text: Text, data: bytes) -> tuple[SourcePage, list[Problem]]:
    """The page in a text, whose file holds `data`; and what is wrong with its body."""
    path, meta, body, first_line = text.path, text.meta, text.body, text.first_line
    parts, kept = segments.segments(body, first_line)
    problems = [
        Problem(path, k.line, f"{k.why} stays in the source language", "Write it in plain Markdown", Severity.NOTE)
        for k in kept
    ]
    problems += _box_problems(path, body, first_line) + _picture_problems(path, body, first_line)
    title, parts = _title(name, path, meta, text.line_of, parts, problems)
    summary = None
    if "summary" in meta:
        summary = Block("summary", *inline.slotted(meta["summary"]), line=text.line_of["summary"])
    links, images = _addresses([title, *([summary] if summary else []), *parts], body, first_line)
    page = SourcePage(
        name=name,
        path=path,
        title=title,
        summary=summary,
        parts=tuple(parts),
        topic=meta.get("topic", ""),
        icon=meta.get("icon", ""),
        sources=meta.get("sources", ()),
        contacts=meta.get("contacts", ()),
        reviewed=meta.get("reviewed", {}),
        review_every=meta.get("review_every", 0),
        regions=meta.get("region", ()),
        image_budgets=meta.get("image_budget", {}),
        next=meta.get("next", ()),
        sensitive=meta.get("sensitive", False),
        lines=text.line_of,
        source_hash=files.digest(data),
        ticks=tuple(_ticks(parts)),
        icons=tuple(_icons(parts)),
        images=tuple(images),
        links=tuple(links),
        anchors=tuple(_anchors(title, parts, body)),
    )
    return page, problems


def _ticks(parts: Sequence[str | Block]) -> list[str]:
    """An id for each checklist item, by its words; a second item of the same words gets another."""
    found: list[str] = []
    for before, part in itertools.pairwise(parts):
        if isinstance(part, Block) and isinstance(before, str) and TASK.search(before):
            tick = files.digest(part.text)[:4]
            while tick in found:
                tick += "x"
            found.append(tick)
    return found


def _icons(parts: Sequence[str | Block]) -> list[tuple[str, int]]:
    """(name, line) of the icons that attribute lists give to items."""
    return [
        (match["name"], part.line)
        for part, after in itertools.pairwise(parts)
        if isinstance(part, Block) and isinstance(after, str) and (match := ICON.match(after))
    ]


def _name_problems(name: str, path: str) -> list[Problem]:
    problems = []
    for part in name.split("/"):
        if part in RESERVED:
            problems.append(
                Problem(path, 0, f'the name "{part}" is kept for a page that Porchlight makes', "Rename the file")
            )
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._~-]*", part):
            problems.append(
                Problem(
                    path,
                    0,
                    f'"{part}" cannot stand in an address',
                    "Name it with the letters a to z, digits and hyphens",
                )
            )
    last = name.rsplit("/", 1)[-1]
    if "." in last:
        remedy = f"Translations stand in translations/, not beside the page; rename it to {last.replace('.', '-')}.md"
        problems.append(Problem(path, 0, "a dot in a page's name makes MkDocs take its end for a language", remedy))
    return problems


def _outside_code(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    """(number, line) of a body's lines; those of fenced code are left out, since a handbook shows there what is wrong too."""
    lines, at = body.split("\n"), 0
    while at < len(lines):
        if fence := syntax.FENCE.match(lines[at].lstrip(" >")):
            at = syntax.fence_end(lines, at, fence["fence"])
            continue
        yield first_line + at, lines[at]
        at += 1


def _picture_problems(path: str, body: str, first_line: int) -> list[Problem]:
    """Pictures that say nothing to those who cannot see them (WCAG 2.2, SC 1.1.1)."""
    what, remedy = "this picture has no words for those who cannot see it", "Describe it between the square brackets"
    return [
        Problem(path, number, what, remedy)
        for number, line in _outside_code(body, first_line)
        if re.search(r"!\[\s*\]\(", re.sub(r"`[^`]*`", "", line))
    ]


def _box_problems(path: str, body: str, first_line: int) -> list[Problem]:
    """Boxes of places and of experiences that do not say what they have to."""
    problems = []
    for number, line in _outside_code(body, first_line):
        if match := EXPERIENCE_BOX.match(line):
            said = match["said"].lower().split()
            if "consent" not in said or not any(re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", word) for word in said):
                what = "an experience needs the person's consent and the month in which they told it"
                remedy = 'Once they agreed, write `!!! experience consent 2026-05 "Amal, in Winnipeg"`'
                problems.append(Problem(path, number, what, remedy))
        if (match := REGION_BOX.match(line)) and not re.fullmatch(r"[a-z]{2}-[a-z0-9]{1,3}", match["code"] or ""):
            remedy = 'Write it as `!!! region ca-on "Ontario"`'
            problems.append(Problem(path, number, "a region block needs an ISO 3166-2 code in lower case", remedy))
        elif match and '"' not in line:
            problems.append(
                Problem(path, number, "a region block needs the name of the place", 'Add it, as in "Ontario"')
            )
    return problems


def _title(
    name: str, path: str, meta: dict, lines: dict[str, int], parts: list, problems: list[Problem]
) -> tuple[Block, list[str | Block]]:
    """The page's title, and the body without the heading that repeats it."""
    first = next((i for i, part in enumerate(parts) if isinstance(part, Block) or part.strip()), None)
    opened = parts[first] if first is not None and isinstance(parts[first], str) else ""
    heading = parts[first + 1] if opened.strip() == "#" and first + 1 < len(parts) else None
    if isinstance(heading, Block) and heading.kind == "heading":
        # Its attribute list goes with it; the line break after stays.
        parts = [part for i, part in enumerate(parts) if i not in (first, first + 1, first + 2)]
        if "title" not in meta:
            return Block("title", heading.text, heading.slots, heading.line, anchor=heading.anchor), parts
        if inline.plain(heading.text) != inline.plain(inline.slotted(meta["title"])[0]):
            remedy = "The title is shown; remove the heading, or make it a ## heading"
            what = "the first heading says something other than the title"
            problems.append(Problem(path, heading.line, what, remedy, Severity.NOTE))
    if "title" in meta:
        # Python-Markdown would take a brace after a space for the beginning of an attribute list.
        text, slots = inline.slotted(meta["title"].replace(" {", r" \{"))
        anchor = syntax.anchor_of(inline.plain(text)) or "title"
        taken = {part.anchor for part in parts if isinstance(part, Block)}
        return Block("title", text, slots, lines["title"], anchor=anchor + "-title" * (anchor in taken)), parts
    remedy = "Add `title: …` between two lines of --- at the top, or a first line `# Title`"
    problems.append(Problem(path, 1, "this page has no title", remedy, Severity.NOTE))
    last = name.rsplit("/", 1)[-1].replace("-", " ").replace("_", " ")
    return Block("title", last[:1].upper() + last[1:], line=1, anchor="title"), parts


def _missing(path: str, meta: dict, body: str, first_line: int) -> list[Problem]:
    """What a page could have and has not: notes."""
    wanted = {
        "summary": "one plain sentence that says what the page is about",
        "sources": "the official pages that back it",
        "contacts": "who can help with it",
    }
    notes = [
        Problem(path, 0, f"no {key}", f"Add `{key}:` to its front matter: {why}", Severity.NOTE)
        for key, why in wanted.items()
        if key not in meta
    ]
    if not body.strip():
        notes.append(
            Problem(path, first_line, "this page has no text", "Write some, or delete the file", Severity.NOTE)
        )
    return notes


def _addresses(
    parts: list[str | Block], body: str, first_line: int
) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """(links, images) of a page as (address, line)."""
    links: list[tuple[str, int]] = []
    images: list[tuple[str, int]] = []
    line_of = {line.expandtabs(syntax.TAB): number for number, line in enumerate(body.split("\n"), first_line)}
    for i, part in enumerate(parts):
        if isinstance(part, str):
            for reference in filter(syntax.REFERENCE.match, part.split("\n")):
                address = reference.split("]:", 1)[1].split()[0]
                links.append((address.strip("<>"), line_of.get(reference, 0)))
            continue
        if part.kind == "image":
            match = re.match(rf"\]\(\s*(?P<to>{inline.DESTINATION})", parts[i + 1]) if i + 1 < len(parts) else None
            if match:
                images.append((match["to"].strip("<>"), part.line))
        for match in re.finditer(r"(?P<image>!)?\[(?:[^\[\]]|\[[^\[\]]*\]\(\d+\))*\]\((?P<slot>\d+)\)", part.text):
            inner = (
                [(True, int(n)) for n in re.findall(r"!\[[^\[\]]*\]\((\d+)\)", match[0])] if not match["image"] else []
            )
            for is_image, n in [(bool(match["image"]), int(match["slot"])), *inner]:
                address = inline.slot_address(part.slots[n - 1]) if n <= len(part.slots) else ""
                if address:
                    (images if is_image else links).append((address, part.line))
    return links, images


def _anchors(title: Block, parts: list[str | Block], body: str) -> list[str]:
    """Every id a link can lead to: headings, given ids, region blocks."""
    anchors = [title.anchor] if title.anchor else []
    anchors += [part.anchor for part in parts if isinstance(part, Block) and part.anchor]
    for attributes in re.findall(inline.ATTRIBUTES, body):
        anchors += [match["id"] for match in syntax.ID.finditer(attributes)]
    anchors += [m["code"] for line in body.split("\n") if (m := REGION_BOX.match(line)) and m["code"]]
    anchors += re.findall(r"""<[^>]*\bid=["']?([\w:.-]+)""", body)
    return list(dict.fromkeys(anchors))
