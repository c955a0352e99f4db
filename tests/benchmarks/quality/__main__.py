"""The quality of the guides, measured apart from the product's own checks: `python tests/benchmarks/quality`.

It chooses blocks by a fixed seed, lets the product's command write their guides, judges them, prints one table and
exits with 1 when a figure misses its bound.
"""

import argparse
import asyncio
import json
import os
import resource
import sys
import time
from dataclasses import asdict
from pathlib import Path

from failures import failures, shown
from figures import FIGURES
from guides import write_guides
from judge import judged
from sample import PACKAGES, SEED, SIZE, sample
from speed import speed_rows
from table import page, printed, rows, write_page
from values import Verdict


def main() -> int:
    options = _options()
    started = time.monotonic()
    packages = (options.package,) if options.package else PACKAGES
    chosen = sample(options.sample, packages, options.seed)
    blocks = [one for one in chosen if options.half in ("both", one.half)]
    _say(started, f"{len(blocks)} blocks are chosen")
    speed = [] if options.package or options.no_speed else asyncio.run(speed_rows(blocks))
    _say(started, "the speed is measured")
    answers = write_guides(blocks, options.processes)
    _say(started, "the guides are written")
    verdicts = judged(blocks, answers, options.processes)
    _say(started, "the guides are judged")
    late = sum("late" in one.notes for one in verdicts)
    _say(started, f"{late} guides were written while the analysis was past its deadline")
    table = rows(verdicts, speed)
    print("\n".join(printed(table)))
    if options.write:
        minutes = (time.monotonic() - started) / 60
        write_page(options.write, page(verdicts, table, "make quality", minutes))
    if options.failures:
        write_page(options.failures, "\n".join(failures(verdicts)) + "\n")
    if options.json:
        options.json.write_text("".join(f"{_record(one)}\n" for one in verdicts))
    if options.show:
        print("\n".join(shown(verdicts, options.show)))
    return int(any(row[-1] for row in table))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="quality", description="Measures the quality of the offline writer's guides."
    )
    parser.add_argument(
        "--sample", type=int, default=SIZE, metavar="N", help=f"how many blocks (default: {SIZE})"
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=SEED,
        metavar="N",
        help="chooses other blocks of the same halves",
    )
    parser.add_argument(
        "--package",
        metavar="NAME",
        help="only blocks of this package, which may be any installed one",
    )
    parser.add_argument(
        "--half",
        choices=("develop", "held-out", "both"),
        default="both",
        help="only blocks of this half",
    )
    parser.add_argument(
        "--processes",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="default: one a core",
    )
    parser.add_argument("--no-speed", action="store_true", help="leave the rows of speed out")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the table in this page")
    parser.add_argument(
        "--failures", type=Path, metavar="FILE", help="write what fell short, of the half develop"
    )
    parser.add_argument(
        "--show",
        choices=[figure.key for figure in FIGURES],
        help="print the pages that miss a figure",
    )
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write every verdict, one JSON object a line"
    )
    return parser.parse_args()


def _record(verdict: Verdict) -> str:
    return json.dumps(asdict(verdict), default=str)


def _say(started: float, what: str) -> None:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    print(f"{time.monotonic() - started:6.0f} s, {cpu:6.0f} s of CPU  {what}", file=sys.stderr)


sys.exit(main())
