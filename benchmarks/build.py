#!/usr/bin/env python3
"""Build times of Porchlight beside stock mkdocs + mkdocs-material + mkdocs-static-i18n, on the same pages in one run.

    python3 benchmarks/build.py PATH/TO/make_portal.py [--pages N] [--runs N] [--no-stock]

`make_portal.py OUT` writes a portal of real pages (docs/ and translations/). Times are whole processes, wall seconds, the
median of the runs; memory is the largest process. Nothing is asserted: read the ratios, machines differ.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import _setup  # noqa: E402  the scripts' own set-up

STOCK = """\
site_name: Stock
site_url: https://portal.example/
theme:
  name: material
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("make_portal", type=Path)
    parser.add_argument("--pages", type=int, default=0, help="only the first N pages")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-stock", action="store_true", help="leave stock out, which takes a minute a run")
    options = parser.parse_args()
    _setup.enter_venv(__file__)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        measure(options, Path(folder))
    return 0


def measure(options: argparse.Namespace, folder: Path) -> None:
    """Make the portals, run every case, print the table."""
    portal, quarter, stock = folder / "portal", folder / "quarter", folder / "stock"
    make(options.make_portal, portal, options.pages)
    count = sum(1 for _ in (portal / "docs").rglob("*.md")) - 1
    make(options.make_portal, quarter, count // 4)
    build = [sys.executable, str(ROOT / "scripts/build.py"), "--project"]
    rows: list[tuple[str, float, float]] = []

    def case(name: str, command: list[str], before=lambda: None) -> float:
        seconds, memory = run(command, options.runs, before)
        rows.append((name, seconds, memory))
        print(f"{name:<42}{seconds:>8.2f} s{memory:>8.0f} MB", flush=True)
        return seconds

    print(f"{count} pages, {len(list((portal / 'translations').iterdir())) + 1} languages, {os.cpu_count()} cores\n")
    cold = case("cold", [*build, str(portal)], lambda: clean(portal))
    case("cold, one process", [*build, str(portal), "--jobs", "1"], lambda: clean(portal))
    small = case(f"cold, {count // 4} pages", [*build, str(quarter)], lambda: clean(quarter))
    run([*build, str(portal)], 1, lambda: None)
    case("nothing changed", [*build, str(portal)])
    case(
        "one msgstr edited", [*build, str(portal)], Edit(next(iter(sorted((portal / "translations/fr").rglob("*.po")))))
    )
    case("one English page edited", [*build, str(portal)], Edit(next(iter(sorted((portal / "docs").rglob("*/*.md"))))))
    print(f"\n{count} pages cost {cold / small:.1f} times what {count // 4} cost")
    if not options.no_stock:
        make_stock(portal, stock)
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(stock / "mkdocs.yml")]
        slow = case("stock, cold", command, lambda: clean(stock))
        print(f"\ncold: {slow / cold:.1f} times as fast as stock")


class Edit:
    """Changes a word at the end of a file, another one each time."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.times = 0

    def __call__(self) -> None:
        self.times += 1
        text = self.file.read_text(encoding="utf-8").rstrip("\n")
        if self.file.suffix == ".po":
            text = text.rstrip('"') + f' {self.times}"'
        else:
            text += f" {self.times}"
        self.file.write_text(text + "\n", encoding="utf-8")


def make(script: Path, out: Path, pages: int) -> None:
    """A portal of the corpus, completed by scripts/new.py."""
    limit = ["--pages", str(pages)] if pages else []
    subprocess.run([sys.executable, str(script), str(out), *limit], check=True)
    subprocess.run([sys.executable, str(ROOT / "scripts/new.py"), str(out)], check=True, stdout=subprocess.DEVNULL)


def make_stock(portal: Path, stock: Path) -> None:
    """The same pages and translations as static-i18n wants them: docs/<language>/<page>.md."""
    import polib

    languages = ["en", *sorted(path.name for path in (portal / "translations").iterdir())]
    for page in sorted((portal / "docs").rglob("*.md")):
        name = page.relative_to(portal / "docs")
        blocks = page.read_text(encoding="utf-8").strip().split("\n\n")
        for language in languages:
            catalog = portal / "translations" / language / name.with_suffix(".po")
            words = {entry.msgid: entry.msgstr for entry in polib.pofile(str(catalog))} if catalog.is_file() else {}
            told = [
                ("# " if block.startswith("# ") else "") + words.get(block.removeprefix("# "), block.removeprefix("# "))
                for block in blocks
            ]
            target = stock / "docs" / language / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("\n\n".join(told) + "\n", encoding="utf-8")
    listed = [
        f"        - {{locale: {one}, name: {one}, build: true{', default: true' if one == 'en' else ''}}}\n"
        for one in languages
    ]
    (stock / "mkdocs.yml").write_text(STOCK + "".join(listed), encoding="utf-8")


def clean(portal: Path) -> None:
    """Forget everything built and kept. It is moved away: a disk still busy deleting would slow the run that follows."""
    trash = Path(tempfile.mkdtemp(dir=portal.parent, prefix="trash-"))
    for name in ("site", ".cache"):
        if (portal / name).exists():
            (portal / name).rename(trash / name)


def run(command: list[str], runs: int, before) -> tuple[float, float]:
    """(median wall seconds, MB of the largest process) of a command; `before` is called before each run, not timed."""
    seconds, memory = [], 0.0
    for _ in range(runs):
        before()
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - started)
        memory = max(memory, usage.ru_maxrss / 1024)
        if status:
            _setup.stop(f"{' '.join(command)} failed: {output.decode()[-600:]}", 1)
    return statistics.median(seconds), memory


if __name__ == "__main__":
    raise SystemExit(_setup.run(main))
