"""The search in a browser: by keys, on small phones, in both directions, and when the network or the script fails."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from browser import misbehaving
from portals import page as read

pytestmark = pytest.mark.browser
SEARCH = re.compile(r"/search-[0-9a-f]{8}\.js$|/search\.[0-9a-f]{8}\.bin$")
SHIFTS = """window.shifts = []; new PerformanceObserver(list => list.getEntries().forEach(entry => {
    if (!entry.hadRecentInput) shifts.push([entry.value, entry.sources.map(one => one.node && one.node.nodeName)]);
})).observe({type: 'layout-shift', buffered: true});"""
NO_WORKER = "navigator.serviceWorker.register = () => Promise.reject();"
LOGIN = "<!doctype html><title>Wi-Fi</title><form>Log in to the network</form>"
BOX, STATUS, RESULTS, NONE = "#_q", "[role=status]", ".results a", ".results + div"


@pytest.fixture
def search(device, address):
    """Opens the search of a language, with nothing kept by a service worker."""

    def opened(tag: str = "en", further: str = "", before: str = "", **options):
        page = device(before + NO_WORKER, **options)
        page.asked_before = False
        page.goto(f"{address}{tag}/search/{further}")
        return page

    return opened


@pytest.fixture
def host(site) -> Iterator[misbehaving.Host]:
    """A host of the built portal that may misbehave."""
    with misbehaving.hosted(misbehaving.files_of(site)) as made:
        yield made


def until(page, condition: str) -> None:
    """Waits for a condition. Playwright's own way to wait for one is eval, which the policy forbids."""
    for _ in range(300):
        if page.evaluate(condition):
            return
        time.sleep(0.02)
    raise AssertionError(condition)


def said(page) -> str:
    """What is announced, once it is no longer the wait."""
    until(page, f"!/^$|…/.test(document.querySelector('{STATUS}').textContent)")
    return page.locator(STATUS).inner_text()


def ask(page, query: str) -> str:
    """Types a query into the box and sends it; what is announced."""
    if not page.asked_before:
        page.locator(BOX).click()
        until(page, "!!document.querySelector('[data-index]').onsubmit")
        page.asked_before = True
    page.locator(BOX).fill(query)
    page.locator(STATUS).evaluate("e => { e.textContent = ''; }")
    page.keyboard.press("Enter")
    return said(page)


def faults(page) -> list[str]:
    """What the console said, but for Chromium's note that an address with a # keeps the focus."""
    return [text for text in page.complaints if not text.startswith("Autofocus")]


def fits(page) -> bool:
    """Whether nothing has to be scrolled to sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def focused(page) -> str:
    """Where keys go: the element's tag and text."""
    return page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.textContent.trim()")


def test_keys_alone_lead_from_the_question_to_the_heading_that_answers_it_and_back(search, address):
    page = search()
    for _ in range(30):
        if page.evaluate("document.activeElement.id") == "_q":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("how to look for a home")
    assert re.search(r"\d", said(page))
    page.keyboard.press("Enter")
    until(page, "!!history.state")
    page.keyboard.press("Tab")
    assert focused(page).startswith("BUTTON")
    page.keyboard.press("Tab")
    assert focused(page).startswith("A ")
    link = page.evaluate("document.activeElement.href")
    titles = page.locator(RESULTS).all_inner_texts()
    page.keyboard.press("Enter")
    page.wait_for_url(link)
    assert page.url == f"{address}en/housing/#how-to-look-for-a-home"
    assert page.locator(":target").inner_text() == "How to look for a home"
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top < innerHeight")
    page.go_back()
    page.locator(RESULTS).first.wait_for()
    assert page.locator(BOX).input_value() == "how to look for a home"
    assert page.locator(RESULTS).all_inner_texts() == titles
    # Safari keeps the page as it was for Back, but resets such a box.
    page.evaluate("document.getElementById('_search').reset()")
    assert page.locator(BOX).input_value() == "how to look for a home"
    assert faults(page) == []


def test_a_question_sent_before_the_script_is_there_is_answered(search):
    """On a slow network the browser would send the form by itself, and leave the page with the question."""
    page = search()

    def slowly(route):
        time.sleep(0.5)
        route.continue_()

    page.route("**/search-*.js", slowly)
    page.locator(BOX).focus()
    page.keyboard.type("doctor")
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    assert re.search(r"\d", said(page))
    assert page.locator(BOX).input_value() == "doctor"


