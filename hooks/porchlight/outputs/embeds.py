"""/embed/<locale>/<page>/: a page without the site's furniture, for an iframe on an agency's own site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from ..assets import styles
from ..core import locale
from ..core.locale import Language
from ..core.page import Record

SHEETS = ("base.css",)


def embed(
    record: Record, language: Language, shown: Language, env: jinja2.Environment, overrides: Path, site: dict[str, Any]
) -> str:
    """The embed's HTML. `site` holds 'name' and 'url'; `shown` is the language of the text."""
    css = styles.style(overrides / "css", SHEETS)
    root = "../" * (record.url.count("/") + 1)

    def dated(said: dict[str, str]) -> dict[str, str]:
        return {**said, "on": locale.date(said["on"], language.tag)} if "on" in said else said

    return env.get_template("embed.html").render(
        provenance=dated(record.provenance),
        reviewed=dated(record.reviewed),
        record=record,
        language=language,
        shown=shown,
        body=Markup(record.html),
        css=Markup(css),
        csp=styles.policy(css).replace("base-uri 'none'", "base-uri 'self'"),
        home=f"{root}{record.url}",
        canonical=site["url"] + record.url if site["url"] else "",
        site_name=site["name"],
    )
