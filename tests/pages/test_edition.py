"""A portal read from its folder."""

from __future__ import annotations

import pytest
from PIL import Image
from porchlight.pages.edition import pictures, read_portal
from portals import folders_of, settings_of


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
