import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.core.problem import Severity
from porchlight.translation.catalog import catalog_files, read_catalog

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
GOOD = HEADER + '\n#. title\nmsgid "Health"\nmsgstr "Santé"\n'
PATH = "translations/fr/health.po"


def read(tmp_path, text):
    file = tmp_path / "a.po"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    catalog, problems = read_catalog(file, PATH)
    assert all(problem.severity is Severity.WARNING for problem in problems)
    return catalog, [str(problem) for problem in problems]


def said(catalog):
    return {msgid: entry.msgstr for msgid, entry in catalog.entries.items()}


def test_a_catalog_gives_each_translation_by_its_source_text_with_its_line(tmp_path):
    catalog, problems = read(tmp_path, GOOD)
    assert problems == []
    assert catalog.path == PATH
    assert said(catalog) == {"Health": "Santé"}
    assert catalog.entries["Health"].line == 5


def test_a_fuzzy_entry_tells_the_text_it_was_made_for(tmp_path):
    text = HEADER + '\n#, fuzzy\n#| msgid "Old "\n#| "text"\nmsgid "New text"\nmsgstr "Texte"\n'
    catalog, _ = read(tmp_path, text)
    entry = catalog.entries["New text"]
    assert (entry.fuzzy, entry.previous_msgid, entry.msgstr) == (True, "Old text", "Texte")


def test_other_flags_make_no_entry_fuzzy(tmp_path):
    catalog, _ = read(tmp_path, HEADER + '\n#, no-wrap, python-format\nmsgid "a"\nmsgstr "b"\n')
    assert not catalog.entries["a"].fuzzy


def test_obsolete_entries_are_not_part_of_the_page(tmp_path):
    catalog, problems = read(tmp_path, GOOD + '\n#~ msgid "Gone"\n#~ msgstr "Parti"\n')
    assert said(catalog) == {"Health": "Santé"}
    assert problems == []


def test_plural_entries_are_passed_over_without_harm(tmp_path):
    plural = '\nmsgid "one page"\nmsgid_plural "%d pages"\nmsgstr[0] "une page"\nmsgstr[1] "%d pages"\n'
    catalog, problems = read(tmp_path, GOOD + plural)
    assert said(catalog) == {"Health": "Santé"}
    assert problems == []


@pytest.mark.parametrize(
    "change",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: text.replace("charset=UTF-8", "charset=ASCII").encode(),
        lambda text: (text + "\n# a last word\n").encode(),
    ],
    ids=["BOM", "CRLF", "BOM and CRLF", "no last line break", "wrong charset", "comment at the end"],
)
def test_what_other_editors_leave_in_a_file_does_no_harm(tmp_path, change):
    catalog, problems = read(tmp_path, change(GOOD))
    assert said(catalog) == {"Health": "Santé"}
    assert problems == []


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x1c", "\u00a0", "\u200f"])
def test_a_separator_of_unicode_inside_a_text_is_part_of_it(tmp_path, separator):
    catalog, problems = read(tmp_path, HEADER + f'\nmsgid "a"\nmsgstr "b{separator}c"\n')
    assert problems == []
    assert said(catalog) == {"a": f"b{separator}c"}


def test_escapes_are_the_characters_they_stand_for(tmp_path):
    catalog, _ = read(
        tmp_path,
        HEADER
        + r"""
msgid "a"
msgstr "x \"y\"\n\tz \\n"
""",
    )
    assert said(catalog) == {"a": 'x "y"\n\tz \\n'}


INVALID = "this is not a valid PO file. Mend that line, or take the last good version from the history."
UNCLOSED = 'this text does not stand between two quotation marks. Begin and end it with ".'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (GOOD + 'msgid "a"\nnonsense\n', f":9: {INVALID}"),
        (GOOD + 'msgid "a"\nmsgid "b"\n', f":9: {INVALID}"),
        (GOOD + 'msgstr "a"\n', f":8: {INVALID}"),
        (GOOD + 'msgid "a"\nmsgstr "b"c"\n', f":9: {UNCLOSED}"),
        (GOOD + 'msgid "a"\nmsgstr "call 811\n', f":9: {UNCLOSED}"),
        (GOOD + 'msgid "a"\nmsgstr call 811"\n', f":9: {UNCLOSED}"),
        (GOOD + 'msgid "a"\nmsgstr ""\n"call "\n"811\n', f":11: {UNCLOSED}"),
        (GOOD + 'msgid "a"\nmsgstr "b\\"\n', f":9: {UNCLOSED}"),
        (GOOD + '#~ msgid "a"\n#~ msgstr "b\n', f":9: {UNCLOSED}"),
        (GOOD + '#| msgid "a\nmsgid "b"\nmsgstr "c"\n', f":8: {UNCLOSED}"),
        (
            GOOD + '<<<<<<< ours\nmsgid "a"\n=======\nmsgid "b"\n>>>>>>> theirs\nmsgstr ""\n',
            ":8: two people's edits stand here side by side. Keep one of the two, delete the lines "
            "<<<<<<<, ======= and >>>>>>>.",
        ),
        (GOOD.encode("latin-1"), ":7: this file is not UTF-8. Save it with the encoding UTF-8."),
        (GOOD.encode("utf-16"), ":1: this file is not UTF-8. Save it with the encoding UTF-8."),
    ],
)
def test_a_broken_file_translates_nothing_and_is_one_clear_line(tmp_path, text, line):
    catalog, problems = read(tmp_path, text)
    assert catalog.entries == {}
    assert problems == [PATH + line]


