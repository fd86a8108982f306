from porchlight.core.problem import Problem, ProblemsError, Severity, errors


def test_a_problem_says_where_what_and_the_remedy_in_one_line():
    problem = Problem("translations/ar/health.po", 214, "phone number 811 is missing", "Copy it unchanged")
    assert str(problem) == "translations/ar/health.po:214: phone number 811 is missing. Copy it unchanged."


def test_a_problem_of_a_whole_file_names_no_line():
    assert str(Problem("docs/a.md", 0, "no summary", "Add one")) == "docs/a.md: no summary. Add one."


def test_the_gravest_problems_come_first_then_by_place():
    note = Problem("a.md", 1, "x", "y", Severity.NOTE)
    late = Problem("b.md", 10, "x", "y")
    early = Problem("b.md", 9, "x", "y")
    assert sorted([note, late, early], key=lambda problem: problem.order) == [early, late, note]


def test_what_stops_a_build_tells_every_problem_once():
    one, two = Problem("b.md", 1, "x", "y"), Problem("a.md", 1, "x", "y")
    stopped = ProblemsError([one, two, one])
    assert stopped.problems == [two, one]
    assert str(stopped).splitlines() == ["a.md:1: x. y.", "b.md:1: x. y."]


def test_only_errors_stop_a_build():
    error, warning = Problem("a.md", 1, "x", "y"), Problem("a.md", 2, "x", "y", Severity.WARNING)
    assert errors([warning, error, error]) == [error]
