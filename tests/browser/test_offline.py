"""Reading without a network, from a host that misbehaves. After each fault a phone has one edition whole, and no blank page.

Three editions of a small portal: `old`; `new`, in which a page has changed; and `next`, in which every page has.
"""

from __future__ import annotations

import gzip
import json
import re
import time
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from browser import misbehaving
from browser.misbehaving import Host, Site
from playwright.sync_api import expect
from portals import ROOT, built_portal, catalog

pytestmark = pytest.mark.browser
CARD = "# Health card\n\n![A card](card.svg)\n\n- [ ] Fill in the form.\n"
SAFE = "---\ntitle: If you are not safe\n{}---\n\nYou can get help.\n"
DOCTOR = "---\ntitle: See a doctor\n---\n\nTake your [health card](card.md) with you. The clinic opens at {}.\n"
ARABIC_DOCTOR = "خذوا [البطاقة الصحية](1) معكم. تفتح العيادة الساعة {}."
PORTAL = {
    "docs/index.md": "# Home\n\nBegin with [the doctor](doctor.md).\n",
    "docs/doctor.md": DOCTOR.format(9),
    "docs/card.md": CARD,
    "docs/card.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>',
    "docs/safe.md": SAFE.format("sensitive: true\n"),
    "docs/contacts/c.yml": "police:\n  name: Police\n  phones: [{ number: '911' }]\n",
    # Frames of silence (ISO/IEC 11172-3, 2.4.1.3).
    "docs/audio/ar/doctor.mp3": (b"\xff\xfb\x10\xc0" + bytes(100)) * 200,
    "translations/ar/language.yml": "status: published\n",
    "translations/ar/interface.po": (ROOT / "translations/ar/interface.po").read_text(encoding="utf-8"),
    "translations/ar/doctor.po": catalog(
        ("See a doctor", "زيارة الطبيب"),
        ("Take your [health card](1) with you. The clinic opens at 9.", ARABIC_DOCTOR.format(9)),
    ),
    "translations/ar/card.po": catalog(
        ("Health card", "البطاقة الصحية"), ("A card", "بطاقة"), ("Fill in the form.", "املؤوا الاستمارة.")
    ),
}
CHANGED = {
    "docs/doctor.md": DOCTOR.format(8),
    "translations/ar/doctor.po": PORTAL["translations/ar/doctor.po"].replace("9.", "8."),
}
SETTINGS = "extra:\n  porchlight:\n    country: CA\n    emergency_contact: police\n"
DAYS = {"old": "2026-11-01", "new": "2026-11-12", "next": "2026-11-14"}
"""When each edition was built."""
PATIENCE, MOST = b"3e3", b"-150"
"""How long the worker waits for a page that it has, in milliseconds, and how many pages it has a place for, as sw.js writes it."""
SAVE_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
PERSISTED = (
    "navigator.storage.persist = function () { window.asked = (window.asked || 0) + 1; return Promise.resolve(true); };"
)
CONTROLLED = """() => navigator.serviceWorker.ready.then(ready => new Promise(done => {
    if (navigator.serviceWorker.controller) done(); else navigator.serviceWorker.oncontrollerchange = () => done(); }))"""
CACHED = """async () => { const found = {}; for (const name of await caches.keys())
    found[name] = (await (await caches.open(name)).keys()).map(key => key.url.slice(location.origin.length + 1)).sort();
    return found; }"""
FETCHED = """paths => Promise.all(paths.map(path => fetch('/' + path).then(
    answer => answer.ok ? answer.text() : '').catch(() => '')))"""
NOTE = re.compile(r'<p role="status"><mark>.*?</mark></p>')
DIGITS = {ord("٠") + value: str(value) for value in range(10)}
WHOLE = "ar/offline.json"
"""Names what a phone keeps of the language; its pack is whole."""


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """Files of each edition; of 'withdrawn' too, which keeps nothing on phones, and of 'plain', for a host that compresses text
    alone.
    """
    folder = tmp_path_factory.mktemp("editions")
    contents = {"old": PORTAL, "new": PORTAL | CHANGED, "next": PORTAL | CHANGED, "withdrawn": PORTAL, "plain": PORTAL}
    said = {
        "next": "site_name: Second Steps\n",
        "withdrawn": "    offline: false\n",
        "plain": "    host_compresses: false\n",
    }
    found = {}
    for name, portal in contents.items():
        settings = SETTINGS + said.get(name, "")
        found[name] = misbehaving.files_of(built_portal(folder / name, portal, settings, DAYS.get(name, DAYS["new"])))
    return found


