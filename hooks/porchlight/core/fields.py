"""YAML mappings with checked fields: every fault is a problem with its line, unknown keys name the nearest known one.

Scalars arrive as the text that stands in the file: `no` stays a language code and 2026-05-01 a text until a check turns it into
a date.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from rapidfuzz import process

from .problem import Problem, Severity

ID = r"[a-z0-9]+(-[a-z0-9]+)*"
"""What names a contact, a pathway, a term, a topic: it can stand in an address and in HTML."""
Check = Callable[[Any], Any]
"""Takes the YAML value, returns the typed one; raises ValueError with what was expected."""


class Lines(dict):
    """A YAML mapping whose `line_of` gives the 1-based line of each key."""

    line_of: dict[str, int]


class YamlFault(ValueError):
    """The text is no YAML. `line` is 1-based."""

    def __init__(self, line: int, what: str) -> None:
        self.line = line
        super().__init__(what)


def nearest(word: str, known: Mapping[str, Any] | list[str] | set[str]) -> str:
    """` (did you mean "…"?)` for the known word most like this one, or nothing where none is alike."""
    best = process.extractOne(word, sorted(known), score_cutoff=60)
    return f' (did you mean "{best[0]}"?)' if best else ""


def parse(text: str, first_line: int = 1) -> Any:
    """YAML as texts, lists and `Lines`, None for nothing. Raises YamlFault.

    `first_line` is where the text begins in its file, 1-based.
    """
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # What is never closed is found missing at the end; where it was opened is the line to mend.
        if mark and error.context_mark and mark.line >= len(text.splitlines()):
            mark = error.context_mark
        raise YamlFault(first_line + (mark.line if mark else 0), f"this is not valid YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise YamlFault(first_line, f"this is not valid YAML: {str(error).splitlines()[0]}") from None
    return _plain(node, first_line, ()) if node else None


def _plain(node: yaml.Node, first_line: int, within: tuple[yaml.Node, ...]) -> Any:
    if node in within:
        raise YamlFault(first_line + node.start_mark.line, "this value refers to itself")
    if isinstance(node, yaml.MappingNode):
        values = Lines()
        values.line_of = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise YamlFault(first_line + key.start_mark.line, "a key must be a plain word")
            if key.value in values:
                raise YamlFault(first_line + key.start_mark.line, f'"{key.value}" stands here twice')
            values.line_of[key.value] = first_line + key.start_mark.line
            values[key.value] = _plain(value, first_line, (*within, node))
        return values
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, first_line, (*within, node)) for item in node.value]
    return None if node.tag == "tag:yaml.org,2002:null" else node.value


def read(
    values: Any, checks: Mapping[str, Check], path: str, line: int, severity: Severity = Severity.ERROR
) -> tuple[dict[str, Any], list[Problem]]:
    """The fields of a mapping that pass their checks, and a problem for each that does not or is unknown."""
    if values is None:
        return {}, []
    if not isinstance(values, Lines):
        return {}, [Problem(path, line, "here belong lines of the form `key: value`", "Write them so", severity)]
    good: dict[str, Any] = {}
    problems = []
    for key, value in values.items():
        at = values.line_of[key]
        if key not in checks:
            remedy = f"Use one of: {', '.join(checks)}"
            problems.append(
                Problem(path, at, f'"{key}" is not known here{nearest(key, list(checks))}', remedy, severity)
            )
            continue
        if value is None or value == "":
            continue
        try:
            good[key] = checks[key](value)
        except ValueError as error:
            problems.append(Problem(path, at, f'"{key}" is wrong: {error}', "Correct the value", severity))
    return good, problems


def unsaid(said: Any, keys: tuple[str, ...]) -> list[str]:
    """Those of the keys that a mapping lacks or leaves empty; none where it is no mapping, which `read` tells of."""
    if said is not None and not isinstance(said, Lines):
        return []
    return [key for key in keys if not str((said or {}).get(key) or "").strip()]


def parse_file(file: Path, path: str, of: str, example: str) -> tuple[Lines, list[Problem]]:
    """The mapping in a YAML file, id → fields; empty, with a problem, where the file holds none.

    `path` is the file's place for messages, `of` names what it lists, `example` is such an id.
    """
    nothing = Lines()
    nothing.line_of = {}
    try:
        listed = parse(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return nothing, [Problem(path, 0, "this file is not UTF-8", "Save it with the encoding UTF-8")]
    except YamlFault as fault:
        return nothing, [Problem(path, fault.line, str(fault), "Mend that line")]
    if not isinstance(listed, Lines):
        remedy = f"Begin each with a line such as `{example}:`"
        return nothing, [Problem(path, 1, f"here belong {of} by their id", remedy)]
    return listed, []


def entries(
    file: Path, path: str, of: str, example: str, checks: Mapping[str, Check], required: tuple[str, ...]
) -> tuple[list[tuple[str, int, dict[str, Any]]], list[Problem]]:
    """(id, 1-based line, checked fields) of each entry in a file of ids that has all it needs; and what is wrong.

    No file is no fault. `of` names an entry, in the singular; see `parse_file` for the rest.
    """
    if not file.is_file():
        return [], []
    listed, problems = parse_file(file, path, f"{of}s", example)
    found = []
    for id_, said in listed.items():
        line = listed.line_of[id_]
        values, faults = read(said, checks, path, line)
        problems += faults
        good = re.fullmatch(ID, id_)
        if not good:
            remedy = "Use the letters a to z, digits and hyphens"
            problems.append(Problem(path, line, f'"{id_}" is no id for a {of}', remedy))
        problems += [
            Problem(path, line, f'the {of} "{id_}" has no {key}', f"Add `{key}:`") for key in unsaid(said, required)
        ]
        if good and all(values.get(key) for key in required):
            found.append((id_, line, values))
    return found, problems


def text(value: Any) -> str:
    """One line of text."""
    if not isinstance(value, str):
        raise ValueError("it must be one text")
    return re.sub(r"\s+", " ", value).strip()


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts; one text alone counts as a list of one."""
    return tuple(text(item) for item in (value if isinstance(value, list) else [value]))


