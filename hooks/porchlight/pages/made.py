"""Pages that have no source of their own: topics, pathways, contacts, glossary, whole topics on one sheet, bilingual pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ..content.contacts import WAYS
from ..core.locale import language_name
from . import views
from .context import url_of
from .markup import Explained
from .navigation import Topic

if TYPE_CHECKING:
    from .unit import LanguageUnit

TOPIC_PAGE_SIZE = 100
"""Pages that one page of a topic lists."""
MOST_CARDS = 30
"""Contacts on one page; where there are more, each place has a page of its own."""
CLOSED = re.compile(r"<details(?![^>]* open)")
INDEX, OTHER_INDEX = "\ufddc", "\ufddd"
"""Stand on the page of the search for the paths of its index and of the source language's, which are made of the records."""
EVERYWHERE = "everywhere"
"""Place of the contacts that serve the whole country; stands in addresses."""


def write_pages(unit: LanguageUnit, config: Any) -> None:
    """All of them, for one language."""
    for topic in unit.site.topics:
        _topic(unit, topic, _sheet(unit, topic))
    for id_ in unit.portal.pathways:
        _pathway(unit, id_)
    if unit.portal.contacts:
        _contacts(unit)
    if unit.portal.glossary:
        _glossary(unit)
    for name in unit.portal.pages:
        if unit.has_both(name):
            _both(unit, name, config)
    _search(unit)
    size = unit.site.size(2000).replace(unit.site.number(2), "{n}")
    _put(unit, "phone.html", "phone/", {"size": size})
    for path, data in unit.scripts.items():
        unit.write(path, data)


def _put(
    unit: LanguageUnit,
    template: str,
    path: str,
    view: Mapping[str, Any],
    like: str | None = None,
    topics: Collection[str] = (),
    weigh: bool = True,
) -> int:
    """Render a made page; returns an upper bound of its weight, 0 where not weighed.

    `path` lies below the language's folder. `like` is a page whose languages its menu offers. `topics` are those whose alerts
    it shows.
    """
    url = f"{unit.tag}/{path}"
    frame = unit.site.frame(url, like, path if like is None else "")
    alerts = views.alerts_of(unit, topics, url)
    html, quick = unit.finished(unit.env.get_template(template).render({**frame, "alerts": alerts, **view}), weigh)
    unit.write(f"{url}index.html", html)
    # What is several pages in one has no budget; the link to it says what it weighs.
    if quick > unit.portal.settings.page_budget_bytes and template != "sheet.html":
        unit.heavy.append(url)
    return quick


def _topic(unit: LanguageUnit, topic: Topic, sheet_bytes: int) -> None:
    base = f"topics/{topic.slug}/"
    last = (len(topic.pages) - 1) // TOPIC_PAGE_SIZE
    for number in range(last + 1):
        path = f"{base}{number + 1}/" if number else base
        root = "../" * path.count("/")
        listed = topic.pages[number * TOPIC_PAGE_SIZE : (number + 1) * TOPIC_PAGE_SIZE]
        view = {
            "title": topic.title or unit.site.words["more_pages"],
            "page_icon": topic.icon,
            "pages": [views.link_to(unit, name, f"{unit.tag}/{path}") for name in listed],
            "sheet": f"{root}{base}print/" if sheet_bytes else "",
            "sheet_size": unit.site.size(sheet_bytes),
            "before": f"{root}{base}{number}/" if number > 1 else f"{root}{base}" if number else "",
            "after": f"{root}{base}{number + 2}/" if number < last else "",
        }
        _put(unit, "topic.html", path, view, topics=[topic.id])


def _sheet(unit: LanguageUnit, topic: Topic) -> int:
    """All pages of a topic on one, to print; returns an upper bound of its weight, 0 where they are too many for a sheet."""
    if len(topic.pages) > TOPIC_PAGE_SIZE:
        return 0
    path = f"topics/{topic.slug}/print/"
    url = f"{unit.tag}/{path}"
    names = [name for name in topic.pages if name in unit.found]
    pages = []
    # Numbers, since names of pages before ids could make two of them one.
    for number, name in enumerate(names, 1):
        lead, body = unit.parts(unit.found[name], url, f"{number}-")
        # Paper cannot be unfolded.
        body = Markup(CLOSED.sub("<details open", body))
        shown = unit.portal.language(unit.shown[name])
        pages.append({"lead": lead, "body": body, "shown": shown, "own": shown.tag == unit.tag})
    ids = dict.fromkeys(id_ for name in names for id_ in unit.contacts_of(name))
    view = {
        "title": topic.title or unit.site.words["more_pages"],
        "pages": pages,
        "contacts": [unit.site.contact(id_) for id_ in ids],
        "sensitive": any(unit.portal.pages[name].sensitive for name in names),
    }
    return _put(unit, "sheet.html", path, view, topics=[topic.id])


