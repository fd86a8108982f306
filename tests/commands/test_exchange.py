import csv
import io
import re
import shutil
from argparse import Namespace
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from porchlight.commands import export, take
from porchlight.core.locale import language
from porchlight.core.page import Block
from porchlight.core.problem import ProblemsError
from porchlight.translation import catalog, exchange, extract
from portals import ROOT, folders_of, settings_of, write_files

PAGE = "# Housing\n\nRead [your rights](rights.md).\n\nPay $60 a month.\n\nAsk a neighbour.\n"
RIGHTS = "# Your rights\n\nYou have rights.\n"
TEXTS = {"Housing": "السكن", "Read [your rights](1).": "اقرأوا [حقوقكم](1).", "Ask a neighbour.": ""}
STALE = ("Pay $60 a month.", "ادفعوا 50 دولارا في الشهر.", "Pay $50 a month.")


def example_settings():
    """The settings of this repository's own portal."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return config.plugins["porchlight"].read_settings(config)


class Portal:
    """A small portal in Arabic, of which one text is stale and one missing, with its commands."""

    def __init__(self, folder, source=None):
        self.project = folder
        self.folders = folders_of(folder)
        self.settings = example_settings() if source else settings_of(site_name="First Steps")
        self.out = folder / "export"
        if source:
            for name in ("docs", "translations"):
                shutil.copytree(source / name, folder / name)
            return
        write_files(
            folder,
            {
                "docs/index.md": "# Home\n\nWelcome.\n",
                "docs/housing.md": PAGE,
                "docs/rights.md": RIGHTS,
                "translations/ar/language.yml": "status: published\n",
                "translations/fr/language.yml": "status: published\n",
            },
        )
        made = polib.POFile(wrapwidth=78)
        made += [polib.POEntry(msgid=msgid, msgstr=msgstr) for msgid, msgstr in TEXTS.items()]
        made.append(polib.POEntry(msgid=STALE[0], msgstr=STALE[1], previous_msgid=STALE[2], flags=["fuzzy"]))
        write_files(folder, {"translations/ar/housing.po": str(made)})

    def export(self, tag="ar", *pages, to="xliff", whole=False, out=None):
        asked = Namespace(language=tag, pages=list(pages), to=to, out=out or self.out, all=whole)
        return export.run(self.folders, self.settings, asked)

    def take(self, *files):
        return take.run(self.folders, self.settings, Namespace(files=[Path(file) for file in files]))

    def sent(self, name="ar/housing.xlf"):
        return self.out / name

    def edit(self, *pairs, name="ar/housing.xlf"):
        """What an agency does with a file: put one text for another in it."""
        text = self.sent(name).read_bytes()
        for old, new in pairs:
            assert old.encode() in text
            text = text.replace(old.encode(), new.encode())
        self.sent(name).write_bytes(text)

    @property
    def entries(self):
        data = (self.folders.translations / "ar/housing.po").read_bytes()
        return {(entry.msgid, bool(entry.obsolete)): entry for entry in catalog.parsed(data)}

    def catalogs(self):
        folder = self.folders.translations
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.po")}


@pytest.fixture
def portal(tmp_path):
    return Portal(tmp_path)


def told(outcome):
    """Its problems, each with the file's name alone."""
    found = [one.partition(": ") for one in outcome.data["problems"]]
    return [f"{place.rpartition('/')[2]}: {rest}" for place, _, rest in found]


def counts(outcome):
    (row,) = outcome.data["files"]
    return {key: row[key] for key in take.HEAD[2:] if row[key]}


MISSING = '<target state="needs-translation"></target>'
DONE = '<target state="translated">{}</target>'


# Out


@pytest.mark.parametrize("damage", [("</file>", "</fil>"), (' id="', ' name="')], ids=str)
def test_a_file_with_work_in_it_that_a_tool_damaged_is_not_written_over(portal, damage):
    portal.export("ar", "housing")
    text = portal.sent().read_text(encoding="utf-8").replace(MISSING, DONE.format("اسألوا جارا."))
    portal.sent().write_text(text.replace(*damage), encoding="utf-8")
    before = portal.sent().read_bytes()
    outcome = portal.export("ar", "housing")
    assert (outcome.code, portal.sent().read_bytes()) == (1, before)


