"""What the templates see."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup, escape

from ..assets import fonts, icons
from ..content import contacts, hours, phones
from ..content.glossary import Term
from ..core import locale
from ..core.locale import Language
from ..translation.interface import Interface
from .dress import POLICY, STYLE
from .edition import Portal, Translation
from .markup import Explained
from .navigation import HOME, Topic

TEMPLATES = "en"
"""Language that the templates are written in: what stands where a word is not translated."""
MENU_MOST = 20
"""More languages than this are not all named on every page: hreflang then lives in the sitemap, the menu shows the likely."""
MENU_LIKELY = 10


def environment(
    overrides: Path,
    words: Interface,
    icon_folder: Path,
    told: Callable[[str], Markup] | None = None,
    tag: str = TEMPLATES,
) -> jinja2.Environment:
    """Templates of overrides/, escaping by default, speaking the language `tag`. `told` is a `teller`."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(overrides)),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        undefined=jinja2.StrictUndefined,
    )

    def spoken(message: str) -> Markup:
        # Jinja takes what comes from here for HTML; a translator writes words, & and quotation marks among them.
        if message in words.words or tag.split("-")[0] == TEMPLATES:
            return escape(words.gettext(message))
        return Markup('<span lang="{}" dir="ltr">{}</span>').format(TEMPLATES, message)

    env.install_gettext_callables(spoken, words.ngettext, newstyle=True)  # type: ignore[attr-defined]

    def icon(name: str) -> Markup:
        path = icons.icon(icon_folder, name)
        return Markup(f'<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="{path}"/></svg>')

    env.globals["icon"] = functools.cache(icon)
    env.globals["told"] = told or str
    return env


def template_words(env: jinja2.Environment) -> dict[str, str]:
    """The words that the engine itself puts into pages, in a language: the variables of parts/words.html."""
    module = vars(env.get_template("parts/words.html").module)
    # Sorted, since Jinja keeps them in a set.
    return {name: Markup(module[name]).striptags() for name in sorted(module) if isinstance(module[name], Markup)}


def teller(portal: Portal, tag: str, words: Mapping[str, str]) -> Callable[[str], Markup]:
    """For templates: a text of settings, contacts or glossary in a language, marked where it is left in the source language.

    What is translated already stays as it is.
    """
    source = portal.source_language
    blocks = (*portal.contact_blocks, *portal.site_blocks, *portal.glossary_blocks)
    foreign = {block.text for block in blocks if block.text not in words} if tag != source.tag else set()
    mark = Markup('<span lang="{}" dir="{}">{}</span>')

    def told(text: str) -> Markup:
        if text in foreign:
            return mark.format(source.tag, source.direction, text)
        return escape(words.get(text, text))

    return told


