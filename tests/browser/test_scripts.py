"""The scripts a reader's phone may load, each on a small page of its own, under the policy of the real pages."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest
import rjsmin
from portals import ROOT

pytestmark = pytest.mark.browser
SCRIPTS = {file.stem: file.read_text(encoding="utf-8") for file in sorted((ROOT / "overrides/js").glob("*.js"))}
LOADED = ("checklist", "exit", "hours", "listen", "settings", "share")
"""What page.js loads from assets/js/; the others are inlined."""
SMALL = {name: rjsmin.jsmin(SCRIPTS[name]) for name in (*LOADED, "page", "start")}
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });"
SAVE_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
NO_SPEECH = "Object.defineProperty(window, 'speechSynthesis', { value: undefined });"


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, without a line on the console for each."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Iterator[tuple[Path, str]]:
    """A folder with the scripts as they are published, and the address it is served at."""
    folder = tmp_path_factory.mktemp("scripts")
    (folder / "assets/js").mkdir(parents=True)
    for name in LOADED:
        (folder / f"assets/js/{name}-1a2b3c4d.js").write_text(SMALL[name], encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def inlined(script: str) -> tuple[str, str]:
    """A script element, and the hash the policy names it by."""
    code = script.replace("NAMES", json.dumps({name: f"{name}-1a2b3c4d.js" for name in LOADED}))
    return f"<script>{code}</script>", base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def written(place: tuple[Path, str], path: str, body: str, lang: str = "en", attributes: str = "") -> str:
    """Writes a page at a path such as 'en/page/', the chooser at ''; its address."""
    folder, address = place
    script, digest = inlined(SMALL["page" if path else "start"])
    root = "../" * path.count("/")
    policy = f"default-src 'self' data:; script-src 'sha256-{digest}' 'self'; style-src 'none'"
    text = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>A page</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><link rel="icon" href="data:,">'
        f'{script if path else ""}</head><body data-root="{root}" data-page="page" data-open="Open now"'
        f' data-closed="Closed now" {attributes}>{body}{"" if path else script}</body></html>'
    )
    (folder / path).mkdir(parents=True, exist_ok=True)
    (folder / path / "index.html").write_text(text, encoding="utf-8")
    return address + path


@pytest.fixture
def visit(chromium, place) -> Iterator[Callable]:
    """Opens a page of a given body; fails the test where a script threw or the policy was broken."""
    contexts, faults = [], []

    def opened(body: str = "", path: str = "en/page/", lang: str = "en", attributes: str = "", **options):
        before = options.pop("before", "")
        now = options.pop("now", None)
        stored = options.pop("stored", {})
        context = chromium.new_context(viewport={"width": 240, "height": 320}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url.rsplit("/", 1)[1]))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        if stored:
            page.goto(written(place, "empty/", ""))
            page.evaluate("kept => Object.assign(localStorage, kept)", stored)
        if now:
            page.clock.set_fixed_time(now)
        if before:
            page.add_init_script(before)
        page.goto(written(place, path, body, lang, attributes), wait_until="networkidle")
        page.faults = faults
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def until(page, condition: str) -> None:
    """Waits for a condition. Playwright's own way to wait for one is eval, which the policy forbids."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        time.sleep(0.02)
    raise AssertionError(condition)


def classes(page) -> set[str]:
    """The classes of <html>."""
    return set((page.locator("html").get_attribute("class") or "").split())


def kept(page, key: str) -> str | None:
    """What the phone has stored under a key of the portal."""
    return page.evaluate("key => localStorage.getItem('porchlight:' + key)", key)


# Sizes


def weight(name: str) -> int:
    return len(brotli.compress(SMALL[name].encode(), quality=11))


def test_the_scripts_keep_to_their_budgets():
    """Bytes after brotli 11, page.js before the file names are put in."""
    assert weight("page") <= 560
    assert weight("listen") <= 1100
    assert sum(weight(name) for name in SMALL if name not in ("page", "listen")) <= 2300


def test_every_script_is_known_here():
    assert set(SMALL) <= set(SCRIPTS)
    assert SCRIPTS["page"].count("NAMES") == 1


# page.js: at once


@pytest.mark.parametrize(
    ("before", "stored", "save"),
    [
        ("", {}, False),
        ("", {"porchlight:save": "1"}, True),
        ("", {"porchlight:save": "0"}, False),
        (SAVE_DATA, {}, True),
        (SAVE_DATA, {"porchlight:save": "0"}, False),
        (NO_STORAGE, {}, False),
        (NO_STORAGE + SAVE_DATA, {}, True),
        ("Object.defineProperty(navigator, 'connection', { value: undefined });", {}, False),
    ],
)
def test_the_reader_decides_on_saving_data_and_else_the_phone(visit, before, stored, save):
    page = visit(before=before, stored=stored)
    assert classes(page) - {"voice"} == ({"js", "save"} if save else {"js"})


