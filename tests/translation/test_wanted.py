"""Which facts an English text has, and how a language may write them."""

import pytest
from porchlight.translation import facts, spoken, wanted


def kinds(text, tag="fr"):
    """[kind, shown] of each fact that a translation needs."""
    return [(one.kind, one.shown) for one in wanted.wanted(text, tag, "CA") if one.needed]


def agrees(source, translation, tag):
    """Whether a translation has the facts of its source, and no other."""
    return facts.differences(wanted.wanted(source, tag, "CA"), translation, spoken.tongue(tag).families) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nothing to see.", []),
        ("Call 811.", [("number", "811")]),
        ("Call 9-1-1.", [("phone", "9-1-1")]),
        ("Call 604-555-0199 now.", [("phone", "604-555-0199")]),
        ("It takes 3 - 3.5 years.", [("number", "3.5"), ("number", "3")]),
        ("Children aged 2-3", [("number", "2-3")]),
        ("Write to help@example.ca", [("email", "help@example.ca")]),
        ("See www.example.ca/a for more.", [("address", "www.example.ca/a")]),
        ("By May 5, 2026", [("date", "May 5, 2026")]),
        ("Until 24.12. at noon", [("date", "24.12.")]),
        ("It may cost $1,200.50", [("money", "$1,200.50")]),
        ("12% of 5", [("percent", "12%"), ("number", "5")]),
        ("From 9 am to 5 pm", [("time", "9 am"), ("time", "5 pm")]),
        ("Open 24/7", []),
        ("A living space of 12 m²", [("number", "12")]),
        ("One child, or two", []),
        ("Saturday", []),
    ],
)
def test_a_text_has_these_facts(text, expected):
    assert sorted(kinds(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("tag", "source", "translation"),
    [
        ("fr", "2 pm", "14 h 00"),
        ("fr", "10 am to 12 noon", "de 10 h à 12 h 00"),
        ("uk", "until 12 noon", "до 12.00"),
        ("de", "Daily 9:00 to 24:00", "Täglich 9:00 bis 24:00 Uhr"),
        ("de", "at night (0.30 to 4 am)", "nachts (0.30 bis 4 Uhr)"),
        ("de", "6 pmtill 8 pm", "18.00 bis 20.00 Uhr"),
        ("uk", "from 8 a.m. to 6 p.m:", "з 8:00 до 18:00:"),
        ("uk", "Saturday from 10 am to 12 noon", "щосуботи з 10 до 12 години дня"),
        ("ar", "18.00 - 19.30 hrs", "18:00 - 19:30 مساءً"),
        ("fr", "for 1.5 hours", "une heure et demie"),
        ("fr", "1 ½ hours", "1 heure et demie"),
        ("uk", "1 ½ hours", "1,5 години"),
        ("ar", "about 1 ½ hours", "حوالي ساعة ونصف"),
        ("ar", "2-2.5 hours", "ساعتين إلى ساعتين ونصف"),
        ("fr", "every 14 days", "tous les quinze jours"),
        ("ar", "every 14 days", "كل أسبوعين"),
        ("de", "within two weeks", "innerhalb von 14 Tagen"),
        ("fr", "12 or 24 months", "douze ou vingt-quatre mois"),
        ("de", "24 years", "vierundzwanzig Jahre"),
        ("de", "a 2-year training", "eine zweijährige Ausbildung"),
        ("uk", "a 2-year training", "дворічне навчання"),
        ("ar", "age 0-3", "بين صفر و3 سنوات"),
        ("ar", "1 to 2 days", "من يوم إلى يومين"),
        ("ar", "the 12th week", "الأسبوع الثاني عشر"),
        ("ar", "the 1st Tuesday", "أول ثلاثاء"),
        ("ar", "1st appointment", "ستحصل على موعدك الأول"),
        ("ar", "Hartz IV", "هارتز 4"),
        ("ar", "grades 1-12", "من الصف الأول إلى الصف الثاني عشر"),
        ("ar", "858 km²", "858 كيلومتر مربع"),
        ("ar", "1/3 of infants", "ثلث الرضع"),
        (
            "de",
            "They learn both (one third) and (two thirds)",
            "Sie lernen sowohl (ein Drittel) als auch (zwei Drittel)",
        ),
        ("uk", "24.12. and 06.01.", "24 грудня і 6 січня"),
        ("fr", "1 May (Labour Day)", "1 May (Fête du travail)"),
        ("uk", "every Monday in the middle school", "щопонеділка в середній школі"),
        ("de", "18\\.00 hrs", "18.00 Uhr"),
        ("de", "30,000 members", "30\\.000 Mitglieder"),
        ("zh-Hans", "10,000 dollars", "1万元"),
        ("fa", "May 5, 2026", "۱۵ اردیبهشت ۱۴۰۵"),
        ("fa", "May 5, 2026", "پانزدهم اردیبهشت‌ماه ۱۴۰۵"),
        ("es", "May 5, 2026", "5 de mayo de 2026"),
        ("es", "Oct. 5, 2026", "5 de oct. de 2026"),
        ("fr", "1.5 million people", "un million et demi de personnes"),
        ("ar", "1.5 million people", "مليون ونصف شخص"),
        ("ar", "2.5 million people", "مليونان ونصف شخص"),
        ("de", "1.5 million people", "anderthalb Millionen Menschen"),
        ("es", "1.5 million people", "1 500 000 personas"),
        ("zh-Hans", "1.5 million people", "150 万人"),
        ("hi", "1.5 million people", "15 लाख लोग"),
        ("fa", "2.5 million people", "دو و نیم میلیون نفر"),
        ("fr", "half a million people", "500 000 personnes"),
        ("zh-Hans", "a fine of $1.5 million", "罚款150万元"),
        ("am", "$250,000", "250 ሺህ ዶላር"),
        ("uk", "$17.20 an hour", "17 доларів 20 центів за годину"),
        ("de", "at 7:30 p.m.", "um halb acht abends"),
        ("uk", "at 7:30 p.m.", "о пів на восьму вечора"),
        ("vi", "at 7:30 p.m.", "lúc 7 giờ rưỡi tối"),
        ("fr", "the 1990s", "les années 90"),
        ("zh-Hans", "the 1990s", "20世纪90年代"),
        ("fr", "Part 2 of the Act", "la partie II de la Loi"),
        ("de", "closes at noon", "schließt um 12 Uhr mittags"),
        ("hi", "closes at noon", "दोपहर 12 बजे बंद होता है"),
        ("uk", "open until 4 a.m.", "відчинено до 4 години ночі"),
        ("so", "25%", "boqolkiiba labaatan iyo shan"),
        ("ar", "25%", "خمسة وعشرين في المئة"),
    ],
)
def test_a_language_may_say_a_fact_in_its_own_way(tag, source, translation):
    assert agrees(source, translation, tag)


@pytest.mark.parametrize(
    ("tag", "source", "translation"),
    [
        ("fr", "from 2 pm to 5.30 pm", "de 2h à 5h30"),
        ("fr", "8 pm", "8 heures du matin"),
        ("de", "24 years", "vierunddreißig Jahre"),
        ("ar", "18 years", "ثمانون سنة"),
        ("ar", "three children", "ستة أطفال"),
        ("uk", "every Monday", "щосереди"),
        ("fr", "1.5 hours", "1,6 heure"),
        ("fr", "every 14 days", "tous les 13 jours"),
        ("de", "on 24.12.", "am 24. November"),
        ("fr", "May 5, 2026", "6 mai 2026"),
        ("fr", "ages 3 to 5", "de 5 à 3 ans"),
        ("de", "30,000", "30\\.00"),
        ("fr", "Title IV", "Titre 5"),
        ("ar", "age 0-3", "بين 1 و3 سنوات"),
        ("fr", "604-555-0199", "604-555-0198"),
        ("fr", "closes at noon", "ferme à minuit"),
        ("es", "closes at midnight", "cierra al mediodía"),
        ("zh-Hans", "closes at noon", "午夜关门"),
        ("uk", "at 10 a.m.", "о 10 годині ночі"),
        ("zh-Hans", "three working days", "五个工作日"),
        ("ti", "three days", "ሓሙሽተ መዓልታት"),
        ("ar", "two chances", "فرصة واحدة"),
        ("uk", "every Monday", "щоп’ятниці"),
        ("pt", "every Wednesday", "todas as quintas-feiras"),
        ("de", "at 7:30 p.m.", "um halb neun abends"),
        ("fr", "1.5 million people", "deux millions et demi de personnes"),
        ("zh-Hans", "1.5 million people", "160 万人"),
        ("uk", "$17.20 an hour", "17 доларів 30 центів за годину"),
        ("fr", "the 1990s", "les années 80"),
        ("fr", "Part 2 of the Act", "la partie III de la Loi"),
        ("zh-Hans", "see https://a.example.ca/b?c=d", "见 https://a.example.ca/b？c=d"),
    ],
)
def test_another_fact_is_told(tag, source, translation):
    assert not agrees(source, translation, tag)


def test_what_the_source_writes_is_shown_as_it_writes_it():
    assert kinds("By MAY 5, 2026 at Help@Example.CA") == [("email", "Help@Example.CA"), ("date", "MAY 5, 2026")]


def test_a_month_of_an_unknown_language_may_be_any_word():
    assert agrees("May 5, 2026", "5 xyz 2026", "qaa")
    assert not agrees("May 5, 2026", "6 xyz 2026", "qaa")


def test_nine_one_one_that_may_fail_is_no_day_of_may():
    assert kinds("9-1-1 may not work") == [("phone", "9-1-1")]
