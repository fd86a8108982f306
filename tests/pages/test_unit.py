"""What a page shows of itself, and what its HTML is kept by."""

from __future__ import annotations

import pickle
import re
import shutil

import pytest
from portals import ROOT, Page, built_portal, catalog, html, page, run_script, write_files

SETTINGS = """
extra:
  porchlight:
    country: CA
    timezone: America/Toronto
    emergency_contact: crisis
    general_contact: crisis
    exit_address: https://weather.example/
    feedback: ["mailto:hello@a.example?body={text}"]
    regions: { CA-ON: Ontario }
    topics: [{ id: other, title: Other things }]
"""
SAFE = """---
title: Not safe
summary: Get help.
sensitive: true
topic: other
contacts: [line]
---

Pack your bag.

- [ ] Passport

??? time "Later"

    Folded words.

!!! warning

    Open words.
"""
FILES = {
    "docs/index.md": "---\ntitle: Welcome\n---\n\nRead on.\n",
    "docs/safe.md": SAFE,
    "docs/rent.md": "---\ntitle: Rent\ntopic: other\n---\n\n- [ ] Lease\n",
    "docs/loose.md": "# Loose\n\nNo topic.\n",
    "docs/a-next.md": "# Next\n\n## Main\n\nNo topic.\n",
    "docs/pathways.yml": "danger: { title: I am in danger, pages: [safe] }\nhome: { title: I need a home, pages: [rent] }\n",
    "docs/contacts/all.yml": """
local: { name: Clinic, phones: [{ number: "+16135550123" }], regions: [CA-ON] }
line:
  name: Line
  phones:
    - { number: "686868", type: text, free: true }
    - { number: "+18006226232", description: Ask for Amal, languages: [uk] }
  schedules:
    - { byday: [MO], opens_at: "08:00", closes_at: "16:00", description: Except holidays }
    - { byday: [TU], opens_at: "08:00", closes_at: "16:00" }
  verified: 2026-05-01
crisis:
  name: Crisis
  phones: [{ number: "38000", type: text }, { number: "911" }]
""",
    "translations/ar/language.yml": "status: published\n",
    "translations/ar/safe.po": catalog(
        ("Not safe", "غير آمن"),
        ("Get help.", "اطلب المساعدة."),
        ("Pack your bag.", "احزم حقيبتك."),
        ("Passport", "جواز سفر"),
        ("Later", "لاحقاً"),
        ("Folded words.", "كلمات."),
        ("Open words.", "كلمات أخرى."),
    ),
    "translations/ar/interface.po": catalog(
        ("Leave this page now", r'Out \"now\" & fast < fine'), ("Yes", "J'ai"), ("In short", r'\"& short\"')
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A small portal in two languages, with a page that nobody should see a reader read."""
    return built_portal(tmp_path_factory.mktemp("portal"), FILES, SETTINGS)


@pytest.mark.parametrize(
    ("path", "sensitive"),
    [
        ("en/safe", True),
        ("ar/safe", True),
        ("ar/safe/both", True),
        ("en/topics/other/print", True),
        ("en/pathways/danger", True),
        ("en/rent", False),
        ("en/pathways/home", False),
        ("en/topics/-/print", False),
        ("en", False),
    ],
)
def test_wherever_a_sensitive_page_is_shown_one_touch_leaves_it(site, path, sensitive):
    exits = page(site, path).all("a", class_="exit")
    assert [(said["href"], said["data-load"]) for said, _ in exits] == sensitive * [
        ("https://weather.example/", "exit")
    ]


def test_a_sensitive_page_leaves_no_trace_on_the_phone_and_asks_nothing(site):
    """Ticks are kept on the phone under the page's name, and an answer would stand among the messages sent."""
    assert 'data-load="checklist"' not in html(site, "en/safe") and "data-load=checklist" not in html(site, "en/safe")
    assert "data-load=checklist" in html(site, "en/rent")
    assert not page(site, "en/safe").all("section", class_="feedback")
    assert page(site, "en/rent").all("section", class_="feedback")


def test_a_translators_signs_are_words_wherever_they_stand(site):
    shown = page(site, "ar/safe")
    assert shown.all("a", class_="exit")[0][1] == 'Out "now" & fast < fine'
    assert '"& short"' in [words for _, words in shown.all("b")]
    answers = [
        (words, said["href"]) for said, words in page(site, "ar").all("a") if said["href"].startswith("mailto:h")
    ]
    assert answers[0] == ("J'ai", "mailto:hello@a.example?body=J%27ai%3A%20Welcome")


def test_pages_without_a_topic_stand_beside_a_topic_called_other(site):
    assert [words for _, words in page(site, "en/topics/other").all("h1")] == ["Other things"]
    listed = {href for href, _ in page(site, "en/topics/-").links}
    assert {"../../loose/", "../../a-next/"} <= listed
    assert not {"../../safe/", "../../rent/"} & listed
    assert {"topics/other/", "topics/-/"} <= {href for href, _ in page(site, "en").links}


def test_a_heading_never_takes_the_engines_own_ids(site):
    ids = page(site, "en/a-next").ids
    assert len(ids) == len(set(ids))
    assert {"next", "main", "_main", "_next"} <= set(ids)
    assert ("#_main", "Skip to content") in page(site, "en/a-next").links


def test_boxes_are_unfolded_on_a_sheet_since_paper_cannot_be(site):
    boxes = [said for said, _ in page(site, "en/topics/other/print").all("details") if "languages" not in said["class"]]
    assert boxes
    assert all("open" in said for said in boxes)
    assert any("open" not in said for said, _ in page(site, "en/safe").all("details") if "time" in said["class"])


def test_the_link_to_a_sheet_says_what_it_weighs(site):
    (link,) = [words for href, words in page(site, "en/topics/other").links if href.endswith("/print/")]
    assert re.search(r"\(\d+\skB\)$", link), link


def test_more_than_a_hundred_pages_are_no_sheet(tmp_path):
    pages = {f"docs/p{n:03}.md": f"# Page {n}\n\nText.\n" for n in range(101)}
    built = built_portal(tmp_path, {"docs/index.md": "# Welcome\n\nRead on.\n", **pages})
    assert (built / "en/topics/-/2/index.html").is_file()
    assert not (built / "en/topics/-/print").exists()
    assert not [href for href, _ in page(built, "en/topics/-").links if "print" in href]


def test_what_may_be_asked_of_a_contact_stands_on_its_card(site):
    shown = page(site, "ar/safe")
    card = next(words for said, words in shown.all("li", class_="contact") if "Line" in words)
    assert "686868 Free " in card, "a message is no call"
    assert "1-800-622-6232 Free call · Ask for Amal · الأوكرانية" in card
    assert card.count("Except holidays") == 1
    foreign = [words for _, words in shown.all("span", lang="en", dir="ltr")]
    assert {"Except holidays", "Ask for Amal"} <= set(foreign), "nobody has translated them"
    assert "2026-05-01" not in card


def test_whom_everybody_can_reach_comes_first_and_no_group_is_empty(site):
    shown = page(site, "en/contacts")
    assert [words for _, words in shown.all("h3")] == ["Line", "Crisis", "Clinic"]
    groups = [words for said, words in shown.all("summary")]
    assert "Everywhere in the country" in groups and "Ontario" in groups
    assert "In person" not in groups and "English" not in groups


def test_contacts_that_name_neither_language_nor_place_have_no_such_headings(tmp_path):
    one = {"docs/index.md": "# Welcome\n", "docs/contacts/a.yml": "a: { name: Web, url: https://a.example/ }\n"}
    assert [words for _, words in page(built_portal(tmp_path, one), "en/contacts").all("h2")] == [
        "By place",
        "All contacts",
    ]


def test_a_portal_without_contacts_has_no_page_for_them(tmp_path):
    built = built_portal(tmp_path, {"docs/index.md": "# Welcome\n\nRead on.\n"})
    assert not (built / "en/contacts").exists()
    assert not [href for href, _ in page(built, "en").links if "contacts" in href]


def test_every_footer_leads_to_the_translator_of_its_language(site):
    """Readers of the source language choose one there."""
    for path, address in (("ar", "../translate/ar/"), ("ar/contacts", "../../translate/ar/"), ("en", "../translate/")):
        assert (address, "Help translate") in page(site, path).links, path
        assert (site / path / address / "index.html").is_file()


@pytest.mark.parametrize(
    ("settings", "files"),
    [
        ("extra: { porchlight: { translator: false } }\n", {"translations/ar/language.yml": "status: published\n"}),
        ("", {}),
    ],
    ids=["where the portal wants none", "where there is no language to translate into"],
)
def test_no_footer_leads_to_a_translator_that_is_not_there(tmp_path, settings, files):
    built = built_portal(tmp_path, {"docs/index.md": "# Welcome\n\nRead on.\n", **files}, settings)
    assert not (built / "translate").exists()
    assert not [href for href, _ in page(built, "en").links if "translate" in href]


def test_every_header_leads_to_a_number_that_can_be_called(site):
    for path in ("en", "ar/contacts", "."):
        assert [said["href"] for said, _ in page(site, path).all("a", class_="header__emergency")] == ["tel:911"]
    assert "tel:911" in [href for href, _ in Page((site / "404.html").read_text(encoding="utf-8")).links]


def test_what_the_portal_says_in_the_readers_language_is_not_marked_as_that_of_a_page_that_fell_back(site):
    """Home is in English here; a voice would read Arabic headings with English sounds."""
    home = page(site, "ar")
    assert [said.get("lang") for said, _ in home.all("article")] == ["en"]
    assert [said.get("lang") for said, _ in home.all("section", class_="pathways")] == ["ar"]


# What a page's HTML is kept by


def kept(folder):
    """Keys of the HTML that the last build of each language used."""
    return {file.stem: set(pickle.loads(file.read_bytes())) for file in (folder / ".cache/html").glob("*.pickle")}


@pytest.mark.slow
def test_the_html_of_one_process_is_found_by_the_next(portal):
    """Python gives each process another order of sets."""
    folder = portal({**FILES, "docs/safe.md": SAFE.replace("contacts: [line]\n", "")})
    assert run_script("build", "--project", folder, "--jobs", "1", PYTHONHASHSEED="1").returncode == 0
    before = kept(folder)
    assert set(before) >= {"en", "ar"} and all(before.values())
    shutil.rmtree(folder / ".cache/out")
    assert run_script("build", "--project", folder, "--jobs", "1", PYTHONHASHSEED="2").returncode == 0
    assert kept(folder) == before


EDITS = {
    "digits": ("translations/ar/language.yml", "status: published\nnumbering: arab\n", "ar/safe"),
    "direction": ("translations/ar/language.yml", "status: published\ndirection: ltr\n", "ar/safe"),
    "ticks": ("docs/safe.md", SAFE.replace("Passport", "The passport"), "en/safe"),
    "extensions": ("mkdocs.yml", "", "en/rent"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITS)
def test_html_that_was_kept_is_what_would_be_made_now(tmp_path, name):
    path, text, shown = EDITS[name]
    files = {
        **FILES,
        "docs/rent.md": "# Rent\n\nLease\n:   A contract.\n\n[Form](assets/form.pdf)\n",
        "docs/safe.md": SAFE + "\n[Form](assets/form.pdf)\n\n$5 for a lease.\n",
        "docs/assets/form.pdf": b"%PDF" + bytes(60_000),
        "translations/glossary.yml": "lease: { term: lease, definition: A contract., translations: { ar: عقد } }\n",
    }
    built_portal(tmp_path, files, SETTINGS)
    before = html(tmp_path / "site", shown)
    if name == "extensions":
        settings = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8").replace("def_list, ", "")
    else:
        settings = ""
        write_files(tmp_path, {path: text})
    again = rebuilt(tmp_path, settings)
    after = html(again, shown)
    shutil.rmtree(tmp_path / ".cache")
    assert html(rebuilt(tmp_path, settings), shown) == after
    assert after != before


def rebuilt(folder, settings=""):
    """The site of a portal, built again in this process, with its own mkdocs.yml or another."""
    lines = settings or (folder / "mkdocs.yml").read_text(encoding="utf-8")
    return built_portal(folder, {"mkdocs.yml": lines})


@pytest.mark.slow
def test_ticks_keep_their_places_where_the_source_words_change_and_the_translation_does_not(tmp_path):
    """A reader who changes the language finds what was ticked: the marks come from the source's words."""

    def ticks(tag):
        return [said["data-tick"] for said, _ in page(tmp_path / "site", f"{tag}/rent").all("input")]

    files = {**FILES, "translations/ar/rent.po": catalog(("Rent", "إيجار"), ("Lease", "عقد"))}
    built_portal(tmp_path, files, SETTINGS)
    before = ticks("en")
    assert ticks("ar") == before
    edit = {
        "docs/rent.md": files["docs/rent.md"].replace("Lease", "The lease"),
        "translations/ar/rent.po": catalog(("Rent", "إيجار"), ("The lease", "عقد")),
    }
    write_files(tmp_path, edit)
    rebuilt(tmp_path)
    assert ticks("en") != before
    assert ticks("ar") == ticks("en")


@pytest.mark.slow
def test_a_preview_shows_templates_styles_and_scripts_as_they_are_now(tmp_path):
    """One process builds again and again."""
    overrides = shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    own = {"docs/index.md": "# Welcome\n\nRead on.\n"}
    built_portal(tmp_path, own)
    settings = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"custom_dir: .*", f"custom_dir: {overrides.as_posix()}", settings)
    rebuilt(tmp_path, settings)
    for name, old, new in (
        ("parts/footer.html", "<footer>", '<footer class="changed-template">'),
        ("css/base.css", "body{", "body{--changed-style:1;"),
        ("js/page.js", "function load(", "h.changedScript = 1; function load("),
    ):
        file = overrides / name
        text = file.read_text(encoding="utf-8")
        assert old in text, name
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    shown = html(rebuilt(tmp_path, settings), "en")
    assert [word for word in ("changed-template", "--changed-style", "changedScript") if word not in shown] == []