def test_a_file_a_page_holds_what_is_missing_or_stale(portal):
    outcome = portal.export("ar", "housing")
    assert outcome.code == 0
    assert [(one["page"], one["texts"], one["words"]) for one in outcome.data["files"]] == [("housing", 2, 7)]
    texts = [
        (one.source, one.target, one.fuzzy, one.previous) for one in exchange.from_xliff(portal.sent().read_bytes())
    ]
    assert texts == [(STALE[0], STALE[1], True, STALE[2]), ("Ask a neighbour.", "", False, "")]
    assert outcome.lines[-1].startswith("2 texts with 7 words.")


def test_with_all_everything_of_the_page_goes_out(portal):
    portal.export("ar", "housing", whole=True)
    assert [one.source for one in exchange.from_xliff(portal.sent().read_bytes())] == [
        "Housing",
        "Read [your rights](1).",
        STALE[0],
        "Ask a neighbour.",
    ]


def test_a_language_without_catalogs_and_pages_just_written_go_out_whole(portal):
    done = portal.export("fr").data["files"]
    assert {"housing", "index", "rights", "site", "interface"} <= {one["page"] for one in done}
    write_files(portal.project, {"docs/housing.md": PAGE + "\nA new line.\n"})
    portal.export("ar", "housing")
    assert "A new line." in portal.sent().read_text(encoding="utf-8")
    assert list((portal.folders.translations / "fr").iterdir()) == [portal.folders.translations / "fr/language.yml"]


def test_where_nothing_is_missing_it_is_said_and_nothing_written(portal):
    portal.export("ar", "housing")
    portal.edit(
        (MISSING, DONE.format("اسألوا جارا.")),
        ("needs-review-translation", "translated"),
        ("ادفعوا 50", "ادفعوا 60"),
    )
    portal.take(portal.sent())
    outcome = portal.export("ar", "housing", out=portal.project / "again")
    assert outcome.lines == ("ar: nothing is missing or out of date here. With --all, everything is written.",)
    assert not (portal.project / "again").exists()


def test_a_slip_in_a_name_names_the_nearest(portal):
    with pytest.raises(ProblemsError, match='did you mean "ar"'):
        portal.export("arr")
    with pytest.raises(ProblemsError, match='did you mean "housing"'):
        portal.export("ar", "hosing")


def test_a_broken_catalog_is_told_and_the_others_go_out(portal):
    write_files(portal.project, {"translations/ar/rights.po": '<<<<<<< a\nmsgid "'})
    outcome = portal.export("ar", "housing", "rights")
    assert outcome.code == 1
    assert [one["page"] for one in outcome.data["files"]] == ["housing"]
    assert told(outcome)[0].startswith("rights.po:1: two people's edits stand here side by side.")


@pytest.mark.parametrize("to", ["xliff", "csv"])
def test_a_file_that_somebody_translated_is_not_written_over(portal, to):
    name = f"ar/housing.{export.ENDING[to]}"
    portal.export("ar", "housing", to=to)
    before = portal.sent(name).read_bytes()
    assert portal.export("ar", "housing", to=to).code == 0
    assert portal.sent(name).read_bytes() == before
    portal.edit((STALE[1], "ادفعوا 60 دولارا."), name=name)
    after = portal.sent(name).read_bytes()
    outcome = portal.export("ar", "housing", to=to)
    assert outcome.code == 1
    assert "somebody has translated in this file since it was written" in told(outcome)[0]
    assert portal.sent(name).read_bytes() == after


# And back


def test_what_is_translated_fills_and_replaces_and_update_agrees(portal):
    portal.export("ar", "housing")
    portal.edit(
        (MISSING, DONE.format("اسألوا جارا.")),
        (STALE[1], "ادفعوا 60 دولارا."),
        ("needs-review-translation", "translated"),
    )
    outcome = portal.take(portal.sent())
    assert (outcome.code, counts(outcome)) == (0, {"filled": 1, "changed": 1})
    entries = portal.entries
    assert entries["Ask a neighbour.", False].msgstr == "اسألوا جارا."
    stale = entries[STALE[0], False]
    assert (stale.msgstr, stale.fuzzy, stale.previous_msgid) == ("ادفعوا 60 دولارا.", False, None)
    before = portal.catalogs()["ar/housing.po"]
    blocks = export.asked.portal(portal.folders, portal.settings).catalog_blocks()["housing"]
    extract.update(portal.folders.translations / "ar", "housing", blocks, language("ar"), "First Steps", {})
    assert portal.catalogs()["ar/housing.po"] == before
    assert counts(portal.take(portal.sent())) == {"as it was": 2}
    assert portal.catalogs()["ar/housing.po"] == before


