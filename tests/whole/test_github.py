"""What the workflows run, run as GitHub runs it: its variables are set, and the files it reads afterwards are read here."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from portals import catalog, run_script, write_files

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(not shutil.which("git"), reason="Git is not installed; scripts/test.py installs it"),
]
HOME = "---\ntitle: Home\nsummary: A home.\n---\n\nCall [2-1-1](tel:211) for help.\n\nYou pay $50.\n"
RENT = "---\ntitle: Rent\nsummary: A flat.\n---\n\nYou have 3 days.\n\nAsk your neighbours.\n"
FRENCH = [("Home", "Accueil"), ("A home.", "Un toit."), ("You pay $50.", "Vous payez 50 $.")]
RENTED = [
    ("Rent", "Loyer"),
    ("You have 3 days.", "Vous avez 3 jours."),
    ("Ask your neighbours.", "Demandez à vos voisins."),
]
FILES = {
    "docs/index.md": HOME,
    "docs/rent.md": RENT,
    "translations/fr/index.po": catalog(*FRENCH),
    "translations/fr/rent.po": catalog(*RENTED),
    "translations/ti/language.yml": "status: draft\n",
}


def git(folder: Path, *arguments: str) -> None:
    said = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    said |= {f"GIT_{role}_{key}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, env={**os.environ, **said})


def commit(folder: Path, contents: dict[str, str] | None = None) -> None:
    write_files(folder, contents or {})
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a change")


class Run:
    """One run of scripts/github.py with GitHub's variables, and what it left behind."""

    def __init__(self, folder: Path, *arguments: object, event: object = None, **environment: str) -> None:
        place = folder.parent / "github"
        shutil.rmtree(place, ignore_errors=True)
        write_files(place, {"event.json": json.dumps(event or {}), "summary.md": "", "output": ""})
        said = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": f"{place}/event.json"}
        said |= {"GITHUB_STEP_SUMMARY": f"{place}/summary.md", "GITHUB_OUTPUT": f"{place}/output"}
        said |= {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "north/portal", "GITHUB_RUN_ID": "7"}
        out = {"review": place / "comment.md"}.get(str(arguments[0]), place / "made")
        done = run_script("github", *arguments, "--project", folder, "--out", out, **{**said, **environment})
        self.code, self.said, self.complaint = done.returncode, done.stdout, done.stderr
        self.summary = (place / "summary.md").read_text(encoding="utf-8")
        self.output = dict(line.split("=", 1) for line in (place / "output").read_text().splitlines())
        self.made = {file.name: file for file in sorted(out.iterdir())} if out.is_dir() else {}
        self.comment = out.read_text(encoding="utf-8") if out.is_file() else ""
        self.annotations = [line for line in self.said.splitlines() if line.startswith("::")]


@pytest.fixture
def repository(portal) -> Path:
    """A small portal in a repository, on a branch of its own that has not changed anything yet."""
    folder = portal(FILES)
    git(folder, "init", "-q", "-b", "main")
    (folder / ".gitignore").write_text(".cache/\nsite/\n")
    commit(folder)
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(folder, "checkout", "-q", "-b", "work")
    return folder


def review(folder: Path, **more: object) -> Run:
    """The review of a pull request of amina's into main."""
    event = {"pull_request": {"user": {"login": more.pop("who", "amina")}, "head": {"sha": "c" * 40}}, **more}
    return Run(folder, "review", event=event, GITHUB_BASE_REF="main")


# A pull request.


def test_the_comment_thanks_first_and_says_what_it_brings(repository):
    commit(repository, {"translations/ti/rent.po": catalog(("Rent", "ክራይ"), ("You have 3 days.", "3 መዓልቲ ኣለኩም።"))})
    run = review(repository)
    assert run.code == 0, run.said + run.complaint
    assert run.comment.startswith(
        "Thank you, **amina**! This brings 5 words in Tigrinya to the people who read them.\n"
    )
    assert re.search(r"^\| Tigrinya `ti` \| 0 → 5 \(0 %\) \| 0 \| ", run.comment, re.M)
    assert "French" not in run.comment
    assert "Nothing to mend was found." in run.comment
    assert "https://github.com/north/portal/actions/runs/7#artifacts" in run.comment
    assert "`ti` `rent`" in run.comment
    assert run.comment.endswith("Looked at: commit `cccccccccccc`.\n")
    assert run.summary == run.comment
    assert run.output == {"errors": "0", "warnings": "0", "pages": "1", "languages": "ti"}
    assert not run.annotations


