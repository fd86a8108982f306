#!/usr/bin/env python3
"""Publish the built site.

    python3 scripts/deploy.py folder /srv/www/portal    a finished copy on this machine, switched in one step
    python3 scripts/deploy.py github-pages              the branch gh-pages of this repository, pushed

`folder` makes the name a link to a copy beside it, so that a web server sees the old site or the new one, never half of each;
the copy before stays, to go back to. Build first: `python3 scripts/build.py`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import _setup

HINT = (
    "mkdocs.yml: GitHub Pages may send .pack and .bin files uncompressed, and phones would load more than they are told. Set "
    "host_compresses: false below extra.porchlight, and build again: then their names end in .txt, which is compressed."
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    targets = parser.add_subparsers(dest="target", required=True)
    folder = targets.add_parser("folder", help="a folder on this machine")
    folder.add_argument("path", type=Path)
    pages = targets.add_parser("github-pages", help="the branch gh-pages")
    pages.add_argument("--remote", default="origin")
    pages.add_argument("--branch", default="gh-pages")
    for one in (folder, pages):
        _setup.project_argument(one)
    options = parser.parse_args()
    _setup.enter_venv(__file__)
    project = options.project.resolve()
    site, settings = built_site(project)
    try:
        if options.target == "folder":
            to_folder(site, options.path.absolute())
            print(f"{options.path} is the new site.")
        else:
            if settings.keeps and settings.host_compresses:
                print(HINT)
            to_github_pages(site, project, options.remote, options.branch)
            print(f"Pushed to {options.remote}, branch {options.branch}.")
    except OSError as error:
        _setup.stop(f"{error.filename}: {error.strerror}. What was published before is as it was.")
    return 0


def built_site(project: Path):
    """The portal's built site, and its settings; ends with one line where there is none."""
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException
    from porchlight.settings import read_settings

    try:
        config = load_config(_setup.config_file(project))
        site, settings = Path(config.site_dir), read_settings(config)
    except MkDocsException as error:
        _setup.stop(" ".join(str(error).split()))
    if not (site / "index.html").is_file():
        _setup.stop(f"{site}: there is no built site. Run `python3 scripts/build.py` first.")
    return site, settings


def to_folder(site: Path, target: Path) -> None:
    """Copy the site beside the target, then switch the target's name to the copy by one rename.

    Raises OSError; the target then still is what it was.
    """
    if target.exists() and not target.is_symlink():
        _setup.stop(
            f"{target}: this is a folder of its own. Move it away; its name then becomes a link to the newest copy."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    copy = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    link = copy.with_name(copy.name + ".link")
    before = target.resolve() if target.is_symlink() else None
    try:
        shutil.copytree(site, copy, dirs_exist_ok=True)
        copy.chmod(0o755)
        link.symlink_to(copy.name)
        link.replace(target)
    except BaseException:
        link.unlink(missing_ok=True)
        shutil.rmtree(copy, ignore_errors=True)
        raise
    # One copy back is kept; older ones go.
    for old in target.parent.glob(f".{target.name}-*"):
        if old.is_dir() and not old.is_symlink() and old.resolve() not in (copy.resolve(), before):
            shutil.rmtree(old, ignore_errors=True)


def to_github_pages(site: Path, project: Path, remote: str, branch: str) -> None:
    """Commit the site to a branch of its own and push it."""
    from ghp_import import GhpError, ghp_import

    def git(*arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(["git", *arguments], cwd=project, capture_output=True, text=True, check=False)

    inside = git("rev-parse", "--verify", "HEAD")
    if inside.returncode:
        _setup.stop(f"{project}: this is no Git repository with a commit.")
    if git("remote", "get-url", remote).returncode:
        known = ", ".join(git("remote").stdout.split()) or "none yet; add one with `git remote add`"
        _setup.stop(f"{remote}: there is no such remote. This repository has: {known}.")
    os.chdir(project)
    message = f"Site built from {inside.stdout.strip()[:12]}"
    try:
        # .nojekyll: GitHub would otherwise leave out what begins with an underscore.
        ghp_import(
            str(site), mesg=message, remote=remote, branch=branch, push=True, force=True, no_history=True, nojekyll=True
        )
    except GhpError as error:
        _setup.stop(f"{remote}: {' '.join(str(error).split())}.")
    except subprocess.CalledProcessError:
        # Git has said why by itself.
        _setup.stop(f"{remote}: the site was not pushed. Check the connection and your right to push.")


if __name__ == "__main__":
    raise SystemExit(_setup.run(main))