def test_a_conflict_mark_inside_a_text_is_only_text(tmp_path):
    catalog, problems = read(tmp_path, HEADER + '\nmsgid "a"\nmsgstr "<<<<<<< ======="\n')
    assert problems == []
    assert said(catalog) == {"a": "<<<<<<< ======="}


def test_one_text_with_two_translations_is_said_and_the_first_holds(tmp_path):
    catalog, problems = read(tmp_path, GOOD + '\nmsgid "Health"\nmsgstr "Soins"\n')
    assert said(catalog) == {"Health": "Santé"}
    assert problems == [
        f"{PATH}:9: the same msgid stands here twice, with two translations (first in line 5). "
        "Keep one of the two entries."
    ]


def test_one_text_twice_with_the_same_translation_is_no_fault(tmp_path):
    _, problems = read(tmp_path, GOOD + '\nmsgid "Health"\nmsgstr "Santé"\n')
    assert problems == []


@pytest.mark.parametrize("text", ["", "\n", "# a comment\n", HEADER])
def test_an_empty_catalog_is_no_fault(tmp_path, text):
    catalog, problems = read(tmp_path, text)
    assert catalog.entries == {}
    assert problems == []


# Where a translation comes from


def with_header(*lines):
    return HEADER + "".join(f'"{line}\\n"\n' for line in lines)


def test_a_translation_is_by_people_unless_it_says_other(tmp_path):
    assert read(tmp_path, HEADER)[0].provenance == {"kind": "human"}


def test_the_header_tells_who_reviewed_a_machine_translation_and_when(tmp_path):
    text = with_header("X-Provenance: machine-reviewed", "X-Reviewed-By: Amal", "X-Reviewed-On: 2026-05-01")
    catalog, problems = read(tmp_path, text)
    assert catalog.provenance == {"kind": "machine-reviewed", "by": "Amal", "on": "2026-05-01"}
    assert problems == []


def test_an_unknown_provenance_is_said_and_taken_for_a_machine_s(tmp_path):
    catalog, problems = read(tmp_path, with_header("X-Provenance: Human"))
    assert catalog.provenance == {"kind": "machine"}
    assert problems == [
        f'{PATH}:1: the header X-Provenance says "Human". Use one of: human, machine, machine-reviewed.'
    ]


@pytest.mark.parametrize("date", ["1 May 2026", "2026-13-45", "2026-5-1", "٢٠٢٦-٠٥-٠١x"])
def test_a_review_date_that_is_none_is_said_and_left_out(tmp_path, date):
    catalog, problems = read(tmp_path, with_header(f"X-Reviewed-On: {date}"))
    assert "on" not in catalog.provenance
    assert problems == [f"{PATH}:1: the header X-Reviewed-On is no date. Write it as 2026-05-01."]


# Folders


def test_catalogs_are_named_by_what_they_translate(tmp_path):
    for name in ("site.po", "health/doctor.po", "language.yml", ".hidden.po", "health/doctor.po~"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert list(catalog_files(tmp_path)) == ["health/doctor", "site"]


# Any bytes


pieces = st.sampled_from(
    [
        'msgid "a"',
        'msgstr "b"',
        'msgid ""',
        'msgstr ""',
        '"c"',
        "msgid_plural",
        'msgstr[0] "d"',
        "msgstr[x]",
        "#, fuzzy",
        "#| msgid",
        '#| "x"',
        "#~",
        '#~ msgid "e"',
        '#~| msgid "f"',
        "#.",
        "#:",
        "#: a:1",
        "# note",
        "#",
        '"',
        "msgid",
        "",
        "msgctxt",
        'msgctxt "g"',
        "\ufeff",
        "\\",
        "x",
        "\u2028",
        '"X-Provenance: machine\\n"',
        '"\\n"',
        "msgstr[9]",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(pieces, max_size=9), st.sampled_from(["\n", "\r\n", "\r", " "]))
def test_any_file_gives_a_catalog_or_a_fault_and_never_stops_a_build(tmp_path_factory, lines, newline):
    file = tmp_path_factory.getbasetemp() / "any.po"
    file.write_bytes(newline.join(lines).encode())
    catalog, problems = read_catalog(file, PATH)
    assert all(problem.what and problem.remedy for problem in problems)
    assert all(entry.msgstr == entry.msgstr.replace("\x00", "") for entry in catalog.entries.values())


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=40))
def test_any_bytes_give_a_catalog_or_a_fault(tmp_path_factory, data):
    file = tmp_path_factory.getbasetemp() / "bytes.po"
    file.write_bytes(data)
    catalog, problems = read_catalog(file, PATH)
    assert problems or catalog.path == PATH


@pytest.mark.parametrize(
    ("said", "folder"),
    [("zh_Hans", "zh-Hans"), ("zh_CN", "zh-Hans"), ("prs", "fa-AF"), ("ti_ER", "ti"), ("", "ti"), ("rhg", "rhg")],
)
def test_a_language_may_be_written_as_its_tools_write_it(tmp_path, said, folder):
    assert header_problems(tmp_path, said, folder) == []


def test_a_file_in_another_languages_folder_is_told(tmp_path):
    (problem,) = header_problems(tmp_path, "ti", "ar")
    assert str(problem) == (
        "translations/ar/scams.po:1: this file says that it is in Tigrinya (ti), and lies in the folder of ar. "
        "Move it to its own folder, or correct its line Language."
    )


def header_problems(folder, said, tag):
    file = folder / "scams.po"
    file.write_text(f'msgid ""\nmsgstr ""\n"Language: {said}\\n"\n', encoding="utf-8")
    return read_catalog(file, f"translations/{tag}/scams.po")[1]
