"""Translating in the browser, without Git and without an account.

/translate/                      every language that can be translated into
/translate/<tag>/                its catalogs, the most needed first; with script it becomes the translator
/translate/<tag>/<name>.json     one catalog as `translate.py update` would write it, see `Sheet.data`
/translate/<tag>/<name>.po       the same as a PO file, for those who have a PO editor or no script
/translate/translate-<hash>.js   all of overrides/translate but the two below
/translate/old-<hash>.js         tells browsers that are too old for it
/translate/sw.js                 a service worker of its own: the translator works without a network, too

No page for readers loads any of it, and no pack for their phones holds it. The browser reads no PO: what this room makes of it
is enough to write one, byte for byte as `extract` does.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
from markupsafe import Markup

from ..assets import styles
from ..content import inline
from ..content.glossary import Term, mentioned
from ..core import files
from ..core.cache import Shelf
from ..core.locale import Language
from ..core.page import Block, SourcePage
from ..pages import edition, need, unit
from ..pages.context import environment, url_of
from ..pages.edition import Portal
from ..pages.minify import minified
from ..pages.navigation import ordered
from ..translation import catalog, extract, facts, spoken, wanted
from ..translation.catalog import Catalog, Entry
from ..translation.interface import Interface
from ..translation.lint import PLACEHOLDER
from ..translation.memory import Memory

FOLDER = "translate/"
"""Where all of it lies in the site."""
MAIN, WORKER, OLD = "translate", "sw", "old"
"""Scripts of overrides/translate: what starts the translator, and two that are files of their own."""
SHEETS = ("base.css", "parts.css", "../translate/translate.css")
"""Below overrides/css. No page for readers carries the last."""
NOT_PAGES = {
    "interface": "Words around every page",
    "site": "Names of topics, places and situations",
    "contacts": "People and services to reach",
    "glossary": "Official words explained",
}
"""Catalogs without a page, and what translators know them as."""
SUGGESTED = 3
"""Most earlier translations that are offered for a text."""
MARKS = re.compile(r"(?P<heading>#+)\s*$|(?P<number>\d+[.)])\s*(?:\[[ xX]\]\s*)?$|[-*+]\s*(?:\[[ xX]\]\s*)?$")
"""What stands before a block in its line, where it is one of a heading or a list item."""


@dataclass(frozen=True)
class Sheet:
    """One catalog, ready for the translator."""

    data: dict[str, Any]
    """'name', 'title'; 'head' and 'tail', the PO file's text before and after the entries; 'entries', in the order of the file:
    'id' (msgid), 'str' (msgstr, left out where there is none), 'note' and 'about' (comments of the translator and of the
    extraction), 'flags', 'fuzzy', 'was' (previous msgid), 'kind', 'slots' (what the numbered marks lead to), 'terms' ([term,
    translation, definition, 1 where the official term stands behind it in parentheses]), 'vital' (the number to call in danger,
    where the text holds it: no reason keeps another), 'facts' (see `facts.to_json`), 'like' ([percent, source text, translation, catalog] of earlier
    translations, 1 last where their facts differ); 'page': [index of the entry, kind, level of a heading or depth in lists, 1
    where numbered] of every block of the source page in its order, left out where there is no page.
    """
    po: str
    """The PO file: the one of translations/, as it is, where that has every text of its source."""
    words: tuple[int, int, int]
    """Source words that are translated, stale, and missing."""
    texts: tuple[int, int]
    """Entries that wait for a translator, and all."""


def write_language(portal: Portal, language: Language, stage: files.Stage) -> None:
    """Put everything for translating into a language, which may be a draft, on a stage."""
    tag = language.tag
    found = sheets(portal, language)
    rows = []
    for name, sheet in found.items():
        # Pages have titles in the source language, the other catalogs in the translator's own.
        own = portal.source_language.tag if name in portal.texts else "en"
        live = f"../../{url_of(portal.source_language.tag, name)}" if name in portal.pages else ""
        rows.append({"name": name, "title": _title(portal, name), "tag": own, "live": live, "sheet": sheet})
        if sheet is None:
            continue
        text = json.dumps(sheet.data, ensure_ascii=False, separators=(",", ":")) + "\n"
        rows[-1] |= {"bytes": len(text.encode()), "hash": _hash(text)}
        stage.write(f"{FOLDER}{tag}/{name}.json", text)
        stage.write(f"{FOLDER}{tag}/{name}.po", sheet.po)
    # What waits comes first, and of that what is needed most; `found` has that order.
    rows.sort(key=lambda row: not (row["sheet"] is None or row["sheet"].texts[0]))
    stage.write(f"{FOLDER}{tag}/index.html", _html(portal, language, rows))


def shared(portal: Portal, names: Collection[str]) -> dict[str, str | bytes]:
    """What the translators of all languages share, by path in the site; `names` are those of the site's files so far."""
    everywhere = (*portal.languages, *portal.unpublished)
    there = [language for language in everywhere if f"{FOLDER}{language.tag}/index.html" in names]
    if not there:
        return {}
    overrides = portal.folders.overrides
    made = {f"{FOLDER}{name}": text for name, text in _scripts(overrides).items()}
    worker = _bare(overrides / "translate" / f"{WORKER}.js")
    return {**made, f"{FOLDER}{WORKER}.js": worker, f"{FOLDER}index.html": _html(portal, None, there)}