def test_an_arrow_out_of_the_box_is_no_query(search):
    page = search()
    page.locator(BOX).focus()
    for key in ("ArrowDown", "ArrowUp", "Escape", "Enter"):
        page.keyboard.press(key)
    page.wait_for_load_state("networkidle")
    assert page.locator(STATUS).inner_text() == ""
    assert page.locator(RESULTS).count() == 0
    assert faults(page) == []


def test_how_many_were_found_is_announced(search):
    page = search()
    assert page.locator(STATUS).count() == 1, "a screen reader watches what is there from the beginning"
    assert page.locator(STATUS).inner_text() == ""
    found = ask(page, "health card")
    assert str(page.locator(RESULTS).count()) in found
    nothing = ask(page, "xyzzyqwv")
    assert page.locator(RESULTS).count() == 0
    assert not re.search(r"\d", nothing)


def test_nothing_but_the_page_is_fetched_before_the_box_is_used(search):
    page = search()
    page.wait_for_load_state("networkidle")
    assert [url for url in page.asked if SEARCH.search(url)] == []
    page.mouse.wheel(0, 500)
    page.mouse.wheel(0, -500)
    with page.expect_response("**/search.*.bin"):
        page.locator(BOX).click()
    assert len([url for url in page.asked if SEARCH.search(url)]) == 2, "the script and one index"
    assert not [url for url in page.asked if url.endswith("index.txt")]


def test_an_index_is_fetched_once(search):
    page = search()
    for query in ("doctor", "school", "tax"):
        ask(page, query)
    assert len([url for url in page.asked if url.endswith(".bin")]) == 1


def test_results_come_while_a_word_is_typed(search):
    page = search()
    page.locator(BOX).press_sequentially("vaccin")
    said(page)
    assert page.locator(RESULTS).count() > 0


@pytest.mark.parametrize("size", [(240, 320), (360, 640)], ids=["240", "360"])
@pytest.mark.parametrize(
    ("tag", "query"),
    [("en", "xyzzyqwv"), ("en", "health card"), ("en", "rent"), ("ar", "ايجار"), ("zh-Hans", "医生"), ("ti", "ሓኪም")],
)
def test_what_stands_on_the_page_does_not_move_by_itself(search, tag, query, size):
    """Results come while somebody types; what comes later, on a slow network, takes the room that is kept for it."""
    page = search(tag, before=SHIFTS, viewport={"width": size[0], "height": size[1]})

    def slowly(route):
        page.wait_for_timeout(700)
        route.continue_()

    page.route("**/*.txt", slowly)
    page.locator(BOX).click()
    page.wait_for_load_state("networkidle")
    ask(page, query)
    if query != "xyzzyqwv":
        until(page, "document.querySelectorAll('.results li:nth-child(-n+2) mark').length > 1")
        page.wait_for_timeout(800)
    assert page.evaluate("shifts") == []


def test_the_part_of_a_page_that_answers_is_shown_with_the_words_marked(search):
    page = search()
    ask(page, "vaccines for children")
    page.locator(".results mark").first.wait_for()
    marked = {words.casefold().strip(".,") for words in page.locator(".results mark").all_inner_texts()}
    assert marked
    assert all(word.startswith(("vaccin", "child")) for word in marked - {"for"}), marked
    assert not re.search("<|>", page.locator(".results p").first.inner_text())


@pytest.mark.parametrize(("tag", "query"), [("en", "interpreter 211 911"), ("zh-Hans", "医生 健康卡 药")])
def test_what_is_shown_of_a_page_has_no_addresses_and_marks_no_clauses(search, tag, query):
    page = search(tag)
    ask(page, query)
    for number in range(min(6, page.locator(RESULTS).count())):
        page.locator(RESULTS).nth(number).focus()
        until(page, f"document.querySelectorAll('.results p')[{number}].textContent.length > 20")
    assert "://" not in " ".join(page.locator(".results p").all_inner_texts())
    marked = page.locator(".results mark").all_inner_texts()
    assert marked
    assert not [words for words in marked if re.search("[、。！？，；：（）]", words)]


