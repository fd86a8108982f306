"""The scripts a reader's phone may load, each on a small page of its own, under the policy of the real pages."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest
from porchlight.assets import scripts
from portals import ROOT

pytestmark = pytest.mark.browser
FOLDER = ROOT / "overrides/js"
WORDS = {
    "closed": "Closed now",
    "copied": "Copied",
    "copy": "Copy the link",
    "go_on": "Go on",
    "letters": "Load letters",
    "more_ways": "More ways",
    "open": "Open now",
    "pause": "Pause",
    "print": "Print",
    "show_picture": "Show picture",
    "stop": "Stop",
}
ARABIC = {**WORDS, "stop": "قف"}
LOADED = ("checklist", "exit", "hours", "letters", "listen", "pictures", "search", "settings", "share")
"""What page.js loads from assets/js/; the others are inlined, or /sw.js."""
VERSION = re.compile(r"-[0-9a-f]{8}(?=\.js$)")
INLINE = ("en/scams/index.html", "index.html")
"""Pages of the built portal that carry page.js and start.js."""
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });"
SAVE_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
NO_SPEECH = "Object.defineProperty(window, 'speechSynthesis', { value: undefined });"


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, without a line on the console for each."""

    def log_message(self, *_):
        pass

    def end_headers(self):
        # Two tests may write the same page within a second, and time stamps know no less.
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Iterator[tuple[Path, str]]:
    """A folder with the scripts as they are published, and the address it is served at."""
    folder = tmp_path_factory.mktemp("scripts")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def written(place: tuple[Path, str], path: str, body: str, lang: str = "en", before: str = "") -> str:
    """Writes a page at a path such as 'en/page/', the chooser at '', and the scripts of its language; its address.

    `before` is a script that makes the phone what the test wants it to be, before the page's own runs.
    """
    folder, address = place
    files = scripts.fetched(FOLDER, lang, ARABIC if lang == "ar" else WORDS)
    for name, content in files.items():
        file = folder / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    code = scripts.inlined(FOLDER, "page" if path else "start", scripts.version_of(files))
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (code, before)]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    policy = f"default-src 'self' data:; script-src {allowed} 'self'; style-src 'none'"
    script = f"<script>{code}</script>"
    text = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>A page</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><link rel="icon" href="data:,">'
        f"<script>{before}</script>{script if path else ''}</head>"
        f'<body data-root="{"../" * path.count("/")}" data-page="page">{body}{"" if path else script}</body></html>'
    )
    (folder / path).mkdir(parents=True, exist_ok=True)
    (folder / path / "index.html").write_text(text, encoding="utf-8")
    return address + path


def phone_of(chromium, **options):
    """A page of a phone, which notes what it asks for and what goes wrong."""
    page = chromium.new_context(viewport={"width": 240, "height": 320}, **options).new_page()
    page.set_default_timeout(5000)
    page.asked, page.faults = [], []
    page.on("request", lambda request: page.asked.append(VERSION.sub("", request.url.rsplit("/", 1)[1])))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
    return page


@pytest.fixture(scope="module")
def plain(chromium) -> Iterator:
    """The phone of all tests that want no other: starting one takes longer than most tests."""
    page = phone_of(chromium)
    yield page
    page.context.close()


@pytest.fixture
def visit(chromium, place, plain) -> Iterator[Callable]:
    """Opens a page of a given body; fails the test where a script threw or the policy was broken."""
    others = []

    def opened(body: str = "", path: str = "en/page/", lang: str = "en", before: str = "", **options):
        now, stored = options.pop("now", None), options.pop("stored", {})
        page = plain
        if options or now:
            page = phone_of(chromium, **options)
            others.append(page)
        page.goto(written(place, "empty/", ""))
        page.evaluate("kept => { localStorage.clear(); Object.assign(localStorage, kept); }", stored)
        page.asked.clear()
        page.faults.clear()
        if now:
            page.clock.set_fixed_time(now)
        page.goto(written(place, path, body, lang, before))
        return page

    yield opened
    found = [page.faults for page in (plain, *others)]
    for page in others:
        page.context.close()
    assert not any(found), found


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


# Sizes and syntax


def weight(texts: Iterable[bytes]) -> int:
    """Bytes after brotli 11, each by itself, as they are sent."""
    return sum(len(brotli.compress(text, quality=11)) for text in texts)


def test_the_scripts_keep_to_their_budgets():
    files = scripts.fetched(FOLDER, "en", WORDS)
    page, start = (scripts.inlined(FOLDER, name, scripts.version_of(files)).encode() for name in ("page", "start"))
    worker = scripts.service_worker(FOLDER, "12345678").encode()
    assert weight([page]) <= 600
    assert weight([start]) <= 600
    assert weight([worker]) <= 2000
    assert weight([page, start, worker, *files.values()]) <= 8000


