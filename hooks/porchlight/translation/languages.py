"""The languages of a portal: translations/<tag>/language.yml over CLDR."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from rapidfuzz import process

from ..core import fields
from ..core.locale import ZERO_DIGITS, Language, is_tag, language
from ..core.problem import Problem, Severity
from . import tags


def _tag(value: object) -> str:
    tag = fields.text(value)
    if not is_tag(tag):
        raise ValueError(f'"{tag}" is no BCP 47 tag')
    return tag


CHECKS: dict[str, fields.Check] = {
    "autonym": fields.text,
    "english_name": fields.text,
    "direction": fields.one_of("ltr", "rtl"),
    "status": fields.one_of("published", "draft"),
    "fallback": fields.listed(_tag),
    "numbering": fields.one_of(*ZERO_DIGITS),
    "plural_forms": fields.text,
}


def read_languages(translations: Path, source: str) -> tuple[list[Language], list[Problem]]:
    """The source language, then every language with a folder, by tag; and what is wrong with the folders.

    A folder that is no language is left out, and said; the portal builds without it.
    """
    languages = {source: language(source, status="published")}
    problems: list[Problem] = []
    folders = sorted(path for path in translations.iterdir() if path.is_dir()) if translations.is_dir() else []
    for folder in folders:
        if folder.name.startswith("."):
            continue
        path = f"translations/{folder.name}"
        file = folder / "language.yml"
        if not is_tag(folder.name):
            remedy = f"Name it by its BCP 47 tag{_near(folder.name)}, or move it out of translations/"
            problems.append(Problem(path, 0, f'"{folder.name}" is no language tag', remedy, Severity.WARNING))
            continue
        if not file.is_file():
            begin = f"Begin it with `python3 scripts/translate.py start {folder.name}`"
            if not tags.is_known(folder.name):
                begin = f"Name it by its BCP 47 tag{_near(folder.name)}"
            remedy = f"{begin}, or move the folder out of translations/"
            problems.append(Problem(path, 0, "there is no language.yml in this folder", remedy, Severity.WARNING))
            continue
        made, found = read_language(folder.name, file.read_bytes(), f"{path}/language.yml")
        problems += found
        if made and made.autonym == made.tag and not tags.is_known(made.tag):
            what = f'nobody knows a language "{made.tag}"'
            remedy = f"Name it by its BCP 47 tag{_near(made.tag)}, or give its own name in language.yml: `autonym: …`"
            problems.append(Problem(path, 0, what, remedy, Severity.WARNING))
        if made and made.tag == source:
            # What docs/ is written in is always there: everything falls back to it.
            made = dataclasses.replace(made, status="published")
        if made:
            languages[folder.name] = made
    for made in list(languages.values()):
        for tag in made.fallback:
            if tag not in languages:
                near = process.extractOne(tag, list(languages), score_cutoff=50)
                remedy = f"Name a language of this portal{f', such as {near[0]}' if near else ''}"
                path = f"translations/{made.tag}/language.yml"
                problems.append(
                    Problem(path, 0, f'the fallback "{tag}" is no language of this portal', remedy, Severity.WARNING)
                )
    first, *others = languages.values()
    return [first, *sorted(others, key=lambda made: made.tag)], problems


def read_language(tag: str, data: bytes, path: str) -> tuple[Language | None, list[Problem]]:
    """The language of one language.yml, None where the file is broken, and what is wrong with it."""
    try:
        values = fields.parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None, [Problem(path, 0, "this file is not UTF-8", "Save it with the encoding UTF-8")]
    except fields.YamlFault as fault:
        return None, [Problem(path, fault.line, str(fault), "Mend that line")]
    good, problems = fields.read(values, CHECKS, path, 1)
    return language(tag, **good), problems


def _near(name: str) -> str:
    """` (…)`, the tag that a folder's name is nearest to; '' where none is near."""
    tag = tags.nearest(name)
    return f" ({tag})" if tag else ""