# page.js: when the page is read


def test_a_script_is_loaded_once_and_only_where_it_is_wanted(visit):
    page = visit('<p data-load="exit"></p><a class="exit" data-load="exit" href="#">x</a>')
    assert page.asked.count("exit-1a2b3c4d.js") == 1
    assert [name for name in page.asked if name.endswith(".js")] == ["exit-1a2b3c4d.js"]
    assert [name for name in visit("<p>Text</p>").asked if name.endswith(".js")] == []


def test_a_script_that_did_not_come_is_asked_for_again(visit):
    page = visit(
        '<details data-click="share"><summary>Share</summary><button data-share="print" hidden>P</button></details>'
    )
    page.context.set_offline(True)
    page.locator("summary").click()
    until(page, "document.scripts.length > 1")
    page.wait_for_timeout(200)
    assert page.locator("button").is_hidden()
    page.context.set_offline(False)
    page.locator("summary").click()
    page.locator("summary").click()
    page.locator("button").wait_for()
    # The browser's own word on the missing file, not ours.
    assert len(page.faults) == 1
    page.faults.clear()


@pytest.mark.parametrize(
    ("now", "zone", "seen"),
    [
        ("2027-01-31T23:59:30-05:00", "America/Toronto", True),
        ("2027-02-01T00:00:00-05:00", "America/Toronto", False),
        ("2027-01-31T23:59:30+14:00", "Pacific/Kiritimati", True),
        ("2027-02-01T00:00:00+14:00", "Pacific/Kiritimati", False),
        ("2026-06-01T12:00:00Z", "UTC", True),
    ],
)
def test_an_alert_is_shown_to_the_end_of_its_last_day(visit, now, zone, seen):
    page = visit('<p data-until="2027-01-31">Alert</p><p data-until="soon">Odd</p>', now=now, timezone_id=zone)
    assert page.get_by_text("Alert").is_visible() == seen
    assert page.get_by_text("Odd").is_visible()


def test_a_print_bears_the_date_in_the_pages_language(visit):
    page = visit('<p data-today></p><p data-until="2027-01-31">x</p>', lang="fr", now="2026-11-05T12:00:00Z")
    assert page.locator("[data-today]").inner_text() == "05/11/2026"
    page.clock.set_fixed_time("2026-11-06T12:00:00Z")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("[data-today]").inner_text() == "06/11/2026"
    odd = visit('<p data-today>left</p><p data-until="2020-01-31">gone</p>', lang="not a tag")
    assert odd.locator("[data-today]").inner_text() == "left"


def voices(*tags: str) -> str:
    """A script that gives the phone these voices and records what is said; `finish()` ends what is being said."""
    return f"""
      window.said = []; window.cancelled = 0; let current;
      window.SpeechSynthesisUtterance = function (text) {{ this.text = text; }};
      Object.defineProperty(window, 'speechSynthesis', {{ value: {{
        voices: {json.dumps(tags)},
        getVoices() {{ return this.voices.map(lang => this[lang] || (this[lang] = {{ lang }})); }},
        speak(u) {{ current = u; said.push(u); }},
        cancel() {{ cancelled++; const u = current; current = 0; if (u) setTimeout(() => u.onerror({{ type: 'error' }})); }} }} }});
      window.finish = (type = 'end') => {{ const u = current; current = 0; u['on' + type]({{ type }}); }};
    """


@pytest.mark.parametrize(
    ("lang", "tags", "voice"),
    [
        ("ar", ["en-US", "ar-SA"], True),
        ("ar", ["ar_EG"], True),
        ("fr", ["fr"], True),
        ("zh-Hans", ["cmn-CN"], True),
        ("zh-Hant", ["zh_TW"], True),
        ("fa-AF", ["fa-IR"], True),
        ("fil", ["fi-FI"], False),
        ("so", ["sot", "en-US"], False),
        ("ti", [], False),
    ],
)
def test_listen_is_offered_where_the_phone_has_a_voice_for_the_language(visit, lang, tags, voice):
    assert ("voice" in classes(visit(lang=lang, before=voices(*tags)))) == voice


def test_a_voice_may_turn_up_later(visit):
    page = visit(lang="ar", before=voices())
    assert "voice" not in classes(page)
    page.evaluate("speechSynthesis.voices = ['ar-SA']; speechSynthesis.onvoiceschanged()")
    assert "voice" in classes(page)


def test_a_phone_without_speech_does_all_the_rest(visit):
    page = visit('<p data-until="2020-01-01">Old</p>', before=NO_SPEECH)
    assert page.get_by_text("Old").is_hidden()
    assert "voice" not in classes(page)


# page.js: clicks

