"""The handbook: for the people who run a portal, in its source language, at /handbook/."""

from __future__ import annotations

import dataclasses
import posixpath
from typing import TYPE_CHECKING, Any

from markdown import Markdown
from markupsafe import Markup

from ..content import inline
from ..translation.assemble import LEAD_END, localized
from .markup import PorchlightExtension, placed

if TYPE_CHECKING:
    from .unit import LanguageUnit


def write_pages(unit: LanguageUnit, config: Any) -> None:
    """Every page of the handbook, from the unit of the source language. It can link to newcomers' pages, in that language."""
    pages = sorted(unit.portal.handbook.values(), key=lambda page: (page.name != "handbook/index", page.name))
    given = unit.extension.given
    addresses = {page.name: page.name.removesuffix("index").rstrip("/") + "/" for page in pages}
    # Addresses are seen from a language's folder, and /handbook/ lies beside it.
    beside = {name: f"{unit.tag}/../{address}" for name, address in addresses.items()}
    given = dataclasses.replace(given, addresses={**given.addresses, **beside}, terms={})
    extension = PorchlightExtension(given)
    markdown = Markdown(
        extensions=[*(one for one in config.markdown_extensions if one is not unit.extension), extension],
        extension_configs=config.mdx_configs or {},
    )
    for page in pages:
        url = addresses[page.name]
        extension.begin(page.name, page.ticks)
        text = localized(page, None)[0].markdown.replace(f"{LEAD_END}\n\n", "")
        html = extension.found(markdown.reset().convert(text), markdown).html
        chapters = [
            {
                "href": posixpath.relpath(addresses[one.name], url) + "/",
                "title": inline.plain(one.title.text),
                "current": one is page,
            }
            for one in pages
        ]
        view = {
            **unit.site.frame(url, None),
            "title": inline.plain(page.title.text),
            "body": Markup(placed(html, f"{'../' * url.count('/')}{unit.tag}/")),
            "chapters": chapters,
        }
        output, _ = unit.finished(unit.env.get_template("handbook.html").render(view))
        unit.write(f"{url}index.html", output)
