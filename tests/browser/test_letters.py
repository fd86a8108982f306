"""Letters that a phone shows as boxes: the offer of a font, on phones with few fonts and under the policy of real pages."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import made_fonts
import pytest
from porchlight.assets import fonts
from porchlight.core.cache import Shelf
from portals import built_portal, catalog

pytestmark = pytest.mark.browser
BUTTON = "[data-font]"
TITLE = "ነሀለጠ"
ETHIOPIC = {"ነ": 400, "ጠ": 900, "ሀ": 700, "ለ": 800, "።": 300}
ARABIC = {"ا": 300, "س": 900, "ب": 800, "ت": 800}
PAGE = "---\ntitle: {0}\nsummary: Short.\n---\n\n{0} now. Call 211.\n"
FILES = {
    "docs/index.md": PAGE.format("Welcome"),
    "docs/money.md": PAGE.format("Money"),
    "translations/fr/language.yml": "status: published\n",
    "translations/ti/language.yml": "status: published\nautonym: ነለ\n",
    "translations/ti/interface.po": catalog(("Load letters", "ለሀነ"), ("Home", "ሀ")),
    "translations/ar/language.yml": "status: published\nautonym: باب\n",
    "fonts/ethiopic.ttf": made_fonts.font(ETHIOPIC, "Ethiopic"),
    "fonts/arabic.ttf": made_fonts.font(ARABIC, "Arabic"),
    **{
        f"translations/{tag}/{page}.po": catalog(
            (title, words), ("Short.", words), (f"{title} now. Call 211.", f"{words} {words} Call 211")
        )
        for tag, words in (("ti", TITLE), ("ar", "سباب"))
        for page, title in (("index", "Welcome"), ("money", "Money"))
    },
}
FONTCONFIG = "<fontconfig><dir>{0}</dir><cachedir>{0}/cache</cachedir></fontconfig>"
SHIFTS = """window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(one => { moved += one.value; }))
    .observe({ type: 'layout-shift', buffered: true });"""
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });"
NO_CANVAS = "HTMLCanvasElement.prototype.getContext = () => null;"
NO_FONT_FACE = "delete window.FontFace;"
WIDTH = """selector => { const range = document.createRange();
    range.selectNodeContents(document.querySelector(selector)); return range.getBoundingClientRect().width; }"""


class Host(SimpleHTTPRequestHandler):
    """A site's files, kept by browsers for ever where their names say so; what was asked for is written down."""

    asked: ClassVar[list[str]] = []

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.asked.append(self.path)
        super().do_GET()

    def end_headers(self):
        self.send_header("Cache-Control", "max-age=9999999" if "/assets/" in self.path else "no-cache")
        super().end_headers()


@pytest.fixture(scope="module")
def host(tmp_path_factory) -> Iterator[str]:
    """A portal in scripts that phones may lack, and its address."""
    site = built_portal(tmp_path_factory.mktemp("letters"), FILES)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def phones(chromium, tmp_path_factory) -> Iterator[Callable]:
    """Browsers with only the fonts given."""
    browsers = {}

    def made(**given: bytes):
        key = frozenset(given)
        if key not in browsers:
            folder = tmp_path_factory.mktemp("phone")
            for name, data in {"latin": made_fonts.font(made_fonts.LATIN, "Latin"), **given}.items():
                (folder / f"{name}.ttf").write_bytes(data)
            (folder / "fonts.conf").write_text(FONTCONFIG.format(folder))
            environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
            quiet = ["--no-sandbox", "--disable-gpu"]
            browsers[key] = chromium.browser_type.launch(executable_path=chromium.path, args=quiet, env=environment)
        return browsers[key]

    yield made
    for browser in browsers.values():
        browser.close()


@pytest.fixture
def visit(phones, host) -> Iterator[Callable]:
    """Opens a page on a new phone, 240 × 320; fails the test where a script threw or the policy was broken."""
    Host.asked.clear()
    pages = []

    def opened(path: str = "ti/", before: str = "", **given: bytes):
        context = phones(**given).new_context(viewport={"width": 240, "height": 320})
        context.add_init_script(SHIFTS + before)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        pages.append(page)
        page.goto(host + path)
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    for page in pages:
        page.context.close()
    assert [fault for page in pages for fault in page.faults if "net::ERR_" not in fault] == []


def fetched(ending: str) -> int:
    """How often a file with this ending was asked of the host."""
    return sum(path.endswith(ending) for path in Host.asked)


