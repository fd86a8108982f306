import pytest
from desks import Desk, page
from porchlight.commands import keep
from porchlight.core.page import Block
from porchlight.core.problem import ProblemsError

CALL = "Call the nurse and bring your card along."
CALL_US = "Call the nurse, and bring your card along."
PAY = "You pay $50 for each visit to the clinic."
NOTE = "kept 2026-11-22 by Amal: the edit of the source changed no meaning"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("PORCHLIGHT_DATE", "2026-11-22")
    made = Desk(
        tmp_path,
        {"docs/health.md": page("Health", f"{CALL}\n\n{PAY}"), "translations/ar/language.yml": "status: draft\n"},
    )
    made.run("update")
    for tag in ("fr", "ar"):
        made.edit("health", CALL, tag, msgstr=f"{tag} call")
        made.edit("health", PAY, tag, msgstr=f"{tag} 50 $")
    return made


def test_right_after_an_edit_every_language_is_current_again_and_says_who_said_so(desk):
    desk.write(health=f"{CALL_US}\n\n{PAY}")
    outcome = desk.run("keep", pages=["health"], by="Amal")
    assert (outcome.code, outcome.data["problems"]) == (0, [])
    assert {tag: one["kept"] for tag, one in outcome.data["languages"].items()} == {"ar": 1, "fr": 1}
    for tag in ("fr", "ar"):
        entry = desk.entries("health", tag)[CALL_US]
        assert (entry.msgstr, entry.flags, entry.previous_msgid) == (f"{tag} call", [], None)
        assert entry.tcomment == NOTE


def test_a_second_time_there_is_nothing_to_keep_and_update_has_nothing_to_do(desk):
    desk.write(health=f"{CALL_US}\n\n{PAY}")
    desk.run("keep", pages=["health"], by="Amal")
    before = desk.bytes()
    outcome = desk.run("keep", pages=["health"], by="Amal")
    assert outcome.lines == ("Nothing to keep: no translation of health is out of date.",)
    desk.run("update")
    assert desk.bytes() == before


def test_other_comments_stay_and_the_same_note_stands_there_once(desk):
    desk.edit("health", CALL, tcomment="ask the nurse")
    for text in (CALL_US, CALL):
        desk.write(health=f"{text}\n\n{PAY}")
        desk.run("keep", pages=["health"], by="Amal")
    assert desk.entries("health")[CALL].tcomment == f"ask the nurse\n{NOTE}"


def test_where_a_fact_changed_it_refuses_and_says_where(desk):
    desk.write(health=f"{CALL_US}\n\n{PAY.replace('50', '60')}")
    outcome = desk.run("keep", pages=["docs/health.md"], by="Amal")
    assert outcome.code == 1
    line = next(
        number
        for number, text in enumerate(desk.file("health").read_text().splitlines(), 1)
        if text == '#| msgid "You pay $50 for each visit to the clinic."'
    )
    place, told = outcome.data["problems"][1].split(": ", 1)
    assert place.startswith("translations/fr/health.po:")
    assert 0 <= line - int(place.rsplit(":")[-1]) <= 2
    assert told.startswith('the source said "50" here and now says "60", so the old translation is not kept. ')
    entry = desk.entries("health")[PAY.replace("50", "60")]
    assert (entry.fuzzy, entry.previous_msgid, entry.msgstr) == (True, PAY, "fr 50 $")
    assert not desk.entries("health")[CALL_US].fuzzy


