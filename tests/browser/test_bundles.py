"""The portal without a network: unpacked on a disk, and in a ZIM file behind kiwix-serve, opened in Chromium."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from portals import Page, run_script

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def bundles(example: Path) -> Path:
    """The example portal's bundles."""
    pytest.importorskip("libzim", reason="libzim is not to be had for this system")
    done = run_script("build", "--project", example, "--weigh", "--bundle", "zip", "--bundle", "zim")
    assert done.returncode == 0, done.stdout + done.stderr
    if shutil.which("zimcheck"):
        assert "zimcheck: 8 ZIM files, no fault" in done.stdout
    return example / "bundles"


@pytest.fixture(scope="module")
def disk(bundles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, unpacked; its folder. Its name has a space, as those of USB sticks have."""
    folder = tmp_path_factory.mktemp("usb") / "USB stick"
    with zipfile.ZipFile(next(bundles.glob("*.zip"))) as archive:
        archive.extractall(folder)
    return folder / "first-steps"


@pytest.fixture(scope="module")
def kiwix(bundles: Path) -> Iterator[str]:
    """The ZIM files behind kiwix-serve; its address."""
    program = shutil.which("kiwix-serve")
    if not program:
        pytest.skip("kiwix-serve is not installed; scripts/test.py installs it on Debian and Ubuntu")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "--address", "127.0.0.1", "--port", str(port), *map(str, sorted(bundles.glob("*.zim")))]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(50):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/"
    server.terminate()
    server.wait()


def pictures(page) -> list[bool]:
    """Of each picture of the text, whether it shows."""
    page.wait_for_function("[].every.call(document.querySelectorAll('main img'), i => i.complete)")
    return page.evaluate("[].map.call(document.querySelectorAll('main img'), i => i.naturalWidth > 0)")


@pytest.mark.parametrize("script", [True, False])
def test_from_the_chooser_to_a_page_in_another_language_on_a_disk(device, disk, script):
    page = device(java_script_enabled=script)
    page.goto((disk / "index.html").as_uri())
    page.get_by_role("link", name="العربية").click()
    assert page.url == (disk / "ar/index.html").as_uri()
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("main .links a[href*='health-card']").first.click()
    assert page.url == (disk / "ar/health-card/index.html").as_uri()
    page.locator(".languages summary").click()
    page.locator(".languages a[lang=fr]").click()
    assert page.url == (disk / "fr/health-card/index.html").as_uri()
    page.locator("header > a").first.click()
    assert page.url == (disk / "fr/index.html").as_uri()
    assert [url for url in page.asked if not url.startswith((disk.as_uri(), "data:"))] == []
    assert [said for said in page.complaints if "Content Security Policy" in said] == []


def test_pictures_and_scripts_are_found_on_a_disk(device, disk, page_with):
    page = device()
    page.goto((disk / page_with("<img") / "index.html").as_uri())
    assert pictures(page)
    assert all(pictures(page))
    page.goto((disk / page_with("data-tick") / "index.html").as_uri())
    box = page.locator("[data-tick]:enabled").first
    # On a busy machine Chromium gives about one in twenty pages of a disk a storage that ends with the page, whatever its
    # scripts do; over HTTP never. So a tick may be lost once, not each time.
    for _ in range(5):
        box.check()
        page.reload()
        box.wait_for()
        if box.is_checked():
            break
    assert box.is_checked(), "the tick was lost five times"
    assert page.complaints == []


@pytest.mark.parametrize(("language", "words"), [("en", "doctor"), ("ar", "طبيب")])
def test_search_finds_a_page_on_a_disk(device, disk, language, words):
    page = device()
    page.goto((disk / language / "search/index.html").as_uri())
    page.locator("input[type=search]").click()
    page.locator("input[type=search]").fill(words)
    page.locator(".results a[href*='see-a-doctor/index.html']").wait_for()
    page.locator(".results mark").first.wait_for()  # pages on the disk have their text beside the index
    page.locator(".results a[href*='see-a-doctor/index.html']").click()
    assert page.url.partition("#")[0] == (disk / language / "see-a-doctor/index.html").as_uri()


def test_from_the_chooser_to_an_arabic_page_in_kiwix(device, kiwix, page_with):
    page = device(viewport={"width": 360, "height": 640})
    page.goto(f"{kiwix}first-steps_mul/")
    page.get_by_role("link", name="العربية").click()
    assert page.url.endswith("first-steps_mul/ar/index.html")
    page.locator("main .links a[href*='health-card']").first.click()
    assert page.url.endswith("first-steps_mul/ar/health-card/index.html")
    page.goto(f"{kiwix}first-steps_mul/{page_with('<img')}")
    assert page.url.endswith("/index.html"), "the address the site has leads there, too"
    assert all(pictures(page))
    assert [said for said in page.complaints if "Content Security Policy" in said] == []


def test_a_languages_own_file_begins_at_its_first_page(device, kiwix):
    page = device()
    page.goto(f"{kiwix}first-steps_ar/")
    assert page.url.endswith("first-steps_ar/ar/index.html")
    page.locator("main .links a[href*='health-card']").first.click()
    assert page.url.endswith("first-steps_ar/ar/health-card/index.html")
    menu = page.locator(".languages a[lang=fr]")
    assert menu.get_attribute("href") == "https://porchlight.example/fr/health-card/"


@pytest.mark.parametrize(
    ("file", "words", "path"),
    [
        ("first-steps_en", "doctors", "en/see-a-doctor/index.html"),
        ("first-steps_ar", "طبيب", "ar/see-a-doctor/index.html"),
        ("first-steps_mul", "طبيب", "ar/see-a-doctor/index.html"),
        ("first-steps_mul", "doctor", "en/see-a-doctor/index.html"),
        ("first-steps_zh-hans", "医生", "zh-Hans/see-a-doctor/index.html"),
        ("first-steps_ti", "ሓኪም", "ti/see-a-doctor/index.html"),
    ],
)
def test_kiwix_finds_a_page_by_its_words(kiwix, file, words, path):
    with urllib.request.urlopen(f"{kiwix}search?content={file}&pattern={quote(words)}") as answer:
        links = Page(answer.read().decode()).links
    assert [href for href, _ in links if href.endswith(f"{file}/{path}")]
