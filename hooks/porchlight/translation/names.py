"""Names of months, weekdays, durations and currencies: CLDR's, in the forms that texts have them in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from babel import Locale

FLEETING = re.compile(r"(?<=[^\W\d_])[eoеоі]([kcкц])$")
"""The vowel that Slavic endings push out: wtorek, wtorku."""


def stems(names: Iterable[str], any_ending: bool = False) -> list[str]:
    """The names of one month or day with other endings: cases differ in their last letters, or (`any_ending`) stand behind. A short one has a short ending, lest
    Ukrainian "середа" be found in "середній".
    """
    texts = list(names)
    texts += [short for name in texts if len(name) > 4 and (short := FLEETING.sub(r"\1", name)) != name]
    return [
        f"{name}*"
        if any_ending and len(name) > 3
        else f"{name[:-2]}*"
        if len(name) > 6
        else f"{name[:-1]}+"
        if len(name) > 4
        else name
        for name in texts
        if not name[-1].isdigit()
    ]


def named(known: Locale | None, what: str) -> dict[int, list[str]]:
    """CLDR's names of months (1 to 12) or days (Monday is 0), without those it takes over from another language."""
    if known is None:
        return {}
    found: dict[int, list[str]] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in getattr(known, what)[context].get(width, {}).items():
                borrowed = (
                    not name.isascii()
                    and any("\u4e00" <= c <= "\u9fff" for c in name)
                    and known.language not in ("zh", "ja", "yue")
                )
                if not borrowed and what == "months" and len(name.rstrip(".")) == 3 and name[0].isalpha():
                    # So short a word needs its point.
                    found.setdefault(number, []).append(name.rstrip(".") + ".")
                if not borrowed and (width == "wide" or len(name) > 3 or known.language in ("zh", "ja")):
                    found.setdefault(number, []).append(name.rstrip("."))
    return found


def duration(known: Locale | None, unit: str) -> list[str]:
    """CLDR's word for one hour, day, week or year, where the language has another for many: "three weeks" is not seven days."""
    patterns = known._data["unit_patterns"].get(f"duration-{unit}", {}).get("long", {}) if known else {}
    one, other = (str(patterns.get(key, "")).replace("{0}", "").strip().lower() for key in ("one", "other"))
    return [one] if one and other and one != other else []


def money(known: Locale | None, said: dict) -> dict[str, list[str]]:
    """What all dollars have in common in CLDR's names of them, and spoken.yml's words."""
    found = {name: list(said.get(name, [])) for name in ("dollar", "cent", "euro", "pound")}
    names = [known.currencies.get(code, "") for code in ("CAD", "USD", "AUD")] if known else []
    common = set.intersection(*({word.lower() for word in name.split()} for name in names)) if names else set()
    found["dollar"] += [f"{word[:-1] if len(word) > 5 else word}*" for word in common if len(word) > 2]
    for name, code in (("euro", "EUR"), ("pound", "GBP")):
        if known and code in known.currencies and known.currencies[code] != code:
            found[name] += [f"{known.currencies[code].split()[0].lower()[:5]}*"]
    return found