MENU = '<div class="languages"><bdi lang="en">Language</bdi> <a id="ar" lang="ar" href="#x">a</a> <a id="all" href="#y">b</a></div>'


def test_a_language_chosen_from_the_menu_is_remembered(visit):
    page = visit(MENU)
    page.locator("bdi").click()
    page.locator("#all").click()
    assert kept(page, "language") is None
    page.locator("#ar").click()
    assert kept(page, "language") == "ar"


def test_links_work_where_nothing_can_be_stored(visit):
    page = visit(MENU, before=NO_STORAGE)
    page.locator("#ar").click()
    assert page.url.endswith("#x")


def test_a_picture_is_shown_when_asked_for(visit):
    page = visit('<div class="picture"><button class="picture__show"><b>Show</b></button></div><p>Text</p>')
    page.locator("p").click()
    assert page.locator(".picture").get_attribute("class") == "picture"
    page.locator("b").click()
    assert page.locator(".picture").get_attribute("class") == "picture picture--shown"


# hours.js

WEEK = "12345 0800 1600 America/Toronto"


@pytest.mark.parametrize(
    ("hours", "now", "zone", "opened"),
    [
        # Thursday 5 November 2026; Toronto is five hours behind Greenwich.
        (WEEK, "2026-11-05T12:59:59Z", "Asia/Tokyo", False),
        (WEEK, "2026-11-05T13:00:00Z", "Asia/Tokyo", True),
        (WEEK, "2026-11-05T20:59:59Z", "UTC", True),
        (WEEK, "2026-11-05T21:00:00Z", "UTC", False),
        (WEEK, "2026-11-07T15:00:00Z", "America/Toronto", False),  # Saturday
        (WEEK + ";67 0900 1200 America/Toronto", "2026-11-07T15:00:00Z", "Asia/Tokyo", True),
        (WEEK + ";67 0900 1200 America/Toronto", "2026-11-07T17:00:00Z", "Asia/Tokyo", False),
        # The same moment is Friday in Los Angeles and Saturday in Paris.
        ("5 2200 2400 America/Los_Angeles", "2026-11-07T07:59:59Z", "Europe/Paris", True),
        ("5 2200 2400 America/Los_Angeles", "2026-11-07T08:00:00Z", "Europe/Paris", False),
        ("7 0000 0100 America/St_Johns", "2026-11-08T03:30:00Z", "UTC", True),  # midnight, half an hour off
        ("7 0000 0100 America/St_Johns", "2026-11-08T03:29:59Z", "UTC", False),
        ("1234567 0000 2400 America/Toronto", "2026-11-08T05:00:00Z", "UTC", True),
        ("1234567 0000 2400", "2026-11-08T23:59:59Z", "UTC", True),
        # The phone's own zone.
        ("4 0800 1600", "2026-11-05T07:00:00Z", "Europe/Kyiv", True),
        ("4 0800 1600", "2026-11-05T07:00:00Z", "America/Toronto", False),
        # Summer time: four hours behind Greenwich.
        (WEEK, "2026-07-02T12:00:00Z", "UTC", True),
        (WEEK, "2026-07-02T11:59:59Z", "UTC", False),
    ],
)
def test_open_now_is_told_by_the_clock_of_the_service(visit, hours, now, zone, opened):
    page = visit(f'<b class="open" data-hours="{hours}"></b>', now=now, timezone_id=zone, lang="ar", locale="ar-EG")
    mark = page.locator("b")
    assert mark.get_attribute("class") == ("open open--yes" if opened else "open open--no")
    assert mark.inner_text() == ("Open now" if opened else "Closed now")


@pytest.mark.parametrize(
    "engine",
    [
        "Date.prototype.toLocaleTimeString = function () { throw new RangeError('no time zones'); };",
        "Date.prototype.toLocaleTimeString = function () { return 'lun. 08:05:00'; };",
        "Date.prototype.toLocaleTimeString = function () { return '周一 08:05:00'; };",
    ],
)
def test_an_engine_that_cannot_tell_the_time_elsewhere_says_nothing(visit, engine):
    page = visit(f'<b class="open" data-hours="{WEEK}"></b>', before=engine)
    assert page.locator("b").get_attribute("class") == "open"
    assert page.locator("b").inner_text() == ""


def test_an_unknown_zone_leaves_only_its_own_service_untold(visit):
    page = visit('<b data-hours="1 0800 1600 Mars/Base">?</b><i data-hours="1234567 0000 2400 UTC"></i>')
    assert page.locator("b").inner_text() == "?"
    assert page.locator("i").inner_text() == "Open now"


