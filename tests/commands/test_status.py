import subprocess

import pytest
from desks import Desk, page
from porchlight.commands import progress
from porchlight.core.problem import ProblemsError
from porchlight.pages import edition

PATHWAYS = "one:\n  title: One\n  pages: [housing, health]\ntwo:\n  title: Two\n  pages: [health]\n"
PAGES = {
    "docs/index.md": page("Welcome", "Read this first."),
    "docs/health.md": page("Health", "Call the nurse at 8.\n\nBring your card along."),
    "docs/housing.md": page("Housing", "Ask for a home.", next="[taxes]"),
    "docs/taxes.md": page("Taxes", "Pay your taxes."),
    "docs/danger.md": page("Danger", "Leave now.", sensitive="yes"),
    "docs/pathways.yml": PATHWAYS,
}


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path, PAGES)
    made.run("update")
    return made


def translate(desk, name, **only):
    """Translate all of a catalog, or the texts that are named."""
    for msgid, entry in desk.entries(name).items():
        if not entry.obsolete:
            desk.edit(name, msgid, msgstr=only.get(msgid, f"fr {msgid}"))


def catalogs(outcome, tag="fr"):
    return {one["name"]: one for one in outcome.data["languages"][tag]["catalogs"]}


# A language


def test_the_catalogs_come_most_needed_first(desk):
    # Two pathways, one pathway, danger, a `next:`.
    assert list(catalogs(desk.run("status", languages=["fr"]))) == [
        "index",
        "site",
        "health",
        "danger",
        "housing",
        "taxes",
        # Material's translators have the one word of the templates, and there are no contacts.
        "interface",
        "contacts",
    ]


def test_a_finished_catalog_comes_last(desk):
    translate(desk, "health")
    assert list(catalogs(desk.run("status")))[-3:] == ["interface", "contacts", "health"]


def test_words_are_counted_by_how_they_stand(desk):
    translate(desk, "health")
    desk.write(health="Call the nurse at 9.\n\nBring your card along, please.")
    desk.run("update")
    desk.edit("health", "Health", flags=["fuzzy"])
    assert catalogs(desk.run("status"))["health"]["words"] == {
        "translated": 0,
        "stale_words": 5,
        "stale_facts": 5,
        "to_review": 1,
        "missing": 0,
        "faulty": 0,
        "total": 11,
        "percent": 0,
    }


def test_a_translation_that_cannot_be_shown_counts_as_faulty(desk):
    translate(desk, "health", Health="<b>Santé</b>")
    translate(desk, "interface", Search="<b>")
    found = catalogs(desk.run("status"))
    assert (found["health"]["words"]["faulty"], found["interface"]["words"]["faulty"]) == (1, 1)


def test_the_counts_are_those_that_decide_what_readers_get(desk):
    translate(desk, "health")
    translate(desk, "housing", **{"Ask for a home.": ""})
    desk.edit("health", "Bring your card along.", flags=["fuzzy"], previous_msgid="Bring your card.")
    portal = edition.read_portal(desk.folders, desk.settings, drafts=True)[0]
    coverage = edition.translate(portal, "fr").coverage
    for one in progress.of_language(portal, "fr", "2026-11-22"):
        if one.name in portal.pages:
            said = coverage[one.name]
            assert (one.translated, one.stale_words, one.total) == (
                said["translated"],
                said["stale_words"],
                said["total"],
            )
            assert one.stale_facts + one.to_review == said["stale_facts"]
            assert one.offered == edition.is_offered(portal, {"fr": coverage}, one.name, "fr")


def test_the_last_lines_say_which_file_to_open_and_how_to_see_it(desk):
    for name in ("interface", "index", "site"):
        translate(desk, name)
    lines = desk.run("status", languages=["fr"]).lines
    assert lines[-2:] == (
        "Next: open translations/fr/health.po (words: missing 10).",
        "Then look at it: python3 scripts/translate.py preview fr health",
    )


def test_texts_that_no_catalog_has_yet_are_what_to_do_first(desk):
    desk.write(health="Something quite different.", new="A new page.")
    outcome = desk.run("status")
    assert outcome.data["languages"]["fr"]["next"] == (
        "run `python3 scripts/translate.py update fr`: the catalogs lack 1 of the texts"
    )
    assert catalogs(outcome)["new"]["texts_not_there"] == 2


def test_a_finished_language_is_published_or_done(desk):
    for name in catalogs(desk.run("status")):
        translate(desk, name)
    assert desk.run("status").data["languages"]["fr"]["next"].startswith("nothing")
    (desk.folder / "translations/fr/language.yml").write_text("status: draft\n")
    assert "status: published" in desk.run("status").data["languages"]["fr"]["next"]


def test_a_broken_catalog_is_told_in_a_line_with_its_place(desk):
    desk.file("health").write_text('msgid "a\n')
    outcome = desk.run("status", languages=["fr"])
    assert outcome.code == 1
    assert outcome.lines[-1].startswith("translations/fr/health.po:1: ")
    assert outcome.data["languages"]["fr"]["next"].startswith("mend translations/fr/health.po: ")