def test_the_scripts_of_the_built_portal_keep_to_their_budgets_in_every_language(site):
    folders = [folder for folder in (site / "assets/js").iterdir() if folder.is_dir()]
    assert len(folders) >= 7
    inline = [re.findall(rb"<script>(.*?)</script>", (site / path).read_bytes(), re.S) for path in INLINE]
    assert [len(found) for found in inline] == [1, 1]
    worker = (site / "sw.js").read_bytes()
    for folder in folders:
        files = [file.read_bytes() for file in folder.glob("*.js")]
        # Only languages whose letters a phone may lack load those.
        assert len(files) == len(LOADED) - (not list(folder.glob("letters-*")))
        assert weight([inline[0][0], inline[1][0], worker, *files]) <= 8000, folder.name


def test_every_script_is_known_here():
    found = {VERSION.sub("", Path(name).name) for name in scripts.fetched(FOLDER, "en", WORDS)}
    assert found == {f"{name}.js" for name in LOADED}


def test_every_script_is_old_javascript_that_old_phones_read(site):
    """ES2015 at most: Gecko 48, UC Browser and Opera's Android engines of those years. Of what is inlined not even that."""
    node, acorn = shutil.which("node"), ROOT / "tests/node_modules/acorn"
    if not node or not acorn.is_dir():
        pytest.skip("Node or acorn is not installed; scripts/test.py installs them on Debian and Ubuntu")
    sources = {file.as_posix(): 2015 for file in [*FOLDER.glob("*.js"), *(site / "assets/js").rglob("*.js")]}
    sources |= {(FOLDER / f"{name}.js").as_posix(): 5 for name in ("page", "start")}
    code = (
        "const acorn = require(process.argv[1]), fs = require('fs');"
        "for (const [file, version] of Object.entries(JSON.parse(process.argv[2])))"
        "try { acorn.parse(fs.readFileSync(file, 'utf8'), {ecmaVersion: version}); }"
        "catch (fault) { console.log(file + ': ' + fault.message); }"
        "try { acorn.parse('a?.b', {ecmaVersion: 2015}); } catch (fault) { console.log('checked'); }"
    )
    done = subprocess.run(
        [node, "-e", code, str(acorn), json.dumps(sources)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["checked"]


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
    assert page.asked.count("exit.js") == 1
    assert [name for name in page.asked if name.endswith(".js")] == ["exit.js"]
    assert [name for name in visit("<p>Text</p>").asked if name.endswith(".js")] == []


def test_a_script_that_did_not_come_is_asked_for_again(visit):
    # A phone of its own, since its network is cut.
    page = visit('<details class="share" data-click="share"><summary>Share</summary><p></p></details>', locale="en-CA")
    page.context.set_offline(True)
    with page.expect_console_message():
        page.locator("summary").click()
    assert page.locator("button").count() == 0
    page.context.set_offline(False)
    page.locator("summary").click()
    page.locator("summary").click()
    page.get_by_text("Copy").wait_for()
    # The browser's own word on the missing file, not ours.
    assert len(page.faults) == 1
    page.faults.clear()


def test_a_login_page_in_place_of_a_script_is_forgotten_and_no_other_script_is(visit):
    page = visit(f'{LIST}{SHARE}<button data-click="hours">Hours</button>', locale="en-CA")
    login = {"status": 200, "content_type": "text/html", "body": "<!doctype html><title>Wi-Fi</title>"}
    page.route("**/share-*.js", lambda route: route.fulfill(**login))
    with page.expect_event("pageerror"), page.expect_response("**/hours-*.js"):
        # What was asked for last is not what failed.
        page.evaluate("['summary', '[data-click=hours]'].forEach(one => document.querySelector(one).click())")
    assert page.get_by_text("Copy the link").count() == 0
    page.unroute("**/share-*.js")
    page.locator("summary").click()
    page.get_by_text("Copy the link").wait_for(state="attached")
    # Errors of others, such as a browser's extension, have nothing loaded anew.
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('of another'); })")
    page.locator("summary").click()
    page.get_by_text("Hours").click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_load_state("networkidle")
    assert [page.asked.count(f"{name}.js") for name in ("share", "hours", "checklist")] == [2, 1, 1]
    assert page.get_by_text("Copy the link").count() == 1
    assert len(page.faults) == 2
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
    assert page.locator("[data-today]").inner_text() == "", "finding out a language's dates takes a slow phone long"
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


# pictures.js

PICTURES = (
    '<p><span class="picture" data-size="5 kB">'
    '<img src="data:," alt="A"></span></p><span class="picture" data-size="9 kB"><img src="data:," alt="B"></span>'
)


