"""The portal's colours: one of its own, all others calm, and every pair that text stands in legible."""

from __future__ import annotations

import re

TEXT_CONTRAST = 4.5  # WCAG 2.2, SC 1.4.3 (AA)
DARK_CONTRAST = 7.0  # SC 1.4.6 (AAA): light text on dark ground looks thinner than it is
LIGHT = {"ink": "#1d2433", "paper": "#fff", "soft": "#f2f5f7", "line": "#838f9c", "warn": "#b3261e"}
DARK = {"ink": "#e9edf1", "paper": "#12171d", "soft": "#1e2630", "line": "#8593a1", "warn": "#ff9d94"}


def rgb(color: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of a colour such as #0b4f6c or #fff. Raises ValueError."""
    if not re.fullmatch(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", color):
        raise ValueError(f"{color} is no colour such as #0b4f6c")
    digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21. WCAG 2.2, "contrast ratio" and "relative luminance"."""

    def luminance(color: str) -> float:
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in rgb(color))
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(color: str, other: str, share: float) -> str:
    """A colour with a share, 0 to 1, of another in it."""
    parts = (round(a + (b - a) * share) for a, b in zip(rgb(color), rgb(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def legible(color: str, ground: str, wanted: float, towards: str) -> str:
    """The colour, or the nearest on the way `towards` another that has the wanted contrast to the ground."""
    return next(
        made for step in range(51) if contrast(made := mixed(color, towards, step / 50), ground) >= wanted or step == 50
    )


def fault(brand: str) -> str:
    """What is wrong with a brand colour; '' where nothing is. White text stands on it, and it is the colour of links."""
    try:
        ratio = contrast(brand, LIGHT["soft"])
    except ValueError as error:
        return f"{error}."
    if ratio >= TEXT_CONTRAST:
        return ""
    near = legible(brand, LIGHT["soft"], TEXT_CONTRAST, "#000000")
    return (
        f"{brand} has a contrast of {int(ratio * 10) / 10} to light grounds, and text needs {TEXT_CONTRAST} (WCAG 2.2, 1.4.3). "
        f"The nearest darker one that has it is {near}."
    )


def palette(brand: str) -> tuple[dict[str, str], dict[str, str]]:
    """The colours by name, in the light and in the dark."""
    light = {**LIGHT, "brand": brand, "link": brand}
    dark = {**DARK, "brand": brand, "link": legible(brand, DARK["soft"], DARK_CONTRAST, "#ffffff")}
    return light, dark