def test_of_all_results_only_those_that_are_looked_at_cost_an_excerpt(search):
    page = search()
    ask(page, "work")
    page.wait_for_load_state("networkidle")
    count = page.locator(RESULTS).count()
    assert count > 2
    texts = len([url for url in page.asked if url.endswith("index.txt")])
    assert texts == 2
    page.locator(RESULTS).nth(2).focus()
    until(page, "document.querySelectorAll('.results p')[2].textContent.length > 20")
    assert len([url for url in page.asked if url.endswith("index.txt")]) == texts + 1


@pytest.mark.parametrize("query", ["doctor", "xyzzyqwv"])
def test_emptying_the_box_forgets_what_was_asked(search, query):
    page = search()
    ask(page, query)
    page.locator(BOX).fill("")
    until(page, "history.state === ''")
    # Nothing that was still under way comes after it.
    page.wait_for_timeout(1200)
    assert page.locator(STATUS).inner_text() == ""
    assert page.locator(RESULTS).count() == 0
    assert not page.locator(NONE).is_visible()
    page.evaluate("document.getElementById('_search').reset()")
    assert page.locator(BOX).input_value() == ""
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.locator(BOX).input_value() == ""
    page.asked_before = False
    assert re.search(r"\d", ask(page, "school"))


@pytest.mark.parametrize(
    ("tag", "slip", "meant"), [("ti", "ሓኪን", "ሓኪም"), ("ar", "بيث", "بيت"), ("en", "doctro", "doctor")]
)
def test_one_slip_is_forgiven_in_words_of_three_letters_where_these_say_much(search, tag, slip, meant):
    page = search(tag)
    ask(page, meant)
    found = {*page.locator(RESULTS).all_inner_texts()}
    ask(page, slip)
    assert found & {*page.locator(RESULTS).all_inner_texts()}


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_where_nothing_is_found_there_are_topics_and_somebody_to_call(search, tag):
    page = search(tag)
    assert not page.locator(NONE).is_visible()
    ask(page, "xyzzyqwv")
    assert page.locator(NONE).is_visible()
    assert page.locator(f"{NONE} a[href*='/topics/']").count() > 2
    assert page.locator(f"{NONE} a[href^='tel:']").count() >= 1
    assert fits(page)
    ask(page, "911")
    assert page.locator(RESULTS).count() > 0
    assert not page.locator(NONE).is_visible()


@pytest.mark.parametrize(
    ("tag", "query"),
    [("en", "work permit"), ("ar", "طبيب"), ("zh-Hans", "医生"), ("ti", "ሓኪም")],
)
def test_a_small_phone_shows_results_in_the_direction_of_their_language(search, tag, query):
    page = search(tag)
    ask(page, query)
    assert page.locator(RESULTS).count() > 0
    page.wait_for_load_state("networkidle")
    assert fits(page)
    direction = page.locator(".results").evaluate("e => getComputedStyle(e).direction")
    assert direction == ("rtl" if tag in ("ar", "ckb") else "ltr")
    box = page.locator(BOX).bounding_box()
    assert box["height"] >= 43.5
    assert all(link.bounding_box()["height"] >= 24 for link in page.locator(RESULTS).all()[:5])
    assert faults(page) == []


def test_a_long_query_and_a_long_word_do_not_widen_a_small_phone(search):
    page = search()
    for query in ("doctor " * 1400, "w" * 10_000, "?" * 10_000, "\u2067طبيب\u2069 doctor 👩🏽‍⚕️"):
        ask(page, query)
        assert fits(page)
    assert faults(page) == []


def test_an_english_query_in_arabic_shows_arabic_pages(search, site):
    page = search("ar")
    ask(page, "vaccines for my children")
    assert len([url for url in page.asked if url.endswith(".bin")]) == 2
    first = page.locator(RESULTS).first
    path = first.get_attribute("href").split("#")[0].removeprefix("../")
    assert read(site, f"ar/{path}").all("h1")[0][1] in first.inner_text()
    first.click()
    page.wait_for_url("**/ar/*/**")
    assert faults(page) == []


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 200, "content_type": "text/html", "body": LOGIN},
        {"status": 404, "body": "Not found"},
        None,
    ],
    ids=["a login page", "404", "no network"],
)
def test_what_is_no_index_is_refused_and_the_list_stays_and_it_is_asked_for_again(search, fault):
    page = search()
    listed = page.locator("main a").count()

    def faulty(route):
        route.fulfill(**fault) if fault else route.abort()

    page.route("**/*.bin", faulty)
    message = ask(page, "doctor")
    assert not re.search(r"\d", message)
    assert page.locator(RESULTS).count() == 0
    assert page.locator("main a").count() == listed
    assert page.locator("main a[href='../housing/']").first.is_visible()
    assert not [one for one in faults(page) if "Failed to load" not in one], "a promise nobody caught"
    page.unroute("**/*.bin")
    assert re.search(r"\d", ask(page, "doctor card"))
    assert page.locator(RESULTS).count() > 0


