"""What is wrong between the pages of a portal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from porchlight.checks import source
from porchlight.content.contacts import read_contacts
from porchlight.content.source import read_page
from porchlight.core.locale import language
from porchlight.core.problem import Severity
from porchlight.pages.edition import Folders, Portal
from porchlight.pages.unit import ICONS
from porchlight.settings import Settings

SETTINGS = Settings(
    site_name="First Steps", site_description="", site_url="", source_language="en", coverage_threshold=0.6,
    page_budget_bytes=10_000, embed_budget_bytes=6_000, webp_budget_bytes=8_000, jpeg_budget_bytes=12_000,
    topics=(("health", "Health", "hospital-building"), ("home", "A place to live", "")), regions=(("CA-ON", "Ontario"),), nav=(),
    emergency_contact="emergency-911", general_contact="",
)  # fmt: skip


@pytest.fixture
def portal(tmp_path):
    """A portal in good order."""
    contacts = tmp_path / "docs/contacts"
    contacts.mkdir(parents=True)
    (contacts / "all.yml").write_text("emergency-911:\n  name: Emergency\n  phones: [{ number: '911' }]\n")
    pages = {name: read_page(name, b"# Words\n")[0] for name in ("index", "housing")}
    folders = Folders(tmp_path, tmp_path / "docs", tmp_path / "overrides", tmp_path / ".cache", tmp_path / ".cache/out")
    return Portal(folders, SETTINGS, (language("en"),), pages, read_contacts(tmp_path / "docs")[0])


def with_page(portal, name, front="", body="# Words\n"):
    page, _ = read_page(name, f"---\n{front}\n---\n{body}".encode() if front else body.encode())
    return replace(portal, pages={**portal.pages, name: page})


def told(portal):
    return [str(problem) for problem in source.portal_problems(portal, ICONS)]


def test_a_portal_in_good_order_has_no_problems(portal):
    good = with_page(portal, "health/doctor", "topic: health\nicon: doctor\ncontacts: emergency-911\nregion: CA-ON")
    assert told(good) == []


def test_a_portal_without_pages_says_how_to_begin(portal):
    assert told(replace(portal, pages={})) == [
        "docs: there are no pages here. Write docs/index.md; its first line may be `# Welcome`."
    ]


def test_a_portal_without_a_home_page_says_so(portal):
    pages = {"housing": portal.pages["housing"]}
    assert told(replace(portal, pages=pages)) == [
        "docs: there is no home page. Write docs/index.md; its first line may be `# Welcome`."
    ]


@pytest.mark.parametrize(("one", "other"), [("health", "health/index"), ("Housing", "housing")])
def test_two_files_of_one_address_are_told(portal, one, other):
    clash = with_page(with_page(portal, one), other)
    assert [line for line in told(clash) if "would have one address" in line]


@pytest.mark.parametrize("name", ["README", "health/readme"])
def test_a_readme_is_told(portal, name):
    assert (
        f"docs/{name}.md: a README would take the place of a folder's index page. Name it index.md."
        in told(with_page(portal, name))
    )  # fmt: skip


def test_a_page_whose_data_would_overwrite_the_list_of_all_pages_is_told(portal):
    """/api/v1/en/pages.json is the list."""
    assert told(with_page(portal, "pages")) == [
        "docs/pages.md: its data would take the place of the list of all pages. Rename the file."
    ]
    assert told(with_page(portal, "pages/one")) == []


@pytest.mark.parametrize(
    ("front", "line"),
    [
        (
            "topic: helth",
            'there is no topic "helth" (did you mean "health"?). '
            "Use one of extra.porchlight.topics in mkdocs.yml, or add it there.",
        ),
        (
            "contacts: [emergency-911, emergency-91]",
            'there is no contact "emergency-91" (did you mean "emergency-911"?). Correct it, or add it to docs/contacts.',
        ),
        ("region: CA-QC", "the region CA-QC has no name. Add it to extra.porchlight.regions in mkdocs.yml."),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_the_nearest(portal, front, line):
    assert told(with_page(portal, "work", front)) == [f"docs/work.md: {line}"]


def test_an_unknown_icon_is_told_with_the_nearest(portal):
    (line,) = told(with_page(portal, "work", "icon: briefcas"))
    assert line.startswith('docs/work.md: there is no icon "briefcas"; the nearest are: ')
    assert "briefcase" in line


def test_a_region_without_a_name_stops_nothing(portal):
    (problem,) = source.portal_problems(with_page(portal, "work", "region: CA-QC"), ICONS)
    assert problem.severity is Severity.NOTE


def test_a_portal_without_topics_or_regions_takes_any(portal):
    bare = replace(portal, settings=replace(SETTINGS, topics=(), regions=()))
    assert told(with_page(bare, "work", "topic: anything\nregion: CA-QC")) == []


def test_settings_that_name_nothing_are_told(portal):
    wrong = replace(
        SETTINGS, emergency_contact="emergency-91", general_contact="nobody", topics=(("home", "Home", "hous"),)
    )
    icon, emergency, general = told(replace(portal, settings=wrong))
    assert icon.startswith('mkdocs.yml (topic home): there is no icon "hous"')
    assert emergency == (
        'mkdocs.yml: extra.porchlight.emergency_contact: there is no contact "emergency-91" '
        '(did you mean "emergency-911"?). Correct it, or add it to docs/contacts.'
    )
    assert 'general_contact: there is no contact "nobody"' in general


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("<script>alert(1)</script>", "script"),
        ("Words <STYLE>p{}</STYLE>", "STYLE"),
        ('<iframe src="https://a.example"></iframe>', "iframe"),
        ('<p onclick="x()">Words</p>', "onclick"),
        ('<p class="a" style="color:red">Words</p>', "style"),
        ("<form action=x>", "form"),
    ],
)
def test_what_the_policy_blocks_is_told_with_its_line(text, named):
    (problem,) = source.raw_html_problems("docs/a.md", f"# A\n\n{text}\n")
    assert str(problem) == (
        f'docs/a.md:3: "{named}" does not work on a page: everything is one file, without script, styled in overrides/css. '
        "Write it in Markdown."
    )


@pytest.mark.parametrize(
    "text",
    [
        "A `<script>` in code",
        "```html\n<script>\n```",
        "~~~\n<script>\n~~~",
        "````\n```\n<script>\n```\n<form>\n````",
        "~~~\n```\n<script>\n~~~",
        "The word script, a < b, and style=1",
        "<details><summary>More</summary></details>",
        "<formula>",
    ],
)
def test_what_only_looks_like_it_is_no_problem(text):
    assert source.raw_html_problems("docs/a.md", text) == []


def test_html_after_a_code_block_is_seen_again():
    assert [p.line for p in source.raw_html_problems("docs/a.md", "```\n<form>\n```\n<form>\n")] == [4]
