"""Keys alone, as on a feature phone; large text; targets for thumbs."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser
LANGUAGES = ["en", "ar", "ti", "zh-Hans"]
PATHS = [
    "{}/",
    "{}/health-card/",
    "{}/emergencies/",
    "{}/not-safe-at-home/",
    "{}/topics/health/",
    "{}/topics/health/print/",
    "{}/pathways/just-arrived/",
    "{}/contacts/",
    "{}/glossary/",
    "{}/phone/",
    "embed/{}/health-card/",
]
TARGET_PX = 44  # WCAG 2.2, SC 2.5.5
MIN_WIDTH_PX = 24  # WCAG 2.2, SC 2.5.8: a short word is narrow, and has its line for itself or air around it
SEEN = "e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})"
REACHABLE = f"""[...document.querySelectorAll('a[href],button,summary,input,audio,[tabindex]')].filter(
    e => !e.disabled && {SEEN} && !(e.tabIndex < 0))"""
FOCUSED = f"""(() => {{
    const e = document.activeElement, s = getComputedStyle(e), r = e.getClientRects()[0];
    const x = Math.max(r.left, 0), y = Math.max(r.top, 0), width = Math.min(r.right, innerWidth) - x;
    const top = document.elementFromPoint(x + Math.min(width, 40) / 2, y + (Math.min(r.bottom, innerHeight) - y) / 2);
    return {{
        at: {REACHABLE}.indexOf(e),
        name: e.outerHTML.slice(0, 90),
        ring: s.outlineStyle != 'none' && parseFloat(s.outlineWidth) >= 2,
        seen: !!top && (e.contains(top) || top.contains(e)),
    }}; }})()"""
PRESSED = (
    "button,summary,.button,.plain-button,.exit,.task label,.languages a,header a,.links a,.steps a,.crumbs a,footer a,"
    ".group a,.chooser a,.pager a,input"
)
"""All that stands by itself. Links in running text, and words explained there, are as high as its lines."""
SMALL = f"""[...document.querySelectorAll('{PRESSED}')].filter(e => {SEEN} && !e.closest('.term, .stale'))
    .map(e => [e, (e.closest('label') || e).getBoundingClientRect()])
    .filter(([e, r]) => r.height < {TARGET_PX} - 0.5 || r.width < {MIN_WIDTH_PX})
    .map(([e, r]) => `${{Math.round(r.width)}} x ${{Math.round(r.height)}}: ${{e.outerHTML.slice(0, 90)}}`)"""
CUT = f"""[...document.body.querySelectorAll('*')].filter(e => {SEEN} && !e.closest('svg, .skip') && (
        ['hidden', 'clip'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1
        || ['hidden', 'clip'].includes(getComputedStyle(e).overflowY) && e.scrollHeight > e.clientHeight + 1))
    .concat([...document.querySelectorAll('h1,h2,h3,p,li,a,bdi,b,button,summary,label,dt,dd,img')].filter(
        e => {SEEN} && !e.closest('.skip, .scroll') && [...e.getClientRects()].some(r => r.left < -1 || r.right > innerWidth + 1)))
    .map(e => e.outerHTML.slice(0, 90))"""


def walked(page) -> list[dict]:
    """Where Tab leads on a page, from its start until it leaves."""
    steps = []
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement == document.body || !document.hasFocus()"):
            return steps
        steps.append(page.evaluate(FOCUSED))
        if len(steps) > 1 and steps[-1]["at"] == steps[0]["at"]:
            return steps[:-1]
    raise AssertionError("Tab goes round in a part of the page: " + steps[-1]["name"])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_tab_reaches_all_in_order_and_its_place_is_always_seen(device, address, language):
    page = device(java_script_enabled=True)
    for path in ["", *PATHS]:
        page.goto(address + path.format(language))
        steps = walked(page)
        assert [step["at"] for step in steps] == list(range(page.evaluate(f"{REACHABLE}.length"))), path
        assert [step["name"] for step in steps if not step["ring"]] == [], path
        assert [step["name"] for step in steps if not step["seen"]] == [], path


def go(page, selector: str) -> None:
    """Tab to an element and press Enter."""
    target = page.locator(selector).first
    for _ in range(150):
        page.keyboard.press("Tab")
        if target.evaluate("e => e == document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def test_keys_alone_lead_from_the_chooser_to_whom_to_call_in_another_language(phone, address):
    phone.goto(address)
    go(phone, ".chooser a[lang=en]")
    phone.wait_for_url("**/en/")
    go(phone, ".topic a[href*='health-card']")
    phone.wait_for_url("**/en/health-card/")
    go(phone, ".languages summary")
    go(phone, ".languages a[lang=ar]")
    phone.wait_for_url("**/ar/health-card/")
    go(phone, ".skip")
    phone.wait_for_url("**/ar/health-card/#_main")
    phone.keyboard.press("Tab")
    assert phone.evaluate("!!document.activeElement.closest('main')"), "the link past the menu leads past the menu"
    go(phone, "footer a[href$='contacts/']")
    phone.wait_for_url("**/ar/contacts/")
    go(phone, ".group summary")
    go(phone, ".group[open] a")
    assert "#" in phone.url
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.closest('li').id") == phone.url.split("#")[1]
    go(phone, ".contact a[href^='tel:']")


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_of_twice_the_size_loses_nothing(device, address, language):
    page = device(viewport={"width": 360, "height": 640})
    lost = []
    for path in ["", *PATHS, f"{'ar' if language == 'en' else language}/health-card/both/", "404.html"]:
        page.goto(address + path.format(language))
        page.evaluate("[...document.querySelectorAll('details')].forEach(e => { e.open = true; })")
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 32
        wide = page.evaluate("document.documentElement.scrollWidth")
        lost += [
            f"{path.format(language)}: {fault}" for fault in [f"{wide} px wide"] * (wide > 360) + page.evaluate(CUT)
        ]
    assert not lost, "\n".join(lost)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_thumb_presses_is_44_px_high(device, address, language):
    page = device(viewport={"width": 360, "height": 640})
    small = []
    for path in ["", *PATHS, "404.html"]:
        page.goto(address + path.format(language))
        page.evaluate("[...document.querySelectorAll('details')].forEach(e => { e.open = true; })")
        small += [f"{path.format(language)}: {target}" for target in page.evaluate(SMALL)]
    assert not small, "\n".join(small)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_header_leaves_two_thirds_of_the_smallest_phone_to_the_page(phone, address, language):
    phone.goto(f"{address}{language}/health-card/")
    header, call, menu = (
        phone.locator(selector).bounding_box()
        for selector in ("header", ".header__emergency", "header .languages summary")
    )
    assert header["height"] <= 320 / 3
    assert menu["y"] == pytest.approx(call["y"], abs=1), "the menu of languages stands beside the number to call"
    assert min(menu["width"], menu["height"]) >= 44
    said = phone.locator("header .languages summary").aria_snapshot()
    words = phone.locator("header .languages summary").text_content().split()
    assert all(word in said for word in words), "what is not shown is still said"