def test_a_suggestion_counts_as_not_translated_yet_and_not_as_out_of_date(repository):
    commit(repository, {"docs/flat.md": RENT.replace("Rent", "Flat")})
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    assert run_script("translate", "update", "--project", repository).returncode == 0
    run = review(repository)
    assert (run.code, "| 0 → " in run.comment) == (0, False)


def test_a_change_without_a_commit_is_looked_at_too_on_ones_own_machine(repository):
    write_files(repository, {"translations/ti/rent.po": catalog(("Rent", "ክራይ"))})
    run = Run(repository, "review", "--base", "main", GITHUB_ACTIONS="", GITHUB_EVENT_PATH="", GITHUB_RUN_ID="")
    assert run.code == 0
    assert run.comment.startswith("Thank you! This brings 1 word in Tigrinya")
    assert "the page of this run" in run.comment


def test_a_translation_that_readers_would_not_see_stops_the_merge_beside_its_line(repository):
    bad = catalog(("Home", "Accueil"), ("Call [2-1-1](1) for help.", "Appelez <b>le 211</b>"))
    commit(repository, {"translations/fr/index.po": bad})
    run = review(repository)
    assert run.code == 1
    (one,) = run.annotations
    assert one.startswith(
        "::error file=translations/fr/index.po,line=9,title=Please mend this::the translation holds raw HTML. "
    )
    assert (
        "### Please mend this first\n\n- `translations/fr/index.po`, line 9: the translation holds raw HTML. **"
        in run.comment
    )
    assert run.output["errors"] == "1"


def test_a_broken_catalog_stops_the_merge_and_its_translations_count_as_gone(repository):
    commit(repository, {"translations/fr/rent.po": catalog(*RENTED) + "<<<<<<< HEAD\n"})
    run = review(repository)
    assert run.code == 1
    assert "two people's edits stand here side by side" in run.annotations[0]
    assert re.search(r"`fr` \| [\d,]+ → [\d,]+ ", run.comment)


def test_a_warning_advises_and_does_not_stop(repository):
    commit(repository, {"translations/fr/gone.po": catalog(("A", "B"))})
    run = review(repository)
    assert run.code == 0
    assert run.annotations == [
        "::warning file=translations/fr/gone.po,title=Please look at this::there is no page docs/gone.md for this catalog. "
        "Move it to the page's new name, or delete it."
    ]
    assert "### Please look at these" in run.comment
    assert "Nothing to mend" not in run.comment


def test_what_was_wrong_before_in_other_files_is_counted_and_stops_nobody(repository):
    commit(
        repository,
        {"docs/old.md": "---\ntitle: Old\n---\n\n[gone](gone.md)\n", "translations/fr/old.po": catalog() + "<<<<<<<\n"},
    )
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    commit(repository, {"translations/ti/rent.po": catalog(("Rent", "ክራይ"))})
    run = review(repository)
    assert run.code == 0
    assert not run.annotations
    assert "2 other problems were there before, in files you did not touch." in run.comment


def test_what_an_edit_breaks_in_another_file_stops_the_merge(repository):
    commit(repository, {"docs/index.md": HOME + "\nSee [rent](rent.md).\n"})
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    (repository / "docs/rent.md").unlink()
    (repository / "translations/fr/rent.po").unlink()
    commit(repository)
    run = review(repository)
    assert run.code == 1
    assert run.annotations[0].startswith("::error file=docs/index.md,line=")


def test_a_portal_in_a_subfolder_has_its_files_named_from_the_top(repository, tmp_path):
    top = tmp_path / "top"
    top.mkdir()
    repository.rename(top / "portal")
    settings = (top / "portal/mkdocs.yml").read_text()
    # One folder further down, the engine lies one folder further up.
    (top / "portal/mkdocs.yml").write_text(re.sub(r"(custom_dir: |hooks:\n  - )", r"\1../", settings))
    shutil.rmtree(top / "portal/.git")
    git(top, "init", "-q", "-b", "main")
    commit(top)
    git(top, "checkout", "-q", "-b", "work")
    commit(top, {"portal/translations/fr/gone.po": catalog(("A", "B"))})
    run = Run(top / "portal", "review", "--base", "main")
    assert run.annotations[0].startswith("::warning file=portal/translations/fr/gone.po,")


def test_an_edit_of_a_page_whose_catalogs_were_not_brought_up_to_date_says_so(repository):
    commit(repository, {"docs/rent.md": RENT.replace("3 days", "5 days")})
    run = review(repository)
    assert (
        "The translators' files do not have the new texts yet. Run `python3 scripts/translate.py update`" in run.comment
    )
    assert "`en` `rent`, `fr` `rent`, `ti` `rent`" in run.comment


ODD = "<img src=x onerror=1> @admin `x` ::error::%0A | [me](https://evil.example) #1 </details> **b**"


