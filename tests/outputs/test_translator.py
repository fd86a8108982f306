"""What the translator is made of, and that it writes PO files as polib does."""

from __future__ import annotations

import dataclasses
import json
import random
import re
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError
from porchlight.core import files
from porchlight.core.problem import errors
from porchlight.outputs import translator
from porchlight.pages import edition
from porchlight.settings import read_settings
from porchlight.translation import extract
from portals import DATE, MKDOCS, ROOT, catalog, folders_of, settings_of, write_files

SCRIPTS = ROOT / "overrides/translate"
LONG = "Take your [health card](1) with you, your well-worn passport and a letter that says where you live."
PORTAL = {
    "docs/index.md": "# Home\n\nBegin with [the doctor](doctor.md).\n",
    "docs/doctor.md": f"---\ntitle: See a doctor\nsummary: Where to go.\n---\n\nThe clinic opens at 9.\n\n"
    f"## Bring\n\n1. {LONG.replace('(1)', '(card.md)')}\n    - A pen\n\nCall **9-1-1**.\n",
    "docs/card.md": "# Health card\n\nThe clinic opens at 9.\n\nFill in the form.\n",
    "docs/pathways.yml": "ill:\n  title: I am ill\n  pages: [card]\n",
    "docs/contacts/c.yml": "police:\n  name: Police\n  phones: [{ number: '911' }]\n",
    "translations/glossary.yml": "card:\n  term: health card\n  definition: A card.\n  translations: { ar: بطاقة صحية }\n"
    "sc:\n  term: SC\n  definition: An office.\n  policy: keep\n",
    "translations/ar/language.yml": "status: published\n",
    "translations/ar/doctor.po": catalog(
        ("See a doctor", "زيارة الطبيب"), ("The clinic opens at 9.", "تفتح العيادة الساعة 9.")
    )
    + '\n# who knows\n#, fuzzy, no-wrap\n#| msgid "Call **9-1-2**."\nmsgid "Call **9-1-1**."\nmsgstr "اتصلوا بالرقم **9-1-2**."\n'
    + '\n#~ msgid "Gone"\n#~ msgstr "ذهب"\n',
}
CHECKER = (
    "document={getElementById:()=>({dataset:{}})};load('facts');differences=module.exports.differences;"
    "slips=require('./beyond.js').slips;load('check');"
)
"""Makes Node ready to look for findings."""
SIGNS = [
    *"abcdefghijklmnopqrstuvwxyz      -----\"\\\t.,'&!?_0123456789éßØ",
    *"\n\r\v\f\b\x1c\x85\u2028\u00a0\u200b\u200f\u2066«»…–—",
    *"健康卡在加拿大。，بطاقة صحية ሓኪም ऑनलाइन 😀𝔘️́",
    *["well-known ", "--", "a-b-c ", "x--y ", "\\n", "\r\n", "   ", "in-", "-1-1", "²", "٣"],
]


def node(code: str, told: object) -> object:
    """What JavaScript makes of a value, after the scripts that it names."""
    program = shutil.which("node")
    if not program:
        pytest.skip("Node is not installed; scripts/test.py installs it on Debian and Ubuntu")
    begin = "const vm=require('vm'),fs=require('fs');const load=n=>vm.runInThisContext(fs.readFileSync(process.argv[1]+'/'+n+'.js','utf8'));"
    run = f"{begin}const told=JSON.parse(fs.readFileSync(0,'utf8'));process.stdout.write(JSON.stringify((()=>{{{code}}})()))"
    done = subprocess.run(
        [program, "-e", run, str(SCRIPTS)],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=SCRIPTS,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def fields_by_script(texts: list[str]) -> list[list[str]]:
    """The lines that the translator writes for each text, as msgid, msgstr and previous msgid."""
    return node(
        "load('po');return told.map(t=>[...field('msgid',t),...field('msgstr',t),...field('msgid',t,'#| ')])", texts
    )


def fields_by_polib(text: str) -> list[str]:
    entry = polib.POEntry()
    written = [entry._str_field(name, "", "", text) for name in ("msgid", "msgstr")]
    return [*written[0], *written[1], *entry._str_field("previous_msgid", "#| ", "", text)]


@pytest.fixture
def sheets(tmp_path: Path):
    """Makes the sheets of a small portal, whose files a test may change."""

    def made(contents: dict[str, str] | None = None, **said: object):
        write_files(tmp_path, {**PORTAL, **(contents or {})})
        portal, problems = edition.read_portal(folders_of(tmp_path), settings_of(**said), True, DATE)
        assert errors(problems) == []
        return portal, translator.sheets(portal, portal.language("ar"))

    return made


def entry_of(sheet: translator.Sheet, msgid: str) -> dict:
    return next(one for one in sheet.data["entries"] if one["id"] == msgid)


# The files it writes


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.sampled_from(SIGNS), max_size=120).map("".join), min_size=20, max_size=40))
def test_the_script_writes_any_text_as_polib_does(texts):
    assert fields_by_script(texts) == [fields_by_polib(text) for text in texts]


