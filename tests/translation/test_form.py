"""Letters, signs, marks, doubled words, length and terms of translations."""

import time

import pytest
from porchlight.translation import form


def rules(slips):
    return [rule for rule, _, _ in slips]


def letters(source, translation, tag="fr", names=()):
    return rules(form.letters(source, translation, tag, names))


def shape(source, translation, tag="fr"):
    return rules(form.shape(source, translation, tag))


def signs(source, translation, tag="ar"):
    return rules(form.signs(source, translation, tag))


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("**Call** now.", "**Appelez maintenant."),
        ("**Call** now.", "** Appelez** maintenant."),
        ("Type `exit` now.", "Tapez `exit maintenant."),
        ("*Call* now.", "*Appelez maintenant."),
        ("Read [this](1).", "Lisez [ceci](1)]."),
    ],
)
def test_a_mark_that_is_left_open_is_told(source, translation):
    assert rules(form.markup(source, translation)) == ["markup"]


def test_marks_that_are_closed_or_left_out_are_fine():
    assert rules(form.markup("**Call** now.", "**Appelez** maintenant.")) == []
    assert rules(form.markup("**Call** now.", "Appelez maintenant.")) == []


def test_letters_of_a_neighbour_or_of_two_scripts_are_told():
    assert letters("Rent", "Оrеnda", "uk") == ["script"]
    assert letters("You may rent it.", "Вы можете это снять.", "uk") == ["script"]
    assert letters("Rent", "Оренда", "uk") == []
    assert letters("Rent", "louer аренда") == ["script"]
    assert letters("You can rent it here", "You can rent this", "uk") == ["script"]


def test_addresses_and_names_of_associations_need_no_other_script():
    for text in ("muenchen.de/training", "vhs Unteres Remstal e.V.", "help@example.ca", "w ww.solw odi.de"):
        assert letters(text, text, "ar") == []
    assert letters("muenchen.com/careers", "muenchen.com/career", "ar") == []


def test_a_sentence_in_the_source_language_is_told():
    for tag in ("fr", "ar"):
        assert letters("You need to be patient.", "You need to be patient.", tag) == ["source"]
    assert letters("Read more in the section below.", "Lisez : Read more in the section below.") == ["source"]


def test_names_quotations_and_what_stands_in_brackets_may_be_in_the_source_language():
    assert letters("Canada Revenue Agency", "Canada Revenue Agency") == []
    assert letters("gfi gGmbH Augsburg", "gfi gGmbH Augsburg") == []
    assert letters("Ask for proof of income and rent", "Demandez (proof of income and rent)") == []
    assert letters("Look for the words: ask us for help", "Cherchez « ask us for help »") == []
    assert letters("Use the ask me first form here", "Formulaire ask me first", names=("ask me first form",)) == []


def test_signs_that_nobody_sees_are_told():
    assert signs("Call", "اتصلوا\u202e") == ["bidi"]
    assert signs("Call", "اتصلوا \u2066911") == ["bidi"]
    assert signs("Call", "Appelez\u200f", "fr") == ["bidi"]
    assert signs("Call", "Appe\u200blez", "fr") == ["invisible"]
    assert signs("Call", "می‌شود", "fa") == []
    assert signs("Call", "Appe\u200clez", "fr") == ["invisible"]


def test_a_number_in_groups_must_be_isolated_in_right_to_left_text():
    assert signs("Call 604 555 0199", "اتصلوا 604 555 0199") == ["isolation"]
    assert signs("Call 604 555 0199", "اتصلوا \u2066604 555 0199\u2069") == []
    assert signs("Call [604 555 0199](1)", "اتصلوا [604 555 0199](1)") == []


def test_ranges_and_paragraphs_of_laws_read_from_right_to_left_too():
    assert signs("3-5 years", "عمر 3-5 سنوات") == []
    assert signs("Section 60 (5)", "المادة 60 (5) من القانون") == []


@pytest.mark.parametrize(
    ("tag", "source", "translation"),
    [
        ("ar", "In English, Farsi and French", "بالإنجليزية والفارسية والفارسية والفرنسية"),
        ("fr", "Call your doctor", "Appelez appelez votre médecin"),
        ("ti", "even if a paper is missing", "ወረቐት እንተጎደለ እውን እውን፣"),
        ("fr", "Call us now, please", "Appelez nous appelez nous"),
    ],
)
def test_words_said_twice_are_told(tag, source, translation):
    assert shape(source, translation, tag) == ["doubled"]


