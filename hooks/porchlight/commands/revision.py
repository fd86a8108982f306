"""A portal as it was at a Git revision, beside the one of today. Git is asked only here."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from types import SimpleNamespace

import yaml

from ..core.problem import Problem
from ..pages import edition
from ..pages.edition import Folders, Portal
from ..settings import ConfigurationError, Settings, read_settings

PARTS = ("mkdocs.yml", "docs", "translations")


@contextlib.contextmanager
def at_revision(project: Path, ref: str) -> Iterator[Path]:
    """A temporary folder with mkdocs.yml, docs/ and translations/ as they were at a revision ('main', 'HEAD~3', a hash).

    The project may be a subfolder of its repository. What was not there yet is not there; docs/ always is. Links are left out:
    what they lead to may lie outside. Raises ValueError, with one line, where there is no Git, no repository, no such revision.
    """
    tree = f"{commit_of(project, ref)}:{place(project)}"
    # Asked in a subfolder, Git would look for that subfolder in the tree.
    top = Path(_git(project, "rev-parse", "--show-toplevel").rstrip("\n"))
    with tempfile.TemporaryDirectory(prefix="porchlight-") as made:
        folder = Path(made).resolve()
        (folder / "docs").mkdir()
        try:
            held = _git(top, "ls-tree", "--name-only", "-z", tree).split("\0")
        except ValueError:
            held = []  # the portal's folder was not there yet
        if there := [part for part in PARTS if part in held]:
            _unpack(_git_bytes(top, "archive", "--format=tar", tree, *there), folder)
        yield folder


def _unpack(archive: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=BytesIO(archive)) as packed:
        for member in packed:
            if member.isfile() and ".." not in PurePosixPath(member.name).parts:
                target = folder / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(packed.extractfile(member).read())  # type: ignore[union-attr]


def portal_at(folder: Path, folders: Folders, settings: Settings) -> tuple[Portal, list[Problem]]:
    """The portal in a folder that `at_revision` gave, drafts included, and what is wrong with its source.

    `folders` and `settings` are those of today: its templates are read as they are now, and its settings too where those of
    then cannot be read any more.
    """
    return edition.read_portal(folders_at(folder, folders), settings_at(folder, settings), drafts=True)


def folders_at(folder: Path, folders: Folders) -> Folders:
    """Where the parts of a portal of then lie; its templates are those of today."""
    return Folders(folder, folder / "docs", folders.overrides, folder / ".cache", folder / ".cache/out")


def settings_at(folder: Path, today: Settings) -> Settings:
    """The settings as mkdocs.yml said them then; those of today where they cannot be read."""
    try:
        said = yaml.load((folder / "mkdocs.yml").read_bytes(), _Loader)
        config = SimpleNamespace(
            config_file_path=str(folder / "mkdocs.yml"),
            site_name=said["site_name"],
            site_description=said.get("site_description"),
            site_url=said.get("site_url"),
            nav=said.get("nav"),
            extra=said.get("extra") or {},
        )
        return replace(read_settings(config), preview=today.preview)
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, ConfigurationError):
        return today


class _Loader(yaml.SafeLoader):
    """Reads the tags that MkDocs knows (!ENV, !!python/name) as nothing: no setting of ours has one."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def place(project: Path) -> str:
    """The project's folder in its repository, 'portals/north/'; '' where it is the whole. Raises ValueError, with one line."""
    return _git(project, "rev-parse", "--show-prefix").strip()


def commit_of(project: Path, ref: str) -> str:
    """The hash of the commit that a revision names. Raises ValueError, with one line."""
    place(project)  # says where there is no repository at all
    try:
        return _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").strip()
    except ValueError:
        remedy = "Name a branch, a tag or a commit; where only the newest commits were fetched, fetch all"
        raise ValueError(f"there is no revision {ref!r} in this repository. {remedy}.") from None


def common_base(project: Path, ref: str) -> str:
    """The hash of the commit in which today's history parted from a revision: what a pull request is compared with.

    Raises ValueError, with one line.
    """
    commit = commit_of(project, ref)
    try:
        return _git(project, "merge-base", commit, "HEAD").strip()
    except ValueError:
        raise ValueError(f"{ref} and this checkout have no commit in common. Fetch the whole history.") from None


def changed_files(project: Path, ref: str) -> list[str]:
    """Paths below the project, sorted, of what is new, changed or gone of the portal since a revision, edits without a commit
    included.

    Raises ValueError, with one line.
    """
    commit = commit_of(project, ref)
    told = _git(project, "diff", "--name-only", "--no-renames", "--relative", "-z", commit, "--", *PARTS)
    new = _git(project, "ls-files", "--others", "--exclude-standard", "-z", "--", *PARTS)
    return sorted({name for name in (told + new).split("\0") if name})


def _git(project: Path, *arguments: str) -> str:
    return _git_bytes(project, *arguments).decode("utf-8", "replace")


def _git_bytes(project: Path, *arguments: str) -> bytes:
    git = shutil.which("git")
    if not git:
        raise ValueError("Git is not installed. Install it with your system's package manager.")
    # Git's own words, where they are told, in English; and no hook or pager of the user's.
    environment = {**os.environ, "LC_ALL": "C", "GIT_PAGER": "cat", "GIT_OPTIONAL_LOCKS": "0"}
    done = subprocess.run([git, "-C", str(project), *arguments], capture_output=True, check=False, env=environment)
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = told[0].removeprefix("fatal: ").rstrip(".") if told else f"git {arguments[0]} failed"
        raise ValueError(f"{project}: {why}.")
    return done.stdout
