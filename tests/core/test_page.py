import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.core.page import Block, Record, SourcePage

text = st.text(max_size=12)
by_text = st.dictionaries(text, text, max_size=2)
records = st.builds(
    Record,
    page=text,
    locale=text,
    shown=text,
    url=text,
    title=text,
    summary=text,
    html=text,
    markdown=text,
    headings=st.lists(st.tuples(st.integers(1, 6), text, text).map(list), max_size=2),
    links=st.lists(text, max_size=2),
    anchors=st.lists(text, max_size=2),
    topic=text,
    icon=text,
    regions=st.lists(text, max_size=2),
    contacts=st.lists(by_text, max_size=2),
    sources=st.lists(by_text, max_size=2),
    reviewed=by_text,
    provenance=by_text,
    coverage=st.dictionaries(text, st.integers(), max_size=2),
    translations=st.lists(text, max_size=2),
    source_hash=text,
    html_bytes=st.integers(),
    weight_bytes=st.integers(),
    heavy=st.lists(st.tuples(st.integers(), text).map(list), max_size=2),
)


@settings(max_examples=60, deadline=None)
@given(records)
def test_a_record_comes_back_from_its_line_as_it_was(record):
    line = record.to_json()
    assert "\n" not in line
    assert "\r" not in line
    assert Record.from_json(line) == record
    assert Record.from_json(line).to_json() == line


def example(**changed):
    kept = {field.name: "" for field in dataclasses.fields(Record) if field.name not in ("html_bytes", "weight_bytes")}
    return Record(**{**kept, **changed})


def test_letters_of_every_script_stand_in_the_line_as_they_are():
    assert "العربية" in example(title="العربية").to_json()


@pytest.mark.parametrize("line", ["", "{", "[]", "1", "{}", '{"page": "a"}', '{"nope": 1}'])
def test_a_line_that_is_no_record_is_a_plain_error(line):
    with pytest.raises((TypeError, ValueError)):
        Record.from_json(line)


def test_a_page_in_a_fallback_language_is_not_offered():
    assert example(locale="ar", shown="ar").offered
    assert not example(locale="ar", shown="en").offered


def test_the_blocks_of_a_page_come_in_reading_order():
    title, summary, body = Block("title", "T"), Block("summary", "S"), Block("paragraph", "P")
    page = SourcePage("a", "docs/a.md", title, summary, ("# ", body, "\n"))
    assert page.blocks == (title, summary, body)
    assert dataclasses.replace(page, summary=None).blocks == (title, body)
