"""Sentences that a translation leaves out."""

import pytest
from porchlight.translation import sentences

FIRST = "An employer may never keep your passport. If this happens to you, call 1-866-602-9448."
LAST = " You do not have to give your name."


def test_a_text_falls_into_sentences_but_not_at_an_abbreviation():
    assert sentences.of_source("Dr. Smith sees you at 9 a.m. Bring your card. Is it lost?") == [
        "Dr. Smith sees you at 9 a.m.",
        "Bring your card.",
        "Is it lost?",
    ]
    assert sentences.of_source("About 45 min. (approx. 3 km) from the St. Clair stop of the BiB e. V. in Bonn.") == [
        "About 45 min. (approx. 3 km) from the St. Clair stop of the BiB e. V. in Bonn."
    ]
    assert len(sentences.of_translation("请不要挂电话。您不必会说英语。", "Hans")) == 2
    assert len(sentences.of_translation("ብ1-2-3 ደውሉ። ክሳብ ዝሓምም ኣይትጸበዩ።", "Ethi")) == 2
    assert len(sentences.of_translation("Płacisz 20 dol. za godzinę nauki w szkole.", "Latn")) == 1


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        (
            "so",
            "Shaqo-bixiyuhu weligiis ma haysan karo baasaboorkaaga. Haddii ay taasi kugu dhacdo, wac 1-866-602-9448.",
        ),
        (
            "fa",
            "کارفرما هرگز اجازه ندارد گذرنامهٔ شما را نگه دارد. اگر این اتفاق برایتان افتاد، به 1-866-602-9448 زنگ بزنید.",
        ),
    ],
)
def test_a_sentence_that_is_left_out_is_told(tag, text):
    assert sentences.left_out(FIRST + LAST, text, tag) == LAST.strip()
    assert sentences.left_out(FIRST, text, tag) == ""


def test_two_sentences_may_become_one():
    source = "Take the card with you. Show it at the desk of the clinic, and wait until somebody calls you."
    assert (
        sentences.left_out(
            source,
            "Prenez la carte avec vous, montrez-la à l'accueil de la clinique et attendez qu'on vous appelle.",
            "fr",
        )
        == ""
    )
    assert (
        sentences.left_out(
            source,
            "Prenez la carte avec vous ; montrez-la à l'accueil de la clinique et attendez qu'on vous appelle.",
            "fr",
        )
        == ""
    )
    assert (
        sentences.left_out(source, "Montrez-la à l'accueil de la clinique et attendez qu'on vous appelle.", "fr")
        == "Take the card with you."
    )


def test_half_of_a_sentence_that_is_gone_is_told():
    source = "Never send money before you have seen the apartment. If somebody asks for a deposit by e-transfer before a visit, it is most likely a scam."
    text = "Nunca envíe dinero antes de haber visto el apartamento. Es muy probable que sea una estafa."
    assert sentences.left_out(source, text, "es").startswith("If somebody")


def test_a_text_of_one_sentence_or_of_short_ones_is_not_compared():
    assert sentences.left_out("Call before you go.", "Appelez.", "fr") == ""
    assert sentences.left_out("Come early. Bring 3 papers.", "Apportez 3 documents.", "fr") == ""
    assert sentences.left_out("Come early. Bring 3 papers.", "", "fr") == ""


def test_the_usual_length_of_a_language_is_known_or_that_of_its_script():
    assert sentences.usual("fr") == 1.2
    assert sentences.usual("prs") == sentences.usual("fa") == 1.04
    assert sentences.usual("he") == sentences.USUAL["Hebr"]
    assert sentences.usual("qaa") == 1.1
