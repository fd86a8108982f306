"""What every template sees."""

from __future__ import annotations

import posixpath

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from porchlight.content.contacts import read_contacts
from porchlight.content.source import read_page
from porchlight.core.locale import language
from porchlight.pages import context
from porchlight.pages.context import environment, likely_languages, readable_number, url_of
from porchlight.pages.edition import Folders, Portal, Translation, offered_languages
from porchlight.pages.unit import ICONS
from porchlight.settings import Settings
from porchlight.translation.interface import Interface

THIRTY = [
    "en",
    "am",
    "ar",
    "bn",
    "ckb",
    "dgo",
    "es",
    "fa",
    "fa-AF",
    "fil",
    "fr",
    "ha",
    "hi",
    "ht",
    "ku",
    "ne",
    "pa",
    "pl",
    "ps",
    "pt",
    "ru",
    "so",
    "sw",
    "ti",
    "tr",
    "uk",
    "ur",
    "vi",
    "yue-Hant",
    "zh-Hans",
    "zh-Hant",
]
FALLBACKS = {"fa-AF": ("fa",), "zh-Hant": ("zh-Hans",), "ckb": ("ku",), "ti": ("am",)}
LANGUAGES = [language(tag, fallback=FALLBACKS.get(tag, ())) for tag in THIRTY]


def by_tag(tag):
    return next(one for one in LANGUAGES if one.tag == tag)


@pytest.mark.parametrize(
    ("tag", "page", "url"),
    [
        ("ar", "index", "ar/"),
        ("ar", "housing", "ar/housing/"),
        ("zh-Hans", "health/index", "zh-Hans/health/"),
        ("ar", "health/doctor", "ar/health/doctor/"),
        ("ar", "reindex", "ar/reindex/"),
        ("ar", "index/index", "ar/index/"),
        ("ar", "indexes/a", "ar/indexes/a/"),
    ],
)
def test_a_page_has_its_address(tag, page, url):
    assert url_of(tag, page) == url


@settings(max_examples=100, deadline=None)
@given(st.from_regex(r"[a-z][a-z-]{0,6}(/[a-z][a-z-]{0,6}){0,2}", fullmatch=True))
def test_an_address_ends_with_a_slash_and_stays_below_its_language(page):
    url = url_of("ar", page)
    assert url.startswith("ar/")
    assert url.endswith("/")
    assert "//" not in url
    assert posixpath.normpath(url) + "/" == url


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("211", "2-1-1"),
        ("911", "9-1-1"),
        ("+18006226232", "1-800-622-6232"),
        ("686868", "686868"),
        ("2112", "2112"),
        ("+33123456789", "+33123456789"),
        ("+1800622623", "+1800622623"),
    ],
)
def test_a_number_is_shown_as_people_read_it(number, shown):
    assert readable_number(number) == shown


@settings(max_examples=100, deadline=None)
@given(st.from_regex(r"\+[0-9]{6,15}|[0-9]{3,6}", fullmatch=True))
def test_no_digit_of_a_number_is_lost(number):
    assert readable_number(number).replace("-", "").replace("+", "") == number.replace("+", "")


def test_a_menu_of_few_languages_names_them_all():
    assert likely_languages(LANGUAGES[:20], by_tag("ar")) == LANGUAGES[:20]


@pytest.mark.parametrize("tag", THIRTY)
def test_a_menu_of_thirty_languages_names_ten_among_them_its_own_and_the_source(tag):
    shown = [one.tag for one in likely_languages(LANGUAGES, by_tag(tag))]
    assert len(shown) == len(set(shown)) == context.MENU_LIKELY
    assert {tag, "en"} <= set(shown)
    assert shown == [one for one in THIRTY if one in shown]


@pytest.mark.parametrize(
    ("tag", "near"),
    [("fa-AF", "fa"), ("fa", "fa-AF"), ("zh-Hans", "zh-Hant"), ("zh-Hant", "zh-Hans"), ("ckb", "ku"), ("am", "ti")],
)
def test_a_long_menu_names_the_languages_nearest_to_the_readers(tag, near):
    assert near in {one.tag for one in likely_languages(LANGUAGES, by_tag(tag))}


def test_a_long_menu_does_without_the_readers_language_where_the_page_is_not_in_it():
    others = [one for one in LANGUAGES if one.tag != "ar"]
    shown = likely_languages(others, by_tag("ar"))
    assert len(shown) == context.MENU_LIKELY
    assert "en" in {one.tag for one in shown}


CONTACTS = """emergency-911:
  name: Emergency services
  phones: [{ number: "911", description: Say your language }]
help-211:
  name: "211"
  url: https://211.ca/
  languages: [en, ar]
  schedule: All day
"""


