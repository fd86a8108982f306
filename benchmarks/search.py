#!/usr/bin/env python3
"""How well Porchlight's search answers questions, and what a first answer costs, beside lunr, BM25 and Pagefind.

    python3 benchmarks/search.py CORPUS [--site SITE] [--languages en,de] [--peers lunr,bm25,pagefind]

CORPUS is a folder with pages.jsonl, lines of {"id", "lines": {language: [title, paragraph, …]}}, and questions.jsonl, lines of
{"id", "page", "question": {language: …}}, where `page` is the id of the page that answers. SITE is a portal built of the same
pages, each at docs/<id>.md; without it the peers are measured alone. Two Markdown tables are printed. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import html
import json
import math
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import _setup  # noqa: E402  the scripts' own set-up

HERE = Path(__file__).resolve().parent
SEARCH = ROOT / "scripts/search.py"
PEERS = ("lunr", "bm25", "pagefind")
DEPTH = 10
"""How many pages of an answer count."""
FIRST_QUESTIONS = 20
"""Of so many first questions Pagefind's median bytes are taken: what it fetches depends on their words."""
SHOWN = 5
"""Results whose texts Pagefind fetches for a first answer: so many its own user interface shows at first."""

Answers = list[list[str]]
"""For each question the ids of the pages found, best first. A page may come again, by another passage."""