def test_odd_names_and_texts_cannot_break_out_of_the_comment_or_the_annotation(repository):
    entries = f'\n# lint: ok(number, @team) {ODD}\nmsgid "Rent"\nmsgstr "Loyer"\n'
    files = {
        "translations/fr/rent.po": catalog(*RENTED[1:]) + entries,
        "translations/fr/a%0A,b:c @you `x`.po": catalog(("A", "B")),
        "translations/fr/language.yml": f"status: published\nenglish_name: '{ODD}'\n",
        "translations/fr/index.po": catalog(("Home", "Logis")),
    }
    commit(repository, files)
    run = review(repository, who="eve](https://evil.example) @all")
    # Outside code, in which GitHub looks for nothing.
    outside = re.sub(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)", "", run.comment)
    assert not re.search(r"@[a-z]", outside)
    assert "<img" not in outside
    assert "](https://evil" not in outside
    assert "://evil" not in outside
    assert not re.search(r"#\d", outside)
    assert outside.count("<details>") == outside.count("</details>")
    assert run.comment.startswith("Thank you! ")
    assert "said to be right as it is" in run.comment
    assert "names no rule" in run.comment
    assert [line for line in run.annotations if "a%250A%2Cb%3Ac @you" in line]
    assert not [
        line for line in run.said.splitlines() if "::" in line[:2] and not re.match(r"::(error|warning) file=", line)
    ]
    assert set(run.output) == {"errors", "warnings", "pages", "languages"}


def test_warnings_overruled_before_are_not_listed_again(repository):
    kept = '\n# lint: ok(number) “3” is a word here\nmsgid "Rent"\nmsgstr "Loyer"\n'
    commit(repository, {"translations/fr/rent.po": catalog(*RENTED[1:]) + kept})
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    more = '\n# lint: ok(length, term) ours is short\nmsgid "A flat."\nmsgstr "F2."\n'
    commit(repository, {"translations/fr/rent.po": catalog(*RENTED[1:]) + kept + more})
    run = review(repository)
    told = [line for line in run.comment.splitlines() if line.endswith("**Because:** ours is short")]
    assert [line.partition(":")[0].rpartition(" ")[2] for line in told] == ["`length`", "`term`"]
    assert "is a word here" not in run.comment


def test_the_reviewer_sees_what_was_overruled_and_not_only_that_something_was(repository):
    said = [one for one in RENTED if one[0] != "You have 3 days."]
    wrong = '\n# lint: ok({}) {}\nmsgid "You have 3 days."\nmsgstr "Vous avez {} jours."\n'
    commit(repository, {"translations/fr/rent.po": catalog(*said) + wrong.format("number", "ours are shorter", 2)})
    run = review(repository)
    (line,) = [line for line in run.comment.splitlines() if "**Because:** ours are shorter" in line]
    assert "`number`: the source says 3, the translation says 2" in line
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    commit(repository, {"translations/fr/rent.po": catalog(*said) + wrong.format("number", "ours are shorter", 5)})
    assert "the translation says 5" in review(repository).comment, "another number under the reason of before"


def test_a_comment_that_overrules_nothing_is_told_where_it_stands(repository):
    flags = '\n# lint: ok(number)\nmsgid "Rent"\nmsgstr "Loyer"\n\n# lint: ok(fhone) so\nmsgid "A flat."\nmsgstr "Un logement."\n'
    commit(repository, {"translations/fr/rent.po": catalog(*RENTED[1:]) + flags})
    run = review(repository)
    assert "gives no reason, so it overrules nothing" in run.comment
    assert 'names no rule: "fhone" (did you mean "phone"?)' in run.comment
    assert run.code == 0


def test_thousands_of_faults_still_fit_into_a_comment(repository):
    texts = [f"Text number {n}." for n in range(1500)]
    page = "---\ntitle: Long\n---\n\n" + "\n\n".join(texts) + "\n"
    commit(repository, {"docs/long.md": page, "translations/fr/long.po": catalog(*((one, "<b>no") for one in texts))})
    run = review(repository)
    assert run.code == 1
    assert len(run.comment) < 65_536
    assert "… and 1470 more." in run.comment
    assert run.output["errors"] == "1500"


@pytest.mark.parametrize("command", [("review", "--base", "nowhere"), ("stale", "--since", "nowhere")])
def test_a_revision_that_is_not_there_ends_in_one_line(repository, command):
    run = Run(repository, *command)
    assert run.code == 2
    assert re.fullmatch(r"there is no revision 'nowhere' in this repository\. .*\.\n", run.complaint)


