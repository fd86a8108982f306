"""What a translator must not touch is numbered, and comes back from its number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.content import inline

PIECE = st.sampled_from(
    [
        *("word", " ", "\\", "`", "``", "*", "**", "_", "[", "]", "(", ")", "{", "}", "<", ">", "!", "\n", "1", "٢"),
        *("[a](b)", "](1)", "{1}", "{2}", "<b>", "</b>", "[^1]", "<https://x.example>", "{.k}", "[r]", "][r]", "\\["),
    ]
)


def filled_again(text: str, references: tuple[str, ...] = ()) -> str:
    made, slots = inline.slotted(text, references)
    return inline.unslotted(made, slots, inline.numbers(made))


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECE, max_size=12).map("".join))
def test_any_text_is_itself_again_once_its_slots_are_filled(text):
    assert filled_again(text) == text


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECE, max_size=12).map("".join))
def test_any_slotted_text_numbers_its_slots_once_each_and_in_order(text):
    made, slots = inline.slotted(text, ("r",))
    assert [number for _, number in inline.numbers(made)] == list(range(1, len(slots) + 1))


@pytest.mark.parametrize(
    ("text", "slotted", "slots"),
    [
        ("[your rights](rights.md)", "[your rights](1)", ("(rights.md)",)),
        ('[a](b.md "Say \\"x\\"")', "[a](1)", ('(b.md "Say \\"x\\"")',)),
        ("[a](b_(c)_d)", "[a](1)", ("(b_(c)_d)",)),
        ("[form](my form.pdf){ .x }", "[form](1)", ("(my form.pdf){ .x }",)),
        ("[![logo](l.png)](home.md)", "[![logo](1)](2)", ("(l.png)", "(home.md)")),
        ("<help@x.example> or <tel>", "{1} or {2}", ("<help@x.example>", "<tel>")),
        ("`[a](b) <c> {1}`", "`[a](b) <c> {1}`", ()),
        ("\\[a\\] \\<b> \\{1}", "\\[a\\] \\<b> \\{1}", ()),
        ("Fill in {1} and [a](b)", "Fill in {1} and [a](2)", ("{1}", "(b)")),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6", ()),
        ("now[^2] and **then**{: .k }", "now{1} and **then**{2}", ("[^2]", "{: .k }")),
        ("[see] [t](x.md)", "[see] [t](1)", ("(x.md)",)),
    ],
)
def test_links_tags_and_notes_become_slots(text, slotted, slots):
    assert inline.slotted(text) == (slotted, slots)
    assert filled_again(text) == text


@pytest.mark.parametrize(
    ("text", "slotted", "again"),
    [
        ("[the guide][Guide]", "[the guide](1)", "[the guide][Guide]"),
        ("[the guide] [guide]", "[the guide](1)", "[the guide] [guide]"),
        ("[Guide][]", "[Guide](1)", "[Guide][Guide]"),
        ("See [guide]: it helps", "See [guide](1): it helps", "See [guide][guide]: it helps"),
        ("[guide] [t](x.md)", "[guide](1) [t](2)", "[guide][guide] [t](x.md)"),
        ("[other] and [x][other]", "[other] and [x][other]", "[other] and [x][other]"),
    ],
)
def test_a_link_by_reference_names_its_target_whatever_the_words_become(text, slotted, again):
    assert inline.slotted(text, ("guide",))[0] == slotted
    assert filled_again(text, ("guide",)) == again


TEXT, SLOTS = inline.slotted("[a](b.md) and <c> and [d](e.md)")
NUMBERS = inline.numbers(TEXT)


def test_slots_may_change_their_order():
    assert inline.unslotted("[D](3), {2}, [A](1)", SLOTS, NUMBERS) == "[D](e.md), <c>, [A](b.md)"


def test_slots_may_be_numbered_in_the_digits_of_any_script():
    assert inline.unslotted("[ا](١) {٢} [د](٣)", SLOTS, NUMBERS) == "[ا](b.md) <c> [د](e.md)"


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ("[a](1) and {2}", "the mark ](3) of the source is missing"),
        ("[a](1) and [d](3)", "the mark {2} of the source is missing"),
        ("nothing at all", "the mark ](1) of the source is missing"),
        ("[a](1) {2} [d](3) [e](4)", "the mark ](4) does not stand in the source"),
        ("[a](1) {2} [d](3) {9}", "the mark {9} does not stand in the source"),
        ("[a](1) {2} [d](3) {1}", "the mark {1} does not stand in the source"),
        ("[a](1) {2} [d](3) {0}", "the mark {0} does not stand in the source"),
        ("[a](1) {2} [d](3) {2}", "the mark with number 2 stands there twice"),
        ("[a](1) `{2}` [d](3)", "the mark {2} of the source is missing"),
    ],
)
def test_a_text_with_other_slots_than_its_source_says_which(translation, fault):
    with pytest.raises(inline.SlotFault) as raised:
        inline.unslotted(translation, SLOTS, NUMBERS)
    assert str(raised.value) == fault


def test_braces_in_a_text_that_was_never_slotted_are_text():
    assert inline.unslotted("Dial {1} or {0}", (), inline.numbers("Dial {1} or {0}")) == "Dial {1} or {0}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  plain words ", "plain words"),
        ("**Bold**, *soft*, __strong__, _low_ and ***both***", "Bold, soft, strong, low and both"),
        ("*a **b** c*", "a b c"),
        ("[a [b] c](1) ![sign](2) {3}", "a [b] c sign"),
        ("[![logo](1) home](2)", "logo home"),
        ("`a*b*c` and snake_case_name", "a*b*c and snake_case_name"),
        ("Dial \\*67 or 2 * 3 * 4", "Dial *67 or 2 * 3 * 4"),
        ("Press *67 first", "Press *67 first"),
        ("A &amp; B &copy; \\{1}", "A & B © {1}"),
        ("two\nlines  wide", "two lines wide"),
    ],
)
def test_plain_text_has_the_words_and_no_marks(text, words):
    assert inline.plain(text) == words


@pytest.mark.parametrize(
    ("text", "count"),
    [("Call [9-1-1](1) now", 5), ("don't pay $1,200.50", 3), ("→", 1), ("", 1), ("**نعم** 健康", 2)],
)
def test_words_are_counted_without_marks_and_never_none(text, count):
    assert inline.word_count(text) == count


@pytest.mark.parametrize(
    ("slot", "address"),
    [
        ("(a.md)", "a.md"),
        ('( a.md "Title" )', "a.md"),
        ("(<a b.md>)", "a b.md"),
        ("(my form.pdf)", "my form.pdf"),
        ("(my form.pdf 'Title'){ .x }", "my form.pdf"),
        ("(a_(b).md){ .x }", "a_(b).md"),
        ("()", ""),
        ("[ref]", ""),
        ("<br>", ""),
        ("{: .x }", ""),
    ],
)
def test_a_links_slot_says_where_it_leads(slot, address):
    assert inline.slot_address(slot) == address
