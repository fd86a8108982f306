"""Every page is valid HTML, and every block says truly which language it is in and which way it runs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from collections import Counter

import pytest
from portals import ROOT, catalog, run_script

pytestmark = pytest.mark.browser
CHECKER = ROOT / "tests/node_modules/vnu-jar/build/dist/vnu.jar"
SCRIPTS = {
    "en": "LATIN",
    "fr": "LATIN",
    "uk": "CYRILLIC",
    "ar": "ARABIC",
    "ckb": "ARABIC",
    "ti": "ETHIOPIC",
    "zh": "CJK",
}
"""How the names of a language's letters begin in Unicode."""
RIGHT_TO_LEFT = {"ar", "ckb"}
SORANI, ARABIC = set("ەێۆڕڵ"), set("ةىيك")
"""Letters that only one of the two languages of the same script writes."""
PATHS = [
    "",
    "health-card/",
    "health-card/both/",
    "housing/",
    "money/",
    "emergencies/",
    "contacts/",
    "glossary/",
    "phone/",
    "topics/work/",
    "topics/money/print/",
    "pathways/just-arrived/",
]
"""Pages of every template; in some languages translated, in others partly, or in the fallback language."""
WORD = re.compile(r"[^\W\d_]{2,}")
BLOCKS = """() => {
    const found = new Map(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const e = walk.currentNode.parentElement, said = e.closest('[lang]'),
            block = e.closest('h1,h2,h3,p,li,dt,dd,th,td,summary,button,a,label,div,nav,body'), key = block.contains(said) ? said : block;
        // Numbers and addresses find their direction themselves.
        if (e.closest('script, style, svg, bdi:not([lang]), [dir=auto]') || !walk.currentNode.data.trim()) continue;
        const one = found.get(key)
            || {text: '', lang: said.lang, dir: getComputedStyle(key).direction, html: key.outerHTML.slice(0, 100)};
        one.text += walk.currentNode.data;
        found.set(key, one);
    }
    return [...found.values()]; }"""


def test_the_nu_html_checker_finds_no_error_on_any_page(site):
    if not shutil.which("java") or not CHECKER.is_file():
        pytest.skip("the Nu HTML checker or Java is not installed; scripts/test.py installs them on Debian and Ubuntu")
    pages = sorted(map(str, site.rglob("*.html")))
    assert len(pages) > 150
    command = ["java", "-jar", str(CHECKER), "--errors-only", "--format", "json", "--stdout", *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stdout)["messages"]
    found = Counter(message["message"] for message in messages)
    first = {message["message"]: message["url"].partition("/site/")[2] for message in reversed(messages)}
    assert not found, "\n".join(f"{count} × {what} First: {first[what]}" for what, count in found.most_common())
    assert done.returncode == 0


def test_the_checker_would_find_an_error(tmp_path):
    if not shutil.which("java") or not CHECKER.is_file():
        pytest.skip("the Nu HTML checker or Java is not installed; scripts/test.py installs them on Debian and Ubuntu")
    (tmp_path / "bad.html").write_text("<!doctype html><html lang=en><title>x</title><h1><p>x</p></h1>")
    command = [
        "java",
        "-jar",
        str(CHECKER),
        "--errors-only",
        "--format",
        "json",
        "--stdout",
        str(tmp_path / "bad.html"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert len(json.loads(done.stdout)["messages"]) == 1


def letters(text: str) -> Counter:
    """How many letters of each script a text has, by the first word of their Unicode names."""
    return Counter(unicodedata.name(letter, "?").split()[0].split("-")[0] for letter in text if letter.isalpha())


def wrong(page) -> list[str]:
    """Blocks of a page in letters other than their language's, or running the wrong way.

    Official names stay in Latin letters beside their translation, and some stand alone (ServiceOntario), so a text of
    another script is found wanting from three words on, where hardly a letter is its own.
    """
    faults = []
    for block in page.evaluate(BLOCKS):
        language, text = block["lang"].split("-")[0], block["text"]
        found = letters(text)
        own = found[SCRIPTS[language]] / (sum(found.values()) or 1)
        least = 0.5 if SCRIPTS[language] == "LATIN" else 0.1
        if (block["dir"] == "rtl") != (language in RIGHT_TO_LEFT):
            faults.append(f"{block['lang']} runs {block['dir']}: {block['html']}")
        if found and own < least and len(WORD.findall(text)) > 2:
            faults.append(f"{block['lang']} is in {found.most_common(1)[0][0]} letters: {block['html']}")
        odd = {"ar": SORANI, "ckb": ARABIC}.get(language, set())
        if sum(letter in odd for letter in text) > 2:
            faults.append(f"{block['lang']} is spelled as its neighbour: {block['html']}")
    return faults


@pytest.mark.parametrize("language", ["ar", "ckb", "ti", "uk", "zh-Hans"])
def test_every_block_is_in_the_language_and_direction_it_says(device, address, site, language):
    page = device()
    faults = []
    for path in PATHS:
        if (site / language / path / "index.html").is_file():
            page.goto(f"{address}{language}/{path}")
            faults += [f"{language}/{path}: {fault}" for fault in wrong(page)]
    assert not faults, "\n".join(faults)


def test_a_page_of_which_half_is_translated_says_it_of_each_half(device, portal):
    source = "---\ntitle: Find a doctor\nsummary: Doctors for you and your children.\n---\n"
    source += "## Where to go\n\nGo to a clinic near you.\n\n- Bring your card.\n- Bring your children with you.\n"
    done = [
        ("Find a doctor", "ابحث عن طبيب"),
        ("Where to go", "أين تذهب الآن"),
        ("Bring your card.", "أحضر بطاقتك معك."),
    ]
    folder = portal(
        {"docs/index.md": "# Welcome\n", "docs/doctor.md": source, "translations/ar/doctor.po": catalog(*done)},
        "    coverage_threshold: 0.2\n",
    )
    built = run_script("build", "--project", folder)
    assert built.returncode == 0, built.stdout + built.stderr
    page = device()
    page.goto((folder / "site/ar/doctor/index.html").as_uri())
    assert wrong(page) == []
    blocks = {block["text"].strip(): (block["lang"], block["dir"]) for block in page.evaluate(BLOCKS)}
    assert blocks["ابحث عن طبيب"] == blocks["أين تذهب الآن"] == blocks["أحضر بطاقتك معك."] == ("ar", "rtl")
    assert blocks["Go to a clinic near you."] == blocks["Bring your children with you."] == ("en", "ltr")
    assert blocks["Doctors for you and your children."] == ("en", "ltr")
    page.evaluate("document.querySelector('li[lang=en]').lang = 'ar'")
    assert any("LATIN" in fault for fault in wrong(page)), "this test would find a wrong language"
    page.evaluate("document.querySelector('li[lang=ar]').dir = 'rtl'")
    page.evaluate("document.querySelector('li[lang=ar]').lang = 'en'")
    assert any("runs rtl" in fault for fault in wrong(page)), "and a wrong direction"
