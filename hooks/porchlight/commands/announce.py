"""What people on GitHub are told: of their pull request in one comment, of what became stale in one issue a language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..core.problem import Problem
from ..translation.assemble import State
from . import aging, review
from .markdown import cell, code, folded, prose, table

MOST = 30
"""Problems, pages or texts told in one list."""
MOST_BYTES = 60_000
"""GitHub takes 65,536 characters for a comment; comment.yml cuts at bytes, so they are what is counted."""
LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}")
"""A name on GitHub; what is none is not repeated."""


def comment(made: review.Review, who: str = "", run: str = "", commit: str = "") -> str:
    """The comment on a pull request, Markdown. `who` is its author's name on GitHub, `run` the address of the run that made it,
    `commit` what was looked at; each '' where not known.
    """
    name = f", **{who}**" if LOGIN.fullmatch(who) else ""
    lines = [f"Thank you{name}! {_gift(made)}", ""]
    if made.brought:
        lines += [*_coverage(made), ""]
    if made.must:
        count = len(made.must)
        lines += [f"### Please mend {'this' if count == 1 else f'these {count}'} first", ""]
        lines += [*_problems(made.must), ""]
        lines += ["You can mend them in the same pull request: every new commit is looked at again by itself.", ""]
    if made.may:
        lines += ["### Please look at these", ""]
        lines += ["They do not stop the merge. Some may be right as they are.", ""]
        lines += [*_problems(made.may), ""]
    if made.overruled:
        lines += ["### For the reviewer: said to be right as it is", ""]
        lines += [
            f"- {code(one.path)}, line {one.line}, {code(one.rule)}: {prose(one.what or 'nothing is found there today')}. "
            f"**Because:** {prose(one.reason)}"
            for one in made.overruled[:MOST]
        ]
        lines += [*_more(len(made.overruled)), ""]
    if made.unmerged:
        lines += [
            "The translators' files do not have the new texts yet. Run `python3 scripts/translate.py update` and add what it "
            "changes, or ask for it here: somebody will do it.",
            "",
        ]
    if not made.must and not made.may:
        lines += ["Nothing to mend was found. A person will read it next.", ""]
    if made.elsewhere:
        told = "1 other problem was" if made.elsewhere == 1 else f"{made.elsewhere} other problems were"
        lines += [f"{told} there before, in files you did not touch. You need do nothing about it.", ""]
    lines += _where(made, run)
    lines += ["", f"Looked at: commit {code(commit[:12])}."] if commit else []
    return _whole(lines)


def _gift(made: review.Review) -> str:
    """What a pull request brings, in a sentence."""
    gains = []
    for one in made.brought:
        gained = one.after[State.TRANSLATED] - one.before[State.TRANSLATED]
        if gained > 0:
            gains.append(f"{gained:,} word{'' if gained == 1 else 's'} in {prose(one.language.english_name)}")
    if gains:
        return (
            f"This brings {' and '.join(filter(None, (', '.join(gains[:-1]), gains[-1])))} to the people who read them."
        )
    return "Here is what this changes."


def _coverage(made: review.Review) -> list[str]:
    head = ("language", "up to date", "out of date", "not translated yet")
    rows = [
        (f"{prose(one.language.english_name)} {cell(one.language.tag)}", *_numbers(one.before, one.after))
        for one in made.brought
    ]
    lines = [*table(head, rows), "", "In words of the source text."]
    pages = [
        (cell(one.language.tag), cell(name), *_numbers(before, after))
        for one in made.brought
        for name, before, after in one.pages
    ]
    if len(pages) > 1:
        told = table(("language", "page", *head[1:]), pages[:MOST])
        lines += ["", *folded("Page by page", [*told, *_more(len(pages))])]
    return lines


def _numbers(before: review.Words, after: review.Words) -> list[str]:
    """Words up to date, out of date and missing, each as it was and is."""
    stale, missing = (State.STALE_WORDS, State.STALE_FACTS), (State.UNTRANSLATED, State.FAULTY)
    told = []
    for states in ((State.TRANSLATED,), stale, missing):
        old, new = sum(before.get(one, 0) for one in states), sum(after.get(one, 0) for one in states)
        told.append(f"{new:,}" if old == new else f"{old:,} → {new:,}")
    old, new = (100 * words.get(State.TRANSLATED, 0) // max(1, sum(words.values())) for words in (before, after))
    told[0] += f" ({new} %)" if old == new else f" ({old} → {new} %)"
    return told


def _problems(problems: Sequence[Problem]) -> list[str]:
    lines = []
    for one in problems[:MOST]:
        line = f", line {one.line}" if one.line else ""
        lines.append(f"- {code(one.path)}{line}: {prose(one.what)}. **{prose(one.remedy)}.**")
    return lines + _more(len(problems))


def _more(count: int) -> list[str]:
    return ["", f"… and {count - MOST} more."] if count > MOST else []


def _where(made: review.Review, run: str) -> list[str]:
    """Where to see the pages."""
    if not made.pages:
        return []
    # The address is GitHub's own, from the environment of the run.
    place = f"[this page]({run}#artifacts)" if run else "the page of this run"
    lines = [
        "### See it",
        "",
        f"At the bottom of {place} lie two files to download: **screenshots**, pictures of the changed pages on a phone, and "
        "**preview**, the whole portal: unpack it and open `index.html`.",
        "",
    ]
    pages = [f"{cell(tag)} {cell(name)}" for tag, name in made.pages]
    return [*lines, *folded("Pages that change", [", ".join(pages[:MOST]), *_more(len(pages))])]


def issue(aged: aging.Aged, day: str = "", since: str = "") -> str:
    """The issue of one language, Markdown: its title, an empty line, what is said. `day` is an ISO date, `since` a commit."""
    language = aged.language
    lines = [f"{' '.join(language.english_name.split())} ({language.tag}): texts to look at again", ""]
    count = sum(len(page.stale) for page in aged.pages)
    texts = "1 text of the portal" if count == 1 else f"{count} texts of the portal"
    lines += [
        f"The words of {texts} changed{f' on {day}' if day else ''}, so the {prose(language.english_name)} translation no longer "
        "says quite the same. Could you look at it? One page is a help too.",
        "",
        "**What to do.** Take a page below. Open its file in Poedit, in Weblate or on GitHub with the pencil ✏️. The texts marked "
        "“needs work” (`fuzzy`) are the ones: compare, correct, and take the mark away. Then tick the page here.",
        "",
        "**What readers see until then.** ⚠️ where a number, date, price, address or duty changed: the new text in the language "
        "it was written in. Elsewhere: your old translation, marked as older than the page.",
        "",
    ]
    for page in aged.pages:
        path = f"translations/{language.tag}/{page.name}.po"
        lines.append(f"- [ ] {code(path)}")
        told = sorted(page.stale, key=lambda change: not change.facts)
        for change in told[:MOST]:
            lines.append(f"  - {'⚠️ ' if change.facts else ''}Before: {code(change.before)}  ")
            lines.append(f"    Now: {code(change.now)}")
        lines += [f"  - New: {code(text)}" for text in page.new[:MOST]]
        more = max(0, len(told) - MOST) + max(0, len(page.new) - MOST)
        lines += [f"  - … and {more} more."] if more else []
    lines += [
        "",
        "The changes lie in the files after `python3 scripts/translate.py update`; who keeps the portal runs it.",
    ]
    lines += [f"Changed since {code(since[:12])}." if since else ""]
    return _whole(lines)


def _whole(lines: Sequence[str]) -> str:
    """The text; where GitHub would not take all of it, as many whole lines as it does."""
    text = "\n".join(lines).rstrip("\n") + "\n"
    data = text.encode()
    if len(data) <= MOST_BYTES:
        return text
    # Whole lines only, so that no letter is cut either.
    kept = data[: MOST_BYTES - 100].rpartition(b"\n")[0].decode()
    opened = kept.count("<details>") - kept.count("</details>")
    return kept + "\n" + "\n</details>\n" * opened + "\n… There is more than fits here.\n"
