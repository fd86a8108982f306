"""What spoken.yml has for a language: its words as a table, before any pattern is made of them."""

from __future__ import annotations

import functools
from importlib import resources

import yaml

from ..core import locale


@functools.cache
def whole() -> dict:
    """Language → what the file says."""
    text = resources.files(__package__).joinpath("spoken.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@functools.cache
def said(tag: str) -> dict:
    """What it says of a language, a longer tag's words over a shorter one's; {} of one it does not know."""
    known = locale.cldr(tag)
    names = [tag, tag.split("-")[0], known.language if known else ""]
    merged: dict = {}
    for name in reversed(names):
        # Dari says what Persian says, but for some of it.
        merged |= whole().get(name, {})
    return merged
