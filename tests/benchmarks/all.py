"""Runs every speed benchmark in one go, and keeps what they print.

    python tests/benchmarks/all.py [--only TITLE] [--write docs/performance.md]

The exit code is 1 where any of them missed a bound.
"""

import argparse
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
PARTS = (
    (
        "Context of a block",
        ["context", "6"],
        "the worker is warm; ratios are CPU time of all our processes to `ast.parse` of the file",
    ),
    ("A guide from the cache", ["kept.py"], "the whole of `document()`"),
    ("The cache alone", ["cache.py"], "SQLite, 10,000 entries"),
    ("A tree of 500 files", ["batch.py"], "`blockguide batch` over Django"),
    (
        "The model writer",
        ["model"],
        "what it adds to its endpoint, a scripted one on loopback in a process of its own",
    ),
    (
        "The language server",
        ["serving"],
        "all servers in one interleaved run, each figure a median; PSS is memory held alone and a share of the rest. The short form; `make bench-long` runs the long one",
    ),
)


def main() -> int:
    options = _options()
    missed = False
    pages = _kept(options.write) if options.only and options.write else {}
    for title, arguments, note in PARTS:
        if options.only and title != options.only:
            continue
        print(f"== {title}", flush=True)
        done = subprocess.run(
            [sys.executable, str(HERE / arguments[0]), *arguments[1:]],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        print(done.stdout, flush=True)
        missed = missed or done.returncode != 0
        pages[title] = (
            f"## {title}\n\n{note[0].upper()}{note[1:]}.\n\n```text\n{done.stdout.rstrip()}\n```\n"
        )
    if options.write:
        written = [pages[title] for title, _, _ in PARTS if title in pages]
        options.write.write_text(preface() + "\n".join(written), encoding="utf-8")
    print("a bound was missed" if missed else "every bound was held")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Runs the speed benchmarks; 1 where a bound is missed."
    )
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="keep what they print in this page"
    )
    parser.add_argument(
        "--only",
        choices=[title for title, _, _ in PARTS],
        help="run this one alone; the page's other parts stay as they are",
    )
    return parser.parse_args()


def _kept(page: Path) -> dict[str, str]:
    """The parts of the page as it stands, by their titles."""
    parts = page.read_text(encoding="utf-8").split("\n## ")[1:] if page.exists() else []
    return {part.partition("\n")[0]: f"## {part.rstrip()}\n" for part in parts}


def preface() -> str:
    day = datetime.now(UTC).date()
    cores = os.cpu_count()
    return (
        "# Performance\n\n`make bench` measures all of this in one run and writes this page. Figures are ratios of CPU time where they can be; "
        f"absolute times are this machine's: {cores} cores, {platform.machine()}, "
        f"{platform.python_implementation()} {platform.python_version()}, {day}.\n\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
