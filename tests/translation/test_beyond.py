"""What goes wrong though every fact of the source is there."""

import desks
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.translation import beyond, proof

HELP = "In danger, call [9-1-1](1). At night, call [1-833-900-1010](2) or write to [help@a.example](3)."
SITE = "Ask at [the office](1). See ontario.ca/health."
SLOTS = ("(https://www.canada.ca/en/services.html)",)
CASES = [
    # source, translation, slots, rules
    (HELP, "Danger : [9-1-1](1). La nuit : [1-833-900-1010](2) ou [help@a.example](3).", (), []),
    (HELP, "La nuit : [1-833-900-1010](2) ou [help@a.example](3). Danger : [9-1-1](1).", (), []),
    (HELP, "Danger : [1-833-900-1010](1). La nuit : [9-1-1](2) ou [help@a.example](3).", (), ["phone", "phone"]),
    (HELP, "خطر: [١-٨٣٣-٩٠٠-١٠١٠](1). ليلًا: [٩-١-١](2) أو [help@a.example](3).", (), ["phone", "phone"]),
    (HELP, "Danger : [9-1-1](1). La nuit : [help@a.example](2) ou [1-833-900-1010](3).", (), ["email", "phone"]),
    (HELP, "[Appelez](1) le 9-1-1. La nuit : [1-833-900-1010](2) ou [help@a.example](3).", (), []),
    (HELP, "[Le 9-1-1, pas le 1-833-900-1010](1) ; [1-833-900-1010](2) ; [help@a.example](3).", (), []),
    (SITE, "Demandez au [bureau](1). Voir ontario.ca/health.", SLOTS, []),
    (SITE, "Demandez sur [canada.ca](1). Voir ontario.ca/sante.", SLOTS, []),
    (SITE, "Demandez au [bureau](1). Voir ontario.ca/health ou https://evil.example/x.", SLOTS, ["address"]),
    (SITE, "Demandez au [bureau](1). Voir www.ontario.ca/health, evil.com.", SLOTS, ["address"]),
    (SITE, "Demandez au [bureau](1), moi@evil.example. Voir ontario.ca/health.", SLOTS, ["email"]),
    ("See the home first.", "Visitez le logement d'abord. Ensuite payez.", (), []),
    ("See the home first.", "???? ????? ?? ????", (), ["length"]),
    ("See the home first.", "—", (), ["length"]),
    ("See the home first.", "ንገዛ ???? ተመልከቱ", (), ["script"]),
    ("See the home \ufffd first.", "Voir \ufffd", (), []),
    ("What? Really??", "Quoi ? Vraiment ??", (), []),
    ("24/7", "٢٤/٧", (), []),
    ("8 a.m. – 4 p.m.", "8:00–16:00", (), []),
    ("`code` 12", "12", (), []),
]


@pytest.mark.parametrize(("source", "translation", "slots", "rules"), CASES)
def test_what_leads_elsewhere_or_says_nothing_is_found(source, translation, slots, rules):
    assert [rule for rule, *_ in beyond.slips(source, translation, slots)] == rules


def test_such_a_translation_is_not_shown_until_somebody_says_why_it_is_right():
    swapped = proof.Text(HELP, CASES[2][1])
    rules = proof.Rules("fr", "CA")
    what = "the link (1) says 1-833-900-1010, which is what the link (2) leads to"
    assert proof.wrong_facts(swapped, rules) == what
    assert next(one.what for one in proof.findings(swapped, rules)) == what
    assert proof.wrong_facts(swapped, rules, "lint: ok(phone) they are the same office") == ""


def asked_of_the_page(cases):
    """The rules that the translator's page finds broken, of (source, translation, slots) each."""
    return desks.asked_of_the_page("beyond.js", "page.slips(...one).map(slip=>slip[0])", cases)


def test_the_page_finds_what_python_finds():
    assert asked_of_the_page([case[:3] for case in CASES]) == [case[3] for case in CASES]


def test_the_page_finds_what_python_finds_in_made_texts():
    pieces = [
        "[9-1-1](1)",
        "[8-1-1](2)",
        "[8-1-1](3)",
        "[٨١١](2)",
        "a@b.ca",
        "b.ca",
        "http://c.org/x",
        "www.",
        "??",
        "\ufffd",
        "{3}",
        "`x`",
        "\\[",
        "word",
        "слово",
        "]",
        "[",
        "(1)",
        ".",
        " ",
        "1",
    ]
    texts = st.lists(st.sampled_from(pieces), max_size=7).map(" ".join) | st.lists(
        st.sampled_from(pieces), max_size=7
    ).map("".join)
    cases = []

    @settings(max_examples=500, deadline=None, database=None)
    @given(texts, texts)
    def collect(source, translation):
        cases.append([source, translation, ["(https://b.ca/y)"]])

    collect()
    ours = [[rule for rule, *_ in beyond.slips(*case)] for case in cases]
    assert [case for case, one, other in zip(cases, ours, asked_of_the_page(cases), strict=True) if one != other] == []
