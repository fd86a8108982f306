"""A printed page leads back to its newest version."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
import segno
from porchlight.assets import qr

SVG = "{http://www.w3.org/2000/svg}"
QUIET = 4  # modules around a symbol, ISO/IEC 18004, 6.3.8
ADDRESSES = [
    "https://a.example/",
    "https://porchlight.example/zh-Hans/social-insurance-number/",
    "https://porchlight.example/ar/" + "a-very-long-name/" * 12,
    "https://xn--e1afmkfd.example/uk/%D0%B4/?a=1&b=2",
]


def drawn(svg: bytes) -> list[list[int]]:
    """The modules of a drawing, 1 for a dark one, quiet zone included: its one path strokes a line through each run of them."""
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    (path,) = root
    assert path.tag == f"{SVG}path"
    _, _, width, height = map(int, root.get("viewBox").split())
    modules = [[0] * width for _ in range(height)]
    x = y = 0.0
    for step, numbers in re.findall(r"([Mmh])([^Mmh]*)", path.get("d")):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if step == "h":
            for column in range(int(x), int(x + values[0])):
                modules[int(y)][column] = 1
            x += values[0]
        else:
            x, y = values if step == "M" else (x + values[0], y + values[1])
    return modules


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_drawing_is_the_code_of_the_address_module_by_module(address):
    modules = drawn(qr.drawing(address))
    code = segno.make_qr(address, error="m", mask=qr.MASK, boost_error=False)
    assert modules == [list(row) for row in code.matrix_iter(border=QUIET)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_quiet_zone_stands_around_the_code(address):
    modules = drawn(qr.drawing(address))
    assert len(modules) == len(modules[0])
    edge = [*modules[:QUIET], *modules[-QUIET:], *(row[:QUIET] + row[-QUIET:] for row in modules)]
    assert not any(map(any, edge))
    # The corner of the finder pattern begins right behind it.
    assert modules[QUIET][QUIET : QUIET + 8] == [1] * 7 + [0]


def test_the_drawing_takes_any_size_fetches_nothing_and_is_small():
    svg = qr.drawing(ADDRESSES[1])
    root = ElementTree.fromstring(svg)
    assert root.get("width") is root.get("height") is None
    assert not re.search(rb"href|url\(|<script|<style|<!", svg)
    assert len(svg) < 6_000


def test_the_same_address_is_the_same_bytes_and_another_is_not():
    assert qr.drawing(ADDRESSES[0]) == qr.drawing(ADDRESSES[0]) != qr.drawing(ADDRESSES[1])
