import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from porchlight.content.glossary import Term
from porchlight.translation import exchange
from porchlight.translation.exchange import BrokenFile, Segment

PLACE = "translations/ar/housing.po"
THREE = [
    Segment("Your rights", "", False, "", ("heading",), PLACE),
    Segment("Pay $60.", "ادفع 50 دولارا.", True, "Pay $50.", ("paragraph",), PLACE),
    Segment("Call [us](1).", "اتصل [بنا](1).", False, "", ("paragraph\n(1) contact.md",), PLACE),
]
FORMS = {"xliff": lambda segments: exchange.to_xliff(segments, "en", "ar"), "csv": exchange.to_csv}
NAMES = {"xliff": "housing.xlf", "csv": "housing.csv"}
SPACE = {"x": exchange.NAMESPACE}


def said(segments):
    return [(one.source, one.target, one.fuzzy, one.catalog) for one in segments]


def units(data):
    return etree.fromstring(data).xpath("//x:trans-unit", namespaces=SPACE)


def fault(data, name="housing.csv"):
    with pytest.raises(BrokenFile) as caught:
        exchange.read(data, name)
    return caught.value.line, f"{caught.value}. {caught.value.remedy}."


# What goes out


def test_xliff_says_the_languages_and_the_state_of_each_text():
    root = etree.fromstring(FORMS["xliff"](THREE))
    assert (root.tag, root.get("version")) == (f"{{{exchange.NAMESPACE}}}xliff", "1.2")
    (within,) = root.findall("x:file", SPACE)
    told = {key: within.get(key) for key in ("original", "source-language", "target-language")}
    assert told == {"original": PLACE, "source-language": "en", "target-language": "ar"}
    targets = [(one.get("state"), one.text) for one in root.iterfind(".//x:trans-unit/x:target", SPACE)]
    assert targets == [
        ("needs-translation", None),
        ("needs-review-translation", "ادفع 50 دولارا."),
        ("translated", "اتصل [بنا](1)."),
    ]


def test_what_a_translator_should_know_stands_in_notes():
    first, second, third = units(FORMS["xliff"](THREE))
    assert [note.text for note in first.findall("x:note", SPACE)] == ["heading"]
    assert [note.text for note in second.findall("x:note", SPACE)] == ["paragraph", "previous source: Pay $50."]
    assert [note.text for note in third.findall("x:note", SPACE)] == ["paragraph\n(1) contact.md"]
    (old,) = second.findall("x:alt-trans/x:source", SPACE)
    assert old.text == "Pay $50."


def test_csv_is_what_a_spreadsheet_opens_as_utf_8():
    data = FORMS["csv"](THREE)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == list(exchange.COLUMNS)
    assert [row["state"] for row in rows] == ["needs-translation", "needs-review-translation", "translated"]
    assert rows[1]["developer_comments"] == "paragraph\nprevious source: Pay $50."
    assert rows[0]["location"] == PLACE


def test_a_text_that_a_spreadsheet_would_compute_is_told_to_be_text():
    cells = [Segment("=1+1", "+1 555", False, "", (), PLACE), Segment("'=x", "''-y", False, "", (), PLACE)]
    assert b'"\'=1+1","\'+1 555"' in FORMS["csv"](cells)
    assert said(exchange.from_csv(FORMS["csv"](cells))) == said(cells)


TERMS = {
    "card": Term("card", "health card", (), "A card.", "translate", {"fr": "carte d'assurance maladie"}, 1),
    "sin": Term("sin", "Social Insurance Number", ("SIN",), "A number.", "both", {"fr": "numéro"}, 2),
    "sc": Term("sc", "Service Canada", (), "An office.", "keep", {}, 3),
}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Health cards are free.", ["glossary: health card = carte d'assurance maladie"]),
        ("Your SIN", ["glossary: Social Insurance Number = numéro, with the official term in parentheses"]),
        ("It is a sin, in a discard.", []),
        ("Ask Service Canada.", ["glossary: leave “Service Canada” as it is"]),
    ],
)
def test_agreed_terms_of_a_text_are_told(text, told):
    assert exchange.glossary_notes(text, TERMS, "fr", "en") == told


