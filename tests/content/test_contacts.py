"""Contacts are read from every file of docs/contacts; a fault is told with its line and its remedy."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.content.contacts import WAY_OF_TYPE, WAYS, read_contacts, ways
from porchlight.content.hours import Schedule
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
      free: no
  email: help@x.example
  url: https://x.example/
  schedules:
    - byday: [MO, TU]
      opens_at: "08:00"
      closes_at: "16:00"
      description: except holidays
    - timezone: local
  cost: Free call
  languages: [en, no, zh-Hans]
  regions: [ca-on]
  verified: 2026-05-01
  source: https://x.example/about
  interpretation_services: Ask for an interpreter.
  attending_types: [phone, in-person]
  locations:
    - name: Main office
      address: { address_1: 18 King Street East, city: Toronto, postal_code: M5C 1C4, country: ca }
      latitude: 43.65
      longitude: -79.37
      transportation: Close to the subway.
      accessibility:
        wheelchair: yes
        description: Use the side door.
    - address: { city: Ottawa }
"""


@pytest.fixture
def docs(tmp_path) -> Path:
    (tmp_path / "contacts").mkdir()
    return tmp_path


def problems(docs: Path, text: str | bytes, name: str = "ca.yml", country: str = "") -> list[str]:
    (docs / "contacts" / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return [str(problem) for problem in read_contacts(docs, country)[1]]


def test_a_contact_arrives_with_its_fields_checked(docs):
    assert problems(docs, GOOD, country="CA") == []
    contact = read_contacts(docs, "CA", "America/Toronto")[0]["help-211"]
    assert (contact.id, contact.path, contact.line) == ("help-211", "docs/contacts/ca.yml", 1)
    assert contact.values["description"] == "Find help near you."
    assert contact.values["phones"][0]["number"] == "211"
    assert contact.values["phones"][1] == {"number": "+16135550123", "free": False}
    assert contact.values["schedules"] == (
        Schedule((1, 2), 480, 960, "America/Toronto", "except holidays"),
        Schedule((1, 2, 3, 4, 5, 6, 7)),
    )
    assert contact.values["languages"] == ("en", "no", "zh-Hans")
    assert contact.values["regions"] == ("CA-ON",)
    place, other = contact.values["locations"]
    assert (place["latitude"], place["longitude"], place["address"]["country"]) == (43.65, -79.37, "CA")
    assert place["accessibility"] == {"wheelchair": "yes", "description": "Use the side door."}
    assert other == {"address": {"city": "Ottawa"}}
    assert contact.line_of["cost"] == 20


def test_what_is_translated_of_a_contact_comes_in_order_with_its_lines(docs):
    problems(docs, GOOD)
    blocks = read_contacts(docs)[0]["help-211"].blocks
    assert [(block.kind, block.text, block.line) for block in blocks] == [
        ("contact name", "211", 2),
        ("contact description", "Find help near you.", 3),
        ("contact cost", "Free call", 20),
        ("contact interpretation_services", "Ask for an interpreter.", 25),
        ("contact phone", "In many languages.", 5),
        ("contact schedule", "except holidays", 14),
        ("contact transportation", "Close to the subway.", 27),
        ("contact accessibility", "Use the side door.", 27),
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"211"\n      type', '"2-1-1"\n      type', '6: "phones" is wrong: "number" is wrong: a phone number is written +16135550123, or as a short code such as 211 (did you mean "211"?)'),
        ('"211"\n      type', '"310"\n      type', '6: "phones" is wrong: "number" is wrong: 310 is no short code of CA: write a whole number with its country code, such as +16135550123'),
        ("+16135550123", "+1613555", '10: "phones" is wrong: "number" is wrong: +1613555 has 4 digits too few for a number of +1'),
        ("type: voice", "type: tty", '6: "phones" is wrong: "type" is wrong: it must be one of: voice, text, textphone, video, whatsapp'),
        ('- number: "+16135550123"', "- type: text", '10: "phones" is wrong: "number" is missing'),
        ('- number: "+16135550123"', '- type: whatsapp\n      number: "686868"', '10: "phones" is wrong: "number" is wrong: WhatsApp needs a whole number that begins with +'),
        ("free: no", "free: 0", '10: "phones" is wrong: "free" is wrong: it must be yes or no'),
        ("languages: [en, fr]", "languages: [English]", '6: "phones" is wrong: "languages" is wrong: a language is a BCP 47 tag such as fr or zh-Hans'),
        ("help@x.example", "help at x.example", '12: "email" is wrong: it must be an e-mail address'),
        ("https://x.example/\n", "javascript:alert(1)\n", '13: "url" is wrong: it must be a whole address that begins with https://'),
        ('"16:00"', '"25:00"', '15: "schedules" is wrong: "closes_at" is wrong: "25:00" is no time: write it on the 24-hour clock, from 00:00 to 24:00, such as 16:30'),
        ("timezone: local", "timezone: locale", '19: "schedules" is wrong: "timezone" is wrong: there is no time zone "locale" (did you mean "local"?): write one such as America/Toronto, or `local` for the caller\'s own'),
        ("[en, no, zh-Hans]", "[en, zh_Hans]", '21: "languages" is wrong: a language is a BCP 47 tag such as fr or zh-Hans'),
        ("[ca-on]", "[Ontario]", '22: "regions" is wrong: it must be an ISO 3166-2 code such as CA-ON'),
        ("2026-05-01", "May 2026", '23: "verified" is wrong: it must be a date such as 2026-05-01'),
        ("in-person]", "in-persn]", '26: "attending_types" is wrong: it must be one of: in-person, phone, video, message, home-visit (did you mean "in-person"?)'),
        ("country: ca", "country: Canada", '28: "locations" is wrong: "address" is wrong: "country" is wrong: "Canada" is no country (did you mean "CA"?): write its ISO 3166-1 code, such as CA'),
        ("country: ca", "country: XX", '28: "locations" is wrong: "address" is wrong: "country" is wrong: "XX" is no country: write its ISO 3166-1 code, such as CA'),
        ("43.65", "90.01", '28: "locations" is wrong: "latitude" is wrong: it must be in degrees from -90 to 90, such as 43.65'),
        ("-79.37", "79 W", '28: "locations" is wrong: "longitude" is wrong: it must be in degrees from -180 to 180, such as 43.65'),
        ("      latitude: 43.65\n", "", '28: "locations" is wrong: "longitude" needs "latitude" beside it'),
        ("      longitude: -79.37\n", "", '28: "locations" is wrong: "latitude" needs "longitude" beside it'),
        ("wheelchair: yes", "wheelchair: ramp", '28: "locations" is wrong: "accessibility" is wrong: "wheelchair" is wrong: it must be one of: yes, limited, no'),
        ("address: { city: Ottawa }", "transportation: By bus.", '36: "locations" is wrong: a location needs a name, an address, or a latitude and longitude'),
    ],
)  # fmt: skip
def test_a_wrong_field_is_told_with_its_line(docs, old, new, fault):
    assert old in GOOD
    assert problems(docs, GOOD.replace(old, new, 1), country="CA") == [
        f"docs/contacts/ca.yml:{fault}. Correct the value."
    ]


