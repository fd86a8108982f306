"""The same input gives the same bytes: anywhere, with any number of processes, and whichever program drives it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest
from portals import DATE, ROOT, run_script

pytestmark = pytest.mark.whole
LANGUAGES = ("en", "ar", "fr", "uk", "zh-Hans")
"""Two directions, three scripts, with and without spaces between words, one in parts: the rest would only take time."""


def bytes_of(site):
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def copied(example, folder):
    """The example portal's source in another folder, without what was built, in some languages."""
    for name in ("docs", "translations"):
        shutil.copytree(example / name, folder / name)
    for path in (folder / "translations").iterdir():
        if path.is_dir() and path.name not in LANGUAGES:
            shutil.rmtree(path)
    shutil.copy(example / "mkdocs.yml", folder)
    return folder


@pytest.fixture(scope="module")
def first(example, tmp_path_factory):
    """The portal built from nothing, with its cache."""
    folder = copied(example, tmp_path_factory.mktemp("first") / "p")
    done = run_script("build", "--project", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def expected(first):
    made = bytes_of(first / "site")
    assert len(made) > 300
    return made


@pytest.fixture
def moved(first, tmp_path):
    """The built portal in another folder, with what of its cache holds there too."""
    return shutil.copytree(first, tmp_path / "moved")


def test_another_folder_time_zone_and_locale_with_one_process(example, expected, tmp_path):
    folder = copied(example, tmp_path / "somewhere else")
    done = run_script("build", "--project", folder, "--jobs", "1", TZ="Pacific/Kiritimati", LC_ALL="C", LANG="C")
    assert done.returncode == 0, done.stdout + done.stderr
    assert bytes_of(folder / "site") == expected


def test_mkdocs_itself_gives_the_same_site(example, expected, tmp_path):
    folder = copied(example, tmp_path / "p")
    drive("mkdocs", folder)
    assert bytes_of(folder / "site") == expected


def test_properdocs_gives_the_same_site(example, expected, tmp_path):
    folder = copied(example, tmp_path / "p")
    drive("properdocs", folder)
    assert bytes_of(folder / "site") == expected


def drive(program, folder):
    command = [sys.executable, "-m", program, "build", "-f", str(folder / "mkdocs.yml")]
    environment = {**os.environ, "PORCHLIGHT_DATE": DATE}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_second_build_changes_nothing_and_a_lost_cache_does_not_matter(moved, expected):
    assert run_script("build", "--project", moved).returncode == 0
    again = run_script("build", "--project", moved)
    assert "site/ is up to date" in again.stdout
    assert "languages)" not in again.stdout, "no language was built again"
    shutil.rmtree(moved / ".cache")
    assert "site/ is up to date" in run_script("build", "--project", moved).stdout
    assert bytes_of(moved / "site") == expected


def test_a_site_that_somebody_changed_by_hand_is_mended(moved, expected):
    (moved / "site/en/money/index.html").write_text("changed by hand")
    (moved / "site/ar/index.html").unlink()
    (moved / "site/stray.html").write_text("x")
    assert run_script("build", "--project", moved).returncode == 0
    assert bytes_of(moved / "site") == expected


def test_one_edited_translation_changes_only_its_language(moved):
    assert run_script("build", "--project", moved).returncode == 0
    before = bytes_of(moved / "site")
    catalog = moved / "translations/fr/money.po"
    text = catalog.read_text(encoding="utf-8")
    title = re.search("^title: (.+)$", (moved / "docs/money.md").read_text(encoding="utf-8"), re.M)[1]
    edited, count = re.subn(f'^(msgid "{re.escape(title)}"\nmsgstr "[^"]+)"$', r'\1 (bis)"', text, flags=re.M)
    assert count == 1
    catalog.write_text(edited, encoding="utf-8")
    done = run_script("build", "--project", moved)
    assert re.search(r"fr: \d+ pages \(1 of 1 languages\)", done.stdout)
    after = bytes_of(moved / "site")
    changed = {name for name in after if after[name] != before.get(name)}
    assert "fr/money/index.html" in changed
    assert "fr/index.html" in changed, "home names the page"
    assert all(name.startswith(("fr/", "embed/fr/", "api/v1/fr/", "status/", "translate/fr/")) for name in changed), (
        changed
    )
    assert "(bis)</h1>" in after["fr/money/index.html"].decode()


def test_a_page_that_goes_leaves_nothing_behind(moved):
    (moved / "docs/extra.md").write_text("# Extra\n\nText.\n")
    assert run_script("build", "--project", moved).returncode == 0
    assert (moved / "site/ar/extra/index.html").is_file()
    (moved / "docs/extra.md").unlink()
    assert run_script("build", "--project", moved).returncode == 0
    assert not list((moved / "site").rglob("*extra*"))


def test_a_language_is_added_by_adding_a_folder(moved):
    for tag in ("prs", "zh-Hant", "rhg", "es-419", "fa-AF"):
        (moved / "translations" / tag).mkdir()
        (moved / "translations" / tag / "language.yml").write_text("status: published\n")
    done = run_script("build", "--project", moved)
    assert done.returncode == 0, done.stdout + done.stderr
    for tag, direction in (("prs", "rtl"), ("zh-Hant", "ltr"), ("rhg", "rtl"), ("es-419", "ltr"), ("fa-AF", "rtl")):
        page = (moved / "site" / tag / "money/index.html").read_text(encoding="utf-8")
        assert f"dir={direction} lang={tag}" in page.split(">", 3)[1] + page.split(">", 3)[0] + page[:200]
        assert "article" in page


def test_a_draft_is_not_published_but_can_be_previewed(moved):
    (moved / "translations/uk/language.yml").write_text("status: draft\n")
    assert run_script("build", "--project", moved).returncode == 0
    assert not (moved / "site/uk").exists()
    assert "/uk/" not in (moved / "site/sitemap.xml").read_text()
    assert run_script("build", "--project", moved, "--drafts").returncode == 0
    assert (moved / "site/uk/index.html").is_file()
