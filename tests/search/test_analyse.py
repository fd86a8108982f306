"""What is asked is folded just as what is written was: the words of a text are the same in Python and on the phone."""

import math
import re
import unicodedata
from pathlib import Path

import pytest
import yaml
from asking import EXACT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from porchlight.search.analyse import UNSPACED_LETTER, Analyser
from porchlight.search.index import Index, Passage
from porchlight.search.pack import pack

GOLDEN = Path(__file__).parent.parent / "golden/search/words.yml"
CASES = [
    pytest.param(case["tag"], case["text"], case["words"], id=f"{case['tag']}: {case['why']}")
    for case in yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))
]
TAGS = [
    "en", "fr", "de", "vi", "uk", "ru", "ar", "fa", "ckb", "ur", "ps", "am", "ti", "so", "zh-Hans", "th", "km", "my", "he",
    "hi", "el", "tr",
]  # fmt: skip
LETTERS = {
    "en": "aA ß œØđ'’-\u00ad\u200b\ufeff.1½ﬁＡé\u0301🏽❤\ufe0f\u20e3_",
    "so": "aA 'ʼ’`-\u02bb1é",
    "uk": "иЙй\u0306і\u0308ї'’`ґҐ —№5aé",
    "ar": "اأإآٱلوبي ىیةه\u064bّـكک٠۵،؟\u200cﷲﻃaA1",
    "ckb": "ەهێیۆو\u200cڵڕ کك،1",
    "am": "ሐሀኀኸሠሰዐአዓፀጸ፣። ቀa1",
    "he": "שָׁלום־״׳'\" aé",
    "hi": "कख़ज\u093cा।१ -a",
    "el": "ΣσςΑάαϊΐ '-Ω",
    "ff-Adlm": "𞤀𞤢𞤣𞥐a 🇨🇦\u0301",
}
"""By tag, characters that are dropped, replaced, put together, or part words."""


def index_of(tag: str, words: list[str]) -> bytes:
    """An index of pages of one word each, every word a stem of its own."""
    forms = {word: str(number) for number, word in enumerate(words)}
    passages = [Passage(n, "", "", (word,), (stem,)) for n, (word, stem) in enumerate(forms.items())]
    # A title, then its text: a page begins with its title.
    both = [part for one in passages for part in (Passage(one.page, "", "", (), ()), one)]
    pages = tuple((f"p{n}/", "", f"p{n}") for n in range(len(words)))
    postings = {stem: {2 * n + 1: 1} for n, stem in enumerate(forms.values())}
    return pack(Index(tag, pages, tuple(both), dict(sorted(forms.items())), postings, frozenset(), {}), EXACT)


def assert_the_phone_agrees(asker, tag: str, text: str, words: list[str]) -> None:
    """The phone makes as many words of a text, and each of the given ones is among them as it stands.

    A word that the phone only takes for a slip of another weighs less, so the exact weight proves the word.
    """
    different = sorted(set(words))
    exactly = asker.unit * math.log(1 + (len(different) - 0.5) / 1.5) if different else 0
    asker.read(index_of(tag, different))
    found = asker.ask(text)
    assert found.asked == found.known == len(different)
    assert [one["score"] for one in found.results] == [pytest.approx(exactly)] * len(different)


def test_there_are_cases_for_every_language():
    assert {case.values[0] for case in CASES} >= set(TAGS)


@pytest.mark.parametrize(("tag", "text", "words"), CASES)
def test_a_text_has_these_words(tag, text, words):
    assert Analyser(tag).words(text) == words


@pytest.mark.parametrize(("tag", "text", "words"), CASES)
def test_the_phone_makes_the_same_words(asker, tag, text, words):
    assert_the_phone_agrees(asker, tag, text, words)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.sampled_from(sorted(LETTERS)))
def test_the_phone_makes_the_same_words_of_any_text(asker, data, tag):
    text = data.draw(st.text(LETTERS[tag] + " ", max_size=30))
    assert_the_phone_agrees(asker, tag, text, Analyser(tag).words(text))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30), st.sampled_from(["en", "ar", "am", "uk", "hi"]))