def test_a_page_left_open_changes_to_closed(visit):
    page = visit(
        f'<b data-hours="{WEEK}"></b>',
        before="const later = window.setInterval; window.setInterval = f => later(f, 50);",
        now="2026-11-05T20:59:59Z",
    )
    assert page.locator("b").inner_text() == "Open now"
    page.clock.set_fixed_time("2026-11-05T21:00:00Z")
    page.get_by_text("Closed now").wait_for()


# start.js


def chooser(*tags: str) -> str:
    items = "".join(f'<li><a lang="{tag}" href="{tag}/">{tag}</a></li>' for tag in tags)
    return f'<main class="chooser" id="languages"><ul>{items}</ul></main>'


def listed(page) -> list[str]:
    return page.locator("li").all_inner_texts()


def wishes(*tags: str) -> str:
    return f"Object.defineProperty(navigator, 'languages', {{ value: {json.dumps(tags)} }});"


ALL = ("en", "ar", "ckb", "fa-AF", "fr", "zh-Hans", "zh-Hant")


@pytest.mark.parametrize(
    ("wanted", "likely"),
    [
        (["ar-EG", "ar", "en-US"], ["ar", "en"]),
        (["fr-CA", "xx"], ["fr"]),
        (["zh-CN"], ["zh-Hans", "zh-Hant"]),
        (["zh-TW"], ["zh-Hant", "zh-Hans"]),
        (["zh-Hant-HK", "en"], ["zh-Hant", "zh-Hans", "en"]),
        (["zh-Hans-HK"], ["zh-Hans", "zh-Hant"]),
        (["zh"], ["zh-Hans", "zh-Hant"]),
        (["prs"], ["fa-AF"]),
        (["fa-IR"], ["fa-AF"]),
        (["ku-IQ"], ["ckb"]),
        (["ckb-IQ", "ar"], ["ckb", "ar"]),
        (["so"], []),
    ],
)
def test_the_chooser_lists_the_phones_languages_first(visit, wanted, likely):
    page = visit(chooser(*ALL), path="", before=wishes(*wanted))
    assert listed(page) == likely + [tag for tag in ALL if tag not in likely]
    assert page.locator(".likely").all_inner_texts() == likely


def test_the_exact_tag_comes_before_its_relatives(visit):
    page = visit(chooser("fr", "fr-CA"), path="", before=wishes("fr-CA"))
    assert listed(page) == ["fr-CA", "fr"]
    page = visit(
        chooser("pt", "pt-BR"), path="", before="Object.defineProperty(navigator, 'languages', { value: undefined });"
    )
    assert listed(page) == ["pt", "pt-BR"]


def test_the_chooser_goes_on_to_the_language_chosen_last_time_and_leaves_no_trace_for_back(visit, place):
    arabic = written(place, "ar/", "x", "ar")
    page = visit("start", path="other/", stored={"porchlight:language": "ar"})
    other = page.url
    page.evaluate("a => { location.href = a }", written(place, "", chooser("en", "ar")))
    page.wait_for_url(arabic)
    page.go_back()
    assert page.url == other


def test_back_from_a_chosen_language_shows_the_list(visit, place):
    arabic = written(place, "ar/", "x", "ar")
    page = visit(chooser("en", "ar"), path="")
    assert page.url == place[1]
    page.locator("a[lang=ar]").click()
    page.wait_for_url(arabic)
    assert kept(page, "language") == "ar"
    page.go_back(wait_until="networkidle")
    assert page.url == place[1] + "#languages"
    assert page.locator("li").count() == 2


def test_back_to_a_chooser_that_was_left_by_an_address_stays_there(visit, place):
    page = visit(chooser("en", "ar"), path="")
    page.goto(written(place, "ar/", MENU, "ar"))
    page.locator("#ar").click()
    page.go_back()
    page.go_back(wait_until="networkidle")
    assert page.url == place[1]


def test_languages_after_the_hash_always_shows_the_list(visit, place):
    page = visit("x", path="other/", stored={"porchlight:language": "ar"})
    written(place, "ar/", "x", "ar")
    page.goto(written(place, "", chooser("en", "ar")) + "#languages", wait_until="networkidle")
    assert page.url == place[1] + "#languages"
    page.evaluate("location.hash = ''")
    page.wait_for_timeout(100)
    assert page.locator("li").count() == 2


@pytest.mark.parametrize("odd", ["xx", "", "javascript:alert(1)"])
def test_a_language_that_is_not_offered_leads_nowhere(visit, place, odd):
    page = visit("x", path="other/", stored={"porchlight:language": odd})
    page.goto(written(place, "", chooser("en", "ar")), wait_until="networkidle")
    assert page.url == place[1]


def test_the_chooser_works_where_nothing_can_be_stored(visit, place):
    written(place, "ar/", "x", "ar")
    page = visit(chooser("en", "ar"), path="", before=NO_STORAGE + wishes("ar"))
    assert listed(page) == ["ar", "en"]
    page.locator("a[lang=ar]").click()
    page.wait_for_url("**/ar/")