@pytest.mark.slow
def test_the_script_writes_thousands_of_long_texts_as_polib_does():
    some = random.Random(5)
    texts = ["".join(some.choices(SIGNS, k=some.randrange(200))) for _ in range(3000)]
    words = [
        "health-card",
        "a",
        "-",
        "--",
        "in",
        "Straße",
        "بطاقة",
        "well-to-do,",
        "“x”",
        '"',
        "don't",
        "x--y",
        "3-4",
        "健康",
        "9-1-1",
    ]
    texts += [" ".join(some.choices(words, k=some.randrange(60))) for _ in range(3000)]
    for text, lines in zip(texts, fields_by_script(texts), strict=True):
        assert lines == fields_by_polib(text), repr(text)


@pytest.mark.slow
def test_the_script_writes_every_file_of_the_example_portal_as_update_does(tmp_path):
    portal, _ = edition.read_portal(folders_of(ROOT), settings_of(official_languages=("en", "fr")), True, DATE)
    blocks = portal.catalog_blocks()
    told, written = [], []
    for language in portal.languages[1:]:
        for name in translator.needed(portal):
            file = portal.folders.translations / language.tag / f"{name}.po"
            data = file.read_bytes() if file.is_file() else b""
            sheet = translator._sheet(portal, language, name, blocks[name], data, portal.texts.get(name))
            assert sheet
            told.append(sheet.data)
            write_files(tmp_path, {f"{language.tag}/{name}.po": data} if data else {})
            # Material's words, which are put into the interface, stand in the sheet by now.
            prefill = {one["id"]: one.get("str", "") for one in sheet.data["entries"]} if name == "interface" else {}
            extract.update(tmp_path / language.tag, name, blocks[name], language, "First Steps", prefill)
            written.append((tmp_path / language.tag / f"{name}.po").read_text(encoding="utf-8"))
            assert polib.pofile(sheet.po) == polib.pofile(written[-1])
    assert len(told) > 100
    assert node("load('po');return told.map(sheet=>poFile(sheet,{}))", told) == written


def test_a_sheet_is_what_update_would_write_also_where_there_is_no_file_yet(sheets):
    portal, made = sheets()
    folder = portal.folders.translations / "ar"
    for name, blocks in portal.catalog_blocks().items():
        extract.update(folder, name, blocks, portal.language("ar"), portal.settings.site_name, {})
        if name != "interface":  # Material's words are put in there
            assert made[name].po == (folder / f"{name}.po").read_text(encoding="utf-8")


def test_what_is_typed_is_written_and_what_is_finished_is_no_draft_any_more(sheets):
    portal, made = sheets()
    sheet = made["doctor"]
    typed = {
        "Call **9-1-1**.": {"t": "اتصلوا بالرقم **9-1-1**.", "d": 1, "ok": [["number", "it is so"]]},
        "Where to go.": {"t": "أين"},
    }
    text = node("load('po');return poFile(...told)", [sheet.data, typed])
    before, after = polib.pofile(sheet.po), polib.pofile(text)
    call = after.find("Call **9-1-1**.")
    assert (call.msgstr, call.flags, call.previous_msgid) == ("اتصلوا بالرقم **9-1-1**.", ["no-wrap"], None)
    assert call.tcomment == "who knows\nlint: ok(number) it is so"
    begun = after.find("Where to go.")
    assert (begun.msgstr, begun.flags) == ("أين", ["fuzzy"])
    rest = [one for one in before if one.msgid not in typed]
    assert [str(after.find(one.msgid, include_obsolete_entries=True)) for one in rest] == [str(one) for one in rest]
    # Reading and merging it again changes no byte.
    again, _ = extract.merged(after, portal.pages["doctor"].blocks, portal.language("ar"), "First Steps")
    assert translator._text(again) == text


