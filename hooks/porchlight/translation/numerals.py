"""Numbers in the words of a language: num2words, what it does not know by spoken.yml, and by rules of our own for two languages."""

from __future__ import annotations

import num2words

from . import english, table

HAN = ("Hans", "Hant")
HAN_DIGITS = ("[〇零]", *"一二三四五六七八九")


def han(value: int) -> str:
    """A pattern of a number below 100 million in Chinese characters: 20,000 as 二万."""
    if value >= 10_000:
        rest = value % 10_000
        zero = "零?" if 0 < rest < 1_000 else ""
        return f"{han(value // 10_000)}万{zero}{han(rest) if rest else ''}"
    text, gap = "", False
    for unit, sign in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            one = (
                "[二两]"
                if digit == 2 and unit != 10
                else ""
                if digit == 1 and unit == 10 and not text
                else HAN_DIGITS[digit]
            )
            text += ("零" if gap else "") + one + sign
            gap = False
        else:
            gap = bool(text)
    return text


def roman(value: int) -> str:
    """A pattern of a number below 40 in small Roman numerals, whose letters a Cyrillic keyboard has too."""
    small = "x" * (value // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[value % 10]
    return small.replace("i", "[iі]").replace("x", "[xх]")


ENDED = ("so", "ckb", "ti")
VIETNAMESE = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
AFTER_TENS = {1: ("mốt", "một"), 4: ("tư", "bốn"), 5: ("lăm", "nhăm")}
"""How Vietnamese says some ones after tens."""
ENDINGS = {
    "fr": (("un", "une"),),
    "es": (("uno", "un"), ("uno", "una"), ("uno", "ún")),
    "pt": (("um", "uma"), ("dois", "duas")),
    "it": (("uno", "un"),),
}
"""What a number's last word becomes before a noun."""


OTHERWISE = {
    "fr": (("cents", "cent"),),
    "es": (("cientos", "cientas"), ("quinientos", "quinientas")),
    "pt": (("entos", "entas"),),
    "ar": (("مائة", "مئة"), ("مائتان", "مئتين"), ("أ", "ا")),
    "uk": (("одна тисяча", "тисяча"),),
    "ru": (("одна тысяча", "тысяча"),),
}
"""What stands in numbers from a hundred on, and how else it is written."""


def _vietnamese(value: int) -> list[str]:
    """As people write it: num2words says hai mươi năm for hai mươi lăm."""
    ten, one = divmod(value, 10)
    if value > 99 or not ten:
        return [VIETNAMESE[value]] if value < 10 else []
    begin = "mười" if ten == 1 else f"{VIETNAMESE[ten]} mươi"
    ones = AFTER_TENS.get(one, (VIETNAMESE[one],)) if one else ("",)
    return [f"{begin} {said}".strip() for said in ones]


def in_words(value: int, tag: str) -> list[str]:
    """A number in a language's words, none where they are not known."""
    code = tag.split("-")[0]
    if code == "vi":
        return _vietnamese(value)
    if told := table.said(tag).get("up_to_99"):
        return [told.split()[value - 1]] if 0 < value < 100 else []
    if code not in num2words.CONVERTER_CLASSES:
        return []
    try:
        word = num2words.num2words(value, lang=code)
    except (NotImplementedError, ValueError, KeyError, TypeError, IndexError):
        # Each of its languages says in its own way that it does not know a number.
        return []
    if not word:
        return []
    if code == "tr" and value > 10 and value % 10 and value < 100:
        # "On beş", where num2words writes onbeş.
        return [word, *(f"{ten} {one}" for ten in in_words(value // 10 * 10, tag) for one in in_words(value % 10, tag))]
    words = [word] + [
        word.removesuffix(end) + other for end, other in ENDINGS.get(code, ()) if value > 20 and word.endswith(end)
    ]
    for one, other in OTHERWISE.get(code, ()):
        words += [said.replace(one, other) for said in words if value >= 100 and one in said]
    return words


def listed(tag: str, said: dict) -> dict[str, list[str]]:
    """Value → words."""
    found: dict[str, list[str]] = {}
    told, parts = said.get("numbers", {}), said.get("compound", [])
    for value in english.COUNTED:
        words = [*map(str, told.get(value, [])), *in_words(value, tag)]
        whole = [word for word in words if not word.endswith("-")]
        found[str(value)] = whole + [
            f"{word.rstrip('-')}{part}*" for word in words if parts and not word.endswith("*") for part in parts
        ]
    found |= {str(value): [*map(str, told[value])] for value in (1.5, 2.5) if value in told}
    for name, minutes in (("half", "30"), ("quarter", "15")):
        found[name] = list(told.get(name, []))
        # Half an hour.
        found[minutes] += found[name]
    return found


def tens(tag: str, said: dict) -> dict[str, list[str]]:
    """Value → words from 10 on that are a number and nothing else, such as a half."""
    found = {}
    for value in (*range(10, 20), *range(20, 100, 10)):
        other = [*said.get("numbers", {}).get("half", []), *said.get("numbers", {}).get("quarter", [])]
        listed = [str(word) for word in said.get("numbers", {}).get(value, []) if word not in other]
        spoken = in_words(value, tag)
        # With any ending it may be an ordinal, "dozens" or another word; but in some languages nearly all have endings.
        endings = tag.split("-")[0] in ENDED
        found[str(value)] = spoken + [word for word in listed if endings or word[-1] not in "*+-"]
    return found
