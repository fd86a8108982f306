"""One colour of the portal's own, and every pair that text stands in legible."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from porchlight.assets import colors

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
grounds = st.sampled_from(["#000000", "#ffffff", colors.LIGHT["soft"], colors.DARK["soft"], "#777777"])


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#fff", 21.0),
        ("#123456", "#123456", 1.0),
        # The lightest grey that passes AA on white, and the first that does not; AAA.
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#595959", "#FFFFFF", 7.0),
        ("#f00", "#fff", 4.0),
        ("#0f0", "#fff", 1.37),
        ("#00f", "#fff", 8.59),
        ("#ff0", "#fff", 1.07),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert colors.contrast(one, other) == pytest.approx(ratio, abs=0.005)


@settings(max_examples=100, deadline=None)
@given(colours, colours)
def test_contrast_is_the_same_both_ways_and_from_1_to_21(one, other):
    assert colors.contrast(one, other) == colors.contrast(other, one)
    assert 1 <= colors.contrast(one, other) <= 21


@pytest.mark.parametrize(
    ("color", "parts"), [("#0b4f6c", (11, 79, 108)), ("#ABC", (170, 187, 204)), ("#fff", (255,) * 3)]
)
def test_a_colour_is_its_three_parts(color, parts):
    assert colors.rgb(color) == parts


@pytest.mark.parametrize("color", ["", "red", "#12", "#1234", "#12345", "#12345g", "0b4f6c", "#0b4f6c\n", "#0b4f6c;x"])
def test_what_is_no_colour_is_said(color):
    with pytest.raises(ValueError, match="is no colour such as #0b4f6c"):
        colors.rgb(color)


def test_a_colour_with_a_share_of_another():
    assert colors.mixed("#000", "#fff", 0) == "#000000"
    assert colors.mixed("#000", "#fff", 1) == "#ffffff"
    assert colors.mixed("#ff0000", "#0000ff", 0.2) == "#cc0033"


@settings(max_examples=100, deadline=None)
@given(colours, grounds, st.floats(1, 7), st.sampled_from(["#000000", "#ffffff"]))
def test_a_legible_colour_has_the_contrast_wherever_the_way_leads_to_one(color, ground, wanted, towards):
    made = colors.legible(color, ground, wanted, towards)
    assume(colors.contrast(towards, ground) >= wanted)
    assert colors.contrast(made, ground) >= wanted


@settings(max_examples=100, deadline=None)
@given(colours, grounds)
def test_a_colour_that_is_legible_already_stays_as_it_is(color, ground):
    assert colors.legible(color, ground, colors.contrast(color, ground), "#000000") == color


def test_the_nearest_legible_colour_is_taken():
    made = colors.legible("#ff0000", "#ffffff", 4.5, "#000000")
    lighter = colors.mixed("#ff0000", "#000000", 1 - int(made[1:3], 16) / 255 - 0.02)
    assert colors.contrast(lighter, "#ffffff") < 4.5 <= colors.contrast(made, "#ffffff")


# The brand


@pytest.mark.parametrize("brand", ["#0b4f6c", "#000", "#B3261E", "#707070"])
def test_a_dark_enough_brand_is_no_fault(brand):
    assert colors.fault(brand) == ""


def test_a_brand_without_enough_contrast_names_its_own_and_a_colour_that_has_it():
    assert colors.fault("#ffcc00") == (
        "#ffcc00 has a contrast of 1.3 to light grounds, and text needs 4.5 (WCAG 2.2, 1.4.3). "
        "The nearest darker one that has it is #856a00."
    )


def test_a_brand_that_falls_just_short_is_never_rounded_up_to_what_it_needs():
    assert colors.contrast("#717171", colors.LIGHT["soft"]) == pytest.approx(4.46, abs=0.005)
    assert "has a contrast of 4.4 to" in colors.fault("#717171")


@pytest.mark.parametrize("brand", ["red", "#12", ""])
def test_a_brand_that_is_no_colour_says_so(brand):
    assert colors.fault(brand) == f"{brand} is no colour such as #0b4f6c."


@settings(max_examples=100, deadline=None)
@given(colours)
def test_every_colour_is_taken_or_its_fault_names_one_that_is(brand):
    if fault := colors.fault(brand):
        named = re.findall(r"#[0-9a-f]{6}", fault)
        assert named[0] == brand
        assert colors.fault(named[-1]) == ""
    else:
        assert colors.contrast(brand, "#fff") >= colors.TEXT_CONTRAST


@settings(max_examples=100, deadline=None)
@given(colours)
def test_whatever_the_brand_every_text_is_legible_on_every_ground_light_and_dark(brand):
    assume(not colors.fault(brand))
    light, dark = colors.palette(brand)
    assert list(light) == list(dark)
    for palette, wanted in ((light, colors.TEXT_CONTRAST), (dark, colors.DARK_CONTRAST)):
        for ink in ("ink", "link", "warn"):
            for ground in ("paper", "soft"):
                assert colors.contrast(palette[ink], palette[ground]) >= wanted, (ink, ground)
        # Words on buttons and in the header are white.
        assert colors.contrast("#fff", palette["brand"]) >= colors.TEXT_CONTRAST
        # Borders tell where a box or a field ends (SC 1.4.11).
        assert colors.contrast(palette["line"], palette["paper"]) >= 3