def test_what_was_changed_and_needs_review_is_shown_to_nobody_and_kept_by_no_editor(portal):
    portal.export("ar", "housing")
    portal.edit((STALE[1], "ادفعوا 60 دولارا."))
    assert counts(portal.take(portal.sent())) == {"to review": 1, "empty": 1}
    draft = portal.entries[STALE[0], False]
    # With the text that the old translation was made for, it would pass for a stale translation, which readers are shown.
    assert (draft.msgstr, draft.fuzzy, draft.previous_msgid) == ("ادفعوا 60 دولارا.", True, None)


def test_a_tool_that_knows_no_states_approves_only_what_it_changed(portal):
    portal.export("ar", "housing")
    portal.edit(
        (' state="needs-review-translation"', ""), (' approved="no"', ""), (MISSING, "<target>اسألوا جارا.</target>")
    )
    assert counts(portal.take(portal.sent())) == {"filled": 1, "as it was": 1}
    assert portal.entries[STALE[0], False].fuzzy
    portal.edit((STALE[1], "ادفعوا 60 دولارا."))
    portal.take(portal.sent())
    assert not portal.entries[STALE[0], False].fuzzy


def test_an_empty_target_empties_nothing(portal):
    portal.export("ar", "housing", whole=True)
    before = portal.catalogs()
    portal.edit(*((text, "") for text in TEXTS.values() if text), (STALE[1], " "))
    assert counts(portal.take(portal.sent())) == {"empty": 4}
    assert portal.catalogs() == before


def test_what_was_translated_here_meanwhile_is_not_undone(portal):
    portal.export("ar", "housing", whole=True)
    file = portal.folders.translations / "ar/housing.po"
    file.write_text(file.read_text(encoding="utf-8").replace("السكن", "المسكن"), encoding="utf-8")
    before = portal.catalogs()
    assert counts(portal.take(portal.sent())) == {"as it was": 3, "empty": 1}
    assert portal.catalogs() == before


def test_where_both_sides_changed_a_text_the_file_wins_and_the_other_is_kept(portal):
    portal.export("ar", "housing", whole=True)
    file = portal.folders.translations / "ar/housing.po"
    file.write_text(file.read_text(encoding="utf-8").replace("السكن", "المسكن"), encoding="utf-8")
    portal.edit(("السكن", "البيت"))
    portal.take(portal.sent())
    assert portal.entries["Housing", False].msgstr == "البيت"
    assert portal.entries["Housing", True].msgstr == "المسكن"
    before = portal.catalogs()
    portal.take(portal.sent())
    assert portal.catalogs() == before


def test_a_file_that_lost_its_marks_replaces_nothing_without_a_trace(portal):
    portal.export("ar", "housing", whole=True)
    portal.edit(("السكن", "البيت"))
    text = re.sub(r' id="[^"]*"', "", portal.sent().read_text(encoding="utf-8"))
    portal.sent().write_text(text, encoding="utf-8")
    outcome = portal.take(portal.sent())
    assert (outcome.code, portal.entries["Housing", False].msgstr) == (0, "البيت")
    assert portal.entries["Housing", True].msgstr == "السكن"
    (line,) = told(outcome)
    assert "1 of its translations replace others that it does not know" in line


@pytest.mark.parametrize("column", [1, 2], ids=["source", "target"])
def test_a_column_sorted_alone_is_noticed_and_nothing_is_taken(portal, column):
    portal.export("ar", "housing")
    portal.edit((MISSING, DONE.format("اسألوا جارا.")))
    portal.take(portal.sent())
    portal.export("ar", "housing", to="csv", whole=True)
    file = portal.sent("ar/housing.csv")
    head, *rows = csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")))
    moved = [row[column] for row in rows]
    for row, text in zip(rows, [*moved[1:], moved[0]], strict=True):
        row[column] = text
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    file.write_text(out.getvalue(), encoding="utf-8")
    before = portal.catalogs()
    outcome = portal.take(file)
    assert (outcome.code, portal.catalogs()) == (1, before)
    (line,) = told(outcome)
    assert "translations stand beside other texts than they were sent with, so nothing was taken" in line


