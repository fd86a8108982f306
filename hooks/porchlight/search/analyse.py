"""Text → words → stems: what makes "Countries" and "country" one word to search.

The phone does the same with the same tables: they travel in the index (`device`), so that what is asked is folded just as
what is written was. Stems do not travel: the index lists every word with the stem it has.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable

import snowballstemmer
import stopwordsiso
from icu4py.breakers import WordBreaker

from ..core import locale
from . import light

MARKS = "([\\0-\u03ff])[\u0300-\u036f]+|[\xad\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"
"""What is dropped of decomposed text: diacritics of Latin and Greek letters, not of Cyrillic ones (й is no и); vowel points of
Hebrew and Arabic, what hamza and madda leave, and tatweel; soft hyphens. The letter before stays."""
BETWEEN = (
    "[\\0-/:-@[-`{-\xa9\xab-\xb1\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u02b0-\u02ff\u037e\u0387\u055a-\u055f\u0589\u058a\u05be"
    "\u05c0\u05c3\u05f3\u05f4\u0609-\u060d\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u0df4\u0e2f\u0e4f\u0e5a\u0e5b"
    "\u0f04-\u0f14\u104a-\u104f\u1361-\u1368\u166e\u1680\u17d4-\u17da\u2000-\u206f\u20a0-\u20ff\u2100-\u2bff\u2e00-\u2e7f"
    "\u3000-\u303f\u30fb\ufd3e\ufd3f\ufe00-\ufe1f\ufe30-\ufe6f\ufeff\uff01-\uff0f\uff1a-\uff20]+|[\\ud83c-\\ud83e][^]"
)
"""What parts words, for JavaScript: signs of ASCII and Latin-1, General Punctuation (with the zero-width joiners), currency,
arrows, drawings, each script's own stops, and the surrogates of emoji."""
UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
"""Letters of scripts that put no space between words: Thai, Lao, Burmese, Khmer, kana, Han."""

DIGITS = {
    "Arab": "\u0660\u06f0", "Aran": "\u0660\u06f0", "Deva": "\u0966", "Beng": "\u09e6", "Guru": "\u0a66", "Gujr": "\u0ae6",
    "Orya": "\u0b66", "Taml": "\u0be6", "Telu": "\u0c66", "Knda": "\u0ce6", "Mlym": "\u0d66", "Thai": "\u0e50",
    "Laoo": "\u0ed0", "Tibt": "\u0f20", "Mymr": "\u1040", "Khmr": "\u17e0",
}  # fmt: skip
"""The digit nought of each script that has digits of its own; the nine others follow it (Unicode, Nd)."""
LATIN = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ı": "i",
    "ħ": "h",
    "ŋ": "n",
}
"""Letters that Unicode does not take apart, as people write them who lack them (CLDR, Latin-ASCII)."""
ARABIC = {
    **dict.fromkeys("ىیېێےۍ", "ي"),
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ةھہەۃ", "ه"),
    **dict.fromkeys("ۆۇۋ", "و"),
    "ګ": "گ",
    "ں": "ن",
    "ٱ": "ا",
}
"""One letter where Arabic, Persian, Pashto, Urdu and Kurdish write or type one sound with several code points."""
ETHIOPIC = {"ሐ": "ሀ", "ኀ": "ሀ", "ኸ": "ሀ", "ሠ": "ሰ", "ዐ": "አ", "ፀ": "ጸ"}
"""First orders of letters that Amharic and Tigrinya writers use for each other (Yacob 1997; as HornMorpho does)."""
GLOTTAL = frozenset(["so", "om", "sw", "uz", "haw", "nv", "rhg"])
"""Languages whose Latin letters count an apostrophe among them."""
ARABIC_ARTICLE = "^(?:و?(?:ال|بال|كال|فال|لل)|و(?=...))(?=..)"
"""And, the, with the, as the, so the, to the: the prefixes of light10 (Larkey, Ballesteros and Connell 2007)."""
SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "prs": "persian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Snowball's algorithm by primary subtag (snowballstem.org)."""
SARA_AM = {"\u0e4d\u0e32": "\u0e33", "\u0ecd\u0eb2": "\u0eb3"}
NO_DICTIONARY = frozenset(["Ahom", "Bali", "Java", "Lana", "Tale", "Talu", "Tavt", "Yiii"])
"""Scripts without spaces between words that ICU has no dictionary for (Unicode, UAX #14, class SA and the like)."""
NO_ENDINGS = frozenset(["vi", "zh", "yue", "th", "lo", "km", "my", "ht"])
"""Languages whose words take no endings."""