@pytest.fixture
def host(editions) -> Iterator[Host]:
    """The host of the old edition."""
    with misbehaving.hosted(editions["old"]) as made:
        yield made


@pytest.fixture
def reader(device, host) -> Callable:
    """Opens the portal's page at a path on a new phone, and waits until the worker looks after it."""

    def opened(path: str = "ar/doctor/", before: str = "", **options):
        page = device(before, **options)
        page.goto(host.address + path)
        settled(page)
        return page

    return opened


@pytest.fixture
def keeper(reader, host) -> Callable:
    """A phone with the old edition of the language kept, on the page that does so."""

    def opened(**options):
        page = reader("ar/phone/", **options)
        keep(page, host)
        host.asked.clear()
        return page

    return opened


def until(page, condition: str, **given) -> None:
    """Waits for a condition. Playwright's own way to wait for one is eval, which the policy forbids."""
    for _ in range(150):
        if page.evaluate(condition, given or None):
            return
        time.sleep(0.03)
    raise AssertionError(condition)


def settled(page) -> None:
    """Waits until the worker is at work, and has kept the page if it may."""
    page.evaluate(CONTROLLED)
    if not page.locator(".exit").count():
        until(page, "async () => !!await caches.match(location.href)")


def cached(page) -> dict[str, list[str]]:
    """Paths of what the phone has, by the name of the cache."""
    return page.evaluate(CACHED)


def everything(page) -> set[str]:
    """The same without the names."""
    return {path for paths in cached(page).values() for path in paths}


def pack_of(page):
    """The part of the page that keeps a language: its status, its button to keep, that to delete."""
    part = page.locator("section[data-pack]")
    return part.locator("[role=status]"), part.locator(".save-pages"), part.locator(".remove-pages")


def keep(page, host: Host) -> None:
    """Keeps the language as the host has it, or updates it."""
    pack_of(page)[1].click()
    only_kept(page, json.loads(host.files[WHOLE])["hash"])


def only_kept(page, version: str) -> None:
    """Waits until a version of the language is kept, and no other lies about."""
    until(
        page,
        """async given => { const entry = await caches.match('/ar/offline.json');
        return entry && (await entry.json()).hash == given.version && (await caches.keys()).filter(
            name => /^porchlight:ar:[0-9a-f]+$/.test(name)).join() == 'porchlight:ar:' + given.version; }""",
        version=version,
    )


def only_kept_none(page) -> None:
    """Waits until nothing of the language is kept."""
    until(
        page,
        "async () => !await caches.match('/ar/offline.json') && !(await caches.keys()).some(x => /^porchlight:ar:/.test(x))",
    )


def tried(page) -> str:
    """Presses the button to keep, though it will not work out; what the page says then."""
    status, save, _ = pack_of(page)
    save.wait_for()
    status.evaluate("element => { element.textContent = ''; }")
    save.click()
    until(page, f"() => /^[^%…]+$/.test({STATUS}.textContent.trim())")
    return status.inner_text()


STATUS = "document.querySelector('section[data-pack] [role=status]')"


def kept_files(files: Site) -> dict[str, list]:
    """What a phone keeps of an edition: [hash, bytes over the network] by path."""
    return json.loads(files[WHOLE])["files"]


def words_file(files: Site) -> str:
    """The words of the worker's notes."""
    return next(path for path in files if path.startswith("ar/saved-"))


def pack_file(files: Site) -> str:
    return f"ar/{json.loads(files[WHOLE])['pack']}"


def whole(page, host: Host, editions: dict[str, Site]) -> list[str]:
    """Without a network: the editions of which the phone has every page, script and index, to the byte."""
    faults, host.faults = host.faults, {"": misbehaving.gone}
    found = []
    for name in DAYS:
        # Not the index, which is no text: the worker finds it as it finds scripts.
        paths = [path for path in kept_files(editions[name]) if not path.endswith((".bin", ".txt", ".json"))]
        texts = page.evaluate(FETCHED, paths)
        if all(NOTE.sub("", text).encode() == editions[name][path] for path, text in zip(paths, texts, strict=True)):
            found.append(name)
    host.faults = faults
    return found


def mark(page) -> str:
    """The note on a page that is a saved copy."""
    return page.locator("main > [role=status] mark").inner_text()


def is_copy(page) -> bool:
    return page.locator("main > [role=status] mark").count() > 0


def edition(page) -> int:
    """When the clinic opens, by the page of the doctor: 9 in the old edition, 8 in the others."""
    return int(re.search(r"الساعة (\d)", page.locator("article").inner_text())[1])


