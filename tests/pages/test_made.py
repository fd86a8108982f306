"""Pages that have no source of their own: topics, pathways, contacts, glossary, sheets, bilingual pages, the handbook."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

import pytest
from porchlight.pages import made
from portals import Page, built_portal, catalog, html, page

SETTINGS = """
extra:
  porchlight:
    country: CA
    timezone: America/Toronto
    official_languages: [en, fr]
    emergency_contact: emergency-911
    general_contact: emergency-911
    regions: { CA-ON: Ontario, CA-QC: Quebec }
    topics:
      - { id: home, title: A place to live, icon: home }
      - { id: money, title: Money }
"""
FILES = {
    "docs/index.md": "# Welcome\n\nRead on.\n",
    "docs/housing.md": (
        "---\ntitle: Housing\nsummary: Find a home.\ntopic: home\ncontacts: [clinic, office]\n---\n\n"
        "Sign the lease[^1]. See [rent](#rent-a-room) and [fees](housing-rent.md#a-room).\n\n## Rent a room\n\n- [ ] Passport\n\n"
        '!!! region ca-on "Ontario"\n\n    Words.\n\n[^1]: In Ontario.\n'
    ),
    "docs/housing-rent.md": "---\ntitle: Rent\ntopic: home\n---\n\nPay[^1] it. {: #pay }\n\n## A room\n\nWords.\n\n[^1]: Monthly.\n",
    "docs/money.md": "---\ntitle: Money\ntopic: money\n---\n\nYour SIN is secret.\n",
    "docs/contacts/all.yml": """
emergency-911: { name: Emergency, phones: [{ number: "911" }] }
clinic:
  name: Clinic
  phones: [{ number: "+16135550123", languages: [uk] }]
  languages: [en, ar]
  regions: [CA-ON]
  interpretation_services: Interpreters.
office:
  name: Office
  locations: [{ name: Main, address: { address_1: 1 King Street, city: Toronto } }]
  regions: [CA-QC, CA-ON]
nurse:
  name: Nurse
  email: nurse@a.example
  attending_types: [video, home-visit]
""",
    "docs/pathways.yml": """
new:
  title: I just arrived
  summary: What to do first.
  icon: airplane-landing
  pages: [money, housing]
rent: { title: I need a home, pages: [housing, housing-rent] }
""",
    "docs/alerts/storm.md": "---\ntitle: Storm\nlevel: danger\nuntil: 2026-12-31\n---\n\nStay in[^1]. See [housing](../housing.md).\n\n[^1]: Now.\n",
    "docs/alerts/rent.md": "---\ntitle: Rent\nuntil: 2026-12-31\ntopics: [home]\n---\n\nRent rises[^1].\n\n[^1]: Now.\n",
    "docs/alerts/old.md": "---\ntitle: Old\nuntil: 2026-11-21\n---\n\nGone by.\n",
    "docs/alerts/soon.md": "---\ntitle: Soon\nfrom: 2026-11-23\nuntil: 2026-12-31\n---\n\nNot yet.\n",
    "docs/handbook/index.md": "# Handbook\n\nSee [blocks](blocks.md#a-tip), [money](../money.md) and [home](../index.md).\n",
    "docs/handbook/blocks.md": "# Blocks\n\n## A tip\n\nBack to [the start](index.md). A lease.\n",
    "translations/ar/language.yml": "status: published\n",
    "translations/ar/housing.po": catalog(
        ("Housing", "سكن"),
        ("Find a home.", "ابحث عن بيت."),
        (
            "Sign the lease{1}. See [rent](2) and [fees](3).",
            "وقع العقد{1}. انظر [إيجار](2) و[رسوم](3).",
        ),
        ("Rent a room", "استأجر غرفة"),
        ("Passport", "جواز سفر"),
        ("Ontario", "أونتاريو"),
        ("In Ontario.", "في أونتاريو."),
    ),
    "translations/ar/money.po": catalog(("Money", "مال"), ("Your SIN is secret.", "رقمك سري.")),
    "translations/ar/site.po": catalog(("I just arrived", "وصلت للتو"), ("A place to live", "مكان للعيش")),
    "translations/ar/contacts.po": catalog(("Clinic", "عيادة")),
    "translations/ar/alerts/storm.po": catalog(
        ("Storm", "عاصفة"), ("Stay in{1}. See [housing](2).", "ابق في البيت{1}. انظر [البيوت](2)."), ("Now.", "الآن.")
    ),
    "translations/fr/language.yml": "status: published\n",
    "translations/glossary.yml": """
