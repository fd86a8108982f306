"""The form of a translation: letters, signs and marks that do not belong in it, words left in the source language, agreed terms.

Each check yields (rule, what is wrong, what to do).

Why none of translate-toolkit's pofilter checks is used (3.x, StandardChecker): over 10,467 right and machine-made translations
of two portals in seven languages they found this much, of which 8 to 20 each were read:

    startcaps 3898, simplecaps 3161     scripts without capitals; names                     none true
    brackets 652, acronyms 163          official names in brackets, national abbreviations  none true
    endpunc 330, unchanged 309          other scripts' full stops; names and addresses      1 true: a quotation left open
    puncspacing 174, doublequoting 172  spacing and quotation marks of the language         1 true: a quotation left open
    sentencecount 89, numbers 72        "18. Lebensjahr", e.V.; numbers in words, 2 p.m.    none true
    startpunc 29                        a link that leads                                   1 true: a quotation left open
    doublewords 22                      "vous vous", "step by step"                         9 of 18 true, found by ours too
    escapes 17, short and long 6, urls 1                                                    none true
    emails, validchars, doublespacing   nothing
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from ..content import inline
from ..core import locale
from . import repeated, sentences, spoken, untranslated
from .untranslated import WORD

Slip = tuple[str, str, str]
SCRIPT_NAMES = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "ETHIOPIC": "Ethi",
    "DEVANAGARI": "Deva",
    "CJK": "Hani",
    "HIRAGANA": "Kana",
    "KATAKANA": "Kana",
    "HANGUL": "Hang",
    "BENGALI": "Beng",
    "MYANMAR": "Mymr",
    "TAMIL": "Taml",
    "THAI": "Thai",
    "KHMER": "Khmr",
    "LAO": "Laoo",
    "GURMUKHI": "Guru",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "GUJARATI": "Gujr",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "TIBETAN": "Tibt",
    "THAANA": "Thaa",
}
LOOK_ALIKE = {"Latn", "Cyrl", "Grek", "Armn"}
"""Scripts of which one's letters pass for another's. Of others an ending may follow an English name: SINەکەتان."""
HAN = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hani", "Kore": "Hang"}
INVISIBLE = {
    "\u200b": "zero width space",
    "\ufeff": "byte order mark",
    "\u00ad": "soft hyphen",
    "\u2060": "word joiner",
    "\u180e": "vowel separator",
    "\u034f": "grapheme joiner",
    "\ufffd": "replacement character",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
}
JOINERS = "\u200c\u200d"
JOINING = (
    *("Arab", "Deva", "Beng", "Guru", "Gujr", "Taml", "Telu", "Knda", "Mlym"),
    *("Sinh", "Orya", "Mong", "Syrc", "Rohg", "Nkoo", "Khmr", "Mymr"),
)
"""Scripts in which joiners are part of spelling (Unicode, chapter 23.2)."""
OPENERS, CLOSERS = "\u2066\u2067\u2068", "\u2069"
EMBED, POP = "\u202a\u202b", "\u202c"
OVERRIDES = "\u202d\u202e"
RTL_MARKS = "\u200f\u202b\u2067\u061c"
ALIKE_PERCENT = 75  # an inflected word and its dictionary form
SHORTEST, SHORTEST_SENTENCE, LONGEST = 0.55, 0.45, 2.5
"""Of the usual length; outside of them something is missing, or too much. A single sentence may be said in fewer words."""
INSIDE = re.compile(r"[^\x00-\u02ff\u1e00-\u206f][a-z\u00df-\u02af\u1e00-\u1eff]{1,2}(?:[^\x00-\u02ff\u1e00-\u206f]|$)")
ACCENT = re.compile(r"[\u0300-\u036f]")
ACCENTED = ("Latn", "Cyrl", "Grek")
"""Scripts whose letters have accents of their own (U+0300 to U+036F)."""
UNSPACED = ("Latn", "Hani", "Kana", "Hang", "Thai", "Laoo", "Khmr", "Mymr")
"""Scripts in which a letter of another may stand between two of theirs: 用A表."""
BRACKETED = re.compile(r"\([^()]*\)")
SENTENCE_END = re.compile(r"[.!?:;](?:\s|$)")
LENGTH_OF_SCRIPT = {"Hani": 0.34, "Hang": 0.5, "Ethi": 0.6, "Arab": 0.8, "Hebr": 0.8, "Thai": 0.9}
"""Characters for one of English, as the example portal's catalogs have it; 1.1 for other scripts."""
LONG_ENOUGH = 60
ASIDE = re.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)(?=\S*(?:@|\w\.\w))\S+|\([^()]*\)|（[^（）]*）|«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"]*\"|「[^「」]*」|《[^《》]*》|‘[^‘’]*’|%\(\w+\)s"
)
"""What may be said in the source language: an address, "e.V.", an official name in brackets, words to look for in quotation marks."""
NUMBER_GROUPS = re.compile(r"(?<!\d)(?:\(\d+\)|\d+)(?:[ -]?\(\d+\)|[ -]\d+)+")