def test_a_draft_does_not_pass_for_the_old_translation_which_readers_are_shown():
    stale = {"id": "A", "str": "B", "fuzzy": 1, "was": "C"}
    draft, same = node("load('po');return [{t:'Bb'},{t:'B'}].map(t=>entryLines(told,t))", stale)
    assert draft == ["#, fuzzy", 'msgid "A"', 'msgstr "Bb"', ""]
    assert same == ["#, fuzzy", '#| msgid "C"', 'msgid "A"', 'msgstr "B"', ""]


def test_a_draft_waits_on_the_device_where_readers_have_a_translation():
    told = {"id": "A", "str": "B"}
    draft, done = node("load('po');return [{t:'Bb'},{t:'Bb',d:1}].map(t=>entryLines(told,t))", told)
    assert draft == ['msgid "A"', 'msgstr "B"', ""]
    assert done == ['msgid "A"', 'msgstr "Bb"', ""]


def test_a_translation_emptied_stays_in_the_file_and_a_guess_does_not():
    told = [
        {"id": "A", "str": "B"},
        {"id": "A", "str": "B", "fuzzy": 1, "was": "C"},
        {"id": "A", "str": "B", "fuzzy": 1},
    ]
    made = node("load('po');return told.map(one=>entryLines(one,{t:' '}).filter(line=>/^msgstr/.test(line))[0])", told)
    assert made == ['msgstr "B"', 'msgstr "B"', 'msgstr ""']


def test_a_text_emptied_is_no_draft_and_a_suggestions_origin_goes_once_it_is_approved():
    entry = {
        "id": "A",
        "str": "B",
        "fuzzy": 1,
        "note": "mine\nmemory: the same text in x.po",
        "about": "title",
    }
    empty, approved = node("load('po');return [{t:''},{t:'B',d:1}].map(t=>entryLines(told,t))", entry)
    assert empty == ["# mine", "# memory: the same text in x.po", "#. title", 'msgid "A"', 'msgstr ""', ""]
    assert approved == ["# mine", "#. title", 'msgid "A"', 'msgstr "B"', ""]


# What it is made of


def test_an_entry_holds_what_helps_a_translator_and_nothing_empty(sheets):
    _, made = sheets()
    long = entry_of(made["doctor"], LONG)
    assert long["slots"] == ["card.md"]
    assert long["kind"] == "list item"
    assert long["terms"] == [["health card", "بطاقة صحية", "A card.", 1]]
    assert "str" not in long
    assert "was" not in long
    opens = entry_of(made["doctor"], "The clinic opens at 9.")
    assert opens["facts"][0][:2] == ["number", "9"]
    call = entry_of(made["doctor"], "Call **9-1-1**.")
    assert (call["was"], call["fuzzy"], call["flags"], call["note"]) == ("Call **9-1-2**.", 1, ["no-wrap"], "who knows")


def test_a_page_is_drawn_with_its_headings_lists_and_numbers(sheets):
    _, made = sheets()
    data = made["doctor"].data
    drawn = [(data["entries"][i]["id"][:6], kind, level, numbered) for i, kind, level, numbered in data["page"]]
    assert drawn == [
        ("See a ", "title", 1, 0),
        ("Where ", "summary", 1, 0),
        ("The cl", "paragraph", 0, 0),
        ("Bring", "heading", 2, 0),
        ("Take y", "list item", 0, 1),
        ("A pen", "list item", 1, 0),
        ("Call *", "paragraph", 0, 0),
    ]
    assert "page" not in made["contacts"].data


def test_earlier_translations_are_offered_for_what_waits_only(sheets):
    _, made = sheets()
    offered = entry_of(made["card"], "The clinic opens at 9.")["like"]
    assert offered == [[100, "The clinic opens at 9.", "تفتح العيادة الساعة 9.", "doctor", 0]]
    assert "like" not in entry_of(made["doctor"], "The clinic opens at 9.")


def test_what_a_shelf_keeps_is_made_anew_when_another_page_is_translated(sheets):
    sheets()
    _, made = sheets({"translations/ar/doctor.po": catalog(("The clinic opens at 9.", "العيادة 9."))})
    assert [one[2] for one in entry_of(made["card"], "The clinic opens at 9.")["like"]] == ["العيادة 9."]