def test_the_phone_agrees_on_letters_that_nobody_thought_of(asker, text, tag):
    # What the phone finds no words in without a dictionary is not this test's, nor letters younger than Python's tables.
    if UNSPACED_LETTER.search(text) or any(unicodedata.category(one) in ("Cn", "Cs", "Co") for one in text):
        return
    assert_the_phone_agrees(asker, tag, text, Analyser(tag).words(text))


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("zh-Hans", "如果你没有家庭医生，可以去步入式诊所。请带上你的健康卡和药物清单。"),
        ("zh-Hans", "申请OHIP健康卡需要3个月，电话811。"),
        ("th", "ถ้าคุณไม่มีแพทย์ประจำครอบครัว คุณสามารถไปที่คลินิกได้ นำบัตรสุขภาพของคุณไปด้วย"),
        ("km", "ប្រសិនបើអ្នកមិនមានគ្រូពេទ្យគ្រួសារ អ្នកអាចទៅគ្លីនិក។ សូមយកកាតសុខភាពរបស់អ្នក។"),
        ("my", "မိသားစုဆရာဝန် မရှိလျှင် ဆေးခန်းသို့ သွားနိုင်သည်။ ကျန်းမာရေးကတ် ယူလာပါ။"),
        ("lo", "ຖ້າທ່ານບໍ່ມີແພດປະຈຳຄອບຄົວ ທ່ານສາມາດໄປຄລີນິກໄດ້"),
        ("ja", "家庭医がいない場合は、クリニックに行くことができます。"),
    ],
)
def test_without_spaces_each_word_of_a_text_finds_it_again(asker, tag, text):
    """Python parts it by ICU's dictionary, the phone by the index's own."""
    words = sorted(set(Analyser(tag).words(text)))
    asker.read(index_of(tag, words))
    for number, word in enumerate(words):
        assert asker.ask(word).paths[0] == f"p{number}", word
    whole = asker.ask(text)
    assert whole.known == whole.asked, "the phone knows each word that it makes of the text"
    assert whole.asked >= 0.8 * len(words)


@pytest.mark.parametrize("tag", [*TAGS, "ff-Adlm", "qaa", "nqo"])
@pytest.mark.parametrize("piece", ["a", "?! ", "طبيب ", "医", "👩🏽‍⚕️", "\u2067ا\u2069a ", "ก", "\u0301", "𞤀"])
def test_ten_thousand_characters_have_words_at_once(tag, piece):
    text = (piece * 10_000)[:10_000]
    words = Analyser(tag).words(text)
    assert len("".join(words)) <= len(text)


@given(st.text(), st.sampled_from(TAGS))
def test_every_word_has_a_stem(text, tag):
    analyser = Analyser(tag)
    assert all(analyser.stem(word) for word in analyser.words(text))


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en", "countries country"), ("fr", "médecins médecin"), ("de", "Ärzte Ärzten"), ("ru", "врача врачи"),
        ("uk", "лікарів лікаря"), ("ar", "مدرسة المدرسة"), ("fa", "کتاب‌ها کتابها"), ("el", "γιατρός γιατροί"),
        ("tr", "doktor doktorlar"), ("am", "ልጅ ልጆች"), ("so", "dugsi dugsiga"), ("hi", "लड़का लड़के"),
    ],
)  # fmt: skip
def test_the_forms_of_a_word_have_one_stem(tag, words):
    analyser = Analyser(tag)
    stems = [analyser.stem(analyser.words(word)[0]) for word in words.split()]
    assert len(set(stems)) == 1


def test_a_language_says_what_it_does_without():
    assert Analyser("en").lacks == Analyser("zh-Hans").lacks == ()
    assert [what.partition(",")[0] for what in Analyser("qaa").lacks] == ["no stemmer", "no list of stop words"]
    assert [what.partition(",")[0] for what in Analyser("ti").lacks] == ["no list of stop words"]
    assert Analyser("khb-Talu").lacks[0].startswith("no dictionary of words")
    assert not [tag for tag in ("th", "lo", "km", "my", "ja", "zh") if "no dictionary" in " ".join(Analyser(tag).lacks)]


@pytest.mark.parametrize("tag", ["xx", "", "x-porch", "sr-Latn-RS", "tlh", "art-x-emoji"])
def test_a_language_that_nobody_knows_goes_by_whole_words(tag):
    assert Analyser(tag).words("Ein Wort, zwei") == ["ein", "wort", "zwei"]


def test_a_script_said_in_the_tag_counts_more_than_the_likely_one():
    scripts = {"uz": "Latn", "uz-Arab": "Arab", "pa": "Guru", "pa-Arab": "Arab", "fa-AF": "Arab", "zh-Hant": "Hant"}
    assert {tag: Analyser(tag).script for tag in scripts} == scripts


def test_stop_words_are_words_as_they_are_indexed():
    french = Analyser("fr")
    assert {"the", "and"} <= Analyser("en").stop_stems
    assert french.stem("aupres") in french.stop_stems, "auprès"
    assert Analyser("qaa").stop_stems == frozenset()


def test_the_phones_expressions_are_javascripts_and_pythons():
    """What one of the two reads otherwise: named groups, flags, letters beyond U+FFFF in a class."""
    for tag in TAGS:
        told = Analyser(tag).device()
        for name in ("marks", "between", "unspaced", "affix"):
            assert not re.search(r"\(\?[P<i]|\\[pPUAZ]|[\U00010000-\U0010ffff]", told[name])
        assert len(told["from"]) == len(told["to"].split(" "))
        assert all(ord(one) < 0x10000 for one in told["from"])
