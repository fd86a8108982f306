"""Pages as plain text: for messages, bots and whoever has no browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from ..core.page import Record

BLOCKS = frozenset(
    [
        "address",
        "blockquote",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tr",
        "ul",
    ]
)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.lists: list[int] = []  # of each open list: the next number, or 0 for bullets
        self.hidden = 0
        self.href = ""

    def break_line(self) -> None:
        if self.lines[-1].strip():
            self.lines.append("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in BLOCKS:
            self.break_line()
        if tag in ("ul", "ol"):
            self.lists.append(int(said.get("start") or 1) if tag == "ol" else 0)
        elif tag == "li":
            number = self.lists[-1] if self.lists else 0
            self.lines[-1] = "  " * (len(self.lists) - 1) + (f"{number}. " if number else "- ")
            if number:
                self.lists[-1] += 1
        elif tag in ("td", "th") and self.lines[-1].strip():
            self.lines[-1] += " | "
        elif re.fullmatch("h[1-6]", tag) or tag == "br":
            self.lines.append("")
        elif tag == "input" and said.get("type") == "checkbox":
            self.lines[-1] += "[ ] "
        elif tag == "img" and said.get("alt"):
            self.lines[-1] += f"[{said['alt']}]"
        elif tag == "a":
            self.href = said.get("href") or ""
        elif tag in ("script", "style", "svg"):
            self.hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.break_line()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "a" and self.href.startswith(("http://", "https://")):
            if self.href not in self.lines[-1]:
                self.lines[-1] += f" ({self.href})"
            self.href = ""
        elif tag in ("script", "style", "svg"):
            self.hidden -= 1
        if tag in ("p", "ul", "ol", "table", "dl", "div") and not self.lists and self.lines[-1:] != [""]:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            text = re.sub(r"\s+", " ", data)
            self.lines[-1] += text.lstrip() if not self.lines[-1].strip() and not self.lines[-1] else text


def plain_text(html: str) -> str:
    """The words of HTML in reading order, a block a line, lists as lists, addresses of links to other sites in brackets."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in parser.lines)).strip()


def contact_text(contact: dict) -> str:
    """One contact in a few lines."""
    lines = [contact["name"]]
    lines += [contact[key] for key in ("description",) if contact.get(key)]
    lines += [f"{phone['shown']} {phone.get('description', '')}".strip() for phone in contact["phones"]]
    lines += [contact[key] for key in ("email", "url", "schedule", "cost") if contact.get(key)]
    return "\n".join(lines)


def page_text(record: Record, text: str, address: str) -> str:
    """A whole page, its plain text given, with its contacts, sources and where it stands."""
    parts = [record.title, record.summary, text]
    parts += [contact_text(contact) for contact in record.contacts]
    parts += ["\n".join(f"{source['name']}: {source['url']}" for source in record.sources), address]
    return "\n\n".join(part for part in parts if part) + "\n"
