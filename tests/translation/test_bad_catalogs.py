"""Catalogs that something happened to: one clear line each, and no translation is ever dropped."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from porchlight.core.locale import language
from porchlight.core.page import Block
from porchlight.translation import extract
from porchlight.translation.catalog import parsed, read_catalog

FRENCH = language("fr")
PATH = "translations/fr/health.po"
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: First Steps\\n"
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Provenance: machine\\n"
"""
CALL = "Call 811 at any time, day or night, for advice of a nurse, and call 911 where a life is in danger."
ENTRIES = [
    '#. title\nmsgid "Health"\nmsgstr "Santé"\n',
    '# ask Amal\n#. paragraph\n#, fuzzy\n#| msgid "You pay $50."\nmsgid "You pay $60."\nmsgstr "Vous payez 50 $."\n',
    f'#. paragraph\nmsgid ""\n"{CALL[:50]}"\n"{CALL[50:]}"\nmsgstr ""\n"Appelez le 811 à toute heure pour le conseil "\n'
    '"d’une infirmière, et le 911 si une vie est en danger."\n',
    '#. heading\nmsgid "Nothing yet"\nmsgstr ""\n',
    '#~ msgid "Gone"\n#~ msgstr "Parti"\n',
]
TEXT = "\n".join([HEADER, *ENTRIES])
SAID = {"Health": "Santé", "You pay $60.": "Vous payez 50 $.", "Nothing yet": ""}
WHOLE = "Appelez le 811 à toute heure pour le conseil d’une infirmière, et le 911 si une vie est en danger."
BLOCKS = [Block("paragraph", text) for text in ("Health", "You pay $60.", CALL, "Nothing yet")]
LINE = re.compile(rf"{PATH}(:\d+)?: [^\n]+\. [^\n]+\.")


def read(folder, data):
    """The texts of a catalog, and what is said of it."""
    (folder / "health.po").write_bytes(data if isinstance(data, bytes) else data.encode())
    catalog, problems = read_catalog(folder / "health.po", PATH)
    assert all(LINE.fullmatch(str(problem)) for problem in problems)
    return catalog, [str(problem).removeprefix(PATH) for problem in problems]


def update(folder, blocks=BLOCKS):
    return extract.update(folder, "health", blocks, FRENCH, "First Steps", {})


def msgstrs(data):
    """Every translation that stands in a file, read without a PO library; broken ones are left out."""
    text = data.decode("utf-8-sig", errors="ignore").replace("\r\n", "\n").replace("\r", "\n")
    string = r'(?:^|\n)[ \t]*(?:#~ ?)?msgstr(?:\[\d\])?[ \t]*((?:"(?:[^"\\\n]|\\.)*"[ \t]*(?:\n(?:#~ ?)?(?="))?)+)'
    found = set()
    for match in re.finditer(string, text):
        header = re.search(r'(?:^|\n)\s*msgid\s*""\s*$', text[: match.start()])
        if joined(match[1]) and not header:
            found.add(joined(match[1]))
    return found


def joined(lines):
    text = "".join(re.findall(r'"((?:[^"\\\n]|\\.)*)"', lines))
    known = dict(zip('abfnrtv"\\', '\a\b\f\n\r\t\v"\\', strict=True))
    return re.sub(r"\\(.)", lambda sign: known.get(sign[1], sign[0]), text)


def kept(folder, blocks=BLOCKS):
    """Run an update; nothing that stood in the file may be lost, and where it is broken no byte may change."""
    file = folder / "health.po"
    before = file.read_bytes()
    if update(folder, blocks) is None:
        assert file.read_bytes() == before
        return False
    after = file.read_bytes()
    assert msgstrs(before) <= msgstrs(after)
    # A translation that ends with a space and has come to the file's end is marked then, as one that may be cut off.
    moved = parsed(after).cut_off
    assert update(folder, blocks) is not None
    assert moved or file.read_bytes() == after, "twice is once"
    assert msgstrs(after) <= msgstrs(file.read_bytes())
    return True


def test_the_catalog_of_these_tests_is_whole(tmp_path):
    catalog, problems = read(tmp_path, TEXT)
    assert {msgid: one.msgstr for msgid, one in catalog.entries.items()} == {**SAID, CALL: WHOLE}
    assert problems == []
    assert msgstrs(TEXT.encode()) == {"Santé", "Vous payez 50 $.", WHOLE, "Parti"}
    assert kept(tmp_path)


# Cut off


