"""A source page is read whole, and each fault of it is told with its line and its remedy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.content.source import RESERVED, read_handbook, read_page, source_files
from porchlight.core.files import digest
from porchlight.core.page import Block
from porchlight.core.problem import Severity

HEAD = "---\ntitle: Get a card\nsummary: How to apply.\nsources:\n  - {name: Ministry, url: https://x.example/}\ncontacts: [help-211]\n---\n"


def page(text: str, name: str = "card"):
    return read_page(name, text.encode())[0]


def faults(text: str | bytes, name: str = "card") -> list[str]:
    """What is wrong with a page, as it is printed; notes left out."""
    found = read_page(name, text.encode() if isinstance(text, str) else text)[1]
    return [str(problem) for problem in found if problem.severity > Severity.NOTE]


def notes(text: str, name: str = "card") -> list[str]:
    return [str(problem) for problem in read_page(name, text.encode())[1] if problem.severity == Severity.NOTE]


def test_a_whole_page_is_read_without_a_word():
    read, problems = read_page("health/card", (HEAD + "\nApply [here](form.md).\n").encode())
    assert problems == []
    assert (read.name, read.path) == ("health/card", "docs/health/card.md")
    assert read.summary == Block("summary", "How to apply.", line=3)
    assert read.sources == ({"name": "Ministry", "url": "https://x.example/"},)
    assert read.contacts == ("help-211",)
    assert [block.text for block in read.blocks] == ["Get a card", "How to apply.", "Apply [here](1)."]
    assert [block.line for block in read.blocks] == [2, 3, 9]


def test_the_optional_fields_arrive_typed():
    head = HEAD.replace(
        "---\ntitle",
        "---\ntopic: health\nicon: heart\nreview_every: '6'\nreviewed: {on: 2026-05-01, by: Ana}\nregion: ca-on\n"
        "image_budget: {webp: 30000}\nnext: [housing, work/permit]\nsensitive: yes\ntitle",
    )
    read, problems = read_page("card", (head + "\nText.\n").encode())
    assert problems == []
    assert (read.topic, read.icon, read.review_every) == ("health", "heart", 6)
    assert read.reviewed == {"on": "2026-05-01", "by": "Ana"}
    assert read.regions == ("CA-ON",)
    assert read.image_budgets == {"webp": 30000}
    assert (read.next, read.sensitive) == (("housing", "work/permit"), True)


def test_a_page_is_not_sensitive_and_names_no_next_one_where_it_does_not_say_so():
    assert (page("Text.\n").next, page("Text.\n").sensitive) == ((), False)
    assert page("---\nsensitive: no\nnext: housing\n---\nText.\n").next == ("housing",)
    assert not page("---\nsensitive: no\n---\nText.\n").sensitive


def test_line_ends_and_byte_order_marks_of_windows_change_nothing_but_the_hash():
    unix, windows = HEAD + "\nOne\ntwo.\n", "\ufeff" + (HEAD + "\nOne\ntwo.\n").replace("\n", "\r\n")
    assert page(windows).blocks == page(unix).blocks
    assert page(windows).source_hash == digest(windows.encode()) != page(unix).source_hash


# Front matter


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "---\ntitle: {x\n---\nText.\n",
            "docs/card.md:2: this is not valid YAML: did not find expected ',' or '}'. Mend the lines between the two ---.",
        ),
        (
            "---\ntitle: One\nicon: x\ntitle: Two\n---\n",
            'docs/card.md:4: "title" stands here twice. Mend the lines between the two ---.',
        ),
        (
            "---\n\n# A comment\ntitel: One\n---\n",
            'docs/card.md:4: "titel" is not known here (did you mean "title"?). Use one of: title, summary, topic, icon, '
            "sources, contacts, reviewed, review_every, region, next, sensitive, image_budget.",
        ),
        (
            "---\ntitle: One\nreview_every: often\n---\n",
            'docs/card.md:3: "review_every" is wrong: it must be a whole number from 1 to 120. Correct the value.',
        ),
        (
            "---\ntitle: One\nreviewed: {on: 2026-13-01, by: Ana}\n---\n",
            'docs/card.md:3: "reviewed" is wrong: "on" is wrong: it must be a date such as 2026-05-01. Correct the value.',
        ),
        (
            "---\ntitle: One\nreviewed: {on: 2026-05-01}\n---\n",
            'docs/card.md:3: "reviewed" is wrong: "by" is missing. Correct the value.',
        ),
        (
            "---\ntitle: One\nsources:\n  - name: Ministry\n    url: x.example\n---\n",
            'docs/card.md:3: "sources" is wrong: "url" is wrong: it must be a whole address that begins with https://. '
            "Correct the value.",
        ),
        (
            "---\ntitle: One\nregion: Ontario\n---\n",
            'docs/card.md:3: "region" is wrong: it must be an ISO 3166-2 code such as CA-ON. Correct the value.',
        ),
        (
            "---\ntitle: One\nsensitive: maybe\n---\n",
            'docs/card.md:3: "sensitive" is wrong: it must be yes or no. Correct the value.',
        ),
        (
            "---\ntitle: One\nnext: { housing: first }\n---\n",
            'docs/card.md:3: "next" is wrong: it must be one text. Correct the value.',
        ),
        (
            "---\ntitle:\n  - One\n---\n",
            'docs/card.md:2: "title" is wrong: it must be one text. Correct the value.',
        ),
        (
            "---\n- title\n---\n",
            "docs/card.md:1: here belong lines of the form `key: value`. Write them so.",
        ),
        (
            "---\ntitle: One\n\nText.\n",
            "docs/card.md:1: the front matter has no end. Add a line --- after it.",
        ),
    ],
)
def test_a_fault_in_front_matter_is_told_with_its_line_and_remedy(text, fault):
    assert faults(text) == [fault]


def test_every_fault_of_a_page_is_told_at_once():
    text = "---\ntitel: One\nreview_every: 0\n---\n!!! region\n    Text.\n"
    assert [fault.split(": ")[0] for fault in faults(text, "a/search")] == [
        "docs/a/search.md",
        "docs/a/search.md:2",
        "docs/a/search.md:3",
        "docs/a/search.md:5",
    ]


def test_a_file_in_another_encoding_is_told_with_the_line_and_not_read():
    read, _ = read_page("card", b"One\nCaf\xe9\n")
    assert read is None
    assert faults(b"One\nCaf\xe9\n") == ["docs/card.md:2: this file is not UTF-8. Save it with the encoding UTF-8."]


def test_braces_and_links_in_front_matter_are_slots_like_those_of_the_text():
    read = page("---\ntitle: Fill in {1} on [it](form.md)\nsummary: Call {2} or [us](tel:911).\n---\nText.\n")
    assert (read.title.text, read.title.slots) == ("Fill in \\{1} on [it](1)", ("(form.md)",))
    assert (read.summary.text, read.summary.slots) == ("Call {1} or [us](2).", ("{2}", "(tel:911)"))
    assert read.links == (("form.md", 2), ("tel:911", 3))


# Titles


def test_the_title_of_front_matter_comes_first():
    read = page(HEAD + "\nText.\n")
    assert read.title == Block("title", "Get a card", line=2, anchor="get-a-card")


def test_a_first_heading_that_repeats_the_title_is_shown_once():
    read = page(HEAD + "\n# Get a *card* {: .x }\n\nText.\n")
    assert [block.text for block in read.blocks] == ["Get a card", "How to apply.", "Text."]
    assert "#" not in "".join(part for part in read.parts if isinstance(part, str))
    assert notes(HEAD + "\n# Get a *card*\n\nText.\n") == []


def test_a_first_heading_that_says_something_else_than_the_title_is_told():
    assert notes(HEAD + "\n# Another\n\nText.\n") == [
        "docs/card.md:9: the first heading says something other than the title. "
        "The title is shown; remove the heading, or make it a ## heading."
    ]


def test_without_front_matter_the_first_heading_is_the_title():
    read = page("\n# Get *a* [card](x.md) {#own}\n\n## Next\n")
    assert read.title == Block("title", "Get *a* [card](1)", ("(x.md)",), line=2, anchor="own")
    assert [part.text for part in read.parts if isinstance(part, Block)] == ["Next"]
    assert read.anchors == ("own", "next")


def test_an_underlined_first_heading_is_the_title_too():
    assert page("Get a card\n==========\n\nText.\n").title.text == "Get a card"


def test_a_page_without_a_title_is_named_after_its_file_and_says_so():
    assert page("Text.\n\n# Not first\n", "health/first-two_weeks").title.text == "First two weeks"
    assert (
        "docs/card.md:1: this page has no title. Add `title: …` between two lines of --- at the top, "
        "or a first line `# Title`." in notes("Text.\n")
    )


def test_the_title_and_a_heading_with_the_same_words_have_two_ids():
    assert page(HEAD + "\n## Get a card\n").anchors == ("get-a-card-title", "get-a-card")


def test_a_title_without_letters_still_has_an_id():
    assert page("---\ntitle: →\n---\nText.\n").title.anchor == "title"


# What a page could have


def test_what_a_page_lacks_is_noted():
    assert [note.split(". ")[0] for note in notes("---\ntitle: One\n---\n")] == [
        "docs/card.md: no summary",
        "docs/card.md: no sources",
        "docs/card.md: no contacts",
        "docs/card.md:4: this page has no text",
    ]


def test_what_stays_in_the_source_language_is_noted_with_its_line():
    assert notes(HEAD + "\nText.\n\n<div>words</div>\n") == [
        "docs/card.md:11: raw HTML stays in the source language. Write it in plain Markdown."
    ]


# Names


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_name_kept_for_a_made_page_cannot_be_used(name):
    remedy = f'the name "{name}" is kept for a page that Porchlight makes. Rename the file.'
    assert faults("Text.\n", name) == [f"docs/{name}.md: {remedy}"]
    assert faults("Text.\n", f"health/{name}") == [f"docs/health/{name}.md: {remedy}"]
    assert faults("Text.\n", f"{name}/card") == [f"docs/{name}/card.md: {remedy}"]
    assert faults("Text.\n", f"{name}-help") == []


@pytest.mark.parametrize("name", ["my card", "santé", "-card", "a/b?c", "a&b"])
def test_a_name_that_cannot_stand_in_an_address_is_told(name):
    assert faults("Text.\n", name) == [
        f'docs/{name}.md: "{name.rsplit("/")[-1]}" cannot stand in an address. '
        "Name it with the letters a to z, digits and hyphens."
    ]


def test_a_page_named_like_a_translation_is_told_where_translations_go():
    assert faults("Text.\n", "card.fr") == [
        "docs/card.fr.md: a dot in a page's name makes MkDocs take its end for a language. "
        "Translations stand in translations/, not beside the page; rename it to card-fr.md."
    ]


@pytest.fixture
def docs(tmp_path):
    """Writes a file below docs/; gives the folder."""

    def write(name, text="Text.\n"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write


def test_pages_are_found_below_docs_but_not_in_folders_that_hold_none(docs):
    for name in ["z.md", "a/b.md", "a.txt", ".hidden.md", "a/assets/y.md", "audio.md"]:
        docs(name)
    for folder in ("assets", "contacts", "alerts", "audio", "handbook"):
        docs(f"{folder}/x.md")
        below = docs(f"{folder}/deeper/x.md")
    assert list(source_files(below)) == ["a/assets/y", "a/b", "audio", "z"]


# The handbook


def test_the_handbook_is_read_by_name_and_may_use_any(docs):
    docs("handbook/contacts.md", "# Contacts\n\nText.\n")
    docs("handbook/picture.png")
    pages, problems = read_handbook(docs("handbook/more/blocks.md", "# Blocks\n\nSee [them](../contacts.md).\n"))
    assert problems == []
    assert list(pages) == ["handbook/contacts", "handbook/more/blocks"]
    read = pages["handbook/more/blocks"]
    assert (read.path, read.title.text) == ("docs/handbook/more/blocks.md", "Blocks")
    assert read.links == (("../contacts.md", 3),)


def test_a_portal_without_a_handbook_has_none(tmp_path):
    assert read_handbook(tmp_path) == ({}, [])


def test_a_fault_in_the_handbook_is_told_with_its_line(docs):
    docs("handbook/a.md", "---\ntitel: A\n---\nText.\n")
    pages, problems = read_handbook(docs("handbook/b.md", b"# B\n\nCaf\xe9\n"))
    assert list(pages) == ["handbook/a"]
    assert [str(problem).split(". ")[0] for problem in problems if problem.severity > Severity.NOTE] == [
        'docs/handbook/a.md:2: "titel" is not known here (did you mean "title"?)',
        "docs/handbook/b.md:3: this file is not UTF-8",
    ]


@pytest.mark.parametrize("fence", ["```", "~~~~ md", "> ```"])
def test_an_example_in_fenced_code_may_show_what_is_wrong(fence):
    end = fence.split(" md")[0]
    example = f"{fence}\n!!! region\n!!! experience\n![](x.png)\n{end}\n"
    assert faults(HEAD + example) == []
    assert faults(HEAD + example + "\n!!! region\n") == [
        "docs/card.md:14: a region block needs an ISO 3166-2 code in lower case. "
        'Write it as `!!! region ca-on "Ontario"`.'
    ]


# Regions


@pytest.mark.parametrize("opened", ["!!! region ca-on", "    ??? region ca-on", "???+ region ca-on"])
def test_a_region_block_needs_the_name_of_its_place(opened):
    assert faults(f"Text.\n\n{opened}\n        In it.\n") == [
        'docs/card.md:3: a region block needs the name of the place. Add it, as in "Ontario".'
    ]


@pytest.mark.parametrize(
    "opened",
    [
        "!!! region",
        '!!! region "Ontario"',
        '!!! region Ontario "Ontario"',
        '!!! region CA-ON "O"',
        '!!! Region CA-ON "O"',
    ],
)
def test_a_region_block_needs_a_code_in_lower_case(opened):
    assert faults(HEAD + f"\n{opened}\n    In it.\n") == [
        "docs/card.md:9: a region block needs an ISO 3166-2 code in lower case. "
        'Write it as `!!! region ca-on "Ontario"`.'
    ]


def test_a_region_block_is_a_place_that_links_lead_to():
    read, problems = read_page("card", (HEAD + '\n!!! region ca-on "Ontario"\n    In it.\n').encode())
    assert problems == []
    assert "ca-on" in read.anchors


# Experiences


@pytest.mark.parametrize(
    "opened",
    [
        "!!! experience",
        '!!! experience "Amal"',
        '!!! experience consent "Amal"',
        '??? experience 2026-05 "Amal"',
        '!!! experience consent 2026-13 "Amal"',
        '!!! experience consent 2026 "Amal"',
        '!!! experience "consent 2026-05"',
        '!!! Experience "Amal"',
        '    ???+ experience 2026-05 "Amal"',
    ],
)
def test_an_experience_needs_consent_and_the_month_it_was_told_in(opened):
    assert faults(HEAD + f"\n{opened}\n        I waited.\n") == [
        "docs/card.md:9: an experience needs the person's consent and the month in which they told it. "
        'Once they agreed, write `!!! experience consent 2026-05 "Amal, in Winnipeg"`.'
    ]


@pytest.mark.parametrize(
    "opened", ['!!! experience consent 2026-05 "Amal"', '??? Experience 2026-12 consent "B"', "!!! experienced"]
)
def test_an_experience_that_says_both_is_taken(opened):
    assert faults(HEAD + f"\n{opened}\n    I waited.\n") == []


# Checklists


def ticks(text):
    return page(HEAD + text).ticks


def test_each_item_of_a_checklist_has_an_id_of_its_own_and_no_other_item_has_one():
    found = ticks("- [ ] Passport\n- No box\n- [x] Photos\n\n1. [X] Letter\n\n[ ] No item\n\n- [a] No box\n")
    assert len(set(found)) == len(found) == 3


def test_items_of_the_same_words_have_two_ids():
    first, second, third = ticks("- [ ] Passport\n- [ ] Passport\n- [ ] Passport\n")
    assert len({first, second, third}) == 3
    assert ticks("- [ ] Passport\n") == (first,)


def test_a_second_item_of_the_same_words_keeps_its_id_whatever_stands_around():
    pair = ticks("- [ ] Passport\n- [ ] Passport\n")
    assert ticks("- [ ] Photos\n- [ ] Passport\n- [ ] Letter\n- [ ] Passport\n")[1::2] == pair


def test_a_tick_does_not_depend_on_the_kind_of_list_the_box_or_what_stands_around():
    (plain,) = ticks("- [ ] Passport\n")
    assert ticks("* [x]  Passport\n") == (plain,)
    assert ticks('!!! need\n    1. [ ] Passport {: icon="passport" }\n') == (plain,)
    assert ticks("> - [X] Passport\n>     - Below\n") == (plain,)
    assert ticks("- Papers\n    - [ ] Pass\n    port\n") != (plain,)


def test_a_picture_on_a_checklist_has_a_tick_too():
    assert len(ticks("- [ ] ![A passport](passport.png)\n- [ ] Photos\n")) == 2


things = st.lists(
    st.sampled_from(["Passport", "Two photos", "Your *old* card", "[A form](form.pdf)", "Letter 9"]), unique=True
)


@settings(max_examples=100, deadline=None)
@given(things, things, st.data())
def test_a_tick_stays_when_other_items_come_go_or_change_places(before, after, data):
    """So that what a reader has ticked on a phone stays ticked when an editor adds a line."""

    def by_words(items):
        found = ticks("".join(f"- [{data.draw(st.sampled_from(' xX'))}] {item}\n" for item in items))
        assert len(found) == len(items)
        return dict(zip(items, found, strict=True))

    old, new = by_words(before), by_words(data.draw(st.permutations(after)))
    assert all(new[item] == old[item] for item in set(before) & set(after))


# Icons of items


@pytest.mark.parametrize(
    ("text", "icons"),
    [
        ('1. Call. {: icon="phone" }\n2. Go. {: .x icon=walk }\n', (("phone", 8), ("walk", 9))),
        ("- [ ] Passport {: icon='passport' }\n", (("passport", 8),)),
        ('- One\n  and more\n{: icon="phone" }\n', (("phone", 8),)),
        ('Call us.\n{: icon="phone" }\n', (("phone", 8),)),
        ('> Call us.\n> {: icon="phone" }\n', (("phone", 8),)),
        ('## Call {: icon="phone" }\n', (("phone", 8),)),
        ('!!! tip\n    - Call {: icon="phone" }\n', (("phone", 9),)),
        ('- `{: icon="phone" }` sets one\n- {: icon="phone" } neither\n', ()),
        ('- Call {: data-icon="phone" }\n', ()),
    ],
)
def test_icons_are_found_with_their_lines(text, icons):
    assert page(HEAD + text).icons == icons


def test_an_icon_changes_nothing_for_translators_and_ticks():
    plain, with_icon = page("- [ ] Call us.\n"), page('- [ ] Call us. {: icon="phone" }\n')
    assert with_icon.blocks == plain.blocks
    assert with_icon.ticks == plain.ticks


# Links, images, anchors


def test_links_and_images_are_found_with_their_lines():
    read = page(
        HEAD + '\nSee [a](a.md) and ![b](b.png "B").\n\n![c](c.png){ width=9 }\n\n- [![d](d.png)](d.md#x)\n\n'
        "| [e](my e.pdf) | f |\n|---|---|\n\n[g][G] again\nand [G].\n\n[G]: g.md 'Title'\n"
    )
    assert read.links == (("a.md", 9), ("d.md#x", 13), ("my e.pdf", 15), ("g.md", 21))
    assert read.images == (("b.png", 9), ("c.png", 11), ("d.png", 13))


def test_addresses_in_code_are_no_links():
    read = page(HEAD + "\n`[a](a.md)`\n\n    ![b](b.png)\n\n```\n[c](c.md)\n```\n")
    assert (read.links, read.images) == ((), ())


def test_every_id_that_a_link_can_lead_to_is_known():
    read = page(
        HEAD + '\n## Two\n\n## Two\n\n## Three {#drei}\n\nText.\n{: #text .x }\n\n**b**{: #bold }\n\n<a id="raw"></a>\n'
    )
    assert read.anchors == ("get-a-card", "two", "two_1", "drei", "text", "bold", "raw")
