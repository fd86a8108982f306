"""Clock times in a language's words: half past eight, a quarter to nine, and hours that are counted from dawn."""

from __future__ import annotations

import re

from . import spoken
from .facts import spelled

FROM_DAWN = ("sw", "am", "ti", "om", "so")
"""Languages of East Africa, whose first hour of the day is seven o'clock."""
WORDS_ALONE = ("so",)
"""Of those, languages that count so in words only."""
LEFT = r"(^|[\x00-/:-`{-\xbf]|[\u2000-\u2bff])"
"""What stands before an hour in words or digits: no letter, and no digit."""
ENDING = r"[^\s\d.,;:!?()]*"


def shifted(hour: int) -> int:
    """The hour of one to twelve that it is from dawn: eight o'clock is two."""
    return (hour + 5) % 12 + 1


def in_words(hour: int, tongue: spoken.Tongue) -> list[str]:
    """Patterns of a full hour in words, with their groups; the hour of a 24-hour clock or of one to twelve."""
    code = tongue.tag.split("-")[0]
    hours = [] if tongue.hours_shifted else list(dict.fromkeys([hour, hour % 12 or 12]))
    hours += [shifted(hour)] if code in FROM_DAWN else []
    found = [f"{spoken.SPACED}{tongue.hours[one]}{spoken.END}" for one in hours if one in tongue.hours]
    for one in hours:
        if not (words := tongue.words(str(one))):
            continue
        # "Kumi" is ten, and "kumi na moja" eleven.
        words += f"(?!\\s{tongue.after_ten})" if one == 10 and tongue.after_ten else ""
        if tongue.hour_before:
            inner = words.removeprefix(spoken.SPACED)
            found += [
                f"{spoken.SPACED}{tongue.hour_before}\\s{inner}",
                f"({tongue.hour_before}\\s[^\\d]{{1,40}}?\\s){inner}",
            ]
        else:
            found.append(words)
    return found


def with_minutes(hour: int, minutes: str, tongue: spoken.Tongue) -> list[str]:
    """Patterns of an hour with its half or quarter in words, none where the language's are not known."""
    templates = tongue.clock.get(minutes, ())
    if not templates:
        return []
    unbound = not tongue.words("2").startswith(spoken.SPACED)
    left = "(^|[^\\d])" if unbound else LEFT
    said, next_ = (_any_way(one, tongue) for one in (hour, hour % 12 + 1))
    return [left + _filled(template, said, next_) for template in templates]


def _any_way(hour: int, tongue: spoken.Tongue) -> str:
    """A pattern of an hour without a group: in digits, in words."""
    code = tongue.tag.split("-")[0]
    plain = hour % 12 or 12
    numbers = dict.fromkeys([hour, plain, *([shifted(hour)] if code in FROM_DAWN else [])])
    ways = [f"0?{one}(?!\\d)" for one in numbers]
    for one in [shifted(hour)] if tongue.hours_shifted else numbers:
        if one in tongue.hours:
            ways.append(f"{tongue.hours[one]}{spoken.END}")
        if words := tongue.words(str(one)):
            ways.append(words.removeprefix(spoken.SPACED).removeprefix("()"))
    return f"(?:{'|'.join(ways)})"


def _filled(template: str, hour: str, next_: str) -> str:
    parts = []
    for part in re.split(r"(\{[hn]\})", template):
        if part in ("{h}", "{n}"):
            parts.append(hour if part == "{h}" else next_)
        elif part:
            text = ENDING.join(spoken.literal(spelled(one)) for one in part.strip().split("*"))
            # A hyphen or what stands for it between two words.
            text = text.replace(" ", "[\\s'-]{1,2}")
            before, after = ("[\\s'-]{0,2}" if one.isspace() else "\\s?" for one in (part[0], part[-1]))
            parts.append(f"{before}{text}{after}" if text else before)
    return "".join(parts).removeprefix("\\s?").removesuffix("\\s?")