@functools.lru_cache(maxsize=10_000)
def script_of(letter: str) -> str:
    """ISO 15924 code of a letter's script, '' where it is none of those told apart here."""
    return SCRIPT_NAMES.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0], "")


@functools.cache
def _script(tag: str) -> str:
    found = locale.script(tag)
    return HAN.get(found, found)


_is_rtl = functools.cache(lambda tag: locale.direction(tag) == "rtl")


def markup(msgid: str, msgstr: str) -> Iterator[Slip]:
    """Emphasis, code and link brackets that one side closes and the other leaves open."""
    bold = msgstr.split("**")
    if len(bold) % 2 and any(one != one.strip() or not one for one in bold[1::2]):
        yield (
            "markup",
            "there is a space between ** and the words that it makes bold",
            "Write **words** without that space",
        )
    if "＊" in msgstr and "＊" not in msgid and "*" in msgid:
        yield "markup", "the sign ＊ is no *, and makes nothing bold", "Type * with the keyboard of English"
    for sign, name in (("**", "bold"), ("`", "code")):
        left, right = (re.sub(r"\\.", "", one).count(sign) for one in (msgid, msgstr))
        if right % 2 and not left % 2:
            yield (
                "markup",
                f"the sign {sign} ({name}) is opened and not closed",
                f"Put {sign} before and after the words, or leave both out",
            )
    stars = [len(re.findall(r"(?<![*\\])\*(?!\*)", one)) for one in (msgid, msgstr)]
    if stars[1] % 2 and not stars[0] % 2:
        yield (
            "markup",
            "the sign * (emphasis) is opened and not closed",
            "Put * before and after the words, or leave both out",
        )
    brackets = [(one.count("["), one.count("]")) for one in (msgid, msgstr)]
    if brackets[1][0] != brackets[1][1] and brackets[0][0] == brackets[0][1]:
        yield (
            "markup",
            "a bracket [ or ] is opened and not closed",
            "Write links as [words](1), with the number of the source",
        )


def letters(msgid: str, msgstr: str, tag: str, names: Sequence[str]) -> Iterator[Slip]:
    """Letters of another script or alphabet, and words left in the source language. `names` may stand as they are."""
    own = _script(tag)
    plain = inline.plain(msgstr)
    words = WORD.findall(plain)
    source = inline.plain(msgid)
    kept = {word.lower() for name in names for word in WORD.findall(name)}
    mixed = next((word for word in words if len(_scripts(word) & LOOK_ALIKE) > 1 or _interrupted(word, own)), "")
    if mixed and mixed not in source:
        yield (
            "script",
            f'the word "{mixed}" mixes letters of two scripts',
            "Type the word again with one keyboard",
        )
    odd, neighbour = spoken.tongue(tag).foreign
    strange = [word for word in words if any(c in odd for c in word.lower())]
    if strange:
        sign = next(c for c in strange[0].lower() if c in odd)
        yield (
            "script",
            f'the word "{strange[0]}" has the letter {sign}, which is {neighbour}',
            "Type the word with the keyboard of the language",
        )
    if own and own != "Latn":
        foreign = [word for word in words if own not in _scripts(word)]
        allowed = {"Latn", own, *(["Hani", "Kana"] if own == "Kana" else [])}
        stray = [word for word in words if _scripts(word) - allowed]
        if stray and not mixed:
            yield "script", f'the word "{stray[0]}" stands in another script', "Type it in the script of the language"
        bare = ASIDE.sub(" ", source)
        if (
            words
            and len(foreign) == len(words)
            and untranslated.is_sentence(bare)
            and plain.casefold() != source.casefold()
        ):
            yield "script", "the whole translation stands in another script", "Write it in the script of the language"
            return
    elif own == "Latn" and words:
        foreign = [word for word in words if _scripts(word) - {"Latn"}]
        if foreign and not mixed:
            yield "script", f'the word "{foreign[0]}" stands in another script', "Type it in the script of the language"
    bare = [" ".join(ASIDE.sub(" ", one).split()).rstrip(".") for one in (source, plain)]
    # An official name, and in brackets what it means.
    named = bare[0] == bare[1] and plain.count("(") > source.count("(")
    if not named and (left := untranslated.left(*bare, kept, own)):
        yield "source", f'"{left}" stands in the source language', "Translate it"


