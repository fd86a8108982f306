import pytest
from porchlight.core.problem import Severity
from porchlight.translation.catalog import Catalog, Entry
from porchlight.translation.interface import read_interface
from porchlight.translation.proof import Rules

PLACEHOLDERS = "translations/fr/interface.po:9: the placeholders such as %(name)s are not those of the source. Copy them unchanged."
RAW_HTML = "translations/fr/interface.po:9: the translation holds raw HTML. Write words only."


def words(msgid, msgstr, **more):
    catalog = Catalog("translations/fr/interface.po", {msgid: Entry(msgstr, line=9, **more)})
    spoken, problems = read_interface(catalog)
    assert all(problem.severity is Severity.WARNING for problem in problems)
    return spoken.gettext(msgid), [str(problem) for problem in problems]


def test_a_translated_word_is_said_in_the_language():
    assert words("Search", "Rechercher") == ("Rechercher", [])


def test_a_word_without_a_translation_stays_english():
    assert read_interface(None)[0].gettext("Search") == "Search"
    assert words("Search", "") == ("Search", [])


def test_a_fuzzy_word_is_a_guess_and_stays_english():
    assert words("Search", "Rechercher", fuzzy=True) == ("Search", [])


def test_placeholders_may_change_their_order():
    msgid, msgstr = "%(name)s in %(tongue)s, 100 %%", "100 %% en %(tongue)s : %(name)s"
    assert words(msgid, msgstr) == (msgstr, [])


@pytest.mark.parametrize(
    "msgstr",
    ["Image", "Image (%(taille)s)", "Image (%(size)d)", "Image (%(size) s)", "%(size)s %(size)s", "%(size)s %s"],
)
def test_a_word_whose_placeholders_differ_stays_english_and_is_reported(msgstr):
    assert words("Picture (%(size)s)", msgstr) == ("Picture (%(size)s)", [PLACEHOLDERS])


def test_a_lone_percent_sign_would_break_a_page_and_is_reported():
    assert words("All of it", "100 % de cela") == ("All of it", [PLACEHOLDERS])


def test_a_word_with_another_number_stays_english_unless_its_translator_says_why():
    def said(comment=""):
        entry = Entry("Appelez le 912", line=9, comment=comment)
        spoken, problems = read_interface(Catalog("fr.po", {"Call 911": entry}), Rules("fr", "CA"))
        return spoken.gettext("Call 911"), [problem.what for problem in problems]

    assert said() == ("Call 911", ["the source says 911, the translation says 912"])
    assert said("lint: ok(number) the number there") == ("Appelez le 912", [])


@pytest.mark.parametrize("msgstr", ["<b>Rechercher</b>", "a</p>", "<!-- x", "a <script>"])
def test_raw_html_stays_out_and_is_reported(msgstr):
    assert words("Search", msgstr) == ("Search", [RAW_HTML])


def test_a_smaller_than_sign_is_no_html():
    assert words("Under 5", "< 5") == ("< 5", [])


def test_a_number_chooses_between_the_two_english_words():
    spoken, _ = read_interface(Catalog("x.po", {"one page": Entry("une page"), "pages": Entry("des pages")}))
    assert spoken.ngettext("one page", "pages", 1) == "une page"
    assert spoken.ngettext("one page", "pages", 3) == "des pages"
