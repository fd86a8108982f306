"""What is wrong between the pages of a portal."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from porchlight.assets import colors
from porchlight.checks import source
from porchlight.content.alerts import read_alerts
from porchlight.content.contacts import read_contacts
from porchlight.content.pathways import read_pathways
from porchlight.content.source import read_page
from porchlight.core.locale import language
from porchlight.core.problem import Severity
from porchlight.pages.edition import Portal
from porchlight.pages.unit import ICONS
from portals import folders_of, settings_of

SETTINGS = settings_of(
    topics=(("health", "Health", "hospital-building"), ("home", "A place to live", "")),
    regions=(("CA-ON", "Ontario"),),
    emergency_contact="emergency-911",
)


@pytest.fixture
def portal(tmp_path):
    """A portal in good order."""
    contacts = tmp_path / "docs/contacts"
    contacts.mkdir(parents=True)
    (contacts / "all.yml").write_text("emergency-911:\n  name: Emergency\n  phones: [{ number: '911' }]\n")
    pages = {name: read_page(name, b"# Words\n")[0] for name in ("index", "housing")}
    return Portal(folders_of(tmp_path), SETTINGS, (language("en"),), pages, read_contacts(tmp_path / "docs")[0])


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
    assert told(with_page(portal, "work", front)) == [f"docs/work.md:2: {line}"]


def test_an_unknown_icon_is_told_with_the_nearest(portal):
    (line,) = told(with_page(portal, "work", "icon: briefcas"))
    assert line.startswith('docs/work.md:2: there is no icon "briefcas"; the nearest are: ')
    assert "briefcase" in line


def test_the_icon_of_an_item_is_told_with_its_line(portal):
    body = '# A\n\n1. Call.\n2. Go. {: icon="phonee" }\n\n- [ ] Card {: icon=card-account-detail .wide }\n'
    first, second = told(with_page(portal, "work", body=body))
    assert first.startswith('docs/work.md:4: there is no icon "phonee"; the nearest are: phone')
    assert second.startswith('docs/work.md:6: there is no icon "card-account-detail"; the nearest are: card-account')
    assert told(with_page(portal, "work", body=body.replace("phonee", "phone").replace("detail", "details"))) == []


def test_a_page_to_read_next_that_is_not_there_is_told_with_the_nearest(portal):
    assert told(with_page(portal, "work", "next: [housing, housin]")) == [
        'docs/work.md:2: next: there is no page "housin" (did you mean "housing"?). Correct it.'
    ]


def with_pathway(portal, text):
    (portal.folders.docs / "pathways.yml").write_text(text)
    found, problems = read_pathways(portal.folders.docs)
    assert problems == []
    return replace(portal, pathways=found)


def test_a_pathway_that_names_a_missing_page_or_icon_is_told_with_its_line(portal):
    text = "new:\n  title: I just arrived\n  pages: [housing]\nlost:\n  title: I lost my job\n  icon: hous\n  pages: [housin, index, zzz]\n"
    icon, page, other = told(with_pathway(portal, text))
    assert icon.startswith('docs/pathways.yml:4: there is no icon "hous"; the nearest are: ')
    assert page == 'docs/pathways.yml:4: pages: there is no page "housin" (did you mean "housing"?). Correct it.'
    assert other == 'docs/pathways.yml:4: pages: there is no page "zzz". Correct it.'


def with_alert(portal, front, body="Stay in.\n", today="2026-11-22"):
    file = portal.folders.docs / "alerts/storm.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"---\ntitle: Storm\n{front}\n---\n\n{body}")
    found, problems = read_alerts(portal.folders.docs)
    assert problems == []
    return replace(portal, alerts=found, today=today)


def test_an_alert_of_an_unknown_topic_is_told_with_the_nearest(portal):
    assert told(with_alert(portal, "until: 2026-12-01\ntopics: [helth, home]")) == [
        'docs/alerts/storm.md:4: there is no topic "helth" (did you mean "health"?). '
        "Use one of extra.porchlight.topics in mkdocs.yml."
    ]


def test_an_icon_of_an_alerts_step_is_told_with_its_line(portal):
    (line,) = told(with_alert(portal, "until: 2026-12-01", "1. Call. {: icon=phonee }\n"))
    assert line.startswith('docs/alerts/storm.md:6: there is no icon "phonee"')


@pytest.mark.parametrize(
    ("today", "ended"), [("2026-11-30", False), ("2026-12-01", False), ("2026-12-02", True), ("", False)]
)
def test_an_alert_that_has_ended_is_a_note_from_the_day_after_its_last(portal, today, ended):
    problems = source.portal_problems(with_alert(portal, "until: 2026-12-01", today=today), ICONS)
    assert [(str(problem), problem.severity) for problem in problems] == ended * [
        (
            "docs/alerts/storm.md:3: this alert ended on 2026-12-01. Delete the file, or give it a later day.",
            Severity.NOTE,
        )
    ]


def test_a_brand_colour_without_contrast_is_told_with_the_nearest_that_has_it(portal):
    (line,) = told(replace(portal, settings=replace(SETTINGS, brand_color="#ffcc00")))
    found = re.fullmatch(
        r"mkdocs\.yml: extra\.porchlight\.brand_color: #ffcc00 has a contrast of 1\.3 to light grounds, and text needs 4\.5 "
        r"\(WCAG 2\.2, 1\.4\.3\)\. The nearest darker one that has it is (#[0-9a-f]{6})\.",
        line,
    )
    assert found, line
    assert colors.contrast(found[1], "#ffffff") >= colors.TEXT_CONTRAST
    assert told(replace(portal, settings=replace(SETTINGS, brand_color=found[1]))) == [], "the remedy is good"


@pytest.mark.parametrize("color", ["blue", "#12345", "0b4f6c", ""])
def test_a_brand_colour_that_is_none_is_told_with_how_to_write_one(portal, color):
    assert told(replace(portal, settings=replace(SETTINGS, brand_color=color))) == [
        f"mkdocs.yml: extra.porchlight.brand_color: {color} is no colour such as #0b4f6c. "
        "Write it as six hexadecimal digits after #."
    ]


def test_a_region_without_a_name_stops_nothing(portal):
    (problem,) = source.portal_problems(with_page(portal, "work", "region: CA-QC"), ICONS)
    assert problem.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("front", "today", "due"),
    [
        ("review_every: 6", "2026-07-15", True),
        ("review_every: 6", "2026-07-14", False),
        ("review_every: 6", "", False),
        ("review_every: 120", "2030-01-01", False),
        ("topic: health", "2036-01-01", False),
    ],
)
def test_a_page_whose_review_is_due_is_a_note(portal, front, today, due):
    page = with_page(replace(portal, today=today), "work", f"{front}\nreviewed: {{on: 2026-01-15, by: A nurse}}")
    assert [(str(one), one.severity) for one in source.portal_problems(page, ICONS)] == due * [
        (
            "docs/work.md:3: it was reviewed on 2026-01-15, and is to be reviewed every 6 months. "
            "Read it against its sources, and set the day under `reviewed:`.",
            Severity.NOTE,
        )
    ]


def test_a_portal_without_topics_or_regions_takes_any(portal):
    bare = replace(portal, settings=replace(SETTINGS, topics=(), regions=()))
    assert told(with_page(bare, "work", "topic: anything\nregion: CA-QC")) == []


def test_settings_that_name_nothing_are_told(portal):
    wrong = replace(
        SETTINGS,
        emergency_contact="emergency-91",
        general_contact="nobody",
        topics=(("home", "Home", "hous"),),
        lines={"topic home": 7, "extra.porchlight.emergency_contact": 9},
    )
    icon, emergency, general = told(replace(portal, settings=wrong))
    assert icon.startswith('mkdocs.yml:7: there is no icon "hous"')
    assert emergency == (
        'mkdocs.yml:9: extra.porchlight.emergency_contact: there is no contact "emergency-91" '
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


@pytest.mark.parametrize("id_", ["health care", "Health", "-", "", "gesund/heit"])
def test_an_id_of_a_topic_that_cannot_stand_in_an_address_is_told(portal, id_):
    wrong = replace(SETTINGS, topics=((id_, "Health", ""),))
    assert told(replace(portal, settings=wrong)) == [
        f'mkdocs.yml: "{id_}" is no id for a topic. Use the letters a to z, digits and hyphens.'
    ]


def test_an_id_of_a_topic_that_only_a_page_names_is_told_at_the_page(portal):
    bare = replace(portal, settings=replace(SETTINGS, topics=()))
    assert told(with_page(bare, "work", "topic: Health care")) == [
        'docs/work.md:2: "Health care" is no id for a topic. Use the letters a to z, digits and hyphens.'
    ]


def test_two_topics_with_one_id_are_told(portal):
    twice = replace(SETTINGS, topics=(("home", "Home", ""), ("work", "Work", ""), ("home", "A place to live", "")))
    assert told(replace(portal, settings=twice)) == [
        'mkdocs.yml: the topic "home" stands there twice. Give one another id.'
    ]


def test_a_nav_that_names_a_missing_page_is_told_with_the_nearest(portal):
    assert told(replace(portal, settings=replace(SETTINGS, nav=("index", "housin")))) == [
        'mkdocs.yml: nav: there is no page "housin" (did you mean "housing"?). Correct it.'
    ]


@pytest.mark.parametrize("reach", ["url: https://x.example/", "phones: [{ number: '45645', type: text }]"])
def test_an_emergency_contact_that_nobody_can_call_is_told(portal, reach):
    """Without a number the button would be missing from every page."""
    (portal.folders.docs / "contacts/all.yml").write_text(f"emergency-911:\n  name: Emergency\n  {reach}\n")
    silent = replace(portal, contacts=read_contacts(portal.folders.docs)[0])
    assert told(silent) == [
        'docs/contacts/all.yml:1: the emergency contact "emergency-911" has no number to call. '
        "Add one under `phones:`, with the type voice."
    ]
