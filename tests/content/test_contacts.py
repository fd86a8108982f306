"""Contacts are read from every file of docs/contacts; a fault is told with its line and its remedy."""

from pathlib import Path

import pytest
from porchlight.content.contacts import read_contacts
from porchlight.core.problem import Severity

GOOD = """\
help-211:
  name: "211"
  description: Find help
    near you.
  phones:
    - number: "211"
      type: voice
      description: In many languages.
      languages: [en, fr]
    - number: "+16135550123"
  email: help@x.example
  url: https://x.example/
  schedule: All day
  cost: Free call
  languages: [en, no, zh-Hans]
  regions: [ca-on]
  verified: 2026-05-01
  source: https://x.example/about
"""


@pytest.fixture
def docs(tmp_path) -> Path:
    (tmp_path / "contacts").mkdir()
    return tmp_path


def problems(docs: Path, text: str | bytes, name: str = "ca.yml") -> list[str]:
    (docs / "contacts" / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return [str(problem) for problem in read_contacts(docs)[1]]


def test_a_contact_arrives_with_its_fields_checked(docs):
    assert problems(docs, GOOD) == []
    contact = read_contacts(docs)[0]["help-211"]
    assert (contact.id, contact.path, contact.line) == ("help-211", "docs/contacts/ca.yml", 1)
    assert contact.values["description"] == "Find help near you."
    assert contact.values["phones"][0]["number"] == "211"
    assert contact.values["phones"][1] == {"number": "+16135550123"}
    assert contact.values["languages"] == ("en", "no", "zh-Hans")
    assert contact.values["regions"] == ("CA-ON",)
    assert contact.line_of["cost"] == 14


def test_what_is_translated_of_a_contact_comes_with_its_lines(docs):
    problems(docs, GOOD)
    blocks = read_contacts(docs)[0]["help-211"].blocks
    assert [(block.kind, block.text, block.line) for block in blocks] == [
        ("contact name", "211", 2),
        ("contact description", "Find help near you.", 3),
        ("contact schedule", "All day", 13),
        ("contact cost", "Free call", 14),
        ("contact phone", "In many languages.", 5),
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"211"\n      type', '"2-1-1"\n      type', '5: "phones" is wrong: "number" is wrong: a phone number is written +16135550123, or as a short code such as 211'),
        ("type: voice", "type: phone", '5: "phones" is wrong: "type" is wrong: it must be one of: voice, text, tty'),
        ('- number: "+16135550123"', "- type: text", '5: "phones" is wrong: "number" is missing'),
        ("languages: [en, fr]", "languages: [English]", '5: "phones" is wrong: "languages" is wrong: a language is a BCP 47 tag such as fr or zh-Hans'),
        ("help@x.example", "help at x.example", '11: "email" is wrong: it must be an e-mail address'),
        ("https://x.example/\n", "javascript:alert(1)\n", '12: "url" is wrong: it must be a whole address that begins with https://'),
        ("[en, no, zh-Hans]", "[en, zh_Hans]", '15: "languages" is wrong: a language is a BCP 47 tag such as fr or zh-Hans'),
        ("[ca-on]", "[Ontario]", '16: "regions" is wrong: it must be an ISO 3166-2 code such as CA-ON'),
        ("2026-05-01", "May 2026", '17: "verified" is wrong: it must be a date such as 2026-05-01'),
    ],
)  # fmt: skip
def test_a_wrong_field_is_told_with_its_line(docs, old, new, fault):
    assert problems(docs, GOOD.replace(old, new, 1)) == [f"docs/contacts/ca.yml:{fault}. Correct the value."]


def test_an_unknown_field_names_the_nearest_one(docs):
    (found,) = problems(docs, GOOD.replace("cost:", "costs:"))
    assert found.startswith(
        'docs/contacts/ca.yml:14: "costs" is not known here (did you mean "cost"?). Use one of: name,'
    )


def test_a_contact_that_nobody_can_reach_is_told(docs):
    assert problems(docs, "office:\n  name: Office\n  source: https://x.example/\n") == [
        'docs/contacts/ca.yml:1: nobody can reach "office". Add phones, email or url.'
    ]


def test_a_contact_without_a_name_is_told_and_left_out(docs):
    assert problems(docs, "# First\n\noffice:\n  url: https://x.example/\n") == [
        'docs/contacts/ca.yml:3: the contact "office" has no name. Add `name:`.'
    ]
    assert read_contacts(docs)[0] == {}


def test_a_contact_without_a_source_is_only_a_note(docs):
    problems(docs, "office:\n  name: Office\n  url: https://x.example/\n")
    (found,) = read_contacts(docs)[1]
    assert found.severity is Severity.NOTE
    assert str(found) == (
        'docs/contacts/ca.yml:1: the contact "office" names no source. Add `source:`, the official page it comes from.'
    )


def test_the_same_id_twice_in_a_file_is_told(docs):
    assert problems(docs, GOOD + GOOD) == ['docs/contacts/ca.yml:19: "help-211" stands here twice. Mend that line.']


def test_the_same_id_in_two_files_is_told_where_it_stands_again(docs):
    problems(docs, GOOD, "a.yml")
    assert problems(docs, "# More\n" + GOOD, "b.yaml") == [
        'docs/contacts/b.yaml:2: the contact "help-211" stands here twice. Give one another id.'
    ]


def test_a_contact_that_is_no_mapping_is_told(docs):
    assert problems(docs, "\noffice: 211\n")[0] == (
        "docs/contacts/ca.yml:2: here belong lines of the form `key: value`. Write them so."
    )


@pytest.mark.parametrize("text", ["- office\n", "office\n", ""])
def test_a_file_without_contacts_is_told(docs, text):
    assert problems(docs, text) == [
        "docs/contacts/ca.yml:1: here belong contacts by their id. Begin each with a line such as `help-211:`."
    ]


def test_a_file_that_is_no_yaml_is_told_with_its_line(docs):
    assert problems(docs, "office:\n  name: [Office\n  url: x\n") == [
        "docs/contacts/ca.yml:3: this is not valid YAML: did not find expected ',' or ']'. Mend that line."
    ]


def test_a_file_in_another_encoding_is_told(docs):
    assert problems(docs, b"office:\n  name: Caf\xe9\n") == [
        "docs/contacts/ca.yml: this file is not UTF-8. Save it with the encoding UTF-8."
    ]


def test_one_bad_file_does_not_hide_the_others(docs):
    problems(docs, "- bad\n", "a.yml")
    assert len(problems(docs, GOOD, "b.yml")) == 1
    assert list(read_contacts(docs)[0]) == ["help-211"]


def test_a_portal_without_contacts_has_none(tmp_path):
    assert read_contacts(tmp_path) == ({}, [])


def test_other_files_among_the_contacts_are_left_alone(docs):
    assert problems(docs, "No YAML: [", "README.md") == []
