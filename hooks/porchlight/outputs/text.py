"""Pages as plain text: for messages, bots and whoever has no browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote

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


MARKER = re.compile(r" *(?:-|-?\d+\.) (?:\[[ x]\] )?")
UNSAID = frozenset({"footnote-backref", "picture__large"})
"""Classes of links that lead to nothing a text could hold."""
ASIDE = frozenset({"term"})
"""Classes of <details> that are no text of the page."""
ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.isolated = False
        self.lists: list[int | None] = []  # of each open list: the next number, None for bullets
        self.cells = 0  # of the open table row
        self.pre = False
        self.hidden = 0
        self.aside = 0  # how many elements of ASIDE are open
        self.link: tuple[str, str, str] | None = None  # href, class, what stood on the line before it

    def break_line(self) -> None:
        if not self.lines[-1].strip():
            self.lines[-1] = ""
        elif not MARKER.fullmatch(self.lines[-1]):
            self.lines.append("")

    def blank_line(self) -> None:
        if len(self.lines) > 1 and not self.lines[-1] and self.lines[-2].strip():
            self.lines.append("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in BLOCKS:
            self.break_line()
        if tag in ("ul", "ol"):
            start = said.get("start") or ""
            self.lists.append(None if tag == "ul" else int(start) if re.fullmatch(r"-?[0-9]{1,9}", start) else 1)
        elif tag == "li":
            number = self.lists[-1] if self.lists else None
            self.lines[-1] = "  " * (len(self.lists) - 1) + ("- " if number is None else f"{number}. ")
            if number is not None:
                self.lists[-1] = number + 1
        elif tag == "tr":
            self.cells = 0
        elif tag in ("td", "th"):
            # An empty cell counts too, so that the ones after it keep their column.
            self.lines[-1] += " | " if self.cells else ""
            self.cells += 1
        elif re.fullmatch("h[1-6]", tag):
            self.blank_line()
        elif tag == "br":
            self.lines.append("")
        elif tag == "pre":
            self.pre = True
        elif tag == "input" and said.get("type") == "checkbox":
            self.lines[-1] += "[x] " if "checked" in said else "[ ] "
        elif tag == "img" and said.get("alt"):
            self.lines[-1] += f"[{said['alt']}]"
        elif tag == "a":
            self.open_link(said.get("href") or "", said.get("class") or "", said.get("dir") == "auto")
        elif tag in ("script", "style", "svg"):
            self.hidden += 1
        elif tag == "details" and (self.aside or said.get("class") in ASIDE):
            # The words of the page itself; what they mean is on the glossary's page.
            self.aside += 1
            self.hidden += 1

    def open_link(self, href: str, class_: str, isolated: bool) -> None:
        self.close_link()
        # Unicode's own isolates: without them 9-1-1 behind an Arabic word reads 1-1-9.
        self.isolated = isolated
        self.lines[-1] += ISOLATE if isolated else ""
        self.link = href, class_, self.lines[-1]
        if class_ in UNSAID:
            self.hidden += 1
        elif class_ == "footnote-ref":
            # $100 with a footnote 1 must not become $1001.
            self.lines[-1] += " ["

    def close_link(self) -> None:
        if self.link is None:
            return
        (href, class_, before), self.link = self.link, None
        said = self.lines[-1].removeprefix(before)
        self.lines[-1] += POP_ISOLATE if self.isolated else ""
        if class_ in UNSAID:
            self.hidden -= 1
        elif class_ == "footnote-ref":
            self.lines[-1] += "]"
        elif not self.hidden and (address := _unsaid_address(href, said)):
            self.lines[-1] += f" ({address})"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.close_link()
        elif tag in ("script", "style", "svg"):
            self.hidden = max(0, self.hidden - 1)
        elif tag == "details" and self.aside:
            self.aside -= 1
            self.hidden -= 1
        elif tag == "pre":
            self.pre = False
        elif tag == "li" and self.lines[-1].strip():
            self.lines.append("")
        if tag in BLOCKS:
            self.break_line()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag in ("p", "ul", "ol", "table", "dl", "div", "pre") and not self.lists:
            self.blank_line()

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        if self.pre:
            first, *others = data.split("\n")
            self.lines[-1] += first
            self.lines += others
            return
        text = re.sub(r"\s+", " ", data)
        self.lines[-1] += text.lstrip() if not self.lines[-1] or self.lines[-1].endswith(" ") else text


def _unsaid_address(href: str, said: str) -> str:
    """Where a link to another place leads, a number or an e-mail address too; '' where its own words say it."""
    scheme, _, rest = href.partition(":")
    if scheme in ("http", "https"):
        return "" if href in said else href
    if scheme == "mailto":
        address = unquote(rest.partition("?")[0])
        return "" if address in said else address
    if scheme in ("tel", "sms"):
        number = rest.partition("?")[0]
        # People leave out the country's code.
        return "" if re.sub(r"\D", "", number)[-10:] in re.sub(r"\D", "", said) else number
    return ""


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
    for hours, schedule in zip(contact["hours"], contact["schedules"], strict=True):
        lines.append(" · ".join(filter(None, (hours, schedule["description"]))))
    lines += [place[key] for place in contact["locations"] for key in ("name", "address") if place[key]]
    lines += [contact[key] for key in ("email", "url", "cost", "interpretation_services") if contact.get(key)]
    return "\n".join(lines)


def page_text(record: Record, text: str, address: str) -> str:
    """A whole page, its plain text given, with its contacts, sources and where it stands."""
    parts = [record.title, record.summary, text]
    parts += [contact_text(contact) for contact in record.contacts]
    parts += ["\n".join(f"{source['name']}: {source['url']}" for source in record.sources), address]
    return "\n\n".join(part for part in parts if part) + "\n"
