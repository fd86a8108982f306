"""Money and percentages of an English text, and how a language may write each: patterns for `facts.differences`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from . import counts, numerals, spoken
from .counts import AMOUNT, NOT_AFTER, NOT_BEFORE, SCALE
from .facts import Fact
from .spoken import bare, literal

AMERICAN = re.compile(r"\s?(?:us|u\.s)")
NOT_YUAN = r"(^|(?:^|[^币幣])\s|[^\d.,\s币幣]|[^\d][.,])"
PERCENT = re.compile(r"(\d{1,15}(?:[.,]\d{1,15}){0,5})\s?(?:%|percent\b|per cent\b)")
MONEY = re.compile(
    rf"(?:(?:ca|us|c)?(?P<sign>[$€£])\s?(?P<after>{AMOUNT})(?:\s(?P<scale>{SCALE})\b)?"
    rf"|(?P<before>{AMOUNT})\s?(?:(?P<scale2>{SCALE})\s)?(?:(?P<sign2>[$€£])|(?P<word>dollars?|cents?|euros?|pounds?)\b))"
)
JOIN = re.compile(r"\s?(?:-|to|up to|and|or|,|, and|, or)\s?")
"""What stands between two amounts of which a language may name the unit once."""
NEAR = r"[^\d]{0,16}?"
BETWEEN = r"[^\d]{0,40}?"


def runs(text: str, pattern: re.Pattern[str]) -> Iterator[list[re.Match]]:
    """Amounts that stand side by side, "$20 to $40", together; others by themselves."""
    run: list[re.Match] = []
    for match in pattern.finditer(text):
        if run and not JOIN.fullmatch(text[run[-1].end() : match.start()]):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def percent(run: list[re.Match], tongue: spoken.Tongue) -> list[Fact]:
    """The facts of percentages side by side."""
    if len(run) == 1:
        return [_percent(run[0], tongue)]
    return [_joined("percent", run, [_written(match[1], tongue) for match in run], tongue.percent)]


def money(run: list[re.Match], tongue: spoken.Tongue, again: bool, country: str) -> list[Fact]:
    """The facts of amounts side by side. `again`: whether there are others in the text, of which a language may name the currency
    once. `country`: whose dollars they are (ISO 3166-1).
    """
    if len(run) == 1 or len({_currency(match) for match in run}) > 1:
        return [_money(match, tongue, again, country) for match in run]
    said = []
    for match in run:
        amount, scale = match["after"] or match["before"], match["scale"] or match["scale2"]
        scaled = counts.times_scale(amount, scale) if scale else ""
        said.append([*_written(scaled or amount, tongue), *([counts.digits_of(amount)] if scaled else [])])
    american = any(_american(match, country) for match in run)
    return [_joined("money", run, said, tongue.currency(_currency(run[0])), _near(tongue, american))]


def _joined(kind: str, run: list[re.Match], said: list[list[str]], sign: str, near: str = NEAR) -> Fact:
    """One fact of amounts in their order. `said`: how each may be written; a sign may stand before, after or between them."""
    shown = run[0].string[run[0].start() : run[-1].end()]
    each = [f"(?:{'|'.join(patterns)})(?!\\d)" for patterns in said]
    # No part of a longer number may stand before the second: the 1,0 of 1,040.
    all_ = f"{BETWEEN}(?:^|[^\\d.,]|[^\\d][.,])".join(each)
    first = f"{each[0]}{near}{sign}"
    patterns = (
        f"{NOT_BEFORE}{all_}{near}{sign}",
        f"(){sign}{near}{all_}",
        f"{NOT_BEFORE}{first}" + "".join(f"{BETWEEN}{one}" for one in each[1:]),
    )
    return Fact(kind, shown.strip(), patterns)


def _written(number: str, tongue: spoken.Tongue) -> list[str]:
    """Patterns of an amount without a group: in digits, with a word for its zeros, in words."""
    words = tongue.words(number)
    return [*counts.large(number, tongue), counts.digits_of(number), *([bare(words)] if words else [])]


def _near(tongue: spoken.Tongue, american: bool) -> str:
    # Chinese dollars may not be of the United States, where the source has them not.
    return NEAR.replace("\\d", "\\d美") if tongue.han and not american else NEAR


def _currency(match: re.Match) -> str:
    return match["sign"] or match["sign2"] or match["word"].rstrip("s")


def _american(match: re.Match, country: str) -> bool:
    return country == "US" or match[0].startswith("us") or bool(AMERICAN.match(match.string, match.end()))


def _with_sign(
    kind: str, shown: str, number: str, sign: str, tongue: spoken.Tongue, scaled: str = "", american: bool = True
) -> Fact:
    """A number with a sign or word on either side of it. `scaled`: its value with the zeros that a word says. `american`: whether
    dollars may be those of the United States.
    """
    near = _near(tongue, american) if kind == "money" else NEAR
    before = NOT_YUAN if kind == "money" and tongue.han else NOT_BEFORE
    patterns = []
    for digits in dict.fromkeys(
        (counts.digits_of(scaled or number), *counts.large(scaled or number, tongue), counts.digits_of(number))
    ):
        patterns += [f"{before}{digits}(?!\\d){near}{sign}", f"(){sign}{near}{digits}{NOT_AFTER}"]
    if words := tongue.words(number):
        patterns += [f"{words}{near}{sign}", f"(){sign}{near}{bare(words)}"]
    return Fact(kind, shown.strip(), tuple(patterns))


def _percent(match: re.Match, tongue: spoken.Tongue) -> Fact:
    """A percentage, which languages may call a half or a quarter; a fifth off is "eight tenths" in Chinese."""
    fact = _with_sign("percent", match[0], match[1], tongue.percent, tongue)
    half, quarter = tongue.words("half"), tongue.words("quarter")
    parts = {
        "50": [half],
        "25": [quarter],
        "75": [f"{tongue.words('3')}[^\\d]{{0,20}}{bare(quarter)}"] if quarter else [],
    }
    found = [pattern for pattern in parts.get(match[1], []) if pattern]
    off = match.string[match.end() :].lstrip().startswith("off")
    if tongue.han and off and match[1].isdigit() and int(match[1]) < 100:
        left = str(100 - int(match[1])).rstrip("0")
        found.append(f"()(?:{left}|{''.join(numerals.HAN_DIGITS[int(one)] for one in left)})折")
    if tongue.han and match[1].endswith("0") and len(match[1]) == 2:
        found.append(f"(){numerals.HAN_DIGITS[int(match[1][0])]}成")
    return dataclasses.replace(fact, patterns=(*fact.patterns, *found))


def _money(match: re.Match, tongue: spoken.Tongue, again: bool, country: str) -> Fact:
    sign = _currency(match)
    amount, scale = match["after"] or match["before"], match["scale"] or match["scale2"]
    scaled = counts.times_scale(amount, scale) if scale else ""
    fact = _with_sign("money", match[0], amount, tongue.currency(sign), tongue, scaled, _american(match, country))
    if scale:
        fact = dataclasses.replace(fact, patterns=(f"{NOT_BEFORE}{literal(match[0])}", *fact.patterns))
    if again and not tongue.han:
        # The last word of its clause, lest it be an amount of another currency.
        last = f"{NOT_BEFORE}{counts.digits_of(scaled or amount)}(?=\\s?(?:$|[.,;:!?)](?!\\d)))"
        fact = dataclasses.replace(fact, patterns=(*fact.patterns, last))
    whole, _, part = amount.partition(".")
    if len(part) != 2 or scale or sign == "cent":
        return fact
    # 17 dollars 20 cents, 17 € 20.
    first, cents = f"{NOT_BEFORE}{counts.digits_of(whole)}(?!\\d){NEAR}{tongue.currency(sign)}", f"0?{int(part)}(?!\\d)"
    apart = f"{first}[^\\d]{{0,12}}{cents}(?:{NEAR}{tongue.currency('cent')})?"
    return dataclasses.replace(fact, patterns=(*fact.patterns, apart))
