"""One style sheet, the same bytes on every page, and one hash that covers it."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from porchlight.assets import styles
from porchlight.pages.minify import minified

OVERRIDES = Path(__file__).resolve().parents[2] / "overrides"
CSS = OVERRIDES / "css"


def hash_of(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def directives(policy):
    return {part.split(" ", 1)[0]: part.split(" ", 1)[1] for part in policy.split(";")}


def without_comments(css):
    return re.sub(r"/\*.*?\*/", "", css, flags=re.S)


def test_the_policys_hash_is_that_of_the_style_as_the_finished_page_holds_it():
    css = styles.style(CSS)
    page = minified(
        f"<!doctype html><html lang=en><head><title>a</title><style>{css}</style></head><body><p>b</p></body></html>"
    )
    inlined = page.partition("<style>")[2].partition("</style>")[0]
    assert inlined == css
    assert directives(styles.policy(css))["style-src"] == hash_of(inlined)


def test_the_policy_allows_nothing_from_elsewhere():
    allowed = directives(styles.policy("a{}"))
    assert allowed["default-src"] == allowed["base-uri"] == "'none'"
    assert "script-src" not in allowed
    said = styles.policy("a{}", "1")
    assert directives(said)["script-src"] == hash_of("1")
    assert not re.search(r"unsafe|\*|https?:", said)


@pytest.mark.parametrize("sheets", [styles.SHEETS, ("base.css",)])
def test_minified_css_is_smaller_and_well_formed(sheets):
    css = styles.style(CSS, sheets)
    assert 0 < len(css) < sum((CSS / sheet).stat().st_size for sheet in sheets)
    assert "</" not in css
    assert "/*" not in css
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "text", css)
    depth = 0
    for sign in re.findall(r"[{}]", bare):
        depth += 1 if sign == "{" else -1
        assert 0 <= depth <= 2
    assert depth == 0
    assert bare.count("(") == bare.count(")")
    for declarations in re.findall(r"\{([^{}]*)\}", bare):
        for one in filter(None, declarations.split(";")):
            assert re.fullmatch(r"\s*[\w-]+\s*:\s*\S[^:]*", one), one


def test_minifying_loses_no_class_no_element_and_no_property():
    """A minifier drops what it cannot read, without a word."""
    written = without_comments("\n".join((CSS / sheet).read_text(encoding="utf-8") for sheet in styles.SHEETS))
    css = styles.style(CSS)
    for name in set(re.findall(r"\.[a-zA-Z][\w-]*", written)):
        assert name in css, name
    for name in set(re.findall(r"--[\w-]+", written)):
        assert name in css, name
    for query in set(re.findall(r"@[a-z-]+", written)):
        assert query in css, query


def test_every_custom_property_that_is_used_is_defined():
    css = styles.style(CSS)
    assert set(re.findall(r"var\((--[\w-]+)", css)) <= set(re.findall(r"(--[\w-]+):", css))


def test_sheets_are_joined_in_their_order(tmp_path):
    (tmp_path / "base.css").write_text("p { color: red }", encoding="utf-8")
    (tmp_path / "parts.css").write_text("b { color: blue }", encoding="utf-8")
    css = styles.style(tmp_path)
    assert css.index("red") < css.index("b{")
    assert "blue" not in styles.style(tmp_path, ("base.css",))


def test_styles_fetch_nothing():
    assert not re.search(r"@import|@font-face|url\((?!\"?data:)", styles.style(CSS))


def test_an_old_phone_that_knows_no_custom_properties_still_gets_its_colours():
    css = styles.style(CSS)
    for property_ in ("background", "color"):
        body = re.search(r"(?:^|\})body\{([^}]*)\}", css)[1]
        values = re.findall(rf"(?:^|;){property_}:([^;]+)", body)
        assert len(values) == 2, body
        assert values[0].startswith("#")
        assert values[1].startswith("var(")