def test_one_wrong_entry_does_not_hide_the_others(docs):
    problems(docs, GOOD.replace('"211"\n      type', '"2-1-1"\n      type', 1))
    assert [phone["number"] for phone in read_contacts(docs)[0]["help-211"].values["phones"]] == ["+16135550123"]


@pytest.mark.parametrize("entry", ["", "call us", "[1]"])
def test_an_entry_that_is_no_mapping_is_told(docs, entry):
    text = (
        f"office:\n  name: Office\n  url: https://x.example/\n  source: https://x.example/\n  phones:\n    - {entry}\n"
    )
    (found,) = problems(docs, text)
    assert found.startswith('docs/contacts/ca.yml:5: "phones" is wrong: ')


def test_a_code_for_text_messages_is_taken_by_its_form(docs):
    text = 'line:\n  name: Line\n  source: https://x.example/\n  phones: [{ number: "45645", type: TYPE }]\n'
    assert problems(docs, text.replace("TYPE", "text"), country="CA") == []
    assert len(problems(docs, text.replace("TYPE", "voice"), country="CA")) == 1


def test_a_contact_whose_only_phone_is_wrong_is_not_also_told_to_be_out_of_reach(docs):
    (found,) = problems(docs, 'office:\n  name: Office\n  source: https://x.example/\n  phones: [{ number: "1" }]\n')
    assert '"number" is wrong' in found


