"""The workflows in .github/ are valid, call only what is there, and trust nobody's text. Their shell is run with a `gh` of ours."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
EXPRESSION = re.compile(r"\$\{\{.*?\}\}", re.S)
PINNED = {"actions/checkout@v5", "actions/setup-python@v6", "actions/upload-artifact@v6"}
"""As build.yml has them: GitHub's own, by their major version."""

every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def workflow(path: Path) -> dict:
    # BaseLoader: others read the key `on` as True.
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def steps(path: Path) -> Iterator[dict]:
    for job in workflow(path)["jobs"].values():
        yield from job["steps"]


def test_they_are_there():
    assert [path.stem for path in WORKFLOWS] == ["build", "comment", "pull-request", "stale"]


@every_workflow
def test_it_is_valid_by_githubs_own_schema(path):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@every_workflow
def test_it_ends_in_time_reads_unless_it_must_write_and_uses_known_actions(path):
    made = workflow(path)
    assert "concurrency" in made
    assert "permissions" in made
    for job in made["jobs"].values():
        assert int(job["timeout-minutes"]) <= 30
        assert "permissions" not in job
    used = [step for step in steps(path) if "uses" in step]
    assert {step["uses"] for step in used} <= PINNED
    for step in used:
        if step["uses"].startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@every_workflow
def test_no_shell_holds_an_expression(path):
    # What an expression gives is pasted into the shell as code: a title such as `$(…)` would run. Shells read variables.
    for step in steps(path):
        assert not EXPRESSION.search(step.get("run", ""))


@every_workflow
def test_no_text_of_a_stranger_is_read_anywhere(path):
    strangers = re.compile(
        r"\.(?:title|body|head_ref|head_branch|label|message|email|display_title|default_branch)\b|\bhead_ref\b"
    )
    for expression in EXPRESSION.findall(path.read_text(encoding="utf-8")):
        assert not strangers.search(expression)


@every_workflow
def test_every_script_and_path_that_it_names_is_there(path):
    for step in steps(path):
        for script in re.findall(r"(?:python3|bash) ([\w./-]+)", step.get("run", "")):
            if script not in ("-m",):
                assert (ROOT / script).is_file()
    for pattern in re.findall(r'"(docs|translations)/\*\*"', path.read_text(encoding="utf-8")):
        assert (ROOT / pattern).is_dir()


@pytest.mark.parametrize(
    "path", [p for p in WORKFLOWS if p.stem in ("pull-request", "stale")], ids=lambda path: path.name
)
def test_the_options_that_it_gives_to_scripts_are_known_to_them(path):
    shell = "\n".join(step.get("run", "") for step in steps(path))
    for script, arguments in re.findall(r"python3 (scripts/\w+\.py)(.*)", shell):
        command = [word for word in arguments.split() if word.isalpha() and not arguments.strip().startswith("-")][:1]
        told = subprocess.run(
            [sys.executable, ROOT / script, *command, "--help"], capture_output=True, text=True, check=True
        )
        assert not [option for option in re.findall(r"--\w+", arguments) if option not in told.stdout]