def test_a_text_that_left_the_page_is_told_and_its_translation_kept(portal):
    portal.export("ar", "housing")
    portal.edit((MISSING, DONE.format("اسألوا جارا.")))
    write_files(portal.project, {"docs/housing.md": PAGE.replace("Ask a neighbour.", "Nothing alike, 24 hours.")})
    outcome = portal.take(portal.sent())
    assert outcome.code == 1
    (line,) = told(outcome)
    at = line.split(":")[1]
    assert int(at) > 1
    assert line.endswith(
        ": the text “Ask a neighbour.” is no longer on the page; its translation is kept as an obsolete entry. "
        "Look whether a text of the page is near it."
    )
    assert portal.entries["Ask a neighbour.", True].msgstr == "اسألوا جارا."
    before = portal.catalogs()
    assert portal.take(portal.sent()).code == 1
    assert portal.catalogs() == before


def test_a_source_that_a_spreadsheet_spoiled_is_known_by_its_mark(portal):
    portal.export("ar", "housing", to="csv")
    portal.edit(('Ask a neighbour.",""', 'Ask a neighbor…","اسألوا جارا."'), name="ar/housing.csv")
    assert counts(portal.take(portal.sent("ar/housing.csv"))) == {"filled": 1, "as it was": 1}
    assert portal.entries["Ask a neighbour.", False].msgstr == "اسألوا جارا."


@pytest.mark.parametrize(
    "source", ["Ask a neighbour within 5 days.", "Do not ask a neighbour.", "Look at the home before you sign."]
)
def test_a_source_text_that_an_agency_changed_makes_no_finished_translation(portal, source):
    portal.export("ar", "housing")
    portal.edit((MISSING, DONE.format("اسألوا جارا خلال 5 أيام.")), ("Ask a neighbour.", source))
    outcome = portal.take(portal.sent())
    assert counts(outcome) == {"to review": 1, "as it was": 1}
    (line,) = told(outcome)
    assert line.endswith(
        "1 of its source texts are not those that were sent; their translations are marked as to review. "
        "Compare them with the source, then take the mark away."
    )
    entry = portal.entries["Ask a neighbour.", False]
    assert (entry.fuzzy, entry.previous_msgid) == (True, None), "nobody is shown it"


@pytest.mark.parametrize("spoiled", ["????? ?????", "Zapytaj s?siad?w", "ask \ufffd\ufffd"])
def test_a_spreadsheet_that_lost_its_letters_when_it_was_saved_fills_nothing(portal, spoiled):
    portal.export("ar", "housing", to="csv")
    portal.edit(('neighbour.",""', f'neighbour.","{spoiled}"'), name="ar/housing.csv")
    before = portal.catalogs()
    outcome = portal.take(portal.sent("ar/housing.csv"))
    (line,) = told(outcome)
    assert line.endswith(
        "letters were lost in 1 of its translations when this file was saved; those were left as they are. "
        'Save it as "CSV UTF-8" from the spreadsheet again.'
    )
    assert portal.catalogs() == before


@pytest.mark.parametrize("said", ["Pourquoi ??", "Ask? A neighbour?", "¿Vecino?"])
def test_a_question_is_no_lost_letter(portal, said):
    portal.export("ar", "housing", to="csv")
    portal.edit(('neighbour.",""', f'neighbour.","{said}"'), name="ar/housing.csv")
    assert counts(portal.take(portal.sent("ar/housing.csv"))) == {"filled": 1, "as it was": 1}


NO_FOLDER = "back/77/housing.xlf"


@pytest.mark.parametrize(
    "original", ["housing.po", "C:\\jobs\\77\\housing.po", r"translations\ar\housing.po", "", "job 77"]
)
def test_a_path_that_a_tool_rewrote_is_understood_by_what_else_the_file_says(portal, original):
    portal.export("ar", "housing")
    portal.edit(
        (MISSING, DONE.format("اسألوا جارا.")), ('original="translations/ar/housing.po"', f'original="{original}"')
    )
    write_files(portal.project, {NO_FOLDER: portal.sent().read_bytes()})
    assert counts(portal.take(portal.project / NO_FOLDER)) == {"filled": 1, "as it was": 1}


def test_without_any_path_the_files_language_and_its_name_tell_what_it_is(portal):
    portal.export("ar", "housing")
    portal.edit((MISSING, DONE.format("اسألوا جارا.")), ("translations/ar/housing.po", "x"), ('="ar"', '="AR_SY"'))
    write_files(portal.project, {NO_FOLDER: portal.sent().read_bytes()})
    assert counts(portal.take(portal.project / NO_FOLDER)) == {"filled": 1, "as it was": 1}


def test_where_only_the_folder_could_tell_the_language_the_line_says_so(portal):
    write_files(portal.project, {"back/77/housing.csv": "source,target\nAsk a neighbour.,اسألوا جارا.\n"})
    (line,) = told(portal.take(portal.project / "back/77/housing.csv"))
    assert 'this is for the language "77", by the name of its folder, and there is none' in line


