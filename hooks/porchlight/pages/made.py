"""Pages that have no source of their own: topics, pathways, contacts, glossary, whole topics on one sheet, bilingual pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..content.contacts import WAYS
from ..core import files
from ..core.locale import language_name
from . import edition, views
from .context import url_of
from .markup import Found
from .navigation import Topic

if TYPE_CHECKING:
    from .unit import LanguageUnit

TOPIC_PAGE_SIZE = 100
"""Pages that one page of a topic lists."""
MOST_CARDS = 30
"""Contacts on one page; where there are more, each place has a page of its own."""
EVERYWHERE = "everywhere"
"""Place of the contacts that serve the whole country; stands in addresses."""


def write_pages(unit: LanguageUnit, config: Any) -> None:
    """All of them, for one language."""
    for topic in unit.site.topics:
        _topic(unit, topic)
        _sheet(unit, topic)
    for id_ in unit.portal.pathways:
        _pathway(unit, id_)
    _contacts(unit)
    _put(unit, "phone.html", "phone/", {})
    for path, data in unit.scripts.items():
        unit.write(path, data)
    if unit.portal.glossary:
        _glossary(unit)
    for name in unit.portal.pages:
        if unit.has_both(name):
            _both(unit, name, config)


def _put(unit: LanguageUnit, template: str, path: str, view: Mapping[str, Any], like: str | None = None) -> None:
    """Render a made page. No budget holds for what is several pages in one. `path` lies below the language's folder; `like` is a page whose languages its menu offers."""
    url = f"{unit.tag}/{path}"
    frame = unit.site.frame(url, like, path if like is None else "")
    html, quick = unit.finished(unit.env.get_template(template).render({**frame, **view}), template != "both.html")
    unit.write(f"{url}index.html", html)
    if quick > unit.portal.settings.page_budget_bytes and template != "sheet.html":
        unit.heavy.append(url)


def _topic(unit: LanguageUnit, topic: Topic) -> None:
    base = f"topics/{topic.id or 'other'}/"
    last = (len(topic.pages) - 1) // TOPIC_PAGE_SIZE
    for number in range(last + 1):
        path = f"{base}{number + 1}/" if number else base
        root = "../" * path.count("/")
        listed = topic.pages[number * TOPIC_PAGE_SIZE : (number + 1) * TOPIC_PAGE_SIZE]
        view = {
            "title": topic.title or unit.site.words["more_pages"],
            "page_icon": topic.icon,
            "pages": [views.link_to(unit, name, f"{unit.tag}/{path}") for name in listed],
            "alerts": views.alerts_of(unit, topic.id, f"{unit.tag}/{path}"),
            "sheet": f"{root}{base}print/" if not number else "",
            "before": f"{root}{base}{number}/" if number > 1 else f"{root}{base}" if number else "",
            "after": f"{root}{base}{number + 2}/" if number < last else "",
        }
        _put(unit, "topic.html", path, view)


def _sheet(unit: LanguageUnit, topic: Topic) -> None:
    """All pages of a topic on one, to print."""
    path = f"topics/{topic.id or 'other'}/print/"
    url = f"{unit.tag}/{path}"
    pages = []
    for number, name in enumerate(topic.pages, 1):
        # Names would clash: #card-fee of "health" and #fee of "health-card".
        lead, body = unit.parts(unit.found[name], url, f"{number}-")
        shown = unit.portal.language(unit.shown[name])
        pages.append({"lead": lead, "body": body, "shown": shown, "own": shown.tag == unit.tag})
    ids = dict.fromkeys(id_ for name in topic.pages for id_ in unit.contacts_of(name))
    title = topic.title or unit.site.words["more_pages"]
    view = {"title": title, "pages": pages, "contacts": [unit.site.contact(id_) for id_ in ids]}
    _put(unit, "sheet.html", path, view)


def _pathway(unit: LanguageUnit, id_: str) -> None:
    pathway = unit.portal.pathways[id_]
    path = f"pathways/{id_}/"
    pages = [views.link_to(unit, name, f"{unit.tag}/{path}") for name in pathway.pages if name in unit.portal.pages]
    ids = list(
        dict.fromkeys(one for name in pathway.pages if name in unit.portal.pages for one in unit.contacts_of(name))
    )
    view = {
        "title": pathway.title,
        "summary": pathway.summary,
        "page_icon": pathway.icon,
        "pages": pages,
        "contacts": [unit.site.contact(one) for one in ids[:3]],
    }
    _put(unit, "pathway.html", path, view)


