"""Clock times in words."""

import pytest
from porchlight.translation import facts, spoken, wanted


def agrees(source, translation, tag):
    return facts.differences(wanted.wanted(source, tag, "CA"), translation, spoken.tongue(tag).families) == []


@pytest.mark.parametrize(
    ("tag", "source", "translation"),
    [
        ("fr", "at 8:45 a.m.", "à neuf heures moins le quart du matin"),
        ("fr", "at 7:30 p.m.", "à dix-neuf heures trente"),
        ("ar", "at 8:45 a.m.", "في التاسعة إلا ربعًا صباحًا"),
        ("pl", "at 8:45 a.m.", "za kwadrans dziewiąta rano"),
        ("ur", "at 1:30 a.m.", "رات ڈیڑھ بجے"),
        ("pa", "at 8:30 a.m.", "ਸਵੇਰੇ ਸਾਢੇ ਅੱਠ ਵਜੇ"),
        ("sw", "at 8 a.m.", "saa mbili asubuhi"),
        ("sw", "at 5 p.m.", "saa kumi na moja jioni"),
        ("sw", "at 8:45 a.m.", "saa tatu kasorobo asubuhi"),
        ("tl", "from 9 a.m. to 4:30 p.m.", "mula alas-nuwebe ng umaga hanggang alas-kuwatro y medya ng hapon"),
        ("vi", "on Thursday at 6:30 p.m.", "tối thứ Năm, lúc 6 giờ 30"),
        (
            "ar",
            "from 6 a.m. to 1:30 a.m., on Sundays from 8 a.m.",
            "من 6 صباحًا حتى 1:30 بعد منتصف الليل، وأيام الأحد من 8 صباحًا",
        ),
        ("zh-Hans", "at 12:15 p.m.", "中午十二点一刻"),
        ("tr", "at 7:30 p.m.", "akşam yedi buçuğa kadar"),
    ],
)
def test_a_language_says_the_time_in_its_own_way(tag, source, translation):
    assert agrees(source, translation, tag)


@pytest.mark.parametrize(
    ("tag", "source", "translation"),
    [
        ("sw", "at 8 p.m.", "saa nane usiku"),
        ("sw", "at 4 p.m.", "saa kumi na moja jioni"),
        ("sw", "at 6:30 p.m.", "saa sita na nusu mchana"),
        ("so", "at 8 p.m.", "2:00 galabnimo"),
        ("ur", "The parents' evening is at 6:30 p.m.", "والدین کی شام صبح 6:30 بجے ہے۔"),
        ("tl", "from 6 a.m. to 1:30 a.m.", "mula 6 a.m. hanggang 1:30 p.m."),
        ("pa", "at 8:30 a.m.", "ਸਵੇਰੇ ਸਾਢੇ ਨੌਂ ਵਜੇ"),
        ("fr", "at 8:45 a.m.", "à huit heures moins le quart du matin"),
    ],
)
def test_another_hour_or_half_of_the_day_is_a_fault(tag, source, translation):
    assert not agrees(source, translation, tag)


@pytest.mark.parametrize(
    ("tag", "source", "translation"),
    [
        ("ckb", "from July 6 to August 14, 2026", "لە ٦ی تەممووز تا ١٤ی ئابی ٢٠٢٦"),
        ("zh-Hans", "six weeks, from July 6 to August 14, 2026", "六周，二〇二六年七月六日至八月十四日"),
        ("zh-Hans", "from July 6 to August 14, 2026", "2026 年 7 月 6 日至 8 月 14 日"),
        ("pl", "on October 22", "22 X"),
    ],
)
def test_dates_may_share_a_year_and_have_roman_months(tag, source, translation):
    assert agrees(source, translation, tag)


def test_another_year_of_two_dates_is_a_fault():
    assert not agrees("from July 6 to August 14, 2026", "du 6 juillet au 14 août 2025", "fr")
