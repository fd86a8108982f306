"""Scripts are small, speak the reader's language, and are named after what they hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from porchlight.assets import scripts

JS = Path(__file__).resolve().parents[2] / "overrides/js"
FILES = {
    "page.js": "/* Why. */\nload('share' + 'VERSION');\n",
    "start.js": "// Only in the chooser.\ngo();\n",
    "share.js": "/* Copies. */\nsay(WORDS.copy,  WORDS.copied); // end\n",
    "hours.js": "say(WORDS.open)\n",
}
WORDS = {"copy": "Copy", "copied": "Copied", "open": "Open now"}


@pytest.fixture
def folder(tmp_path):
    """Writes scripts into a folder of their own."""

    def write(name="js", **changed):
        made = tmp_path / name
        made.mkdir()
        for file, text in {**FILES, **{f"{stem}.js": text for stem, text in changed.items()}}.items():
            (made / file).write_text(text, encoding="utf-8")
        return made

    return write


def texts(folder, tag="en", words=WORDS):
    """What a language's pages fetch, by the script's own name."""
    return {
        path.split("/")[-1].partition("-")[0]: data.decode()
        for path, data in scripts.fetched(folder, tag, words).items()
    }


def test_what_is_inlined_is_not_fetched_too(folder):
    assert sorted(texts(folder())) == ["hours", "share"]


def test_scripts_are_fetched_without_comments_and_with_the_words_of_their_language(folder):
    made = folder()
    assert texts(made)["share"] == 'say("Copy","Copied")'
    assert texts(made, "ar", {**WORDS, "copy": "نسخ"})["share"] == 'say("نسخ","Copied")'


@pytest.mark.parametrize("word", ['"Copy"', "L'adresse\\n", "a\nb", "</script>", "$& \\1 WORDS.copied"])
def test_any_word_is_one_text_of_the_script(folder, word):
    told = texts(folder(share="say(WORDS.copy)"), words={**WORDS, "copy": word})["share"]
    assert json.loads(told.removeprefix("say(").removesuffix(")")) == word


def test_what_only_looks_like_a_word_stays(folder):
    assert texts(folder(share="MYWORDS.copy;WORDSCOPY"))["share"] == "MYWORDS.copy;WORDSCOPY"


def test_names_lie_in_a_folder_a_language_and_end_with_one_hash(folder):
    paths = scripts.fetched(folder(), "zh-Hans", WORDS)
    version = scripts.version_of(paths)
    assert re.fullmatch(r"-[0-9a-f]{8}\.js", version)
    assert list(paths) == [f"assets/js/zh-Hans/{name}{version}" for name in ("hours", "share")]


def test_the_hash_changes_with_any_script_and_any_word_since_browsers_keep_a_name_for_ever(folder):
    first = folder()
    versions = [
        scripts.version_of(scripts.fetched(first, "en", WORDS)),
        scripts.version_of(scripts.fetched(first, "en", {**WORDS, "open": "Open"})),
        scripts.version_of(scripts.fetched(folder("b", hours="say(1,WORDS.open)"), "en", WORDS)),
        scripts.version_of(scripts.fetched(folder("c", more="x()"), "en", WORDS)),
    ]
    assert len(set(versions)) == len(versions)
    assert scripts.version_of(scripts.fetched(folder("d", page="other()"), "en", WORDS)) == versions[0]


def test_without_scripts_to_fetch_there_is_no_version(tmp_path):
    assert scripts.fetched(tmp_path, "en", {}) == {}
    assert scripts.version_of({}) == ""


def test_the_inlined_script_names_the_version_of_those_it_fetches(folder):
    made = folder()
    version = scripts.version_of(scripts.fetched(made, "en", WORDS))
    assert scripts.inlined(made, "page", version) == f"load('share'+'{version}')"
    assert scripts.inlined(made, "start") == "go()"


def test_everything_holds_every_script(folder):
    held = scripts.everything(folder())
    assert all(text in held for text in FILES.values())


# The portal's own


def test_every_script_that_can_be_fetched_has_all_its_words_and_no_placeholder_left():
    words = {word: word for file in JS.glob("*.js") for word in re.findall(r"WORDS\.(\w+)", file.read_text("utf-8"))}
    paths = scripts.fetched(JS, "en", words)
    assert paths
    shown = [data.decode() for data in paths.values()] + [
        scripts.inlined(JS, name, scripts.version_of(paths)) for name in ("page", "start")
    ]
    for text in shown:
        assert not re.search(r"\b(WORDS|VERSION)\b|/\*", text)


def test_no_script_ends_the_element_it_is_inlined_in():
    for name in ("page", "start"):
        assert "</" not in scripts.inlined(JS, name)
        assert "<!--" not in scripts.inlined(JS, name)
