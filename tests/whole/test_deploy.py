"""`deploy.py`: a built site on this machine, and on a branch of its repository."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from portals import run_script

pytestmark = pytest.mark.whole
HOME = "---\ntitle: Home\nsummary: A home.\n---\n\nWelcome.\n"


def git(folder, *arguments):
    told = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "init.defaultBranch=main"]
    return subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True, env=told
    ).stdout


@pytest.fixture
def built(portal):
    folder = portal({"docs/index.md": HOME})
    assert run_script("build", "--project", folder).returncode == 0
    return folder


def names(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_becomes_the_new_site_in_one_step_and_the_one_before_stays(built, tmp_path):
    target = tmp_path / "www" / "portal"
    assert run_script("deploy", "folder", target, "--project", built).returncode == 0
    assert names(target.resolve()) == names(built / "site")
    first = target.resolve()
    (built / "docs/index.md").write_text(HOME + "\nMore.\n")
    assert run_script("build", "--project", built).returncode == 0
    for _ in range(2):
        assert run_script("deploy", "folder", target, "--project", built).returncode == 0
    assert target.is_symlink()
    assert "More." in (target / "en/index.html").read_text()
    copies = [path for path in target.parent.iterdir() if path.is_dir() and not path.is_symlink()]
    assert len(copies) == 2, "the newest, and one to go back to"
    assert first not in copies


def test_a_folder_that_is_in_the_way_is_left_alone(built, tmp_path):
    (tmp_path / "www").mkdir()
    (tmp_path / "www/notes.txt").write_text("mine")
    done = run_script("deploy", "folder", tmp_path / "www", "--project", built)
    assert done.returncode == 2
    assert "this is a folder of its own. Move it away" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert (tmp_path / "www/notes.txt").read_text() == "mine"


def test_nothing_is_published_where_nothing_is_built(built, tmp_path):
    shutil.rmtree(built / "site")
    done = run_script("deploy", "folder", tmp_path / "www", "--project", built)
    assert done.returncode == 2
    assert "there is no built site. Run `python3 scripts/build.py` first." in done.stderr


@pytest.fixture
def pushed(built, tmp_path):
    """The portal in a repository with a commit, and the remote that it is pushed to."""
    if not shutil.which("git"):
        pytest.skip("Git is not installed; scripts/test.py installs it on Debian and Ubuntu")
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", str(remote))
    git(built, "init", "-q")
    git(built, "add", "docs")
    git(built, "commit", "-qm", "Pages")
    git(built, "remote", "add", "origin", str(remote))
    git(built, "config", "user.name", "A")
    git(built, "config", "user.email", "a@a.example")
    return built, remote


def test_a_branch_of_the_repository_holds_the_site_and_what_github_needs(pushed):
    project, remote = pushed
    done = run_script("deploy", "github-pages", "--project", project)
    assert done.returncode == 0, done.stderr
    assert "host_compresses: false" in done.stdout, "what phones are told would be wrong there"
    listed = set(git(remote, "ls-tree", "-r", "--name-only", "gh-pages").split())
    assert listed == names(project / "site") | {".nojekyll"}
    with (project / "mkdocs.yml").open("a") as file:
        file.write("\nextra:\n  porchlight:\n    host_compresses: false\n")
    assert run_script("build", "--project", project).returncode == 0
    again = run_script("deploy", "github-pages", "--project", project)
    assert again.returncode == 0, again.stderr
    assert "host_compresses" not in again.stdout
    assert git(remote, "rev-list", "--count", "gh-pages").strip() == "1", "old builds do not pile up"


def test_a_remote_that_is_not_there_is_told_in_one_line(pushed):
    project, _ = pushed
    done = run_script("deploy", "github-pages", "--remote", "elsewhere", "--project", project)
    assert done.returncode == 2
    assert done.stderr.strip() == "elsewhere: there is no such remote. This repository has: origin."


def test_a_push_that_fails_is_told_after_what_git_says(pushed):
    project, remote = pushed
    shutil.rmtree(remote)
    done = run_script("deploy", "github-pages", "--project", project)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("origin: the site was not pushed.")
    assert "Traceback" not in done.stderr
