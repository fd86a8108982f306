"""The search of a built portal: what its pages put into the index, and what scripts/search.py says of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from asking import NODE
from porchlight.search import pack
from portals import ROOT, html, page, run_script

TAGS = ["ar", "ckb", "en", "qaa"]


def index_of(site: Path, tag: str) -> bytes:
    [file] = (site / tag).glob("search.*.bin")
    return file.read_bytes()


@pytest.fixture
def ask(asker, small):
    """Asks a language's index: (page, heading, anchor) of what is found, best first."""

    def asked(tag: str, query: str) -> list[tuple[str, str, str]]:
        asker.read(index_of(small, tag))
        return [(one["path"], one["heading"], one["anchor"]) for one in asker.ask(query).results]

    return asked


@pytest.mark.parametrize("tag", TAGS)
def test_the_page_of_the_search_names_the_index_by_the_hash_of_its_bytes(small, tag):
    form = page(small, f"{tag}/search").all("form")[0][0]
    assert form["data-index"] == f"../../{tag}/search.{pack.name(index_of(small, tag))}.bin"
    other = f"../../en/search.{pack.name(index_of(small, 'en'))}.bin"
    assert form.get("data-other") == (other if tag != "en" else None)


@pytest.mark.parametrize("tag", TAGS)
def test_every_result_leads_to_a_page_and_a_heading_of_it(asker, small, tag):
    asker.read(index_of(small, tag))
    for path in ("", "housing/", "health/doctor/"):
        assert page(small, f"{tag}/{path}").all("h1")[0][1] == asker.title(path)
    for query in ("rent", "heat", "غرفة", "تدفئة", "costs", "نرخەکەی", "nothing"):
        for one in asker.ask(query).results:
            if one["anchor"]:
                there = page(small, f"{tag}/{one['path']}")
                assert one["anchor"] in there.ids
                assert any(words == one["heading"] for _, words in there.all("h2"))


@pytest.mark.parametrize(
    ("tag", "query", "place"),
    [
        ("en", "passport", "housing/ Rent a room"),
        ("en", "find a home", "housing/"),
        ("en", "scam", "housing/ Rent a room"),
        ("en", "R&D", "housing/ Rent a room"),
        ("en", "21 degrees", "housing/ Heat"),
        ("en", "fans", "housing/ Heat"),
        ("en", "card", "health/doctor/"),
        ("en", "vaccination", "health/doctor/"),
        ("ar", "جواز", "housing/ استأجر غرفة"),
        ("ar", "21", "housing/ تدفئة"),
        ("ar", "دكتور", "health/doctor/"),
        ("ckb", "پزیشک", "health/doctor/"),
        ("ckb", "نرخەکان", "health/doctor/ نرخەکەی"),
        ("qaa", "passport", "housing/ Rent a room"),
    ],
)
def test_what_stands_on_a_page_finds_it(ask, tag, query, place):
    path, heading, _ = ask(tag, query)[0]
    assert f"{path} {heading}".strip() == place


@pytest.mark.parametrize(
    ("tag", "query", "name"),
    [("en", "harbour", "Harbour Clinic"), ("en", "interpreters", "Harbour Clinic"), ("ar", "الميناء", "عيادة الميناء")],
)
def test_whom_a_page_names_finds_it(ask, tag, query, name):
    assert ("housing/", name, "") in ask(tag, query)


@pytest.mark.parametrize(("query", "path"), [("lease", "housing/"), ("bail", "housing/"), ("vaccin", "health/doctor/")])
def test_the_official_name_of_a_word_that_is_explained_finds_the_page_in_every_language(ask, query, path):
    assert ask("ar", query)[0][0] == path


def test_a_words_explanation_is_the_glossarys(ask):
    for query in ("contract", "shot"):
        assert ask("en", query) == []


def test_the_official_name_finds_a_page_beside_those_in_another_language(ask):
    """The Kurdish page says "health card", and so would a page that is English still."""
    assert "health/doctor/" in [path for path, *_ in ask("ckb", "card")]


def test_what_is_not_translated_is_found_as_it_stands(ask):
    """In Arabic, "What it costs" is English still, and the page shows it so."""
    path, heading, anchor = ask("ar", "costs")[0]
    assert (path, heading, anchor) == ("health/doctor/", "What it costs", "what-it-costs")


def test_an_old_translation_is_found_and_the_text_folded_beside_it_is_not(ask):
    assert ask("ar", "أبدا")[0][0] == "health/doctor/"
    assert ask("ar", "nothing") == []


def test_the_words_around_pages_are_not_looked_for(ask):
    for query in ("share", "print", "footer", "script"):
        assert ask("en", query) == []