def site(tmp_path, tags=("en", "ar", "fr"), url="https://portal.example/sub/", tag="ar", words=None):
    """What every page of a language shares, in a portal of two pages of which home is in every language."""
    (tmp_path / "docs/contacts").mkdir(parents=True, exist_ok=True)
    (tmp_path / "docs/contacts/all.yml").write_text(CONTACTS)
    values = Settings(
        site_name="First Steps", site_description="Help", site_url=url, source_language="en", coverage_threshold=0.6,
        page_budget_bytes=1, embed_budget_bytes=1, webp_budget_bytes=1, jpeg_budget_bytes=1, topics=(), regions=(), nav=(),
        emergency_contact="emergency-911", general_contact="",
    )  # fmt: skip
    folders = Folders(tmp_path, tmp_path / "docs", tmp_path / "overrides", tmp_path / ".cache", tmp_path / ".cache/out")
    pages = {name: read_page(name, b"# Words\n")[0] for name in ("health/doctor", "index")}
    portal = Portal(folders, values, tuple(map(language, tags)), pages, read_contacts(tmp_path / "docs")[0])
    full = {"translated": 9, "stale_words": 0, "total": 9}
    coverage = {one: {"index": full, "health/doctor": {**full, "translated": 0}} for one in tags}
    translation = Translation(tag, {}, words or {}, Interface({}))
    return context.Site(portal, translation, offered_languages(portal, coverage), [], "p{}")


def test_a_page_says_its_language_and_leads_home_from_its_depth(tmp_path):
    frame = site(tmp_path).frame("ar/health/doctor/", "health/doctor")
    assert (frame["lang"], frame["dir"], frame["is_home"]) == ("ar", "rtl", False)
    assert frame["root"] == "../../../"
    assert frame["home"] == "../../../ar/"
    assert frame["canonical"] == "https://portal.example/sub/ar/health/doctor/"


def test_alternates_are_only_the_languages_that_a_page_is_really_in(tmp_path):
    made = site(tmp_path)
    base = "https://portal.example/sub/"
    assert made.frame("ar/", "index")["alternates"] == [(tag, f"{base}{tag}/") for tag in ("en", "ar", "fr")]
    assert made.frame("ar/health/doctor/", "health/doctor")["alternates"] == [("en", f"{base}en/health/doctor/")]


def test_a_portal_without_an_address_has_neither_canonical_nor_alternates(tmp_path):
    frame = site(tmp_path, url="").frame("ar/", "index")
    assert (frame["canonical"], frame["alternates"]) == ("", [])


def test_where_languages_are_many_the_sitemap_has_the_alternates(tmp_path):
    frame = site(tmp_path, tags=THIRTY).frame("ar/", "index")
    assert frame["alternates"] == []
    assert len(frame["menu"]) == context.MENU_LIKELY


def test_the_menu_leads_to_the_same_page_in_each_language_it_is_in(tmp_path):
    made = site(tmp_path)
    menu = made.frame("ar/", "index")["menu"]
    assert [(one["tag"], one["href"], one["dir"], one["current"]) for one in menu] == [
        ("en", "../en/", "ltr", False),
        ("ar", "../ar/", "rtl", True),
        ("fr", "../fr/", "ltr", False),
    ]
    assert menu[1]["name"] == "العربية"
    assert [one["href"] for one in made.frame("ar/health/doctor/", "health/doctor")["menu"]] == [
        "../../../en/health/doctor/"
    ]


def test_the_menu_of_a_made_page_leads_home_in_every_language(tmp_path):
    menu = site(tmp_path).frame("ar/topics/health/", None)["menu"]
    assert [one["href"] for one in menu] == ["../../../en/", "../../../ar/", "../../../fr/"]


def test_a_contact_is_in_the_readers_language_where_it_is_translated(tmp_path):
    words = {"Emergency services": "خدمات الطوارئ", "Say your language": "قل لغتك"}
    made = site(tmp_path, words=words)
    emergency = made.frame("ar/", "index")["emergency"]
    assert emergency["name"] == "خدمات الطوارئ"
    assert emergency["phones"] == [
        {"number": "911", "shown": "9-1-1", "type": "voice", "description": "قل لغتك", "languages": []}
    ]
    other = made.contact("help-211")
    assert (other["name"], other["schedule"], other["phones"], other["cost"]) == ("211", "All day", [], "")
    assert other["language_names"] == ["الإنجليزية", "العربية"]


def test_a_portal_without_an_emergency_contact_shows_none(tmp_path):
    made = site(tmp_path)
    made.portal.contacts.pop("emergency-911")
    assert made.frame("ar/", "index")["emergency"] is None


def test_shares_and_dates_are_written_as_the_language_writes_them(tmp_path):
    assert site(tmp_path, tag="fr").date("2026-05-01") == "1 mai 2026"
    assert site(tmp_path, tag="en").percent(0.999) == "99%"


def test_templates_escape_speak_the_language_and_miss_nothing(tmp_path):
    (tmp_path / "a.html").write_text('{{ word }}|{{ _("Hi %(name)s", name=word) }}|{{ icon("phone") }}')
    (tmp_path / "b.html").write_text("{{ typo }}")
    env = environment(tmp_path, Interface({"Hi %(name)s": "مرحبا %(name)s"}), ICONS)
    shown, greeting, icon = env.get_template("a.html").render(word="<b>").split("|")
    assert (shown, greeting) == ("&lt;b&gt;", "مرحبا &lt;b&gt;")
    assert icon.startswith("<svg")
    assert 'aria-hidden="true"' in icon
    with pytest.raises(jinja2.UndefinedError):
        env.get_template("b.html").render()
    with pytest.raises(LookupError, match="nearest"):
        env.from_string('{{ icon("phonee") }}').render()
    assert env.from_string("{{ word }}").render(word=Markup("<b>")) == "<b>"