def test_who_saves_data_gets_a_button_with_the_size_in_place_of_each_picture(visit):
    page = visit(PICTURES, before=SAVE_DATA)
    assert page.asked.count("pictures.js") == 1
    first, second = page.locator(".picture").all()
    assert page.locator("button").all_inner_texts() == ["Show picture (5 kB)", "Show picture (9 kB)"]
    assert first.evaluate("e => e.firstChild.tagName") == "BUTTON"
    first.locator("button").click()
    assert first.get_attribute("class") == "picture shown"
    assert second.get_attribute("class") == "picture"
    assert page.locator("button").all_inner_texts() == ["Show picture (9 kB)"]


def test_others_get_the_pictures_and_no_script(visit):
    page = visit(PICTURES)
    assert "pictures.js" not in page.asked
    assert page.locator("button").count() == 0
    page = visit('<span class="picture"><img src="data:," alt="A"></span>', before=SAVE_DATA)
    assert "pictures.js" not in page.asked, "a picture that costs nothing"


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
    page = visit(
        f'<b class="open" data-load="hours" data-hours="{hours}"></b>',
        now=now,
        timezone_id=zone,
        lang="ar",
        locale="ar-EG",
    )
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
    page = visit(f'<b class="open" data-load="hours" data-hours="{WEEK}"></b>', before=engine)
    assert page.locator("b").get_attribute("class") == "open"
    assert page.locator("b").inner_text() == ""


def test_an_unknown_zone_leaves_only_its_own_service_untold(visit):
    page = visit(
        '<b data-load="hours" data-hours="1 0800 1600 Mars/Base">?</b><i data-hours="1234567 0000 2400 UTC"></i>'
    )
    assert page.locator("b").inner_text() == "?"
    assert page.locator("i").inner_text() == "Open now"


def test_a_page_left_open_changes_to_closed(visit):
    page = visit(
        f'<b data-load="hours" data-hours="{WEEK}"></b>',
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
    page.goto(written(place, "", chooser("en", "ar")) + "#languages")
    assert page.url == place[1] + "#languages"
    page.evaluate("location.hash = ''")
    page.wait_for_timeout(100)
    assert page.locator("li").count() == 2


@pytest.mark.parametrize("odd", ["xx", "", "javascript:alert(1)"])
def test_a_language_that_is_not_offered_leads_nowhere(visit, place, odd):
    page = visit("x", path="other/", stored={"porchlight:language": odd})
    page.goto(written(place, "", chooser("en", "ar")))
    assert page.url == place[1]


def test_the_chooser_works_where_nothing_can_be_stored(visit, place):
    written(place, "ar/", "x", "ar")
    page = visit(chooser("en", "ar"), path="", before=NO_STORAGE + wishes("ar"))
    assert listed(page) == ["ar", "en"]
    page.locator("a[lang=ar]").click()
    page.wait_for_url("**/ar/")


# checklist.js

TASK = '<li class="task"><label><input type="checkbox" disabled data-tick="%s"> %s</label>%s</li>'
LIST = (
    '<ul data-load="checklist">'
    + TASK % ("3f9a", 'Your <b>passport</b> <a href="#p">see</a>', f"<ul>{TASK % ('77aa', 'A copy', '')}</ul>")
    + TASK % ("c0de", "A letter", "<p>Note</p>")
    + "</ul>"
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
    page.goto(written(place, "ar/page/", LIST, "ar"))
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

SHARE = '<details class="share" data-click="share"><summary>Share</summary><p><a href="sms:?body=x">Text message</a></p></details>'
SHARER = "navigator.share = what => { window.shared = what; return Promise.reject(new Error('closed')); };"
NO_SHARER = "delete Navigator.prototype.share;"
CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: { writeText(t) { window.copied = t; return Promise.%s(); } } });"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
COMMAND = "document.execCommand = () => { window.copied = document.activeElement.value; return %s; };"
PROMPT = "window.prompt = (a, b) => { window.prompted = b; };"


def shared(visit, before: str):
    page = visit(SHARE, before=before)
    assert "share.js" not in page.asked
    page.locator("summary").click()
    page.get_by_text("Print").wait_for()
    return page


def test_sharing_buttons_show_where_they_can_work(visit):
    page = shared(visit, NO_SHARER)
    assert page.locator(".share p > *").all_inner_texts() == ["Text message", "Copy the link", "Print"]
    page = shared(visit, SHARER + "window.print = () => { window.printed = true; };")
    assert page.locator("button").all_inner_texts() == ["More ways", "Copy the link", "Print"]
    page.get_by_text("More ways").click()
    assert page.evaluate("shared") == {"title": "A page", "url": page.url}
    page.get_by_text("Print").click()
    assert page.evaluate("printed")


def test_a_browser_that_cannot_print_offers_only_what_it_can(visit):
    page = visit(SHARE, before=NO_SHARER + "window.print = undefined;")
    page.locator("summary").click()
    page.get_by_text("Copy the link").wait_for()
    assert page.locator("button").count() == 1