def _pathway(unit: LanguageUnit, id_: str) -> None:
    pathway = unit.portal.pathways[id_]
    path = f"pathways/{id_}/"
    names = [name for name in pathway.pages if name in unit.portal.pages]
    pages = [views.link_to(unit, name, f"{unit.tag}/{path}") for name in names]
    ids = list(dict.fromkeys(id_ for name in names for id_ in unit.contacts_of(name)))
    topics = {unit.topic_by_page[name].id for name in names if name in unit.topic_by_page}
    view = {
        "title": pathway.title,
        "summary": pathway.summary,
        "page_icon": pathway.icon,
        "pages": pages,
        "sensitive": any(unit.portal.pages[name].sensitive for name in names),
        "contacts": [unit.site.contact(one) for one in ids[:3]],
    }
    _put(unit, "pathway.html", path, view, topics=topics)


def _contacts(unit: LanguageUnit) -> None:
    """Everybody to reach, by place, by way, by language."""
    site = unit.site
    # Whom everybody can reach comes first.
    everyone = sorted(site.contact_table.values(), key=lambda one: bool(one["regions"]))
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
        key=lambda tag: (tag != unit.tag, language_name(tag, unit.tag).casefold()),
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
    groups = [group for group in groups if group["parts"]]
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
    _put(unit, "glossary.html", "glossary/", {"terms": _terms(unit)})


def _terms(unit: LanguageUnit) -> list[tuple[str, Explained]]:
    """(id, term) of every term of the glossary, by its name in the reader's language."""

    def place(row: tuple[str, Explained]) -> str:
        return _alphabetic(row[1].name or (row[1].official[0][1] if row[1].official else ""))

    return sorted(((id_, unit.site.explained(term)) for id_, term in unit.portal.glossary.items()), key=place)


def _alphabetic(text: str) -> str:
    """What a text is sorted by: its letters, without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _search(unit: LanguageUnit) -> None:
    """The search; without script it is the list of all titles and terms, and where the titles are many, of the topics."""
    path = "search/"
    url = f"{unit.tag}/{path}"
    source, general = unit.portal.source_language.tag, unit.portal.settings.general_contact
    topics = [
        {"href": f"../topics/{one.slug}/", "title": one.title or unit.site.words["more_pages"]}
        for one in unit.site.topics
    ]
    names = unit.found if len(unit.found) <= TOPIC_PAGE_SIZE else ()
    pages = [views.link_to(unit, name, url) for name in names]
    view = {
        "topics": topics,
        "pages": sorted(pages, key=lambda one: _alphabetic(one["title"])),
        "terms": _terms(unit),
        "contacts": [unit.site.contact(general)] if general in unit.portal.contacts else [],
        "index": INDEX,
        "other": OTHER_INDEX if unit.tag != source else "",
        "source_tag": source,
    }
    _put(unit, "search.html", path, view)


def _both(unit: LanguageUnit, name: str, config: Any) -> None:
    """A page with its source beside it, paragraph by paragraph."""
    url = f"{url_of(unit.tag, name)}both/"
    localized = unit.localized(name)
    lead, body = unit.parts(unit.converted(name, localized.both, config), url)
    view = {
        "title": localized.title,
        "title_tag": unit.title_tag(name),
        "lead": lead,
        "body": body,
        "single": "../",
        "contacts": [unit.site.contact(id_) for id_ in unit.contacts_of(name)],
        "provenance": unit.provenance(localized),
        "sensitive": unit.portal.pages[name].sensitive,
    }
    topic = unit.topic_by_page.get(name)
    # Weighing takes as long as all the rest, and nobody is told this weight.
    _put(unit, "both.html", url.partition("/")[2], view, name, [topic.id] if topic else [], weigh=False)
