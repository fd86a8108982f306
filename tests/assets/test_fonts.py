"""A font holds the letters that a portal uses and nothing else, and the same input makes the same bytes."""

from __future__ import annotations

import dataclasses
import io
import itertools
import re
from pathlib import Path
from xml.etree import ElementTree

import made_fonts
import pytest
from fontTools.ttLib import TTFont
from porchlight.assets import fonts
from porchlight.core.cache import Shelf
from porchlight.core.locale import RTL_SCRIPTS
from porchlight.core.problem import Severity

WIDTHS = {"ነ": 400, "ጠ": 900, "ሀ": 700, "ለ": 800, "።": 300}
WRITTEN = {"ti": ("Ethi", "ሀነ"), "am": ("Ethi", "ለነ።"), "fr": ("Latn", ""), "km": ("Khmr", "")}
NOTO = fonts.SYSTEM if any(fonts.SYSTEM.glob("*.ttf")) else None


@pytest.fixture
def machine(tmp_path) -> Path:
    """A machine that has one of Debian's fonts."""
    folder = tmp_path / "machine"
    folder.mkdir()
    (folder / "NotoSansEthiopic-Regular.ttf").write_bytes(made_fonts.font({**made_fonts.LATIN, **WIDTHS}))
    return folder


@pytest.fixture
def own(tmp_path) -> Path:
    """The portal's own folder of fonts, empty."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    return folder


@pytest.fixture
def cut(tmp_path, own, machine):
    """Cuts with a shelf of its own, or with the one kept from before."""

    def made(written=WRITTEN, shelf=None, own=own, machine=machine):
        shelf = shelf or Shelf(tmp_path / "shelf")
        found = fonts.cuts(written, own, shelf, machine)
        shelf.save()
        return found

    return made


def letters_of(woff2: bytes) -> str:
    return "".join(map(chr, sorted(TTFont(io.BytesIO(woff2)).getBestCmap())))


# Letters


def test_the_letters_of_a_script_are_taken_once_each_and_sorted():
    assert fonts.used("Ethi", ["ነሀ a1", "ሀ። é"]) == "ሀነ።"


def test_a_script_that_every_phone_has_needs_no_letters():
    assert fonts.used("Latn", ["abc ሀ"]) == ""
    assert fonts.used("", ["ሀ"]) == ""


def test_signs_that_scripts_share_come_along_but_need_no_font_by_themselves():
    assert fonts.used("Beng", ["ক। \u200d"]) == "।ক\u200d"
    assert fonts.used("Beng", ["a। ؟"]) == ""


@pytest.mark.parametrize(
    ("code", "vowel", "parts"),
    [
        ("Beng", "ো", "ােো"),
        ("Thai", "ำ", "าำ\u0e4d"),
        ("Laoo", "ຳ", "າຳ\u0ecd"),
        ("Khmr", "កោ", "កេោ"),
        ("Arab", "آ", "آا\u0653"),
    ],
)
def test_a_letter_that_shapers_set_from_parts_brings_its_parts(code, vowel, parts):
    assert set(fonts.used(code, [vowel])) == set(parts)


def test_the_marks_of_the_engine_are_no_letters():
    assert fonts.used("Arab", ["".join(map(chr, range(0xFDD0, 0xFDF0)))]) == ""


# Cuts


def test_all_languages_of_a_script_share_one_font_that_holds_just_their_letters(cut):
    made, problems = cut()
    assert sorted(made) == ["am", "ti"]
    assert made["am"] == made["ti"]
    assert letters_of(made["ti"].woff2) == "ሀለነ።"
    assert problems == []


def test_the_name_carries_the_script_and_a_hash_of_what_is_in_it(cut):
    first = cut()[0]["ti"]
    assert re.fullmatch(r"ethi-[0-9a-f]{8}", first.name)
    assert sorted(first.files) == [f"assets/fonts/{first.name}.svg", f"assets/fonts/{first.name}.woff2"]
    assert cut({"ti": ("Ethi", "ሀለነ።")})[0]["ti"].name == first.name
    assert cut({"ti": ("Ethi", "ሀለነ")})[0]["ti"].name != first.name


def test_the_same_letters_make_the_same_bytes_on_any_day(cut, tmp_path, monkeypatch):
    first = cut(shelf=Shelf(tmp_path / "one"))[0]["ti"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert cut(shelf=Shelf(tmp_path / "two"))[0]["ti"] == first


def test_a_font_is_cut_once_for_the_same_letters(cut, monkeypatch):
    first = cut()
    monkeypatch.setattr(fonts, "_cut", lambda *_: pytest.fail("cut again"))
    assert cut() == first


def test_a_cut_keeps_copyright_and_licence_and_no_other_name(cut):
    names = TTFont(io.BytesIO(cut()[0]["ti"].woff2))["name"].names
    assert {name.nameID for name in names} == {0}
    assert str(names[0]) == "Nobody's"


def test_a_font_of_many_weights_is_cut_to_one(cut, own):
    (own / "weights.ttf").write_bytes(made_fonts.font(WIDTHS, weights=True))
    font = TTFont(io.BytesIO(cut()[0]["ti"].woff2))
    assert not {"fvar", "gvar"} & set(font.keys())


# Where whole fonts come from


def test_the_portals_own_font_comes_before_the_machines(cut, own):
    (own / "Given.TTF").write_bytes(made_fonts.font({**WIDTHS, "ሀ": 1200}))
    (own / "README.md").write_text("No font.")
    made, problems = cut()
    font = TTFont(io.BytesIO(made["ti"].woff2))
    assert font["hmtx"][font.getBestCmap()[ord("ሀ")]][0] == 1200
    assert problems == []


def test_of_several_the_one_with_most_of_the_letters_is_taken(cut, own):
    (own / "a.ttf").write_bytes(made_fonts.font({"ነ": 400, "ጠ": 900}))
    (own / "b.ttf").write_bytes(made_fonts.font(WIDTHS))
    (own / "c.ttf").write_bytes(made_fonts.font({"រ": 300, "យ": 900}))
    made, problems = cut()
    assert made["ti"].lacking == ""
    assert problems == []


def test_a_woff2_file_serves_too(cut, own, machine):
    whole = TTFont(machine / "NotoSansEthiopic-Regular.ttf")
    whole.flavor = "woff2"
    whole.save(own / "given.woff2")
    made, problems = cut(machine=own / "none")
    assert letters_of(made["ti"].woff2) == "ሀለነ።"
    assert problems == []


def test_without_a_font_none_is_offered_and_the_report_says_how_to_get_one(cut, own):
    made, problems = cut(machine=own / "none", own=own / "none")
    assert made == {}
    assert [str(one) for one in problems] == [
        "fonts: am, ti: no font with Ethiopic letters found, so none is offered. "
        "Put one there, or install Debian's fonts-noto-core."
    ]
    assert problems[0].severity is Severity.NOTE


@pytest.mark.parametrize("data", [b"", b"no font", made_fonts.font(WIDTHS)[:300]])
def test_a_broken_font_is_told_and_the_machines_serves(cut, own, data):
    (own / "broken.ttf").write_bytes(data)
    made, problems = cut()
    assert "ti" in made
    assert [(one.path, one.severity) for one in problems] == [("fonts/broken.ttf", Severity.WARNING)]


def test_a_font_broken_where_only_cutting_sees_it_is_told_and_offers_nothing(cut, own):
    whole = TTFont(io.BytesIO(made_fonts.font(WIDTHS)))
    del whole["glyf"], whole["loca"]
    whole.save(own / "broken.ttf")
    made, problems = cut()
    assert made == {}
    assert [one.what for one in problems] == ["this font cannot be cut"]


def test_letters_that_a_font_lacks_are_told(cut):
    made, problems = cut({"ti": ("Ethi", "ሀጨ")})
    assert made["ti"].lacking == "ጨ"
    assert [(one.what, one.severity) for one in problems] == [
        ("ti: NotoSansEthiopic-Regular.ttf lacks 1 letters in use: ጨ", Severity.NOTE)
    ]


def test_a_font_over_its_budget_is_told_with_its_script_and_size_and_still_offered(cut, monkeypatch):
    small = dataclasses.replace(fonts.SCRIPTS["Ethi"], budget_bytes=100)
    monkeypatch.setitem(fonts.SCRIPTS, "Ethi", small)
    made, problems = cut()
    size = f"{len(made['ti'].woff2):,}"
    assert [one.severity for one in problems] == [Severity.WARNING]
    assert re.search(rf"{size} bytes .* Ethiopic .* 100 allowed", problems[0].what)


# What pages and readers get


def test_the_offer_names_the_font_its_kilobytes_and_the_two_letters(cut):
    made = cut()[0]["ti"]
    assert made.offer == f"{made.name} 1 ነ ጠ"


def test_the_drawing_is_an_svg_that_says_the_size_and_needs_no_font_for_its_letters(cut):
    root = ElementTree.fromstring(cut()[0]["ti"].drawing)
    assert root.get("width")
    assert root.get("height") == "60"
    assert "".join(root.itertext()) == "1 KB"


def test_where_lines_run_to_the_left_the_drawing_does_too():
    letters = [("M5 5", 7), ("M1 1", 20)]
    ltr, rtl = (fonts._drawing(letters, way, "1 KB").decode() for way in (False, True))
    assert ltr.index("M5 5") < ltr.index("M1 1")
    assert rtl.index("M1 1") < rtl.index("M5 5")


# The table of scripts


def test_no_code_point_belongs_to_two_scripts_and_pairs_belong_to_their_own():
    ranges = sorted(one for script in fonts.SCRIPTS.values() for one in script.ranges)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(ranges))
    for code, script in fonts.SCRIPTS.items():
        assert len(script.pair) == 2
        assert fonts.used(code, [script.pair])


def test_the_scripts_that_run_to_the_left_are_known_as_such():
    import unicodedata

    for code, script in fonts.SCRIPTS.items():
        assert (unicodedata.bidirectional(script.pair[0]) in ("R", "AL")) == (code in RTL_SCRIPTS)


@pytest.mark.skipif(not NOTO, reason="fonts-noto-core is not installed")
def test_in_every_font_at_hand_the_second_letter_of_a_pair_is_far_wider():
    seen, alike = set(), []
    # Fixed-pitch fonts are for programs; phones show text in none.
    for path in [one for one in NOTO.parent.rglob("*.ttf") if not re.search("Mono|Code", one.name)]:
        with TTFont(path, lazy=True) as font:
            names, widths = font.getBestCmap() or {}, font["hmtx"]
            for code, script in fonts.SCRIPTS.items():
                if all(ord(letter) in names for letter in script.pair):
                    narrow, wide = (widths[names[ord(letter)]][0] for letter in script.pair)
                    seen.add(code)
                    alike += [(code, path.name, narrow, wide)] if wide < 1.2 * narrow else []
    assert alike == []
    assert seen == set(fonts.SCRIPTS)


@pytest.mark.skipif(not NOTO, reason="fonts-noto-core is not installed")
@pytest.mark.parametrize(
    ("tag", "code", "text"),
    [
        ("ti", "Ethi", "ትግርኛ ናይ ጥዕና ካርድ"),
        ("pa", "Guru", "ਪੰਜਾਬੀ ਸਿਹਤ ਕਾਰਡ"),
        ("km", "Khmr", "ភាសាខ្មែរ ស្រ្តី"),
        ("my", "Mymr", "မြန်မာဘာသာ ကျန်းမာရေး"),
        ("bn", "Beng", "বাংলা স্বাস্থ্য কার্ড"),
        ("ur", "Arab", "اردو صحت کارڈ"),
    ],
)
def test_the_whole_fonts_of_debian_can_be_cut(tmp_path, tag, code, text):
    made, problems = fonts.cuts({tag: (code, fonts.used(code, [text]))}, tmp_path, Shelf(tmp_path / "shelf"))
    assert problems == []
    assert made[tag].lacking == ""
    assert len(made[tag].woff2) < fonts.SCRIPTS[code].budget_bytes
