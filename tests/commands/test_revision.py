"""A portal as it was, out of Git."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from porchlight.commands import revision
from portals import folders_of, settings_of, write_files

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="Git is not installed; scripts/test.py installs it")
PAGE = "---\ntitle: Home\nsummary: A home.\n---\n\nCall 2-1-1.\n"


def git(folder: Path, *arguments: str) -> str:
    """Run Git with nobody's settings but these."""
    said = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    said |= {f"GIT_{role}_{key}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **said})
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a portal in its folder portals/north, committed once."""
    contents = {
        "portals/north/mkdocs.yml": "site_name: North\nplugins: [porchlight]\nx: !ENV [A, b]\n",
        "portals/north/docs/index.md": PAGE,
        "portals/north/translations/fr/language.yml": "status: draft\n",
        "portals/north/notes.txt": "not the portal's",
        "docs/index.md": PAGE.replace("Home", "Another"),
    }
    top = write_files(tmp_path / "repository", contents)
    (top / "portals/north/docs/link.md").symlink_to("/etc/hostname")
    git(top, "init", "-q", "-b", "main")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "one")
    return top


def test_a_portal_in_a_subfolder_is_read_as_it_was_without_links(repository):
    project = repository / "portals/north"
    (project / "docs/index.md").write_text("# Gone\n")
    with revision.at_revision(project, "main") as folder:
        names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        assert names == ["docs/index.md", "mkdocs.yml", "translations/fr/language.yml"]
        assert (folder / "docs/index.md").read_text() == PAGE
        portal, _ = revision.portal_at(folder, folders_of(project), settings_of(site_name="Today"))
        assert [portal.settings.site_name, *portal.pages] == ["North", "index"]
        assert [language.tag for language in portal.languages] == ["en", "fr"]
    assert not folder.exists()


def test_settings_that_cannot_be_read_any_more_are_those_of_today(repository):
    project = repository / "portals/north"
    today = settings_of(site_name="Today")
    for text in ("site_name: [", "", "extra: {}\n", "site_name: North\nextra:\n  porchlight:\n    of_old: 1\n"):
        (project / "mkdocs.yml").write_text(text)
        assert revision.settings_at(project, today) is today


def test_before_the_portal_was_there_it_has_no_pages(repository, tmp_path):
    project = write_files(repository / "new", {"mkdocs.yml": "site_name: New\n", "docs/index.md": PAGE})
    with revision.at_revision(project, "HEAD") as folder:
        portal, _ = revision.portal_at(folder, folders_of(project), settings_of())
        assert not portal.pages


def test_files_that_changed_are_named_below_the_project_whatever_they_are_called(repository):
    project = repository / "portals/north"
    base = revision.commit_of(project, "main")
    git(repository, "mv", "portals/north/notes.txt", "portals/north/translations/notés,\n::x.txt")
    git(repository, "commit", "-q", "-m", "two")
    write_files(
        project, {"docs/new.md": "# New\n", "docs/index.md": "# Edited\n", "../docs/b.md": "# Elsewhere\n", "c.md": ""}
    )
    assert revision.changed_files(project, base) == ["docs/index.md", "docs/new.md", "translations/notés,\n::x.txt"]


def test_a_branch_is_compared_with_where_it_parted(repository):
    base = revision.commit_of(repository, "main")
    git(repository, "checkout", "-q", "-b", "work")
    git(repository, "commit", "-q", "--allow-empty", "-m", "mine")
    git(repository, "checkout", "-q", "main")
    git(repository, "commit", "-q", "--allow-empty", "-m", "theirs")
    git(repository, "checkout", "-q", "work")
    assert revision.common_base(repository, "main") == base


@pytest.mark.parametrize("ref", ["nowhere", "-x", "--all", "HEAD:docs", "", "a b"])
def test_a_revision_that_is_not_there_is_told_in_a_line(repository, ref):
    with pytest.raises(ValueError, match=r"^there is no revision .* in this repository\. .*\.$"):
        revision.commit_of(repository, ref)


def test_no_repository_and_no_git_are_told_in_a_line(tmp_path, monkeypatch):
    with pytest.raises(ValueError, match=r"^\S+: not a git repository.*\.$"), revision.at_revision(tmp_path, "HEAD"):
        pass
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ValueError, match=r"^Git is not installed\. .*\.$"):
        revision.commit_of(tmp_path, "HEAD")