def test_without_a_repository_it_ends_in_one_line(portal):
    run = Run(portal(FILES), "review")
    assert run.code == 2
    assert re.fullmatch(r".*not a git repository.*\n", run.complaint)
    assert run.annotations[0].startswith("::error title=The portal could not be looked at::")


def test_on_ones_own_machine_the_results_lie_out_of_the_way(repository):
    commit(repository, {"translations/fr/gone.po": catalog(("A", "B"))})
    done = run_script("github", "review", "--project", repository, "--base", "main", GITHUB_ACTIONS="")
    assert done.returncode == 0
    first, last = done.stdout.splitlines()
    assert first.startswith("translations/fr/gone.po: there is no page docs/gone.md for this catalog. Move it")
    assert last.endswith("comment.md: 0 to mend, 1 to look at.")
    assert (repository / ".cache/github/comment.md").is_file()


# What became stale.


def test_each_language_gets_a_file_with_the_texts_that_became_stale(repository):
    edited = (
        RENT.replace("3 days", "5 days").replace("Ask your neighbours.", "Ask your nearest neighbours.")
        + "\nA new line.\n"
    )
    commit(repository, {"docs/rent.md": edited})
    run = Run(repository, "stale", event={"before": "main"})
    assert run.code == 0, run.complaint
    assert list(run.made) == ["fr.md"]
    assert run.output == {"languages": "fr"}
    title, empty, text = run.made["fr.md"].read_text(encoding="utf-8").split("\n", 2)
    assert title == "French (fr): texts to look at again"
    assert not empty
    assert text.startswith("The words of 2 texts of the portal changed on 2026-11-22, so the French translation")
    assert "- [ ] `translations/fr/rent.po`\n" in text
    assert "  - ⚠️ Before: `You have 3 days.`  \n    Now: `You have 5 days.`\n" in text
    assert "  - Before: `Ask your neighbours.`  \n    Now: `Ask your nearest neighbours.`\n" in text
    assert "  - New: `A new line.`\n" in text
    assert text.index("⚠️ Before") < text.index("  - Before")


def test_it_makes_no_difference_whether_the_catalogs_were_brought_up_to_date_already(repository):
    commit(repository, {"docs/rent.md": RENT.replace("3 days", "5 days")})
    told = Run(repository, "stale", "--since", "main").made["fr.md"].read_text(encoding="utf-8")
    assert run_script("translate", "update", "--project", repository).returncode == 0
    commit(repository)
    assert Run(repository, "stale", "--since", "main").made["fr.md"].read_text(encoding="utf-8") == told


def test_what_was_translated_anew_with_the_edit_is_not_stale(repository):
    files = {"docs/rent.md": RENT.replace("3 days", "5 days")}
    files["translations/fr/rent.po"] = catalog(RENTED[0], ("You have 5 days.", "Vous avez 5 jours."), RENTED[2])
    commit(repository, files)
    run = Run(repository, "stale", "--since", "main")
    assert run.code == 0
    assert run.made == {}
    assert run.said == "Nothing became stale.\n"


def test_a_text_of_the_source_cannot_break_out_of_its_issue(repository):
    commit(
        repository, {"docs/rent.md": RENT.replace("Ask your neighbours.", "Ask your neighbours @all `` ` `` \\# \\*.")}
    )
    text = Run(repository, "stale", "--since", "main").made["fr.md"].read_text(encoding="utf-8")
    outside = re.sub(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)", "", text)
    assert "@all" in text
    assert "@all" not in outside


def test_the_first_push_of_a_repository_makes_nothing_stale(repository):
    run = Run(repository, "stale", event={"before": "0" * 40})
    assert run.code == 0
    assert run.made == {}


# Pictures.


@pytest.mark.browser
def test_the_changed_pages_are_shown_as_a_phone_shows_them(repository):
    if not shutil.which("chromium"):
        pytest.skip("Chromium is not installed; scripts/test.py installs it on Debian and Ubuntu")
    commit(repository, {"translations/fr/rent.po": catalog(*RENTED[:2]), "docs/index.md": HOME + "\nMore.\n"})
    unbuilt = Run(repository, "screenshots", "--base", "main")
    assert unbuilt.code == 2
    assert "there is no built site. Run `python3 scripts/build.py --drafts` first." in unbuilt.complaint
    assert run_script("build", "--project", repository, "--drafts").returncode == 0
    run = Run(repository, "screenshots", GITHUB_BASE_REF="main")
    assert run.code == 0, run.complaint
    assert list(run.made) == ["en-index.png", "fr-index.png", "fr-rent.png", "ti-index.png"]
    with Image.open(run.made["fr-rent.png"]) as image:
        assert image.width == 720
        assert 1280 <= image.height <= 8000