@pytest.mark.parametrize("change", ["truncated", "changed"])
def test_an_index_that_is_not_whole_is_refused(search, site, change):
    [file] = (site / "en").glob("search.*.bin")
    data = bytearray(file.read_bytes())
    data = data[: len(data) // 2] if change == "truncated" else data[:-1] + bytes([data[-1] ^ 1])
    page = search()
    page.route("**/*.bin", lambda route: route.fulfill(body=bytes(data)))
    assert not re.search(r"\d", ask(page, "doctor"))
    assert page.locator(RESULTS).count() == 0
    assert faults(page) == []


def test_where_the_script_does_not_come_the_list_stays(search):
    page = search()
    page.route("**/search-*.js", lambda route: route.abort())
    page.locator(BOX).fill("doctor")
    page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")
    assert page.locator("main a[href='../housing/']").first.is_visible()


@pytest.mark.parametrize("fault", [misbehaving.login, misbehaving.elsewhere])
def test_a_login_page_in_place_of_the_script_is_no_end_of_searching(device, host, fault):
    page = device(NO_WORKER)
    page.goto(f"{host.address}en/search/")
    [script] = [path for path in host.files if path.startswith("assets/js/en/search-")]
    host.faults[script] = fault
    with page.expect_event("pageerror"):
        # One key, one try: another would be on its way when the network is back.
        page.locator(BOX).press_sequentially("d")
    host.mend()
    page.locator(BOX).press_sequentially("octor")
    assert re.search(r"\d", said(page))
    assert page.locator(RESULTS).count() > 0


def test_who_kept_a_language_is_answered_in_the_offices_language_without_a_network(device, host):
    page = device()
    page.goto(f"{host.address}ar/phone/")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.locator("[data-pack] button").first.click()
    page.locator("[data-pack] button").nth(1).wait_for()
    host.cut()
    page.goto(f"{host.address}ar/search/")
    page.locator(BOX).fill("vaccines")
    page.keyboard.press("Enter")
    page.locator(RESULTS).first.wait_for()


def test_without_script_there_is_a_list_of_all_pages_and_words(phone, address, site):
    phone.goto(f"{address}ar/search/")
    assert not phone.locator(BOX).is_visible(), "a box that does nothing"
    pages = [file.parent.name for file in (site / "ar").glob("*/index.txt")]
    assert len(pages) > 20
    hrefs = {link.get_attribute("href") for link in phone.locator("main a").all()}
    assert {f"../{name}/" for name in pages} <= hrefs
    assert len([href for href in hrefs if href.startswith("../glossary/#")]) > 5
    assert fits(phone)
    phone.locator("main a[href='../housing/']").first.click()
    assert phone.url == f"{address}ar/housing/"


def test_the_address_does_not_say_what_was_asked(search, address):
    """A host would see it, and whoever looks over the shoulder at the history."""
    page = search()
    ask(page, "doctor")
    page.wait_for_load_state("networkidle")
    assert page.url == f"{address}en/search/#_search"
    assert not [url for url in page.asked if "doctor" in url.rpartition("/en/")[2] and "see-a-doctor/" not in url]
    page.reload()
    assert re.search(r"\d", said(page))
    assert page.locator(BOX).input_value() == "doctor"


@pytest.mark.parametrize("query", ["?fbclid=abc", "?q=%zz%D8", "#%"])
def test_an_address_with_something_else_does_no_harm(search, query):
    page = search("en", query)
    assert re.search(r"\d", ask(page, "doctor"))
    assert page.locator(RESULTS).count() > 0
