"""What people type finds what pages say: beginnings, slips, letters that vary, other words, another language."""

import time

import pytest
from asking import packed, record, texts_of

ENGLISH = [
    "see a doctor",
    "register your child at school",
    "rent an apartment and your landlord",
    "employment insurance after a job",
    "vaccination against measles",
]


def found(asker, tag: str, query: str, *texts: str, typing: bool = False) -> list[int]:
    """The numbers of the texts that a query finds, best first."""
    asker.read(texts_of(tag, *texts))
    return [int(path[1:]) for path in asker.ask(query, typing).paths]


@pytest.mark.parametrize(
    ("begun", "number"),
    [
        ("doc", 0),
        ("d", 0),
        ("scho", 1),
        ("landl", 2),
        ("apart", 2),
        ("insur", 3),
        ("employme", 3),
        ("vac", 4),
        ("a doct", 0),
    ],
)
def test_a_word_that_is_being_typed_finds_what_it_may_become(asker, begun, number):
    assert found(asker, "en", begun, *ENGLISH, typing=True)[0] == number


def test_only_the_last_word_goes_on(asker):
    assert found(asker, "en", "doc scho", *ENGLISH, typing=True) == [1]


@pytest.mark.parametrize(
    ("tag", "begun", "texts"),
    [
        ("ar", "مست", ["طبيب العائلة", "المستشفى القريب"]),
        ("uk", "ліка", ["школа для дітей", "лікарі поруч"]),
        ("am", "ትም", ["ሐኪም ቤት", "ትምህርት ቤት"]),
        ("zh-Hans", "医", ["学校注册", "医院在哪里"]),
        ("vi", "benh", ["trường học", "bệnh viện gần đây"]),
        ("ff-Adlm", "𞤁𞤆", ["𞤀𞤣𞤤𞤢𞤥", "𞤣𞤨𞤢"]),
    ],
)
def test_beginnings_are_found_in_every_script(asker, tag, begun, texts):
    assert found(asker, tag, begun, *texts, typing=True)[0] == 1


@pytest.mark.parametrize(
    ("slip", "number"),
    [
        ("appartment", 2), ("apartmennt", 2), ("apartmnt", 2), ("apertment", 2), ("aparmtent", 2), ("landlorb", 2),
        ("dcotor", 0), ("doktor", 0), ("doctr", 0), ("docttor", 0), ("odctor", 0), ("octor", 0), ("doctorr", 0),
        ("shcool", 1), ("schol", 1), ("regsiter", 1), ("insurence", 3), ("emplyment", 3), ("vaccinaton", 4), ("measels", 4),
    ],
)  # fmt: skip
def test_one_slip_is_forgiven(asker, slip, number):
    """A letter too many, too few or wrong, or two changed about; at the beginning, within, at the end."""
    assert found(asker, "en", slip, *ENGLISH)[0] == number


@pytest.mark.parametrize("word", ["elephant", "dtr", "dactar", "loohcs"])
def test_a_word_that_is_too_different_finds_nothing(asker, word):
    assert found(asker, "en", word, *ENGLISH) == []


def test_a_slip_counts_less_than_the_word(asker):
    assert found(asker, "en", "form", "the farm", "the form") == [1]
    asker.read(texts_of("en", "clinics are open", "a camera"))
    slip, right = asker.ask("camela"), asker.ask("camera")
    assert slip.paths == right.paths
    assert slip.results[0]["score"] < right.results[0]["score"]


@pytest.mark.parametrize(
    ("tag", "typed", "written"),
    [
        ("vi", "bao hiem y te", "Bảo hiểm y tế"), ("vi", "da nang", "Đà Nẵng"), ("fr", "medecin", "médecins"),
        ("fr", "oeuvre", "Œuvre"), ("fr", "ecole", "L’école"), ("de", "strasse", "Straße"), ("tr", "isik", "ışık"),
        ("pl", "lodz", "Łódź"), ("es", "nino", "niños"),
        ("ar", "مدرسه", "المدرسة"), ("ar", "احتياج", "إحتياج"), ("ar", "مستشفي", "مستشفى"), ("ar", "مَدرسَة", "مدرســة"),
        ("fa", "پزشكي", "پزشکی"), ("fa", "کتابها", "کتاب‌ها"), ("ur", "ملازمت كي", "ملازمت کی"), ("ckb", "قوتابخانه", "قوتابخانە"),
        ("ps", "ښوونځي", "ښوونځی"), ("am", "ሀኪም", "ሐኪም"), ("am", "ሰራተኛ", "ሠራተኛ"), ("ti", "ጸሓይ", "ፀሓይ"), ("ti", "አብ", "ኣብ"),
        ("ar", "811", "٨١١"), ("ar", "٨١١", "811"), ("fa", "۸۱۱", "٨١١"), ("hi", "811", "८११"), ("bn", "৮১১", "811"),
        ("my", "811", "၈၁၁"), ("zh-Hans", "811", "８１１"), ("uk", "об'єкт", "об’єкт"), ("so", "loda", "lo'da"),
        ("el", "γιατρος", "ΓΙΑΤΡΌΣ"), ("he", "שלום", "שָׁלוֹם"), ("en", "ＤＯＣＴＯＲ", "doctor"),
    ],
)  # fmt: skip
def test_ways_of_writing_a_word_meet(asker, tag, typed, written):
    assert found(asker, tag, typed, "xxxxxxx", written)[0] == 1
    assert found(asker, tag, written, "xxxxxxx", typed)[0] == 1


