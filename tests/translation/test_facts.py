"""Facts found in translations: by Python and by the translator's page, which must agree."""

import itertools
import runpy
import time

import desks
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.translation import facts, spoken, wanted
from portals import ROOT

MEASURE = runpy.run_path(str(ROOT / "benchmarks" / "proof.py"))
LANGUAGES = ("fr", "ar", "uk", "zh-Hans", "ti", "ckb", "es", "so", "fa", "hi", "de", "am", "vi", "ps", "qaa")
DIGITS = {
    "ar": "٠١٢٣٤٥٦٧٨٩",
    "fa": "۰۱۲۳۴۵۶۷۸۹",
    "hi": "०१२३४५६७८९",
    "my": "၀၁၂၃၄၅၆၇၈၉",
    "zh-Hans": "０１２３４５６７８９",
}
SAID = (
    *(
        "5",
        "18",
        "1,500",
        "1.5",
        "2½",
        "30,000",
        "A1",
        "7-8",
        "1 to 3",
        "14 days",
        "m²",
        "20 km2",
        "1/3",
        "two thirds",
        "Title IV",
    ),
    *("9-1-1", "604-555-0199", "(604) 555-0199", "+1 604 555 0199", "1-800-622-6232", "2-1-1", "811"),
    *("May 5, 2026", "5 May 2026", "2026-05-05", "24.12.", "1.6.2026", "July 2026", "March 3", "the 1st of April"),
    *("9 am", "5:30 p.m.", "14:00", "24:00", "9 to 5 pm", "12 noon", "midnight", "24/7", "6 pmtill 8 pm", "16 o'clock"),
    *(
        "$15",
        "$1,200.50",
        "20 dollars",
        "50 cents",
        "30€",
        "£4",
        "12%",
        "2.5 percent",
        "half",
        "a quarter",
        "both",
        "twelve",
    ),
    *(
        "1.5 million",
        "half a million",
        "$2.5 million",
        "$17.20",
        "the 1990s",
        "Part 2",
        "7:30 p.m.",
        "10 at night",
        "noon",
    ),
    *("Monday", "on Fridays", "help@example.ca", "www.example.com/a-1", "https://example.org/2?b=3", "3 million"),
)
"""Facts in the notations of English pages."""
NOISE = (
    *(
        "ثلاثة",
        "عشر",
        "٨١١",
        "٥٠٪",
        "trois",
        "et demie",
        "du soir",
        "20 h",
        "8 Uhr nachts",
        "п'ять",
        "середній",
        "三点半",
        "二十",
    ),
    *(
        "5月",
        "½",
        "²",
        "m2",
        "③",
        "&#45;",
        "18\\.00",
        "[٥](1)",
        "{2}",
        "`7`",
        "**9**",
        "\u200f",
        "\x1c",
        "\x85",
        "\ufeff",
        "a？b",
        "１０＆a",
        "minuit",
        "午夜",
        "150万",
        "ii",
        "İ",
        "‏۲",
        "-",
        "،",
    ),
)
"""What translations also hold."""
LETTERS = st.characters(max_codepoint=0xFFFF, exclude_categories=["Cn", "Cs"])
"""Those that every Python and Node know: Unicode still gains digits."""


def found(source, translation, tag="fr"):
    """What differs: [kind, missing, extra] of each."""
    told = facts.differences(wanted.wanted(source, tag, "CA"), translation, spoken.tongue(tag).families)
    return [[one.kind, one.missing, one.extra] for one in told]


def asked_of_the_page(cases):
    """The same as `found`, of many (source, translation, tag), by the script of the translator's page."""
    told = [
        [facts.to_json(wanted.wanted(source, tag, "CA")), translation, spoken.tongue(tag).families]
        for source, translation, tag in cases
    ]
    return desks.asked_of_the_page("facts.js", "page.differences(...one).map(d=>[d.kind,d.missing,d.extra])", told)


def told_apart(cases):
    """The cases of which Python and the page say different things."""
    ours = [found(*case) for case in cases]
    return [
        (case, one, other)
        for case, one, other in zip(cases, ours, asked_of_the_page(cases), strict=True)
        if one != other
    ]


@pytest.mark.slow
def test_the_page_finds_what_python_finds_in_every_case_of_the_measure():
    cases = [
        (case["msgid"], case["msgstr"], case["language"])
        for name in ("faults", "good", "aside-faults", "aside-good")
        for case in MEASURE["cases"](name)
    ]
    assert told_apart(cases) == []