def has_letters(page, letters: str = TITLE, widths=ETHIOPIC) -> bool:
    """Whether the title is as wide as its letters are in the font that was loaded."""
    size = float(page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize").removesuffix("px"))
    return page.evaluate(WIDTH, "h1") == pytest.approx(sum(widths[one] for one in letters) * size / 1000, abs=1.5)


def test_a_phone_that_shows_boxes_is_offered_the_letters_by_a_drawing(visit):
    page = visit()
    button = page.locator(BUTTON)
    assert button.is_visible()
    assert button.inner_text() == "", "words would be boxes, too"
    assert button.locator("img").evaluate("e => e.naturalWidth") > 100
    assert page.get_by_role("button", name="ለሀነ · 1 KB").count() == 1
    assert fetched(".woff2") == 0, "nothing loads before it is asked for"


def test_a_phone_that_has_the_letters_loads_neither_drawing_nor_font(visit):
    page = visit(ethiopic=made_fonts.font(ETHIOPIC, "Ethiopic"))
    assert has_letters(page)
    assert not page.locator(BUTTON).is_visible()
    assert fetched(".svg") == fetched(".woff2") == 0


def test_languages_that_every_phone_can_write_have_no_button_and_no_script_for_it(visit):
    page = visit("fr/")
    assert page.locator(BUTTON).count() == 0
    assert not [path for path in Host.asked if "letters" in path or "/fonts/" in path]
    assert "font-src" not in page.locator("meta[http-equiv]").get_attribute("content")


def test_one_tap_loads_the_font_and_the_button_goes(visit):
    page = visit()
    assert not has_letters(page)
    page.locator(BUTTON).click()
    page.locator(BUTTON).wait_for(state="detached")
    assert has_letters(page)
    assert fetched(".woff2") == 1


def test_later_pages_have_the_letters_by_themselves_and_load_nothing_again(visit, host):
    page = visit()
    page.locator(BUTTON).click()
    page.locator(BUTTON).wait_for(state="detached")
    for path in ("ti/money/", "ti/phone/", "ti/money/both/", "ti/topics/-/"):
        page.goto(host + path)
        page.locator(BUTTON).wait_for(state="detached")
    page.goto(f"{host}ti/money/")
    page.locator(BUTTON).wait_for(state="detached")
    assert has_letters(page)
    assert fetched(".woff2") == 1
    assert fetched(".svg") == 1


def test_the_choice_is_kept_by_script_and_deleted_with_all_the_rest(visit, host):
    page = visit()
    page.locator(BUTTON).click()
    page.locator(BUTTON).wait_for(state="detached")
    assert page.evaluate("Object.keys(localStorage)") == ["porchlight:letters/ethi"]
    page.goto(f"{host}ar/")
    page.locator(BUTTON).wait_for(), "Arabic letters were never asked for"
    page.goto(f"{host}ti/phone/")
    page.locator("[data-setting=clear]").click()
    page.goto(f"{host}ti/")
    page.locator(BUTTON).wait_for()


def test_what_the_phone_has_it_goes_on_to_draw_with_its_own_font(visit):
    page = visit()
    latin = (
        "() => { const range = document.createRange(), e = document.createElement('p'); e.innerHTML = '<b>Call</b>';"
        "document.body.append(e); range.selectNodeContents(e); return range.getBoundingClientRect().width; }"
    )
    before = page.evaluate(latin)
    page.locator(BUTTON).click()
    page.locator(BUTTON).wait_for(state="detached")
    assert page.evaluate(latin) == before


def test_offering_moves_nothing_on_the_page(visit):
    page = visit()
    assert page.evaluate("moved") == 0
    box = page.locator(BUTTON).bounding_box()
    assert box["y"] + box["height"] == pytest.approx(320, abs=6)
    assert box["height"] >= 44
    assert box["width"] <= 180, "where lines begin can still be seen beside it"


@pytest.mark.parametrize(("language", "left"), [("ti", False), ("ar", True)])
def test_the_button_stands_where_lines_end(visit, language, left):
    box = visit(f"{language}/").locator(BUTTON).bounding_box()
    assert (box["x"] < 2) == left
    assert (box["x"] + box["width"] > 238) != left


def test_keys_reach_the_button_before_the_rest_of_the_page(visit):
    page = visit()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[data-font]')")
    page.keyboard.press("Enter")
    page.locator(BUTTON).wait_for(state="detached")
    assert has_letters(page)


def test_a_font_that_did_not_come_can_be_asked_for_again(visit):
    page = visit()
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.locator(BUTTON).click()
    assert page.locator(BUTTON).is_visible()
    assert page.evaluate("Object.keys(localStorage)") == []
    page.context.set_offline(False)
    page.locator(BUTTON).click()
    page.locator(BUTTON).wait_for(state="detached")
    assert has_letters(page)


def test_where_nothing_can_be_kept_the_letters_still_load_when_asked_for(visit, host):
    page = visit(before=NO_STORAGE)
    page.locator(BUTTON).click()
    page.locator(BUTTON).wait_for(state="detached")
    assert has_letters(page)
    page.goto(f"{host}ti/money/")
    page.locator(BUTTON).wait_for()


def test_a_phone_that_cannot_measure_letters_is_offered_them(visit):
    page = visit(before=NO_CANVAS, ethiopic=made_fonts.font(ETHIOPIC, "Ethiopic"))
    assert page.locator(BUTTON).is_visible()


def test_a_phone_that_can_load_no_font_is_offered_none(visit):
    page = visit(before=NO_FONT_FACE)
    assert not page.locator(BUTTON).is_visible()
    assert fetched(".svg") == 0


def test_without_script_there_is_no_button(phones, host):
    page = phones().new_context(java_script_enabled=False).new_page()
    page.goto(f"{host}ti/")
    assert not page.locator(BUTTON).is_visible()
    page.context.close()


def test_every_letter_of_every_page_is_in_the_font(site):
    """Of the example portal, where the machine that built it has fonts: no date, name or number was forgotten."""
    from fontTools.ttLib import TTFont

    offered = sorted((site / "assets").glob("fonts/*.woff2"))
    if not offered:
        pytest.skip("fonts-noto-core is not installed")
    for file in offered:
        with TTFont(file) as font:
            has = set(map(chr, font.getBestCmap()))
        stem, code = file.stem, file.stem[:4].title()
        pages = [page.read_text(encoding="utf-8") for page in site.rglob("index.html")]
        shown = fonts.used(code, [page for page in pages if stem in page])
        # A danda in a line about punctuation is the only sign of another script.
        assert set(shown) - has - set(fonts.SHARED) == set()


TEXTS = {
    "Arab": "اَلْعَرَبِيَّة صحت کارڈ کوردیی ناوەندی لا",
    "Beng": "বাংলা স্বাস্থ্য কার্ড কো ক্ষ শ্রী র‍্যাব",
    "Deva": "हिन्दी स्वास्थ्य कार्ड श्री ज्ञान",
    "Ethi": "ትግርኛ ናይ ጥዕና ካርድ፡ ኣብ ከባቢኹም።",
    "Guru": "ਪੰਜਾਬੀ ਸਿਹਤ ਕਾਰਡ ਪ੍ਰ",
    "Khmr": "ភាសាខ្មែរ ស្ត្រី កោះ ញ៉ាំ គ្រឿង",
    "Mymr": "မြန်မာဘာသာ ကျန်းမာရေး က္က ကြော",
    "Sinh": "සිංහල ශ්‍රී ක්‍ය කෞ",
    "Taml": "தமிழ் ஸ்ரீ கொ",
    "Thai": "ภาษาไทย น้ำ ที่",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_cut_font_joins_letters_as_the_whole_one_does(phones, tmp_path, code):
    file = fonts.SYSTEM / f"{fonts.SCRIPTS[code].font}-Regular.ttf"
    if not file.is_file():
        pytest.skip("fonts-noto-core is not installed")
    cut = fonts.cuts({"x": (code, fonts.used(code, [TEXTS[code]]))}, tmp_path, Shelf(tmp_path / "shelf"))[0]["x"]
    page = phones().new_page()
    faces = {"whole": file.read_bytes(), "cut": cut.woff2, "": b"<!doctype html><meta charset=utf-8>"}
    page.route(
        "http://fonts.example/*",
        lambda route: route.fulfill(body=faces[route.request.url.rsplit("/", 1)[1]], content_type="text/html"),
    )
    page.goto("http://fonts.example/")
    # Hints, which only the whole font has, move letters by parts of a pixel; and no cut spaces single pairs.
    wide = {
        name: page.evaluate(
            """async ([name, text]) => { const font = new FontFace(name, `url(${name})`); await font.load();
            document.fonts.add(font); document.body.style.cssText = `font: 100px ${name}; font-kerning: none;
            text-rendering: geometricPrecision`; document.body.innerHTML = text.replace(/\\S+/g, '<span>$&</span>');
            return [...document.querySelectorAll('span')].map(e => e.getBoundingClientRect().width); }""",
            [name, TEXTS[code]],
        )
        for name in ("whole", "cut")
    }
    page.close()
    assert all(wide["whole"])
    assert wide["cut"] == pytest.approx(wide["whole"], abs=0.5)