def test_the_most_needed_comes_first(sheets):
    portal, _ = sheets()
    assert translator.needed(portal) == ["interface", "index", "site", "contacts", "glossary", "card", "doctor"]


def test_terms_are_found_as_whole_words_in_any_case_and_abbreviations_as_they_are_written(sheets):
    portal, _ = sheets()

    def found(text):
        return [row[:2] for row in translator.terms_in(text, portal.glossary, "ar")]

    assert found("Health cards from SC") == [["health card", "بطاقة صحية"], ["SC", "SC"]]
    assert found("Discard scarves: healthcard, sc") == []


def test_of_a_term_it_is_said_whether_the_official_words_go_with_the_translation(sheets):
    portal, _ = sheets()
    assert portal.glossary["card"].policy == "both"
    assert translator.terms_in("A health card of SC", portal.glossary, "ar") == [
        ["health card", "بطاقة صحية", "A card.", 1],
        ["SC", "SC", "An office."],
    ]
    assert translator.terms_in("A health card", portal.glossary, "ti") == [["health card", "", "A card."]]


def test_a_broken_file_is_told_and_the_rest_is_there(sheets, tmp_path):
    portal, made = sheets({"translations/ar/card.po": 'msgid "a\n'})
    assert made["card"] is None
    stage = files.Stage(tmp_path / "new", tmp_path / "site")
    translator.write_language(portal, portal.language("ar"), stage)
    assert "translate/ar/card.json" not in stage.names
    assert "translate/ar/doctor.json" in stage.names
    assert "The file of this page is damaged" in stage.located("translate/ar/index.html").read_text(encoding="utf-8")