@pytest.mark.parametrize(
    "way", [CLIPBOARD % "resolve", CLIPBOARD % "reject" + COMMAND % "true", NO_CLIPBOARD + COMMAND % "true"]
)
def test_copying_says_so_for_three_seconds(visit, way):
    page = shared(visit, NO_SHARER + way)
    page.evaluate("window.setTimeout = f => { window.later = f; }")
    button = page.locator("button").first
    button.click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("copied") == f"A page\n{page.url}"
    assert button.get_attribute("aria-live") == "polite"
    page.evaluate("later()")
    assert button.inner_text() == "Copy the link"
    assert page.locator("textarea").count() == 0


def test_where_copying_fails_the_address_is_shown(visit):
    page = shared(visit, NO_SHARER + NO_CLIPBOARD + COMMAND % "false" + PROMPT)
    button = page.locator("button").first
    button.click()
    assert page.evaluate("prompted") == page.url
    assert button.inner_text() == "Copy the link"
    assert page.evaluate("document.activeElement.textContent") == "Copy the link"


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
    until(page, "!!document.querySelector('.exit').onclick")
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
    assert not page.locator("html").is_visible()
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
    assert page.locator("html").is_visible()


def test_a_page_that_comes_back_is_not_blank(visit, place):
    page, _ = leaving(visit, place)
    page.evaluate("document.documentElement.hidden = true")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))")
    assert not page.locator("html").is_visible()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert page.locator("html").is_visible()


# settings.js

DEVICE = (
    '<div data-load="settings"><label><input type="checkbox" data-setting="save"> Save data</label>'
    '<button data-setting="clear">Forget</button><p data-setting="cleared" role="status" hidden>Done</p></div>'
)


def test_saving_data_is_switched_at_once_and_remembered(visit):
    page = visit(DEVICE)
    box = page.locator("[data-setting=save]")
    assert not box.is_checked()
    box.check()
    assert "save" in classes(page)
    assert kept(page, "save") == "1"
    page.reload()
    assert "save" in classes(page)
    assert box.is_checked()
    box.uncheck()
    assert "save" not in classes(page)
    assert kept(page, "save") == "0"


def test_forgetting_removes_all_that_is_ours_and_nothing_else(visit):
    stored = {"porchlight:save": "1", "porchlight:language": "ar", "porchlight:ticks:page": '["3f9a"]', "other": "kept"}
    page = visit(LIST + DEVICE, stored=stored)
    assert page.locator("[data-setting=save]").is_checked()
    assert page.locator("[data-tick]").first.is_checked()
    page.locator("[data-setting=clear]").click()
    assert page.get_by_text("Done").is_visible()
    assert page.evaluate("Object.assign({}, localStorage)") == {"other": "kept"}
    assert "save" not in classes(page)
    page.reload()
    page.locator("[data-tick]:enabled").first.wait_for()
    assert page.locator(":checked").count() == 0
    assert "save" not in classes(page)


def test_forgetting_returns_to_the_phones_own_wish(visit):
    page = visit(DEVICE, before=SAVE_DATA, stored={"porchlight:save": "0"})
    page.locator("[data-setting=clear]").click()
    assert "save" in classes(page)
    assert page.locator("[data-setting=save]").is_checked()


def test_settings_work_for_the_page_where_nothing_can_be_stored(visit):
    page = visit(DEVICE, before=NO_STORAGE)
    page.locator("[data-setting=save]").check()
    assert "save" in classes(page)
    page.locator("[data-setting=clear]").click()
    assert page.get_by_text("Done").is_visible()


# listen.js

BUTTON = '<div class="bar"><button type="button" class="listen" data-click="listen"><i>i</i> Listen</button></div>'


def listening(visit, article: str, lang: str = "en", tags=("fr-FR", "en_CA", "ar-SA")):
    # The pause after a heading, shortened.
    hasty = "const later = setTimeout; window.setTimeout = (f, t) => later(f, t / 10);"
    page = visit(f"{BUTTON}<main>{article}</main>", lang=lang, before=hasty + voices(*tags))
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
    assert page.evaluate("(finish(), said.length)") == 1, "a pause after a heading"
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
    assert page.asked.count("listen.js") == 1


def test_pausing_between_two_blocks_says_nothing_until_going_on(visit):
    page = listening(visit, "<article><h1>One</h1><p>Two.</p></article>")
    # At once: on a busy machine the pause would be over before another command comes.
    page.evaluate("(finish(), document.querySelector('.listen').click())")
    page.wait_for_timeout(200)
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
    page = listening(visit, article, "ar", ["ar-SA"])
    assert heard(page) == [("Title", "ar-SA"), ("اذهب إلى Service Ontario غدا.", "ar-SA")]
    page = listening(visit, article, "ar", ["ar-SA", "en-US"])
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
