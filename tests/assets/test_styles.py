"""One style sheet of which each page carries what it uses, and one hash that covers it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.assets import colors, scripts, styles
from porchlight.pages.minify import minified

OVERRIDES = Path(__file__).resolve().parents[2] / "overrides"
CSS = OVERRIDES / "css"
BRAND = "#0b4f6c"


def hash_of(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def directives(policy):
    return {part.split(" ", 1)[0]: part.split(" ", 1)[1] for part in policy.split(";")}


def without_comments(css):
    return re.sub(r"/\*.*?\*/", "", css, flags=re.S)


# The policy


def test_the_policys_hash_is_that_of_the_style_as_the_finished_page_holds_it():
    css = styles.style(CSS, BRAND)
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
    said = styles.policy("a{}", "1", asks=["media-src"])
    assert not re.search(r"unsafe|\*|https?:", said)


def test_the_policy_allows_the_page_s_own_script_and_those_it_fetches_from_its_own_site():
    assert directives(styles.policy("a{}", "1"))["script-src"] == f"'self' {hash_of('1')}"


def test_only_a_page_with_recordings_may_play_any():
    assert "media-src" not in directives(styles.policy("a{}", "1"))
    assert directives(styles.policy("a{}", asks=["media-src"]))["media-src"] == "'self'"


def test_a_page_with_a_base_says_where_it_may_lead():
    assert directives(styles.policy("a{}", base="'self'"))["base-uri"] == "'self'"


# The sheet


@pytest.mark.parametrize("sheets", [styles.SHEETS, ("base.css",)])
def test_the_sheet_is_well_formed_without_comments_and_needless_spaces(sheets):
    css = styles.style(CSS, BRAND, sheets)
    assert "</" not in css
    assert "/*" not in css
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "text", css)
    assert not re.search(r"\s\s|\n|\s[{};,]|[{};,]\s|;\}", bare)
    depth = 0
    for sign in re.findall(r"[{}]", bare):
        depth += 1 if sign == "{" else -1
        assert 0 <= depth <= 2
    assert depth == 0
    assert bare.count("(") == bare.count(")")
    for declarations in re.findall(r"\{([^{}]*)\}", bare):
        for one in filter(None, declarations.split(";")):
            assert re.fullmatch(r"\s*[\w-]+\s*:\s*\S[^:]*", one), one


def test_what_stands_in_quotes_stays_as_it_is(tmp_path):
    (tmp_path / "base.css").write_text("""p:before { content: "a /* b */  ; c" } /* "d */ b { content: ' , ' }""")
    assert styles.style(tmp_path, BRAND, ("base.css",)).endswith(
        """p:before{content: "a /* b */  ; c"}b{content: ' , '}"""
    )


def test_minifying_loses_no_class_no_element_and_no_property():
    """A minifier drops what it cannot read, without a word."""
    written = without_comments("\n".join((CSS / sheet).read_text(encoding="utf-8") for sheet in styles.SHEETS))
    css = styles.style(CSS, BRAND)
    for name in set(re.findall(r"\.[a-zA-Z][\w-]*", written)):
        assert name in css, name
    for name in set(re.findall(r"([\w-]+):", written)):
        assert f"{name}:" in css, name
    for query in set(re.findall(r"@[a-z-]+", written)):
        assert query in css, query


def test_every_custom_property_that_is_used_is_defined_in_the_light_and_in_the_dark():
    css = styles.style(CSS, BRAND)
    light, dark = re.findall(r":root\{([^}]*)\}", css)
    assert css.startswith(f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}")
    defined = set(re.findall(r"(--[\w-]+):", light))
    assert defined == set(re.findall(r"(--[\w-]+):", dark))
    assert set(re.findall(r"var\((--[\w-]+)", css)) <= defined


def test_the_palette_of_the_brand_is_that_of_the_sheet():
    css = styles.style(CSS, "#7a1f5c")
    light, dark = colors.palette("#7a1f5c")
    assert f"--link:{light['link']}" in css.partition("@media")[0]
    assert f"--link:{dark['link']}" in css.partition("@media")[2]
    assert BRAND not in css


def test_an_old_phone_that_knows_no_custom_properties_still_sees_white_words_on_the_brand_s_colour(tmp_path):
    (tmp_path / "base.css").write_text("b { background: var(--brand); color: #fff } p { color: var(--ink) }")
    css = styles.style(tmp_path, BRAND, ("base.css",))
    assert f"b{{background: {BRAND};color: #fff}}p{{color: var(--ink)}}" in css
    assert "--brand" not in css


def test_sheets_are_joined_in_their_order(tmp_path):
    (tmp_path / "base.css").write_text("p { color: red }", encoding="utf-8")
    (tmp_path / "parts.css").write_text("b { color: blue }", encoding="utf-8")
    css = styles.style(tmp_path, BRAND)
    assert css.index("red") < css.index("b{")
    assert "blue" not in styles.style(tmp_path, BRAND, ("base.css",))


def test_styles_fetch_nothing_from_elsewhere():
    """A page's own QR code is fetched when it is printed; the policy allows no other site anyway."""
    css = styles.style(CSS, BRAND)
    assert not re.search(r"@import|@font-face|//", css)


