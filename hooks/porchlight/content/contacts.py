"""Contacts: docs/contacts/*.yml, a mapping of contact id to fields named as HSDS names them where it does."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import babel
import phonenumbers

from ..core import fields, files
from ..core.locale import is_tag
from ..core.page import Block
from ..core.problem import Problem, Severity
from . import hours, phones

TRANSLATED = ("name", "description", "cost", "interpretation_services")
"""Fields that are one translated text. Entries of phones, schedules and locations have translated texts too."""
WAYS = ("in-person", "phone", "video", "message", "home-visit")
WAY_OF_TYPE = {
    "voice": "phone",
    "text": "message",
    "textphone": "phone",
    "video": "video",
    "whatsapp": "message",
}
"""What each type of phone is for."""
REACHED_BY = ("phones", "email", "url", "locations")
WHEELCHAIR = ("yes", "limited", "no")  # OpenStreetMap, key wheelchair


@dataclass(frozen=True)
class Contact:
    """A service that people can reach."""

    id: str
    values: dict[str, Any]
    """Checked fields as in the file: name, description, phones …; `schedules` is a tuple of `hours.Schedule`."""
    path: str
    line: int
    """Where it stands: file below the portal's folder, 1-based line."""
    line_of: dict[str, int]
    """1-based line of each field."""

    @property
    def number(self) -> str:
        """The first number that is called by voice; '' where there is none."""
        phones = self.values.get("phones", ())
        return next((phone["number"] for phone in phones if phone.get("type", "voice") == "voice"), "")

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What is translated of it: its own texts, then those of its phones, schedules and locations."""
        numbers, places = self.values.get("phones", ()), self.values.get("locations", ())
        texts = [(key, key, self.values.get(key)) for key in TRANSLATED]
        texts += [("phone", "phones", phone.get("description")) for phone in numbers]
        texts += [("schedule", "schedules", one.description) for one in self.values.get("schedules", ())]
        texts += [("transportation", "locations", place.get("transportation")) for place in places]
        texts += [("accessibility", "locations", place.get("accessibility", {}).get("description")) for place in places]
        return tuple(Block(f"contact {kind}", text, line=self.line_of[key]) for kind, key, text in texts if text)


def ways(values: Mapping[str, Any]) -> tuple[str, ...]:
    """How a contact with these values helps, in the order of `WAYS`: as it says, or else by its locations, phones and e-mail."""
    said = set(values.get("attending_types", ()))
    if not said:
        said = {WAY_OF_TYPE[phone.get("type", "voice")] for phone in values.get("phones", ())}
        said |= {"in-person"} if values.get("locations") else set()
        said |= {"message"} if "email" in values else set()
    return tuple(way for way in WAYS if way in said)


def _tag(value: Any) -> str:
    if not isinstance(value, str) or not is_tag(value):
        raise ValueError("a language is a BCP 47 tag such as fr or zh-Hans")
    return value


def _email(value: Any) -> str:
    address = fields.text(value)
    if not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+", address):
        raise ValueError("it must be an e-mail address")
    return address


def _degrees(most: int) -> fields.Check:
    def check(value: Any) -> float:
        degrees = fields.text(value)
        if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", degrees) or not -most <= float(degrees) <= most:
            raise ValueError(f"it must be in degrees from -{most} to {most}, such as 43.65")
        return float(degrees)

    return check


@functools.cache
def _country_names() -> dict[str, str]:
    """Codes of the countries that have telephones, by their English name in small letters."""
    names = babel.Locale("en").territories
    return {names[code].lower(): code for code in sorted(phonenumbers.SUPPORTED_REGIONS) if code in names}


def _country(value: Any) -> str:
    code = fields.text(value)
    if code.upper() not in phonenumbers.SUPPORTED_REGIONS:
        meant = _country_names().get(code.lower())
        hint = f' (did you mean "{meant}"?)' if meant else ""
        raise ValueError(f'"{code}" is no country{hint}: write its ISO 3166-1 code, such as CA')
    return code.upper()


ADDRESS: dict[str, fields.Check] = {
    "address_1": fields.text,
    "address_2": fields.text,
    "city": fields.text,
    "state_province": fields.text,
    "postal_code": fields.text,
    "country": _country,
}
ACCESSIBILITY: dict[str, fields.Check] = {"wheelchair": fields.one_of(*WHEELCHAIR), "description": fields.text}
LOCATION: dict[str, fields.Check] = {
    "name": fields.text,
    "address": fields.mapping(ADDRESS, ()),
    "latitude": _degrees(90),
    "longitude": _degrees(180),
    "transportation": fields.text,
    "accessibility": fields.mapping(ACCESSIBILITY, ()),
}
PHONE: dict[str, fields.Check] = {
    "number": fields.text,
    "type": fields.one_of(*WAY_OF_TYPE),
    "description": fields.text,
    "languages": fields.listed(_tag),
    "free": fields.yes_or_no,
}
CHECKS: dict[str, fields.Check] = {
    "name": fields.text,
    "description": fields.text,
    "organization": fields.text,
    # These three are lists of mappings, whose entries are checked one by one (`_entries`), each with its own line.
    "phones": lambda value: value,
    "email": _email,
    "url": fields.url,
    "schedules": lambda value: value,
    "locations": lambda value: value,
    "cost": fields.text,
    "languages": fields.listed(_tag),
    "interpretation_services": fields.text,
    "attending_types": fields.listed(fields.one_of(*WAYS)),
    "regions": fields.listed(fields.region),
    "verified": fields.date,
    "source": fields.url,
}


def _phone(value: Any, country: str) -> dict[str, Any]:
    phone = fields.mapping(PHONE, required=("number",))(value)
    if phone.get("type") == "whatsapp" and not phone["number"].startswith("+"):
        raise ValueError('"number" is wrong: WhatsApp needs a whole number that begins with +')
    # The plans list few of the codes that carriers lease out for text messages.
    by_form = WAY_OF_TYPE[phone.get("type", "voice")] == "message"
    try:
        phones.checked(phone["number"], "" if by_form and not phone["number"].startswith("+") else country)
    except ValueError as error:
        raise ValueError(f'"number" is wrong: {error}') from None
    return phone


def _location(value: Any) -> dict[str, Any]:
    place = fields.mapping(LOCATION, ())(value)
    if ("latitude" in place) != ("longitude" in place):
        there, missing = ("latitude", "longitude") if "latitude" in place else ("longitude", "latitude")
        raise ValueError(f'"{there}" needs "{missing}" beside it')
    if not (place.get("name") or place.get("address") or "latitude" in place):
        raise ValueError("a location needs a name, an address, or a latitude and longitude")
    return place


def _entries(key: str, said: Any, check: fields.Check, path: str, line: int) -> tuple[tuple, list[Problem]]:
    """The entries of a list that pass, and a problem for each that does not, at its own line."""
    good: list[Any] = []
    problems = []
    for entry in said if isinstance(said, list) else [said]:
        try:
            good.append(check(entry))
        except ValueError as error:
            at = min(getattr(entry, "line_of", {}).values(), default=line)
            problems.append(Problem(path, at, f'"{key}" is wrong: {error}', "Correct the value"))
    return tuple(good), problems


def _read(
    key: str, said: Any, path: str, line: int, entries: Mapping[str, fields.Check]
) -> tuple[Contact | None, list[Problem]]:
    """One contact, None where it has no name, and what is wrong with it."""
    values, problems = fields.read(said, CHECKS, path, line)
    line_of = dict(getattr(said, "line_of", {}))
    written = [way for way in REACHED_BY if way in values or (line_of and said.get(way))]
    for name, check in entries.items():
        if name in values:
            values[name], found = _entries(name, values[name], check, path, line_of[name])
            problems += found
            if not values[name]:
                del values[name]
    if "name" not in values:
        return None, [*problems, Problem(path, line, f'the contact "{key}" has no name', "Add `name:`")]
    if not written:
        what = f'nobody can reach "{key}"'
        problems.append(Problem(path, line, what, "Add phones, email, url or locations"))
    if "source" not in values:
        what = f'the contact "{key}" names no source'
        problems.append(Problem(path, line, what, "Add `source:`, the official page it comes from", Severity.NOTE))
    return Contact(key, values, path, line, line_of), problems


def read_contacts(docs: Path, country: str = "", timezone: str = "") -> tuple[dict[str, Contact], list[Problem]]:
    """Every contact below docs/contacts by id, in the order of the files, and what is wrong.

    `country` (ISO 3166-1 alpha-2) says which short codes there are, any with ''. `timezone` (IANA) is that of schedules that
    name none, the caller's own with ''.
    """
    entries: dict[str, fields.Check] = {
        "phones": functools.partial(_phone, country=country),
        "schedules": functools.partial(hours.read_schedule, default_timezone=timezone),
        "locations": _location,
    }
    contacts: dict[str, Contact] = {}
    problems: list[Problem] = []
    for name, file in files.files_below(docs / "contacts").items():
        if not name.endswith((".yml", ".yaml")):
            continue
        path = f"docs/contacts/{name}"
        listed, found = fields.parse_file(file, path, "contacts", "help-211")
        problems += found
        for key, said in listed.items():
            line = listed.line_of[key]
            contact, found = _read(key, said, path, line, entries)
            problems += found
            if not re.fullmatch(fields.ID, key):
                remedy = "Use the letters a to z, digits and hyphens"
                problems.append(Problem(path, line, f'"{key}" is no id for a contact', remedy))
            if key in contacts:
                problems.append(Problem(path, line, f'the contact "{key}" stands here twice', "Give one another id"))
            if contact:
                contacts[key] = contact
    return contacts, problems