def test_the_ways_to_get_help_are_those_that_are_said(docs):
    problems(docs, GOOD)
    values = read_contacts(docs)[0]["help-211"].values
    assert ways(values) == ("in-person", "phone")
    del values["attending_types"]
    assert ways(values) == ("in-person", "phone", "message")


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"url": "https://x.example/"}, ()),
        ({"email": "a@x.example"}, ("message",)),
        ({"phones": ({"number": "211"},)}, ("phone",)),
        ({"phones": ({"number": "211", "type": "textphone"},)}, ("phone",)),
        ({"phones": ({"number": "211", "type": "video"}, {"number": "211", "type": "text"})}, ("video", "message")),
        ({"phones": ({"number": "+16135550123", "type": "whatsapp"},)}, ("message",)),
        ({"locations": ({"name": "Office"},)}, ("in-person",)),
        ({"locations": ({"name": "Office"},), "attending_types": ("home-visit",)}, ("home-visit",)),
    ],
)
def test_the_ways_to_get_help_come_from_locations_phones_and_email(values, found):
    assert ways(values) == found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WAYS)), st.lists(st.sampled_from(sorted(WAY_OF_TYPE))))
def test_ways_come_once_and_in_one_order(said, types):
    found = ways({"attending_types": tuple(said), "phones": tuple({"type": one} for one in types)})
    assert list(found) == sorted(set(found), key=WAYS.index)
    assert set(found) == (set(said) or {WAY_OF_TYPE[one] for one in types})


def test_an_unknown_field_names_the_nearest_one(docs):
    (found,) = problems(docs, GOOD.replace("cost:", "costs:"))
    assert found.startswith(
        'docs/contacts/ca.yml:20: "costs" is not known here (did you mean "cost"?). Use one of: name,'
    )


def test_a_contact_that_nobody_can_reach_is_told(docs):
    assert problems(docs, "office:\n  name: Office\n  source: https://x.example/\n") == [
        'docs/contacts/ca.yml:1: nobody can reach "office". Add phones, email, url or locations.'
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
    assert problems(docs, GOOD + GOOD) == ['docs/contacts/ca.yml:37: "help-211" stands here twice. Mend that line.']


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


@pytest.mark.parametrize("id_", ["Office", "my office", "büro", "-", "a_b"])
def test_an_id_that_cannot_stand_in_an_address_is_told(docs, id_):
    text = f'"{id_}":\n  name: Office\n  url: https://x.example/\n  source: https://x.example/\n'
    assert problems(docs, text) == [
        f'docs/contacts/ca.yml:1: "{id_}" is no id for a contact. Use the letters a to z, digits and hyphens.'
    ]


@pytest.mark.parametrize(
    ("phones", "number"),
    [
        ("[{ number: '211' }]", "211"),
        ("[{ number: '45645', type: text }, { number: '+16135550123', type: voice }]", "+16135550123"),
        ("[{ number: '45645', type: text }, { number: '711', type: textphone }]", ""),
        ("[]", ""),
    ],
)
def test_the_number_to_call_is_the_first_that_is_called_by_voice(docs, phones, number):
    problems(docs, f"help:\n  name: Help\n  url: https://x.example/\n  phones: {phones}\n")
    assert read_contacts(docs)[0]["help"].number == number
