"""The API is a contract: what a portal publishes fits the schemas it publishes beside it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from mkdocs.commands.build import build
from mkdocs.config import load_config
from porchlight import portal
from porchlight.core.locale import language
from porchlight.outputs import api
from referencing import Registry, Resource

ROOT = Path(__file__).resolve().parents[2]
URL = "https://portal.example/sub/"
MKDOCS = f"""
site_name: First Steps
site_description: Help for people who have just arrived
site_url: {URL}
theme:
  name: null
  custom_dir: {ROOT.as_posix()}/overrides
hooks: [{ROOT.as_posix()}/hooks/timeline.py]
plugins: [porchlight]
markdown_extensions: [admonition, attr_list, def_list, footnotes, sane_lists, tables, pymdownx.details, pymdownx.tasklist]
extra:
  porchlight:
    emergency_contact: emergency-911
    general_contact: help-211
    regions: {{ CA-ON: Ontario }}
    country: CA
    timezone: America/Toronto
    official_languages: [en, fr]
    topics:
      - {{ id: home, title: A place to live, icon: home }}
"""
CONTACTS = """
emergency-911:
  name: Emergency services
  phones: [{ number: "911" }]
help-211:
  name: "211"
  description: Find help near you.
  organization: United Way
  phones:
    - number: "211"
      type: voice
      description: Say the name of your language.
      languages: [en, ar]
    - { number: "+18006226232", type: textphone }
    - { number: "+14165550123", type: whatsapp }
    - { number: "+16135550123", free: false }
  email: help@help.example
  url: https://help.example/
  schedules:
    - { byday: [MO, SU], opens_at: "08:00", closes_at: "24:00", description: Except holidays }
    - { timezone: local }
  locations:
    - name: Office
      address: { address_1: 18 King Street East, city: Toronto, country: CA }
      latitude: 43.65
      longitude: -79.37
      transportation: Take the subway
      accessibility: { wheelchair: limited, description: Ring the bell }
    - { name: The bus }
  cost: Some visits cost money
  interpretation_services: Interpreters in 150 languages.
  attending_types: [phone, home-visit]
  languages: [en, fr]
  regions: [CA-ON]
  verified: 2026-05-01
  source: https://help.example/source