def test_a_translation_that_was_corrected_already_is_kept(desk):
    now = PAY.replace("50", "60")
    desk.write(health=f"{CALL}\n\n{now}")
    desk.run("update")
    desk.edit("health", now, msgstr="Vous payez 60 $ par visite à la clinique.")
    outcome = desk.run("keep", pages=["health"], by="Amal")
    assert {tag: one["kept"] for tag, one in outcome.data["languages"].items()} == {"ar": 0, "fr": 1}
    assert not desk.entries("health")[now].fuzzy


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        # In a word, the number can be neither.
        (
            "Wait for 2 weeks before you call.",
            "Wait for 1 week before you call.",
            "Attendez deux semaines, puis appelez.",
        ),
        ("You may pay $50 here.", "You must pay $60 here.", "Vous pouvez payer 60 $ ici."),
        ("Read [this](1) in 2 days.", "Read this in 3 days.", "Lisez ceci dans 3 jours."),
        ("Pay $50 here.", "Pay €60 here.", "Payez 60 $ ici."),
    ],
)
def test_what_proves_nothing_keeps_nothing(then, now, said):
    assert not keep.proved(then, Block("paragraph", now), said, "fr", "CA")


def test_a_translation_that_could_not_be_shown_is_not_kept(desk):
    desk.edit("health", CALL, msgstr="<b>Appelez.</b>")
    desk.write(health=f"{CALL_US}\n\n{PAY}")
    outcome = desk.run("keep", pages=["health"], by="Amal")
    assert outcome.code == 1
    assert "could not be shown" in outcome.lines[-1]


def test_what_is_said_to_mean_the_same_is_told_since_an_older_edit_may_be_among_it(desk):
    desk.write(health=f"{CALL_US}\n\n{PAY}")
    outcome = desk.run("keep", pages=["health"], by="Amal")
    assert outcome.data["edits"] == [{"before": CALL, "now": CALL_US}]
    assert outcome.lines[-2:] == (f"- before: {CALL}", f"  now:    {CALL_US}")


def test_guesses_are_left_alone_and_counted(desk):
    desk.edit("health", CALL, flags=["fuzzy"])
    outcome = desk.run("keep", pages=["health"], by="Amal")
    assert outcome.data["languages"]["fr"] == {"kept": 0, "guesses": 1}
    assert desk.entries("health")[CALL].fuzzy


def test_other_pages_are_not_touched(desk):
    desk.write(housing=CALL)
    desk.run("update")
    before = desk.file("housing").read_bytes()
    desk.write(health=f"{CALL_US}\n\n{PAY}", housing=CALL_US)
    desk.run("keep", pages=["health"], by="Amal")
    assert desk.file("housing").read_bytes() == before


def test_a_broken_catalog_is_told_and_left_and_the_other_languages_are_kept(desk):
    broken = desk.file("health").read_bytes() + b"<<<<<<< mine\n"
    desk.file("health").write_bytes(broken)
    desk.write(health=f"{CALL_US}\n\n{PAY}")
    outcome = desk.run("keep", pages=["health"], by="Amal")
    assert outcome.code == 1
    assert [problem.split(":")[0] for problem in outcome.data["problems"]] == ["translations/fr/health.po"]
    assert desk.file("health").read_bytes() == broken
    assert not desk.entries("health", "ar")[CALL_US].fuzzy


def test_who_keeps_is_asked_of_git_and_must_be_known(desk, monkeypatch, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    desk.write(health=f"{CALL_US}\n\n{PAY}")
    before = desk.bytes()
    outcome = desk.run("keep", pages=["health"])
    assert (outcome.code, len(outcome.lines)) == (2, 1)
    assert "--by" in outcome.lines[0]
    assert desk.bytes() == before
    (home / ".gitconfig").write_text("[user]\n  name = Amal Haddad\n")
    desk.run("keep", pages=["health"])
    assert "by Amal Haddad:" in desk.entries("health")[CALL_US].tcomment


def test_a_name_of_several_lines_is_one_line_of_the_note(desk):
    desk.write(health=f"{CALL_US}\n\n{PAY}")
    desk.run("keep", pages=["health"], by="Amal\nmsgid")
    assert desk.entries("health")[CALL_US].tcomment == NOTE.replace("Amal", "Amal msgid")


def test_a_page_that_is_not_there_is_told_with_the_nearest(desk):
    with pytest.raises(ProblemsError, match='did you mean "health"'):
        desk.run("keep", pages=["helth"], by="Amal")