def _interrupted(word: str, own: str) -> bool:
    """Whether a Latin letter stands inside a word of other letters, and not one of a name, such as SIN with an ending; or an accent
    on a letter that has none.
    """
    if word.isascii() or not own:
        return False
    return (own not in UNSPACED and bool(INSIDE.search(word))) or (own not in ACCENTED and bool(ACCENT.search(word)))


@functools.lru_cache(maxsize=50_000)
def _scripts(word: str) -> frozenset[str]:
    return frozenset(
        {code for letter in word if unicodedata.category(letter)[0] in "LM" and (code := script_of(letter))}
    )


def signs(msgid: str, msgstr: str, tag: str) -> Iterator[Slip]:
    """Signs nobody sees: direction, joiners, spaces without width."""
    rtl = _is_rtl(tag)
    if any(sign in msgstr for sign in OVERRIDES):
        yield (
            "bidi",
            "an invisible sign turns the order of the letters round (U+202D or U+202E)",
            "Delete it: type the text again around that place",
        )
    else:
        depth = embedded = 0
        broken = False
        for sign in msgstr:
            depth += (sign in OPENERS) - (sign in CLOSERS)
            embedded += (sign in EMBED) - (sign in POP)
            broken = broken or depth < 0 or embedded < 0
        if depth or embedded or broken:
            yield (
                "bidi",
                "an invisible sign for the direction of text is opened and not closed",
                "Delete it, or close it with U+2069",
            )
        elif not rtl and any(sign in msgstr for sign in RTL_MARKS) and not any(sign in msgid for sign in RTL_MARKS):
            yield "bidi", "an invisible sign for right-to-left text stands in a left-to-right language", "Delete it"
    hidden = [name for sign, name in INVISIBLE.items() if sign in msgstr and sign not in msgid]
    joins = _script(tag) in JOINING or locale.script(tag) in JOINING
    if not hidden and any(sign in msgstr for sign in JOINERS) and not joins:
        hidden = ["joiner"]
    if not hidden and re.search(rf"(?:^|\s)[{JOINERS}]|[{JOINERS}](?:\s|$)|[{JOINERS}]{{2}}", msgstr):
        hidden = ["joiner that joins nothing"]
    if hidden:
        yield (
            "invisible",
            f"an invisible sign stands in the text ({hidden[0]})",
            "Delete it: type the words around it again",
        )
    if rtl and (number := _unordered(msgstr)):
        yield (
            "isolation",
            f"{number} would be shown in the wrong order",
            "Make it a link like the source, or put U+2066 before and U+2069 after it",
        )


def _unordered(msgstr: str) -> str:
    """A number in groups that right-to-left text would turn round (UAX #9, W2 and W4), '' for none. Links are isolated."""
    bare = re.sub(
        r"\[[^\[\]]*\]\(\d+\)|[\u2066-\u2068][^\u2069]*\u2069|\u200e.*?(?=[^\W\d_A-Za-z]|$)", " \u0001 ", msgstr
    )
    for match in NUMBER_GROUPS.finditer(bare):
        # Letters decide which way the digits after them run.
        before = next((c for c in reversed(bare[: match.start()]) if c.isalpha() or c == "\u0001"), " ")
        # A range reads from right to left too, and so does a paragraph of a law: 60 (5).
        if script_of(before) in ("Arab", "Hebr") and not re.fullmatch(r"\d+-\d+|\d+ ?\(\d+\)", match[0]):
            return match[0]
    return ""