class Analyser:
    """One language's way from text to stems."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.primary = tag.partition("-")[0]
        self.script = locale.script(tag) or "Latn"
        self.folds = _folds(self.primary, self.script)
        self.affix = ARABIC_ARTICLE if self.primary == "ar" else ""
        self._stem = _stemmer(self.primary)
        self.stems: dict[str, str] = {}

    @property
    def lacks(self) -> tuple[str, ...]:
        """What its search does without, and what it does instead."""
        stemmer = self._stem is not None or self.primary in NO_ENDINGS
        parted = self.script not in NO_DICTIONARY
        return tuple(
            text
            for there, text in (
                (
                    parted,
                    "no dictionary of words, and its script puts no space between them, so its search knows whole lines only",
                ),
                (stemmer, "no stemmer, so its search matches word beginnings"),
                (self.primary in stopwordsiso.langs(), "no list of stop words, so all words count alike in its search"),
            )
            if not there
        )

    def words(self, text: str) -> list[str]:
        """The words of a text in order, normalised: lower case, without the differences that writers do not agree on."""
        found = []
        for word in BETWEEN_WORDS.split(self.folded(text)):
            for one in _segmented(word, self.tag) if UNSPACED_LETTER.search(word) else [word]:
                bare = re.sub(self.affix, "", one) if self.affix else one
                if bare:
                    found.append(bare)
        return found

    def folded(self, text: str) -> str:
        """A text normalised, its words not yet parted."""
        text = MARKED.sub(r"\1", unicodedata.normalize("NFKD", text).lower())
        return unicodedata.normalize("NFC", text).translate(self.folds)

    def stem(self, word: str) -> str:
        """The stem of a word of `words`; itself where its language has no stemmer."""
        if self._stem is None:
            return word
        if word not in self.stems:
            self.stems[word] = self._stem(word) or word
        return self.stems[word]

    @functools.cached_property
    def stop_stems(self) -> frozenset[str]:
        """Stems of the words that say little (Stopwords ISO); none where its lists lack the language."""
        listed = stopwordsiso.stopwords(self.primary) if self.primary in stopwordsiso.langs() else ()
        return frozenset(self.stem(word) for entry in listed for word in self.words(entry))

    def device(self) -> dict[str, str]:
        """What a phone needs to make the same words of what is typed.

        'marks', 'between', 'unspaced', 'affix' are sources of regular expressions; 'from' and 'to' hold pairs of folded
        characters, parted by spaces.
        """
        pairs = sorted(self.folds.items())
        return {
            "marks": MARKS,
            "between": BETWEEN,
            "unspaced": UNSPACED,
            "affix": self.affix,
            "from": "".join(chr(code) for code, _ in pairs),
            "to": " ".join(to for _, to in pairs),
        }


MARKED = re.compile(MARKS)
# Python has whole characters where JavaScript has surrogates, and no [^].
BETWEEN_WORDS = re.compile(BETWEEN.replace(r"|[\ud83c-\ud83e][^]", "|[\U0001f000-\U0001fbff]"))
UNSPACED_LETTER = re.compile(UNSPACED)


def _folds(primary: str, script: str) -> dict[int, str]:
    """Code point → what stands for it, in text that is normalised otherwise. Latin letters stand in every portal."""
    folds = dict(LATIN)
    if script in ("Arab", "Aran"):
        folds |= ARABIC
    if script == "Ethi":
        for first, other in ETHIOPIC.items():
            if first == "ኸ" and primary == "ti":
                continue  # there it is a sound of its own
            folds |= {chr(ord(first) + order): chr(ord(other) + order) for order in range(7)}
        folds |= {chr(ord(first) + 3): first for first in "ሀአ"} | {
            "ሃ": "ሀ",
            "ሓ": "ሀ",
            "ኃ": "ሀ",
            "ኻ": "ሀ",
            "ዓ": "አ",
            "ኣ": "አ",
        }
    if script == "Grek":
        folds |= {"ς": "σ"}
    if script != "Latn":
        folds |= {chr(ord(zero) + n): str(n) for zero in DIGITS.get(script, "") for n in range(10)}
    if primary == "ckb":
        folds["\u200c"] = ""  # heh and a joiner are an old way to write ە
    if script != "Latn" or primary in GLOTTAL:
        folds |= dict.fromkeys("'`‘’ʻʼ׳", "")
    return {ord(one): other for one, other in folds.items()}


def _stemmer(primary: str) -> Callable[[str], str] | None:
    if primary in SNOWBALL:
        return snowballstemmer.stemmer(SNOWBALL[primary]).stemWord
    if primary in light.languages():
        return functools.partial(light.stem, language=primary)
    return None


def _segmented(word: str, tag: str) -> list[str]:
    """A run of letters without spaces, as words by ICU's dictionaries (Unicode UAX 29)."""
    # Those have sara am of Thai and Lao as one letter, of which NFKD makes two.
    for two, one in SARA_AM.items():
        word = word.replace(two, one)
    parts = [part for part in WordBreaker(word, tag) if part.strip()]
    for two, one in SARA_AM.items():
        parts = [part.replace(one, two) for part in parts]
    return parts