def test_a_place_with_backslashes_in_a_spreadsheet_is_understood(portal):
    portal.export("ar", "housing", to="csv")
    text = portal.sent("ar/housing.csv").read_text(encoding="utf-8").replace('neighbour.",""', 'neighbour.","اسألوا."')
    data = text.replace("translations/ar/housing.po", "translations\\ar\\housing.po")
    assert data != text
    write_files(portal.project, {"back/77/a.csv": data})
    assert counts(portal.take(portal.project / "back/77/a.csv")) == {"filled": 1, "as it was": 1}


FAULTY = {"msgid": "Pay $60 a month.", "msgstr": "ادفعوا 50 دولارا في الشهر."}


@pytest.fixture
def faulty(portal):
    """The portal with a finished translation that readers are not shown."""
    file = portal.folders.translations / "ar/housing.po"
    made = catalog.parsed(file.read_bytes())
    made.find(FAULTY["msgid"]).flags.clear()
    made.find(FAULTY["msgid"]).previous_msgid = None
    made.find("Ask a neighbour.").msgstr = "اسألوا جارا."
    file.write_text(str(made), encoding="utf-8")
    return portal


@pytest.mark.parametrize("to", ["xliff", "csv"])
def test_what_readers_are_not_shown_since_it_is_wrong_goes_out_to_be_corrected(faulty, to):
    outcome = faulty.export("ar", "housing", to=to)
    assert outcome.data["files"][0]["faulty"] == 1
    assert any(line.startswith("1 of them is wrong as translated now") for line in outcome.lines)
    text = faulty.sent(f"ar/housing.{export.ENDING[to]}").read_text(encoding="utf-8")
    assert "needs-review-translation" in text
    assert (
        "to correct: the source says $60, the translation says 50. Copy the amount and the currency unchanged" in text
    )


@pytest.mark.parametrize("to", ["xliff", "csv"])
def test_a_wrong_translation_that_comes_back_as_it_was_stays_so_and_a_right_one_takes_its_place(faulty, to):
    name = f"ar/housing.{export.ENDING[to]}"
    faulty.export("ar", "housing", to=to)
    before = faulty.catalogs()
    assert counts(faulty.take(faulty.sent(name))) == {"as it was": 1}
    assert faulty.catalogs() == before
    faulty.edit(("ادفعوا 50", "ادفعوا 60"), ("needs-review-translation", "translated"), name=name)
    outcome = faulty.take(faulty.sent(name))
    assert (counts(outcome), told(outcome)) == ({"changed": 1}, [])
    assert not faulty.entries[FAULTY["msgid"], False].fuzzy


def test_a_file_without_places_is_known_by_where_it_lies(portal):
    data = "source,target\nAsk a neighbour.,اسألوا جارا.\n"
    write_files(portal.project, {"back/ar/housing.csv": data})
    assert counts(portal.take(portal.project / "back/ar/housing.csv")) == {"filled": 1}
    assert portal.entries["Ask a neighbour.", False].msgstr == "اسألوا جارا."


# Bad input


def test_missing_segments_are_one_line_with_their_count(portal):
    portal.export("ar", "housing", whole=True, to="csv")
    lines = portal.sent("ar/housing.csv").read_text(encoding="utf-8").splitlines()
    portal.sent("ar/housing.csv").write_text("\n".join(lines[:2]) + "\n", encoding="utf-8")
    before = portal.catalogs()
    outcome = portal.take(portal.sent("ar/housing.csv"))
    assert told(outcome) == [
        "housing.csv: 3 of the 4 texts that were sent are missing; they stay as they were. "
        "Ask for the file again, whole."
    ]
    assert (outcome.code, portal.catalogs()) == (1, before)


@pytest.mark.parametrize(
    ("edits", "line"),
    [
        (
            [('target-language="ar"', 'target-language="fr"')],
            'this went out for "ar", and says that it is in "fr". Ask for the file in ar.',
        ),
        (
            [("translations/ar/", "translations/arr/"), ('language="ar"', 'language="arr"')],
            'this is for the language "arr", and there is none (did you mean "ar"?). '
            "Begin it with `python3 scripts/translate.py start`, or take another file.",
        ),
        (
            [("ar/housing.po", "ar/housin.po")],
            'this is for the page "housin", and there is none (did you mean "housing"?). '
            "Name the page that is meant in the file, and import it again.",
        ),
    ],
    ids=["another language", "unknown language", "unknown page"],
)
def test_a_file_that_belongs_elsewhere_changes_nothing_and_names_the_nearest(portal, edits, line):
    portal.export("ar", "housing")
    portal.edit(*edits)
    before = portal.catalogs()
    outcome = portal.take(portal.sent())
    assert [one.split(": ", 1)[1] for one in told(outcome)] == [line]
    assert (outcome.code, portal.catalogs()) == (1, before)


