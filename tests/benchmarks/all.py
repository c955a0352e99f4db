"""Runs every speed benchmark in one go, and keeps what they print.

    python tests/benchmarks/all.py [--write docs/performance.md]

The exit code is 1 where any of them missed a bound.
"""

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
        "all servers in one interleaved run, each figure a median; PSS is memory held alone and a share of the rest. The short form; the long one is `python tests/benchmarks/serving --long`",
    ),
)


def main() -> int:
    missed = False
    pages = []
    for title, arguments, note in PARTS:
        print(f"== {title}", flush=True)
        done = subprocess.run(
            [sys.executable, str(HERE / arguments[0]), *arguments[1:]],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        print(done.stdout, flush=True)
        missed = missed or done.returncode != 0
        pages.append(
            f"## {title}\n\n{note[0].upper()}{note[1:]}.\n\n```text\n{done.stdout.rstrip()}\n```\n"
        )
    if "--write" in sys.argv:
        target = Path(sys.argv[sys.argv.index("--write") + 1])
        target.write_text(preface() + "\n".join(pages), encoding="utf-8")
    print("a bound was missed" if missed else "every bound was held")
    return 1 if missed else 0


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