def test_a_synonym_finds_what_pages_say_below_those_that_say_the_word(asker):
    pages = [record("a", "physician"), record("b", "doctor"), record("c", "clinic")]
    asker.read(packed(*pages, synonyms={"doctor": ["physician"], "quack": ["physician"]}))
    assert asker.ask("doctor").paths == ["b", "a"]
    assert asker.ask("quack").paths == ["a"]
    assert asker.ask("quack", marks=["Physician,", "doctor"]).marked == ["Physician,"]
    assert asker.ask("physician").paths == ["a"]


def test_a_word_of_a_script_counts_as_any_other(asker):
    """Names that objects of JavaScript have from birth."""
    for word in ("constructor", "prototype", "hasown"):
        assert found(asker, "es", word, "otro", f"trabajo de {word}") == [1]


def test_the_words_that_were_looked_for_are_marked(asker):
    asker.read(texts_of("en", "registered countries", "clinic"))
    words = ["registered", "REGISTERED", "(countries)", "clinic", "the", "", "…"]
    assert asker.ask("registering a country", marks=words).marked == words[:3]


ARABIC = packed(
    record("doctor", "اذهب إلى العيادة", title="زيارة الطبيب", tag="ar"),
    record("rent", "عقد الإيجار", title="السكن", tag="ar"),
    tag="ar",
)
OFFICES = packed(
    record("doctor", ["card", "Bring your card", "Your health card"], title="See a doctor"),
    record("tax", title="Taxes"),
)


def test_a_query_in_the_offices_language_finds_pages_in_the_readers(asker):
    asker.read(ARABIC)
    found = asker.ask("health card", further=OFFICES)
    assert [(one["path"], one["title"], one["heading"]) for one in found.results] == [("doctor/", "زيارة الطبيب", "")]
    assert found.results[0]["anchor"] == "card"


def test_a_page_that_only_the_offices_have_keeps_its_title(asker):
    asker.read(ARABIC)
    assert asker.ask("taxes", further=OFFICES).results[0]["title"] == "Taxes"


@pytest.mark.parametrize("query", ["الطبيب", "الطبيب xyzzy", "xyzzy", "طبيب؟ 2", "السكن doctr"])
def test_a_query_that_the_offices_know_no_better_is_answered_in_the_readers_language(asker, query):
    asker.read(ARABIC)
    assert {one["title"] for one in asker.ask(query, further=OFFICES).results} <= {"زيارة الطبيب", "السكن"}


def test_who_types_a_readers_words_and_one_more_gets_the_readers_pages(asker):
    asker.read(ARABIC)
    assert asker.ask("الطبيب", further=b"").paths == ["doctor"], "the other index was not even read"


HARD = {
    "long": "doctor " * 1500,
    "one word": "d" * 10_000,
    "long Chinese": "医" * 10_000,
    "long Arabic": "طبيب " * 2000,
    "long Ethiopic": "ሐ" * 10_000,
    "marks": "e" + "\u0301" * 10_000,
    "only marks": "\u064b\u0651" * 5000,
    "only punctuation": "?!… — «» ¿¡ () 、。 ፣።",
    "signs of expressions": "^$.*+?()[]{}|\\ [ \\",
    "emoji": "👩🏽‍⚕️❤️🇨🇦😀",
    "mixed directions": "\u2067طبيب\u2069 \u202edoctor\u202c \u200e911\u200f",
    "half a letter": "\ud83d doctor \udc69",
    "nothing that can be seen": "\u200b\u200c\u200d\ufeff\u00ad",
    "control characters": "\0\x01\x1f doctor \x7f",
    "HTML": "<script>alert(1)</script>",
}


@pytest.mark.parametrize("tag", ["en", "ar", "zh-Hans", "am", "ff-Adlm"])
@pytest.mark.parametrize("query", HARD.values(), ids=HARD)
def test_any_query_is_answered_at_once(asker, tag, query):
    asker.read(texts_of(tag, "doctor 911", "طبيب", "医生", "ሐኪም"))
    for typing in (False, True):
        before = time.monotonic()
        answer = asker.ask(query, typing)
        assert time.monotonic() - before < 1
        assert answer.known <= answer.asked
        assert all(one["score"] >= 0 for one in answer.results)


@pytest.mark.parametrize(
    "name", ["only marks", "only punctuation", "signs of expressions", "emoji", "nothing that can be seen"]
)
def test_what_has_no_words_finds_nothing(asker, name):
    asker.read(texts_of("ar", "doctor 911", "طبيب", "医生", "ሐኪም"))
    answer = asker.ask(HARD[name], typing=True)
    assert (answer.asked, answer.results) == (0, [])


@pytest.mark.parametrize("name", ["long", "mixed directions", "half a letter", "control characters"])
def test_words_among_other_things_are_found(asker, name):
    asker.read(texts_of("ar", "nothing", "doctor 911"))
    assert asker.ask(HARD[name]).paths == ["p0001"]


def test_one_query_leaves_no_trace_in_the_next(asker):
    asker.read(texts_of("en", *ENGLISH))
    first = asker.ask("doctor school").results
    for query in HARD.values():
        asker.ask(query, typing=True)
    assert asker.ask("doctor school").results == first
