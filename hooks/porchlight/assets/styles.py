"""The style sheet: each page carries the rules that it uses, and a policy that allows just these."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from . import colors

SHEETS = ("base.css", "parts.css")
STRING = r"""(?P<string>"[^"]*"|'[^']*')"""
COMMENT = re.compile(rf"{STRING}|/\*[\s\S]*?\*/")
SPACE = re.compile(rf"{STRING}|\s*(?P<sign>[{{}};,])\s*|\s+")
RULE = re.compile(r"(?P<selectors>[^{}]+)\{(?P<body>(?:[^{}]|\{[^{}]*\})*)\}")
BRACKETS = re.compile(r"\[[^\]]*\]|:[\w-]+(?:\([^)]*\))?|\d+%|\"[^\"]*\"")
NAMES = re.compile(r"\.?[a-zA-Z][\w-]*")
SELECTORS = re.compile(r"(?:[^,(\[]|\([^)]*\)|\[[^\]]*\])+")
# HTML that an editor wrote may have attributes in either quotes or none, and names in capitals.
TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
CLASSES = re.compile(r"""\sclass\s*=\s*["']?([^"'>]*)""", re.I)
DIRECTION = re.compile(r"\[dir=(\w+)\]")
LANGUAGE = re.compile(r":lang\((\w+)\)")
SET = re.compile(r"(?:classList\.\w+\(|className\s*=(?!=))([^;]*)")
MADE = re.compile(r"""(?:createElement\(|\bput\(\w+, )["'](\w+)""")
# Of a menu's links each has its own language and direction, and needs nothing of its own for that.
LINK = re.compile(r"<a\s[^>]*>")
WHOSE = re.compile(r"""\s(dir|lang)\s*=\s*["']?(\w+)""", re.I)
NAME = re.compile(r"var\(--(?P<name>[\w-]+)\)")


@functools.cache
def style(folder: Path, brand: str, sheets: tuple[str, ...] = SHEETS) -> str:
    """The sheets of overrides/css in order, with the palette of a brand colour, without comments and needless spaces.

    Nothing else is changed.
    """
    light, dark = colors.palette(brand)
    css = "\n".join((folder / name).read_text(encoding="utf-8") for name in sheets)
    css = COMMENT.sub(lambda found: found["string"] or "", css)
    css = SPACE.sub(lambda found: found["string"] or found["sign"] or " ", css)

    # What is the same in the light and in the dark needs no variable, which the oldest phones pass over: they show black
    # words on white, and white ones on the brand's colour.
    css = NAME.sub(lambda name: light[name["name"]] if dark[name["name"]] == light[name["name"]] else name[0], css)
    light = {name: color for name, color in light.items() if dark[name] != color}
    dark = {name: dark[name] for name in light}
    head = f":root{{{_listed(light)}}}@media (prefers-color-scheme:dark){{:root{{{_listed(dark)}}}}}"
    return head + css.replace(";}", "}").strip()


def used(css: str, html: str, scripts: str) -> str:
    """The rules of a sheet that a page needs: those whose elements and classes are in its HTML, or set by its scripts.

    A page is one request, so a rule for a table costs every reader of a page without one.
    """
    names = {f".{name}" for found in CLASSES.findall(html) for name in found.split()}
    names |= {tag.lower() for tag in TAG.findall(html)}
    names |= {f'{key}="{value}'.lower() for key, value in WHOSE.findall(LINK.sub("", html))}
    return _only(css, _names(css) & (names | _set_by(css, scripts)))


@functools.cache
def _set_by(css: str, scripts: str) -> frozenset[str]:
    """Every class that scripts give to an element, also those they put together ('open--' + …); and the elements they make."""
    given = " ".join(SET.findall(scripts))
    words = {f".{word}" for text in re.findall(r"'([^']*)'", given) for word in text.split()}
    begun = tuple(word for word in words if word.endswith("-"))
    return frozenset({*words, *(name for name in _names(css) if name.startswith(begun)), *MADE.findall(scripts)})


@functools.cache
def _names(css: str) -> frozenset[str]:
    """Every element ('h1'), class ('.task'), direction ('dir="rtl') and language ('lang="ur') that a sheet speaks of."""
    return frozenset(
        name
        for selectors, body in _rules(css)
        for name in (_names(body) if selectors.startswith("@") else _asked(selectors))
    )


@functools.lru_cache(maxsize=2048)
def _only(css: str, known: frozenset[str]) -> str:
    """The rules all of whose names are known; of a list of selectors those that can match."""

    def kept(selectors: str, body: str) -> str:
        if selectors.startswith("@"):
            if "{" not in body:
                return f"{selectors}{{{body}}}"
            inner = "".join(kept(*rule) for rule in _rules(body))
            return f"{selectors}{{{inner}}}" if inner else ""
        able = [one for one in SELECTORS.findall(selectors) if known.issuperset(_asked(one))]
        return f"{','.join(able)}{{{body}}}" if able else ""

    return "".join(kept(*rule) for rule in _rules(css))


def _asked(selectors: str) -> list[str]:
    """What has to be on a page for selectors to match."""
    whose = [f'dir="{one}' for one in DIRECTION.findall(selectors)] + [
        f'lang="{one}' for one in LANGUAGE.findall(selectors)
    ]
    return NAMES.findall(BRACKETS.sub("", selectors)) + whose


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """(selectors or at-rule, what stands between its braces) of a sheet made by `style`."""
    for found in RULE.finditer(css):
        yield found["selectors"], found["body"]


def _listed(palette: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{color}" for name, color in palette.items())


def policy(css: str, script: str = "", base: str = "'none'", asks: Sequence[str] = ()) -> str:
    """A Content Security Policy that allows the page's own style and script, and nothing from other hosts.

    `asks` names what else of its own site the page loads ('media-src' …). `base` is where a `<base>` of the page may lead: it alone is not covered by default-src.
    """
    sources = {
        "default-src": "'none'",
        "img-src": "'self' data:",
        "style-src": _hash(css),
        "form-action": "'self'",
        "base-uri": base,
    }
    if script:
        sources["script-src"] = f"'self' {_hash(script)}"
    sources |= dict.fromkeys(asks, "'self'")
    return ";".join(f"{directive} {source}" for directive, source in sources.items())


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