def test_without_script_there_is_a_list_of_all_pages_and_terms(small):
    for tag, titles in (
        ("en", ["Housing", "See a doctor"]),
        ("ar", ["زيارة الطبيب", "سكن"]),
    ):
        there = page(small, f"{tag}/search")
        listed = [words for href, words in there.links if href in ("../", "../housing/", "../health/doctor/")]
        assert set(titles) <= {words.split("(")[0].strip() for words in listed}, listed
        terms = [href for href, _ in there.links if href.startswith("../glossary/#")]
        assert {href.partition("#")[2] for href in terms} == {"lease", "vaccination"}
    assert re.search(r"<bdi lang=\"?en\"?>lease</bdi>", html(small, "ar/search"))


# scripts/search.py


needs_node = pytest.mark.skipif(
    not NODE, reason="Node is not installed; scripts/test.py installs it on Debian and Ubuntu"
)


@needs_node
def test_one_query_is_answered_in_one_line(small):
    done = run_script("search", small, "en", "passport")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    answer = json.loads(done.stdout)
    assert list(answer) == ["query", "results"]
    assert answer["query"] == "passport"
    assert [list(one) for one in answer["results"]] == [["url", "page", "title", "heading", "score"]]
    one = answer["results"][0]
    assert (one["url"], one["page"]) == ("/en/housing/#rent-a-room", "housing")
    assert (one["title"], one["heading"]) == ("Housing", "Rent a room")
    assert one["score"] > 0


@needs_node
def test_every_line_of_standard_input_is_a_query_and_has_a_line(small):
    queries = [
        "passport",
        "",
        "xyzzy",
        "زيارة الطبيب",
        "doctor " * 1500,
        "?!",
        " two  spaces ",
        'a "quoted" word',
        "first steps",
    ]
    told = subprocess.run(
        [sys.executable, str(ROOT / "scripts/search.py"), str(small), "ar"],
        input="\n".join(queries),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    answers = [json.loads(line) for line in told.stdout.splitlines()]
    assert [answer["query"] for answer in answers] == queries
    assert [answer["results"][0]["page"] if answer["results"] else "" for answer in answers[:4]] == [
        "housing",
        "",
        "",
        "health/doctor",
    ]
    assert answers[-1]["results"][0]["page"] == "index"
    assert "زيارة" in told.stdout, "for people to read"


@needs_node
@pytest.mark.parametrize("said", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "LANG": ""}])
def test_the_terminals_encoding_does_not_stop_it(small, said):
    done = run_script("search", small, "ar", "lease", **said)
    assert done.returncode == 0, done.stderr


@needs_node
def test_no_input_is_no_output(small):
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts/search.py"), str(small), "en"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    ("site", "tag", "said"),
    [
        ("no", "en", r"no is no folder. Build the portal first: python3 scripts/build.py."),
        ("", "fr", r".* has no search in fr. Languages with one: ar, ckb, en, qaa."),
        ("", "..", r".* has no search in \.\.\. Languages with one: ar, ckb, en, qaa."),
        ("en", "en", r".* has no search in en. Languages with one: none."),
    ],
)
@needs_node
def test_what_is_not_there_is_told_in_one_line(small, site, tag, said):
    done = run_script("search", small / site if site != "no" else "no", tag, "word")
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(said + "\n", done.stderr), done.stderr


@needs_node
def test_a_page_that_names_no_index_is_told(small, tmp_path):
    (tmp_path / "en/search").mkdir(parents=True)
    (tmp_path / "en/search/index.html").write_text("<form>")
    done = run_script("search", tmp_path, "en", "word")
    assert done.returncode == 2
    assert done.stderr.endswith("index.html names no index. Build the portal again.\n")


@pytest.mark.parametrize(
    ("harm", "said"), [(lambda file: file.write_bytes(file.read_bytes()[:-9]), "damaged"), (Path.unlink, "missing")]
)
@needs_node
def test_an_index_that_is_damaged_or_missing_is_told_in_one_line(small, tmp_path, harm, said):
    site = shutil.copytree(small, tmp_path / "site")
    [file] = (site / "en").glob("search.*.bin")
    harm(file)
    done = run_script("search", site, "en", "word")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"{file.name} is {said}. Build the portal again.\n")
    assert done.stderr.count("\n") == 1
    # Where only the source language's is gone, the language's own answers.
    assert run_script("search", site, "ar", "lease").returncode == 0


@needs_node
def test_whoever_reads_the_answers_may_stop_in_the_middle(small):
    command = [sys.executable, str(ROOT / "scripts/search.py"), str(small), "en"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    process.stdin.write("doctor\n" * 500)
    process.stdin.close()
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(60) == 0
    process.stderr.close()


def test_without_node_it_says_what_to_install(small, tmp_path):
    done = run_script("search", small, "en", "word", PATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Node is missing, and the search script runs in it. Install it (Debian: nodejs).\n"


@pytest.mark.skipif(os.name == "nt", reason="files are read by the same rules everywhere but there")
@needs_node
def test_a_site_without_an_api_names_pages_by_their_addresses(small, tmp_path):
    (tmp_path / "assets").symlink_to(small / "assets")
    (tmp_path / "en").symlink_to(small / "en")
    done = run_script("search", tmp_path, "en", "see a doctor")
    assert json.loads(done.stdout)["results"][0]["page"] == "health/doctor"