def whole_number(low: int, high: int) -> Check:
    """A check for a whole number in a range, both ends included."""

    def check(value: Any) -> int:
        if not isinstance(value, str) or not re.fullmatch(r"\d+", value) or not low <= int(value) <= high:
            raise ValueError(f"it must be a whole number from {low} to {high}")
        return int(value)

    return check


def one_of(*allowed: str) -> Check:
    """A check for one word out of a few."""

    def check(value: Any) -> str:
        if value not in allowed:
            raise ValueError(f"it must be one of: {', '.join(allowed)}{nearest(str(value), list(allowed))}")
        return value

    return check


def yes_or_no(value: Any) -> bool:
    """YAML's own words for truth, and those of YAML 1.1 that people write."""
    word = text(value).lower()
    if word not in ("true", "false", "yes", "no"):
        raise ValueError("it must be yes or no")
    return word in ("true", "yes")


def date(value: Any) -> str:
    """An ISO 8601 date, kept as text."""
    try:
        return datetime.date.fromisoformat(text(value)).isoformat()
    except ValueError:
        raise ValueError("it must be a date such as 2026-05-01") from None


def url(value: Any) -> str:
    """An absolute http or https address."""
    address = text(value)
    try:
        parts = urlsplit(address)
        whole = parts.scheme in ("http", "https") and parts.hostname and not re.search(r'[\s<>"]', address)
    except ValueError:
        whole = False
    if not whole:
        raise ValueError("it must be a whole address that begins with https://")
    return address


def region(value: Any) -> str:
    """An ISO 3166-2 code, upper case (such as CA-ON)."""
    code = text(value).upper()
    if not re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code):
        raise ValueError("it must be an ISO 3166-2 code such as CA-ON")
    return code


def listed(check: Check) -> Check:
    """A check for a list, each item by the given check."""

    def check_all(value: Any) -> tuple:
        return tuple(check(item) for item in (value if isinstance(value, list) else [value]))

    return check_all


def mapping(checks: Mapping[str, Check], required: tuple[str, ...]) -> Check:
    """A check for a small mapping inside a field, such as one source of a page."""

    def check(value: Any) -> dict[str, Any]:
        good, problems = read(value, checks, "", 0)
        if problems:
            raise ValueError(problems[0].what)
        missing = [key for key in required if key not in good]
        if missing:
            raise ValueError(f'"{missing[0]}" is missing')
        return good

    return check