def shape(msgid: str, msgstr: str, tag: str) -> Iterator[Slip]:
    """Words said twice, and a length that cannot be right."""
    text = inline.plain(msgstr)
    source = inline.plain(msgid)
    if match := repeated.words(text, source, tag):
        yield "doubled", f'"{match}" stands there twice', "Delete one"
    elif sentence := repeated.sentence(text, source):
        yield "length", f'"{sentence}" stands there twice', "Delete one"
        return
    # An official name in brackets need not be in the source, nor quotation marks in both.
    bare = BRACKETED.sub("", text) if text.count("(") > source.count("(") else text
    lengths = [
        (_length(said, _script(tag)), _length(told, "") * LENGTH_OF_SCRIPT.get(_script(tag), 1.1), len(told))
        for told, said in ((ASIDE.sub("", source), ASIDE.sub("", text)), (source, bare))
    ]
    least = SHORTEST if len(SENTENCE_END.findall(source)) > 1 else SHORTEST_SENTENCE
    said, usual, _ = lengths[0]
    told = f"({said:.0f} characters; about {usual:.0f} are usual)"
    if all(size >= LONG_ENOUGH and said < usual * least for said, usual, size in lengths):
        what = f"the translation is much shorter than the source {told}"
        yield "length", what, "Look whether a sentence is missing"
    elif (missing := sentences.left_out(source, bare, tag)) and sentences.left_out(source, text, tag):
        yield (
            "length",
            f'"{missing[:40]} …" seems to be missing, or a part of it',
            "Look whether that sentence is missing",
        )
    elif all(
        size >= LONG_ENOUGH // 2 and said > usual * (LONGEST + (size < LONG_ENOUGH)) for said, usual, size in lengths
    ):
        what = f"the translation is much longer than the source {told}"
        yield "length", what, "Look whether something was added"


def _length(text: str, script: str) -> float:
    """Characters of a text. English names count as long as they would be in the script."""
    factor = LENGTH_OF_SCRIPT.get(script, 1.0)
    latin = sum(c.isascii() for c in text) if factor < 1 else 0
    return len(text) - latin + latin * factor


def terms(msgid: str, msgstr: str, keep: Sequence[str], agreed: Mapping[str, str]) -> Iterator[Slip]:
    """Terms of the glossary: those to keep, and those with an agreed translation."""
    source, said = inline.plain(msgid), inline.plain(msgstr)
    for term in keep:
        if re.search(rf"(?<!\w){re.escape(term)}(?!\w)", source) and term.casefold() not in said.casefold():
            yield "keep", f'"{term}" stays as it is in every language', f"Write {term}"
    low, bare = said.casefold(), ASIDE.sub(" ", source)
    words = bare.lower()
    for term, translation in agreed.items():
        if term.lower() in words and _names(term, bare) and not _uses(low, translation.casefold()):
            yield (
                "term",
                f'"{term}" is "{translation}" in the glossary',
                "Use the agreed word, in whatever form the sentence needs",
            )


def _names(term: str, source: str) -> bool:
    """Whether a text has a term, and not as a part of an office's or form's name."""
    for match in re.finditer(rf"(?<![\w-]){re.escape(term)}(?:e?s)?(?![\w-])", source, re.IGNORECASE):
        if term != term.lower():
            if match[0].startswith(term) and not re.match(r"\s[A-Z]", source[match.end() :]):
                return True
        elif match[0][1:].islower() and (
            match[0][0].islower() or re.search(r"(?:^|[.!?:]\s)$", source[: match.start()])
        ):
            return True
    return False


def _uses(said: str, translation: str) -> bool:
    """Whether a text has an agreed translation in some form: most of each of its words."""
    if translation in said:
        return True
    # Without the Arabic article, which the sentence may do without.
    words = [word.removeprefix("ال") if len(word) > 4 else word for word in WORD.findall(translation)]
    return (
        all(
            fuzz.partial_ratio(word, said) >= (ALIKE_PERCENT if len(word) > 4 else 100)
            for word in words
            if len(word) > 3
        )
        and len(translation) > 3
    )