def test_a_term_without_an_agreed_word_is_not_told():
    assert exchange.glossary_notes("Your SIN", TERMS, "ar", "en") == []


# And back


@pytest.mark.parametrize("form", FORMS)
def test_what_went_out_comes_back(form):
    back = exchange.read(FORMS[form](THREE), NAMES[form])
    assert said(back) == said(THREE)
    assert all(one.is_as_sent for one in back)
    assert [one.place for one in back] == [(1, 3), (2, 3), (3, 3)]
    assert exchange.missing_places(back) == (0, 3)


characters = st.one_of(
    st.sampled_from("ab \"'\\\n\t,;=+-@#&<>[]({1})\u200d\u200c\u200f\u2067\u2069é٣ع"),
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "Mn")),
)
texts = st.text(characters, min_size=1, max_size=60)
many = st.lists(st.tuples(texts, st.one_of(st.just(""), texts), st.booleans(), texts), max_size=4)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=120, deadline=None)
@given(many)
def test_any_texts_come_back_as_they_were(form, rows):
    out = [Segment(s, t, fuzzy and bool(t), p if fuzzy and t else "", (), PLACE) for s, t, fuzzy, p in rows]
    back = exchange.read(FORMS[form](out), NAMES[form])
    assert [(one.source, one.target) for one in back] == [(one.source, one.target) for one in out]
    assert [one.fuzzy for one in back] == [one.fuzzy for one in out]
    if form == "xliff":
        assert [one.previous for one in back] == [one.previous for one in out]


@pytest.mark.parametrize(
    ("change", "fuzzy"),
    [
        (lambda unit, target: target.set("state", "translated"), False),
        (lambda unit, target: target.set("state", "signed-off"), False),
        (lambda unit, target: target.set("state", "final"), False),
        (lambda unit, target: target.set("state", "needs-review-l10n"), True),
        (lambda unit, target: target.set("state", "new"), True),
        (lambda unit, target: target.attrib.clear(), None),
        (lambda unit, target: (target.attrib.clear(), unit.set("approved", "yes")), False),
        (lambda unit, target: (target.attrib.clear(), unit.set("approved", "no")), True),
    ],
)
def test_the_state_of_a_unit_says_whether_somebody_should_look_at_it(change, fuzzy):
    root = etree.fromstring(FORMS["xliff"](THREE[:1]))
    (unit,) = root.xpath("//x:trans-unit", namespaces=SPACE)
    target = unit.find("x:target", SPACE)
    target.text = "حقوقكم"
    change(unit, target)
    (back,) = exchange.from_xliff(etree.tostring(root))
    assert (back.target, back.fuzzy) == ("حقوقكم", fuzzy)


def test_marks_of_other_tools_inside_a_text_are_no_text():
    data = FORMS["xliff"](THREE[2:]).replace("بنا".encode(), '<g id="1"><mrk mtype="seg">بنا</mrk></g>'.encode())
    assert exchange.from_xliff(data)[0].target == "اتصل [بنا](1)."


def test_a_unit_without_a_target_has_no_translation():
    data = FORMS["xliff"](THREE[:1]).replace(b'<target state="needs-translation"></target>', b"")
    assert b"<target" not in data
    assert exchange.from_xliff(data)[0].target == ""


@pytest.mark.parametrize("form", FORMS)
def test_a_text_that_is_missing_is_noticed(form):
    data = FORMS[form](THREE)
    if form == "xliff":
        root = etree.fromstring(data)
        gone = root.xpath("//x:trans-unit", namespaces=SPACE)[1]
        gone.getparent().remove(gone)
        data = etree.tostring(root)
    else:
        lines = data.decode("utf-8-sig").split("\r\n")
        data = "\r\n".join(line for line in lines if "$60" not in line).encode()
    assert exchange.missing_places(exchange.read(data, NAMES[form])) == (1, 3)


