"""`start`: a new language in one step, and where to begin in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..core import files
from ..core.locale import RTL_SCRIPTS, ZERO_DIGITS, Language, cldr, language, script
from ..core.problem import Problem
from ..pages import need
from ..pages.edition import Folders, Portal
from ..settings import Settings
from ..translation import tags
from . import asked, progress
from .day import today
from .outcome import Outcome, table
from .progress import Progress
from .update import update_language

CORE_PATHWAYS = 2
"""A page that at least so many pathways lead to belongs to the core: what most readers need, whatever brought them."""
CORE_PAGES = 6
"""No more pages than these, the most needed first; where no page is on so many pathways, the first of the portal."""


def run(folders: Folders, settings: Settings, options: Any) -> Outcome:
    """Make the folder of `options.language` with its language.yml and the catalogs of its core; nothing there is overwritten.

    Code 2, and nothing touched, where it is no language or is there already. Raises ProblemsError where the source cannot be
    read, or a fallback is not there.
    """
    try:
        tag, notes = tags.checked(options.language, bool(options.autonym))
    except ValueError as error:
        return _refused(str(error))
    portal = asked.portal(folders, settings)
    if tag == portal.source_language.tag:
        return _refused(f"{tag} is the language that docs/ is written in. Name another.")
    file = folders.translations / tag / "language.yml"
    if file.exists():
        return _refused(
            f"translations/{tag}/ is there already. See how it stands: python3 scripts/translate.py status {tag}"
        )
    asked_for = [one for one in options.fallback if one != portal.source_language.tag]
    fallback = asked.languages(portal, asked_for) if asked_for else []
    said = {"autonym": options.autonym or "", "fallback": tuple(fallback)}
    if not cldr(tag):
        # CLDR still knows a name in English, and a script, of languages of which it has no more.
        said |= {"english_name": tags.name(tag), "direction": "rtl" if script(tag) in RTL_SCRIPTS else "ltr"}
    made = language(tag, **said)
    files.write(file, settings_text(made, portal, options.autonym or ""))
    core = core_catalogs(portal, today(settings.timezone))
    broken = update_language(portal, made, core)[1]
    rows = [one for one in progress.of_language(portal, tag, today(settings.timezone)) if one.name in core]
    rows.sort(key=lambda one: -one.weight)
    lines = [*_welcome(made, rows, notes), *map(str, broken)]
    return Outcome(tuple(lines), _data(made, rows, notes, broken), 1 if broken else 0)


def core_catalogs(portal: Portal, day: str) -> list[str]:
    """Names of the catalogs to begin a language with, the most needed first: alerts that hold or will, the words of every page,
    the home page, contacts, glossary, and the pages that most pathways lead to.
    """
    there = portal.catalog_blocks()
    weights = need.weights(portal)
    alerts = [name for name, alert in portal.alerts.items() if alert.until >= day]
    shared = [name for name in need.FIRST if there.get(name)]
    needed = sorted((name for name in portal.pages if name not in shared), key=lambda name: (-weights[name], name))
    pathways = portal.pathways.values()
    many = [name for name in needed if sum(name in pathway.pages for pathway in pathways) >= CORE_PATHWAYS]
    return sorted([*alerts, *shared, *(many or needed)[:CORE_PAGES]], key=lambda name: -weights[name])


def settings_text(made: Language, portal: Portal, autonym: str) -> str:
    """The text of a language.yml: what CLDR says as comments to correct, and the questions it cannot answer."""
    known = cldr(made.tag)
    others = ", ".join(one.tag for one in portal.languages[1:]) or "none yet"
    native = known.other_numbering_systems.get("native", "latn") if known else "latn"
    source = portal.source_language.english_name
    lines = [
        f"# {tags.name(made.tag)}",
        "",
        "# draft: only previews show it. published: readers get it.",
        "status: draft",
        "",
    ]
    if autonym:
        lines += [f"autonym: {_quoted(autonym)}", ""]
    elif not known:
        lines += ["# What do its readers call it? CLDR, the language data of the Unicode Consortium, does not know."]
        lines += [f"# autonym: {_quoted(made.autonym)}", ""]
    if not known:
        mark = "# " if made.english_name == made.tag else ""
        lines += [f"{mark}english_name: {_quoted(made.english_name)}", f"direction: {made.direction}", ""]
    lines += [
        "# What do its readers understand better than " + source + ", where a page is not translated yet?",
        f"# Languages of this portal: {others}.",
        f"fallback: [{', '.join(made.fallback)}]" if made.fallback else "# fallback: []",
        "",
        "# Who reads the translations before you write `status: published`? Their names belong into the head of each catalog:",
        "# X-Reviewed-By and X-Reviewed-On.",
        "",
    ]
    lines.append(
        "# What holds while these lines stay comments, from CLDR. Take the # away to say otherwise."
        if known
        else "# What holds while these lines stay comments: a guess, since CLDR does not know the language."
    )
    if known:
        lines += [] if autonym else [f"# autonym: {_quoted(made.autonym)}"]
        lines.append(f"# english_name: {_quoted(made.english_name)}")
        lines.append(f"# direction: {made.direction}")
    lines.append(f"# plural_forms: {_quoted(made.plural_forms)}")
    if native != "latn" and native in ZERO_DIGITS:
        digits = "".join(chr(ord(ZERO_DIGITS[native]) + n) for n in range(10))
        lines += ["", f"# Percentages are written with the digits 0 to 9; with this line, with {digits}:", f"# numbering: {native}"]  # fmt: skip
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as YAML writes it."""
    return json.dumps(text, ensure_ascii=False)


def _welcome(made: Language, rows: Sequence[Progress], notes: Sequence[str]) -> list[str]:
    tag = made.tag
    name = made.english_name if made.autonym in (tag, made.english_name) else f"{made.english_name} ({made.autonym})"
    words = sum(one.total for one in rows)
    left = sum(one.total - one.translated for one in rows)
    filled = next((one.translated for one in rows if one.name == "interface"), 0)
    lines = [f"Welcome. {name} has begun in translations/{tag}/, as a draft that only previews show."]
    lines += list(notes)
    lines += ["", f"The core: {words} words, {left} of them to translate.", ""]
    lines += table(
        ("file", "words", "to translate"), [(one.path, one.total, one.total - one.translated) for one in rows]
    )
    lines.append("")
    if filled:
        lines.append(f"{filled} words of interface.po come from Material's translators, who made them for such pages.")
    lines.append("Begin with the first, in Poedit, Weblate or any text editor: fill in each msgstr.")
    return [
        *lines,
        f"Answer the questions in translations/{tag}/language.yml when you can.",
        "",
        *table(
            ("Then", ""),
            [
                ("find slips", f"python3 scripts/translate.py check {tag}"),
                ("see your pages", f"python3 scripts/translate.py preview {tag}"),
                ("see what comes next", f"python3 scripts/translate.py status {tag}"),
                ("get all other pages", f"python3 scripts/translate.py update {tag}"),
            ],
        ),
    ]


def _data(made: Language, rows: Sequence[Progress], notes: Sequence[str], broken: Sequence[Problem]) -> dict[str, Any]:
    return {
        "language": {
            "tag": made.tag,
            "autonym": made.autonym,
            "english_name": made.english_name,
            "direction": made.direction,
        },
        "catalogs": [{"path": one.path, "words": one.total, "translated": one.translated} for one in rows],
        "notes": list(notes),
        "problems": [str(problem) for problem in broken],
    }


def _refused(line: str) -> Outcome:
    return Outcome((line,), {"problems": [line]}, 2)