@dataclass(frozen=True)
class Site:
    """What every page of a language build shares."""

    portal: Portal
    translation: Translation
    offered: Mapping[str, Sequence[str]]
    """Tags each page is offered in."""
    topics: Sequence[Topic]
    script: str
    """Inlined in every page."""
    words: Mapping[str, str]
    """Those of parts/words.html in this language."""
    font: str = ""
    """`fonts.Cut.offer`; '' where phones have the letters, or there is no font."""

    @property
    def language(self) -> Language:
        """The language of this build."""
        return self.portal.language(self.translation.tag)

    def word(self, text: str) -> str:
        """A text of the settings or contacts in this language."""
        return self.translation.words.get(text, text)

    def frame(self, url: str, page: str | None, path: str = "") -> dict[str, Any]:
        """What header, footer and head show of a page at `url` ('ar/housing/').

        `page` is its name, None for made pages; those stand at `path` in every language's folder.
        """
        settings = self.portal.settings
        root = "../" * url.count("/")
        alternates = [(tag, url_of(tag, page)) for tag in self.offered[page]] if page else []
        named = [self.portal.language(tag) for tag, _ in alternates] if page else list(self.portal.languages)
        likely = likely_languages(named, self.language)
        site = settings.site_url
        # Nobody translates into the source language: its readers choose another.
        translate = url_of("translate", HOME if self.language == self.portal.source_language else self.language.tag)
        return {
            "lang": self.language.tag,
            "dir": self.language.direction,
            "root": root,
            "home": f"{root}{self.language.tag}/",
            "is_home": page == HOME,
            "alerts": [],
            "exit_address": settings.exit_address,
            "has_contacts": bool(self.portal.contacts),
            "site_name": self.word(settings.site_name),
            "has_glossary": bool(self.portal.glossary),
            "keeps": settings.keeps,
            "translate": f"{root}{translate}" if settings.translator and len(self.portal.languages) > 1 else "",
            "source_dir": self.portal.source_language.direction,
            "css": Markup(STYLE),
            "script": Markup(self.script),
            "font": f"{root}{fonts.FOLDER}{self.font}" if self.font else "",
            "csp": "" if settings.preview else POLICY,
            "canonical": site + url if site else "",
            "alternates": [(tag, site + path) for tag, path in alternates]
            if site and len(alternates) <= MENU_MOST
            else [],
            "menu": [
                {
                    "tag": one.tag,
                    "name": one.autonym,
                    "dir": one.direction,
                    "href": root + (url_of(one.tag, page) if page else f"{one.tag}/{path}"),
                    "current": one.tag == self.language.tag,
                }
                for one in likely
            ],
            "emergency": self.portal.emergency,
            "source_name": locale.language_name(self.portal.source_language.tag, self.language.tag),
        }

    @functools.cached_property
    def contact_table(self) -> dict[str, dict[str, Any]]:
        """Every contact with its texts in this language, by id: JSON data."""
        return {contact.id: self._contact(contact) for contact in self.portal.contacts.values()}

    def _contact(self, contact: contacts.Contact) -> dict[str, Any]:
        said, tag, settings = contact.values, self.language.tag, self.portal.settings
        schedules = said.get("schedules", ())
        return {
            "id": contact.id,
            **{key: self.word(said.get(key, "")) for key in contacts.TRANSLATED},
            **{key: said.get(key, "") for key in ("organization", "email", "url", "verified", "source")},
            "verified_told": self.date(said["verified"]) if "verified" in said else "",
            "phones": [
                {
                    "number": phone["number"],
                    "shown": phones.readable(phone["number"], settings.country),
                    "type": phone.get("type", "voice"),
                    "description": self.word(phone.get("description", "")),
                    "languages": list(phone.get("languages", ())),
                    "language_names": [locale.language_name(one, tag) for one in phone.get("languages", ())],
                    "free": _free(phone, settings.country),
                }
                for phone in said.get("phones", ())
            ],
            "schedules": [
                {
                    "days": list(one.days),
                    "opens_at": f"{one.opens // 60:02}:{one.opens % 60:02}",
                    "closes_at": f"{one.closes // 60:02}:{one.closes % 60:02}",
                    "timezone": one.timezone,
                    "description": self.word(one.description),
                }
                for one in schedules
            ],
            "hours": hours.told(
                [dataclasses.replace(one, description="") for one in schedules],
                tag,
                self.words,
                self.language.fallback,
            ),
            "open": hours.device_form(schedules),
            "always": all(one.all_day and one.days == hours.EVERY_DAY for one in schedules),
            "locations": [self._location(one) for one in said.get("locations", ())],
            "ways": list(contacts.ways(said)),
            "languages": list(said.get("languages", ())),
            "language_names": [locale.language_name(one, tag) for one in said.get("languages", ())],
            "regions": list(said.get("regions", ())),
        }

    def _location(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """One place of a contact: its address in a line, where a map shows it, who can get in."""
        address, access = said.get("address", {}), said.get("accessibility", {})
        lines = [address.get(key, "") for key in ("address_1", "address_2", "city", "state_province", "postal_code")]
        place = ", ".join(filter(None, lines))
        spot = {"latitude": said.get("latitude", ""), "longitude": said.get("longitude", "")}
        template = self.portal.settings.map_address
        where = {"place": quote(place or f"{spot['latitude']},{spot['longitude']}".strip(",")), **spot}
        known = all(where[name] != "" for name in where if f"{{{name}}}" in template)
        return {
            "name": said.get("name", ""),
            "address": place,
            **spot,
            "map": template.format(**where) if known else "",
            "transportation": self.word(said.get("transportation", "")),
            "wheelchair": access.get("wheelchair", ""),
            "accessibility": self.word(access.get("description", "")),
        }

    def contact(self, id_: str) -> dict[str, Any]:
        """One contact in this language, JSON data. Raises KeyError."""
        return self.contact_table[id_]

    def region(self, code: str) -> str:
        """A place's name by its ISO 3166-2 code, for `told`; the code where the settings give none."""
        return dict(self.portal.settings.regions).get(code, code)

    def explained(self, term: Term) -> Explained:
        """A term of the glossary for this language's readers, its official names beside."""
        tag, source = self.language.tag, self.portal.source_language.tag
        kept = term.policy == "keep" and tag != source
        own = "" if kept else term.name(tag, source)
        official = self.portal.settings.official_languages or (source,)
        # Who reads an official language reads forms in it.
        named = [(one, term.name(one, source)) for one in official if tag not in official]
        named = [(one, name) for one, name in named if name and name != own]
        if kept or not (own or named):
            named = [(source, term.term)]
        translated = self.translation.words.get(term.definition)
        return Explained(
            own,
            tuple(named),
            translated or term.definition,
            tag if translated else source,
        )

    def size(self, size_bytes: int) -> str:
        """Bytes as this language writes them, in kilobytes."""
        return locale.kilobytes(size_bytes, self.language.tag, self.language.numbering)

    def number(self, value: float) -> str:
        """A number as this language writes it."""
        return locale.number(value, self.language.tag, self.language.numbering)

    def percent(self, ratio: float) -> str:
        """A share as this language writes it."""
        return locale.percent(ratio, self.language.tag, self.language.numbering)

    def date(self, iso: str) -> str:
        """A date as this language writes it."""
        return locale.date(iso, self.language.tag)


def _free(phone: Mapping[str, Any], country: str) -> bool | None:
    """Whether a phone costs its caller nothing; None where nobody says. Numbering plans speak of calls only."""
    if "free" in phone or phone.get("type", "voice") not in ("voice", "textphone"):
        return phone.get("free")
    return phones.is_free(phone["number"], country)


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