# What a page uses


Rule = tuple[str, str, str]
"""(at-rule or '', selector, what stands between its braces)."""
SHEET = (
    "*{margin:0}p,.note>b,td a[href^='a,b']{color:red}[dir=rtl] ul{padding:1em}[dir=rtl] [dir=ltr] li.task{margin:0}"
    ":lang(ur),:lang(zh-Hans) b{line-height:2}html:not(.js) .note{display:none}.note:not(p,b)::before{content:'x'}"
    "h1.note,h2.note+p{margin:0}b~.task a{color:blue}input[type=checkbox]:focus{outline:0}"
    "@media print{.paper{display:block}.task,.sheet b{color:#000}:lang(ur) td{color:#000}}@page{margin:1cm}"
    "@media (min-width:44rem){.pair>*{flex:1}}"
)
COMPOUND = re.compile(r"\[[^\]]*\]|::?[\w-]+(?:\([^)]*\))?|\.[\w-]+|\*|[a-z][\w-]*")
PIECES = re.compile(r"\s*([>+~])\s*|\s+")


def rules(css: str, within: str = "") -> Iterator[Rule]:
    """Every selector of a sheet with its declarations, read apart from the code that is tested: sign by sign."""
    depth, start, opened = 0, 0, 0
    for at, sign in enumerate(css):
        if sign == "{":
            depth += 1
            opened = at if depth == 1 else opened
        elif sign == "}":
            depth -= 1
            if depth == 0:
                selectors, body = css[start:opened], css[opened + 1 : at]
                start = at + 1
                if selectors.startswith("@") and "{" in body:
                    yield from rules(body, selectors)
                else:
                    yield from ((within, one, body) for one in commas(selectors))


def commas(selectors: str) -> list[str]:
    """The selectors of a list; a comma in brackets parts none."""
    return re.findall(r"(?:\([^)]*\)|\[[^\]]*\]|[^,])+", selectors)


def could_match(compound: str, element: ElementTree.Element, above: list[ElementTree.Element]) -> bool:
    """Whether an element can ever be what a compound selector asks; focus, position and print are left open."""
    for simple in COMPOUND.findall(compound):
        if simple.startswith("."):
            met = simple[1:] in element.get("class", "").split()
        elif simple.startswith("[dir="):
            met = element.get("dir", "") == simple[5:-1]
        elif simple.startswith(":lang("):
            own = next((one.get("lang") for one in (element, *above) if one.get("lang")), "")
            met = own == simple[6:-1] or own.startswith(simple[6:-1] + "-")
        else:
            met = simple[0] in "[:*" or simple == element.tag
        if not met:
            return False
    return True


def matches(selector: str, page: ElementTree.Element) -> bool:
    """Whether a selector could match anything on a page."""
    parents = {child: parent for parent in page.iter() for child in parent}

    def above(element: ElementTree.Element) -> list[ElementTree.Element]:
        return [parents[element], *above(parents[element])] if element in parents else []

    def met(pieces: list[str | None], element: ElementTree.Element) -> bool:
        *rest, last = pieces
        if not could_match(last, element, above(element)):
            return False
        if not rest:
            return True
        *rest, sign = rest
        beside = list(parents[element]) if element in parents else []
        candidates = {">": above(element)[:1], "+": beside, "~": beside}.get(sign, above(element))
        return any(met(rest, one) for one in candidates)

    pieces = PIECES.split(selector)
    return any(met(pieces, element) for element in page.iter())


def asked(css: str, kind: str) -> list[str]:
    """What the selectors of a sheet ask for: elements, classes."""
    found = re.findall(kind, " ".join(re.sub(r"\[[^\]]*\]|:[\w-]+(\([^)]*\))?", "", one) for _, one, _ in rules(css)))
    return sorted(set(found))


def pages(css: str) -> st.SearchStrategy[ElementTree.Element]:
    """Pages of the elements, classes, directions and languages that a sheet knows, and some it does not."""
    tags = [tag for tag in asked(css, r"(?<![.\w-])[a-z][a-z0-9]*") if tag not in ("html", "a")]
    classes = [name[1:] for name in asked(css, r"\.[\w-]+")]
    attributes = st.fixed_dictionaries(
        {},
        optional={
            "class": st.lists(st.sampled_from([*classes, "other"]), max_size=3).map(" ".join),
            "dir": st.sampled_from(["ltr", "rtl"]),
            "lang": st.sampled_from(["ur", "ur-PK", "zh-Hans", "my", "en"]),
        },
    )

    def built(tag: str, given: dict[str, str], children: list[ElementTree.Element]) -> ElementTree.Element:
        element = ElementTree.Element(tag, given)
        element.extend(children)
        return element

    names = st.sampled_from([*tags, "em", "section"])
    leaves = st.builds(built, names, attributes, st.just([]))
    trees = st.recursive(
        leaves, lambda below: st.builds(built, names, attributes, st.lists(below, max_size=3)), max_leaves=6
    )
    return st.builds(built, st.just("html"), attributes, st.lists(trees, max_size=3))


