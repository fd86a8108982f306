"""The example portal as a reader has it: Chromium at phone sizes, JavaScript off, served by nginx."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.request

import pytest

pytestmark = pytest.mark.browser
LANGUAGES = ["en", "ar", "fr", "uk", "ti", "ckb"]
PAGES = ["", "health-card/", "emergencies/", "work/", "housing/"]


@pytest.fixture(scope="session")
def address(site, tmp_path_factory):
    """The built site behind nginx, as it is hosted."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if not nginx:
        pytest.skip("nginx is not installed; scripts/test.py installs it on Debian and Ubuntu")
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    temporary = " ".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid; error_log {folder}/error.log; daemon off; events {{}}\n"
        f"http {{ {temporary} access_log {folder}/access.log; include /etc/nginx/mime.types; charset utf-8;\n"
        f"server {{ listen 127.0.0.1:{port}; root {site}; error_page 404 /404.html; }} }}\n"
    )
    site.parent.chmod(0o755)
    for parent in site.parents:
        if parent.stat().st_uid == site.stat().st_uid and str(parent).startswith(
            str(tmp_path_factory.getbasetemp().parent)
        ):
            parent.chmod(0o755)
    server = subprocess.Popen([nginx, "-c", str(folder / "nginx.conf"), "-p", str(folder)], stderr=subprocess.DEVNULL)
    for _ in range(50):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/"
    server.terminate()
    server.wait()


@pytest.fixture
def phone(chromium):
    """A page of a small phone without JavaScript; what it asked for and what its console said are kept."""
    context = chromium.new_context(viewport={"width": 240, "height": 320}, java_script_enabled=False)
    page = context.new_page()
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text))
    yield page
    context.close()


def test_from_the_chooser_to_the_same_page_in_another_language_without_script(phone, address):
    phone.goto(address)
    phone.get_by_role("link", name="العربية").click()
    assert phone.locator("html").get_attribute("dir") == "rtl"
    phone.locator("main a[href*='health-card']").first.click()
    assert phone.url == f"{address}ar/health-card/"
    phone.locator(".languages summary").click()
    phone.locator(".languages a[lang=fr]").click()
    assert phone.url == f"{address}fr/health-card/"
    assert phone.locator("html").get_attribute("lang") == "fr"
    assert "carte" in phone.locator("h1").inner_text().lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_scrolls_sideways_at_240_px(chromium, address, language):
    context = chromium.new_context(viewport={"width": 240, "height": 320})
    page = context.new_page()
    wide = {}
    for name in ["", *PAGES]:
        page.goto(f"{address}{language}/{name}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 240:
            wide[name] = width
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 240
    context.close()
    assert not wide


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_asks_no_other_host_and_the_policy_finds_no_fault(phone, address, language):
    for name in PAGES:
        phone.goto(f"{address}{language}/{name}", wait_until="networkidle")
    phone.goto(f"{address}embed/{language}/housing/", wait_until="networkidle")
    assert phone.asked
    assert [url for url in phone.asked if not url.startswith((address, "data:"))] == []
    assert phone.complaints == []


def test_a_text_page_is_one_request(phone, address):
    phone.goto(f"{address}en/scams/", wait_until="networkidle")
    assert [url for url in phone.asked if not url.startswith("data:")] == [f"{address}en/scams/"]


def test_the_emergency_number_is_one_tap_from_every_page(phone, address):
    for language in LANGUAGES:
        for name in PAGES:
            phone.goto(f"{address}{language}/{name}")
            assert phone.locator(".header a[href='tel:911']").count() == 1


def test_a_page_below_the_threshold_comes_in_the_fallback_language_and_says_so(phone, address):
    phone.goto(f"{address}ti/money/")
    assert phone.locator("html").get_attribute("lang") == "ti"
    assert phone.locator("article").get_attribute("lang") == "en"
    assert phone.locator("article").get_attribute("dir") == "ltr"
    assert phone.locator(".notice").first.is_visible()
    assert "This page is not translated" not in phone.locator(".notice").first.inner_text(), "the notice is in Tigrinya"
    phone.goto(f"{address}ckb/money/")
    assert phone.locator("article").get_attribute("lang") == "ar", "ckb falls back to Arabic"


def test_an_untranslated_paragraph_stays_english_with_its_own_language_and_direction(phone, address):
    phone.goto(f"{address}ckb/health-card/")
    left = phone.locator("article .untranslated")
    assert left.count() > 0
    for element in left.all():
        assert element.get_attribute("lang") == "en"
        assert element.get_attribute("dir") == "ltr"


def test_a_wrong_address_gets_a_page_that_helps_in_every_language(phone, address):
    response = phone.goto(f"{address}ar/no/such/page/")
    assert response.status == 404
    for language in LANGUAGES:
        assert phone.locator(f"a[lang={language}]").count() == 1
    phone.locator("a[lang=uk]").click()
    # The example's address lies at the root of its host.
    assert phone.url == f"{address}uk/"


def test_every_link_of_the_site_leads_somewhere(site):
    from html.parser import HTMLParser
    from urllib.parse import unquote, urljoin, urlsplit

    class Links(HTMLParser):
        def __init__(self):
            super().__init__()
            self.found, self.ids, self.base = [], set(), ""

        def handle_starttag(self, tag, attributes):
            said = dict(attributes)
            if tag == "base":
                self.base = said["href"]
                return
            self.ids.add(said.get("id"))
            self.found += [said[key] for key in ("href", "src", "srcset") if said.get(key)]

    pages = {}
    for file in site.rglob("*.html"):
        parser = Links()
        parser.feed(file.read_text(encoding="utf-8"))
        pages["/" + file.relative_to(site).as_posix().removesuffix("index.html")] = parser
    dead = set()
    for url, parser in pages.items():
        for link in parser.found:
            target = urlsplit(urljoin(urljoin(url, parser.base), link))
            if target.scheme or target.netloc or target.path.startswith("data:"):
                continue
            path = unquote(target.path)
            if path in pages:
                if target.fragment and unquote(target.fragment) not in pages[path].ids:
                    dead.add((url, link))
            elif not (site / path.lstrip("/")).is_file():
                dead.add((url, link))
    assert len(pages) > 150
    assert not dead


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(chromium, address, scheme):
    """WCAG 2.2, SC 1.4.3: 4.5 to 1 for the colours that text and links use."""
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}en/health-card/")
    pairs = page.evaluate(
        """() => ['p','article a','.header a','.header__emergency','.contact__phone','.important > .admonition-title','.footer a']
        .map(s => document.querySelector(s)).map(e => { let g = e; while (getComputedStyle(g).backgroundColor === 'rgba(0, 0, 0, 0)')
        g = g.parentElement; return [e.className || e.tagName, getComputedStyle(e).color, getComputedStyle(g).backgroundColor]; })"""
    )
    context.close()
    for name, ink, ground in pairs:
        assert contrast(ink, ground) >= 4.5, (name, ink, ground)


def contrast(one, other):
    def luminance(colour):
        parts = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