def test_what_runs_a_pull_requests_code_may_write_nothing_and_has_no_secret():
    text = (ROOT / ".github/workflows/pull-request.yml").read_text(encoding="utf-8")
    made = workflow(ROOT / ".github/workflows/pull-request.yml")
    assert list(made["on"]) == ["pull_request"]
    assert made["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    assert "github.token" not in text


def test_what_may_write_a_comment_runs_nothing_of_a_pull_request():
    made = workflow(ROOT / ".github/workflows/comment.yml")
    assert made["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert made["on"]["workflow_run"]["workflows"] == [workflow(ROOT / ".github/workflows/pull-request.yml")["name"]]
    assert not [step for step in steps(ROOT / ".github/workflows/comment.yml") if "uses" in step]
    assert "python" not in "".join(step["run"] for step in steps(ROOT / ".github/workflows/comment.yml"))


def test_owners_are_examples_until_somebody_writes_in_their_own():
    lines = (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("#") for line in lines)
    examples = [line[2:].split() for line in lines if "@" in line]
    assert len(examples) >= 5
    for pattern, *owners in examples:
        assert pattern == "*" or (ROOT / pattern.strip("/")).exists()
        assert all(re.fullmatch(r"@[\w-]+(/[\w-]+)?", owner) for owner in owners)


# The shell, with a `gh` that writes down how it was called and answers from files.

GH = """#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in
  "run download"*) [ -d "$ANSWERS/artifact" ] && cp -r "$ANSWERS/artifact" comment ;;
  *"/pulls?"*) cat "$ANSWERS/pulls.json" ;;
  "api --paginate"*"/comments?"*) cat "$ANSWERS/comments.json" ;;
  "issue list"*) cat "$ANSWERS/open" ;;
  "issue view"*) cat "$ANSWERS/earlier.md" ;;
  "issue edit"*|"issue create"*) cp both.md body.md "$ANSWERS/" 2>/dev/null || cp body.md "$ANSWERS/" ;;
esac
"""


class Shell:
    """Runs the shell of a workflow's steps, one after the other, as GitHub's runner does."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.answers = folder, folder / "answers"
        self.answers.mkdir()
        (folder / "bin").mkdir()
        (folder / "bin/gh").write_text(GH)
        (folder / "bin/gh").chmod(0o755)
        self.calls_file = folder / "calls"
        self.calls_file.touch()

    def run(self, name: str, **environment: str) -> subprocess.CompletedProcess | None:
        path = ROOT / ".github" / "workflows" / f"{name}.yml"
        outputs: dict[str, str] = {}
        done = None
        for step in steps(path):
            wanted = re.search(r"steps\.\w+\.outputs\.(\w+)", step.get("if", ""))
            if "run" not in step or "python3" in step["run"] or (wanted and not outputs.get(wanted[1])):
                continue
            output = self.folder / "output"
            output.write_text("")
            said = {
                **os.environ,
                "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
                "CALLS": str(self.calls_file),
                "ANSWERS": str(self.answers),
                "RUNNER_TEMP": str(self.folder),
                "GITHUB_OUTPUT": str(output),
                "GH_REPO": "north/portal",
                **{name.upper(): value for name, value in outputs.items()},
                **environment,
            }
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder, env=said)
            assert done.returncode == 0, done.stderr
            outputs |= dict(line.split("=", 1) for line in output.read_text().splitlines())
        return done

    @property
    def calls(self) -> list[str]:
        return self.calls_file.read_text().splitlines()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    if not shutil.which("bash") or not shutil.which("jq"):
        pytest.skip("bash or jq is not installed; scripts/test.py installs jq on Debian and Ubuntu")
    return Shell(tmp_path)


MARK = "<!-- porchlight: review -->"
COMMIT = "c" * 40


def post(shell: Shell, text: str, pulls: list, comments: list) -> str:
    """Run comment.yml's shell on a text; what it would post."""
    (shell.answers / "artifact").mkdir(exist_ok=True)
    (shell.answers / "artifact/comment.md").write_text(text, encoding="utf-8")
    # Each page of GitHub's answer is a list of its own.
    (shell.answers / "pulls.json").write_text("".join(json.dumps([one]) for one in pulls) or "[]")
    (shell.answers / "comments.json").write_text("".join(json.dumps([one]) for one in comments) or "[]")
    shell.run("comment", RUN="7", COMMIT=COMMIT, FROM="fork/portal", MARK=MARK)
    file = shell.folder / "body.md"
    # Where it is cut within a letter, `gh` puts the sign for one that cannot be read.
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""


def pull(number: int, commit: str = COMMIT, repository: str = "fork/portal") -> dict:
    return {"number": number, "head": {"sha": commit, "repo": {"full_name": repository}}}


def said_by(login: str, number: int, body: str = f"{MARK}\nEarlier.") -> dict:
    return {"id": number, "user": {"login": login}, "body": body}


def test_the_first_comment_is_posted_to_the_pull_request_of_the_commit(shell):
    posted = post(
        shell,
        "Thank you!\n",
        [pull(2, repository="other/portal"), pull(3, "a" * 40), pull(4)],
        [said_by("eve", 8), said_by("github-actions[bot]", 9, "Other")],
    )
    assert posted == f"{MARK}\nThank you!\n"
    assert (
        shell.calls[-1]
        == f"api --silent --method POST repos/north/portal/issues/4/comments -F body=@{shell.folder}/body.md"
    )


def test_later_ones_take_its_place(shell):
    post(shell, "Thank you!\n", [pull(4)], [said_by("eve", 8), said_by("github-actions[bot]", 9)])
    assert "--method PATCH repos/north/portal/issues/comments/9 " in shell.calls[-1]
    assert not [call for call in shell.calls if "POST" in call]


def test_what_is_in_the_artifact_runs_nowhere_mentions_nobody_and_is_cut(shell):
    text = "$(touch ran) `touch ran` @admin %0A ::error:: \\x ' \" é\n" + "ሀ" * 40_000
    posted = post(shell, text, [pull(4)], [])
    assert not (shell.folder / "ran").exists()
    assert (
        posted.startswith(f"{MARK}\n$(touch ran) `touch ran` @\u200badmin %0A ::error:: \\x ' \" é\n")
        if posted
        else False
    )
    assert len(posted) < 65_536


def test_a_commit_that_no_open_pull_request_ends_with_gets_no_comment(shell):
    post(shell, "Thank you!\n", [pull(3, "a" * 40)], [])
    assert not [call for call in shell.calls if "--method" in call]


def test_a_run_without_a_comment_posts_none(shell):
    shell.run("comment", RUN="7", COMMIT=COMMIT, FROM="fork/portal", MARK=MARK)
    assert shell.calls == ["run download 7 --name comment --dir comment"]


def test_a_link_in_the_place_of_the_comment_is_not_followed(shell):
    (shell.answers / "artifact").mkdir()
    (shell.answers / "artifact/comment.md").symlink_to("/etc/hostname")
    shell.run("comment", RUN="7", COMMIT=COMMIT, FROM="fork/portal", MARK=MARK)
    assert not (shell.folder / "body.md").exists()


def stale(shell: Shell, opened: str = "", earlier: str = "") -> str:
    """Run stale.yml's shell on one language's file; the text of the issue."""
    (shell.folder / "stale").mkdir()
    (shell.folder / "stale/zh-Hans.md").write_text(
        "Chinese (zh-Hans): $(touch ran)\n\n- [ ] `a.po`\n", encoding="utf-8"
    )
    (shell.answers / "open").write_text(opened)
    (shell.answers / "earlier.md").write_text(earlier)
    shell.run("stale")
    assert not (shell.folder / "ran").exists()
    name = "both.md" if "issue edit" in shell.calls[-1] else "body.md"
    return (shell.answers / name).read_text(encoding="utf-8")


def test_a_language_gets_an_issue_with_its_labels(shell):
    assert stale(shell) == "- [ ] `a.po`\n"
    assert shell.calls[-1] == (
        "issue create --title Chinese (zh-Hans): $(touch ran) --body-file body.md --label translation: zh-Hans --label out of date"
    )


def test_an_open_issue_gets_what_is_new_at_its_end_and_keeps_its_ticks(shell):
    assert stale(shell, "12\n", "- [x] `b.po`\n") == "- [x] `b.po`\n\n---\n\n- [ ] `a.po`\n"
    assert shell.calls[-1] == "issue edit 12 --body-file both.md"


def test_an_issue_without_room_is_followed_by_another(shell):
    assert stale(shell, "12\n", "x" * 65_000) == "- [ ] `a.po`\n"
    assert shell.calls[-1].startswith("issue create ")


def test_nothing_stale_asks_github_nothing(shell):
    shell.run("stale")
    assert not shell.calls
