"""What scripts add to the real pages, and that each page loads only those it uses."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser
CHECKLIST, EXIT, PICTURE, HOURS, ALERT = "data-load=checklist", "class=exit", "data-size=", "data-hours=", "data-until="
SAVE_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
VOICE = """Object.defineProperty(window, 'speechSynthesis', { value: { speak(u) { (window.said = window.said || []).push(u.text); },
    cancel() {}, getVoices() { return [{ lang: '%s' }]; } } }); window.SpeechSynthesisUtterance = function (t) { this.text = t; };"""
NO_VOICE = "speechSynthesis.getVoices = () => [];"
SCRIPT = re.compile(r"/assets/js/([\w-]+)/(\w+)-[0-9a-f]{8}\.js$")


def loaded(page) -> set[str]:
    """The scripts that a page has asked for."""
    return {found[2] for url in page.asked if (found := SCRIPT.search(url))}


def test_ticks_survive_a_reload_and_a_change_of_language(device, address, page_with):
    page = device()
    page.goto(address + page_with(CHECKLIST))
    boxes = page.locator("article [data-tick]")
    boxes.nth(1).check()
    page.reload()
    assert [box.is_checked() for box in boxes.all()[:3]] == [False, True, False]
    page.locator(".languages summary").click()
    page.locator(".languages a[lang=ar]").click()
    page.wait_for_url("**/ar/**")
    assert [box.is_checked() for box in page.locator("article [data-tick]").all()[:3]] == [False, True, False]
    assert page.complaints == []


def test_a_tick_is_set_by_its_words(device, address, page_with):
    page = device()
    page.goto(address + page_with(CHECKLIST, "ar"))
    page.locator(".task label").first.click()
    assert page.locator("article [data-tick]").first.is_checked()


@pytest.mark.parametrize("language", ["en", "ar", "ti", "zh-Hans"])
def test_who_saves_data_is_told_what_a_picture_costs_before_it_loads(device, address, page_with, language):
    page = device(before=SAVE_DATA)
    page.goto(address + page_with(PICTURE, language))
    picture = page.locator(".picture").first
    button = picture.locator("button")
    button.scroll_into_view_if_needed()
    page.mouse.wheel(0, 3000)
    page.wait_for_load_state("networkidle")
    assert [url for url in page.asked if "/assets/img/" in url] == []
    assert re.search(r"\d", button.inner_text())
    assert not picture.locator("img").is_visible()
    assert button.bounding_box()["height"] >= 43.5
    button.click()
    picture.locator("img").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert len([url for url in page.asked if "/assets/img/" in url]) == 1
    assert picture.locator("img").evaluate("e => e.naturalWidth") > 0
    assert page.complaints == []


def test_the_switch_for_saving_data_holds_on_every_page(device, address, page_with):
    page = device()
    page.goto(f"{address}en/phone/")
    page.locator("[data-setting=save]").check()
    page.goto(address + page_with(PICTURE))
    page.locator(".picture button").first.wait_for()
    assert [url for url in page.asked if "/assets/img/" in url] == []


def test_the_first_page_goes_straight_to_the_language_chosen_before_and_back_does_not_loop(device, address):
    page = device(locale="fr-CA")
    page.goto(f"{address}en/phone/")
    page.goto(address)
    assert page.locator(".likely").all_inner_texts() == ["français"]
    assert page.locator(".chooser li").first.inner_text() == "français"
    page.locator(".chooser a[lang=ar]").click()
    page.wait_for_url(f"{address}ar/")
    page.go_back()
    assert page.url == f"{address}#languages", "Back shows the list"
    page.goto(f"{address}en/phone/")
    page.goto(address, wait_until="commit")
    page.wait_for_url(f"{address}ar/")
    page.go_back()
    assert page.url == f"{address}en/phone/", "the list is not in the way"
    page.goto(f"{address}ar/")
    page.locator(".languages summary").click()
    page.locator(".languages a[href$='#languages']").click()
    page.wait_for_url(f"{address}#languages")
    assert page.locator(".chooser li").count() == 7
    assert page.complaints == []


@pytest.mark.parametrize("language", ["en", "ar", "ti", "zh-Hans"])
def test_open_now_is_said_in_the_pages_language(device, address, page_with, language):
    said = set()
    for clock in ("2026-11-24T17:00:00Z", "2026-11-25T08:00:00Z"):  # Tuesday noon, Wednesday night
        page = device(timezone_id="America/Toronto")
        page.clock.set_fixed_time(clock)
        page.goto(address + page_with(HOURS, language))
        page.wait_for_load_state("networkidle")
        marks = page.locator(".open")
        assert all(" open--" in mark.get_attribute("class") for mark in marks.all())
        said |= {mark.inner_text() for mark in marks.all()}
        assert page.complaints == []
    assert len(said) == 2
    assert "" not in said
    assert language == "en" or "Open now" not in said


@pytest.mark.parametrize(
    ("language", "voice"), [("en", "en-CA"), ("ar", "ar-SA"), ("zh-Hans", "cmn-CN"), ("ti", "ti-ER")]
)
def test_listen_appears_only_with_a_voice_of_the_language(device, address, language, voice):
    path = f"{language}/health-card/"
    page = device(before=VOICE % "xx-XX")
    page.goto(address + path)
    assert not page.locator(".listen").is_visible()
    page = device(before=VOICE % voice)
    page.goto(address + path)
    assert page.locator(".listen").is_visible()
    assert "listen" not in loaded(page)
    page.locator(".listen").click()
    page.locator("h1.reading").wait_for()
    assert page.evaluate("said[0]").strip() in page.locator("h1").inner_text()
    assert page.locator(".listen").count() == 2
    assert page.complaints == []


def test_leaving_a_page_in_danger_takes_it_out_of_the_history(device, address, page_with):
    path = page_with(EXIT)
    page = device()
    page.context.route("https://**", lambda route: route.fulfill(body="Sun", content_type="text/html"))
    page.goto(f"{address}en/phone/")
    page.goto(address + path)
    page.locator(".exit").click()
    page.wait_for_url("https://**")
    page.go_back()
    assert page.url == f"{address}en/phone/"
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://**")


def test_of_a_page_that_may_put_its_reader_in_danger_nothing_is_kept(device, address, page_with):
    page = device()
    page.goto(address + page_with(EXIT))
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-tick]:enabled").count() == 0
    assert page.evaluate("localStorage.length") == 0


def test_this_phone_forgets_all_at_one_touch(device, address, page_with):
    page = device()
    page.goto(address + page_with(CHECKLIST))
    page.locator("article [data-tick]").first.check()
    page.locator(".languages summary").click()
    page.locator(".languages a[lang=ar]").click()
    page.wait_for_url("**/ar/**")
    page.goto(f"{address}ar/phone/")
    page.locator("[data-setting=save]").check()
    kept = page.evaluate("Object.keys(localStorage).map(key => key.split(':')[1]).sort()")
    assert kept == ["language", "save", "ticks"]
    page.locator("[data-setting=clear]").click()
    assert page.locator("[data-setting=cleared]").is_visible()
    assert page.evaluate("localStorage.length") == 0
    assert page.context.cookies() == []
    page.goto(address)
    assert page.url == address


def test_an_alert_is_gone_when_its_last_day_is_over(device, address, page_with):
    path = page_with(ALERT)
    page = device()
    page.goto(address + path)
    last = page.locator("[data-until]").first.get_attribute("data-until")
    for clock, seen in ((f"{last}T12:00:00", True), (f"{int(last[:4]) + 1}{last[4:]}T12:00:00", False)):
        page = device()
        page.clock.set_fixed_time(clock)
        page.goto(address + path)
        assert page.locator("[data-until]").first.is_visible() == seen


@pytest.mark.parametrize(
    ("piece", "names"), [(CHECKLIST, "checklist"), (EXIT, "exit"), (HOURS, "hours"), ("data-load=settings", "settings")]
)
def test_a_page_loads_the_scripts_it_uses(device, address, page_with, piece, names):
    page = device(before=NO_VOICE)
    page.goto(address + page_with(piece, "ar"))
    page.wait_for_load_state("networkidle")
    assert names in loaded(page)
    assert {SCRIPT.search(url)[1] for url in page.asked if SCRIPT.search(url)} == {"ar"}


def test_no_page_loads_a_script_that_it_does_not_use_and_the_policy_finds_no_fault(device, address, site):
    page = device(before=NO_VOICE)
    uses = {"checklist": CHECKLIST, "exit": EXIT, "hours": HOURS, "settings": "data-load=settings"}
    for file in sorted((site / "en").rglob("index.html")):
        body = file.read_text(encoding="utf-8").partition("<body")[2]
        page.asked.clear()
        page.goto(f"{address}{file.parent.relative_to(site).as_posix()}/")
        wanted = {name for name, piece in uses.items() if piece in body}
        assert loaded(page) == wanted, file
        assert [url for url in page.asked if not url.startswith((address, "data:"))] == []
    assert page.complaints == []
    page.goto(f"{address}en/")
    page.locator(".share summary").click()
    page.locator(".share button").first.wait_for()
    assert "share" in loaded(page)