"""
HOUSING = """---
title: Find a home
summary: How to rent a home.
topic: home
icon: home
region: [CA-ON]
contacts: [help-211, emergency-911]
sources:
  - { name: Canada, url: https://canada.example/rent }
reviewed: { on: 2026-04-01, by: A lawyer }
---

Most people rent.

## Before you pay

Read the [lease](lease.md) first. It costs $100[^1].

[^1]: In Ontario.
"""
CATALOG = """msgid ""
msgstr ""
"Language: ar\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Provenance: machine-reviewed\\n"
"X-Reviewed-By: Amal\\n"
"X-Reviewed-On: 2026-05-02\\n"

msgid "Find a home"
msgstr "البحث عن بيت"

msgid "How to rent a home."
msgstr "كيف تستأجر بيتاً."

#, fuzzy
#| msgid "Most peple rent."
msgid "Most people rent."
msgstr "معظم الناس يستأجرون."

msgid "Before you pay"
msgstr "قبل أن تدفع"

msgid "Read the [lease](1) first. It costs $100{2}."
msgstr "اقرأ [العقد](1) أولاً. يكلف $100{2}."
"""


def write_portal(folder):
    files = {
        "mkdocs.yml": MKDOCS,
        "docs/contacts/all.yml": CONTACTS,
        "docs/housing.md": HOUSING,
        "docs/lease.md": "# The lease\n\nA contract.\n",
        "docs/index.md": "# Welcome\n\nRead on.\n",
        "translations/ar/language.yml": "status: published\n",
        "translations/ar/housing.po": CATALOG,
        "translations/fr/language.yml": "status: published\n",
        "translations/glossary.yml": "rent:\n  term: rent\n  definition: Money for a home.\n  translations: { fr: loyer, ar: إيجار }\n",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of a whole portal, built."""
    folder = write_portal(tmp_path_factory.mktemp("portal"))
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins["porchlight"].say = lambda line: None
    config.plugins["porchlight"].config.jobs = 1
    build(config)
    return folder


@pytest.fixture(scope="module")
def records(built):
    """The records that were made on the way, by language and page."""
    lines = {tag: (built / ".cache/out" / f"{tag}.jsonl").read_text(encoding="utf-8") for tag in ("en", "ar", "fr")}
    return {
        (tag, record.page): record
        for tag, text in lines.items()
        for record in map(portal.Record.from_json, text.splitlines())
    }


def told(built, path):
    """The JSON published at a path below /api/v1/."""
    return json.loads((built / "site/api/v1" / path).read_text(encoding="utf-8"))


def validator(name):
    """A validator of one of the schemas, which know each other by their file names, as they do on a site."""
    schemas = {name: json.loads(text) for name, text in api.schemas().items()}
    registry = Registry().with_resources(
        (f"{URL}api/v1/schemas/{one}", Resource.from_contents(schema)) for one, schema in schemas.items()
    )
    schema = {"$schema": schemas[name]["$schema"], "$ref": f"{URL}api/v1/schemas/{name}"}
    return Draft202012Validator(schema, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(name, data):
    return [f"{fault.json_path}: {fault.message}" for fault in validator(name).iter_errors(data)]


@pytest.mark.parametrize("name", ["index.json", "page.json", "pages.json"])
def test_each_schema_is_a_schema_and_published_as_it_is(built, name):
    Draft202012Validator.check_schema(json.loads(api.schemas()[name]))
    assert (built / "site/api/v1/schemas" / name).read_text(encoding="utf-8") == api.schemas()[name]


def test_there_are_no_other_schemas():
    assert set(api.schemas()) == {"index.json", "page.json", "pages.json"}


def test_the_schemas_are_declared_so_that_an_installed_engine_has_them_too():
    assert '"porchlight.outputs" = ["schemas/*.json"]' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_everything_the_portal_publishes_fits_its_schema(built):
    assert faults("index.json", told(built, "index.json")) == []
    for tag in ("en", "ar", "fr"):
        assert faults("pages.json", told(built, f"{tag}/pages.json")) == []
        for page in ("index", "housing", "lease"):
            assert faults("page.json", told(built, f"{tag}/{page}.json")) == []


@pytest.mark.parametrize("url", ["", URL, "http://localhost:8000/"])
def test_a_portal_without_an_address_of_its_own_fits_too(records, url):
    record = records["ar", "housing"]
    assert faults("page.json", json.loads(api.to_json(api.page(record, "text", url)))) == []
    assert api.summary(record, url)["url"] == (url or "/") + "ar/housing/"


def described(schema, schemas):
    """Every property a schema knows of an object, by name, references followed."""
    found = dict(schema.get("properties", {}))
    if "$ref" in schema:
        file, _, pointer = schema["$ref"].partition("#")
        home = schemas[file] if file else None
        for key in pointer.strip("/").split("/"):
            home = home[key] if home is not None else None
        if home is not None:
            found |= described(home, schemas)
    return found


def resolved(schema, file, schemas):
    """The schema itself and its file, references followed."""
    while "$ref" in schema and "properties" not in schema:
        other, _, pointer = schema["$ref"].partition("#")
        file = other or file
        schema = schemas[file]
        for key in filter(None, pointer.split("/")):
            schema = schema[key]
    return schema, file


def undescribed(data, schema, file, schemas, path="$"):
    """Paths of the data that its schema does not name: a field that nobody was told of."""
    schema, file = resolved(schema, file, schemas)
    if isinstance(data, list):
        return [one for item in data for one in undescribed(item, schema["items"], file, schemas, f"{path}[]")]
    if not isinstance(data, dict):
        return []
    for choice in schema.get("oneOf", ()):
        if "$ref" in choice:
            schema, file = resolved(choice, file, schemas)
    known = described(schema, schemas)
    return [
        fault
        for key, value in data.items()
        for fault in (
            undescribed(value, known[key], file, schemas, f"{path}.{key}") if key in known else [f"{path}.{key}"]
        )
    ]


def test_every_field_that_is_published_is_described_in_the_schemas(built):
    schemas = {name: json.loads(text) for name, text in api.schemas().items()}
    for name, path in (("index.json", "index.json"), ("pages.json", "ar/pages.json"), ("page.json", "ar/housing.json")):
        assert undescribed(told(built, path), schemas[name], name, schemas) == []
    assert undescribed({"surprise": 1}, schemas["page.json"], "page.json", schemas) == ["$.surprise"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "Arabic"),
        ("translated_ratio", 1.2),
        ("translated_ratio", "1"),
        ("source_hash", "abc"),
        ("title", ""),
        ("headings", [{"level": 1, "id": "a", "text": "A"}]),
        ("contacts", [{"id": "a"}]),
        ("provenance", {"kind": "guess"}),
        ("reviewed", {}),
        ("reviewed", {"on": "1 May", "by": "A"}),
        ("translations", []),
        ("sources", [{"name": "A", "url": "javascript:alert(1)"}]),
        ("regions", ["Ontario"]),
        ("coverage_words", {"total": 1}),
        ("embed", None),
    ],
)
def test_the_schema_of_a_page_refuses_what_is_wrong(built, field, value):
    data = told(built, "ar/housing.json")
    assert len(faults("page.json", {**data, field: value})) >= 1
    del data[field]
    assert len(faults("page.json", data)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ways", ["fax"]),
        ("hours", "All day"),
        ("verified", "May"),
        ("verified_told", None),
        ("phones", [{"number": "211"}]),
        ("phones", [{**dict.fromkeys(("description", "shown"), "2-1-1"), "number": "211", "type": "tty", "languages": [], "language_names": [], "free": None}]),
        ("schedules", [{"days": [8], "opens_at": "08:00", "closes_at": "16:00", "timezone": "", "description": ""}]),
        ("schedules", [{"days": [1], "opens_at": "8:00", "closes_at": "16:00", "timezone": "", "description": ""}]),
        ("locations", [{"name": "", "address": "", "map": "", "transportation": "", "wheelchair": "maybe", "accessibility": ""}]),
        ("locations", None),
    ],
)  # fmt: skip
def test_the_schema_of_a_contact_refuses_what_is_wrong(built, field, value):
    data = told(built, "ar/housing.json")
    contact = data["contacts"][0]
    assert field in contact
    assert len(faults("page.json", {**data, "contacts": [{**contact, field: value}]})) >= 1
    del contact[field]
    assert len(faults("page.json", {**data, "contacts": [contact]})) == 1