@dataclass(frozen=True)
class Corpus:
    """Pages, and questions they answer."""

    pages: dict[str, dict[str, list[str]]]
    """Lines by language by page id; the first line is the title."""
    questions: list[tuple[str, dict[str, str]]]
    """The id of the page that answers, and the question by language."""

    def asked(self, language: str) -> list[str]:
        """The questions in a language, each in one line."""
        return [" ".join(words[language].split()) for _, words in self.questions]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--site", type=Path, help="a built portal of the corpus, to measure ours on")
    parser.add_argument("--languages", default="en,de,fr,ar,uk")
    parser.add_argument(
        "--peers", default=",".join(PEERS), help=f"some of {','.join(PEERS)}, or nothing (default: all)"
    )
    options = parser.parse_args()
    languages = [name for name in options.languages.split(",") if name]
    peers = [name for name in options.peers.split(",") if name]
    if unknown := set(peers) - set(PEERS):
        parser.error(f"there is no peer {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
    _setup.enter_venv(__file__, dev=True)
    corpus = read(options.corpus, languages)
    if "pagefind" in peers:
        _setup.need_programs({"chromium": "chromium", "npm": "npm"})
        _setup.need_modules(HERE)
    measure(corpus, languages, peers, options.site)
    return 0


def read(folder: Path, languages: list[str]) -> Corpus:
    """The corpus of a folder; ends with one line where it has not all the languages."""

    def lines(name: str) -> Iterator[dict]:
        file = folder / name
        if not file.is_file():
            _setup.stop(f"{file}: there is no such file. Give the folder that holds pages.jsonl and questions.jsonl.")
        return map(json.loads, file.read_text(encoding="utf-8").splitlines())

    pages = {page["id"]: page["lines"] for page in lines("pages.jsonl")}
    questions = [(one["page"], one["question"]) for one in lines("questions.jsonl")]
    for language in languages:
        if not all(language in texts for texts in [*pages.values(), *(words for _, words in questions)]):
            _setup.stop(f"{folder}: not every page and question is in {language}. Leave it out of --languages.")
    return Corpus(pages, questions)


def measure(corpus: Corpus, languages: list[str], peers: list[str], site: Path | None) -> None:
    """Ask every engine everything and print both tables, a row as soon as it is known."""
    print(f"{len(corpus.pages)} pages. MRR@{DEPTH}, hit@1, hit@3:\n")
    print(heading("engine", "questions", *languages, "mean"), flush=True)
    fetched: dict[str, list[int]] = {}
    if "lunr" in peers:
        indexes = {language: lunr_index(corpus, language) for language in languages}
        report("lunr", corpus, languages, lambda one: lunr_answers(indexes[one], corpus.asked(one)))
        # lunr trims punctuation off the words of a page but not off those of a question: in "… a job?" it looks for "job?".
        report(
            "lunr, no punctuation", corpus, languages, lambda one: lunr_answers(indexes[one], bare(corpus.asked(one)))
        )
    if "bm25" in peers:
        report("BM25, Snowball", corpus, languages, lambda one: bm25_answers(corpus, one))
    if "pagefind" in peers:
        with pagefind(corpus, languages) as peer:
            report("Pagefind", corpus, languages, lambda one: peer.answers(one, corpus.asked(one)))
            fetched["Pagefind"] = [peer.bytes(one, corpus.asked(one)[:FIRST_QUESTIONS]) for one in languages]
    if site:
        report("Porchlight", corpus, languages, lambda one: our_answers(site, one, corpus.asked(one)))
        fetched["Porchlight"] = [our_bytes(site, one) for one in languages]
    if fetched:
        print("\nBytes after brotli 11 of all that a first question fetches beyond the page:\n")
        print(heading("engine", *languages))
        for name, sizes in fetched.items():
            print(row(name, *(f"{size:,}" for size in sizes)))


# ---- figures


def kept_aside(page: str) -> bool:
    """Whether a page's questions are of the 40 % nobody tunes with."""
    return int(hashlib.sha256(page.encode()).hexdigest(), 16) % 10 >= 6


def report(name: str, corpus: Corpus, languages: list[str], ask: Callable[[str], Answers]) -> None:
    """Print an engine's three rows: all questions, those for tuning, those kept aside."""
    wanted = [page for page, _ in corpus.questions]
    ranks = {one: [rank(page, found) for page, found in zip(wanted, ask(one), strict=True)] for one in languages}
    aside = [kept_aside(page) for page in wanted]
    parts = {"all": [True] * len(aside), "for tuning": [not one for one in aside], "kept aside": aside}
    for part, chosen in parts.items():
        figures = [quality([n for n, use in zip(ranks[one], chosen, strict=True) if use]) for one in languages]
        figures.append([statistics.mean(column) for column in zip(*figures, strict=True)])
        cells = (" ".join(f"{value:.3f}".lstrip("0") for value in triple) for triple in figures)
        print(row(name, f"{part} {sum(chosen)}", *cells), flush=True)


def rank(page: str, found: Iterable[str]) -> int:
    """The page's place among the distinct pages found, from 1; 0 where it is not among the first ten."""
    pages = list(dict.fromkeys(found))[:DEPTH]
    return pages.index(page) + 1 if page in pages else 0


def quality(ranks: list[int]) -> list[float]:
    """Mean reciprocal rank, share of ranks 1, share of ranks 1 to 3; each 0 to 1."""
    if not ranks:
        return [0.0, 0.0, 0.0]
    sums = sum(1 / n for n in ranks if n), sum(n == 1 for n in ranks), sum(1 <= n <= 3 for n in ranks)
    return [total / len(ranks) for total in sums]


def row(*cells: str) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def heading(*cells: str) -> str:
    """The first two lines of a Markdown table."""
    return f"{row(*cells)}\n|{'---|' * len(cells)}"


# ---- lunr and BM25


def lunr_index(corpus: Corpus, language: str):
    """A lunr.Index of title and text with lunr's defaults, as sites ship it: an English pipeline whatever the language."""
    from lunr import lunr

    documents = [
        {"id": page, "title": lines[language][0], "text": "\n".join(lines[language][1:])}
        for page, lines in corpus.pages.items()
    ]
    return lunr(ref="id", fields=("title", "text"), documents=documents)


def bare(questions: list[str]) -> list[str]:
    """The questions with spaces in place of punctuation."""
    return [re.sub(r"[^\w\s]", " ", question) for question in questions]


def lunr_answers(index, questions: list[str]) -> Answers:
    """What a lunr.Index answers. A question that its query language cannot read finds nothing, as on a site."""
    from lunr.exceptions import QueryParseError

    def found(question: str) -> list[str]:
        try:
            return [result["ref"] for result in index.search(question)[:DEPTH]]
        except QueryParseError:
            return []

    return [found(question) for question in questions]


def bm25_answers(corpus: Corpus, language: str, k1: float = 1.2, b: float = 0.75) -> Answers:
    """Okapi BM25 over whole pages, their title three times, words cut by `stemmer`. Robertson & Zaragoza 2009."""
    stem = stemmer(language)

    def terms(text: str) -> list[str]:
        return [stem(word) for word in re.findall(r"\w+", text.lower())]

    postings: dict[str, dict[str, int]] = defaultdict(dict)
    lengths = {}
    for page, lines in corpus.pages.items():
        counts = Counter(terms("\n".join([lines[language][0]] * 2 + lines[language])))
        lengths[page] = sum(counts.values())
        for term, count in counts.items():
            postings[term][page] = count
    mean = statistics.mean(lengths.values())

    def found(question: str) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for term in terms(question):
            holding = postings.get(term, {})
            idf = math.log(1 + (len(lengths) - len(holding) + 0.5) / (len(holding) + 0.5))
            for page, count in holding.items():
                scores[page] += idf * count * (k1 + 1) / (count + k1 * (1 - b + b * lengths[page] / mean))
        return sorted(scores, key=lambda page: (-scores[page], page))[:DEPTH]

    return [found(question) for question in corpus.asked(language)]


def stemmer(language: str) -> Callable[[str], str]:
    """Snowball's stemmer of a language; where it has none, the first six letters of a word."""
    import snowballstemmer
    from babel import Locale

    name = Locale.parse(language, sep="-").english_name.lower()
    if name not in snowballstemmer.algorithms():
        return lambda word: word[:6]
    return functools.lru_cache(None)(snowballstemmer.stemmer(name).stemWord)


# ---- Pagefind

ASK = """async ([questions, shown]) => {
    const pagefind = await import('/pagefind/pagefind.js');
    const answers = [];
    for (const question of questions) {
        const { results } = await pagefind.search(question);
        const texts = await Promise.all(results.slice(0, shown).map((result) => result.data()));
        answers.push(texts.map((text) => text.url));
    }
    return answers;
}"""
"""Asks Pagefind in a page of its site, whose language it takes; gives the addresses of the first results."""


@dataclass(frozen=True)
class Pagefind:
    """Pagefind over a plain site of the corpus, asked in a browser."""

    site: Path
    """The folder served, of <language>/<page id>/index.html and pagefind/."""
    address: str
    """Where it is served, without a slash at its end."""
    browser: object
    """Playwright's Chromium."""
    fetched: list[str]
    """Paths the server was asked for, in order; it goes on growing."""
    weights: dict[str, int] = field(default_factory=dict)
    """Bytes after brotli 11 by path, as far as known."""

    def answers(self, language: str, questions: list[str], shown: int = DEPTH) -> Answers:
        """What it answers, in one page opened afresh with nothing kept."""
        context = self.browser.new_context()
        try:
            page = context.new_page()
            page.goto(f"{self.address}/{language}/")
            urls = page.evaluate(ASK, [questions, shown])
        finally:
            context.close()
        return [[url.strip("/").partition("/")[2] for url in found] for found in urls]

    def bytes(self, language: str, questions: list[str]) -> int:
        """The median over the questions of what the first one fetches, after brotli 11. Its user interface is not in it."""
        sizes = []
        for question in questions:
            self.fetched.clear()
            self.answers(language, [question], SHOWN)
            files = {path.partition("?")[0] for path in self.fetched}
            sizes.append(sum(self.weight(path) for path in files if path.startswith("/pagefind/")))
        return round(statistics.median(sizes))

    def weight(self, path: str) -> int:
        """Bytes of a served file after brotli 11."""
        if path not in self.weights:
            self.weights[path] = packed(self.site / path.lstrip("/"))
        return self.weights[path]


@contextmanager
def pagefind(corpus: Corpus, languages: list[str]) -> Iterator[Pagefind]:
    """Pagefind of the corpus, ready to be asked."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder, sync_playwright() as playwright:
        site = Path(folder)
        write_site(corpus, languages, site)
        program = next(HERE.glob("node_modules/@pagefind/*/bin/pagefind_extended"), None)
        if not program:
            _setup.stop("Pagefind is not in benchmarks/package.json for this machine. Leave it out of --peers.")
        done = subprocess.run([program, "--site", site], capture_output=True, text=True, check=False)
        if done.returncode:
            _setup.stop(f"Pagefind failed: {(done.stderr or done.stdout).strip()[-600:]}", 1)
        # The sandbox of Chromium does not work as root, as in containers.
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with served(site) as (address, fetched):
            yield Pagefind(site, address, browser, fetched)
        browser.close()


def write_site(corpus: Corpus, languages: list[str], site: Path) -> None:
    """Each page as plain HTML: its title an h1, every other line a paragraph. A bare page a language to ask from."""
    for language in languages:
        start = site / language / "index.html"
        start.parent.mkdir()
        # data-pagefind-ignore: this page is no answer.
        start.write_text(f'<!doctype html><html lang="{language}"><body data-pagefind-ignore="all">', encoding="utf-8")
        for page, lines in corpus.pages.items():
            title, *rest = (html.escape(line) for line in lines[language])
            body = f"<h1>{title}</h1>" + "".join(f"<p>{line}</p>" for line in rest)
            file = site / language / page / "index.html"
            file.parent.mkdir(parents=True)
            head = f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>'
            file.write_text(head + body, encoding="utf-8")


@contextmanager
def served(site: Path) -> Iterator[tuple[str, list[str]]]:
    """A folder behind HTTP: its address, and the list of paths asked for. Counted here, nothing a worker fetches is missed."""
    fetched: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments) -> None:
            super().__init__(*arguments, directory=str(site))

        def log_request(self, code="-", size="-") -> None:
            if code == 200:
                fetched.append(self.path)

        def log_message(self, *_) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", fetched
        server.shutdown()


# ---- ours


def our_answers(site: Path, locale: str, questions: list[str]) -> Answers:
    """What scripts/search.py answers on a built site."""
    command = [sys.executable, str(SEARCH), str(site), locale]
    done = subprocess.run(
        command, input="\n".join(questions) + "\n", capture_output=True, encoding="utf-8", check=False
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()] if not done.returncode else []
    if len(answers) != len(questions):
        _setup.stop(
            f"scripts/search.py {site} {locale} failed: {done.stderr.strip()[-600:] or 'answers are missing'}", 1
        )
    return [[result["page"] for result in answer["results"]] for answer in answers]


def our_bytes(site: Path, locale: str) -> int:
    """Bytes after brotli 11 of the index and the script that a first question fetches."""
    index, script = (site / locale).glob("search.*.bin"), (site / "assets/js" / locale).glob("search-*.js")
    kinds = [list(index), list(script)]
    if not all(kinds):
        _setup.stop(f"{site}: the search index or its script is missing for {locale}. Build the portal first.")
    return sum(packed(file) for files in kinds for file in files)


def packed(file: Path) -> int:
    """Bytes of a file after brotli 11, as hosts send it at best."""
    import brotli

    return len(brotli.compress(file.read_bytes(), quality=11))


if __name__ == "__main__":
    raise SystemExit(_setup.run(main))