def test_a_file_cut_off_anywhere_shows_no_half_text_and_loses_nothing(tmp_path):
    data = TEXT.encode()
    whole = {**SAID, CALL: WHOLE}
    told = 0
    for at in range(len(data)):
        catalog, problems = read(tmp_path, data[:at])
        assert len(problems) <= 1
        told += bool(problems)
        for msgid, entry in catalog.entries.items():
            # An entry to review without the text it was made for is not shown to readers.
            guess = entry.fuzzy and not entry.previous_msgid
            assert guess or entry.msgstr in ("", whole[msgid]), f"cut at {at}"
        kept(tmp_path)
    assert told > len(data) * 0.4


@pytest.mark.parametrize(
    ("end", "line", "told"),
    [
        ('"Santé"', 10, ""),
        ('msgstr "Sant', 10, "this text does not stand between two quotation marks"),
        ('msgid "Health"\nmsgstr', 10, "this is not a valid PO file"),
        ('msgid "Health"\n', 9, "this file stops in the middle, behind a text without a translation"),
        ('msgid "Health"\nms', 10, "this is not a valid PO file"),
        ('"Appelez le 811 à toute heure pour le conseil "', 24, "the last translation seems to be cut off"),
        ('"Appelez le 811 à toute heure pour le conseil "\n', 24, "the last translation seems to be cut off"),
    ],
)
def test_where_a_file_is_cut_off_is_told(tmp_path, end, line, told):
    text = TEXT[: TEXT.index(end) + len(end)]
    _, problems = read(tmp_path, text)
    assert [problem.split(": ")[0] for problem in problems] == ([f":{line}"] if told else [])
    assert all(told in problem for problem in problems)


def test_a_file_cut_off_within_a_letter_is_told_as_that(tmp_path):
    data = TEXT.encode()
    _, problems = read(tmp_path, data[: data.index("é".encode()) + 1])
    assert problems == [":10: this file stops in the middle of a letter. Take the last good version from the history."]


# Git


def test_conflict_marks_are_told_with_their_line(tmp_path):
    ours, theirs = '\nmsgid "Health"\nmsgstr "Santé"\n', '\nmsgid "Health"\nmsgstr "Soins"\n'
    for marks in (
        f"<<<<<<< HEAD{ours}======={theirs}>>>>>>> main\n",
        f"<<<<<<< HEAD{ours}||||||| base{ours}======={theirs}>>>>>>> main\n",
        f"{ours}=======\n",
        f">>>>>>> main\n{ours}",
        f"||||||| base\n{ours}",
        f"<<<<<<< HEAD{ours}=======\r\n{theirs}>>>>>>> main\n",
    ):
        _, problems = read(tmp_path, f"{HEADER}\n{marks}")
        assert len(problems) == 1
        assert "two people's edits stand here side by side. Keep one of the two" in problems[0]
        assert not kept(tmp_path)


def test_a_text_that_a_merge_doubled_is_told_and_both_translations_are_kept(tmp_path):
    catalog, problems = read(tmp_path, TEXT + '\nmsgid "Health"\nmsgstr "Soins"\n')
    assert catalog.entries["Health"].msgstr == "Santé"
    assert problems == [
        ":34: the same msgid stands here twice, with two translations (first in line 8). Keep one of the two entries."
    ]
    assert kept(tmp_path)
    assert '#~ msgstr "Soins"' in (tmp_path / "health.po").read_text(encoding="utf-8")


def test_of_a_doubled_text_the_one_that_is_translated_holds(tmp_path):
    catalog, problems = read(tmp_path, f'{HEADER}\nmsgid "Health"\nmsgstr ""\n\nmsgid "Health"\nmsgstr "Santé"\n')
    assert catalog.entries["Health"].msgstr == "Santé"
    assert problems == []
    assert kept(tmp_path)
    assert read(tmp_path, (tmp_path / "health.po").read_bytes())[0].entries["Health"].msgstr == "Santé"


SECOND = HEADER.replace("X-Provenance: machine", 'X-Provenance: machine-reviewed\\n"\n"X-Reviewed-By: Amal')


@pytest.mark.parametrize("order", [(HEADER, SECOND), (SECOND, HEADER)])
def test_a_doubled_header_is_told_and_the_careful_one_holds(tmp_path, order):
    catalog, problems = read(tmp_path, f"{order[0]}\n{order[1]}\n{ENTRIES[0]}")
    assert {msgid: one.msgstr for msgid, one in catalog.entries.items()} == {"Health": "Santé"}
    assert catalog.provenance["kind"] == "machine"
    line = order[0].count("\n") + 2
    assert problems == [f":{line}: the header stands here a second time. Keep one of the two."]
    assert kept(tmp_path)
    text = (tmp_path / "health.po").read_text(encoding="utf-8")
    assert text.count("Project-Id-Version") == 1
    assert "X-Provenance: machine\\n" in text
    assert '#~ msgid ""' not in text