def test_what_later_versions_add_does_not_break_whoever_checks_today(built):
    assert faults("page.json", {**told(built, "ar/housing.json"), "new": 1}) == []


def test_a_page_says_everything_there_is_to_know(built):
    data = told(built, "ar/housing.json")
    assert data["id"] == "housing"
    assert data["url"] == f"{URL}ar/housing/"
    assert data["api"] == f"{URL}api/v1/ar/housing.json"
    assert data["embed"] == f"{URL}embed/ar/housing/"
    assert data["language"] == "ar"
    assert data["title"] == "البحث عن بيت"
    assert data["headings"] == [{"level": 2, "id": "before-you-pay", "text": "قبل أن تدفع"}]
    assert data["provenance"] == {"kind": "machine-reviewed", "by": "Amal", "on": "2026-05-02"}
    assert data["reviewed"] == {"on": "2026-04-01", "by": "A lawyer"}
    assert data["regions"] == ["CA-ON"]
    assert data["topic"] == "home"
    assert data["sources"] == [{"name": "Canada", "url": "https://canada.example/rent"}]
    assert [contact["id"] for contact in data["contacts"]] == ["help-211", "emergency-911"]
    help_, emergency = data["contacts"]
    assert [(phone["shown"], phone["free"]) for phone in help_["phones"]] == [
        ("2-1-1", True),
        ("1-800-622-6232", True),
        ("1-416-555-0123", None),
        ("1-613-555-0123", False),
    ]
    assert help_["phones"][0]["language_names"] == ["الإنجليزية", "العربية"]
    assert "2026" in help_["verified_told"] and help_["verified_told"] != help_["verified"]
    assert not any("Except holidays" in line for line in help_["hours"]), "that stands in the schedules"
    assert [(one["days"], one["closes_at"], one["timezone"]) for one in help_["schedules"]] == [
        ([1, 7], "24:00", "America/Toronto"),
        ([1, 2, 3, 4, 5, 6, 7], "24:00", ""),
    ]
    assert len(help_["hours"]) == 2
    assert not help_["always"]
    assert help_["ways"] == ["phone", "home-visit"]
    assert [(place["name"], place["wheelchair"]) for place in help_["locations"]] == [
        ("Office", "limited"),
        ("The bus", ""),
    ]
    assert (emergency["schedules"], emergency["hours"], emergency["locations"]) == ([], [], [])
    assert data["translations"] == [
        {"language": "en", "url": f"{URL}en/housing/"},
        {"language": "ar", "url": f"{URL}ar/housing/"},
    ]
    assert data["coverage_words"]["stale_words"] == 3
    assert 0 < data["translated_ratio"] < 1
    assert "$100 [1]" in data["text"]


