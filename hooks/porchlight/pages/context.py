"""What the templates see."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from ..assets import icons, styles
from ..content import contacts
from ..core import locale
from ..core.locale import Language
from ..translation.interface import Interface
from .edition import Portal, Translation
from .navigation import HOME, Topic

MENU_MOST = 20
"""More languages than this are not all named on every page: hreflang then lives in the sitemap, the menu shows the likely."""
MENU_LIKELY = 10


def environment(overrides: Path, words: Interface, icon_folder: Path) -> jinja2.Environment:
    """Templates of overrides/, escaping by default, speaking one language."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(overrides)),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        undefined=jinja2.StrictUndefined,
    )
    env.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]

    def icon(name: str) -> Markup:
        path = icons.icon(icon_folder, name)
        return Markup(f'<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="{path}"/></svg>')

    env.globals["icon"] = functools.cache(icon)
    return env


@dataclass(frozen=True)
class Site:
    """What every page of a language build shares."""

    portal: Portal
    translation: Translation
    offered: Mapping[str, Sequence[str]]
    """Tags each page is offered in."""
    topics: Sequence[Topic]
    css: str

    @property
    def language(self) -> Language:
        """The language of this build."""
        return self.portal.language(self.translation.tag)

    def word(self, text: str) -> str:
        """A text of the settings or contacts in this language."""
        return self.translation.words.get(text, text)

    def frame(self, url: str, page: str | None) -> dict[str, Any]:
        """What header, footer and head show of a page at `url` ('ar/housing/'); `page` is its name, None for made pages."""
        settings = self.portal.settings
        root = "../" * url.count("/")
        alternates = [(tag, url_of(tag, page)) for tag in self.offered[page]] if page else []
        named = [self.portal.language(tag) for tag, _ in alternates] if page else list(self.portal.languages)
        likely = likely_languages(named, self.language)
        site = settings.site_url
        emergency = self.portal.contacts.get(settings.emergency_contact)
        return {
            "lang": self.language.tag,
            "dir": self.language.direction,
            "root": root,
            "home": f"{root}{self.language.tag}/",
            "is_home": page == HOME,
            "site_name": self.word(settings.site_name),
            "site_description": self.word(settings.site_description),
            "css": Markup(self.css),
            "csp": "" if settings.preview else styles.policy(self.css),
            "canonical": site + url if site else "",
            "alternates": [(tag, site + path) for tag, path in alternates]
            if site and len(alternates) <= MENU_MOST
            else [],
            "menu": [
                {
                    "tag": one.tag,
                    "name": one.autonym,
                    "dir": one.direction,
                    "href": root + url_of(one.tag, page or HOME),
                    "current": one.tag == self.language.tag,
                }
                for one in likely
            ],
            "emergency": self.contact(emergency.id) if emergency else None,
            "source_name": locale.language_name(self.portal.source_language.tag, self.language.tag),
        }

    @functools.cached_property
    def contact_table(self) -> dict[str, dict[str, Any]]:
        """Every contact with its texts in this language, by id."""
        table = {}
        for contact in self.portal.contacts.values():
            shown = {key: contact.values.get(key, "") for key in contacts.CHECKS}
            for key in ("name", "description", "schedule", "cost"):
                shown[key] = self.word(shown[key])
            shown["phones"] = [
                {
                    "number": phone["number"],
                    "shown": readable_number(phone["number"]),
                    "type": phone.get("type", "voice"),
                    "description": self.word(phone.get("description", "")),
                    "languages": list(phone.get("languages", ())),
                }
                for phone in shown["phones"]
            ]
            shown["languages"] = list(shown["languages"])
            shown["language_names"] = [locale.language_name(tag, self.language.tag) for tag in shown["languages"]]
            shown["regions"] = list(shown["regions"])
            table[contact.id] = {"id": contact.id, **shown}
        return table

    def contact(self, id_: str) -> dict[str, Any]:
        """One contact in this language, JSON data. Raises KeyError."""
        return self.contact_table[id_]

    def percent(self, ratio: float) -> str:
        """A share as this language writes it."""
        return locale.percent(ratio, self.language.tag, self.language.numbering)

    def date(self, iso: str) -> str:
        """A date as this language writes it."""
        return locale.date(iso, self.language.tag)


def url_of(tag: str, page: str) -> str:
    """A page's path below the site, with a slash at its end: 'ar/housing/'."""
    folder = page.removesuffix(HOME).rstrip("/") if page == HOME or page.endswith("/" + HOME) else page
    return f"{tag}/{folder}/" if folder else f"{tag}/"


def likely_languages(named: Sequence[Language], current: Language) -> list[Language]:
    """The languages a menu names: all of them, or where they are many those a reader of `current` most likely reads too."""
    if len(named) <= MENU_MOST:
        return list(named)

    def distance(one: Language) -> tuple[int, str]:
        near = one.tag == current.tag, one == named[0], one.tag in current.fallback, current.tag in one.fallback
        alike = one.tag.split("-")[0] == current.tag.split("-")[0], one.direction == current.direction == "rtl"
        return next((i for i, yes in enumerate((*near, *alike)) if yes), 9), one.tag

    likely = sorted(named, key=distance)[:MENU_LIKELY]
    return [one for one in named if one in likely]


def readable_number(number: str) -> str:
    """A phone number as people read it: 211 as 2-1-1, +18006226232 as 1-800-622-6232."""
    if len(number) == 3 and number.isdigit():
        return "-".join(number)
    if number.startswith("+1") and len(number) == 12:
        return f"1-{number[2:5]}-{number[5:8]}-{number[8:]}"
    return number