def sheets(portal: Portal, language: Language) -> dict[str, Sheet | None]:
    """Every catalog of a language by its name, the most needed first; None for one too broken to read."""
    folder = portal.folders.translations / language.tag
    shelf = Shelf(portal.folders.cache / "translator" / f"{language.tag}.pickle")
    engine = edition.engine_digest(portal.folders.overrides)
    held = portal.rules(language.tag)
    common = files.digest(engine, repr((language, portal.settings.site_name, held, portal.glossary)))
    blocks = portal.catalog_blocks()
    made: dict[str, Sheet | None] = {}
    keys = []
    for name in needed(portal):
        file = folder / f"{name}.po"
        data = file.read_bytes() if file.is_file() else b""
        page = portal.texts.get(name)
        keys.append(files.digest(common, name, data, page.source_hash if page else repr(blocks[name])))
        made[name] = shelf.get(keys[-1], functools.partial(_sheet, portal, language, name, blocks[name], data, page))
    alike = shelf.get(files.digest("suggestions", *keys), functools.partial(_suggestions, made))
    shelf.save()
    for name, found in alike.items():
        # What a shelf holds is shared, and so never changed.
        sheet = made[name]
        entries = [
            {**entry, "like": found[i]} if i in found else entry for i, entry in enumerate(sheet.data["entries"])
        ]
        made[name] = dataclasses.replace(sheet, data={**sheet.data, "entries": entries})
    return made


def needed(portal: Portal) -> list[str]:
    """Names of all catalogs that a language needs, the most needed first, else in the order of the portal."""
    weights = need.weights(portal)
    known = [*portal.current_alerts, *ordered(portal.pages, portal.settings.nav)]
    known += [name for name in weights if name not in portal.texts and (name != "glossary" or portal.glossary)]
    return sorted(known, key=lambda name: -weights[name])


def _sheet(
    portal: Portal, language: Language, name: str, blocks: Sequence[Block], data: bytes, page: SourcePage | None
) -> Sheet | None:
    try:
        old = catalog.parsed(data) if data else None
    except catalog.BrokenCatalog:
        # `update` leaves it alone as well.
        return None
    before = [entry.msgid for entry in old or () if not entry.obsolete]
    made, _ = extract.merged(old, blocks, language, portal.settings.site_name)
    if name == "interface":
        words = extract.material_words(unit.MATERIAL / "partials" / "languages", language.tag)
        for entry in made:
            if not entry.msgstr and not entry.obsolete:
                entry.msgstr = words.get(entry.msgid, "")
    living = [entry for entry in made if not entry.obsolete]
    # Of blocks with the same text the first stands for all, as in the merge.
    first = {block.text: block for block in reversed(blocks)}
    told: dict[str, Any] = {
        "name": name,
        "title": _title(portal, name),
        "head": _head(made),
        "tail": "\n".join(str(entry) for entry in made if entry.obsolete),
        "entries": [_entry(portal, language.tag, entry, first[entry.msgid]) for entry in living],
    }
    if page:
        told["page"] = _drawn(page, {entry.msgid: i for i, entry in enumerate(living)})
    words = {True: 0, False: 0, None: 0}
    for entry in living:
        words[None if not entry.msgstr else not entry.fuzzy] += inline.word_count(entry.msgid)
    # Writing it anew takes as long as reading it, and most files are up to date.
    current = before == [entry.msgid for entry in living] and name != "interface"
    po = data.decode("utf-8-sig") if current else _text(made)
    waiting = sum(entry.fuzzy or not entry.msgstr for entry in living)
    return Sheet(told, po, (words[True], words[False], words[None]), (waiting, len(living)))


def _entry(portal: Portal, tag: str, entry: polib.POEntry, block: Block) -> dict[str, Any]:
    """An entry as `Sheet.data` has it; what is empty is left out."""
    # What comes in the place of a placeholder is no fact of the text.
    stated = PLACEHOLDER.sub(" ", entry.msgid) if block.kind == "interface" else entry.msgid
    rules = portal.rules(tag)
    told = {
        "id": entry.msgid,
        "str": entry.msgstr,
        "note": entry.tcomment,
        "about": entry.comment,
        "flags": [flag for flag in entry.flags if flag != "fuzzy"],
        "fuzzy": int(entry.fuzzy),
        "was": entry.previous_msgid or "",
        "kind": block.kind,
        "slots": [inline.slot_address(slot) or slot.strip() for slot in block.slots],
        "terms": terms_in(entry.msgid, portal.glossary, tag),
        "vital": re.sub(r"\D", "", rules.emergency) if rules.is_vital(stated, rules.emergency) else "",
        "facts": facts.to_json(wanted.wanted(stated, tag, portal.settings.country)),
    }
    return {key: value for key, value in told.items() if value}


