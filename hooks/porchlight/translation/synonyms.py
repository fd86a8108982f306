"""translations/<tag>/synonyms.yml: what else a word that people type asks for, since pages use the official one."""

from __future__ import annotations

from pathlib import Path

from ..core import fields
from ..core.problem import Problem, Severity


def read_synonyms(translations: Path, tag: str) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """What people type → what pages say, in one language; and what is wrong with the file. No file is no fault.

        doctor: [family physician, clinic]

    A faulty entry is left out.
    """
    file, path = translations / tag / "synonyms.yml", f"translations/{tag}/synonyms.yml"
    if not file.is_file():
        return {}, []

    def warning(line: int, what: str, remedy: str) -> Problem:
        return Problem(path, line, what, remedy, Severity.WARNING)

    example = "Write lines such as `doctor: [family physician, clinic]`"
    try:
        values = fields.parse(file.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        return {}, [warning(0, "this file is not UTF-8", "Save it with the encoding UTF-8")]
    except fields.YamlFault as fault:
        return {}, [warning(fault.line, str(fault), "Mend that line")]
    if values is None:
        return {}, []
    if not isinstance(values, fields.Lines):
        return {}, [warning(1, "this is no list of synonyms", example)]
    good: dict[str, tuple[str, ...]] = {}
    problems = []
    for word, meant in values.items():
        listed = [meant] if isinstance(meant, str) else meant
        if isinstance(listed, list) and listed and all(isinstance(one, str) and one.strip() for one in listed):
            good[word] = tuple(listed)
        else:
            problems.append(warning(values.line_of[word], f'"{word}" has nothing that it stands for', example))
    return good, problems
