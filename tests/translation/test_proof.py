"""Findings of a translation beside its source, and what its translator overrules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from porchlight.core.problem import Severity
from porchlight.translation import proof

FRENCH = proof.Rules("fr", "CA")


def told(msgid, msgstr, rules=FRENCH, **more):
    """[rule, whether it stops a merge] of each finding."""
    found = proof.findings(proof.Text(msgid, msgstr, **more), rules)
    return [(one.rule, one.severity is Severity.ERROR) for one in found]


def test_nothing_is_told_of_a_good_or_an_empty_translation():
    assert told("Call 811.", "Appelez le 811.") == []
    assert told("Call 811.", " ") == []


def test_facts_and_marks_stop_a_merge_and_form_does_not():
    assert told("Call 811.", "Appelez le 812.") == [("number", True)]
    assert told("**Call** us.", "**Appelez-nous.") == [("markup", True)]
    assert told("Call us.", "Appelez appelez-nous\u200b.") == [("invisible", False)]
    assert told("Call 811 now.", "Appelez appelez le 812.") == [("number", True), ("doubled", False)]


def test_a_finding_says_what_stands_where_and_what_to_do():
    (finding,) = proof.findings(proof.Text("Call 811.", "Appelez le 812."), FRENCH)
    assert (finding.what, finding.remedy) == (
        "the source says 811, the translation says 812",
        "Copy the number unchanged",
    )
    (finding,) = proof.findings(proof.Text("Call 811.", "Appelez."), FRENCH)
    assert finding.what == "the source says 811, the translation does not"
    (finding,) = proof.findings(proof.Text("Call.", "Appelez le 811."), FRENCH)
    assert finding.what == "the translation says 811, the source does not"


def test_a_broken_mark_is_no_fact():
    assert told("Read [this](1).", "Lisez ceci(1).", slots=("rent.md",)) == [("slot", True)]
    assert told("Read this.", "Lisez <b>ceci</b>.") == [("html", True)]


def test_words_of_the_templates_keep_their_placeholders():
    assert told("%(count)s pages", "%(count)s pages", kind="interface") == []
    assert told("%(count)s pages", "%(nombre)s pages", kind="interface") == [("placeholder", True)]
    assert told("%(count)s pages", "<b>%(count)s</b>", kind="interface") == [("html", True)]


@pytest.mark.parametrize(
    ("comment", "rules"),
    [
        ("lint: ok(number) their new name", {"number": "their new name"}),
        ("  lint:ok (number, date)  both are new", {"number": "both are new", "date": "both are new"}),
        ("by Amal\nlint: ok(term) ours\nlint: ok(length) short", {"term": "ours", "length": "short"}),
        ("lint: ok(number)", {}),
        ("lint: ok(number)   ", {}),
        ("lint: ok() why", {}),
        ("lint: ok number why", {}),
        ("lint ok(number) why", {}),
        ("lint: OK(number) why", {}),
        ("lint: okay(number) why", {}),
        ("lint: ok(number why", {}),
        ("lint: ok[number] why", {}),
        ("see lint: ok(number) why", {}),
        ("lint: ok(number)\nwhy", {}),
        ("splint", {}),
        ("", {}),
    ],
)
def test_a_comment_overrules_only_with_a_rule_and_a_reason(comment, rules):
    assert {rule: reason for rule, reason in proof.overruled(comment).items() if rule} == rules


def test_an_overruled_fact_is_shown():
    text = proof.Text("Call 811.", "Appelez le 812.")
    assert proof.wrong_facts(text, FRENCH) == "the source says 811, the translation says 812"
    assert proof.wrong_facts(text, FRENCH, "lint: ok(number) it is 812 in French") == ""
    assert proof.wrong_facts(text, FRENCH, "lint: ok(phone) it is 812 in French") != ""
    assert proof.wrong_facts(text, FRENCH, "lint: ok(number)") != ""
    assert proof.wrong_facts(text, proof.NO_RULES) == ""


def test_a_rule_that_is_an_error_is_not_told_again_as_advice():
    found = told("You can call 811 here.", "**You can call 812 here.")
    assert len(found) == len({rule for rule, _ in found})


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["fr", "ar", "zh-Hans", "qaa"]))
def test_no_text_breaks_the_checks(msgid, msgstr, tag):
    for finding in proof.findings(proof.Text(msgid, msgstr), proof.Rules(tag, "CA", ("Job Bank",), {"rent": "loyer"})):
        assert finding.what and finding.remedy and not finding.what.endswith(".")
