"""The files of a portal that its pages show or offer: pictures, recordings, downloads."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from ..assets import audio, fonts, images
from ..assets.audio import Recording
from ..content import hours, source
from ..core import files, locale
from ..core.problem import Problem, Severity
from ..translation import languages
from .edition import Coverage, Portal, Translation, alert_for, is_offered


def pictures(portal: Portal, out: Path) -> tuple[dict[str, images.Picture], list[Problem]]:
    """Every picture a page shows, made small, by its path below docs/; and what is wrong with any."""
    made: dict[str, images.Picture] = {}
    problems: list[Problem] = []
    s = portal.settings
    for page in portal.texts.values():
        for address, line in page.images:
            if ":" in address or address.startswith("/"):
                remedy = "Put the picture below docs/assets and name it from there"
                problems.append(Problem(page.path, line, f"the picture {address} is not in this portal", remedy))
                continue
            name = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), unquote(address)))
            budgets = (
                page.image_budgets.get("webp", s.webp_budget_bytes),
                page.image_budgets.get("jpeg", s.jpeg_budget_bytes),
            )
            for one in _localized_files(portal, name):
                if one in made:
                    continue
                try:
                    file = portal.folders.docs / one
                    made[one] = images.picture(file, one, out / "assets/img", portal.folders.cache / "images", *budgets)
                except images.ImageFault as fault:
                    problems.append(fault.problem(page.path, line))
    return made, problems


def recordings(portal: Portal) -> tuple[list[Recording], list[Problem]]:
    """Every page that somebody read aloud, and what is wrong with the files."""
    every, _ = languages.read_languages(portal.folders.translations, portal.settings.source_language)
    found, problems = audio.read_recordings(portal.folders.docs, [one.tag for one in every], portal.pages)
    built = {one.tag for one in portal.languages}
    return [one for one in found if one.tag in built], problems


def unspoken(portal: Portal, coverage: Coverage, found: Iterable[Recording]) -> list[Problem]:
    """A problem for each recording of a page in a language that the page is not offered in: nobody would find it."""
    what = "this is a recording in a language that its page is not offered in"
    return [
        Problem(f"docs/{one.source}", 0, what, "Translate the page first, or take the recording away", Severity.WARNING)
        for one in found
        if not is_offered(portal, coverage, one.page, one.tag)
    ]


def downloads(portal: Portal) -> dict[str, int]:
    """Bytes of every file of docs/ that readers can load by a link, by path below it."""
    docs = portal.folders.docs
    return {
        name: path.stat().st_size
        for name, path in files.files_below(docs).items()
        if not name.endswith(".md") and name.split("/")[0] not in source.NO_PAGES[1:] and "/" in name
    }


def letters(portal: Portal, made: Translation) -> tuple[str, str]:
    """The script of a language (ISO 15924), and the letters of it that its pages may show: '' where every phone has them."""
    tag = made.tag
    language, script = portal.language(tag), locale.script(tag)
    if script not in fonts.SCRIPTS:
        return script, ""
    texts = [language.autonym, *made.words.values(), *made.interface.words.values()]
    for page in made.pages.values():
        texts += [page.title, page.summary, page.markdown, page.both]
    texts += [alert_for(portal, name, tag)[0].markdown for name in portal.current_alerts]
    texts += [term.translations.get(tag, "") for term in portal.glossary.values()]
    # What CLDR says: dates, sizes and numbers, the names of languages, and hours.
    texts += [write(f"2026-{month:02}-28", tag) for month in range(1, 13) for write in (locale.date, _month)]
    size = functools.partial(locale.kilobytes, tag=tag, numbering=language.numbering)
    texts += [size(1_234), size(5_678_900), locale.percent(0.9, tag, language.numbering)]
    texts.append(locale.number(1_234_567_890.5, tag, language.numbering))
    spoken = {one.tag for one in portal.languages}
    for contact in portal.contacts.values():
        said = contact.values
        spoken |= {
            *said.get("languages", ()),
            *(one for way in said.get("phones", ()) for one in way.get("languages", ())),
        }
        texts += hours.told(
            said.get("schedules", ()), tag, dict.fromkeys(("every_day", "all_day"), ""), language.fallback
        )
    texts += [locale.language_name(one, tag) for one in spoken]
    return script, fonts.used(script, texts)


def _month(iso: str, tag: str) -> str:
    return locale.month(iso[:7], tag)


def _localized_files(portal: Portal, name: str) -> Iterable[str]:
    """The image, and its versions for single languages (`poster.ar.jpg`), as static-i18n finds them."""
    yield name
    stem, suffix = posixpath.splitext(name)
    for language in portal.languages:
        one = f"{stem}.{language.tag}{suffix}"
        if (portal.folders.docs / one).is_file():
            yield one
