"""Official terms are read with every fault told, and explained where a page first needs them."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.content.glossary import EXPLAINED, MOST_EXPLAINED, Term, explained, read_glossary
from porchlight.content.source import read_page
from porchlight.core.page import Block

GOLDEN = sorted((Path(__file__).resolve().parents[1] / "golden/glossary").glob("*.yml"))
SIN = """\
sin:
  term: Social Insurance Number
  forms: [SIN]
  definition: A 9-digit number.
  policy: both
  translations: { fr: numéro d'assurance sociale, zh-Hans: 社会保险号码 }
"""


def read(folder: Path, text: str | bytes) -> tuple[dict[str, Term], list[str]]:
    (folder / "glossary.yml").write_bytes(text.encode() if isinstance(text, str) else text)
    terms, problems = read_glossary(folder)
    return terms, [str(problem) for problem in problems]


def term(id_: str, name: str, *forms: str, policy: str = "both", **translations: str) -> Term:
    return Term(id_, name, forms, "A definition.", policy, translations, 1)


def page(text: str):
    return read_page("page", b"---\ntitle: T\nsummary: S\n---\n" + text.encode())[0]


# The file


def test_a_glossary_is_read_whole(tmp_path):
    terms, problems = read(tmp_path, SIN + "landlord:\n  term: landlord\n  definition: Who owns a home.\n")
    assert problems == []
    assert list(terms) == ["sin", "landlord"]
    assert terms["sin"] == Term(
        "sin",
        "Social Insurance Number",
        ("SIN",),
        "A 9-digit number.",
        "both",
        {"fr": "numéro d'assurance sociale", "zh-Hans": "社会保险号码"},
        1,
    )
    assert (terms["landlord"].forms, terms["landlord"].translations, terms["landlord"].line) == ((), {}, 7)


def test_a_portal_without_a_glossary_has_no_terms(tmp_path):
    assert read_glossary(tmp_path) == ({}, [])


def test_the_official_term_stays_visible_where_nothing_else_is_said(tmp_path):
    terms, _ = read(tmp_path, "ei:\n  term: Employment Insurance\n  definition: Money.\n")
    assert terms["ei"].policy == "both"


def test_a_translation_that_is_not_there_yet_counts_as_not_said(tmp_path):
    terms, problems = read(tmp_path, SIN.replace("社会保险号码", '""'))
    assert problems == []
    assert list(terms["sin"].translations) == ["fr"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1: here belong terms by their id. Begin each with a line such as `sin:`."),
        ("- sin\n", "1: here belong terms by their id. Begin each with a line such as `sin:`."),
        ("sin: x\n", "1: here belong lines of the form `key: value`. Write them so."),
        (
            "sin:\n  term: [x\n",
            "2: this is not valid YAML: did not find expected ',' or ']'. Mend that line.",
        ),
        ("sin:\n  term: A\n", '1: the term "sin" has no definition. Add `definition:`.'),
        ('sin:\n  term: " "\n  definition: A\n', '1: the term "sin" has no term. Add `term:`.'),
        ("sin:\n  term: [A]\n  definition: B\n", '2: "term" is wrong: it must be one text. Correct the value.'),
        (
            "SIN:\n  term: A\n  definition: B\n",
            '1: "SIN" is no id for a term. Use the letters a to z, digits and hyphens.',
        ),
        (
            "a:\n  term: A\n  definition: B\n  polcy: keep\n",
            '4: "polcy" is not known here (did you mean "policy"?). Use one of: term, forms, definition, policy, translations.',
        ),
        (
            "a:\n  term: A\n  definition: B\n  policy: kep\n",
            '4: "policy" is wrong: it must be one of: keep, translate, both (did you mean "keep"?). Correct the value.',
        ),
        (
            "a:\n  term: A\n  definition: B\n  translations: { zh_Hans: C }\n",
            '4: "translations" is wrong: "zh_Hans" is no BCP 47 tag such as fr or zh-Hans. Correct the value.',
        ),
        (
            "a:\n  term: A\n  definition: B\n  translations: C\n",
            '4: "translations" is wrong: here belong lines of the form `fr: terme`. Correct the value.',
        ),
        (
            "a:\n  term: A\n  definition: B\n  translations: { fr: [C] }\n",
            '4: "translations" is wrong: it must be one text. Correct the value.',
        ),
        (
            "a:\n  term: A\n  definition: B\nb:\n  term: B\n  forms: [A]\n  definition: C\n",
            '4: "A" stands for "a" and for "b". Take it away from one of the two.',
        ),
    ],
)
def test_a_fault_in_the_glossary_is_one_clear_line(tmp_path, text, problem):
    assert read(tmp_path, text)[1] == [f"translations/glossary.yml:{problem}"]


def test_a_glossary_in_another_encoding_is_told(tmp_path):
    assert read(tmp_path, b"sin:\n  term: Caf\xe9\n") == (
        {},
        ["translations/glossary.yml: this file is not UTF-8. Save it with the encoding UTF-8."],
    )


def test_one_faulty_term_costs_no_other(tmp_path):
    terms, problems = read(tmp_path, "a:\n  term: A\n" + SIN)
    assert list(terms) == ["sin"]
    assert len(problems) == 1


# What a term is called


@pytest.mark.parametrize(
    ("policy", "tag", "name"),
    [
        ("both", "en", "Employment Insurance"),
        ("both", "fr", "assurance-emploi"),
        ("both", "ar", ""),
        ("translate", "fr", "assurance-emploi"),
        ("translate", "ar", ""),
        ("keep", "fr", "Employment Insurance"),
        ("keep", "ar", "Employment Insurance"),
    ],
)
def test_a_term_has_the_name_agreed_for_a_language(policy, tag, name):
    assert term("ei", "Employment Insurance", policy=policy, fr="assurance-emploi").name(tag, "en") == name


def test_a_definition_is_translated_and_knows_its_line():
    assert term("ei", "EI").block == Block("glossary definition", "A definition.", line=1)


# Where a term is explained


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_terms_are_explained_as_written_down(path):
    golden = yaml.safe_load(path.read_text(encoding="utf-8"))
    terms = {id_: term(id_, said["term"], *said.get("forms", ())) for id_, said in golden["glossary"].items()}
    read_ = page(golden["input"])
    found = explained(read_, terms)
    assert [[read_.blocks[i].text, list(ids)] for i, ids in found.items()] == golden["output"]


def test_a_portal_without_terms_explains_none():
    assert explained(page("Text."), {}) == {}


def test_neither_the_title_nor_the_summary_explains_a_term():
    read_ = read_page("page", b"---\ntitle: Your lease\nsummary: Read the lease.\n---\nAbout the lease.\n")[0]
    assert explained(read_, {"lease": term("lease", "lease")}) == {2: ("lease",)}


def test_a_form_without_a_word_explains_nothing(tmp_path):
    terms, _ = read(tmp_path, 'tax:\n  term: tax\n  forms: [""]\n  definition: Money.\n')
    assert explained(page("Call us. - Or write. Now."), terms) == {}


TERMS = {
    "sin": term("sin", "Social Insurance Number", "SIN"),
    "lease": term("lease", "rental agreement", "lease"),
    "card": term("card", "health card"),
    "tenant": term("tenant", "tenant"),
    "tax": term("tax", "tax"),
}
words = st.sampled_from(
    ["the", "lease", "Leases", "SIN", "sin", "health card", "health", "tenants", "TENANT", "taxes", "call", "please"]
)
lines = st.tuples(st.sampled_from(["", "- ", "## ", "1. "]), st.lists(words, min_size=1, max_size=6))


@settings(max_examples=100, deadline=None)
@given(st.lists(lines, max_size=8))
def test_on_any_page_each_term_is_explained_once_at_its_first_place_and_no_more_than_allowed(said):
    read_ = page("\n\n".join(mark + " ".join(texts) for mark, texts in said))
    found = explained(read_, TERMS)
    ids = [id_ for at in sorted(found) for id_ in found[at]]
    assert list(found) == sorted(found)
    assert len(ids) == len(set(ids)) <= MOST_EXPLAINED
    spelled = {
        "sin": {"SIN"},
        "lease": {"lease", "Leases"},
        "card": {"health card"},
        "tenant": {"tenants", "TENANT"},
        "tax": {"taxes"},
    }
    first = {}
    for i, block in enumerate(read_.blocks):
        if block.kind in EXPLAINED:
            for id_, forms in spelled.items():
                if any(f" {form} " in f" {block.text} " for form in forms):
                    first.setdefault(id_, i)
    assert len(ids) == min(MOST_EXPLAINED, len(first))
    for at, here in found.items():
        assert all(first[id_] == at for id_ in here)
