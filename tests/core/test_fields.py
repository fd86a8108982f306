import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.core import fields
from porchlight.core.problem import Severity

CHECKS = {
    "title": fields.text,
    "tags": fields.texts,
    "months": fields.whole_number(1, 120),
    "kind": fields.one_of("draft", "published"),
    "on": fields.date,
    "url": fields.url,
    "region": fields.listed(fields.region),
    "source": fields.mapping({"name": fields.text, "url": fields.url}, required=("name", "url")),
    "ok": fields.yes_or_no,
}


def read(text):
    good, problems = fields.read(fields.parse(text, 5), CHECKS, "docs/a.md", 4)
    return good, [str(problem) for problem in problems]


# parse


def test_scalars_stay_the_text_that_stands_in_the_file():
    assert fields.parse("a: no\nb: 2026-05-01\nc: 007\nd: 1.10\ne: ~\nf:") == {
        "a": "no",
        "b": "2026-05-01",
        "c": "007",
        "d": "1.10",
        "e": None,
        "f": None,
    }


def test_each_key_knows_its_line():
    assert fields.parse("a: 1\nb:\n  - x\n\nc: 2", first_line=10).line_of == {"a": 10, "b": 11, "c": 14}


def test_nothing_is_none():
    assert fields.parse("") is None
    assert fields.parse("# a comment\n") is None


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\nb: [x", 6, "not valid YAML"),
        ("a: 1\na: 2", 6, '"a" stands here twice'),
        ("a: 1\n? [x, y]\n: 2", 6, "a key must be a plain word"),
        ('a: "x', 5, "not valid YAML"),
        ("a: b: c", 5, "not valid YAML"),
        ("a: 1\n---\nb: 2", 6, "not valid YAML"),
        ("a: \x07", 5, "not valid YAML"),
        ("\ta: 1", 5, "not valid YAML"),
        ("a: *nowhere", 5, "not valid YAML"),
        ("a: &x\n  - *x", 5, "refers to itself"),
    ],
)
def test_a_text_that_is_no_yaml_is_said_with_its_line(text, line, what):
    with pytest.raises(fields.YamlFault, match=what) as caught:
        fields.parse(text, first_line=5)
    assert caught.value.line == line
    assert "\n" not in str(caught.value)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab:-[]{}\"'#&*!|> \n\t,?%@`~\u2028é", max_size=30))
def test_any_text_is_values_or_one_clear_fault(text):
    try:
        fields.parse(text)
    except fields.YamlFault as fault:
        assert fault.line >= 1
        assert str(fault)


# read


def test_good_fields_come_back_typed():
    good, problems = read(
        "title:  First   steps \ntags: one\nmonths: 12\nkind: draft\non: 2026-05-01\nurl: https://a.example/x\n"
        "region: [ca-on, CA-BC]\nsource: {name: A, url: 'https://a.example'}"
    )
    assert problems == []
    assert good == {
        "title": "First steps",
        "tags": ("one",),
        "months": 12,
        "kind": "draft",
        "on": "2026-05-01",
        "url": "https://a.example/x",
        "region": ("CA-ON", "CA-BC"),
        "source": {"name": "A", "url": "https://a.example"},
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("titel: x", 'docs/a.md:5: "titel" is not known here (did you mean "title"?). Use one of: title, tags, '),
        ("zzzz: x", 'docs/a.md:5: "zzzz" is not known here. Use one of: title, '),
        ("title: [a]", 'docs/a.md:5: "title" is wrong: it must be one text. Correct the value.'),
        ("months: 0", 'docs/a.md:5: "months" is wrong: it must be a whole number from 1 to 120. Correct the value.'),
        ("months: 1.5", 'docs/a.md:5: "months" is wrong: it must be a whole number from 1 to 120. Correct the value.'),
        ("kind: publised", 'it must be one of: draft, published (did you mean "published"?). Correct the value.'),
        ("on: 1 May", 'docs/a.md:5: "on" is wrong: it must be a date such as 2026-05-01. Correct the value.'),
        ("on: 2026-02-30", 'docs/a.md:5: "on" is wrong: it must be a date such as 2026-05-01. Correct the value.'),
        ("url: javascript:alert(1)", "it must be a whole address that begins with https://. Correct the value."),
        ("url: www.a.example", "it must be a whole address that begins with https://. Correct the value."),
        ("url: 'https://a.example/\"x'", "it must be a whole address that begins with https://. Correct the value."),
        ("url: 'https://[a'", "it must be a whole address that begins with https://. Correct the value."),
        ("region: Ontario", "it must be an ISO 3166-2 code such as CA-ON. Correct the value."),
        ("source: {name: A}", 'docs/a.md:5: "source" is wrong: "url" is missing. Correct the value.'),
        ("source: {nam: A}", 'docs/a.md:5: "source" is wrong: "nam" is not known here (did you mean "name"?).'),
        ("source: A", 'docs/a.md:5: "source" is wrong: here belong lines of the form `key: value`. Correct the value.'),
        ("ok: maybe", 'docs/a.md:5: "ok" is wrong: it must be yes or no. Correct the value.'),
        ("ok: [yes]", 'docs/a.md:5: "ok" is wrong: it must be one text. Correct the value.'),
        ("- title", "docs/a.md:4: here belong lines of the form `key: value`. Write them so."),
        ("just words", "docs/a.md:4: here belong lines of the form `key: value`. Write them so."),
    ],
)
def test_a_wrong_field_is_one_clear_line(text, line):
    good, problems = read(text)
    assert good == {}
    assert len(problems) == 1
    assert line in problems[0]