# checklist.js

LIST = (
    '<ul data-load="checklist">'
    '<li class="task-list-item"><input type="checkbox" data-tick="3f9a" disabled> Your <b>passport</b> <a href="#p">see</a>'
    '<ul><li class="task-list-item"><input type="checkbox" data-tick="77aa" disabled> A copy</li></ul></li>'
    '<li class="task-list-item"><p><input type="checkbox" data-tick="c0de" disabled> A letter</p><p>Note</p></li></ul>'
)


def test_ticks_stay_and_survive_a_change_of_language(visit, place):
    page = visit(LIST)
    boxes = page.locator("input")
    assert [box.is_enabled() for box in boxes.all()] == [True, True, True]
    boxes.nth(0).check()
    boxes.nth(2).check()
    boxes.nth(2).uncheck()
    boxes.nth(1).check()
    assert json.loads(kept(page, "ticks:page")) == ["3f9a", "77aa"]
    page.goto(written(place, "ar/page/", LIST, "ar"), wait_until="networkidle")
    assert [box.is_checked() for box in page.locator("input").all()] == [True, True, False]


def test_the_words_of_an_item_name_its_box_and_tick_it_but_a_link_is_a_link(visit):
    page = visit(LIST)
    passport = page.get_by_role("checkbox", name="Your passport see", exact=True)
    page.get_by_text("passport").click()
    assert passport.is_checked()
    page.get_by_text("see").click()
    assert page.url.endswith("#p")
    assert passport.is_checked()
    page.get_by_text("A copy").click()
    assert passport.is_checked(), "an item inside another does not tick it"
    assert page.get_by_role("checkbox", name="A copy", exact=True).is_checked()
    page.get_by_text("Note").click()
    assert not page.get_by_role("checkbox", name="A letter", exact=True).is_checked()


@pytest.mark.parametrize("odd", ["", "{", "null", '"3f9a"', "7", '{"a":1}'])
def test_what_is_stored_may_be_nonsense(visit, odd):
    page = visit(LIST, stored={"porchlight:ticks:page": odd})
    page.locator("input").nth(1).check()
    assert "77aa" in json.loads(kept(page, "ticks:page"))


def test_boxes_can_be_ticked_where_nothing_can_be_stored(visit):
    page = visit(LIST, before=NO_STORAGE)
    page.locator("input").nth(0).check()
    assert page.locator("input").nth(0).is_checked()


def test_a_full_storage_does_not_stop_a_tick(visit):
    page = visit(LIST, before="Storage.prototype.setItem = () => { throw new Error('full'); };")
    page.evaluate("try { for (let i = 22; i--;) localStorage['x' + i] = 'y'.repeat(2 ** i); } catch (x) {}")
    page.locator("input").nth(0).check()
    assert page.locator("input").nth(0).is_checked()


def test_ticks_set_elsewhere_meanwhile_are_kept(visit):
    page = visit(LIST)
    page.evaluate("localStorage['porchlight:ticks:page'] = '[\"77aa\"]'")
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    assert page.locator("input").nth(1).is_checked()
    page.evaluate("localStorage['porchlight:ticks:page'] = '[\"77aa\",\"c0de\"]'")
    page.locator("input").nth(0).check()
    assert json.loads(kept(page, "ticks:page")) == ["77aa", "c0de", "3f9a"]


# share.js

SHARE = (
    '<details class="share" data-click="share"><summary>Share</summary>'
    '<button data-share="copy" data-done="Copied" hidden><i>i</i> Copy</button>'
    '<button data-share="more" hidden>More</button><button data-share="print" hidden>Print</button></details>'
)
ADDRESS = 'data-address="https://first.example/en/page/"'
SHARER = "navigator.share = what => { window.shared = what; return Promise.reject(new Error('closed')); };"
NO_SHARER = "delete Navigator.prototype.share;"
CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: { writeText(t) { window.copied = t; return Promise.%s(); } } });"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
COMMAND = "document.execCommand = () => { window.copied = document.activeElement.value; return %s; };"
PROMPT = "window.prompt = (a, b) => { window.prompted = b; };"


def shared(visit, before: str, attributes: str = ADDRESS):
    page = visit(SHARE, before=before, attributes=attributes)
    assert page.locator("button:visible").count() == 0
    page.locator("summary").click()
    page.locator("[data-share=copy]").wait_for()
    return page


def test_sharing_buttons_show_where_they_can_work(visit):
    page = shared(visit, NO_SHARER)
    assert page.locator("button:visible").all_inner_texts() == ["i Copy", "Print"]
    page = shared(visit, SHARER + "window.print = () => { window.printed = true; };")
    page.locator("[data-share=more]").click()
    assert page.evaluate("shared") == {"title": "A page", "url": "https://first.example/en/page/"}
    page.locator("[data-share=print]").click()
    assert page.evaluate("printed")