@pytest.mark.parametrize(
    ("tag", "source", "translation"),
    [
        ("fr", "you move", "vous vous déplacez"),
        ("fr", "They may be accepted", "Ils pourront peut-être être admis"),
        ("vi", "Every day", "ngày ngày"),
        ("hi", "का कारण", "का कारण"),
        ("de", "registration, application, registration, application", "Meldung, Antrag, Meldung, Antrag"),
        ("ar", "the district of Augsburg and the district of Aichach", "أوغسبورغ ومقاطعة أوغسبورغ ومقاطعة آيخاخ"),
        ("fr", "Bye bye", "Bye bye"),
        ("fr", "assistance, guardianship and guardianship", "aide, tutelle tutelle"),
    ],
)
def test_what_a_language_or_the_source_says_twice_is_fine(tag, source, translation):
    assert shape(source, translation, tag) == []


@pytest.mark.parametrize(
    ("tag", "slowly", "and_"),
    [
        ("tr", "azar azar öğrenin", "okuyun ve ve konuşun"),
        ("so", "wax yar yar u baro", "waa inuu inuu kuu sheego"),
        ("ckb", "وردە وردە فێر ببن", "زیاتر لە لە هەفتە"),
        ("ti", "ቁሩብ ቁሩብ ተመሃሩ", "ወረቐት እውን እውን"),
    ],
)
def test_some_languages_say_a_word_twice_but_none_such_as_and(tag, slowly, and_):
    assert shape("Learn bit.", slowly, tag) == []
    assert shape("Read and talk.", and_, tag) == ["doubled"]


def test_a_text_pasted_twice_is_told():
    once = "Vous pouvez demander de l'aide dans votre langue. Dites son nom."
    assert shape("You can ask for help in your language. Say its name.", f"{once} {once}") == ["length"]
    told = "You can ask for help in your language. Say its name. You can ask for help in your language."
    assert shape(told, once + " " + once.split(".")[0] + ".") == []


def test_full_width_stars_make_nothing_bold():
    assert rules(form.markup("Keep a **copy**.", "请留＊＊副本＊＊。")) == ["markup"]
    assert rules(form.markup("Keep a ＊.", "请留＊。")) == []


LONG = "You can ask for help in your language. Say its name in English. Then wait for a person who speaks it."


def test_a_missing_sentence_is_told_by_the_length():
    assert shape(LONG, "Vous pouvez demander de l'aide.") == ["length"]
    assert shape("Rent is paid on the first day of the month, to the owner.", "Le loyer. " * 40) == [
        "doubled",
        "length",
    ]


def test_one_sentence_may_be_said_in_half_the_words():
    assert (
        shape(
            "If the caregiver who usually comes falls ill, there is a substitute caregiver.",
            "Хворого доглядача замінить інший доглядач.",
            "uk",
        )
        == []
    )


def test_official_names_in_brackets_count_for_nothing():
    assert shape("Ask for it.", "Demandez-la (" + "Confirmation of Permanent Residence, " * 5 + ").") == []
    quoted = 'The project is a part of "MyTurn", for women with experience of migration.'
    assert shape(quoted, "Le projet fait partie de « MyTurn, pour les femmes ayant migré ».") == []


def test_terms_are_kept_or_said_as_agreed():
    def told(source, translation, keep=(), agreed=None):
        return rules(form.terms(source, translation, keep, agreed or {}))

    assert told("Use Job Bank.", "Utilisez la banque.", ("Job Bank",)) == ["keep"]
    assert told("Use Job Bank.", "Utilisez Job Bank.", ("Job Bank",)) == []
    agreed = {"health card": "carte d'assurance maladie"}
    assert told("Get a health card.", "Obtenez une carte santé.", agreed=agreed) == ["term"]
    assert told("Get health cards.", "Obtenez des cartes d'assurance maladie.", agreed=agreed) == []
    assert told("The Health Card Office", "Le bureau", agreed=agreed) == []


@pytest.mark.timed
@pytest.mark.parametrize(
    "text",
    [
        "(",
        "[",
        "«",
        "“",
        "a-a-a-",
        "0",
        "1-",
        "1.",
        "1/",
        "V",
        "**",
        "a ",
        "visa, ",
        "ا ",
        "@",
        "a@",
        "\u2066",
        "`",
        "%(",
    ],
)
def test_no_text_takes_long(text):
    long = (text * 20_000)[:20_000]
    begin = time.perf_counter()
    for source, translation in ((LONG, long), (long, LONG), (long, long)):
        for tag in ("fr", "ar"):
            list(form.markup(source, translation))
            letters(source, translation, tag)
            signs(source, translation, tag)
            shape(source, translation, tag)
    assert time.perf_counter() - begin < 10
