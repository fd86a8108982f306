import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.core.locale import language
from porchlight.core.page import Block
from porchlight.translation import extract
from porchlight.translation.catalog import parsed, read_catalog
from porchlight.translation.proof import overruled

FRENCH = language("fr")
LONG = (
    "https://www2.example.ca/gov/content/housing-tenancy/residential-tenancies/contact-the-residential-tenancy-branch"
)


@pytest.fixture
def catalog(tmp_path):
    return Catalog(tmp_path)


class Catalog:
    """One catalog on disk, updated as `translate.py update` does it."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "page.po"

    def update(self, *texts, prefill=None, tongue=FRENCH):
        blocks = [text if isinstance(text, Block) else Block("paragraph", text) for text in texts]
        return extract.update(self.folder, "page", blocks, tongue, "First Steps", prefill or {})

    @property
    def text(self):
        return self.file.read_text(encoding="utf-8")

    @property
    def entries(self):
        return {entry.msgid: entry for entry in parsed(self.file.read_bytes())}

    def edit(self, msgid, **said):
        read = parsed(self.file.read_bytes())
        entry = read.find(msgid, include_obsolete_entries=True)
        for key, value in said.items():
            setattr(entry, key, value)
        # As other tools write it: no line broken, no # at the top.
        read.wrapwidth = 0
        self.file.write_text(str(read).removeprefix("#\n"), encoding="utf-8")

    def translate(self, **by_text):
        for msgid, msgstr in by_text.items():
            self.edit(msgid.replace("_", " "), msgstr=msgstr)


CALL = "Call the health line at any time, day or night."
CALL_NOW = "Call the health line at any time, by day or by night."
OTHER = "Schools are open to all children."


# A new catalog


def test_a_new_catalog_holds_each_text_once_with_what_a_translator_should_know(catalog):
    link = Block("list item", "Read [your rights](1){2}.", ('(rights.md "Title")', "[^1]"))
    merge = catalog.update(Block("title", "Health"), link, Block("heading", "Health"))
    assert merge == extract.Merge(new=2)
    assert catalog.text.endswith(
        "\n\n#. title\n"
        'msgid "Health"\nmsgstr ""\n\n#. list item\n#. (1) rights.md\n#. (2) [^1]\n'
        'msgid "Read [your rights](1){2}."\nmsgstr ""\n'
    )


def test_the_header_says_the_language_its_plurals_and_who_translated(catalog):
    catalog.update("a", tongue=language("zh-Hans"))
    assert catalog.text.startswith(
        'msgid ""\nmsgstr ""\n"Project-Id-Version: First Steps\\n"\n"Language: zh_Hans\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n"X-Provenance: human\\n"\n'
    )


def test_a_lone_number_sign_at_the_top_goes_away(catalog):
    catalog.update("a")
    catalog.file.write_text("#\n" + catalog.text)
    catalog.update("a")
    assert catalog.text.startswith('msgid ""')


def test_an_address_in_a_comment_stays_in_one_piece(catalog):
    catalog.update(Block("paragraph", "Read [it](1).", (f"({LONG})",)))
    assert f"#. (1) {LONG}\n" in catalog.text


def test_what_is_known_already_is_filled_in_and_never_over_a_translation(catalog):
    catalog.update("Search", "Home", prefill={"Search": "Rechercher"})
    assert catalog.entries["Search"].msgstr == "Rechercher"
    catalog.translate(Search="Chercher")
    catalog.update("Search", "Home", prefill={"Search": "Rechercher", "Home": "Accueil"})
    assert {msgid: entry.msgstr for msgid, entry in catalog.entries.items()} == {
        "Search": "Chercher",
        "Home": "Accueil",
    }


# A source that changes


def test_an_edit_of_the_source_keeps_the_translation_marked_with_what_it_was_made_for(catalog):
    catalog.update(CALL, OTHER)
    catalog.edit(CALL, msgstr="Appelez.")
    assert catalog.update(CALL_NOW, OTHER) == extract.Merge(stale=1)
    entry = catalog.entries[CALL_NOW]
    assert (entry.fuzzy, entry.previous_msgid, entry.msgstr) == (True, CALL, "Appelez.")
    assert list(catalog.entries) == [CALL_NOW, OTHER]


def test_a_second_edit_keeps_the_text_that_the_translation_was_made_for(catalog):
    catalog.update(CALL)
    catalog.edit(CALL, msgstr="Appelez.")
    catalog.update(CALL_NOW)
    assert catalog.update(CALL_NOW + " Now.") == extract.Merge()
    assert catalog.entries[CALL_NOW + " Now."].previous_msgid == CALL


def test_taking_an_edit_back_makes_the_translation_current_again(catalog):
    catalog.update(CALL)
    catalog.edit(CALL, msgstr="Appelez.")
    before = catalog.text
    catalog.update(CALL_NOW)
    catalog.update(CALL)
    assert catalog.text == before


def test_taking_an_edit_back_after_the_text_was_away_makes_it_current_too(catalog):
    catalog.update(CALL)
    catalog.edit(CALL, msgstr="Appelez.")
    catalog.update(CALL_NOW)
    catalog.update(OTHER)
    catalog.update(CALL)
    assert (catalog.entries[CALL].fuzzy, catalog.entries[CALL].msgstr) == (False, "Appelez.")


def test_a_guess_stays_a_guess_whatever_the_source_does(catalog):
    catalog.update(CALL)
    catalog.edit(CALL, msgstr="Appelez.", flags=["fuzzy"])
    catalog.update(CALL_NOW)
    assert (catalog.entries[CALL_NOW].fuzzy, catalog.entries[CALL_NOW].previous_msgid) == (True, None)
    catalog.update(CALL)
    assert (catalog.entries[CALL].fuzzy, catalog.entries[CALL].previous_msgid) == (True, None)


def test_a_new_translation_of_an_edited_text_is_measured_against_that(catalog):
    catalog.update(CALL)
    catalog.edit(CALL, msgstr="Appelez.")
    catalog.update(CALL_NOW)
    catalog.edit(CALL_NOW, msgstr="Appelez jour et nuit.", flags=[])
    catalog.update(CALL)
    entry = catalog.entries[CALL]
    assert (entry.fuzzy, entry.previous_msgid, entry.msgstr) == (True, CALL_NOW, "Appelez jour et nuit.")


def test_a_text_unlike_the_old_one_is_new_and_the_old_is_kept_as_obsolete(catalog):
    catalog.update(CALL)
    catalog.edit(CALL, msgstr="Appelez.")
    assert catalog.update(OTHER) == extract.Merge(new=1, obsolete=1)
    assert catalog.entries[OTHER].msgstr == ""
    assert catalog.entries[CALL].obsolete
    assert '#~ msgstr "Appelez."' in catalog.text


def test_the_text_most_alike_gets_the_translation_not_the_first_on_the_page(catalog):
    catalog.update(CALL)
    catalog.edit(CALL, msgstr="Appelez.")
    catalog.update("Call the health desk at a given time, on a working day.", CALL_NOW)
    assert catalog.entries[CALL_NOW].previous_msgid == CALL
    assert [entry.msgstr for entry in catalog.entries.values()] == ["", "Appelez."]


def test_one_translation_goes_to_one_text_only(catalog):
    catalog.update(CALL)
    catalog.edit(CALL, msgstr="Appelez.")
    catalog.update(CALL + "!", CALL + "?")
    assert sorted(entry.msgstr for entry in catalog.entries.values()) == ["", "Appelez."]


def test_texts_that_change_places_keep_their_translations(catalog):
    catalog.update(CALL, CALL_NOW, OTHER)
    catalog.edit(CALL, msgstr="A")
    catalog.edit(CALL_NOW, msgstr="B")
    assert catalog.update(OTHER, CALL_NOW, CALL) == extract.Merge()
    assert [(entry.msgstr, entry.fuzzy) for entry in catalog.entries.values()] == [
        ("", False),
        ("B", False),
        ("A", False),
    ]


def test_what_left_and_came_back_is_current_again(catalog):
    catalog.update(CALL, OTHER)
    catalog.edit(CALL, msgstr="Appelez.", tcomment="checked by Amal")
    before = catalog.text
    catalog.update(OTHER)
    assert catalog.update(OTHER) == extract.Merge()
    catalog.update(CALL, OTHER)
    assert catalog.text == before


def test_an_obsolete_text_helps_a_text_like_it(catalog):
    catalog.update(CALL)
    catalog.edit(CALL, msgstr="Appelez.")
    catalog.update(OTHER)
    catalog.update(OTHER, CALL_NOW)
    assert catalog.entries[CALL_NOW].previous_msgid == CALL


def test_a_translation_among_the_obsolete_is_found_though_an_empty_entry_stands_there(catalog):
    catalog.update(OTHER)
    catalog.file.write_text(catalog.text + f'\n#~ msgid "{OTHER}"\n#~ msgstr "Écoles"\n', encoding="utf-8")
    catalog.update(OTHER)
    assert [(entry.msgstr, entry.obsolete) for entry in parsed(catalog.file.read_bytes())] == [("Écoles", 0)]


# What a translator wrote


def test_comments_and_flags_of_translators_stay(catalog):
    catalog.update(CALL)
    catalog.edit(CALL, msgstr="Appelez.", tcomment=f"see {LONG}\n\nand ask", flags=["no-wrap"])
    catalog.update(CALL)
    assert (catalog.entries[CALL].tcomment, catalog.entries[CALL].flags) == (f"see {LONG}\n\nand ask", ["no-wrap"])
    catalog.update(CALL_NOW)
    assert catalog.entries[CALL_NOW].tcomment == f"see {LONG}\n\nand ask"
    assert catalog.entries[CALL_NOW].flags == ["fuzzy", "no-wrap"]


def test_what_a_translator_overruled_is_asked_again_once_a_fact_of_the_source_changed(catalog):
    now, later = "Pay $50 at the desk.", "Pay $50 at our desk."
    catalog.update(now)
    catalog.edit(now, msgstr="Payez 40 $ à la caisse.", tcomment="as of May\nlint: ok(money) a rebate here")
    catalog.update(later)
    assert catalog.entries[later].tcomment == "as of May\nlint: ok(money) a rebate here"
    for pay in (60, 70):
        catalog.update(f"Pay ${pay} at our desk.")
        asked = catalog.entries[f"Pay ${pay} at our desk."].tcomment
        assert asked == "as of May\nbefore an edit: lint: ok(money) a rebate here"
        assert overruled(asked) == {}


def test_a_comment_on_a_text_without_a_translation_stays_with_it(catalog):
    catalog.update(CALL)
    catalog.edit(CALL, tcomment="ask the nurse")
    catalog.update(CALL_NOW)
    entry = catalog.entries[CALL_NOW]
    assert (entry.tcomment, entry.fuzzy, entry.previous_msgid, entry.msgstr) == ("ask the nurse", False, None, "")
    catalog.update(OTHER)
    catalog.update(CALL_NOW)
    assert catalog.entries[CALL_NOW].tcomment == "ask the nurse"


def test_the_head_of_a_catalog_stays_as_a_translator_wrote_it(catalog):
    catalog.update("a")
    head = "# Translators:\n# Amal, 2026\n" + catalog.text.replace("X-Provenance: human", "X-Provenance: machine")
    head = head.replace('"X-Prov', '"X-Reviewed-By: Amal\\n"\n"X-Prov').replace("(n > 1)", "(n>1)")
    catalog.file.write_text(head)
    catalog.update("a")
    assert catalog.text.startswith("# Translators:\n# Amal, 2026\nmsgid")
    for line in ("X-Provenance: machine", "X-Reviewed-By: Amal", "plural=(n>1)"):
        assert line in catalog.text


def test_entries_with_plurals_are_kept_though_no_page_has_them(catalog):
    catalog.update("a")
    catalog.file.write_text(catalog.text + '\nmsgid "b"\nmsgid_plural "bs"\nmsgstr[0] "un b"\nmsgstr[1] "des b"\n')
    catalog.update("a", "b")
    catalog.update("a")
    assert '#~ msgstr[1] "des b"' in catalog.text


def test_two_translations_of_one_text_are_both_kept(catalog):
    catalog.update("Health")
    catalog.translate(Health="Santé")
    catalog.file.write_text(catalog.text + '\nmsgid "Health"\nmsgstr "Soins"\n', encoding="utf-8")
    catalog.update("Health")
    assert '\nmsgstr "Santé"\n' in catalog.text
    assert '#~ msgstr "Soins"\n' in catalog.text


@pytest.mark.parametrize(
    "spoil", [lambda t: t + "nonsense\n", lambda t: t + '<<<<<<< a\nmsgid "', lambda t: t + '\nmsgid "a\n']
)
def test_a_broken_catalog_is_left_alone(catalog, spoil):
    catalog.update("a")
    catalog.file.write_text(spoil(catalog.text))
    before = catalog.file.read_bytes()
    assert catalog.update("a", "b") is None
    assert catalog.file.read_bytes() == before


@pytest.mark.parametrize("end", ["#:", "#.", "#,", "# a last word", "#"])
def test_a_comment_at_the_end_costs_no_entry(catalog, end):
    catalog.update("a", "b")
    catalog.translate(b="B")
    catalog.file.write_text(catalog.text + end + "\n")
    catalog.update("a", "b")
    assert catalog.entries["b"].msgstr == "B"


def test_a_file_with_other_line_ends_and_a_mark_at_its_start_is_read_whole(catalog):
    catalog.update("a")
    catalog.translate(a="A")
    catalog.file.write_bytes(b"\xef\xbb\xbf" + catalog.text.replace("\n", "\r\n").encode())
    catalog.update("a")
    assert catalog.text.startswith('msgid ""')
    assert catalog.entries["a"].msgstr == "A"


# Any texts


texts = st.text(
    st.one_of(
        st.sampled_from('ab "\\\n\t-#~|n\u2028\x85\u00a0é٣'), st.characters(codec="utf-8", exclude_characters="\x00")
    ),
    min_size=1,
    max_size=90,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(texts, st.tuples(texts, st.booleans(), st.one_of(st.none(), texts)), min_size=1, max_size=4))
def test_any_texts_come_back_from_the_file_as_they_were_and_twice_is_once(tmp_path_factory, said):
    catalog = Catalog(tmp_path_factory.mktemp("po"))
    catalog.update(*said)
    read = parsed(catalog.file.read_bytes())
    assert [entry.msgid for entry in read] == list(said)
    for entry in read:
        entry.msgstr, fuzzy, previous = said[entry.msgid]
        entry.flags, entry.previous_msgid = (["fuzzy"], previous) if fuzzy else ([], None)
    catalog.file.write_text(str(read), encoding="utf-8", newline="\n")
    catalog.update(*said)
    once = catalog.file.read_bytes()
    assert catalog.update(*said) == extract.Merge()
    assert catalog.file.read_bytes() == once
    found, problems = read_catalog(catalog.file, "page.po")
    assert problems == []
    for msgid, (msgstr, fuzzy, previous) in said.items():
        entry = found.entries[msgid]
        assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == (msgstr, fuzzy, (fuzzy and previous) or "")


words = st.lists(st.sampled_from(["call", "the", "clinic", "8", "school", "open", "now"]), min_size=1, max_size=6)
pages = st.lists(words.map(" ".join), min_size=1, max_size=4, unique=True)


@settings(max_examples=60, deadline=None)
@given(st.lists(pages, min_size=1, max_size=5), st.data())
def test_whatever_happens_to_a_page_no_translation_is_ever_lost(tmp_path_factory, versions, data):
    catalog = Catalog(tmp_path_factory.mktemp("po"))
    written = set()
    for number, page in enumerate(versions):
        catalog.update(*page)
        once = catalog.text
        assert catalog.update(*page) == extract.Merge()
        assert catalog.text == once
        assert [entry.msgid for entry in parsed(once.encode()) if not entry.obsolete] == page
        assert written <= {entry.msgstr for entry in parsed(once.encode())}
        empty = [msgid for msgid, entry in catalog.entries.items() if not entry.msgstr and not entry.obsolete]
        if empty:
            msgid = data.draw(st.sampled_from(empty))
            catalog.edit(msgid, msgstr=f"T{number}")
            written.add(f"T{number}")


# Words of the templates


def test_the_words_of_the_templates_are_found_in_the_order_of_the_files(tmp_path):
    (tmp_path / "b.html").write_text("{{ _('Search') }}{% trans %}\n  Read   more\n{% endtrans %}")
    (tmp_path / "a.html").write_text("<p>{{ gettext('Home') }}</p>{{ _('Search') }}{{ ngettext('one', 'many', 2) }}")
    blocks = extract.interface_blocks(tmp_path)
    assert [block.text for block in blocks] == ["Home", "Search", "Read   more"]
    assert {block.kind for block in blocks} == {"interface"}


def test_words_that_material_has_translated_are_taken_by_their_english(tmp_path):
    (tmp_path / "en.html").write_text(
        '{% macro t(key) %}{{ {\n"search": "Search",\n"x.y": "Of #",\n"only": "Only" }[key] }}'
    )
    (tmp_path / "zh.html").write_text('{\n"search": "搜索",\n"x.y": "# 的",\n"other": "x" }')
    assert extract.material_words(tmp_path, "zh-Hans") == {"Search": "搜索"}
    assert extract.material_words(tmp_path, "ckb") == {}
    assert extract.material_words(tmp_path / "no", "fr") == {}


def test_settings_without_a_text_are_not_translated():
    assert extract.empty_blocks([("topic", "Health"), ("topic", "")]) == [Block("topic", "Health")]


def test_every_catalog_is_one_that_polib_reads_too(catalog):
    catalog.update(CALL, Block("heading", "x\u2028y"))
    assert [entry.msgid for entry in polib.pofile(str(catalog.file))] == [CALL, "x\u2028y"]