@pytest.mark.slow
def test_the_page_finds_what_python_finds_in_made_texts():
    cases = []

    @settings(max_examples=400, deadline=None, database=None)
    @given(
        st.lists(st.sampled_from(SAID), max_size=5),
        st.lists(st.sampled_from(SAID + NOISE) | st.text(LETTERS, max_size=6), max_size=8),
        st.sampled_from(LANGUAGES),
    )
    def collect(source, translation, tag):
        cases.append((" ".join(source), " ".join(translation), tag))

    collect()
    assert told_apart(cases) == []


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(SAID), min_size=1, max_size=5),
    st.sampled_from([", ", " and ", ". "]),
    st.sampled_from(LANGUAGES),
)
def test_a_translation_that_is_the_source_has_its_facts(said, between, tag):
    text = between.join(said).replace("..", ".")
    assert found(text, text, tag) == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_each_notation_by_itself_is_found_in_itself(tag):
    assert {text: found(text, text, tag) for text in SAID if found(text, text, tag)} == {}


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["811", "1,500", "9-1-1", "12%", "14:00", "2026-05-05", "$15"]), max_size=4),
    st.sampled_from(sorted(DIGITS)),
)
def test_digits_of_any_script_count_as_the_same(said, tag):
    text = ", ".join(said)
    assert found(text, text.translate(str.maketrans("0123456789", DIGITS[tag])), tag) == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("[٨١١](1) – ٥٠٪", "811 - 50%"),
        ("**18\\.00**", "18.00"),
        ("&#45; 5", "- 5"),
        ("858 km²", "858 km"),
        ("12 м2", "12 м"),
        ("room M22", "room m22"),
        ("1\u200f2", "12"),
        ("example.ca/a？b=1", "example.ca/a b=1"),
        ("是吗？", "是吗?"),
        ("&#0; &#55555;", "&#0; &#55555;"),
    ],
)
def test_facts_are_looked_for_in_a_plain_text(text, plain):
    assert facts.spelled(text) == plain


def test_what_is_missing_is_told_beside_what_stands_in_its_place():
    assert found("Call 811.", "Appelez le 812.") == [["number", "811", "812"]]
    assert found("Call 811.", "Appelez.") == [["number", "811", ""]]
    assert found("Call.", "Appelez le 811.") == [["number", "", "811"]]


def test_a_number_said_again_is_no_fault():
    assert found("Call 9-1-1.", "Appelez le 9-1-1 (nine-one-one, 911).") == []
    assert found("Open from 9:00 to 17:00.", "De 9:00 à 17:00 (9:00).") == []


def test_another_of_a_few_in_its_place_is_a_fault():
    assert found("Open on Monday.", "Ouvert le mardi.") == [["weekday", "Monday", "mardi"]]
    assert found("Open on Monday.", "Ouvert.") == []
    assert found("three children", "quatre enfants") == [["number", "three", "quatre"]]