def written(page: ElementTree.Element, quote: str, capitals: bool) -> str:
    """A page as HTML, as our templates write it or as an editor might."""
    tag = page.tag.upper() if capitals else page.tag
    attributes = ""
    for name, value in page.attrib.items():
        mark = quote or ('"' if " " in value or not value else "")
        attributes += f" {name.upper() if capitals else name}={mark}{value}{mark}"
    return f"<{tag}{attributes}>{''.join(written(child, quote, capitals) for child in page)}</{tag}>"


@pytest.mark.parametrize("css", [SHEET, styles.style(CSS, BRAND)], ids=["of these tests", "of the portal"])
def test_no_rule_that_could_match_is_ever_dropped_and_their_order_stays(css):
    every = list(rules(css))

    @settings(max_examples=100, deadline=None)
    @given(pages(css), st.sampled_from(['"', "'", ""]), st.booleans())
    def check(page: ElementTree.Element, quote: str, capitals: bool) -> None:
        kept = list(rules(styles.used(css, written(page, quote, capitals), "")))
        wanted = [rule for rule in every if rule[1].startswith("@") or matches(rule[1], page)]
        assert [rule for rule in wanted if rule not in kept] == []
        left = iter(every)
        assert all(rule in left for rule in kept)

    check()


def everything(css: str, but: frozenset[str] = frozenset()) -> str:
    """A page with every element, class, direction and language that a sheet asks for."""
    classes = " ".join(name[1:] for name in asked(css, r"\.[\w-]+") if name[1:] not in but)
    spoken = "".join(f'<p lang="{tag}">' for tag in re.findall(r":lang\(([\w-]+)\)", css))
    tags = "".join(f"<{tag}>" for tag in asked(css, r"(?<![.\w-])[a-z][a-z0-9]*"))
    return f'<p class="{classes}" dir="rtl"><p dir="ltr">{spoken}{tags}'


@pytest.mark.parametrize("css", [SHEET, styles.style(CSS, BRAND)], ids=["of these tests", "of the portal"])
def test_a_page_of_everything_keeps_the_whole_sheet(css):
    assert list(rules(styles.used(css, everything(css), ""))) == list(rules(css))


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>", "*{m}p{a}@media print{p{b}}"),
        ("<table><td>", "*{m}td{a}"),
        ('<p class="x">', "*{m}p,.x{a}@media print{p{b}.x{c}}"),
        ('<ul dir="rtl">', "*{m}[dir=rtl] ul{d}"),
        ('<ul dir="ltr">', "*{m}"),
        ('<b lang="ur">', "*{m}:lang(ur){e}"),
        ('<b lang="en">', "*{m}"),
    ],
)
def test_a_page_carries_no_rule_for_what_it_has_not(html, kept):
    css = "*{m}p,.x,td{a}[dir=rtl] ul{d}:lang(ur){e}@media print{p{b}.x{c}}@media screen{.y{f}}"
    assert styles.used(css, html, "") == kept


def test_a_menu_s_links_in_other_languages_bring_no_rules_for_them():
    css = ":lang(ur){a}[dir=rtl] ul{b}ul{c}"
    assert styles.used(css, '<ul><a lang="ur" dir="rtl" href="../ur/">اردو</a></ul>', "") == "ul{c}"


@pytest.mark.parametrize(
    "script",
    [
        "e.classList.add('on')",
        "e.classList.toggle('on', yes)",
        "e.className = 'on'",
        "e.className = wide ? 'all on' : 'all'",
        "e.className='all '+(yes?'on':'off')",
    ],
)
def test_a_class_that_scripts_set_counts_as_there(script):
    css = ".on{a}p .on{b}.off-side{c}"
    assert styles.used(css, "<p>", "") == ""
    assert styles.used(css, "<p>", script) == ".on{a}p .on{b}"
    assert styles.used(css, "<b>", script) == ".on{a}"


def test_a_class_that_scripts_put_together_counts_as_there():
    """As `open--yes` and `open--no` are."""
    script = "e.className = 'open open--' + (now ? 'yes' : 'no');"
    assert styles.used(".open{a}.open--yes{b}.opening{c}", "<p>", script) == ".open{a}.open--yes{b}"


def test_an_element_that_scripts_make_counts_as_there():
    css = "button{a}textarea{b}.x button{c}"
    assert styles.used(css, "<p>", "place.appendChild(d.createElement('button'))") == "button{a}"


def test_every_class_that_the_portal_s_scripts_set_and_its_sheet_knows_counts_as_there():
    css, text = styles.style(CSS, BRAND), scripts.everything(OVERRIDES / "js")
    known = {name[1:] for name in asked(css, r"\.[\w-]+")}
    said = set(re.findall(r"classList\.(?:add|toggle)\('([\w-]+)'", text)) & known
    assert said
    assert list(rules(styles.used(css, everything(css, but=frozenset(said)), text))) == list(rules(css))
