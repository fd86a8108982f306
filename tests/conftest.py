"""Portals to build, a built example portal, and a browser, for every test that needs them."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from porchlight.core.locale import is_tag
from portals import ROOT, run_script, write_files

LONGEST_BUILD_S = 300
"""After which a process that waits for another's build gives up."""

# The same examples in every run, lest a change be refused for a fault that was there before it. New ones are looked for with
# `scripts/test.py --fast --hypothesis-profile=explore`.
hypothesis.settings.register_profile("same", derandomize=True, database=None)
hypothesis.settings.register_profile("explore", derandomize=False)
hypothesis.settings.load_profile("same")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no process is left alone with it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("whole") is None)


@pytest.fixture(scope="session")
def new_portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What scripts/new.py makes of a folder with a language. As deep as `tmp_path`, since its paths are relative."""
    folder = tmp_path_factory.mktemp("new") / "portal"
    (folder / "translations" / "fr").mkdir(parents=True)
    done = run_script("new", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def portal(tmp_path: Path, new_portal: Path) -> Callable[[dict[str, str | bytes]], Path]:
    """Makes a small portal of files, completed as scripts/new.py does it."""

    def make(contents: dict[str, str | bytes], settings: str = "") -> Path:
        folder = write_files(tmp_path / "portal", contents)
        missing = ["mkdocs.yml"] if any((folder / "docs").rglob("*.md")) else ["mkdocs.yml", "docs/index.md"]
        for name in missing:
            if not (folder / name).exists():
                write_files(folder, {name: (new_portal / name).read_bytes()})
        (folder / "translations").mkdir(exist_ok=True)
        for language in (path for path in (folder / "translations").iterdir() if path.is_dir()):
            if is_tag(language.name) and not (language / "language.yml").exists():
                shutil.copy(new_portal / "translations/fr/language.yml", language)
        if settings:
            with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
                file.write(f"\nextra:\n  porchlight:\n{settings}")
        return folder

    return make


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this repository's own portal, built once for all processes of the run; its folder. Nobody writes into its
    site; bundles are put beside it.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, told = shared / "example", shared / "example.told"
    try:
        folder.mkdir()
    except FileExistsError:
        wait_until = time.monotonic() + LONGEST_BUILD_S
        while not told.exists() and time.monotonic() < wait_until:
            time.sleep(0.2)
    else:
        put_example(folder)
        done = run_script("build", "--project", folder, "--weigh")
        part = shared / "example.part"
        part.write_text(done.stdout + done.stderr if done.returncode else "", encoding="utf-8")
        part.rename(told)
    assert told.exists(), "the process that builds the example portal did not end"
    assert not told.read_text(encoding="utf-8")
    return folder


def put_example(folder: Path) -> None:
    """The source of this repository's own portal, without what was built."""
    for name in ("docs", "translations"):
        shutil.copytree(ROOT / name, folder / name)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("custom_dir: overrides", f"custom_dir: {ROOT / 'overrides'}")
    settings = settings.replace("- hooks/timeline.py", f"- {ROOT / 'hooks/timeline.py'}")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")


@pytest.fixture(scope="session")
def site(example: Path) -> Path:
    """The built example portal."""
    return example / "site"


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """Debian's Chromium, headless, driven by Playwright: where it is to be had, the build of it that has no window to draw,
    since it opens a page for a third of the work.
    """
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not path:
        pytest.skip("Chromium is not installed; scripts/test.py installs it on Debian and Ubuntu")
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=quiet)
        browser.path = path
        yield browser
        browser.close()