LONG = 6_000
"""Characters, far more than any text has."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "1 ",
        "(",
        "a-a-a-",
        "1.",
        "1-",
        "1:",
        "0",
        "$1 ",
        "& #",
        "&#1",
        "pm ",
        "١٢ ",
        "@a.",
        "www.",
        "a.b/",
        "[",
        "V",
        "½ ",
        "million ",
        "five thousand ",
        "五",
        "halb ",
        "1990s",
        "noon 12 ",
    ],
)
def test_no_text_takes_long(text):
    long = (text * LONG)[:LONG]
    begin = time.perf_counter()
    for tag in ("fr", "ar", "zh-Hans"):
        found("Until noon or midnight in the 1990s, Part 2: 1.5 million, $2.5 million, $17.20, 7:30 p.m.", long, tag)
        found("Call 811 or 604-555-0199 from 9 am to 5 pm on Monday, May 5, 2026: $1,500 or 1.5%, both.", long, tag)
        wanted.wanted(long, tag, "CA")
    # A pattern that goes back and forth takes minutes for this, whatever else the computer does.
    assert time.perf_counter() - begin < 30


def test_facts_travel_to_the_page_as_lists():
    fact = facts.Fact("number", "811", ("811",), False, "count:811")
    assert facts.to_json([fact]) == [["number", "811", ["811"], 0, "count:811"]]


def test_no_pattern_needs_more_than_python_and_ecmascript_share():
    told = itertools.chain.from_iterable(wanted.wanted(text, tag, "CA") for text in SAID for tag in LANGUAGES)
    assert {
        part
        for one in told
        for pattern in one.patterns
        for part in ("(?P", "(?<", "\\Z", "\\A", "(?i", "*+", "++")
        if part in pattern
    } == set()


@pytest.mark.parametrize(
    ("tag", "source", "translation"),
    [
        ("fr", "Wait half an hour.", "Attendez trente minutes."),
        ("uk", "Wait half an hour.", "Зачекайте тридцять хвилин."),
        ("ar", "Wait half an hour.", "انتظر ثلاثين دقيقة."),
        ("ar", "Wait a quarter of an hour.", "انتظر خمس عشرة دقيقة."),
        ("fr", "Come at half past six.", "Venez à six heures trente."),
        ("fr", "You pay half. Call 811.", "Vous payez cinquante pour cent. Appelez le 811."),
        ("fr", "Call 811 around the clock.", "Appelez le 811 vingt-quatre heures sur vingt-quatre."),
        ("ti", "Call 811 about animals.", "ብዛዕባ እንስሳታት 811 ደውሉ።"),
        ("am", "Call 211 to join a meeting.", "ስብሰባ ለመቀላቀል 211 ይደውሉ።"),
        ("am", "You may ask for a meeting.", "ስብሰባ መጠየቅ ይችላሉ።"),
        ("ja", "Call the Red Cross at 1-800-555-0199.", "赤十字社に1-800-555-0199へ電話してください。"),
        ("ar", "Call 211. There are dozens of shelters.", "اتصل بالرقم 211. هناك عشرات الملاجئ."),
        ("ckb", "Call 811 before a CT scan.", "پێش سی تی سکان پەیوەندی بە 811 بکەن."),
        ("fa", "Call 811 in British Columbia (BC).", "در بریتیش کلمبیا (بی سی) با ۸۱۱ تماس بگیرید."),
        ("bn", "Apply at canada.ca.", "canada.ca-এ আবেদন করুন।"),
        ("ta", "Write to info@example.ca.", "info@example.ca-க்கு எழுதுங்கள்."),
        ("hu", "See canada.ca.", "Nézze meg a canada.ca-n."),
        ("zh-Hans", "It costs $100 US.", "费用为100美元。"),
        ("zh-Hans", "It costs $100 USD.", "费用为100美元。"),
        ("fr", "Open at 13:00.", "Ouvert à treize heures."),
        ("de", "Open at 13:00.", "Offen um dreizehn Uhr."),
        ("de", "Come at 1 p.m.", "Kommen Sie mittags um eins."),
        ("es", "Open from 1 to 5 p.m.", "Abre de una a cinco de la tarde."),
        ("fr", "Come at a quarter to nine.", "Venez à neuf heures moins le quart."),
        ("de", "Come at a quarter to nine.", "Kommen Sie um viertel vor neun."),
        ("es", "Come at a quarter to nine.", "Venga a las nueve menos cuarto."),
        ("uk", "Come at a quarter to nine.", "Приходьте за чверть дев'ята."),
        ("zh-Hans", "Come at a quarter to nine.", "请在差一刻九点来。"),
        ("hi", "Come at a quarter to nine.", "पौने नौ बजे आइए।"),
        ("vi", "Come at a quarter to nine.", "Hãy đến lúc chín giờ kém mười lăm."),
        ("bn", "Come at half past nine.", "সাড়ে নয়টায় আসুন।"),
        ("nl", "Come at half past nine.", "Kom om halftien."),
        ("nl", "Come at half past nine.", "Kom om half tien."),
        ("sv", "Come at half past nine.", "Kom klockan halv tio."),
        ("da", "Come at half past nine.", "Kom klokken halv ti."),
        ("nb", "Come at half past nine.", "Kom klokken halv ti."),
        ("hu", "Come at half past nine.", "Jöjjön fél tízkor."),
        ("fi", "Come at half past nine.", "Tule puoli kymmeneltä."),
        (
            "vi",
            "Tell us your date of birth. The course starts in June.",
            "Cho biết ngày tháng năm sinh. Khóa học bắt đầu vào mùa hè.",
        ),
        ("prs", "You pay 50%.", "شما ۵۰ درصد می‌پردازید."),
        ("pt", "Open Monday to Friday.", "Aberto de 2.ª feira a 6.ª feira."),
        ("fr", "It costs thirty-five dollars.", "Cela coûte 35 dollars."),
        ("fr", "Wait twenty-four hours.", "Attendez 24 heures."),
        ("so", "Call 211. Many families came.", "Wac 211. Tobanaan qoys ayaa yimid."),
        ("fr", "Wait 90 minutes.", "Attendez une heure et demie."),
        ("fr", "Reply within 7 days.", "Répondez dans la semaine."),
    ],
)
def test_what_a_language_says_in_its_own_way_is_no_fault(tag, source, translation):
    assert found(source, translation, tag) == []


@pytest.mark.parametrize(
    ("tag", "source", "translation"),
    [
        ("fr", "You may need help.", "Vous pouvez avoir besoin de 5 aides."),
        ("uk", "You may call 211.", "Ви можете 5 разів зателефонувати 211."),
        ("fr", "Wait 90 minutes.", "Attendez une demi-heure."),
        ("fr", "Wait 90 minutes.", "Attendez deux heures et demie."),
        ("zh-Hans", "Wait 90 minutes.", "请等半小时。"),
        ("uk", "Wait 90 minutes.", "Зачекайте пів години."),
        ("fr", "It takes 18 months.", "Cela prend une demi-année."),
        ("fr", "Reply within 7 days.", "Répondez dans trois semaines."),
        ("uk", "Reply within 7 days.", "Дайте відповідь за три тижні."),
        ("ar", "You wait five years.", "تنتظر خمس عشرة سنة."),
        ("fr", "You wait five years.", "Vous attendez vingt-cinq ans."),
        ("ti", "You wait 5 years.", "ዓሰርተ ሓሙሽተ ዓመት ትጽበ።"),
        ("so", "You wait 5 years.", "Waxaad sugaysaa shan iyo toban sano."),
        ("zh-Hans", "It costs $100.", "费用为100美元。"),
        ("fa", "You wait 4 hours.", "چهارده ساعت صبر کنید."),
        ("nl", "Come at half past nine.", "Kom om half negen."),
        ("sv", "Come at half past nine.", "Kom klockan halv nio."),
    ],
)
def test_what_only_looks_like_the_source_is_a_fault(tag, source, translation):
    assert found(source, translation, tag)
