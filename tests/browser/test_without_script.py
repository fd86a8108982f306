"""With script off, everything that is content, contacts, sharing, printing and feedback works."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

pytestmark = pytest.mark.browser
LANGUAGES = ["en", "ar", "ti", "zh-Hans"]
CHECKLIST, TERM, EXIT, PICTURE = "data-tick=", "class=term", "class=exit", "data-size="


def href(locator) -> str:
    return locator.first.get_attribute("href")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_needs_a_script_is_not_offered(phone, address, page_with, language):
    phone.goto(address + page_with(CHECKLIST, language))
    assert not phone.locator(".listen").first.is_visible()
    assert phone.locator("article input:enabled").count() == 0
    assert phone.locator(".share button").count() == 0
    phone.goto(f"{address}{language}/phone/")
    assert not phone.locator("[data-setting]").first.is_visible()
    assert phone.locator("noscript .notice").is_visible()


def test_pictures_come_as_the_reader_reaches_them(phone, address, page_with):
    phone.goto(address + page_with(PICTURE))
    picture = phone.locator(".picture img").first
    picture.scroll_into_view_if_needed()
    phone.wait_for_load_state("networkidle")
    assert picture.evaluate("e => e.naturalWidth") > 0
    assert picture.get_attribute("loading") == "lazy"


@pytest.mark.parametrize("language", LANGUAGES)
def test_contacts_are_reached_by_links(phone, address, language):
    phone.goto(f"{address}{language}/contacts/")
    ways = ["tel:", "sms:", "mailto:", "https://"]
    for way in ways:
        links = phone.locator(f".contact a[href^='{way}']")
        assert links.count() > 0, way
    for link in phone.locator(".contact a[href^='tel:']").all():
        assert link.locator("bdi").count() == 1, "digits stay in order in right-to-left text"
        digits = [[c for c in text if c.isdigit()] for text in (href(link), link.locator("bdi").inner_text())]
        assert digits[0][-3:] == digits[1][-3:]
    assert phone.locator(".contact").count() == phone.locator(".contact[id]").count()


@pytest.mark.parametrize("language", LANGUAGES)
def test_contacts_are_grouped_by_place_language_and_way(phone, address, language):
    phone.goto(f"{address}{language}/contacts/")
    assert phone.locator("section:has(.group)").count() == 3
    for group in phone.locator(".group").all():
        assert not group.locator("li").first.is_visible()
    for section in phone.locator("section:has(.group)").all():
        group = section.locator(".group").first
        group.locator("summary").click()
        link = group.locator("a").first
        assert link.is_visible()
        link.click()
        target = phone.locator(f"[id='{phone.url.partition('#')[2]}']")
        assert target.get_attribute("class") == "contact"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_sent_on_by_whatsapp_text_message_and_mail(phone, address, page_with, language):
    path = page_with(CHECKLIST, language)
    phone.goto(address + path)
    title = phone.locator("h1").inner_text()
    phone.locator(".share summary").click()
    said = f"{title}\nhttps://porchlight.example/{path}"
    whatsapp = urlsplit(href(phone.locator(".share a[href^='https://wa.me/']")))
    assert parse_qs(whatsapp.query)["text"] == [said]
    sms = href(phone.locator(".share a[href^='sms:']"))
    assert unquote(sms.partition("body=")[2]) == said
    mail = parse_qs(urlsplit(href(phone.locator(".share a[href^='mailto:']"))).query)
    assert mail == {"subject": [title], "body": [f"https://porchlight.example/{path}"]}
    assert phone.locator(".share a").first.is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_did_this_help_is_answered_by_a_link_that_names_page_language_and_version(phone, address, page_with, language):
    path = page_with(CHECKLIST, language)
    phone.goto(address + path)
    version = phone.locator(".paper").text_content().split("·")[1].split()[0]
    answers = [parse_qs(urlsplit(href(link)).query) for link in phone.locator(".feedback a").all()]
    assert [answer["subject"] for answer in answers] == [[f"{path.strip('/')} {version}"]] * 3
    words = phone.locator(".feedback a").all_inner_texts()
    assert len(set(words)) == 3, "yes, no, something is missing"
    for word, answer in zip(words, answers, strict=True):
        assert answer["body"][0].startswith(word)
    assert all(link.is_visible() for link in phone.locator(".feedback a").all())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_is_explained_where_it_stands(phone, address, page_with, language):
    phone.goto(address + page_with(TERM, language))
    term = phone.locator(".term").first
    explanation = term.locator("p").first
    assert not explanation.is_visible()
    term.locator("summary").click()
    assert explanation.is_visible()
    assert len(explanation.inner_text()) > 20


@pytest.mark.parametrize("language", ["ar", "ti", "zh-Hans"])
def test_translation_and_source_stand_side_by_side(phone, address, language):
    phone.set_viewport_size({"width": 1000, "height": 700})
    phone.goto(f"{address}{language}/first-two-weeks/")
    phone.locator(".share summary").click()
    phone.locator(".share a[href$='both/']").click()
    phone.wait_for_url("**/both/")
    pairs = phone.locator(".pair")
    assert pairs.count() > 10
    for pair in pairs.all()[:10]:
        mine, theirs = pair.locator("> *").all()
        if mine.evaluate("e => e.tagName[0] == 'H'"):
            continue  # its translation is a paragraph, with less room above
        assert theirs.get_attribute("lang") == "en"
        assert mine.get_attribute("lang") in (None, language)
        assert abs(mine.bounding_box()["y"] - theirs.bounding_box()["y"]) < 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_print_has_boxes_contacts_address_and_a_code_but_no_menu(phone, address, page_with, language):
    path = page_with(CHECKLIST, language)
    phone.goto(address + path)
    assert not phone.locator(".paper").is_visible()
    asked = [url for url in phone.asked if "qr" in url]
    assert asked == [], "the code is not loaded before it is printed"
    phone.emulate_media(media="print")
    for name in ("header", ".crumbs", "footer", ".share", ".feedback", ".bar", "main nav"):
        assert not phone.locator(name).first.is_visible(), name
    assert phone.locator(".contact").first.is_visible()
    assert phone.locator(".contact bdi").first.is_visible(), "the number"
    assert phone.locator("article input[type=checkbox]").first.is_visible()
    assert f"https://porchlight.example/{path}" in phone.locator(".paper").inner_text()
    phone.wait_for_load_state("networkidle")
    assert any(url.endswith(f"{path}qr.svg") for url in phone.asked)
    assert phone.locator(".qr").bounding_box()["width"] > 90
    assert phone.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    phone.emulate_media(media="print", color_scheme="dark")
    assert phone.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)", "ink on paper, at night too"
    assert phone.pdf()[:5] == b"%PDF-"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_topic_prints_as_one_page(phone, address, site, language):
    phone.goto(f"{address}{language}/topics/health/")
    titles = phone.locator(".steps a").all_inner_texts()
    phone.locator("a[href$='print/']").click()
    phone.wait_for_url("**/print/")
    assert [title.strip() for title in phone.locator(".sheet h1").all_inner_texts()] == [
        title.strip() for title in titles
    ]


def test_leaving_a_page_in_danger_is_a_plain_link(phone, address, page_with):
    phone.goto(address + page_with(EXIT))
    link = phone.locator("a.exit")
    assert link.is_visible()
    assert href(link).startswith("https://")
    assert "noreferrer" in link.get_attribute("rel")
    phone.mouse.wheel(0, 2000)
    assert link.bounding_box()["y"] < 320, "it stays in sight"


def test_every_page_has_somebody_to_call(phone, address, site):
    for file in sorted((site / "en").glob("*/index.html")):
        if (site / "en" / file.parent.name / "index.txt").is_file():
            phone.goto(f"{address}en/{file.parent.name}/")
            assert phone.locator(".contact a[href^='tel:']").count() > 0, file.parent.name
