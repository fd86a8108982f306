"""Every template for everybody: axe, keys alone, large text, thumbs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
LANGUAGES = ["en", "ar", "ti", "zh-Hans"]
TEMPLATES = {
    "home": "{}/",
    "page with checklist, alert and terms": "{}/health-card/",
    "page with a table": "{}/help-lines/",
    "sensitive page": "{}/not-safe-at-home/",
    "page in the fallback language": "{}/money/",
    "topic": "{}/topics/health/",
    "topic to print": "{}/topics/health/print/",
    "pathway": "{}/pathways/just-arrived/",
    "contacts": "{}/contacts/",
    "glossary": "{}/glossary/",
    "two languages": "{}/health-card/both/",
    "this phone": "{}/phone/",
    "embed": "embed/{}/health-card/",
}
"""A page of each template, by language."""
ALONE = {"chooser": "", "404": "404.html", "handbook": "handbook/", "handbook, blocks": "handbook/blocks/"}
"""Templates that exist once."""
TARGET_PX = 44  # WCAG 2.5.5; links in running text are exempt, as there
AXE = "axe.run(document, {preload: false, resultTypes: ['violations'], runOnly: %s || undefined})"
SHORT = "faults => faults.violations.map(f => f.id + ': ' + f.nodes.map(n => n.html.slice(0, 150)).join(' | '))"


def paths(site: Path, name: str) -> list[str]:
    """A template's pages, for each of the languages that has one."""
    if name in ALONE:
        return [ALONE[name]]
    found = [TEMPLATES[name].format(language) for language in LANGUAGES]
    return [path for path in found if (site / path / "index.html").is_file()]


@pytest.fixture(scope="module")
def readers(chromium) -> Iterator[list]:
    """A page for each language, with its browser's own console. Kept for all tests, so that axe is compiled once."""
    pages = []
    for _ in LANGUAGES:
        page = chromium.new_context(viewport={"width": 360, "height": 640}, bypass_csp=True).new_page()
        pages.append((page, page.context.new_cdp_session(page)))
    yield pages
    for page, _ in pages:
        page.context.close()


def opened(readers, address: str, paths: list[str], script: bool = True) -> list:
    """Pages with axe in them. axe waits for promises, which a browser without script never keeps: so script is off while
    the page is read, and on again for axe.
    """
    pages = []
    for (page, console), path in zip(readers, paths, strict=False):
        page.emulate_media(color_scheme="light")
        console.send("Emulation.setScriptExecutionDisabled", {"value": not script})
        page.goto(address + path)
        console.send("Emulation.setScriptExecutionDisabled", {"value": False})
        page.add_script_tag(url=f"{address}axe.min.js")
        pages.append(page)
    return pages


def faults(pages: list, rules: str = "null") -> list[tuple[str, str]]:
    """What axe finds on pages, each with its address; they are looked at side by side, as that is faster."""
    for page in pages:
        page.evaluate(f"void (window.axed = {AXE % rules}.then({SHORT}))")
    return [(page.url, fault) for page in pages for fault in page.evaluate("axed")]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("name", [*TEMPLATES, *ALONE])
def test_axe_finds_nothing_in_light_and_dark(readers, address, site, name, script):
    pages = opened(readers, address, paths(site, name), script)
    assert pages
    assert faults(pages) == []
    # The same page in other colours: its colours are looked at anew.
    for page in pages:
        page.emulate_media(color_scheme="dark")
    assert faults(pages, "['color-contrast', 'link-in-text-block']") == []


def test_axe_would_find_faults_in_light_and_dark_and_script_is_off_where_it_should_be(readers, address):
    (page,) = opened(readers, address, ["en/"], script=True)
    assert page.locator("html").get_attribute("class") == "js"
    (page,) = opened(readers, address, ["en/"], script=False)
    assert page.locator("html").get_attribute("class") is None
    page.evaluate("document.body.append(document.createElement('button'))")
    page.evaluate("document.adoptedStyleSheets = [new CSSStyleSheet()]")
    page.evaluate(
        "document.adoptedStyleSheets[0].replaceSync('@media (prefers-color-scheme: dark) { h1 { color: #555 } }')"
    )
    assert [fault[:11] for _, fault in faults([page])] == ["button-name"]
    page.emulate_media(color_scheme="dark")
    assert [fault[:14] for _, fault in faults([page], "['color-contrast']")] == ["color-contrast"]