def _contacts(unit: LanguageUnit) -> None:
    """Everybody to reach, by place, by way, by language."""
    site = unit.site
    everyone = list(site.contact_table.values())
    regions = dict.fromkeys(code for code, _ in unit.portal.settings.regions)
    regions |= dict.fromkeys(code for one in everyone for code in one["regions"])
    places = {EVERYWHERE: [one for one in everyone if not one["regions"]]}
    places |= {code: here for code in regions if (here := [one for one in everyone if code in one["regions"]])}
    split = len(everyone) > MOST_CARDS
    # A contact of several places has its card in the first.
    home_of: dict[str, str] = {}
    for place, listed in places.items():
        for one in listed:
            home_of.setdefault(one["id"], place)

    def linked(listed: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [
            {"name": one["name"], "href": f"{home_of[one['id']].lower()}/#{one['id']}" if split else f"#{one['id']}"}
            for one in listed
        ]

    spoken = sorted(
        {tag for one in everyone for tag in (*one["languages"], *(t for p in one["phones"] for t in p["languages"]))},
        key=lambda tag: (tag != unit.tag, tag),
    )
    groups = [
        {
            "by": "place",
            "parts": [
                {"name": "" if place == EVERYWHERE else site.region(place), "contacts": linked(listed)}
                for place, listed in places.items()
                if listed
            ],
        },
        {
            "by": "way",
            "parts": [
                {"name": way, "contacts": linked(listed)}
                for way in WAYS
                if (listed := [one for one in everyone if way in one["ways"]])
            ],
        },
        {
            "by": "language",
            "parts": [
                {
                    "name": language_name(tag, unit.tag),
                    "contacts": linked(
                        [
                            one
                            for one in everyone
                            if tag in one["languages"] or any(tag in phone["languages"] for phone in one["phones"])
                        ]
                    ),
                }
                for tag in spoken
            ]
            + [
                {"name": "", "contacts": linked(listed)}
                for listed in [[one for one in everyone if one["interpretation_services"]]]
                if listed
            ],
        },
    ]
    _put(unit, "contacts.html", "contacts/", {"place": None, "groups": groups, "contacts": [] if split else everyone})
    if split:
        for place, listed in places.items():
            own = [one for one in listed if home_of[one["id"]] == place]
            if not own:
                continue
            name = "" if place == EVERYWHERE else site.region(place)
            view = {"place": name, "groups": [], "contacts": own}
            _put(unit, "contacts.html", f"contacts/{place.lower()}/", view)


def _glossary(unit: LanguageUnit) -> None:
    """Every term, by its name in the reader's language."""
    terms = [(id_, unit.site.explained(term)) for id_, term in unit.portal.glossary.items()]

    def place(row: tuple[str, Any]) -> str:
        name = row[1].name or (row[1].official[0][1] if row[1].official else "")
        return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))

    _put(unit, "glossary.html", "glossary/", {"terms": sorted(terms, key=place)})


def _both(unit: LanguageUnit, name: str, config: Any) -> None:
    """A page with its source beside it, paragraph by paragraph."""
    url = f"{url_of(unit.tag, name)}both/"
    localized = unit.localized(name)

    def paired() -> Found:
        return unit.markdown_to_html(name, edition.bilingual(unit.portal, name, unit.tag), config)

    # The localized page changes whenever its catalog does in what readers see.
    key = files.digest(unit.place, "both", name, unit.portal.pages[name].source_hash, localized.markdown)
    lead, body = unit.parts(unit.shelf.get(key, paired), url)
    source = unit.portal.source_language
    view = {
        "title": localized.title,
        "title_tag": unit.title_tag(name),
        "lead": lead,
        "body": body,
        "source": source,
        "single": "../",
        "contacts": [unit.site.contact(id_) for id_ in unit.contacts_of(name)],
        "provenance": unit.provenance(localized),
    }
    _put(unit, "both.html", url.partition("/")[2], view, name)
