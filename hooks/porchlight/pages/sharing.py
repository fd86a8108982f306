"""Addresses with which a reader sends a page on, or answers its writers: plain links that need no script."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

CHAT_HOSTS = ("wa.me", "api.whatsapp.com")
RESERVED = re.compile(r"[^\w.~-]")


def said(text: str) -> str:
    """A text as part of an address. Letters of any script stay as they are, which browsers accept and which weighs a third."""
    return RESERVED.sub(lambda match: quote(match[0], safe=""), text)


def share_links(title: str, address: str) -> dict[str, str]:
    """Links by way ('whatsapp', 'sms', 'email') that send a page's title and whole address."""
    text = f"{said(title)}%0A{said(address)}"
    return {
        "whatsapp": f"https://wa.me/?text={text}",
        "sms": f"sms:?body={text}",
        "email": f"mailto:?subject={said(title)}&body={said(address)}",
    }


def feedback_links(addresses: Sequence[str], answers: Sequence[str], about: Mapping[str, str]) -> list[dict[str, Any]]:
    """For each address of the settings its kind and a link for each answer.

    `about` holds 'page', 'title', 'language', 'version' and 'address': the fields that an address can name, so that whoever
    reads the answer knows what it is about. 'text' is the answer with the page's title.
    """
    found = []
    for address in addresses:
        links = []
        for answer in answers:
            # Templates hand their words escaped for HTML; an address holds them as they were written.
            plain = answer.striptags() if isinstance(answer, Markup) else answer
            text = f"{plain}: {about['title']}"
            fields = {key: said(value) for key, value in {**about, "text": text}.items()}
            links.append({"answer": answer, "href": address.format(**fields)})
        found.append({"kind": kind(address), "links": links})
    return found


def kind(address: str) -> str:
    """How an address takes an answer: 'email', 'sms', 'whatsapp' or 'form'."""
    parts = urlsplit(address)
    if parts.scheme in ("mailto", "sms"):
        return {"mailto": "email"}.get(parts.scheme, parts.scheme)
    return "whatsapp" if parts.hostname in CHAT_HOSTS else "form"
