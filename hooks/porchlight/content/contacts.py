"""Contacts: docs/contacts/*.yml, a mapping of contact id to fields named as HSDS names them where it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core import fields, files
from ..core.locale import is_tag
from ..core.page import Block
from ..core.problem import Problem, Severity

TRANSLATED = ("name", "description", "schedule", "cost")


@dataclass(frozen=True)
class Contact:
    """A service that people can reach."""

    id: str
    values: dict[str, Any]
    """Checked fields as in the file: name, description, organization, phones, email, url, schedule, cost, languages …"""
    path: str
    line: int
    """Where it stands: file below the portal's folder, 1-based line."""
    line_of: dict[str, int]
    """1-based line of each field."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What is translated of it, in order."""
        blocks = [
            Block(f"contact {key}", self.values[key], line=self.line_of[key])
            for key in TRANSLATED
            if key in self.values
        ]
        blocks += [
            Block("contact phone", phone["description"], line=self.line_of["phones"])
            for phone in self.values.get("phones", ())
            if "description" in phone
        ]
        return tuple(blocks)


def _number(value: Any) -> str:
    number = fields.text(value)
    if not re.fullmatch(r"\+\d{6,15}|\d{3,6}", number):
        raise ValueError("a phone number is written +16135550123, or as a short code such as 211")
    return number


def _tag(value: Any) -> str:
    if not isinstance(value, str) or not is_tag(value):
        raise ValueError("a language is a BCP 47 tag such as fr or zh-Hans")
    return value


def _email(value: Any) -> str:
    address = fields.text(value)
    if not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+", address):
        raise ValueError("it must be an e-mail address")
    return address


PHONE = {
    "number": _number,
    "type": fields.one_of("voice", "text", "tty"),
    "description": fields.text,
    "languages": fields.listed(_tag),
}
CHECKS: dict[str, fields.Check] = {
    "name": fields.text,
    "description": fields.text,
    "organization": fields.text,
    "phones": fields.listed(fields.mapping(PHONE, required=("number",))),
    "email": _email,
    "url": fields.url,
    "schedule": fields.text,
    "cost": fields.text,
    "languages": fields.listed(_tag),
    "regions": fields.listed(fields.region),
    "verified": fields.date,
    "source": fields.url,
}


def read_contacts(docs: Path) -> tuple[dict[str, Contact], list[Problem]]:
    """Every contact below docs/contacts by id, in the order of the files, and what is wrong."""
    contacts: dict[str, Contact] = {}
    problems: list[Problem] = []
    for name, file in files.files_below(docs / "contacts").items():
        if not name.endswith((".yml", ".yaml")):
            continue
        path = f"docs/contacts/{name}"
        try:
            listed = fields.parse(file.read_text(encoding="utf-8-sig"))
        except UnicodeDecodeError:
            problems.append(Problem(path, 0, "this file is not UTF-8", "Save it with the encoding UTF-8"))
            continue
        except fields.YamlFault as fault:
            problems.append(Problem(path, fault.line, str(fault), "Mend that line"))
            continue
        if not isinstance(listed, fields.Lines):
            problems.append(
                Problem(path, 1, "here belong contacts by their id", "Begin each with a line such as `help-211:`")
            )
            continue
        for key, said in listed.items():
            line = listed.line_of[key]
            values, found = fields.read(said, CHECKS, path, line)
            problems += found
            if key in contacts:
                problems.append(Problem(path, line, f'the contact "{key}" stands here twice', "Give one another id"))
            if "name" not in values:
                problems.append(Problem(path, line, f'the contact "{key}" has no name', "Add `name:`"))
                continue
            if not any(way in values for way in ("phones", "email", "url")):
                problems.append(Problem(path, line, f'nobody can reach "{key}"', "Add phones, email or url"))
            if "source" not in values:
                what = f'the contact "{key}" names no source'
                problems.append(
                    Problem(path, line, what, "Add `source:`, the official page it comes from", Severity.NOTE)
                )
            contacts[key] = Contact(key, values, path, line, dict(getattr(said, "line_of", {})))
    return contacts, problems
