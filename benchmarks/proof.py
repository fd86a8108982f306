#!/usr/bin/env python3
"""How many planted faults the checks of translations find, and how often they blame a correct one.

    python3 benchmarks/proof.py [--aside | --unseen] [--misses]

Cases: tests/golden/proof. A fault counts as found where a finding is of the kind that was planted; a correct translation counts as
blamed where there is any finding at all. "mended" are the faulty translations without their fault, each once. Two tables are
printed; with `--misses` also every case that went wrong. `--aside` takes the cases that the checks were mended by later, `--unseen`
those that the checks were written without, to measure by once.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "scripts"))  # last, since a script there is called as the package translate

import _setup  # noqa: E402  the scripts' own set-up

GOLDEN = ROOT / "tests" / "golden" / "proof"
COUNTRY = "CA"
"""Of the example portal, whose texts these are."""


def cases(name: str) -> list[dict]:
    """The cases of `faults` or `good`, or of either with `aside-` or `unseen-` before it, as written."""
    import yaml

    return yaml.load((GOLDEN / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def findings(case: dict) -> list:
    """What is found in a case's translation."""
    from porchlight.translation import proof

    text = proof.Text(case["msgid"], case["msgstr"], case.get("kind", "paragraph"), tuple(case.get("slots", ())))
    rules = proof.Rules(case["language"], COUNTRY, tuple(case.get("keep", ())), case.get("term", {}))
    return proof.findings(text, rules)


def accepted(case: dict) -> tuple[str, ...]:
    """The kinds of finding that a planted fault may be found as, the planted one first."""
    rule = case["rule"]
    return (rule,) if isinstance(rule, str) else tuple(rule)


def mended(faults: Iterable[dict]) -> list[dict]:
    """The faulty translations without their fault, each once, as cases of their own."""
    texts = {(case["language"], case["msgid"], case["mended"], "term" in case): case for case in faults}
    return [{**case, "msgstr": case["mended"]} for case in texts.values()]


def missed(faults: Iterable[dict]) -> list[tuple[dict, list]]:
    """The cases whose fault is not found, with what is found instead."""
    found = ((case, findings(case)) for case in faults)
    return [(case, said) for case, said in found if not {one.rule for one in said} & set(accepted(case))]


def blamed(correct: Iterable[dict]) -> list[tuple[dict, list]]:
    """The cases in whose correct translation something is found, with what."""
    found = ((case, findings(case)) for case in correct)
    return [(case, said) for case, said in found if said]


def table(heads: tuple[str, str, str], wrong: Counter, all_: Counter, found: bool) -> list[str]:
    """A row a name, and their sum. `found`: whether what went right is counted, or what went wrong."""
    rows = [f"| {heads[0]} | {heads[1]} | {heads[2]} | % |", "|---|--:|--:|--:|"]
    for name, count, faulty in [(one, all_[one], wrong[one]) for one in all_] + [("all", all_.total(), wrong.total())]:
        told = count - faulty if found else faulty
        rows.append(f"| {name} | {count} | {told} | {100 * told / count:.1f} |")
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print every case that went wrong too")
    measured = parser.add_mutually_exclusive_group()
    for name, those in (
        ("aside", "that the checks were mended by later"),
        ("unseen", "that the checks were written without"),
    ):
        option = {"dest": "kept", "action": "store_const", "const": f"{name}-", "default": ""}
        measured.add_argument(f"--{name}", help=f"measure by the cases {those}", **option)
    options = parser.parse_args()
    _setup.enter_venv(__file__, dev=True)
    faults, good = cases(f"{options.kept}faults"), cases(f"{options.kept}good")
    correct = [*good, *mended(faults)]
    not_found, false = missed(faults), blamed(correct)
    print(
        *table(
            ("kind of fault", "planted", "found"),
            Counter(accepted(case)[0] for case, _ in not_found),
            Counter(accepted(case)[0] for case in faults),
            found=True,
        ),
        "",
        *table(
            ("correct translations", "entries", "blamed"),
            Counter(group(case) for case, _ in false),
            Counter(group(case) for case in correct),
            found=False,
        ),
        sep="\n",
    )
    if options.misses:
        for title, wrong in (("not found", not_found), ("blamed", false)):
            for case, said in wrong:
                kind = case.get("why") or case["rule"]
                print(f"\n{title}: {case['id']}, {kind}\n  {case['msgid']}\n  {case['msgstr']}")
                for one in said:
                    print(f"  -> {one.rule}: {one.what}")
    return 0


def group(case: dict) -> str:
    """The row of a correct translation."""
    return f"{case['language']}, suspicious" if "why" in case else "mended"


if __name__ == "__main__":
    raise SystemExit(_setup.run(main))