def terms_in(text: str, glossary: Mapping[str, Term], tag: str) -> list[list[str]]:
    """[term, agreed translation or '', definition] of the glossary's terms in a source text, in the glossary's order; 1 last where
    the official term goes with the translation.
    """
    found = []
    for term in mentioned(text, glossary):
        agreed = term.term if term.policy == "keep" else term.translations.get(tag, "")
        found.append([term.term, agreed, term.definition, *([1] if agreed and term.policy == "both" else [])])
    return found


def _suggestions(made: Mapping[str, Sheet | None]) -> dict[str, dict[int, list[list]]]:
    """Earlier translations for the texts that wait for one: by catalog and index of the entry.

    None for words of the templates: a page has none like them, and most languages lack some.
    """
    waiting = {
        name: [(i, entry["id"]) for i, entry in enumerate(sheet.data["entries"]) if _waits(entry)]
        for name, sheet in made.items()
        if sheet and sheet.texts[0] and name != "interface"
    }
    if not waiting:
        return {}
    known = {
        name: Catalog(
            f"{name}.po", {entry["id"]: Entry(entry["str"]) for entry in sheet.data["entries"] if not _waits(entry)}
        )
        for name, sheet in made.items()
        if sheet
    }
    held = Memory(known)
    found: dict[str, dict[int, list[list]]] = {}
    for name, texts in waiting.items():
        for i, msgid in texts:
            if alike := held.suggestions(msgid, limit=SUGGESTED):
                found.setdefault(name, {})[i] = [
                    [one.ratio, one.source, one.translation, one.catalog, int(one.facts_differ)] for one in alike
                ]
    return found


def _waits(entry: Mapping[str, Any]) -> bool:
    return "str" not in entry or "fuzzy" in entry


def _drawn(page: SourcePage, index: Mapping[str, int]) -> list[list]:
    """The blocks of a page as `Sheet.data` has them, so that a browser can draw it."""
    head = [block for block in (page.title, page.summary) if block]
    drawn: list[list] = [[index[block.text], block.kind, 1, 0] for block in head]
    before = ""
    for part in page.parts:
        if isinstance(part, str):
            before = part
            continue
        line = before.rpartition("\n")[2]
        marks = MARKS.search(line)
        level = 0
        if marks and part.kind == "heading":
            level = len(marks["heading"] or "")
        elif part.kind == "list item":
            level = (len(line) - len(line.lstrip(" >"))) // 4
        drawn.append([index[part.text], part.kind, level, int(bool(marks and marks["number"]))])
        before = ""
    return drawn


def _title(portal: Portal, name: str) -> str:
    page = portal.texts.get(name)
    return inline.plain(page.title.text) if page else NOT_PAGES[name]


def _head(made: polib.POFile) -> str:
    """What stands before the first entry."""
    bare = polib.POFile(wrapwidth=made.wrapwidth)
    bare.metadata, bare.header = made.metadata, made.header
    return str(bare) if made.header else str(bare).removeprefix("#\n")


def _text(made: polib.POFile) -> str:
    """The file as `extract.update` writes it."""
    text = str(made).rstrip("\n") + "\n"
    return text if made.header else text.removeprefix("#\n")


# What is the same for all languages


def _html(portal: Portal, language: Language | None, rows: Sequence[Any]) -> bytes:
    """The page of a language with its catalogs; without a language that of all, whose rows are languages."""
    overrides, settings = portal.folders.overrides, portal.settings
    env = environment(overrides, Interface({}), unit.ICONS)
    css = styles.style(overrides / "css", settings.brand_color, SHEETS)
    policy = styles.policy(css, asks=("script-src", "connect-src", "worker-src") if language else ())
    html = env.get_template("translate.html").render(
        site_name=settings.site_name,
        source=portal.source_language,
        language=language,
        families=json.dumps(spoken.tongue(language.tag).families, ensure_ascii=False) if language else "",
        rows=rows,
        css=Markup(css),
        csp="" if settings.preview else policy,
        scripts=[f"../{name}" for name in _scripts(overrides)] if language else [],
        keeps=not settings.preview,
        upload_address=settings.upload_address,
        translation_email=settings.translation_email,
    )
    return minified(html).encode()


def _bare(file: Path) -> str:
    """A script without its comments and indentation: a parser that also shortens names, as readers' scripts have, reads no
    modern script."""
    text = re.sub(r"^[ \t]*/\*(?:(?!\*/)[\s\S])*\*/[ \t]*$", "", file.read_text(encoding="utf-8"), flags=re.M)
    return "".join(f"{line.strip()}\n" for line in text.split("\n") if line.strip())


def _scripts(overrides: Path) -> dict[str, str]:
    """The translator, and what speaks where it cannot run, by file name."""
    folder = overrides / "translate"
    names = sorted(file.stem for file in folder.glob("*.js"))
    # What starts it stands last.
    names.sort(key=lambda name: name == MAIN)
    parts = "".join(_bare(folder / f"{name}.js") for name in names if name not in (WORKER, OLD))
    made = {MAIN: f'"use strict";\n{parts}', OLD: _bare(folder / f"{OLD}.js")}
    return {f"{name}-{_hash(text)}.js": text for name, text in made.items()}


def _hash(text: str) -> str:
    """Part of an address, so that what it leads to never changes."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]