def tuned(host: Host, editions: dict[str, Site], what: bytes, to: bytes) -> None:
    """Gives the worker another number, so that tests need not wait."""
    assert editions["old"]["sw.js"].count(what) == 1
    host.files["sw.js"] = host.files["sw.js"].replace(what, to)


def impatient(host: Host, editions: dict[str, Site]) -> None:
    tuned(host, editions, PATIENCE, b"300")


# Pages that were opened


def test_pages_that_were_opened_are_read_without_a_network_and_say_of_when_they_are(reader, host):
    page = reader()
    page.locator("article a").first.click()
    page.wait_for_url("**/ar/card/")
    settled(page)
    assert not is_copy(page)
    host.cut()
    page.reload()
    assert page.locator("h1").inner_text() == "البطاقة الصحية"
    assert "١٥" in mark(page) or "15" in mark(page), "the day that the host named"
    page.goto(host.address + "ar/doctor/")
    assert edition(page) == 9
    assert is_copy(page), "the page that brought the worker is there, too"


def test_a_page_comes_fresh_where_the_network_is_good(reader, host, editions):
    page = reader()
    host.deploy(editions["new"])
    page.reload()
    assert (edition(page), is_copy(page)) == (8, False)
    until(page, "async () => (await (await caches.match(location.href)).text()).includes('الساعة 8')")
    host.cut()
    page.reload()
    assert (edition(page), is_copy(page)) == (8, True)


@pytest.mark.parametrize("fault", [misbehaving.slow(0.9), misbehaving.stuck(0.9)], ids=["late", "stuck"])
def test_a_slow_network_gives_the_copy_and_the_fresh_page_is_there_the_next_time(reader, host, editions, fault):
    impatient(host, editions)
    page = reader()
    host.deploy(editions["new"])
    host.faults["ar/doctor/"] = fault
    page.reload()
    assert (edition(page), is_copy(page)) == (9, True)
    until(page, "async () => (await (await caches.match(location.href)).text()).includes('الساعة 8')")


BAD = [
    misbehaving.missing,
    misbehaving.broken,
    misbehaving.login,
    misbehaving.elsewhere,
    misbehaving.torn,
    misbehaving.short,
    misbehaving.empty,
    misbehaving.gone,
]
FEW = [misbehaving.missing, misbehaving.login, misbehaving.torn, misbehaving.short]
"""Those of them that differ most."""


def test_what_comes_in_place_of_a_saved_page_is_not_shown(reader, host, editions):
    page = reader()
    for fault in BAD:
        host.deploy(editions["new"])
        host.faults["ar/doctor/"] = fault
        page.reload()
        assert page.locator("article p").count(), f"{fault.__name__}: a blank page"
        assert is_copy(page), fault.__name__
    assert edition(page) == 9
    host.mend()
    page.reload()
    assert (edition(page), is_copy(page)) == (8, False)


def test_what_comes_in_place_of_a_page_is_never_saved(reader, host):
    page = reader("ar/phone/")
    for fault in BAD:
        host.faults["ar/card/"] = fault
        page.evaluate(FETCHED, ["ar/card/"])
    host.cut()
    page.goto(host.address + "ar/card/")
    assert page.locator("li a[href$='/ar/phone/']").count() == 1
    assert page.locator("article").count() == 0
    assert "ar/card/" not in everything(page)


def test_a_page_that_is_not_there_says_so_kindly_and_what_there_is(reader, host):
    page = reader()
    page.goto(host.address + "ar/card/")
    settled(page)
    host.cut()
    page.goto(host.address + "ar/contacts/?from=somewhere")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert "إنترنت" in page.locator("h1").inner_text()
    assert page.locator("a[href='tel:911']").is_visible()
    links = page.locator("li a")
    assert {link.get_attribute("href").rpartition("/ar/")[2] for link in links.all()} == {"doctor/", "card/"}
    links.filter(has_text="زيارة الطبيب").click()
    assert edition(page) == 9


def test_a_page_in_a_language_never_opened_says_so_in_one_that_was(reader, host):
    page = reader()
    host.cut()
    for path in ("", "en/card/"):
        page.goto(host.address + path)
        assert page.locator("html").get_attribute("lang") == "ar"
        assert page.locator("a[href='tel:911']").is_visible()
        assert page.locator("li a[href$='/ar/doctor/']").count() == 1


def test_a_page_that_may_put_its_reader_in_danger_leaves_no_copy(reader, host):
    # The page that brings the worker, and one opened later.
    page = reader("ar/safe/")
    page.goto(host.address + "ar/safe/")
    page.goto(host.address + "ar/card/")
    settled(page)
    assert not [path for path in everything(page) if "safe" in path or "exit" in path]
    host.cut()
    page.goto(host.address + "ar/safe/")
    assert page.locator("li a[href$='/ar/card/']").count() == 1
    assert page.locator("li a[href*=safe]").count() == 0