def test_an_alert_that_has_ended_needs_no_translation(desk, monkeypatch):
    front = {"from": "2026-11-01", "until": "2026-11-30", "level": "warning"}
    (desk.folder / "docs/alerts").mkdir()
    (desk.folder / "docs/alerts/storm.md").write_text(page("Storm", "Stay in.", **front))
    desk.run("update")
    monkeypatch.setenv("PORCHLIGHT_DATE", "2026-11-22")
    assert next(iter(catalogs(desk.run("status")))) == "alerts/storm"
    monkeypatch.setenv("PORCHLIGHT_DATE", "2026-12-01")
    assert "alerts/storm" not in catalogs(desk.run("status"))


# All languages


def test_all_languages_have_a_row_and_a_next_step_each(desk):
    (desk.folder / "translations/ar").mkdir()
    (desk.folder / "translations/ar/language.yml").write_text("status: draft\n")
    translate(desk, "health")
    lines = desk.run("status").lines
    heads = "language is pages offered translated % stale words stale facts to review missing faulty"
    assert " ".join(lines[0].split()) == heads
    assert [line.split()[:5] for line in lines[1:3]] == [
        ["ar", "draft", "0", "of", "5"],
        ["fr", "published", "1", "of", "5"],
    ]
    assert [line.split(":")[0] for line in lines[-2:]] == ["ar", "fr"]


def test_a_portal_without_translations_says_how_to_begin_one(tmp_path):
    desk = Desk(tmp_path, PAGES)
    (desk.folder / "translations/fr/language.yml").unlink()
    (desk.folder / "translations/fr").rmdir()
    assert desk.run("status").lines == (
        "There is no translation yet. Begin one: python3 scripts/translate.py start LOCALE",
    )


def test_a_language_that_is_not_there_is_told_with_the_nearest(desk):
    with pytest.raises(ProblemsError, match='did you mean "fr"'):
        desk.run("status", languages=["frr"])


# Since a revision


@pytest.fixture
def committed(desk):
    git = ["git", "-C", str(desk.folder), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    (desk.folder / "mkdocs.yml").write_text("site_name: First Steps\nsite_description: Help\n")
    translate(desk, "health")
    for command in (["init", "-q"], ["add", "docs", "translations", "mkdocs.yml"], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    return desk


def test_what_changed_is_told_by_page_with_old_and_new_text_and_whose_translation_it_touches(committed):
    committed.write(
        health="Call the nurse at 9.\n\nBring your card along, please.", housing="Wait.", new="Hello there."
    )
    (committed.folder / "docs/taxes.md").unlink()
    (committed.folder / "docs/housing.md").write_text(page("Housing", "Ask for a home.\n\nWait here.", next="[health]"))
    outcome = committed.run("status", since="HEAD")
    assert outcome.lines[:18] == (
        "What changed in the source since HEAD, in 4 places:",
        "",
        "docs/health.md (translated into: fr)",
        "- Changed, with a fact in it:",
        "    before: Call the nurse at 8.",
        "    now:    Call the nurse at 9.",
        "- Changed in words only:",
        "    before: Bring your card along.",
        "    now:    Bring your card along, please.",
        "",
        "docs/housing.md",
        "- New: Wait here.",
        "",
        "docs/new.md",
        "- The page is new: 2 texts, 3 words.",
        "",
        "docs/taxes.md",
        "- The page is gone. Its translations are kept.",
    )
    assert [one["catalog"] for one in outcome.data["changes"]] == ["health", "housing", "new", "taxes"]
    assert outcome.data["changes"][0]["languages"] == ["fr"]
    assert [one["facts_changed"] for one in outcome.data["changes"][0]["changed"]] == [True, False]
    assert outcome.code == 0


def test_a_pathway_that_changed_is_told_as_what_it_is(committed):
    (committed.folder / "docs/pathways.yml").write_text(PATHWAYS.replace("One", "I am new here"))
    lines = committed.run("status", since="HEAD").lines
    assert lines[2:5] == ("settings, topics and pathways", "- New: I am new here", "- Gone: One")


def test_where_no_text_changed_one_line_says_so(committed):
    (committed.folder / "docs/pathways.yml").write_text(PATHWAYS.replace("[housing, health]", "[health]"))
    assert committed.run("status", since="HEAD").lines == ("No text has changed since HEAD.",)


def test_no_such_revision_and_no_repository_are_told_in_one_line(committed, tmp_path_factory):
    outcome = committed.run("status", since="v9")
    assert (outcome.code, len(outcome.lines)) == (2, 1)
    assert "v9" in outcome.lines[0]
    other = Desk(tmp_path_factory.mktemp("apart"), PAGES)
    outcome = other.run("status", since="HEAD")
    assert (outcome.code, len(outcome.lines)) == (2, 1)


def test_what_could_not_be_read_as_it_was_then_is_said(committed):
    git = ["git", "-C", str(committed.folder), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    whole = (committed.folder / "docs/health.md").read_text()
    (committed.folder / "docs/health.md").write_text("---\ntitle: [\n---\n\nx\n")
    subprocess.run([*git, "commit", "-q", "-a", "-m", "two"], check=True, capture_output=True)
    (committed.folder / "docs/health.md").write_text(whole)
    lines = committed.run("status", since="HEAD").lines
    assert lines[-1] == "docs/health.md: as it was at HEAD it holds faults, so what is said of it may be wrong."
