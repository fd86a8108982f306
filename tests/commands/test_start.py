import json
import os
import subprocess
import sys

import pytest
from desks import Desk, page
from porchlight.commands import start
from porchlight.core.problem import ProblemsError
from porchlight.pages import edition
from porchlight.translation import tags
from porchlight.translation.languages import read_language
from portals import ROOT, run_script

PAGES = {
    "docs/index.md": page("Welcome", "Read this first."),
    "docs/health.md": page("Health", "Call the nurse."),
    "docs/housing.md": page("Housing", "Ask for a home."),
    "docs/taxes.md": page("Taxes", "Pay your taxes."),
    "docs/pathways.yml": "one:\n  title: One\n  pages: [housing, health]\ntwo:\n  title: Two\n  pages: [health]\n",
    "docs/contacts/a.yml": "a:\n  name: A desk\n  phones:\n    - number: '211'\n",
}


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path, PAGES)


# What it makes


def test_a_language_begins_with_its_settings_and_the_catalogs_of_its_core(desk):
    outcome = desk.run("start", language="so")
    assert outcome.code == 0
    assert sorted(path.name for path in (desk.folder / "translations/so").iterdir()) == [
        "contacts.po",
        "health.po",
        "index.po",
        "interface.po",
        "language.yml",
        "site.po",
    ]
    assert [one["path"] for one in outcome.data["catalogs"]] == [
        "translations/so/interface.po",
        "translations/so/index.po",
        "translations/so/site.po",
        "translations/so/contacts.po",
        "translations/so/health.po",
    ]
    assert '"X-Provenance: human\\n"' in desk.file("health", "so").read_text()


def test_without_pathways_the_core_has_the_pages_that_most_others_lead_to(desk):
    (desk.folder / "docs/pathways.yml").unlink()
    for n in range(8):
        desk.write(**{f"p{n}": "Text."})
    (desk.folder / "docs/p7.md").write_text(page("P7", "Text.", next="[taxes]"))
    portal = edition.read_portal(desk.folders, desk.settings)[0]
    core = start.core_catalogs(portal, "2026-11-22")
    assert core == ["interface", "index", "site", "contacts", "taxes", "health", "housing", "p0", "p1", "p2"]


def test_the_draft_is_a_language_of_the_portal_at_once(desk):
    desk.run("start", language="so")
    portal, problems = edition.read_portal(desk.folders, desk.settings, drafts=True)
    assert [one.tag for one in portal.languages] == ["en", "fr", "so"]
    assert not [problem for problem in problems if "translations/" in problem.path]
    assert desk.run("status", languages=["so"]).data["languages"]["so"]["status"] == "draft"


def test_words_that_material_has_are_filled_in_and_told(desk):
    outcome = desk.run("start", language="hi")
    assert desk.entries("interface", "hi")["Search"].msgstr == "खोज"
    assert any("Material" in line for line in outcome.lines)
    assert not any("Material" in line for line in desk.run("start", language="so").lines)


def test_the_welcome_says_how_much_there_is_and_where_to_begin(desk):
    lines = desk.run("start", language="so").lines
    assert lines[0] == "Welcome. Somali (Soomaali) has begun in translations/so/, as a draft that only previews show."
    assert "The core: 16 words, 16 of them to translate." in lines
    assert "Begin with the first, in Poedit, Weblate or any text editor: fill in each msgstr." in lines
    assert lines[-1] == "get all other pages  python3 scripts/translate.py update so"


# language.yml


def settings_of(desk, tag):
    return (desk.folder / "translations" / tag / "language.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("tag", ["so", "hi", "ar", "fa-AF", "zh-Hant", "kri", "aii"])
def test_every_line_of_the_settings_holds_when_its_number_sign_is_taken_away(desk, tag):
    desk.run("start", language=tag, autonym="ܣܘܪܝܬ" if tag == "aii" else None)
    text = settings_of(desk, tag)
    made, problems = read_language(tag, text.encode(), "language.yml")
    assert problems == []
    keys = ("autonym", "english_name", "direction", "plural_forms", "numbering", "fallback")
    bare = "\n".join(
        line.removeprefix("# ") if line.startswith(tuple(f"# {key}: " for key in keys)) else line
        for line in text.splitlines()
    )
    said, problems = read_language(tag, bare.encode(), "language.yml")
    assert problems == []
    # What a comment says of the language is what holds without it.
    assert (said.autonym, said.english_name) == (made.autonym, made.english_name)
    assert (said.direction, said.plural_forms) == (made.direction, made.plural_forms)


def test_a_language_that_cldr_does_not_know_gets_the_questions_and_what_its_tag_tells(desk):
    outcome = desk.run("start", language="aii", autonym="ܣܘܪܝܬ")
    assert 'CLDR knows no language "aii"' in outcome.data["notes"][0]
    assert '\nautonym: "ܣܘܪܝܬ"\n' in settings_of(desk, "aii")
    assert "\ndirection: rtl\n" in settings_of(desk, "aii")
    desk.run("start", language="kri")
    assert "What do its readers call it?" in settings_of(desk, "kri")
    assert '\nenglish_name: "Krio"\n' in settings_of(desk, "kri")


def test_what_the_options_say_is_written(desk):
    desk.run("start", language="fa-AF", autonym="دری: #1", fallback=["fr", "en"])
    made, _ = read_language("fa-AF", settings_of(desk, "fa-AF").encode(), "language.yml")
    assert (made.autonym, made.fallback, made.status) == ("دری: #1", ("fr",), "draft")


# What it refuses


def refused(desk, **options):
    before = desk.bytes()
    outcome = desk.run("start", **options)
    assert (outcome.code, len(outcome.lines)) == (2, 1)
    assert desk.bytes() == before
    return outcome.lines[0]


def test_a_language_that_is_there_is_not_touched(desk):
    desk.run("start", language="so")
    assert "status so" in refused(desk, language="so")
    assert "docs/" in refused(desk, language="en")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("so_SO", "so"),
        ("arabic", "ar"),
        ("Tigrinia", "ti"),
        ("ትግርኛ", "ti"),
        ("Soomaali", "so"),
        ("zh_hant", "zh-Hant"),
        ("PT-br", "pt-BR"),
        ("som", "so"),
        ("iw", "he"),
        ("ua", "uk"),
        ("cz", "cs"),
    ],
)
def test_a_slip_names_the_language_that_was_meant(desk, said, meant):
    assert f'"{meant}"' in refused(desk, language=said)