def test_terms_are_explained_in_the_html_and_not_in_the_words_of_the_page(built):
    data = told(built, "ar/housing.json")
    assert '<details class="term"' in data["html"]
    assert "إيجار" in data["html"]
    assert "إيجار" not in data["text"]
    text = (built / "site/ar/housing/index.txt").read_text(encoding="utf-8")
    assert "إيجار" not in text
    assert "Money for a home." not in text


def test_a_page_that_fell_back_says_in_which_language_it_is(built):
    data = told(built, "fr/housing.json")
    assert (data["language"], data["title"]) == ("en", "Find a home")
    assert data["translated_ratio"] == 0
    assert data["url"] == f"{URL}fr/housing/"


def test_the_list_holds_every_page_once_and_leads_to_each(built):
    for tag in ("en", "ar", "fr"):
        listed = told(built, f"{tag}/pages.json")
        assert [one["id"] for one in listed] == ["housing", "index", "lease"]
        for one in listed:
            path = one["api"].removeprefix(f"{URL}api/v1/")
            data = told(built, path)
            assert {key: data[key] for key in one} == one


def test_the_index_leads_to_every_language_and_counts_what_it_offers(built):
    data = told(built, "index.json")
    assert (data["name"], data["version"]) == ("First Steps", "v1")
    assert [(one["tag"], one["direction"], one["pages"]) for one in data["languages"]] == [
        ("en", "ltr", 3),
        ("ar", "rtl", 1),
        ("fr", "ltr", 0),
    ]
    for one in data["languages"]:
        assert (built / "site" / one["url"].removeprefix(URL) / "index.html").is_file()
        assert (built / "site" / one["api"].removeprefix(URL)).is_file()


def test_a_page_that_lacks_one_word_in_thousands_is_not_called_complete(records):
    record = records["ar", "housing"]
    coverage = {**dict.fromkeys(record.coverage, 0), "translated": 9_999, "untranslated": 1, "total": 10_000}
    nearly = portal.Record(**{**vars(record), "coverage": coverage})
    assert api.summary(nearly, URL)["translated_ratio"] < 1
    whole = portal.Record(**{**vars(record), "coverage": {**coverage, "translated": 10_000}})
    assert api.summary(whole, URL)["translated_ratio"] == 1


def test_a_page_without_words_has_a_ratio_too(records):
    record = records["en", "lease"]
    empty = portal.Record(**{**vars(record), "coverage": dict.fromkeys(record.coverage, 0)})
    assert api.summary(empty, URL)["translated_ratio"] == 0


def test_json_is_one_line_of_real_letters():
    assert api.to_json({"a": "بيت"}) == '{"a":"بيت"}\n'


def test_the_plain_text_of_a_page_stands_beside_it(built):
    text = (built / "site/ar/housing/index.txt").read_text(encoding="utf-8")
    assert text.startswith("البحث عن بيت\n\nكيف تستأجر بيتاً.\n\n")
    assert text.endswith(f"\n{URL}ar/housing/\n")
    assert "2-1-1" in text
    assert not re.search("[\ufdd0-\ufdef]", text)


def test_a_language_that_is_not_built_is_not_listed():
    data = api.index([language("en")], {"en": 2}, "First Steps", "")
    assert [one["url"] for one in data["languages"]] == ["/en/"]
