"""Icons out of Material's set."""

from __future__ import annotations

import pytest
from porchlight.assets import icons
from porchlight.pages.unit import ICONS


def test_an_icon_is_the_path_of_its_svg():
    path = icons.icon(ICONS, "phone")
    assert path.startswith("M")
    assert f'd="{path}"' in (ICONS / "phone.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(("wrong", "right"), [("hospitl-building", "hospital-building"), ("phonee", "phone")])
def test_an_unknown_icon_names_the_nearest_ones(wrong, right):
    with pytest.raises(LookupError) as caught:
        icons.icon(ICONS, wrong)
    told = caught.value.args[0]
    assert told.startswith(f'there is no icon "{wrong}"; the nearest are: ')
    assert right in told.split(": ")[1].split(", ")
    assert len(told.split(": ")[1].split(", ")) == 3


@pytest.mark.parametrize("name", ["", "../material/phone", "Phone", "phone.svg", "a b", "/etc/passwd"])
def test_a_name_that_is_no_icon_name_never_opens_a_file(name):
    with pytest.raises(LookupError, match="there is no icon"):
        icons.icon(ICONS, name)


def test_icons_as_near_as_each_other_come_by_name(tmp_path):
    for name in ("bed-d", "bed-b", "bed-c", "bed-a"):
        (tmp_path / f"{name}.svg").write_text('<svg><path d="M0 0"/></svg>')
    with pytest.raises(LookupError, match="bed-a, bed-b, bed-c"):
        icons.icon(tmp_path, "bed-x")


def test_an_icon_of_several_paths_is_drawn_whole(tmp_path):
    (tmp_path / "two.svg").write_text('<svg><path fill="none" d="M0 0h24"/><path d="M1 2z"/></svg>')
    assert icons.icon(tmp_path, "two") == "M0 0h24 M1 2z"