@pytest.mark.parametrize("said", ["xyzzy", "../so", "", "so/..", "xx"])
def test_what_is_like_no_language_is_told_how_tags_look(desk, said):
    assert refused(desk, language=said).endswith("Give its BCP 47 tag, such as so, zh-Hant or fa-AF.")


def test_a_rare_tag_is_allowed_and_what_is_odd_of_it_is_noted():
    assert tags.checked("fa-AF") == ("fa-AF", [])
    assert "registry" in tags.checked("qzz", named=True)[1][0].lower()
    assert '"Xxxx"' in tags.checked("so-Xxxx")[1][0]
    assert '"so" would say the same' in tags.checked("so-SO")[1][0]


@pytest.mark.parametrize(
    ("said", "near"), [("soo", ' Did you mean "so" (Somali)?'), ("tii", ' Did you mean "ti" (Tigrinya)?'), ("xyz", "")]
)
def test_a_code_that_nobody_knows_begins_nothing_unless_its_own_name_is_given(desk, said, near):
    line = refused(desk, language=said)
    assert line.startswith(f'CLDR knows no language "{said}".{near} If it is in the IANA')
    assert "--autonym" in line
    assert desk.run("start", language=said, autonym="Xyz").code == 0
    assert settings_of(desk, said).startswith(f"# {said}\n")


def test_dari_by_the_code_that_weblate_has_is_told_the_one_that_brings_words(desk):
    outcome = desk.run("start", language="prs")
    assert 'To CLDR and Material, "prs" is "fa-AF" (Dari): begun as that, it gets the words they have.' in outcome.lines
    assert desk.run("start", language="fa-AF").data["notes"] == []


def test_a_fallback_that_is_not_there_stops_before_anything_is_written(desk):
    before = desk.bytes()
    with pytest.raises(ProblemsError, match="did you mean"):
        desk.run("start", language="so", fallback=["fro"])
    assert desk.bytes() == before


def test_catalogs_that_lie_there_without_settings_are_kept(desk):
    file = desk.file("health", "so")
    file.parent.mkdir()
    file.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Health"\nmsgstr "Caafimaad"\n'
    )
    desk.run("start", language="so")
    assert desk.entries("health", "so")["Health"].msgstr == "Caafimaad"


# As people run it


@pytest.mark.whole
def test_from_start_to_keep_as_it_is_run(portal):
    folder = portal({"docs/index.md": page("Welcome", "You pay $50 for the card.")})

    def run(*arguments, code=0):
        done = run_script("translate", *arguments, "--project", folder)
        assert (done.returncode, done.stderr) == (code, "")
        return done.stdout

    assert run("start", "so").startswith("Welcome. Somali (Soomaali)")
    assert run("start", "so", code=2).count("\n") == 1
    file = folder / "translations/so/index.po"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('card."\nmsgstr ""', 'card."\nmsgstr "Waxaad bixisaa $50."'), encoding="utf-8")
    assert json.loads(run("status", "--json"))["languages"]["so"]["words"]["translated"] == 6
    (folder / "docs/index.md").write_text(page("Welcome", "You pay $50 for this card."))
    assert "suggested" in run("update")
    assert run("keep", "index", "--by", "Amal").splitlines()[1].split() == ["so", "1", "0", "0"]
    assert "# kept 2026-11-22 by Amal: " in file.read_text(encoding="utf-8")
    assert "translations/so/" in run("status", "so")


@pytest.mark.whole
def test_a_place_that_cannot_be_written_is_told_in_one_line(portal):
    folder = portal(
        {"docs/index.md": page("Welcome", "You pay $50."), "translations/so/language.yml": "status: draft\n"}
    )
    (folder / "taken").write_text("")
    done = run_script("translate", "export", "so", "--out", folder / "taken", "--project", folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{folder}/taken/so: Not a directory. Look at its place and its permissions.\n"


@pytest.mark.whole
def test_a_reader_that_has_seen_enough_is_no_fault(portal):
    folder = portal({"docs/index.md": page("Welcome", "You pay $50.")})
    command = [sys.executable, ROOT / "scripts/translate.py", "status", "--json", "--project", folder]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")