def test_all_faults_of_a_mapping_are_told_at_once_and_the_good_fields_stay():
    good, problems = read("title: A\nmonths: x\nnope: 1\non: y")
    assert good == {"title": "A"}
    assert [line.split(":")[1] for line in problems] == ["6", "7", "8"]


def test_an_empty_field_counts_as_not_said():
    assert read("title:\ntags: ''\nmonths: ~") == ({}, [])


def test_the_severity_is_the_caller_s():
    _, problems = fields.read(fields.parse("x: 1"), CHECKS, "a", 1, Severity.WARNING)
    assert [problem.severity for problem in problems] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("yes", True), ("true", True), ("Yes", True), ("TRUE", True), ("no", False), ("false", False), ("No", False)],
)
def test_yes_and_no_are_read_as_people_write_them(word, meant):
    good, problems = read(f"ok: {word}")
    assert problems == []
    assert good["ok"] is meant


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("title: A\nkind: x", []),
        ("title: A", ["kind"]),
        ("title:\nkind: ' '", ["title", "kind"]),
        ("title: [a]\nkind: []", ["kind"]),
        ("", ["title", "kind"]),
        ("title", []),
        ("- title", []),
    ],
)
def test_what_a_mapping_leaves_unsaid_is_what_no_other_problem_tells_of(text, missing):
    assert fields.unsaid(fields.parse(text), ("title", "kind")) == missing


# parse_file


def parsed(tmp_path, data):
    (tmp_path / "terms.yml").write_bytes(data)
    listed, problems = fields.parse_file(tmp_path / "terms.yml", "docs/terms.yml", "terms", "sin")
    return listed, [str(problem) for problem in problems]


def test_a_file_gives_its_mapping_with_lines(tmp_path):
    listed, problems = parsed(tmp_path, b"\xef\xbb\xbf# Terms\r\nsin:\r\n  term: A\r\nei: B\r\n")
    assert problems == []
    assert listed == {"sin": {"term": "A"}, "ei": "B"}
    assert listed.line_of == {"sin": 2, "ei": 4}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "docs/terms.yml:1: here belong terms by their id. Begin each with a line such as `sin:`."),
        (b"# none yet", "docs/terms.yml:1: here belong terms by their id. Begin each with a line such as `sin:`."),
        (b"- sin", "docs/terms.yml:1: here belong terms by their id. Begin each with a line such as `sin:`."),
        (b"sin: A\nsin: B", 'docs/terms.yml:2: "sin" stands here twice. Mend that line.'),
        (b"sin: Caf\xe9", "docs/terms.yml: this file is not UTF-8. Save it with the encoding UTF-8."),
    ],
)
def test_a_file_without_a_mapping_is_one_clear_line_and_an_empty_mapping(tmp_path, data, problem):
    listed, problems = parsed(tmp_path, data)
    assert problems == [problem]
    assert listed == {}
    assert listed.line_of == {}