def test_a_copy_goes_when_its_page_may_put_its_reader_in_danger(device, host, editions):
    host.files["ar/safe/"] = editions["old"]["ar/card/"]
    page = device()
    page.goto(host.address + "ar/safe/")
    settled(page)
    host.deploy(editions["old"])
    page.reload()
    page.locator(".exit").wait_for()
    until(page, "async () => !await caches.match(location.href)")


def test_the_words_for_notes_come_as_soon_as_the_host_has_them(reader, host):
    words = words_file(host.files)
    host.faults[words] = misbehaving.missing
    page = reader()
    for fault in FEW:
        host.faults = {words: fault}
        page.reload()
        assert not is_copy(page)
    assert words not in everything(page)
    host.cut()
    page.reload()
    assert (edition(page), is_copy(page)) == (9, True)
    host.mend()
    page.reload()
    until(page, "async given => !!await caches.match('/' + given.words)", words=words)
    host.cut()
    page.reload()
    assert "نسخة محفوظة" in mark(page)


def test_half_a_script_does_not_stay(reader, host):
    script = next(path for path in host.files if path.startswith("assets/js/ar/checklist-"))
    page = reader()
    for fault in FEW:
        host.faults[script] = fault
        page.goto(host.address + "ar/card/")
        page.wait_for_load_state()
    assert script not in everything(page)
    host.mend()
    page.reload()
    page.locator("[data-tick]:enabled").first.wait_for()
    until(page, f"async () => !!await caches.match('/{script}')")
    host.cut()
    page.reload()
    page.locator("[data-tick]:enabled").first.check()
    assert is_copy(page)


def test_a_copy_waits_for_nothing_else(reader, host, editions):
    impatient(host, editions)
    host.faults[words_file(host.files)] = misbehaving.missing
    page = reader()
    host.faults = {"": misbehaving.slow(8)}
    start = time.monotonic()
    page.reload(wait_until="commit")
    assert time.monotonic() - start < 7
    assert (edition(page), is_copy(page)) == (9, True)


def test_no_more_pages_stay_than_there_is_a_place_for(reader, host, editions):
    tuned(host, editions, MOST, b"-15")
    page = reader()
    # The page of the phone may fetch, which those to read may not.
    page.goto(host.address + "ar/phone/")
    numbered = [f"ar/{n}/" for n in range(30)]
    host.files |= dict.fromkeys(numbered, host.files["ar/card/"])
    for path in numbered:
        page.evaluate(FETCHED, [path])
    until(page, "async () => (await (await caches.open('porchlight')).keys()).length < 18")
    words = words_file(host.files)
    if words not in cached(page)["porchlight"]:
        # Words are among the oldest now and then, and come back with the next page.
        page.evaluate(FETCHED, ["ar/29/"])
    until(page, "async given => !!await caches.match('/' + given.words)", words=words)
    found = cached(page)["porchlight"]
    assert "ar/29/" in found
    assert "ar/doctor/" not in found
    assert len(found) > 12


# A language that is kept


