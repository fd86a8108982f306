"""/embed/<locale>/<page>/: a page without the site's furniture, for an iframe on an agency's own site."""

from __future__ import annotations

from typing import Any

import jinja2
from markupsafe import Markup

from ..core import locale
from ..core.locale import Language
from ..core.page import Record
from ..pages.dress import POLICY, STYLE, Wardrobe

SHEETS = ("base.css",)


def embed(
    record: Record,
    language: Language,
    shown: Language,
    env: jinja2.Environment,
    wardrobe: Wardrobe,
    site: dict[str, Any],
) -> str:
    """The embed's HTML. `site` holds 'name' and 'url'; `shown` is the language of the text."""
    root = "../" * (record.url.count("/") + 1)

    def dated(said: dict[str, str]) -> dict[str, str]:
        return {**said, "on": locale.date(said["on"], language.tag)} if "on" in said else said

    html = env.get_template("embed.html").render(
        provenance=dated(record.provenance),
        reviewed=dated(record.reviewed),
        record=record,
        language=language,
        shown=shown,
        body=Markup(record.html),
        css=Markup(STYLE),
        csp=POLICY,
        home=f"{root}{record.url}",
        lang=language.tag,
        canonical=site["url"] + record.url if site["url"] else "",
        site_name=site["name"],
    )
    return wardrobe.dressed(html)
