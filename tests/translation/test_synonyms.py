"""translations/<tag>/synonyms.yml: what else a word that people type asks for."""

import pytest
from porchlight.core.problem import Severity
from porchlight.translation.synonyms import read_synonyms

FILE = "translations/ar/synonyms.yml"
EXAMPLE = "Write lines such as `doctor: [family physician, clinic]`."


@pytest.fixture
def read(tmp_path):
    """Reads a file of synonyms that holds a text, or bytes: (synonyms, problems as lines)."""

    def reader(content: str | bytes):
        (tmp_path / "ar").mkdir()
        (tmp_path / "ar/synonyms.yml").write_bytes(content if isinstance(content, bytes) else content.encode())
        found, problems = read_synonyms(tmp_path, "ar")
        assert all(problem.severity == Severity.WARNING for problem in problems), "a build goes on without them"
        return found, [str(problem) for problem in problems]

    return reader


def test_a_word_asks_for_one_other_or_for_several(read):
    found, problems = read("doctor: [family physician, clinic]\nطبيب: دكتور\n")
    assert found == {"doctor": ("family physician", "clinic"), "طبيب": ("دكتور",)}
    assert problems == []


def test_a_language_without_the_file_has_none(tmp_path):
    assert read_synonyms(tmp_path, "ar") == ({}, [])
    assert read_synonyms(tmp_path / "no", "ar") == ({}, [])


@pytest.mark.parametrize("text", ["", "\n", "# doctor: [clinic]\n", "\ufeff", "---\n"])
def test_an_empty_file_is_no_fault(read, text):
    assert read(text) == ({}, [])


def test_a_byte_order_mark_is_no_part_of_the_first_word(read):
    assert read("\ufeffdoctor: clinic\n")[0] == {"doctor": ("clinic",)}


def test_words_stay_as_they_are_written(read):
    """YAML would read some as truth, numbers and dates."""
    found, problems = read("no: [yes, on]\n911: emergency\n2026-01-01: 1.0\nnull: ~x\n")
    assert found == {"no": ("yes", "on"), "911": ("emergency",), "2026-01-01": ("1.0",), "null": ("~x",)}
    assert problems == []


@pytest.mark.parametrize(
    "value", ["", "[]", "~", "[clinic, ]x", "{a: b}", "[[clinic]]", "[clinic, ~]", "['']", "[' ', a]"]
)
def test_a_faulty_entry_is_left_out_and_told_with_its_line(read, value):
    found, problems = read(f"tax: [duty]\ndoctor: {value}\n")
    if value.endswith("x"):
        assert found == {}, "what is no YAML has no entries"
        assert problems[0].startswith(f"{FILE}:2: this is not valid YAML")
        return
    assert found == {"tax": ("duty",)}
    assert problems == [f'{FILE}:2: "doctor" has nothing that it stands for. {EXAMPLE}']


@pytest.mark.parametrize("text", ["- doctor\n- clinic\n", "doctor\n", "42\n"])
def test_a_file_of_something_else_is_told(read, text):
    assert read(text) == ({}, [f"{FILE}:1: this is no list of synonyms. {EXAMPLE}"])


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: b\ndoctor: [clinic\n", 2, "this is not valid YAML"),
        ("a: b\na: c\n", 2, '"a" stands here twice'),
        ("? [a, b]\n: c\n", 1, "a key must be a plain word"),
        ("a: b\n\tc: d\n", 2, "this is not valid YAML"),
    ],
)
def test_what_is_no_yaml_is_told_with_its_line(read, text, line, what):
    found, problems = read(text)
    assert found == {}
    assert len(problems) == 1
    assert problems[0].startswith(f"{FILE}:{line}: {what}")
    assert problems[0].endswith(" Mend that line.")


def test_a_file_that_is_not_utf_8_is_told(read):
    assert read("médecin: docteur\n".encode("latin-1")) == (
        {},
        [f"{FILE}: this file is not UTF-8. Save it with the encoding UTF-8."],
    )