@pytest.mark.parametrize(
    "way", [CLIPBOARD % "resolve", CLIPBOARD % "reject" + COMMAND % "true", NO_CLIPBOARD + COMMAND % "true"]
)
def test_copying_says_so_for_three_seconds(visit, way):
    page = shared(visit, way)
    page.evaluate("window.setTimeout = f => { window.later = f; }")
    button = page.locator("[data-share=copy]")
    button.click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("copied") == "A page\nhttps://first.example/en/page/"
    assert button.get_attribute("aria-live") == "polite"
    button.click()
    page.evaluate("later()")
    assert button.inner_html() == "<i>i</i> Copy"
    assert page.locator("textarea").count() == 0


def test_where_copying_fails_the_address_is_shown(visit):
    page = shared(visit, NO_CLIPBOARD + COMMAND % "false" + PROMPT, "")
    page.locator("[data-share=copy]").click()
    assert page.evaluate("prompted") == page.url
    assert page.locator("[data-share=copy]").inner_text() == "i Copy"


# exit.js


def leaving(visit, place):
    """A page with a way out, and the address out."""
    out = written(place, "weather/", "Sun")
    page = visit("before", path="first/")
    page.evaluate(
        "a => { location.href = a }",
        written(place, "en/danger/", '<a class="exit" data-load="exit" href="../../weather/">Leave</a><input>'),
    )
    page.wait_for_url("**/danger/")
    page.wait_for_load_state("networkidle")
    return page, out


def test_leaving_blanks_the_page_and_back_does_not_lead_to_it(visit, place):
    page, out = leaving(visit, place)
    page.locator(".exit").click()
    page.wait_for_url(out)
    page.go_back()
    assert page.url.endswith("/first/")


def test_the_page_is_blank_before_the_other_site_has_come(visit):
    page = visit('<a class="exit" data-load="exit" href="#out">Leave</a>')
    page.locator(".exit").click()
    assert "left" in classes(page)
    assert page.url.endswith("#out")


def test_shift_three_times_leaves(visit, place):
    page, out = leaving(visit, place)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(out)


def test_shift_for_capital_letters_or_slowly_or_with_other_keys_between_does_not_leave(visit, place):
    page, _ = leaving(visit, place)
    page.locator("input").focus()
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    for key in ("Shift", "Shift", "x", "Shift", "Tab", "Shift", "Shift", "y"):
        page.keyboard.press(key)
    page.evaluate("let t = 0; Date.now = () => (t += 2600)")
    for _ in range(6):
        page.keyboard.press("Shift")
    assert page.url.endswith("/danger/")
    assert "left" not in classes(page)


def test_a_page_that_comes_back_is_not_blank(visit, place):
    page, _ = leaving(visit, place)
    page.evaluate("document.documentElement.classList.add('left')")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))")
    assert "left" in classes(page)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert "left" not in classes(page)


# settings.js

DEVICE = (
    '<details class="device" data-click="settings"><summary>This device</summary><input type="checkbox" data-setting="save">'
    '<button data-setting="clear">Forget</button><p data-setting="cleared" role="status" hidden>Done</p></details>'
)


def settings(visit, body: str = DEVICE, **options):
    page = visit(body, **options)
    page.locator("summary").click()
    page.wait_for_load_state("networkidle")
    until(page, "!!document.querySelector('[data-setting=clear]').onclick")
    return page


def test_saving_data_is_switched_at_once_and_remembered(visit):
    page = settings(visit)
    box = page.locator("[data-setting=save]")
    assert not box.is_checked()
    box.check()
    assert "save" in classes(page)
    assert kept(page, "save") == "1"
    page.reload()
    assert "save" in classes(page)
    page.locator("summary").click()
    until(page, "document.querySelector('[data-setting=save]').checked")
    box.uncheck()
    assert "save" not in classes(page)
    assert kept(page, "save") == "0"


def test_forgetting_removes_all_that_is_ours_and_nothing_else(visit):
    stored = {"porchlight:save": "1", "porchlight:language": "ar", "porchlight:ticks:page": '["3f9a"]', "other": "kept"}
    page = settings(visit, LIST + DEVICE, stored=stored)
    assert page.locator("[data-setting=save]").is_checked()
    assert page.locator("[data-tick]").first.is_checked()
    page.locator("[data-setting=clear]").click()
    assert page.get_by_text("Done").is_visible()
    assert page.evaluate("Object.assign({}, localStorage)") == {"other": "kept"}
    assert page.locator(":checked").count() == 0
    assert "save" not in classes(page)