def test_a_region_in_the_language_of_a_file_does_no_harm(portal):
    portal.export("ar", "housing")
    portal.edit(('target-language="ar"', 'target-language="ar-SA"'))
    assert portal.take(portal.sent()).code == 0


def test_a_broken_file_is_one_line_and_the_others_are_taken(portal):
    portal.export("ar", "housing")
    portal.edit((MISSING, DONE.format("اسألوا جارا.")))
    cut = write_files(portal.project, {"a.xlf": portal.sent().read_bytes()[:400]}) / "a.xlf"
    outcome = portal.take(cut, portal.project / "export/ar/housin.xlf", portal.sent())
    first, second = told(outcome)
    assert first.startswith("a.xlf:")
    assert "this is not valid XML" in first
    assert second == (
        "housin.xlf: this file cannot be read: No such file or directory "
        '(did you mean "housing.xlf"?). Name the file that came back.'
    )
    assert counts(outcome) == {"filled": 1, "as it was": 1}


def test_a_broken_catalog_is_left_alone(portal):
    portal.export("ar", "housing")
    portal.edit((MISSING, DONE.format("اسألوا جارا.")))
    write_files(portal.project, {"translations/ar/housing.po": '<<<<<<< a\nmsgid "'})
    before = portal.catalogs()
    assert told(portal.take(portal.sent()))[0].startswith("housing.po:1: two people's edits")
    assert portal.catalogs() == before


# The round trip


@pytest.mark.whole
@pytest.mark.parametrize(
    ("tag", "to"),
    [("ar", "xliff"), ("ckb", "csv"), ("fr", "csv"), ("ti", "xliff"), ("uk", "xliff"), ("zh-Hans", "csv")],
)
def test_out_and_back_changes_no_byte_of_the_example_portal_and_fills_an_empty_one(tmp_path, tag, to):
    portal = Portal(tmp_path, ROOT)
    before = portal.catalogs()
    portal.export(tag, to=to, whole=True)
    files = sorted(portal.out.rglob("*.*"))
    assert portal.take(*files).code == 0
    assert portal.catalogs() == before
    sent = [exchange.read(file.read_bytes(), file.name) for file in files]
    for path in (portal.folders.translations / tag).rglob("*.po"):
        path.unlink()
    assert portal.take(*files).code == 0
    shutil.rmtree(portal.out)
    portal.export(tag, to=to, whole=True)
    back = [exchange.read(file.read_bytes(), file.name) for file in sorted(portal.out.rglob("*.*"))]
    assert [words(one) for one in back] == [words(one) for one in sent]
    assert any(one.target for one in back[0])


def words(segments):
    return [(one.source, one.target, one.fuzzy, one.previous) for one in segments]


characters = st.one_of(
    st.sampled_from("ab \"'\\\n,;=<>&[]({1})\u200d\u200c\u200f\u2067\u2069é٣ع"),
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")),
)
texts = st.text(characters, min_size=1, max_size=50).filter(str.strip)
slotted = texts.map(lambda text: f"{text}[x](1) {{2}}")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.one_of(texts, slotted), st.tuples(st.one_of(texts, slotted), st.booleans()), min_size=1, max_size=4
    )
)
def test_any_catalog_comes_back_whole_into_an_empty_one(said):
    blocks = [Block("paragraph", text) for text in said]
    old, _ = extract.merged(None, blocks, language("ar"), "First Steps")
    for entry in old:
        entry.msgstr, fuzzy = said[entry.msgid]
        entry.flags = ["fuzzy"] if fuzzy else []
    segments = [exchange.Segment(entry.msgid, entry.msgstr, entry.fuzzy) for entry in old]
    for data, name in ((exchange.to_xliff(segments, "en", "ar"), "a.xlf"), (exchange.to_csv(segments), "a.csv")):
        made, _ = extract.merged(None, blocks, language("ar"), "First Steps")
        take.fill(made, exchange.read(data, name), name)
        assert str(made) == str(old)