def test_its_policy_allows_its_own_files_and_a_preview_has_none(sheets, tmp_path):
    portal, _ = sheets()
    stage = files.Stage(tmp_path / "new", tmp_path / "site")
    translator.write_language(portal, portal.language("ar"), stage)
    html = stage.located("translate/ar/index.html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy"? content="([^"]+)"', html) or re.search(
        r'content="(default-src[^"]+)"', html
    )
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == rules["worker-src"] == "'self'"
    assert "unsafe" not in policy[1]
    shared = translator.shared(portal, stage.names)
    assert {f"translate/{name}" for name in re.findall(r"\.\./(\w+-[0-9a-f]{8}\.js)", html)} <= shared.keys()
    preview = dataclasses.replace(portal, settings=dataclasses.replace(portal.settings, preview=True))
    translator.write_language(preview, preview.language("ar"), stage)
    html = stage.located("translate/ar/index.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" not in html
    assert "data-keeps" not in html


def test_nothing_is_shared_where_no_language_has_a_translator(sheets):
    portal, _ = sheets()
    assert translator.shared(portal, {"ar/index.html"}) == {}


def test_comments_are_left_out_of_the_scripts_and_code_between_them_is_not(tmp_path):
    (tmp_path / "a.js").write_text(
        "/* One.\n   Two. */\n\n  const a = 1; /* three */\n  /* four */ const b = '/*';\n/* five */\n"
    )
    assert translator._bare(tmp_path / "a.js") == "const a = 1; /* three */\n/* four */ const b = '/*';\n"


# What it finds


@pytest.mark.parametrize(
    ("source", "text", "said"),
    [
        ("Call 811.", "Appelez le 812.", ["The source says 811. Your text says 812. Copy the number unchanged."]),
        ("Call 811.", "Appelez.", ["The source says 811. Copy the number unchanged."]),
        ("Call 811.", "اتصلوا بالرقم ٨١١.", []),
        ("Call us.", "Appelez le 5.", ["Your text says 5, and the source does not. Copy the number unchanged."]),
        ("A [card](1).", "Une carte.", ["The mark […](1) is missing. Put it around the words, or where it belongs."]),
        ("A [card](1).", "[a](1) [b](1)", ["The mark […](1) stands there twice. Keep it once."]),
        ("A [card](1).", "[a](1) {2}", ["The mark {2} is not in the source. Take it out."]),
        ("A [card](1).", "[بطاقة](١)", []),
        ("Write {1}.", "Schreib {1}.", []),
        ("Now.", "<b>Jetzt</b>", ["There is HTML such as <b> in your text. Write words only."]),
        ("Now.", "[a](http://x)", ["There is a link that is not in the source. Write words only."]),
        ("**Now**.", "**Jetzt.", ["A ** has no partner. Put ** before and after the strong words, or leave both out."]),
        ("Type `a`.", "Tippe `a.", ["A ` has no partner. Put ` before and after what people type, or leave both out."]),
        ("A [card](1).", "carte](1)", ["A bracket [ or ] has no partner. Links are written [words](1)."]),
        ("Now.", "   ", []),
    ],
)
def test_findings_are_told_in_words(source, text, said):
    from porchlight.translation import facts, wanted

    entry = {"id": source, "kind": "paragraph", "facts": facts.to_json(wanted.wanted(source, "fr", "CA"))}
    found = node(f"{CHECKER}return findings(...told).map(one=>one.text)", [entry, text])
    assert [one.replace("phone number", "number") for one in found] == said


def test_a_placeholder_of_the_interface_is_copied():
    entry = {"id": "Open until %(time)s", "kind": "interface", "facts": []}
    found = node(
        f"{CHECKER}return told[1].map(text=>findings(told[0],text).length)",
        [entry, ["bis %(time)s", "bis %(Zeit)s", "bis"]],
    )
    assert found == [0, 1, 1]


def test_a_finding_with_a_reason_is_not_open_and_one_of_another_kind_is():
    entry = {"id": "Call 811.", "kind": "paragraph", "facts": [["number", "811", ["(^|[^0-9])811(?![0-9])"], 1, ""]]}
    ask = "const open=(e,t)=>openFindings({...told,...e},t,'Appelez le 812.').map(one=>one.kind);"
    asked = "return [open({}),open({},{ok:[['number','x']]}),open({note:'lint: ok(number, date) x'}),open({note:'lint: ok(number)'}),open({note:'lint: ok(date) x'})]"
    assert node(CHECKER + ask + asked, entry) == [["number"], [], [], ["number"], ["number"]]


def test_a_difference_is_marked_word_by_word():
    found = node("load('diff');return changes(...told)", ["You pay $50 now.", "You pay $60 or more now."])
    assert "".join(piece for kind, piece in found if kind <= 0) == "You pay $50 now."
    assert "".join(piece for kind, piece in found if kind >= 0) == "You pay $60 or more now."
    assert [-1, "50"] in found


# Settings


def read(tmp_path: Path, lines: str):
    write_files(tmp_path, {"mkdocs.yml": f"{MKDOCS}extra:\n  porchlight:\n{lines}", "docs/index.md": "# Home\n"})
    return read_settings(load_config(str(tmp_path / "mkdocs.yml")))


def test_settings_say_where_translations_go(tmp_path):
    said = read(
        tmp_path,
        "    upload_address: https://host.example/up/{language}\n    translation_email: a@b.example\n    translator: false\n",
    )
    assert said.upload_address == "https://host.example/up/{language}"
    assert said.translation_email == "a@b.example"
    assert not said.translator
    assert read(tmp_path, "    country: CA\n").translator


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "upload_address: https://host.example/{tag}",
            "upload_address: there is no field {tag}. Use of these: {language}.",
        ),
        ("upload_address: host.example", "upload_address: host.example is no address."),
        (
            "upload_address: mailto:a@b.example",
            "upload_address: mailto:a@b.example is no web page. Begin it with https://.",
        ),
        ("translation_email: help", "translation_email: help is no e-mail address. Write it as help@example.org."),
        ("translation_email: 'a@b.example?cc=c'", "is no e-mail address"),
    ],
)
def test_a_fault_of_these_settings_is_told_with_its_remedy(tmp_path, line, expected):
    with pytest.raises(ConfigurationError, match=re.escape(expected)):
        read(tmp_path, f"    {line}\n")


def test_no_reason_keeps_another_number_than_that_to_call_in_danger():
    entry = {
        "id": "Call 9-1-1 or 811.",
        "kind": "paragraph",
        "vital": "911",
        "facts": [
            [kind, shown, [f"(^|[^0-9]){shown}(?![0-9])"], 1, ""]
            for kind, shown in (("phone", "9-1-1"), ("phone", "811"))
        ],
    }
    ask = "const open=text=>openFindings(told,{ok:[['phone','x']]},text).map(one=>isVital(told,one));"
    asked = (
        "return [open('Appelez le 9-1-2 ou 811.'),open('Appelez le 9-1-1 ou 812.'),open('Appelez le 9-1-1 ou 811.')]"
    )
    assert node(CHECKER + ask + asked, entry) == [[True], [], []]