def test_forgetting_returns_to_the_phones_own_wish(visit):
    page = settings(visit, before=SAVE_DATA, stored={"porchlight:save": "0"})
    page.locator("[data-setting=clear]").click()
    assert "save" in classes(page)
    assert page.locator("[data-setting=save]").is_checked()


def test_settings_work_for_the_page_where_nothing_can_be_stored(visit):
    page = settings(visit, before=NO_STORAGE)
    page.locator("[data-setting=save]").check()
    assert "save" in classes(page)
    page.locator("[data-setting=clear]").click()
    assert page.get_by_text("Done").is_visible()


# listen.js

BUTTON = (
    '<button type="button" class="listen" data-click="listen" data-pause="Pause" data-go-on="Go on" data-stop="%s">'
    "<i>i</i> Listen</button>"
)


def listening(visit, article: str, lang: str = "en", tags=("fr-FR", "en_CA", "ar-SA"), stop: str = "Stop"):
    page = visit(f"{BUTTON % stop}<main>{article}</main>", lang=lang, before=voices(*tags))
    page.get_by_text("Listen").click()
    until(page, "said.length")
    return page


def heard(page) -> list[tuple[str, str]]:
    """All that is said to the end of the page: text and language of the voice."""
    for _ in range(100):
        count = page.evaluate("said.length")
        page.evaluate("finish()")
        until(page, f"said.length > {count} || !document.querySelector('.listen + .listen')")
        if page.locator(".listen").count() == 1:
            return [(text.strip(), lang) for text, lang in page.evaluate("said.map(u => [u.text, u.lang])")]
    raise AssertionError("it goes on and on")


def texts(page) -> list[str]:
    return [text for text, _ in heard(page)]


def test_a_page_is_read_in_order_without_what_is_not_text(visit):
    page = listening(
        visit,
        "<article><div class='lead'><h1>Title</h1>\n<p>Sum <b>ma</b>ry.</p></div><nav><p>Menu</p></nav><h2>Head</h2>"
        "<ul><li>One<ul><li>Two</li></ul>three</li></ul><table><tr><th>A<td>B</table><dl><dt>C<dd>D</dl>"
        "<div class='admonition'><p class='admonition-title'>Box</p><p>In it <button>Press</button></p></div>"
        "<details class='stale' open><p>Stale</p></details><p hidden>Hidden</p><details><summary>Term</summary><p>Closed</p></details>"
        "<details open><summary>Open</summary><p>Seen</p></details><p>—</p></article><p>Outside</p>",
    )
    said = texts(page)
    assert said[:-1] == [
        "Title",
        "Sum mary.",
        "Head",
        "One",
        "Two",
        "three",
        "A",
        "B",
        "C",
        "D",
        "Box",
        "In it",
        "Open",
        "Seen",
    ]
    assert page.evaluate("said.map(u => u.rate)")[0] == 0.9


def test_the_block_being_read_is_marked_and_in_sight(visit):
    page = listening(visit, f"<article><h1>Title</h1>{'<br>' * 60}<p id=p>First. Second.</p></article>")
    assert page.locator(".reading").inner_text() == "Title"
    page.evaluate("finish()")
    assert page.evaluate("said.length") == 1, "a pause after a heading"
    until(page, "said.length == 2")
    assert page.locator(".reading").get_attribute("id") == "p"
    assert 0 <= page.locator("#p").bounding_box()["y"] < 320
    heard(page)
    assert page.locator(".reading").count() == 0
    assert page.locator(".listen").inner_html() == "<i>i</i> Listen"


def test_pausing_going_on_and_stopping(visit):
    page = listening(visit, "<article><h1>One</h1><p>Two. Three.</p></article>")
    button, stop = page.locator(".listen").nth(0), page.locator(".listen").nth(1)
    assert (button.inner_text(), stop.inner_text()) == ("Pause", "Stop")
    page.evaluate("finish()")
    until(page, "said.length == 2")
    button.click()
    assert button.inner_text() == "Go on"
    page.wait_for_timeout(50)
    assert page.evaluate("said.length") == 2
    button.click()
    assert page.evaluate("said.map(u => u.text.trim())") == ["One", "Two.", "Two."]
    stop.click()
    assert page.locator(".listen").count() == 1
    assert button.inner_text() == "i Listen"
    assert page.evaluate("document.activeElement.className") == "listen"
    page.wait_for_timeout(50)
    button.click()
    assert page.evaluate("said.map(u => u.text.trim())") == ["One", "Two.", "Two.", "One"]
    assert page.asked.count("listen-1a2b3c4d.js") == 1


def test_pausing_between_two_blocks_says_nothing_until_going_on(visit):
    page = listening(visit, "<article><h1>One</h1><p>Two.</p></article>")
    page.evaluate("finish()")
    page.locator(".listen").nth(0).click()
    page.wait_for_timeout(900)
    assert page.evaluate("said.length") == 1


