import pytest
from desks import Desk, page
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.core.problem import ProblemsError

CALL = "Call the health line at any time, day or night."
CALL_NOW = "Call the health line at any time, by day or by night."


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path, {"docs/health.md": page("Health", CALL)})
    made.run("update")
    made.edit("health", CALL, msgstr="Appelez.")
    return made


def test_a_text_translated_on_another_page_is_filled_in_for_review(desk):
    desk.write(housing=CALL)
    outcome = desk.run("update")
    entry = desk.entries("housing")[CALL]
    assert (entry.msgstr, entry.flags, entry.previous_msgid) == ("Appelez.", ["fuzzy"], None)
    assert entry.tcomment == "memory: the same text in health.po"
    assert outcome.data["languages"]["fr"] == {"new": 2, "stale": 0, "obsolete": 0, "suggested": 1}
    assert outcome.lines == ("language  new  suggested  stale  obsolete", "fr          2          1      0         0")


def test_readers_see_no_suggestion_before_a_person_approved_it(desk):
    desk.write(housing=CALL)
    desk.run("update")
    words = {one["name"]: one["words"] for one in desk.run("status").data["languages"]["fr"]["catalogs"]}
    assert (words["housing"]["translated"], words["housing"]["to_review"]) == (0, 10)


def test_a_text_nearly_the_same_comes_with_the_text_it_was_made_for(desk):
    desk.write(housing=CALL_NOW)
    desk.run("update")
    entry = desk.entries("housing")[CALL_NOW]
    assert (entry.msgstr, entry.flags, entry.previous_msgid) == ("Appelez.", ["fuzzy"], None)
    assert entry.tcomment == f"memory: 94 % like “{CALL}” in health.po"


def test_words_of_the_templates_are_filled_in_only_from_the_very_same_text(desk):
    templates = desk.folder / "overrides" / "a.html"
    templates.write_text(f"{{{{ _('{CALL}') }}}}{{{{ _('{CALL_NOW}') }}}}")
    desk.run("update")
    found = desk.entries("interface")
    assert (found[CALL].msgstr, found[CALL_NOW].msgstr) == ("Appelez.", "")


def test_an_approved_suggestion_loses_its_note_and_no_other_comment(desk):
    desk.write(housing=CALL)
    desk.run("update")
    desk.edit("housing", CALL, flags=[], tcomment="ask Amal\nmemory: the same text in health.po")
    desk.run("update")
    entry = desk.entries("housing")[CALL]
    assert (entry.msgstr, entry.flags, entry.tcomment) == ("Appelez.", [], "ask Amal")


def test_a_suggestion_that_a_person_emptied_stays_empty(desk):
    desk.write(housing=CALL)
    desk.run("update")
    desk.edit("housing", CALL, msgstr="", flags=[])
    assert desk.run("update").data["languages"]["fr"]["suggested"] == 0
    assert desk.entries("housing")[CALL].msgstr == ""
    # Another text in its place is another question.
    desk.write(housing=CALL_NOW)
    desk.run("update")
    assert desk.entries("housing")[CALL_NOW].msgstr == "Appelez."


def test_a_suggestion_whose_text_is_edited_stays_one_and_says_what_it_was_for(desk):
    desk.write(housing=CALL)
    desk.run("update")
    desk.write(housing=CALL_NOW)
    desk.run("update")
    entry = desk.entries("housing")[CALL_NOW]
    assert (entry.msgstr, entry.flags, entry.previous_msgid) == ("Appelez.", ["fuzzy"], None)
    assert entry.tcomment == f"memory: like “{CALL}” in health.po"


def test_a_translation_is_never_replaced_by_a_suggestion(desk):
    desk.write(housing=CALL)
    desk.run("update")
    desk.edit("housing", CALL, msgstr="Téléphonez.", flags=["fuzzy"], tcomment="")
    desk.run("update")
    assert desk.entries("housing")[CALL].msgstr == "Téléphonez."


def test_a_text_that_moved_to_another_page_takes_its_translation_along(desk):
    desk.write(health="Go to the hospital.", housing=CALL)
    desk.run("update")
    assert desk.entries("housing")[CALL].msgstr == "Appelez."
    (desk.folder / "docs" / "health.md").unlink()
    desk.write(money=CALL)
    desk.run("update")
    assert desk.entries("money")[CALL].msgstr == "Appelez."


def test_a_broken_catalog_is_told_left_alone_and_asked_for_nothing(desk):
    broken = desk.file("health").read_text() + "<<<<<<< mine\n"
    desk.file("health").write_text(broken)
    desk.write(housing=CALL)
    outcome = desk.run("update")
    assert outcome.code == 1
    assert [line.split(": ")[0] for line in outcome.data["problems"]] == [
        f"translations/fr/health.po:{len(broken.splitlines())}"
    ]
    assert desk.file("health").read_text() == broken
    assert desk.entries("housing")[CALL].msgstr == ""


def test_a_language_that_is_not_there_is_told_with_the_nearest(desk):
    with pytest.raises(ProblemsError, match="did you mean"):
        desk.run("update", languages=["fro"])


words = st.lists(st.sampled_from(["call", "the", "clinic", "8", "school", "open", "now"]), min_size=1, max_size=7)
bodies = st.lists(words.map(" ".join), min_size=1, max_size=4, unique=True).map("\n\n".join)
names = st.sampled_from(["health", "housing", "money"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dictionaries(names, bodies, min_size=1), min_size=1, max_size=4), st.data())
def test_whatever_changes_a_second_update_changes_no_byte_and_nothing_written_is_lost(tmp_path_factory, versions, data):
    desk = Desk(tmp_path_factory.mktemp("desk"), {})
    written = set()
    for number, version in enumerate(versions):
        desk.write(**version)
        desk.run("update")
        once = desk.bytes()
        desk.run("update")
        assert desk.bytes() == once
        assert written <= {entry.msgstr for entry in all_entries(desk)}
        name = data.draw(st.sampled_from(sorted(version)))
        msgid = data.draw(st.sampled_from(sorted(desk.entries(name))))
        act = data.draw(st.sampled_from(["translate", "approve", "empty"]))
        before = desk.entries(name)[msgid]
        if before.obsolete:
            continue
        if act == "translate":
            written -= {before.msgstr}
            written.add(f"T{number}")
            desk.edit(name, msgid, msgstr=f"T{number}", flags=[], previous_msgid=None)
        elif act == "approve":
            desk.edit(name, msgid, flags=[], previous_msgid=None)
        elif before.fuzzy:
            written -= {before.msgstr}
            desk.edit(name, msgid, msgstr="", flags=[], previous_msgid=None)


def all_entries(desk):
    return [entry for path in desk.file("x").parent.glob("*.po") for entry in desk.entries(path.stem).values()]