def test_aeroplane_mode_from_keeping_to_the_next_edition(reader, host, editions):
    page = reader("ar/phone/")
    _, save, remove = pack_of(page)
    save.wait_for()
    manifest = json.loads(editions["old"][WHOLE])
    assert re.findall(r"[\d٠-٩]+", save.inner_text()) == [str(-(-manifest["bytes"] // 1000))]
    assert not remove.is_visible()
    host.asked.clear()
    keep(page, host)
    assert host.asked == [pack_file(editions["old"])]
    assert whole(page, host, editions) == ["old"]

    page.context.set_offline(True)
    host.cut()
    page.locator(".crumbs a[href$='/search/']").click()
    page.wait_for_url("**/ar/search/**")
    box = page.locator("input[type=search]")
    box.fill("الطبيب")
    result = page.locator(".results a").first
    result.wait_for()
    assert "زيارة الطبيب" in result.inner_text()
    result.click()
    page.wait_for_url("**/ar/doctor/**")
    assert edition(page) == 9
    assert is_copy(page)
    page.locator("article a", has_text="البطاقة").click()
    page.wait_for_url("**/ar/card/")
    page.locator("[data-tick]:enabled").first.check()
    page.go_back()
    page.go_back()
    page.locator(".results a").first.wait_for()
    assert box.input_value() == "الطبيب"

    page.context.set_offline(False)
    host.deploy(editions["new"])
    page.goto(host.address + "ar/phone/")
    save.wait_for()
    offered = json.loads(editions["new"][WHOLE])
    before = kept_files(editions["old"])
    changed = {path for path, file in offered["files"].items() if before.get(path, [""])[0] != file[0]}
    assert "ar/doctor/" in changed
    assert "ar/card/" not in changed
    size = sum(offered["files"][path][1] for path in changed)
    assert re.findall(r"[\d٠-٩]+", save.inner_text()) == [str(-(-size // 1000))]
    assert not changed & {*host.asked}, "nothing is loaded before the tap"
    host.asked.clear()
    keep(page, host)
    assert sorted(host.asked) == sorted(changed)
    assert whole(page, host, editions) == ["new"]
    assert sum(name.startswith("porchlight:ar:") for name in cached(page)) == 1
    host.cut()
    page.goto(host.address + "ar/doctor/")
    assert edition(page) == 8


def test_an_update_that_changes_all_takes_the_pack(keeper, host, editions):
    page = keeper()
    host.deploy(editions["next"])
    page.reload()
    host.asked.clear()
    pack_of(page)[1].wait_for()
    keep(page, host)
    assert [path for path in host.asked if "/assets/" not in path and path != WHOLE] == [pack_file(editions["next"])]
    assert whole(page, host, editions) == ["next"]


def test_a_language_is_kept_from_a_host_that_compresses_nothing(reader, host, editions):
    host.packs = False
    page = reader("ar/phone/")
    keep(page, host)
    host.deploy(editions["new"])
    page.reload()
    pack_of(page)[1].wait_for()
    keep(page, host)
    assert whole(page, host, editions) == ["new"]


def test_from_a_host_that_compresses_text_alone_comes_what_the_button_says(reader, host, editions):
    host.deploy(editions["plain"])
    page = reader("ar/phone/")
    pack_of(page)[1].wait_for()
    told = unicodedata.normalize("NFKC", pack_of(page)[1].inner_text()).translate(DIGITS)
    weight = json.loads(host.files[WHOLE])["bytes"]
    assert re.search(rf"(?<!\d){-(-weight // 1000)}(?!\d)", told)
    host.asked.clear()
    keep(page, host)
    assert [path for path in host.asked if "/assets/" not in path and path != WHOLE] == [pack_file(host.files)]
    assert pack_file(host.files).rpartition(".")[2] in misbehaving.PACKED
    # It is gzip here, brotli on the button.
    assert len(gzip.compress(host.files[pack_file(host.files)])) < 1.25 * weight
    host.cut()
    page.goto(host.address + "ar/search/")
    page.locator("input[type=search]").fill("طبيب")
    page.locator(".results a[href*='doctor/']").first.wait_for()


def test_what_comes_in_place_of_a_pack_is_refused_and_the_next_try_works(reader, host, editions):
    page = reader("ar/phone/")
    for fault in BAD:
        host.faults[pack_file(editions["old"])] = fault
        assert "لم ينجح" in tried(page), fault.__name__
        only_kept_none(page)
    host.mend()
    keep(page, host)
    assert whole(page, host, editions) == ["old"]


@pytest.mark.parametrize("to", ["new", "next"])
def test_an_update_that_fails_leaves_the_old_edition_whole(keeper, host, editions, to):
    page = keeper()
    index = next(path for path in kept_files(editions["new"]) if path.endswith(".bin"))
    for path in ["ar/doctor/", index] if to == "new" else [pack_file(editions["next"])]:
        for fault in FEW if path == index else BAD:
            host.deploy(editions[to])
            host.faults[path] = fault
            if fault is BAD[0]:
                page.reload()
            tried(page)
            only_kept(page, json.loads(editions["old"][WHOLE])["hash"])
        assert whole(page, host, editions) == ["old"]
    host.mend()
    keep(page, host)
    assert whole(page, host, editions) == [to]


def test_a_host_between_two_deploys_gives_the_old_edition_or_the_new(keeper, host, editions):
    page = keeper()
    old, new = editions["old"], editions["new"]
    # The manifest is new, a page old; the manifest is old, the pages new.
    for files in (new | {"ar/doctor/": old["ar/doctor/"]}, old | {"ar/doctor/": new["ar/doctor/"]}):
        host.deploy(files)
        page.reload()
        if files[WHOLE] == new[WHOLE]:
            tried(page)
        else:
            page.wait_for_load_state("networkidle")
            assert not pack_of(page)[1].is_visible()
        page.goto(host.address + "ar/doctor/")
        assert (edition(page), is_copy(page)) == (9 if files[WHOLE] == new[WHOLE] else 8, False)
        page.goto(host.address + "ar/phone/")
        assert whole(page, host, editions) == ["old"]
    page.reload()
    pack_of(page)[2].click()
    only_kept_none(page)
    # The manifest is old, and its pack is gone.
    del host.files[pack_file(old)]
    tried(page)
    assert whole(page, host, editions) == []
    host.deploy(new)
    page.reload()
    pack_of(page)[1].wait_for()
    keep(page, host)
    assert whole(page, host, editions) == ["new"]


def test_pages_visited_since_do_not_mix_with_the_kept_ones(keeper, host, editions):
    page = keeper()
    host.deploy(editions["next"])
    for path in ("ar/doctor/", "ar/search/", "ar/"):
        page.goto(host.address + path)
        assert not is_copy(page)
    page.goto(host.address + "ar/phone/")
    pack_of(page)[1].wait_for()
    assert whole(page, host, editions) == ["old"]
    keep(page, host)
    host.deploy(editions["old"])
    page.goto(host.address + "ar/doctor/")
    page.goto(host.address + "ar/phone/")
    assert whole(page, host, editions) == ["next"]


def test_what_comes_in_place_of_the_list_of_what_there_is_changes_nothing(keeper, host, editions):
    page = keeper()
    status, save, remove = pack_of(page)
    for fault in BAD:
        host.deploy(editions["new"])
        host.faults[WHOLE] = fault
        page.reload()
        status.filter(has_text="إنترنت").wait_for()
        assert "محفوظ" in status.inner_text(), fault.__name__
        assert remove.is_visible()
        assert not save.is_visible()
    assert whole(page, host, editions) == ["old"]
    remove.click()
    only_kept_none(page)
    page.reload()
    status.filter(has_text="إنترنت").wait_for()
    assert not save.is_visible()
    assert not remove.is_visible()


def test_an_update_over_a_network_slower_than_the_worker_waits_works(reader, host, editions):
    impatient(host, editions)
    page = reader("ar/phone/")
    keep(page, host)
    host.deploy(editions["new"])
    host.faults["ar/doctor/"] = misbehaving.slow(0.8)
    page.reload()
    pack_of(page)[1].wait_for()
    keep(page, host)
    assert whole(page, host, editions) == ["new"]


def test_a_full_phone_keeps_the_old_edition_and_says_why(keeper, host, editions):
    page = keeper()
    host.deploy(editions["next"])
    page.reload()
    pack_of(page)[1].wait_for()
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.address, "quotaSize": 1000})
    assert "مساحة" in tried(page)
    assert whole(page, host, editions) == ["old"]
    page.goto(host.address + "ar/doctor/")
    assert edition(page) == 8
    assert not is_copy(page), "a page that cannot be saved is shown"
    page.goto(host.address + "ar/phone/")
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.address})
    keep(page, host)
    assert whole(page, host, editions) == ["next"]


# Two tabs


def beside(page, path: str):
    """Another tab of the same phone."""
    other = page.context.new_page()
    other.set_default_timeout(10_000)
    other.goto(path)
    return other


def test_two_tabs_update_at_once(keeper, host, editions):
    page = keeper()
    host.deploy(editions["new"])
    page.reload()
    other = beside(page, page.url)
    saves = [pack_of(tab)[1] for tab in (page, other)]
    for save in saves:
        save.wait_for()
    for save in saves:
        save.click()
    for save in saves:
        save.wait_for(state="hidden")
    time.sleep(0.3)
    only_kept(page, json.loads(editions["new"][WHOLE])["hash"])
    assert whole(page, host, editions) == ["new"]


def test_a_tab_that_fails_does_not_take_away_what_another_kept(reader, host, editions):
    page = reader("ar/phone/")
    other = beside(page, page.url)
    pack_of(other)[1].wait_for()
    keep(page, host)
    host.faults[pack_file(editions["old"])] = misbehaving.torn
    tried(other)
    time.sleep(0.3)
    assert whole(page, host, editions) == ["old"]


@pytest.mark.parametrize("to", ["new", "next"])
def test_a_tab_deletes_what_another_is_updating(keeper, host, editions, to):
    page = keeper()
    host.deploy(editions[to])
    slow = "ar/doctor/" if to == "new" else pack_file(editions[to])
    host.faults[slow] = misbehaving.slow(0.5)
    page.reload()
    other = beside(page, page.url)
    pack_of(page)[1].click()
    while slow not in host.asked:
        time.sleep(0.02)
    pack_of(other)[2].click()
    time.sleep(1.2)
    kept = page.evaluate("async () => { const x = await caches.match('/ar/offline.json'); return !!x; }")
    assert whole(page, host, editions) == ([to] if kept else [])


# The worker itself, and what becomes of its stores


def test_a_new_worker_replaces_the_old_and_all_that_is_kept_stays(keeper, host, editions):
    page = keeper()
    # Other words as well, which the phone does not have yet.
    words = words_file(host.files).rpartition("/")[2].encode()
    assert host.files["sw.js"].count(words.removeprefix(b"saved")) == 1
    host.files["sw.js"] = host.files["sw.js"].replace(words.removeprefix(b"saved"), b"-other.json")
    host.faults["ar/saved-other.json"] = misbehaving.gone
    page.evaluate(
        "async () => { const now = await navigator.serviceWorker.ready, old = now.active; await now.update();"
        "while (now.active == old || now.active.state != 'activated') await new Promise(r => setTimeout(r, 20)); }"
    )
    assert whole(page, host, editions) == ["old"]
    host.cut()
    page.goto(host.address + "ar/doctor/")
    assert edition(page) == 9
    assert "نسخة محفوظة" in mark(page), "with the words there are"
    page.goto(host.address + "en/doctor/")
    assert page.locator("a[href='tel:911']").is_visible()


def test_what_comes_in_place_of_the_worker_leaves_the_one_there_is(keeper, host, editions):
    page = keeper()
    host.files["sw.js"] += b"\n//"
    for fault in FEW:
        host.faults["sw.js"] = fault
        page.evaluate("async () => (await navigator.serviceWorker.ready).update().catch(String)")
    assert whole(page, host, editions) == ["old"]


def test_a_worker_that_is_withdrawn_cleans_up(keeper, host, editions):
    page = keeper()
    host.deploy(editions["withdrawn"])
    page.goto(host.address + "ar/doctor/")
    assert edition(page) == 9
    page.evaluate(
        "async () => { const there = await navigator.serviceWorker.getRegistration(); if (there) await there.update(); }"
    )
    until(page, "async () => !await navigator.serviceWorker.getRegistration() && !(await caches.keys()).length")
    page.goto(host.address + "ar/phone/")
    assert page.locator("section[data-pack]").count() == 0
    assert not everything(page)
    host.asked.clear()
    page.goto(host.address + "ar/doctor/")
    page.wait_for_load_state("networkidle")
    assert host.asked[0] == "ar/doctor/"
    assert not [path for path in host.asked if path == "sw.js" or "saved" in path], "nothing is asked for any more"


def test_stores_that_the_phone_has_emptied_are_filled_again(keeper, host, editions):
    page = keeper()
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": host.address, "storageTypes": "cache_storage"})
    page.goto(host.address + "ar/doctor/")
    assert (edition(page), is_copy(page)) == (9, False)
    page.goto(host.address + "ar/phone/")
    pack_of(page)[1].wait_for()
    assert not pack_of(page)[2].is_visible()
    keep(page, host)
    assert whole(page, host, editions) == ["old"]


def test_a_store_that_lost_its_files_is_mended_by_the_next_update(keeper, host, editions):
    page = keeper()
    page.evaluate("async () => { for (const x of await caches.keys()) if (/:ar:/.test(x)) await caches.delete(x); }")
    page.goto(host.address + "ar/doctor/")
    assert (edition(page), is_copy(page)) == (9, False)
    host.deploy(editions["new"])
    page.goto(host.address + "ar/phone/")
    pack_of(page)[1].wait_for()
    keep(page, host)
    assert whole(page, host, editions) == ["new"]


def test_the_dates_are_the_editions_and_the_hosts_whatever_the_phone_believes(device, host):
    page = device(timezone_id="America/Toronto", locale="en-CA")
    page.clock.set_fixed_time("1999-12-31T12:00:00Z")
    page.goto(host.address + "en/phone/")
    settled(page)
    status, save, remove = pack_of(page)
    save.click()
    remove.wait_for()
    assert "11/1/2026" in status.inner_text()
    page.goto(host.address + "ar/doctor/")
    settled(page)
    host.cut()
    page.goto(host.address + "en/doctor/")
    assert "11/1/2026" in mark(page)
    page.goto(host.address + "ar/doctor/")
    assert "2026" in mark(page).translate({0x660 + n: str(n) for n in range(10)})


def test_a_part_of_a_file_is_none_of_the_workers_business(keeper, host):
    page = keeper()
    script = next(path for path in kept_files(host.files) if path.startswith("assets/js/"))
    for path in ("assets/audio/ar/doctor.mp3", script):
        got = page.evaluate(
            "async path => { const x = await fetch('/' + path, {headers: {Range: 'bytes=0-9'}});"
            "return [x.status, (await x.arrayBuffer()).byteLength]; }",
            path,
        )
        assert got == [206, 10]
        assert path in host.asked
    page.goto(host.address + "ar/doctor/")
    page.locator("audio").evaluate("x => { x.preload = 'auto'; x.load(); }")
    for _ in range(100):
        if host.asked.count("assets/audio/ar/doctor.mp3") > 1:
            break
        time.sleep(0.02)
    assert host.asked.count("assets/audio/ar/doctor.mp3") > 1
    assert not [path for path in everything(page) if path.endswith(".mp3")]


# What the reader decides


def test_nothing_is_loaded_and_no_lasting_place_is_asked_for_before_a_tap(reader, host):
    page = reader("ar/phone/", SAVE_DATA + PERSISTED)
    pack_of(page)[1].wait_for()
    page.wait_for_load_state("networkidle")
    scripts = {path for path in host.asked if path.startswith("assets/js/ar/")}
    assert {path.rpartition("/")[2].partition("-")[0] for path in scripts} <= {"settings", "offline", "letters"}
    assert {*host.asked} - scripts == {"ar/phone/", "sw.js", words_file(host.files), WHOLE}
    assert page.evaluate("window.asked") is None
    keep(page, host)
    assert page.evaluate("window.asked") == 1
    assert not [path for path in host.asked if "/img/" in path]


def test_pictures_are_kept_where_the_reader_wants_them(reader, host, editions):
    page = reader("ar/phone/")
    pictures = json.loads(editions["old"][WHOLE])["pictures"]
    assert "assets/img/card-" in "".join(pictures["files"])
    choice = page.locator("section[data-pack] .task")
    choice.wait_for()
    assert re.findall(r"[\d٠-٩]+", choice.inner_text()) == [str(-(-pictures["bytes"] // 1000))]
    choice.locator("input").check()
    keep(page, host)
    host.cut()
    page.goto(host.address + "ar/card/")
    picture = page.locator("main img")
    picture.scroll_into_view_if_needed()
    for _ in range(100):
        if picture.evaluate("x => x.complete"):
            break
        time.sleep(0.02)
    assert picture.evaluate("x => x.naturalWidth") > 0
    host.deploy(editions["new"])
    page.goto(host.address + "ar/phone/")
    expect(choice.locator("input")).to_be_checked()
    host.asked.clear()
    keep(page, host)
    assert not [path for path in host.asked if "/img/" in path], "those it has are taken over"
    assert [path for path in everything(page) if "assets/img/card-" in path]
    pack_of(page)[2].click()
    only_kept_none(page)
    assert not [path for path in everything(page) if "/img/" in path]


def test_what_comes_in_place_of_a_picture_is_not_kept(reader, host, editions):
    page = reader("ar/phone/")
    picture = next(path for path in json.loads(editions["old"][WHOLE])["pictures"]["files"] if "/img/" in path)
    page.locator("section[data-pack] .task input").check()
    for fault in FEW:
        host.faults[picture] = fault
        assert "لم ينجح" in tried(page), fault.__name__
        assert picture not in everything(page)
    assert whole(page, host, editions) == []


def test_one_tap_deletes_the_language(keeper, host, editions):
    page = keeper()
    page.goto(host.address + "ar/card/")
    page.goto(host.address + "ar/phone/")
    status, save, remove = pack_of(page)
    save.wait_for(state="hidden")
    remove.click()
    only_kept_none(page)
    status.filter(has_text="الحذف").wait_for()
    assert not remove.is_visible()
    save.wait_for()
    host.cut()
    page.goto(host.address + "ar/doctor/")
    assert page.locator("article").count() == 0
    assert page.locator("li a[href$='/ar/card/']").count() == 1, "what was visited is another thing"


def test_delete_all_of_it_means_all(keeper, host):
    page = keeper()
    page.goto(host.address + "ar/card/")
    page.goto(host.address + "ar/phone/")
    remove = pack_of(page)[2]
    remove.wait_for()
    page.locator("[data-setting=clear]").click()
    page.locator("[data-setting=cleared]").wait_for()
    until(
        page,
        "async () => !(await Promise.all((await caches.keys()).map(async x => (await (await caches.open(x)).keys()).length))).some(Boolean)",
    )
    remove.wait_for(state="hidden")
    host.cut()
    with pytest.raises(Exception, match="net::ERR_"):
        page.goto(host.address + "ar/card/")
