"""What every template sees."""

from __future__ import annotations

import ast
import os
import posixpath
import subprocess
import sys

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from porchlight.content.contacts import read_contacts
from porchlight.content.glossary import read_glossary
from porchlight.content.source import read_page
from porchlight.core.locale import language
from porchlight.pages import context
from porchlight.pages.context import environment, likely_languages, teller, template_words, url_of
from porchlight.pages.edition import Portal, Translation, offered_languages
from porchlight.pages.markup import Explained
from porchlight.pages.unit import ICONS
from porchlight.translation.interface import Interface
from portals import ROOT, folders_of, settings_of

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
  phones: [{ number: "911", description: Say your language, free: true }]
help-211:
  name: "211"
  url: https://211.ca/
  languages: [en, ar]
  interpretation_services: Interpreters in 150 languages.
  schedules: [{ timezone: local }]
clinic:
  name: Clinic
  description: See a doctor.
  organization: The Clinic
  phones:
    - { number: "+18006226232" }
    - { number: "+14165550123", type: whatsapp, languages: [uk] }
    - { number: "+16135550123", free: false }
    - { number: "+16135550124", type: textphone }
  email: help@clinic.example
  schedules:
    - { byday: [MO, TU, WE, TH, FR], opens_at: "08:00", closes_at: "16:00", description: Except holidays }
    - { byday: [SA], opens_at: "09:00", closes_at: "24:00", timezone: America/Vancouver }
  locations:
    - name: Main office
      address: { address_1: 18 King Street East, city: Toronto, state_province: ON, postal_code: M5C 1C4, country: CA }
      latitude: 43.65
      longitude: -79.37
      transportation: Take the subway
      accessibility: { wheelchair: limited, description: Ring the bell }
    - { latitude: 0, longitude: -79.5 }
    - { name: The bus }
  cost: Some visits cost money
  regions: [CA-ON]
  verified: 2026-05-01
  source: https://clinic.example/
