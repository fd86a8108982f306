import pytest
from porchlight.core import locale

ODD = ("ckb", "prs", "fa-AF", "zh-Hans", "rhg", "es-419", "ksw")


@pytest.mark.parametrize(
    "tag", [*ODD, "ar", "hmn", "din", "zh-Hant-HK", "sr-Latn", "rhg-Latn", "ca-valencia", "de-x-easy", "zh-yue"]
)
def test_a_well_formed_tag_is_taken(tag):
    assert locale.is_tag(tag)


@pytest.mark.parametrize(
    "text",
    ["", "e", "EN", "zh_Hans", "zh-hans", "fa-af", "english language", "deutsch", "german", "ar/", "ar\n", "../x"],
)
def test_what_is_no_tag_in_its_usual_letter_case_is_not_taken(text):
    assert not locale.is_tag(text)


@pytest.mark.parametrize(
    ("tag", "autonym", "english", "direction"),
    [
        ("ckb", "کوردیی ناوەندی", "Central Kurdish", "rtl"),
        ("fa-AF", "فارسی (افغانستان)", "Persian (Afghanistan)", "rtl"),
        ("zh-Hans", "中文 (简体)", "Chinese (Simplified)", "ltr"),
        ("es-419", "español (Latinoamérica)", "Spanish (Latin America)", "ltr"),
        ("ti", "ትግርኛ", "Tigrinya", "ltr"),
        ("ksw", "ksw", "ksw", "ltr"),
    ],
)
def test_cldr_gives_a_language_its_names_and_direction(tag, autonym, english, direction):
    made = locale.language(tag)
    assert (made.tag, made.autonym, made.english_name, made.direction) == (tag, autonym, english, direction)


def test_dari_is_set_right_to_left_though_cldr_knows_it_as_persian_of_afghanistan():
    made = locale.language("prs")
    assert made.direction == "rtl"
    assert made.autonym == locale.language("fa-AF").autonym


@pytest.mark.parametrize(
    ("tag", "direction"),
    [("rhg", "rtl"), ("rhg-Latn", "ltr"), ("rhg-Arab", "rtl"), ("pa", "ltr"), ("pa-Arab", "rtl"), ("xx-Arab", "rtl")],
)
def test_the_script_of_a_tag_gives_its_direction(tag, direction):
    assert locale.language(tag).direction == direction


def test_what_a_portal_says_stands_over_cldr():
    made = locale.language("ksw", autonym="ကညီ", english_name="S'gaw Karen", status="published", fallback=("my",))
    assert (made.autonym, made.english_name, made.status, made.fallback) == ("ကညီ", "S'gaw Karen", "published", ("my",))
    assert locale.language("ar", autonym="").autonym == "العربية"


def test_plural_rules_are_those_gettext_expects():
    assert locale.language("fr").plural_forms == "nplurals=2; plural=(n > 1);"
    assert locale.language("ar").plural_forms.startswith("nplurals=6;")
    assert locale.language("zh-Hans").plural_forms == "nplurals=1; plural=0;"


@pytest.mark.parametrize("tag", ODD)
def test_every_language_can_write_dates_numbers_and_shares(tag):
    assert locale.date("2026-05-01", tag)
    assert locale.number(1234567, tag)
    assert locale.percent(0.5, tag)


def test_dates_are_written_as_the_language_writes_them():
    assert locale.date("2026-05-01", "fr") == "1 mai 2026"
    assert locale.date("2026-05-01", "ksw") == "2026-05-01"


def test_numbers_carry_the_digits_asked_for():
    assert locale.number(1234.5, "ar", "latn") == "1,234.5"
    assert locale.number(12, "ar", "arab") == "١٢"
    assert locale.number(12, "ckb") in ("12", "١٢")


@pytest.mark.parametrize(
    ("value", "text"), [(1234567, "1234567"), (0.5, "0.5"), (20, "20"), (1234567.25, "1234567.25")]
)
def test_a_language_unknown_to_cldr_still_writes_a_number_in_full(value, text):
    assert locale.number(value, "ksw") == text


@pytest.mark.parametrize(
    ("ratio", "text"), [(0, "0%"), (0.5, "50%"), (0.989, "99%"), (0.9999, "99%"), (1, "100%"), (1.0, "100%")]
)
def test_a_share_is_never_rounded_up_to_the_whole(ratio, text):
    assert locale.percent(ratio, "en") == text
    assert locale.percent(ratio, "ksw") == text


def test_one_language_is_named_in_another():
    assert locale.language_name("ckb", "en") == "Central Kurdish"
    assert locale.language_name("fr", "uk") == "французька"
    assert locale.language_name("fr", "ksw") == "français"
    assert locale.language_name("ksw", "en") == "ksw"
    assert locale.english_name("zh-Hans") == "Chinese (Simplified)"
    assert locale.english_name("ksw") == "ksw"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "1 KB"),
        (1, "1 KB"),
        (499, "1 KB"),
        (5_300, "5 KB"),
        (5_600, "6 KB"),
        (999_499, "999 KB"),
        (1_000_000, "1.0 MB"),
        (1_460_000, "1.5 MB"),
        (20_000_000, "20.0 MB"),
    ],
)
def test_a_size_is_whole_kilobytes_of_a_thousand_bytes_or_megabytes(size, text):
    assert locale.kilobytes(size, "ksw") == text.replace(" ", "\u00a0")
    assert locale.kilobytes(size, "en") == text.replace("KB", "kB").replace(".0", "").replace(" ", "\u00a0")


def test_a_size_never_breaks_off_its_unit():
    for tag in (*ODD, "fr", "ar", "uk", "ti"):
        assert " " not in locale.kilobytes(5_300, tag)


def test_sizes_have_the_language_s_own_units_and_the_digits_asked_for():
    assert locale.kilobytes(5_300, "fr") == "5\u00a0ko"
    assert locale.kilobytes(1_500_000, "fr") == "1,5\u00a0Mo"
    assert locale.kilobytes(1_500_000, "uk") == "1,5\u00a0МБ"
    assert locale.kilobytes(5_300, "ti") == "5\u00a0ኪሎባይት"
    assert locale.kilobytes(12_000, "ar", "arab") == "١٢\u00a0كيلوبايت"
    assert locale.kilobytes(1_500_000, "ar", "arab").startswith("١٫٥")


def test_a_month_is_written_as_the_language_writes_it():
    assert locale.month("2026-05", "en") == "May 2026"
    assert locale.month("2026-05", "fr") == "mai 2026"
    assert locale.month("2026-12", "zh-Hans") == "2026年12月"
    assert locale.month("2026-05", "ksw") == "2026-05"


@pytest.mark.parametrize("tag", ODD)
def test_every_language_can_write_sizes_and_months(tag):
    assert "2026" in locale.month("2026-05", tag)
    assert "5" in locale.kilobytes(5_300, tag)


@pytest.mark.parametrize(
    ("tag", "direction"),
    [("ar", "rtl"), ("ckb", "rtl"), ("prs", "rtl"), ("ti", "ltr"), ("ksw", "ltr"), ("ar-Latn", "ltr")],
)
def test_a_text_is_set_in_the_direction_of_its_language(tag, direction):
    assert locale.direction(tag) == direction
