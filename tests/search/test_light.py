"""The forms of a word meet at one stem, other words do not, and no word is lost, in each language of `light.yml`."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from porchlight.search.light import TABLES, languages, stem

FAMILIES = {
    "uk": """
        допомога допомогу допомоги допомогою допомозі допомогти
        навчання навчатися навчаюсь навчається навчань навчався
        отримати отримую отримаєте отримував отримання отримають
        лікар лікаря лікарів лікарем; лікарня лікарню; школа школу шкіл школах; дозвіл дозволу дозволом; дозвілля
        картка картки карток картці; українець українця українців; можливість можливості можливістю
        дитячий дитячого дитячих; молодь молоді молоддю; здоров'я здоровʼя здоровя; податок податки податку
        багато багатьох багатьма; компанія компаній компанії; робочий робочого""",
    "bg": "град града градът градове; лекар лекари лекарят лекарите; къща къщи къщата къщите; книга книги книгата",
    "ar": "طبيب الطبيب للطبيب; مدرسه المدرسه والمدرسه بالمدرسه; مستشفي مستشفيات المستشفيات; سكن السكن",
    "fa": """
        كتاب كتابها كتابهاي كتابهايي كتابي; پزشك پزشكان پزشكي; خانه خانهها خانهاي; كار كارها; كارت كارتها
        بيمارستان بيمارستانها بيمارستاني; بزرگ بزرگتر بزرگترين""",
    "ur": """
        لڑكا لڑكي لڑكيان لڑكيون لڑكون; كتاب كتابين كتابون; دوا دواون دوايي; بچه بچي بچون; سكول سكولون
        پهنچنا پهنچتي پهنچتا; كام كامون""",
    "ps": "كور كورونه كورونو; ماشوم ماشومان ماشومانو; ژبه ژبي ژبو; ښوونځي ښوونځيو; ښار ښارونه; ډاكټر ډاكټران ډاكټرانو",
    "ckb": "كتيب كتيبهكه كتيبهكان كتيبيك; قوتابخانه قوتابخانهكه قوتابخانهكان; پزيشك پزيشكي پزيشكهكه; منداڵ منداڵان منداڵهكان",
    "ku": "zarok zaroken zarokan zarokek; nexwesxane nexwesxaneye nexwesxaneyan; doktor doktore doktoran; mal male malen",
    "so": """
        dugsi dugsiga dugsiyo dugsiyada dugsigii; dhakhtar dhakhtarka dhakhtarku dhakhtarkayga; carruur carruurta carruurteeda
        shaqo shaqada shaqooyin shaqadayda shaqooyinka; waraaq waraaqda waraaqo waraaqaha; guri guriga guryo guryaha; gabadh gabadha; meel meesha""",
    "sw": """
        mtoto watoto; kitabu vitabu; mwalimu walimu; mwezi miezi; ugonjwa magonjwa; shule shuleni; chakula vyakula
        kupata anapata nilipata utapata wamepata; mwanafunzi wanafunzi; msaada misaada; kitanda vitanda""",
    "rw": "umuntu abantu; umwana abana; ishuri amashuri; igihugu ibihugu; icyemezo ibyemezo; urupapuro impapuro",
    "am": """
        ልጅ ልጆች ልጁ ለልጅ የልጆች ልጆቻችን ልጄ ልጁን; ትምህርት ትምህርቱ ትምህርትን የትምህርት በትምህርታችን; ተማሪ ተማሪዎች ተማሪው ተማሪዎቹ
        ሰው ሰዎች ሰዎቹ ለሰዎች; ቤት ቤቱ ቤታችን በቤት ቤቶች; ከተማ በከተማ ከተማው የከተማዎች; ጤና ለጤና; ሀኪም ሀኪሞች""",
    "ti": "ቤት ቤተይ ቤትካ ቤቱ ቤትና ብቤት ንቤት; መምህር ንመምህር መምህርን መምህረይ; ሰነድ ሰነዳት ሰነዱ; ከተማ ከተማታት; ቆልአ ቆልኡት; ነገር",
    "pa": "ਮੁੰਡਾ ਮੁੰਡੇ ਮੁੰਡਿਆਂ; ਕੁੜੀ ਕੁੜੀਆਂ; ਕਿਤਾਬ ਕਿਤਾਬਾਂ; ਸਕੂਲ ਸਕੂਲਾਂ ਸਕੂਲੋਂ; ਬੱਚਾ ਬੱਚੇ ਬੱਚਿਆਂ; ਦਵਾਈ ਦਵਾਈਆਂ",
    "bn": """
        বই বইয়ের বইগুলো বইটি; স্কুল স্কুলে স্কুলের স্কুলগুলো; শিশু শিশুর শিশুরা শিশুদের শিশুদেরকে
        ডাক্তার ডাক্তারের ডাক্তারকে ডাক্তাররা ডাক্তারদের; হাসপাতাল হাসপাতালে হাসপাতালের""",
    "tl": "sulat sumulat sumusulat sinulat sulatan susulat; tulong tumulong tutulong tulungan; basa bumasa binasa basahin",
    "sq": """
        shkolle shkolla shkollen shkolles shkollave shkollat; mjek mjeku mjekun mjekut mjeket mjekeve
        qytet qyteti qytetin qytetet qyteteve; dokument dokumenti dokumentet""",
}
"""For each language: words, normalised, a family to a semicolon or a line."""

TAGS = st.sampled_from(sorted(languages()))


def families(language: str) -> list[list[str]]:
    parts = unicodedata.normalize("NFKC", FAMILIES[language]).replace("\n", ";").split(";")
    return [part.split() for part in parts if part.strip()]


@pytest.mark.parametrize(("language", "family"), [(tag, family) for tag in FAMILIES for family in families(tag)])
def test_the_forms_of_a_word_meet(language, family):
    assert len({stem(word, language) for word in family}) == 1


@pytest.mark.parametrize("language", FAMILIES)
def test_different_words_do_not_meet(language):
    stems = [stem(family[0], language) for family in families(language)]
    assert len(set(stems)) == len(stems)


def test_every_language_shows_its_forms():
    others = {"prs", "fil", "kmr"}
    assert languages() - others == set(FAMILIES)


@pytest.mark.parametrize(
    ("other", "language", "word"), [("prs", "fa", "كتابها"), ("fil", "tl", "sumulat"), ("kmr", "ku", "malan")]
)
def test_a_language_of_two_names_has_one_stemmer(other, language, word):
    assert stem(word, other) == stem(word, language) != word


def test_every_table_names_its_source():
    text = TABLES.read_text(encoding="utf-8")
    assert text.count("\n  source: ") == text.count("\n  steps:\n") == len(FAMILIES)


def test_what_ends_like_a_short_word_stays():
    for word, language in [
        ("суд", "uk"),
        ("так", "uk"),
        ("ما", "ar"),
        ("از", "fa"),
        ("na", "sw"),
        ("ቀን", "am"),
        ("ምን", "am"),
    ]:
        assert stem(word, language) == word


def test_a_language_without_a_stemmer_is_refused():
    with pytest.raises(KeyError):
        stem("chữ", "vi")


def test_latin_letters_in_an_ethiopic_word_are_no_vowels():
    assert stem("የapp", "am") == "የapp"
    assert stem("ሀäለ", "am") == "ሀäለ"


def letters(language: str) -> str:
    return "".join(sorted(set("".join(FAMILIES.get(language, "abcdefghiklmnoprstuwy").split()))))


@given(st.text(), TAGS)
def test_any_text_has_a_stem(text, language):
    found = stem(text, language)
    assert bool(found) == bool(text)
    assert len(found) <= len(text)


@given(st.data(), TAGS)
def test_a_stem_is_never_empty_and_never_longer(data, language):
    word = data.draw(st.text(letters(language), min_size=1, max_size=12))
    assert 0 < len(stem(word, language)) <= len(word)


@given(st.text(letters("am"), max_size=12))
def test_ethiopic_stems_are_syllables_again(word):
    assert not set(stem(word.replace(";", ""), "am")) & set("äuiaeow")
    assert not set(stem(word.replace(";", ""), "ti")) & set("äuiaeow")