def test_leaving_the_page_ends_the_reading(visit):
    page = listening(visit, "<article><h1>One</h1></article>")
    page.evaluate("cancelled = 0; dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("cancelled") == 1
    assert page.locator(".listen").count() == 1


def test_where_the_voice_fails_the_button_is_as_before(visit):
    page = listening(visit, "<article><h1>One</h1><p>Two</p></article>")
    page.evaluate("finish('error')")
    assert page.locator(".listen").count() == 1
    assert page.locator(".listen").inner_text() == "i Listen"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("Call 9-1-1 now.", "Call 9, 1, 1 now."),
        ("Call 1-800-622-6232.", "Call 1, 8, 0, 0, 6, 2, 2, 6, 2, 3, 2."),
        ("Call +1 613 555 0123 today", "Call +, 1, 6, 1, 3, 5, 5, 5, 0, 1, 2, 3 today"),
        ('<a href="tel:811">Call <bdi>811</bdi></a>', "Call 8, 1, 1"),
        ('<a href="tel:+16135550123">(613) 555-0123</a>', "(6, 1, 3, 5, 5, 5, 0, 1, 2, 3"),
        ("By 2026-05-01, 10-15 days, 1 000 dollars, 24 hours.", "By 2026-05-01, 10-15 days, 1 000 dollars, 24 hours."),
    ],
)
def test_telephone_numbers_are_said_digit_by_digit(visit, html, said):
    page = listening(visit, f"<article><h1>T</h1><p>{html}</p></article>")
    assert texts(page)[1:] == [said]


def test_a_number_in_the_pages_own_digits_stays_so(visit):
    page = listening(visit, "<article><h1>عنوان</h1><p>اتصل ٩-١-١ الآن</p></article>", "ar")
    assert heard(page)[1] == ("اتصل ٩, ١, ١ الآن", "ar-SA")


def test_words_of_another_language_are_said_in_it(visit):
    page = listening(
        visit,
        '<article><h1>عنوان</h1><p>اذهب إلى Service Ontario غدا.</p><p lang="en">In English.</p><p>قل <i lang="fr">bonjour</i>.</p></article>',
        "ar",
    )
    assert heard(page)[1:] == [
        ("اذهب إلى", "ar-SA"),
        ("Service Ontario", "en_CA"),
        ("غدا.", "ar-SA"),
        ("In English.", "en_CA"),
        ("قل", "ar-SA"),
        ("bonjour", "fr-FR"),
    ]


def test_without_a_voice_for_them_they_are_said_by_the_pages_own(visit):
    article = '<article><h1 lang="en">Title</h1><p>اذهب إلى Service Ontario غدا.</p></article>'
    page = listening(visit, article, "ar", ["ar-SA"], "قف")
    assert heard(page) == [("Title", "ar-SA"), ("اذهب إلى Service Ontario غدا.", "ar-SA")]
    page = listening(visit, article, "ar", ["ar-SA", "en-US"], "قف")
    assert len(heard(page)) == 4, "the button tells the page's script where its title is English"


def test_latin_words_of_a_latin_page_are_left_to_its_voice(visit):
    page = listening(
        visit, "<article><h1>La carte d’assurance</h1><p>Cherchez Service Ontario “ici”.</p></article>", "fr"
    )
    assert {lang for _, lang in heard(page)} == {"fr-FR"}


def test_a_fallback_article_is_read_in_its_language(visit):
    page = listening(visit, '<article lang="en"><h1>Title</h1><p>Text</p></article>', "ar")
    assert heard(page) == [("Title", "en_CA"), ("Text", "en_CA")]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        (
            "It opens at 8.30 a.m. and ends at 4.5 p.m. Then go.",
            ["It opens at 8.30 a.m. and ends at 4.5 p.m.", "Then go."],
        ),
        ("واحد؟ اثنان۔ ثلاثة", ["واحد؟", "اثنان۔", "ثلاثة"]),
        ("ሓደ። ክልተ።", ["ሓደ።", "ክልተ።"]),
        ("一。二！三", ["一。", "二！", "三"]),
        ("एक। दो।", ["एक।", "दो।"]),
    ],
)
def test_a_text_is_said_sentence_by_sentence(visit, text, parts):
    page = listening(visit, f"<article><h1>T</h1><p>{text}</p></article>")
    assert texts(page)[1:] == parts


def test_no_piece_is_longer_than_200_characters_and_none_is_lost(visit):
    words = " ".join(f"word{number}" for number in range(90))
    long = "字" * 450
    page = listening(visit, f"<article><h1>T</h1><p>{words}</p><p>{long}</p></article>")
    said = texts(page)[1:]
    assert max(map(len, said)) <= 200
    assert " ".join(said[:-3]) == words
    assert "".join(said[-3:]) == long