def excel(data, delimiter=";", encoding="utf-8-sig", skip=()):
    """A CSV file as Excel saves it again."""
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([[cell for i, cell in enumerate(row) if i not in skip] for row in rows])
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16"), ("\t", "utf-8")]
)
def test_what_spreadsheets_make_of_it_is_read(delimiter, encoding):
    out = [*THREE, Segment("Two\nlines; and, “signs”", 'a "b";\nc', False, "", (), PLACE)]
    back = exchange.from_csv(excel(FORMS["csv"](out), delimiter, encoding))
    assert [one[:2] for one in said(back)] == [one[:2] for one in said(out)]
    assert [one.line for one in back] == [2, 3, 5, 7]
    assert all(one.is_as_sent for one in back)


def test_the_line_by_which_excel_knows_the_separator_and_other_names_of_columns_do_no_harm():
    back = exchange.from_csv("sep=;\r\nSource;Translation\r\nA;ا\r\n;\r\n".encode())
    assert [(one.source, one.target, one.fuzzy, one.line) for one in back] == [("A", "ا", None, 3)]


def test_a_translation_typed_into_a_row_that_still_says_needs_translation_is_done():
    data = FORMS["csv"](THREE[:1]).decode("utf-8-sig").replace('"Your rights",""', '"Your rights","حقوقكم"').encode()
    assert exchange.from_csv(data)[0].fuzzy is False


# Bad input

WHOLE = "Ask for the file again, whole."
SAVE = 'Save it as "CSV UTF-8".'


@pytest.mark.parametrize(
    ("data", "line", "told"),
    [
        (b"", 0, "this file is empty."),
        (FORMS["xliff"](THREE)[:700], 0, "this is not valid XML ("),
        (b"<html/>", 1, "this is no XLIFF file. Ask for the XLIFF file that was sent, filled in."),
        (b'<xliff version="2.0"/>', 1, 'this is XLIFF of the version "2.0". Ask for XLIFF 1.2.'),
        (b'<xliff version="1.2"/>', 1, 'this is XLIFF of the version "1.2". Ask for XLIFF 1.2.'),
        (b'<!DOCTYPE xliff [<!ENTITY a "b">]><xliff version="1.2"/>', 1, "this is no XLIFF file."),
        (FORMS["xliff"](THREE).replace("ادفع".encode(), b"\xe9"), 0, "this is not valid XML ("),
    ],
    ids=["empty", "cut off", "another language of XML", "XLIFF 2", "no file in it", "entities", "wrong bytes"],
)
def test_broken_xliff_is_one_clear_line(data, line, told):
    at, what = fault(data, "a.xlf")
    assert what.startswith(told)
    assert at == line or line == 0
    assert "\n" not in what


@pytest.mark.parametrize(
    ("data", "line", "told"),
    [
        (b"", 1, "it has no line with the columns' names. "),
        (b"english,arabic\nA,B\n", 1, "its columns are english, arabic. Begin it with the columns it was sent with: "),
        ("source,target\nA,é\n".encode("latin-1"), 2, f"this file is not UTF-8. {SAVE}"),
        ("source,target\nA,ب\n".encode("windows-1256"), 2, f"this file is not UTF-8. {SAVE}"),
        (b"source,target\nA,Pay now, please\n", 2, "this row has 3 cells, and there are 2 columns. Put its texts "),
        (b'source,target\nA,B\n"C,D\nE,F\n', 3, "this row is no CSV (unexpected end of data). "),
        (b'source,target\n"A"b,c\n', 2, "this row is no CSV ("),
    ],
)
def test_broken_csv_is_one_clear_line(data, line, told):
    at, what = fault(data)
    assert at == line
    assert what.startswith(told)
    assert "\n" not in what


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.xlsx", f"this is a spreadsheet. {SAVE}"),
        ("a.po", "this is a catalog already. Put it into its folder below translations/, and run "),
        ("a", "this name says neither XLIFF nor CSV. Let it end with .xlf or .csv."),
    ],
)
def test_another_kind_of_file_is_told(name, told):
    assert fault(b"x", name)[1].startswith(told)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(FORMS)), st.integers(0, 4000), st.binary(max_size=3))
def test_any_damage_gives_segments_or_one_fault(form, at, bytes_):
    data = FORMS[form](THREE)
    try:
        exchange.read(data[: at % len(data)] + bytes_ + data[at % len(data) + 1 :], NAMES[form])
    except BrokenFile as error:
        assert str(error)
        assert error.remedy