def twice(*values, key="X-Provenance"):
    """A header as a merge leaves it, with a line of each of two people."""
    return HEADER.replace('"X-Provenance: machine\\n"', "\n".join(f'"{key}: {value}\\n"' for value in values))


@pytest.mark.parametrize("values", [("machine", "human"), ("human", "machine"), ("human", "mashine", "machine")])
def test_a_key_twice_in_a_header_is_told_and_the_careful_value_holds(tmp_path, values):
    catalog, problems = read(tmp_path, f"{twice(*values)}\n{ENTRIES[0]}")
    assert catalog.provenance["kind"] == "machine"
    assert problems[0] == ":7: the header says X-Provenance twice, and not the same. Keep one of the two."
    assert kept(tmp_path)
    text = (tmp_path / "health.po").read_text(encoding="utf-8")
    assert text.count("X-Provenance: ") == text.count("X-Provenance: machine\\n") + ("mashine" in text) == 1
    assert read(tmp_path, text)[0].provenance["kind"] == "machine", "after an update too"


def test_of_two_days_of_a_review_the_earlier_holds(tmp_path):
    header = twice("2026-05-01", "2026-03-01", key="X-Reviewed-On")
    catalog, problems = read(tmp_path, f"{header}\n{ENTRIES[0]}")
    assert catalog.provenance["on"] == "2026-03-01"
    assert problems == [":7: the header says X-Reviewed-On twice, and not the same. Keep one of the two."]


def test_the_same_line_twice_in_a_header_says_nothing_else_and_is_no_fault(tmp_path):
    assert read(tmp_path, f"{twice('machine', 'machine')}\n{ENTRIES[0]}")[1] == []


@pytest.mark.parametrize("rest", ["", 'msgid ""\nmsgstr ""\n\n'])
def test_translations_without_a_header_are_told_and_taken_for_a_machines(tmp_path, rest):
    catalog, problems = read(tmp_path, f"{rest}{ENTRIES[0]}")
    assert catalog.provenance == {"kind": "machine"}
    (line,) = problems
    assert line.startswith(
        ":1: there is no header, so nobody knows who translated this: it counts as a machine's work."
    )
    assert kept(tmp_path)
    assert "X-Provenance: machine\\n" in (tmp_path / "health.po").read_text(encoding="utf-8")


def test_a_file_without_header_and_translations_is_nobodys_work_yet(tmp_path):
    assert read(tmp_path, 'msgid "Health"\nmsgstr ""\n')[1] == []
    assert read(tmp_path, "")[1] == []


def test_the_same_header_twice_is_mended_by_an_update(tmp_path):
    _, problems = read(tmp_path, f"{HEADER}\n{TEXT}")
    assert problems == [":8: the header stands here a second time. Keep one of the two."]
    assert kept(tmp_path)
    assert read(tmp_path, (tmp_path / "health.po").read_bytes())[1] == []


@pytest.mark.parametrize(
    "half",
    [
        'msgid "Half"\n\n#. title\nmsgid "Health"\nmsgstr "Soins"\n',
        'msgid "Half"\n\nmsgid "Health"\nmsgstr "Soins"\n',
        '"a line of its own"\n\nmsgid "Health"\nmsgstr "Soins"\n',
        'msgstr "Soins"\nmsgstr "Santé"\n',
        'msgid "a"\nmsgid "b"\nmsgstr "c"\n',
        'msgid "a"\nmsgstr "b"\nmsgstr "c"\n',
        'msgid "a"\nmsgstr[0] "b"\n',
        'msgid_plural "as"\nmsgstr[0] "b"\n',
    ],
)
def test_half_an_entry_is_one_clear_line_and_nothing_is_lost(tmp_path, half):
    catalog, problems = read(tmp_path, f"{HEADER}\n{half}\n{ENTRIES[1]}")
    assert len(problems) == 1, (catalog, problems)
    kept(tmp_path)


def test_a_line_that_belongs_to_no_text_is_told(tmp_path):
    _, problems = read(tmp_path, f'{HEADER}\nmsgid "Health"\nmsgstr "Santé"\n\n"Soins"\n')
    assert problems == [":11: this line belongs to no text. Join it to the text above it, or delete it."]
    assert not kept(tmp_path)


