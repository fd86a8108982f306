"""Sending a page on, and answering its writers, by plain links."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape
from porchlight.pages.sharing import feedback_links, kind, said, share_links

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ABOUT = {
    "page": "health/doctor",
    "title": "طبيب & دواء?",
    "language": "ar",
    "version": "1a2b3c4",
    "address": "https://portal.example/ar/health/doctor/",
}


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_comes_back_whole_from_an_address(text):
    made = said(text)
    assert unquote(made) == text
    assert not set(made) & set(" &?#=+%\"'<>\n") - {"%"}
    assert not urlsplit(f"https://a.example/?a={made}&b=1").fragment
    assert parse_qs(f"a={made}&b=1", keep_blank_values=True)["a"] == [text]


@settings(max_examples=100, deadline=None)
@given(TEXTS.filter(bool))
def test_a_shared_page_comes_with_its_whole_title_and_address(title):
    address = "https://portal.example/a&b/ar/health/doctor/"
    links = share_links(title, address)
    assert list(links) == ["whatsapp", "sms", "email"]
    whatsapp, sms, email = map(urlsplit, links.values())
    assert (whatsapp.scheme, whatsapp.netloc, sms.scheme, email.scheme) == ("https", "wa.me", "sms", "mailto")
    assert parse_qs(whatsapp.query)["text"] == [f"{title}\n{address}"]
    assert parse_qs(sms.query)["body"] == [f"{title}\n{address}"]
    assert parse_qs(email.query) == {"subject": [title], "body": [address]}


@settings(max_examples=100, deadline=None)
@given(TEXTS.filter(bool), TEXTS.filter(bool))
def test_a_filled_address_gives_back_what_it_is_about(title, answer):
    about = {**ABOUT, "title": title}
    every = "&".join(f"{key}={{{key}}}" for key in ("text", *ABOUT))
    for start in ("https://form.example/?", "mailto:a@b.example?", "sms:+15550100?", "https://wa.me/15550100?"):
        ((one),) = feedback_links([start + every], [answer], about)
        (link,) = one["links"]
        assert link["answer"] == answer
        assert link["href"].startswith(start)
        found = {key: values[0] for key, values in parse_qs(urlsplit(link["href"]).query, strict_parsing=True).items()}
        assert {key: found[key] for key in ABOUT} == about
        assert answer in found["text"]
        assert title in found["text"]


def test_each_address_has_a_link_for_each_answer_in_order():
    found = feedback_links(["mailto:a@b.example?body={text}", "sms:+15550100?body={text}"], ["Yes", "No"], ABOUT)
    assert [(one["kind"], [link["answer"] for link in one["links"]]) for one in found] == [
        ("email", ["Yes", "No"]),
        ("sms", ["Yes", "No"]),
    ]
    assert len({link["href"] for one in found for link in one["links"]}) == 4


def test_a_portal_that_takes_no_answers_has_no_links():
    assert feedback_links([], ["Yes"], ABOUT) == []


def test_an_address_without_fields_stays_as_it_is():
    (one,) = feedback_links(["https://form.example/x%20y"], ["Yes"], ABOUT)
    assert one["links"][0]["href"] == "https://form.example/x%20y"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("mailto:a@b.example", "email"),
        ("sms:+15550100", "sms"),
        ("https://wa.me/15550100?text={text}", "whatsapp"),
        ("https://api.whatsapp.com/send?phone=1", "whatsapp"),
        ("https://form.example/?wa.me", "form"),
        ("https://nowa.me/1", "form"),
    ],
)
def test_a_way_to_answer_is_known_by_its_address(address, told):
    assert kind(address) == told


def test_an_answer_that_templates_escaped_is_sent_as_its_translator_wrote_it():
    (one,) = feedback_links(["mailto:a@b.example?body={text}"], [escape("J'ai <3 & oui")], ABOUT)
    (link,) = one["links"]
    body = parse_qs(urlsplit(link["href"]).query)["body"][0]
    assert body.startswith("J'ai <3 & oui: ")
    assert link["answer"] == "J&#39;ai &lt;3 &amp; oui", "it stands on the button as HTML"
