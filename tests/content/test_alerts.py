"""Alerts hold from one day to another; what is wrong with one is told with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.content.alerts import Alert, read_alerts
from porchlight.core.problem import Severity

STORM = (
    "---\ntitle: Storm\nlevel: danger\nfrom: 2026-05-01\nuntil: 2026-05-03\ntopics: [home, safe]\n---\nStay *inside*.\n"
)


def read(docs, *alerts, **named):
    (docs / "alerts").mkdir(exist_ok=True)
    for name, text in {**{f"a{n}": text for n, text in enumerate(alerts)}, **named}.items():
        (docs / "alerts" / f"{name}.md").write_bytes(text.encode() if isinstance(text, str) else text)
    return read_alerts(docs)


def faults(docs, text, name="storm"):
    return [str(problem) for problem in read(docs, **{name: text})[1] if problem.severity > Severity.NOTE]


def test_an_alert_is_read_whole(tmp_path):
    alerts, problems = read(tmp_path, storm=STORM)
    assert problems == []
    (alert,) = alerts.values()
    assert list(alerts) == ["alerts/storm"] == [alert.page.name]
    assert alert.page.path == "docs/alerts/storm.md"
    assert [block.text for block in alert.page.blocks] == ["Storm", "Stay *inside*."]
    assert (alert.level, alert.starts, alert.until) == ("danger", "2026-05-01", "2026-05-03")
    assert alert.topics == ("home", "safe")


def test_an_alert_that_says_little_is_information_for_every_page_from_now_on(tmp_path):
    alerts, problems = read(tmp_path, storm="---\ntitle: Storm\nuntil: 2026-05-03\n---\nText.\n")
    assert problems == []
    alert = alerts["alerts/storm"]
    assert (alert.level, alert.starts, alert.topics) == ("information", "", ())
    assert alert.holds("1970-01-01")


@pytest.mark.parametrize(
    ("today", "shown"),
    [("2026-04-30", False), ("2026-05-01", True), ("2026-05-03", True), ("2026-05-04", False), ("2027-05-02", False)],
)
def test_an_alert_is_shown_on_its_first_and_last_day_and_between(tmp_path, today, shown):
    assert read(tmp_path, storm=STORM)[0]["alerts/storm"].holds(today) is shown


@settings(max_examples=100, deadline=None)
@given(st.dates(), st.dates(), st.dates())
def test_whatever_the_dates_an_alert_holds_on_exactly_the_days_between(first, last, today):
    alert = Alert(None, "information", first.isoformat(), last.isoformat(), ())
    assert alert.holds(today.isoformat()) is (first <= today <= last)


def test_an_alert_may_hold_for_a_single_day(tmp_path):
    alerts, problems = read(tmp_path, storm=STORM.replace("05-03", "05-01"))
    assert problems == []
    assert alerts["alerts/storm"].holds("2026-05-01")


def test_the_gravest_alert_comes_first_then_by_name(tmp_path):
    def at(level):
        return f"---\ntitle: A\nlevel: {level}\nuntil: 2026-05-03\n---\nText.\n"

    alerts, _ = read(tmp_path, at("information"), at("danger"), at("warning"), at("danger"))
    assert list(alerts) == ["alerts/a1", "alerts/a3", "alerts/a2", "alerts/a0"]


def test_an_alert_that_ended_is_still_read_so_that_its_translations_stay(tmp_path):
    assert list(read(tmp_path, old=STORM.replace("2026", "1999"))[0]) == ["alerts/old"]


def test_other_files_beside_alerts_are_no_alerts_and_no_folder_is_no_fault(tmp_path):
    assert read_alerts(tmp_path) == ({}, [])
    (tmp_path / "alerts").mkdir()
    (tmp_path / "alerts/notes.txt").write_text("x")
    assert read_alerts(tmp_path) == ({}, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            STORM.replace("05-03", "04-30"),
            ":5: this alert ends on 2026-04-30, before it begins on 2026-05-01. Correct one of the two dates.",
        ),
        (
            "---\ntitle: Storm\n---\nText.\n",
            ":1: this alert never ends. Add `until:` with the last day it is shown, such as 2026-05-01.",
        ),
        (
            "---\ntitle: Storm\nuntil:\n---\nText.\n",
            ":1: this alert never ends. Add `until:` with the last day it is shown, such as 2026-05-01.",
        ),
        (
            "---\ntitle: Storm\nuntil: 2026-02-30\n---\nText.\n",
            ':3: "until" is wrong: it must be a date such as 2026-05-01. Correct the value.',
        ),
        (
            STORM.replace("from: 2026-05-01", "from: today"),
            ':4: "from" is wrong: it must be a date such as 2026-05-01. Correct the value.',
        ),
        (
            STORM.replace("danger", "dangerous"),
            ':3: "level" is wrong: it must be one of: information, warning, danger (did you mean "danger"?). '
            "Correct the value.",
        ),
        (
            STORM.replace("topics", "topic"),
            ':6: "topic" is not known here (did you mean "topics"?). Use one of: title, level, from, until, topics.',
        ),
        (STORM.replace("title: Storm\n", ""), ":1: this alert has no title. Add `title:` to its front matter."),
        (STORM.replace("title: Storm", "title:"), ":1: this alert has no title. Add `title:` to its front matter."),
        (STORM.replace("Storm", "[a, b]"), ':2: "title" is wrong: it must be one text. Correct the value.'),
        (STORM.replace("[home", "[home]["), ":6: this is not valid YAML: "),
        (b"---\ntitle: Caf\xe9\n---\n", ":2: this file is not UTF-8. Save it with the encoding UTF-8."),
    ],
)
def test_a_fault_in_an_alert_is_one_clear_line(tmp_path, text, problem):
    (fault,) = faults(tmp_path, text)
    assert fault.startswith(f"docs/alerts/storm.md{problem}")


def test_an_alert_without_front_matter_is_told_what_it_lacks(tmp_path):
    assert faults(tmp_path, "# Storm\n\nText.\n") == [
        "docs/alerts/storm.md:1: this alert has no title. Add `title:` to its front matter.",
        "docs/alerts/storm.md:1: this alert never ends. "
        "Add `until:` with the last day it is shown, such as 2026-05-01.",
    ]


def test_the_text_of_an_alert_is_checked_as_a_page_is(tmp_path):
    assert faults(tmp_path, STORM + "\n![](storm.png)\n") == [
        "docs/alerts/storm.md:10: this picture has no words for those who cannot see it. "
        "Describe it between the square brackets."
    ]


@pytest.mark.parametrize("name", ["Storm", "big storm", "storm.fr", "fr/storm"])
def test_an_alert_with_a_name_that_cannot_stand_in_an_address_is_told(tmp_path, name):
    (tmp_path / "alerts/fr").mkdir(parents=True)
    assert faults(tmp_path, STORM, name) == [
        f"docs/alerts/{name}.md: an alert's name has the letters a to z, digits and hyphens. Rename the file."
    ]