# Encodings


@pytest.mark.parametrize(
    ("spoil", "line", "told"),
    [
        (lambda: TEXT.replace("Santé", "صحة").encode("windows-1256", "replace"), 10, "this file is not UTF-8"),
        (lambda: TEXT.encode("latin-1", "replace"), 10, "this file is not UTF-8"),
        (lambda: TEXT.encode("utf-16"), 1, "this file is not UTF-8"),
        (lambda: TEXT.encode("utf-16-le"), None, "this file "),
        (lambda: TEXT.encode("utf-32"), 1, "this file is not UTF-8"),
    ],
    ids=["windows-1256", "latin-1", "UTF-16", "UTF-16 without its mark", "UTF-32"],
)
def test_another_encoding_is_told_and_left_alone(tmp_path, spoil, line, told):
    _, problems = read(tmp_path, spoil())
    assert len(problems) == 1
    assert told in problems[0]
    assert line is None or problems[0].startswith(f":{line}: ")
    assert not kept(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: "\n".join([HEADER, *reversed(ENTRIES)]),
        lambda text: text.replace("\n\n", "\n"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.replace('\nmsgstr "', '\n  msgstr\t"'),
    ],
    ids=["BOM", "CRLF", "CR", "BOM and CRLF", "reordered", "no empty lines", "many empty lines", "other spaces"],
)
def test_what_changes_no_text_is_no_fault(tmp_path, change):
    catalog, problems = read(tmp_path, change(TEXT))
    assert {msgid: one.msgstr for msgid, one in catalog.entries.items()} == {**SAID, CALL: WHOLE}
    assert problems == []
    assert kept(tmp_path)


# Entries that no page has


def test_plural_entries_are_kept(tmp_path):
    plural = '\nmsgid "one page"\nmsgid_plural "%d pages"\nmsgstr[0] "une page"\nmsgstr[1] "%d pages fr"\n'
    assert read(tmp_path, TEXT + plural)[1] == []
    assert kept(tmp_path)
    assert kept(tmp_path, [Block("paragraph", "one page")])
    assert {"une page", "%d pages fr"} <= msgstrs((tmp_path / "health.po").read_bytes())


def test_entries_of_a_page_that_is_gone_are_kept(tmp_path):
    read(tmp_path, TEXT)
    assert kept(tmp_path, [Block("paragraph", "Another page altogether.")])
    assert all(one.obsolete for one in parsed((tmp_path / "health.po").read_bytes()) if one.msgstr)
    assert kept(tmp_path, BLOCKS)
    assert read(tmp_path, (tmp_path / "health.po").read_bytes())[0].entries["Health"].msgstr == "Santé"


# Anything


pieces = st.sampled_from(
    [
        *ENTRIES,
        *(entry[: len(entry) // 2] + "\n" for entry in ENTRIES),
        *(entry[len(entry) // 2 :] for entry in ENTRIES),
        *(line + "\n" for entry in ENTRIES for line in entry.splitlines()),
        HEADER,
        SECOND,
        '\nmsgid "Health"\nmsgstr "Soins"\n',
        '\nmsgctxt "menu"\nmsgid "Health"\nmsgstr "Soins (menu)"\n',
        '\nmsgid "one"\nmsgid_plural "ones"\nmsgstr[0] "un"\nmsgstr[1] "uns"\n',
        "#, fuzzy, no-wrap\n",
        "<<<<<<< a\n",
        "=======\n",
        "#~ \n",
        "#\n",
        "\n",
        "\n\n",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(pieces, max_size=8), st.booleans(), st.sampled_from(["\n", "\r\n"]))
@example([ENTRIES[0], HEADER, ENTRIES[1]], True, "\n")
def test_no_merge_however_bad_costs_a_translation(tmp_path_factory, parts, header, newline):
    folder = tmp_path_factory.mktemp("po")
    text = (HEADER + "\n" if header else "") + "".join(parts)
    _, problems = read(folder, text.replace("\n", newline))
    if not kept(folder):
        assert problems, "a file that update leaves alone is told"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(TEXT.encode())), st.integers(0, 60), st.binary(max_size=4))
def test_no_damage_anywhere_costs_a_translation(tmp_path_factory, at, length, noise):
    folder = tmp_path_factory.mktemp("po")
    data = TEXT.encode()
    read(folder, data[:at] + noise + data[at + length :])
    kept(folder)