sin: { term: Social Insurance Number, forms: [SIN], definition: A number., translations: { fr: numéro d'assurance sociale, ar: رقم التأمين } }
lease: { term: lease, definition: A contract., translations: { fr: Bail, ar: عقد } }
equity: { term: equity, definition: What is fair., policy: keep }
agency: { term: agency, definition: An office., translations: { fr: échange, ar: "أَمان" } }
""",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A small portal in three languages, built."""
    return built_portal(tmp_path_factory.mktemp("portal"), FILES, SETTINGS)


def test_no_link_of_any_page_leads_nowhere_and_no_id_stands_twice(site):
    pages = {file.relative_to(site).as_posix(): Page(file.read_text(encoding="utf-8")) for file in site.rglob("*.html")}
    assert len(pages) > 50
    for name, one in pages.items():
        assert len(one.ids) == len(set(one.ids)), f"{name}: {sorted(one.ids)}"
        base = one.all("base")
        start = posixpath.join(posixpath.dirname(name), base[0][0]["href"] if base else "")
        for href, _ in one.links:
            parts = urlsplit(href)
            if parts.scheme or parts.netloc:
                continue
            path = parts.path.lstrip("/") if parts.path.startswith("/") else posixpath.join(start, unquote(parts.path))
            path = posixpath.normpath(path or ".") if parts.path or base else name
            there = path if path in pages else f"{path}/index.html".removeprefix("./")
            assert there in pages or (site / path).is_file(), f"{name} links to {href}"
            # The menu of languages leads to all of them: #languages is the chooser's own, for its script.
            if parts.fragment and parts.fragment != "languages":
                assert unquote(parts.fragment) in pages[there].ids, f"{name} links to {href}"


def test_no_mark_of_the_engine_reaches_a_reader(site):
    for file in [*site.rglob("*.html"), *site.rglob("*.txt"), *site.rglob("*.json")]:
        assert not re.search("[\ufdd0-\ufdef]", file.read_text(encoding="utf-8")), file


def test_a_topic_lists_its_pages_in_the_readers_language(site):
    topic = page(site, "ar/topics/home")
    assert topic.all("h1")[0][1] == "مكان للعيش"
    links = dict(topic.links)
    assert links["../../housing/"] == "سكن"
    assert links["../../housing-rent/"] == "Rent"
    foreign = {
        words
        for name, said, pieces in topic.elements
        if (said.get("lang"), said.get("dir")) == ("en", "ltr") and (words := "".join(pieces).strip())
    }
    assert "Rent" in foreign
    assert not any("سكن" in words for words in foreign)
    assert "../../topics/home/print/" in links
    assert page(site, "ar/topics/money").all("h1")[0][1] == "Money"


def test_a_whole_topic_stands_on_one_sheet_whose_ids_do_not_clash(site):
    """`housing` has #rent-a-room, `housing-rent` has #a-room: names of pages before them would clash."""
    sheet = page(site, "en/topics/home/print")
    assert [words for _, words in sheet.all("h1")] == ["Housing", "Rent"]
    anchors = {href for href, _ in sheet.links if re.match(r"#\d+-", href)}
    assert len(anchors) == 5, "a footnote and its way back on each page, and a link to a part of the first"
    assert {href[1:] for href in anchors} <= set(sheet.ids)
    assert ("../../../housing-rent/#a-room", "fees") in sheet.links
    assert {"name": "robots", "content": "noindex"} in [said for said, _ in sheet.all("meta")]
    assert [words for _, words in sheet.all("h3")] == ["Clinic", "Office", "Emergency"]


def test_a_sheet_says_the_language_of_each_page_that_is_in_another(site):
    sheet = page(site, "ar/topics/home/print")
    assert [said.get("lang") for said, _ in sheet.all("article")] == [None, "en"]


def test_a_pathway_lists_its_pages_in_the_order_they_are_needed(site):
    pathway = page(site, "ar/pathways/new")
    assert pathway.all("h1")[0][1] == "وصلت للتو"
    steps = "".join(html(site, "ar/pathways/new").partition("<ol class=steps>")[2].partition("</ol>")[0])
    assert re.findall(r"href=(\S+?)>", steps) == ["../../money/", "../../housing/"]
    assert {"lang": "en", "dir": "ltr"} in [said for said, words in pathway.all("span") if words == "What to do first."]
    assert [words for _, words in pathway.all("h3")] == ["Emergency", "عيادة", "Office"]


def test_home_leads_to_every_pathway_and_topic(site):
    links = dict(page(site, "ar").links)
    assert links["pathways/new/"] == "وصلت للتو"
    assert "pathways/rent/" in links
    assert {"topics/home/", "topics/money/"} <= set(links)


def group(contacts, number):
    """{name of a part: names in it} of the groups by place, way and language."""
    sections = re.split(r"<h2", contacts)[number + 1].split("</section>")[0]
    found = {}
    for part in re.findall(r"<details.*?</details>", sections, re.S):
        name = re.sub("<[^>]*>", "", re.search(r"<summary>(.*?)</summary>", part, re.S)[1])
        found[name] = [re.sub("<[^>]*>", "", one) for one in re.findall(r"<li>(.*?)</li>", part, re.S)]
    return found


def test_everybody_is_found_by_place_by_way_and_by_language_without_a_script(site):
    shown = html(site, "en/contacts")
    assert group(shown, 0) == {
        "Everywhere in the country": ["Emergency", "Nurse"],
        "Ontario": ["Clinic", "Office"],
        "Quebec": ["Office"],
    }
    assert group(shown, 1) == {
        "In person": ["Office"],
        "By phone": ["Emergency", "Clinic"],
        "By video call": ["Nurse"],
        "They come to you": ["Nurse"],
    }
    assert group(shown, 2) == {
        "English": ["Clinic"],
        "Arabic": ["Clinic"],
        "Ukrainian": ["Clinic"],
        "Your language, with an interpreter": ["Clinic"],
    }
    contacts = Page(shown)
    assert {"emergency-911", "clinic", "office", "nurse"} <= set(contacts.ids), "every card is on the page"
    assert {"tel:911", "tel:+16135550123", "mailto:nurse@a.example"} <= {href for href, _ in contacts.links}


def test_the_readers_own_language_comes_first_among_those_spoken(site):
    shown = html(site, "ar/contacts")
    assert next(iter(group(shown, 2))) == "العربية"
    assert "عيادة" in group(shown, 2)["العربية"]


def many(count):
    """Contacts of a country: some everywhere, some in a province, one in two, one of them in a place without others."""
    rows = [f'c{n}: {{ name: Contact {n}, phones: [{{ number: "911" }}], regions: [CA-ON] }}' for n in range(count - 3)]
    rows += [
        'both: { name: Both, phones: [{ number: "911" }], regions: [CA-ON, CA-QC] }',
        'west: { name: West, phones: [{ number: "911" }], regions: [CA-BC] }',
        'all: { name: All, phones: [{ number: "911" }] }',
    ]
    return {"docs/index.md": "# Welcome\n\nRead on.\n", "docs/contacts/all.yml": "\n".join(rows) + "\n"}


SMALL = "\nextra: { porchlight: { country: CA, regions: { CA-ON: Ontario, CA-QC: Quebec } } }\n"


def test_where_contacts_are_many_each_place_has_a_page_and_everybody_one_card(tmp_path):
    built = built_portal(tmp_path, many(made.MOST_CARDS + 1), SMALL)
    front = page(built, "en/contacts")
    assert not {"both", "west", "all", "c0"} & set(front.ids)
    links = {words: href for href, words in front.links}
    assert links["Both"] == "ca-on/#both"
    assert (links["West"], links["All"], links["Contact 0"]) == ("ca-bc/#west", "everywhere/#all", "ca-on/#c0")
    cards = [
        id_
        for folder in (built / "en/contacts").iterdir()
        if folder.is_dir()
        for id_ in page(built, f"en/contacts/{folder.name}").ids
        if re.fullmatch(r"both|west|all|c\d+", id_)
    ]
    assert len(cards) == len(set(cards)) == made.MOST_CARDS + 1
    assert not (built / "en/contacts/ca-qc").exists(), "who helps there has its card elsewhere: no page without cards"
    assert page(built, "en/contacts/ca-on").all("h1")[0][1].endswith(": Ontario")


def test_up_to_thirty_contacts_stand_on_one_page(tmp_path):
    built = built_portal(tmp_path, many(made.MOST_CARDS), SMALL)
    assert {"both", "west", "all", "c0"} <= set(page(built, "en/contacts").ids)
    assert [one.name for one in (built / "en/contacts").iterdir()] == ["index.html"]


def test_a_long_topic_has_several_pages_that_lead_to_each_other(tmp_path):
    files = {f"docs/p{n:03}.md": f"---\ntitle: Page {n}\ntopic: all\n---\n\nText.\n" for n in range(201)}
    built = built_portal(tmp_path, {"docs/index.md": "# Welcome\n\nRead on.\n", **files})
    listed = []
    path = "en/topics/all"
    for number, (before, after) in enumerate([(False, True), (True, True), (True, False)]):
        one = page(built, path)
        rel = {said["rel"]: said["href"] for said, _ in one.all("a") if said.get("rel") in ("prev", "next")}
        assert (("prev" in rel), ("next" in rel)) == (before, after), number
        listed += [words for href, words in one.links if re.search(r"/p\d{3}/$", href)]
        if after:
            path = posixpath.normpath(posixpath.join(path, rel["next"]))
    assert listed == [f"Page {n}" for n in range(201)]


def test_the_glossary_has_every_term_in_the_order_of_the_readers_language(site):
    def terms(tag):
        return [said["id"] for said, _ in page(site, f"{tag}/glossary").all("dt")]

    assert terms("en") == ["agency", "equity", "lease", "sin"]
    assert terms("fr") == ["lease", "agency", "equity", "sin"], "Bail, échange, equity, numéro: accents count last"
    assert terms("ar") == ["equity", "agency", "sin", "lease"], "marks of vowels do not change an order"
    arabic = page(site, "ar/glossary")
    (sin,) = [words for said, words in arabic.all("dt") if said["id"] == "sin"]
    assert sin == "رقم التأمين · Social Insurance Number · numéro d'assurance sociale"
    assert {said.get("lang") for said, _ in arabic.all("dd")} == {"en"}, "no definition is translated yet"


def test_a_term_is_explained_where_a_page_first_uses_it(site):
    assert [words for said, words in page(site, "ar/housing").all("summary") if "lease" in words] == [
        "عقد · lease · Bail"
    ]
    assert [words for said, words in page(site, "en/money").all("summary") if "Social" in words] == [
        "Social Insurance Number"
    ]


def test_a_bilingual_page_has_each_paragraph_twice_and_only_where_the_page_is_translated(site):
    both = page(site, "ar/housing/both")
    pairs = both.all("div", class_="pair")
    assert [words for _, words in pairs][:2] == ["سكنHousing", "ابحث عن بيت.Find a home."]
    assert len(pairs) == 6
    (box,) = both.all("label")
    assert box[1] == "جواز سفر Passport"
    assert both.all("input")[0][0].get("type") == "checkbox"
    menu = {words: href for href, words in both.links}
    assert menu["سكن"] == "../"
    assert {"name": "robots", "content": "noindex"} in [said for said, _ in both.all("meta")]
    assert not (site / "en/housing/both").exists(), "the source language has nothing to set beside"
    assert not (site / "fr/housing/both").exists(), "nobody translated it"
    assert not (site / "ar/housing-rent/both").exists()


def test_the_phone_page_tells_what_is_kept_and_offers_to_delete_it(site):
    phone = page(site, "en/phone")
    assert {"save", "clear", "cleared"} == {
        said["data-setting"] for _, said, _ in phone.elements if "data-setting" in said
    }
    assert phone.all("noscript")
    assert "no cookies" in " ".join(words for _, words in phone.all("p"))
    assert "../../en/phone/" in [href for href, _ in page(site, "en/housing").links]


def test_an_alert_stands_on_the_pages_it_concerns_while_it_holds(site):
    def alerts(path):
        return [said["class"].split("--")[1] for said, _ in page(site, path).all("aside")]

    assert alerts("en") == ["danger", "information"], "home shows those of every topic, the gravest first"
    assert alerts("en/housing") == alerts("en/topics/home") == ["danger", "information"]
    assert alerts("en/money") == alerts("en/topics/money") == ["danger"]
    words = " ".join(words for _, words in page(site, "en").all("aside"))
    assert "Gone by" not in words and "Not yet" not in words
    assert {said["data-until"] for said, _ in page(site, "en").all("aside")} == {"2026-12-31"}


def test_an_alert_says_which_language_it_is_in(site):
    home = page(site, "ar")
    titles = [one for one in home.all("p") if "alert__title" in one[0].get("class", "").split()]
    assert [words for _, words in titles] == ["عاصفة", "Rent"]
    assert [(said["lang"], said["dir"]) for said, _ in home.all("aside")] == [("ar", "rtl"), ("en", "ltr")]
    assert len(home.all("h1")) == 1


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("ar/housing", ["danger", "information"]),
        ("ar/housing/both", ["danger", "information"]),
        ("ar/topics/home", ["danger", "information"]),
        ("ar/topics/home/print", ["danger", "information"]),
        ("ar/pathways/new", ["danger", "information"]),
        ("ar/money/both", ["danger"]),
        ("ar/topics/money/print", ["danger"]),
        ("ar/contacts", ["danger"]),
        ("ar/glossary", ["danger"]),
        ("ar/phone", ["danger"]),
    ],
)
def test_an_alert_stands_on_every_kind_of_page_what_is_urgent_above_the_title(site, path, shown):
    elements = [
        said["class"].split("--")[1] if tag == "aside" else tag
        for tag, said, _ in page(site, path).elements
        if tag in ("aside", "h1")
    ]
    first_title = elements.index("h1")
    assert elements[:first_title] == ["danger"]
    assert [one for one in elements[first_title:] if one != "h1"] == shown[1:]


def test_the_handbook_is_in_the_source_language_beside_the_languages(site):
    start = page(site, "handbook")
    assert start.all("html")[0][0] == {"lang": "en", "dir": "ltr"}
    links = {words: href for href, words in start.links}
    assert posixpath.normpath(posixpath.join("handbook", links["blocks"])) == "handbook/blocks/#a-tip"
    assert posixpath.normpath(posixpath.join("handbook", links["money"])) == "en/money"
    assert posixpath.normpath(posixpath.join("handbook", links["home"])) == "en"
    crumbs = [(said.get("aria-current"), words) for said, words in start.all("a") if words in ("Handbook", "Blocks")]
    assert crumbs == [("page", "Handbook"), (None, "Blocks")], "the first page first"
    assert {"name": "robots", "content": "noindex"} in [said for said, _ in start.all("meta")]


def test_the_handbook_is_no_page_for_newcomers(site):
    assert not list(site.glob("*/handbook"))
    assert "handbook" not in " ".join(href for href, _ in page(site, "en").links)
    assert not page(site, "handbook/blocks").all("details", class_="term"), "its readers know these words"
    assert "handbook" not in (site / "api/v1/en/pages.json").read_text()
