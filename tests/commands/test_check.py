"""`translate.py check`: slips told with their place, what is wrong and what to do."""

from __future__ import annotations

import pytest
from desks import Desk
from porchlight import portal as whole
from porchlight.core.problem import ProblemsError, Severity
from porchlight.pages import edition
from portals import write_files

GLOSSARY = {
    "translations/glossary.yml": """\
landlord:
  term: landlord
  definition: Who owns a home.
  policy: translate
  translations: { fr: propriétaire }
service-canada:
  term: Service Canada
  definition: An office.
  policy: keep
"""
}


@pytest.fixture
def desk(tmp_path):
    """A page of health and one of rent, translated without a fault."""
    made = Desk(tmp_path / "p", GLOSSARY)
    made.write(
        health="Call [8-1-1](tel:811) at any time.\n\nYou have **30 days** to apply at Service Canada.",
        rent="Your landlord must give you 60 days.",
    )
    made.run("update")
    made.edit("health", "Call [8-1-1](1) at any time.", msgstr="Appelez le [8-1-1](1) à toute heure.")
    made.edit(
        "health",
        "You have **30 days** to apply at Service Canada.",
        msgstr="Vous avez **30 jours** pour vous adresser à Service Canada.",
    )
    made.edit("rent", "Your landlord must give you 60 days.", msgstr="Le propriétaire doit vous donner 60 jours.")
    return made


def lines(desk, *files):
    outcome = desk.run("check", files=list(files))
    return outcome.code, outcome.lines


def test_translations_without_a_slip_are_counted_and_nothing_else_is_said(desk):
    assert lines(desk) == (0, ("4 translations read: 0 to mend, 0 to look at, 0 overruled.",))


def test_a_wrong_number_is_told_by_file_and_line_in_words(desk):
    desk.edit("health", "Call [8-1-1](1) at any time.", msgstr="Appelez le [8-1-2](1) à toute heure.")
    code, told = lines(desk)
    assert code == 1
    line = next(line for line in told if "translations/fr/health.po:" in line)
    text = desk.file("health").read_text(encoding="utf-8").split("\n")
    number = int(line.split(":")[1])
    assert 'msgid "Call [8-1-1](1)' in "\n".join(text[number - 1 : number + 2])
    assert line.endswith("the source says 8-1-1, the translation says 8-1-2. Copy the phone number unchanged. [phone]")


def test_the_same_stops_a_reader_from_seeing_it_and_fails_the_portals_own_check(desk):
    desk.edit(
        "health", "You have **30 days** to apply at Service Canada.", msgstr="Vous avez 13 jours. Service Canada."
    )
    found = whole.check(desk.folders, desk.settings, "2026-11-22")
    told = [p for p in found if "the source says 30, the translation says 13" in p.what]
    assert [p.severity for p in told] == [Severity.WARNING], "once, though two rooms look at it"


def test_a_term_to_keep_and_an_agreed_term_are_advice(desk):
    desk.edit(
        "health",
        "You have **30 days** to apply at Service Canada.",
        msgstr="Vous avez **30 jours** pour vous adresser au service du Canada.",
    )
    desk.edit("rent", "Your landlord must give you 60 days.", msgstr="Le bailleur doit vous donner 60 jours.")
    code, told = lines(desk)
    assert code == 0
    assert '"Service Canada" stays as it is in every language. Write Service Canada. [keep]' in "\n".join(told)
    assert '"landlord" is "propriétaire" in the glossary' in "\n".join(told)
    assert told[-1] == "4 translations read: 0 to mend, 2 to look at, 0 overruled."


def test_a_translator_overrules_a_rule_with_a_reason_which_is_listed(desk):
    wrong = {"msgstr": "Le propriétaire doit vous donner deux mois (62 jours)."}
    desk.edit("rent", "Your landlord must give you 60 days.", **wrong, tcomment="lint: ok(number) two months of summer")
    code, told = lines(desk)
    assert code == 0
    assert any(line.endswith("[number] because: two months of summer") for line in told)
    data = desk.run("check", files=[]).data
    assert data["overruled"][0]["reason"] == "two months of summer"
    desk.run("update")
    assert desk.entries("rent")["Your landlord must give you 60 days."].tcomment.startswith("lint: ok(number)")


@pytest.mark.parametrize(
    "comment", ["lint: ok(number)", "lint: ok(term) it is right", "lint ok number", "ok(number) why"]
)
def test_a_comment_without_a_reason_or_for_another_rule_overrules_nothing(desk, comment):
    desk.edit("rent", "Your landlord must give you 60 days.", msgstr="Le propriétaire : 6 jours.", tcomment=comment)
    assert lines(desk)[0] == 1


@pytest.mark.parametrize(
    ("comment", "line"),
    [
        (
            "lint: ok(number)",
            'the comment "lint: ok(number)" gives no reason, so it overrules nothing. Say why: # lint: ',
        ),
        (
            "lint: ok(fhone) so",
            'the comment "lint: ok(fhone) so" names no rule: "fhone" (did you mean "phone"?). Write',
        ),
        ("lint: ok() so", 'the comment "lint: ok() so" names no rule: "". Write the name that stands in brackets'),
        (
            "lint ok number",
            'the comment "lint ok number" overrules nothing. Write it so: # lint: ok(number) your reason.',
        ),
    ],
)
def test_a_comment_that_does_not_count_is_told_with_its_file_and_line(desk, comment, line):
    desk.edit("rent", "Your landlord must give you 60 days.", msgstr="Le propriétaire : 6 jours.", tcomment=comment)
    code, told = lines(desk)
    (ignored,) = desk.run("check", files=[]).data["ignored"]
    assert code == 1
    assert told[told.index("These comments do not count:") + 1] == ignored
    place, _, rest = ignored.partition(": ")
    number = int(place.removeprefix("translations/fr/rent.po:"))
    assert "60 days." in "".join(desk.file("rent").read_text(encoding="utf-8").splitlines()[number - 1 : number + 4])
    assert rest.startswith(line)


