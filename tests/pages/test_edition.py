"""A portal read from its folder."""

from __future__ import annotations

import pytest
from PIL import Image
from porchlight.pages.edition import alert_for, read_portal, translate
from porchlight.pages.media import pictures
from portals import catalog, folders_of, settings_of, write_files


def made(tmp_path, markdown):
    """The pictures of a portal of one page, and what is wrong with them."""
    folders = folders_of(tmp_path)
    (folders.docs / "assets").mkdir(parents=True)
    (folders.docs / "index.md").write_text(f"# Home\n\n{markdown}\n", encoding="utf-8")
    Image.new("RGB", (40, 30)).save(folders.docs / "assets" / "my photo.jpg")
    Image.new("RGB", (50, 30)).save(folders.docs / "assets" / "poster.jpg")
    Image.new("RGB", (60, 30)).save(folders.docs / "assets" / "poster.en.jpg")
    portal, _ = read_portal(folders, settings_of())
    return pictures(portal, tmp_path / "out")


@pytest.mark.parametrize("address", ["assets/my%20photo.jpg", "<assets/my photo.jpg>", "./assets/my%20photo.jpg"])
def test_a_picture_with_a_space_in_its_name_is_found_however_it_is_written(tmp_path, address):
    found, problems = made(tmp_path, f"![A photo]({address})")
    assert (list(found), problems) == (["assets/my photo.jpg"], [])


def test_a_language_may_have_a_picture_of_its_own(tmp_path):
    found, _ = made(tmp_path, "![A poster](assets/poster.jpg)")
    assert {name: one.width_px for name, one in found.items()} == {"assets/poster.jpg": 50, "assets/poster.en.jpg": 60}


@pytest.mark.parametrize("address", ["https://a.example/x.jpg", "/assets/poster.jpg", "data:image/png;base64,AA"])
def test_a_picture_from_elsewhere_is_told(tmp_path, address):
    found, (problem,) = made(tmp_path, f"![A poster]({address})")
    assert found == {}
    assert str(problem).startswith(f"docs/index.md:3: the picture {address} is not in this portal. ")


def test_a_missing_picture_is_told_with_its_line(tmp_path):
    _, (problem,) = made(tmp_path, "Words.\n\n![A](assets/gone.jpg)")
    assert str(problem).startswith("docs/index.md:5: the picture assets/gone.jpg cannot be read")


ALERT = "---\ntitle: Storm\nuntil: 2026-12-31\n---\n\nStay in.\n"
STORM = catalog(("Storm", "عاصفة"), ("Stay in.", "ابق في البيت."))


def portal_of(tmp_path, contents):
    """A portal for readers of Sorani, whose second language is Arabic; and what is wrong with it."""
    files = {
        "docs/index.md": "# Home\n",
        "docs/alerts/storm.md": ALERT,
        "translations/ar/language.yml": "status: published\n",
        "translations/ckb/language.yml": "status: published\nfallback: [ar]\n",
    }
    write_files(tmp_path, {**files, **contents})
    return read_portal(folders_of(tmp_path), settings_of(), today="2026-11-22")


@pytest.mark.parametrize(
    ("contents", "tag", "title"),
    [
        ({}, "en", "Storm"),
        ({"translations/ar/alerts/storm.po": STORM}, "ar", "عاصفة"),
        # One word of three is not enough to be called a translation.
        ({"translations/ar/alerts/storm.po": catalog(("Storm", "عاصفة"))}, "en", "Storm"),
        ({"translations/ar/alerts/storm.po": STORM, "translations/ckb/alerts/storm.po": STORM}, "ckb", "عاصفة"),
        # Nobody has published that language yet.
        (
            {"translations/ar/alerts/storm.po": STORM, "translations/ar/language.yml": "status: draft\n"},
            "en",
            "Storm",
        ),
    ],
)
def test_an_alert_comes_in_the_first_language_that_its_readers_know(tmp_path, contents, tag, title):
    portal, _ = portal_of(tmp_path, contents)
    localized, found = alert_for(portal, "alerts/storm", "ckb")
    assert (found, localized.title) == (tag, title)


def test_a_catalog_is_an_orphan_only_where_the_file_of_its_page_is_gone(tmp_path):
    broken = {
        "docs/money.md": "---\ntitle: [x\n---\n",
        "docs/alerts/storm.md": "---\ntitle: Storm\nuntil: soon\n---\n\nStay in.\n",
        "translations/ar/money.po": catalog(("Money", "مال")),
        "translations/ar/alerts/storm.po": STORM,
        "translations/ar/old.po": catalog(("Old", "قديم")),
    }
    portal, problems = portal_of(tmp_path, broken)
    assert {"docs/money.md", "docs/alerts/storm.md"} <= {problem.path for problem in problems}
    assert [problem.path for problem in translate(portal, "ar").problems] == ["translations/ar/old.po"]


@pytest.mark.parametrize(
    ("reach", "number"),
    [
        ("phones: [{ number: '38000', type: text }, { number: '+16135550123' }]", "+16135550123"),
        ("url: https://x.example/", ""),
    ],
)
def test_the_emergency_number_is_one_that_can_be_called(tmp_path, reach, number):
    write_files(tmp_path, {"docs/contacts/a.yml": f"help:\n  name: Help\n  {reach}\n", "docs/index.md": "# Home\n"})
    portal, _ = read_portal(folders_of(tmp_path), settings_of(emergency_contact="help"))
    assert (portal.emergency or {"number": ""})["number"] == number
    assert read_portal(folders_of(tmp_path), settings_of())[0].emergency is None
