import pytest
from porchlight.core.problem import Severity
from porchlight.translation.languages import read_language, read_languages


@pytest.fixture
def translations(tmp_path):
    def make(**folders):
        for tag, text in folders.items():
            folder = tmp_path / tag.replace("__", "-")
            folder.mkdir()
            if text is not None:
                (folder / "language.yml").write_text(text, encoding="utf-8")
        return tmp_path

    return make


def lines(problems):
    return [str(problem) for problem in problems]


def test_the_source_language_comes_first_then_the_others_by_tag(translations):
    folder = translations(uk="status: published", ar="status: published", zh__Hans="status: draft")
    languages, problems = read_languages(folder, "en")
    assert [(made.tag, made.status) for made in languages] == [
        ("en", "published"),
        ("ar", "published"),
        ("uk", "published"),
        ("zh-Hans", "draft"),
    ]
    assert problems == []


def test_a_portal_without_translations_has_its_source_language(tmp_path):
    languages, problems = read_languages(tmp_path / "no", "en")
    assert [made.tag for made in languages] == ["en"]
    assert problems == []


def test_files_and_hidden_folders_beside_the_languages_are_nothing(translations):
    folder = translations(ar="status: published")
    (folder / ".git").mkdir()
    (folder / "README.md").write_text("x")
    languages, problems = read_languages(folder, "en")
    assert [made.tag for made in languages] == ["en", "ar"]
    assert problems == []


@pytest.mark.parametrize(
    ("folder", "hint"),
    [
        ("zh_Hans", " (zh-Hans)"),
        ("fa-af", " (fa-AF)"),
        ("EN", " (en)"),
        ("tigrinja", " (ti)"),
        ("old stuff", ""),
        ("zz-1", ""),
    ],
)
def test_a_folder_that_is_no_tag_is_said_with_the_usual_one(translations, folder, hint):
    root = translations(ar="status: published")
    (root / folder).mkdir()
    languages, problems = read_languages(root, "en")
    assert [made.tag for made in languages] == ["en", "ar"]
    assert lines(problems) == [
        f'translations/{folder}: "{folder}" is no language tag. '
        f"Name it by its BCP 47 tag{hint}, or move it out of translations/."
    ]
    assert problems[0].severity is Severity.WARNING


def test_a_folder_without_language_yml_is_left_out_and_said(translations):
    languages, problems = read_languages(translations(ar=None), "en")
    assert [made.tag for made in languages] == ["en"]
    assert lines(problems)[0].startswith(
        "translations/ar: there is no language.yml in this folder. Begin it with `python3 scripts/translate.py start ar`, "
    )


def test_a_folder_named_by_a_slip_is_told_the_tag_that_was_meant_and_not_how_to_begin_it(translations):
    _, problems = read_languages(translations(tii=None, soo="status: published", aii="autonym: ܣܘܪܝܬ"), "en")
    assert lines(problems) == [
        'translations/soo: nobody knows a language "soo". '
        "Name it by its BCP 47 tag (so), or give its own name in language.yml: `autonym: …`.",
        "translations/tii: there is no language.yml in this folder. "
        "Name it by its BCP 47 tag (ti), or move the folder out of translations/.",
    ]


def test_a_fallback_that_the_portal_has_not_is_said_with_a_near_one(translations):
    folder = translations(prs="fallback: fa_AF", fa__AF="status: published", ckb="fallback: [fa]")
    _, problems = read_languages(folder, "en")
    assert lines(problems) == [
        'translations/prs/language.yml:1: "fallback" is wrong: "fa_AF" is no BCP 47 tag. Correct the value.',
        'translations/ckb/language.yml: the fallback "fa" is no language of this portal. '
        "Name a language of this portal, such as fa-AF.",
    ]


def test_a_folder_for_the_source_language_cannot_unpublish_it(translations):
    languages, _ = read_languages(translations(en="autonym: Plain English", ar="status: published"), "en")
    assert (languages[0].tag, languages[0].status, languages[0].autonym) == ("en", "published", "Plain English")


def test_a_language_is_what_cldr_says_and_the_file_over_it():
    made, problems = read_language("ckb", "autonym: سۆرانی\nstatus: published\nnumbering: latn".encode(), "x")
    assert (made.autonym, made.direction, made.status, made.numbering) == ("سۆرانی", "rtl", "published", "latn")
    assert problems == []


def test_the_norwegian_for_a_fallback_is_a_tag_and_not_false():
    made, problems = read_language("sv", b"fallback: [no, da]", "x")
    assert made.fallback == ("no", "da")
    assert problems == []


def test_an_empty_file_is_a_draft():
    made, problems = read_language("fr", b"", "x")
    assert made.status == "draft"
    assert problems == []


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"stat\xfcs: x", "language.yml: this file is not UTF-8. Save it with the encoding UTF-8."),
        (b"a: b: c", "language.yml:1: this is not valid YAML: mapping values are not allowed in this context."),
        (b"status: live", 'language.yml:1: "status" is wrong: it must be one of: published, draft'),
        (b"\nstaus: draft", 'language.yml:2: "staus" is not known here (did you mean "status"?). Use one of: autonym'),
        (b"direction: left", 'language.yml:1: "direction" is wrong: it must be one of: ltr, rtl'),
        (b"numbering: arabic", 'language.yml:1: "numbering" is wrong: it must be one of: latn, adlm, arab'),
        (b"fallback: Arabic", 'language.yml:1: "fallback" is wrong: "Arabic" is no BCP 47 tag. Correct the value.'),
    ],
)
def test_a_fault_in_language_yml_is_one_clear_line(data, line):
    _, problems = read_language("fr", data, "language.yml")
    assert len(problems) == 1
    assert str(problems[0]).startswith(line)