def test_what_a_translator_only_notes_is_no_comment_that_should_count(desk):
    desk.edit("rent", "Your landlord must give you 60 days.", tcomment="it is ok, says Amal\nlint is what dust is of")
    assert lines(desk)[0] == 0
    assert desk.run("check", files=[]).data["ignored"] == []


@pytest.mark.parametrize("number", ["911", "9-1-1"])
def test_no_reason_overrules_the_number_to_call_in_danger_and_other_facts_it_does(tmp_path, number):
    police = {"docs/contacts/c.yml": "police:\n  name: Police\n  phones: [{ number: '911' }]\n"}
    desk = Desk(tmp_path / "q", police, emergency_contact="police", country="CA")
    desk.write(danger=f"In danger, call {number}.\n\nFor advice, call 8-1-1.")
    desk.run("update")
    desk.edit(
        "danger", f"In danger, call {number}.", msgstr="Danger ? Appelez le 912.", tcomment="lint: ok(phone, number) x"
    )
    desk.edit("danger", "For advice, call 8-1-1.", msgstr="Conseil : le 8-1-2.", tcomment="lint: ok(phone) it moved")
    code, told = lines(desk)
    assert code == 1
    assert told[0] == "These must be mended:"
    assert f"the source says {number}, the translation says 912. " in told[1]
    assert "no reason overrules the number to call in danger" in told[1]
    assert [one["what"] for one in desk.run("check", files=[]).data["overruled"]] == [
        "the source says 8-1-1, the translation says 8-1-2"
    ]
    # Nor is it shown to readers.
    portal, _ = edition.read_portal(desk.folders, desk.settings)
    page = edition.translate(portal, "fr").pages["danger"].markdown
    assert "912" not in page
    assert "8-1-2" in page


def test_files_folders_and_languages_are_chosen_as_a_user_types_them(desk, monkeypatch):
    desk.edit("rent", "Your landlord must give you 60 days.", msgstr="Le propriétaire : 6 jours.")
    assert lines(desk, "translations/fr/health.po")[0] == 0
    assert lines(desk, "translations/fr/rent.po")[0] == 1
    assert lines(desk, "fr")[0] == lines(desk, "translations/fr")[0] == lines(desk, "translations/fr/")[0] == 1
    monkeypatch.chdir(desk.folder / "translations" / "fr")
    assert lines(desk, "rent.po")[0] == 1


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("translations/fr/rents.po", "translations/fr/rent.po"),
        ("translations/fr/helth.po", "translations/fr/health.po"),
    ],
)
def test_a_file_that_is_not_there_names_the_nearest(desk, said, near):
    with pytest.raises(ProblemsError, match=f'there is no such catalog \\(did you mean "{near}"'):
        lines(desk, said)


@pytest.mark.parametrize("command", ["status", "check", "update"])
def test_a_language_that_vanished_since_its_folder_is_misnamed_is_told_with_the_nearest(desk, command):
    for name in ("tigrinja", "zh_Hans"):
        write_files(desk.folder, {f"translations/{name}/language.yml": "status: published\n"})
    outcome = desk.run(command)
    told = [
        'translations/tigrinja: "tigrinja" is no language tag. '
        "Name it by its BCP 47 tag (ti), or move it out of translations/.",
        'translations/zh_Hans: "zh_Hans" is no language tag. '
        "Name it by its BCP 47 tag (zh-Hans), or move it out of translations/.",
    ]
    assert outcome.code == 1
    assert [line for line in outcome.lines if line in told] == told
    assert outcome.data["problems"] == told
    # Who asks of one language is told of that one.
    named = desk.run(command, languages=["fr"], files=["fr"])
    assert (named.code, named.data["problems"]) == (0, [])


def test_what_is_marked_fuzzy_is_not_read(desk):
    desk.edit("rent", "Your landlord must give you 60 days.", msgstr="Six jours.", flags=["fuzzy"])
    assert lines(desk)[1] == ("3 translations read: 0 to mend, 0 to look at, 0 overruled.",)


def test_a_catalog_that_is_cut_off_is_told_in_one_line_and_the_others_are_read(desk):
    file = desk.file("rent")
    file.write_bytes(file.read_bytes()[:-4])
    code, told = lines(desk)
    assert code == 1
    assert sum("translations/fr/rent.po" in line for line in told) == 1
    assert "3 translations read" in told[-1]


def test_a_catalog_whose_page_is_gone_is_said_not_to_be_read(desk):
    (desk.folder / "docs/rent.md").unlink()
    code, told = lines(desk, "translations/fr/rent.po")
    assert code == 0
    assert told[0].startswith("translations/fr/rent.po: there is no page docs/rent.md for this catalog.")


def test_a_wrong_placeholder_in_a_word_of_the_templates_is_told(desk):
    write_files(desk.folder, {"overrides/a.html": "{{ _('Kept on %(date)s') }}"})
    desk.run("update")
    desk.edit("interface", "Kept on %(date)s", msgstr="Gardé le %(jour)s")
    code, told = lines(desk, "translations/fr/interface.po")
    assert code == 1
    assert any(line.endswith("Copy them unchanged. [placeholder]") for line in told)


def test_no_reason_overrules_what_cannot_be_shown(desk):
    call = "Call [8-1-1](1) at any time."
    desk.edit("health", call, msgstr="Appelez le 8-1-1 à toute heure.", tcomment="lint: ok(slot) it reads better so")
    code, told = lines(desk)
    assert code == 1
    assert any("[slot]" in line and "because" not in line for line in told)