"""
GLOSSARY = """sin:
  term: Social Insurance Number
  definition: A number for work.
  translations: { fr: numéro d'assurance sociale, ar: رقم التأمين }
lease:
  term: lease
  definition: A contract.
  policy: translate
ifhp:
  term: IFHP
  definition: Health insurance for refugees.
  policy: keep
  translations: { fr: PFSI, ar: برنامج }
"""


def site(tmp_path, tags=("en", "ar", "fr"), url="https://portal.example/sub/", tag="ar", words=None, **said):
    """What every page of a language shares, in a portal of two pages of which home is in every language."""
    (tmp_path / "docs/contacts").mkdir(parents=True, exist_ok=True)
    (tmp_path / "docs/contacts/all.yml").write_text(CONTACTS)
    (tmp_path / "translations").mkdir(exist_ok=True)
    (tmp_path / "translations/glossary.yml").write_text(GLOSSARY)
    regions = (("CA-ON", "Ontario"),)
    values = settings_of(site_url=url, emergency_contact="emergency-911", regions=regions, **said)
    pages = {name: read_page(name, b"# Words\n")[0] for name in ("health/doctor", "index")}
    contacts = read_contacts(tmp_path / "docs", values.country, values.timezone)[0]
    terms = read_glossary(tmp_path / "translations")[0]
    portal = Portal(folders_of(tmp_path), values, tuple(map(language, tags)), pages, contacts, glossary=terms)
    full = {"translated": 9, "stale_words": 0, "total": 9}
    coverage = {one: {"index": full, "health/doctor": {**full, "translated": 0}} for one in tags}
    translation = Translation(tag, {}, words or {}, Interface({}))
    spoken = template_words(environment(ROOT / "overrides", Interface({}), ICONS))
    return context.Site(portal, translation, offered_languages(portal, coverage), [], "p{}", spoken)


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


def test_the_menu_of_a_made_page_leads_to_the_same_one_in_every_language(tmp_path):
    menu = site(tmp_path).frame("ar/topics/health/", None, "topics/health/")["menu"]
    assert [one["href"] for one in menu] == [f"../../../{tag}/topics/health/" for tag in ("en", "ar", "fr")]


def test_a_contact_is_in_the_readers_language_where_it_is_translated(tmp_path):
    words = {"Emergency services": "خدمات الطوارئ", "Say your language": "قل لغتك"}
    made = site(tmp_path, words=words)
    emergency = made.contact("emergency-911")
    assert emergency["name"] == "خدمات الطوارئ"
    assert emergency["phones"] == [
        {
            "number": "911",
            "shown": "9-1-1",
            "type": "voice",
            "description": "قل لغتك",
            "languages": [],
            "language_names": [],
            "free": True,
        }
    ]
    other = made.contact("help-211")
    assert (other["name"], other["phones"], other["cost"]) == ("211", [], "")
    assert other["interpretation_services"] == "Interpreters in 150 languages."
    assert other["language_names"] == ["الإنجليزية", "العربية"]


def test_a_phone_is_free_where_its_plan_or_its_contact_says_so_and_else_nobody_says(tmp_path):
    """No plan speaks of messages."""
    shown = [(one["shown"], one["type"], one["free"]) for one in site(tmp_path).contact("clinic")["phones"]]
    assert shown == [
        ("1-800-622-6232", "voice", True),
        ("1-416-555-0123", "whatsapp", None),
        ("1-613-555-0123", "voice", False),
        ("1-613-555-0124", "textphone", None),
    ]


def test_hours_are_told_in_the_readers_language_and_kept_for_the_script(tmp_path):
    made = site(tmp_path, tag="fr", words={"Except holidays": "Sauf les jours fériés"})
    clinic = made.contact("clinic")
    assert [(one["days"], one["opens_at"], one["closes_at"], one["timezone"]) for one in clinic["schedules"]] == [
        ([1, 2, 3, 4, 5], "08:00", "16:00", "America/Toronto"),
        ([6], "09:00", "24:00", "America/Vancouver"),
    ]
    assert clinic["schedules"][0]["description"] == "Sauf les jours fériés"
    assert clinic["open"] == "12345 0800 1600 America/Toronto;6 0900 2400 America/Vancouver"
    assert not clinic["always"]
    first, second = clinic["hours"]
    assert "lundi" in first and "vendredi" in first and "08:00" in first
    assert "Sauf" not in first, "templates add the description, marked where it is not translated"
    assert "samedi" in second and "Vancouver" in second
    always = made.contact("help-211")
    assert (always["open"], always["always"]) == ("1234567 0000 2400", True)
    assert made.contact("emergency-911")["hours"] == []


def test_a_place_says_where_it_is_who_can_get_in_and_where_a_map_shows_it(tmp_path):
    main, spot, bus = site(tmp_path, words={"Ring the bell": "اقرع الجرس"}).contact("clinic")["locations"]
    assert main["address"] == "18 King Street East, Toronto, ON, M5C 1C4"
    assert main["map"] == "https://map.example/?q=18%20King%20Street%20East%2C%20Toronto%2C%20ON%2C%20M5C%201C4"
    assert (main["wheelchair"], main["accessibility"]) == ("limited", "اقرع الجرس")
    assert main["transportation"] == "Take the subway"
    assert spot["map"] == "https://map.example/?q=0.0%2C-79.5", "a place known by its degrees only is found too"
    assert (bus["name"], bus["map"]) == ("The bus", "")


def test_a_map_can_be_asked_by_degrees(tmp_path):
    made = site(tmp_path, map_address="https://map.example/#17/{latitude}/{longitude}")
    assert made.contact("clinic")["locations"][0]["map"] == "https://map.example/#17/43.65/-79.37"


def test_no_map_is_linked_where_a_field_of_its_address_is_not_known(tmp_path):
    made = site(tmp_path, map_address="https://map.example/#17/{latitude}/{longitude}")
    for key in ("latitude", "longitude"):
        del made.portal.contacts["clinic"].values["locations"][0][key]
    assert [place["map"] for place in made.contact("clinic")["locations"]] == [
        "",
        "https://map.example/#17/0.0/-79.5",
        "",
    ]


def test_a_contact_says_in_which_ways_it_helps_and_where(tmp_path):
    clinic = site(tmp_path).contact("clinic")
    assert clinic["ways"] == ["in-person", "phone", "message"]
    assert (clinic["regions"], clinic["verified"]) == (["CA-ON"], "2026-05-01")


def test_the_day_a_contact_was_checked_is_told_as_the_language_writes_it(tmp_path):
    made = site(tmp_path, tag="fr")
    assert made.contact("clinic")["verified_told"] == "1 mai 2026"
    assert made.contact("help-211")["verified_told"] == ""


def test_a_phone_names_the_languages_spoken_on_it(tmp_path):
    phones = site(tmp_path, tag="fr").contact("clinic")["phones"]
    assert [(one["languages"], one["language_names"]) for one in phones][:2] == [([], []), (["uk"], ["ukrainien"])]


def test_a_region_is_named_and_a_nameless_one_keeps_its_code(tmp_path):
    made = site(tmp_path)
    assert (made.region("CA-ON"), made.region("CA-QC")) == ("Ontario", "CA-QC")


def test_a_text_that_is_not_translated_says_its_language_in_templates(tmp_path):
    made = site(tmp_path)
    told = teller(made.portal, "ar", {"Emergency services": "خدمات <الطوارئ>"})
    assert told("Emergency services") == "خدمات &lt;الطوارئ&gt;"
    assert told("See a doctor.") == Markup('<span lang="en" dir="ltr">See a doctor.</span>')
    assert told("خدمات") == "خدمات", "what is translated already stays as it is"
    assert told("A number for work.").startswith("<span lang")
    assert told("Ontario").startswith("<span lang")
    assert teller(made.portal, "en", {})("See a doctor.") == "See a doctor."


@pytest.mark.parametrize("code", ["& <b>", "a\"'b"])
def test_what_a_teller_marks_is_escaped(tmp_path, code):
    made = site(tmp_path)
    made.portal.contacts["clinic"].values["cost"] = code
    told = str(teller(made.portal, "ar", {})(code))
    inner = told.removeprefix('<span lang="en" dir="ltr">').removesuffix("</span>")
    assert inner != told
    assert not {"<", ">", '"', "'"} & set(inner)


@pytest.mark.parametrize(
    ("tag", "official", "term", "expected"),
    [
        # The reader's own word first, what forms say in each official language beside.
        (
            "ar",
            ("en", "fr"),
            "sin",
            ("رقم التأمين", (("en", "Social Insurance Number"), ("fr", "numéro d'assurance sociale")), "en"),
        ),
        # Who reads an official language reads its forms.
        ("fr", ("en", "fr"), "sin", ("numéro d'assurance sociale", (), "en")),
        ("en", ("en", "fr"), "sin", ("Social Insurance Number", (), "en")),
        ("ar", (), "sin", ("رقم التأمين", (("en", "Social Insurance Number"),), "en")),
        # Nothing is agreed: the official term alone.
        ("ar", ("en", "fr"), "lease", ("", (("en", "lease"),), "en")),
        # A name that is never translated stands there once.
        ("ar", ("en", "fr"), "ifhp", ("", (("en", "IFHP"),), "en")),
        ("fr", ("en", "fr"), "ifhp", ("", (("en", "IFHP"),), "en")),
        ("en", ("en", "fr"), "ifhp", ("IFHP", (), "en")),
        # No name at all is worse than the source's.
        ("fr", ("en", "fr"), "lease", ("", (("en", "lease"),), "en")),
        ("ar", ("fr",), "lease", ("", (("en", "lease"),), "en")),
    ],
)
def test_a_term_keeps_its_official_names_beside_the_readers_own(tmp_path, tag, official, term, expected):
    made = site(tmp_path, tag=tag, official_languages=official)
    name, names, definition_tag = expected
    definition = made.portal.glossary[term].definition
    assert made.explained(made.portal.glossary[term]) == Explained(name, names, definition, definition_tag)


def test_a_terms_definition_is_in_the_readers_language_where_it_is_translated(tmp_path):
    made = site(tmp_path, words={"A contract.": "عقد."})
    explained = made.explained(made.portal.glossary["lease"])
    assert (explained.definition, explained.definition_tag) == ("عقد.", "ar")


def test_a_portal_without_an_emergency_contact_shows_none(tmp_path):
    made = site(tmp_path)
    made.portal.contacts.pop("emergency-911")
    assert made.frame("ar/", "index")["emergency"] is None


def test_the_header_leads_to_the_emergency_contacts_number_as_people_read_it(tmp_path):
    assert site(tmp_path).frame("ar/", "index")["emergency"] == {"number": "911", "shown": "9-1-1"}


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_the_engines_words_come_in_one_order_in_every_process(seed):
    """The cache of HTML is kept by them."""
    code = (
        "from porchlight.pages.context import environment, template_words; from pathlib import Path;"
        "from porchlight.translation.interface import Interface;"
        f"print(list(template_words(environment(Path({str(ROOT / 'overrides')!r}), Interface({{}}), Path()))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    words = ast.literal_eval(done.stdout)
    assert len(words) > 10
    assert words == sorted(words)


def test_a_translated_word_is_text_wherever_it_stands(tmp_path):
    """Translators write & and quotation marks; neither may end an attribute or reach a script escaped."""
    said = Interface({"In short": 'A & "B" <3', "Larger picture (%(size)s)": "L'image & (%(size)s)"})
    env = environment(ROOT / "overrides", said, ICONS)
    assert template_words(env)["in_short"] == 'A & "B" <3'
    assert template_words(env)["larger"] == "L'image & (%(size)s)"
    shown = env.from_string("""<a title="{{ _('In short') }}">{{ _('In short') }}</a>""").render()
    assert shown == '<a title="A &amp; &#34;B&#34; &lt;3">A &amp; &#34;B&#34; &lt;3</a>'
    sized = env.from_string("{{ _('Larger picture (%(size)s)', size='<b>') }}").render()
    assert sized == "L&#39;image &amp; (&lt;b&gt;)"


def test_shares_and_dates_are_written_as_the_language_writes_them(tmp_path):
    assert site(tmp_path, tag="fr").date("2026-05-01") == "1 mai 2026"
    assert site(tmp_path, tag="en").percent(0.999) == "99%"
    assert site(tmp_path, tag="en").size(4_321) == "4\u00a0kB"


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
