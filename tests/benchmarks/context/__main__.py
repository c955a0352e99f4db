"""The figures of the context, as ratios of CPU time measured in one run: `python tests/benchmarks/context [COUNT]`.

It prints a table and exits with 1 when a bound is missed.
"""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from call_sites import compared
from names import Cost, costs, resolved
from sample import PACKAGES, sample

sys.path.append(str(Path(__file__).parents[1]))
from timing import percentile

FLOOR = 0.040
"""CPU seconds that are always allowed."""


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    rows = [("figure", "measured", "bound", "")]
    sampled = {package: sample(package, count) for package in PACKAGES}
    every = [cost for package in PACKAGES for cost in asyncio.run(costs(sampled[package]))]
    rows += _cost_rows("just after an edit", every, lambda cost: cost.edited, (0.5, 6), (0.9, 14))
    rows += _cost_rows("nothing changed", every, lambda cost: cost.unchanged, (0.5, 4))
    answers = [asyncio.run(resolved(package, sampled[package])) for package in PACKAGES]
    share = sum(one.ours for one in answers) / sum(one.theirs for one in answers)
    asked = sum(one.asked for one in answers)
    rows.append(
        _row(
            f"names resolved, of basedpyright's ({asked} asked)",
            f"{share:.3f}",
            ">= 0.98",
            share >= 0.98,
        )
    )
    for package, one in zip(PACKAGES, answers, strict=True):
        print(
            f"{package}: ours {one.ours}, basedpyright's {one.theirs}; only there: {', '.join(one.only_theirs) or '-'}"
        )
    sites = asyncio.run(compared())
    for one in sites:
        print(
            f"{one.name}: {one.both} in both, {1000 * one.cost:.1f} ms",
            *sorted(one.only_ours),
            *sorted(one.only_theirs),
        )
    same = sum(not one.only_ours and not one.only_theirs for one in sites)
    slowest = max(one.cost for one in sites) * 1000
    rows.append(
        _row(
            "call sites on Django: the same set",
            f"{same} of {len(sites)}",
            "all",
            same == len(sites),
        )
    )
    rows.append(
        _row("call sites on Django, warm, slowest", f"{slowest:.1f} ms", "<= 25 ms", slowest <= 25)
    )
    for figure, measured, bound, verdict in rows:
        print(f"{figure:<55} {measured:>22}  {bound:<22} {verdict}")
    return int(any(row[3] == "MISSED" for row in rows))


def _cost_rows(
    title: str, every: list[Cost], cost: Callable[[Cost], float], *bounds: tuple[float, float]
) -> list[tuple[str, str, str, str]]:
    rows = []
    for share, times in bounds:
        ratio = percentile([cost(one) / one.parse for one in every], share)
        milliseconds = percentile([cost(one) for one in every], share) * 1000
        of_allowed = percentile([cost(one) / max(times * one.parse, FLOOR) for one in every], share)
        name = "median" if share == 0.5 else f"{share:.0%}"
        measured = f"{ratio:.2f} x, {milliseconds:.1f} ms"
        bound = f"<= {times} x parse or 40 ms"
        rows.append(
            _row(f"context, {title}, {name} of {len(every)}", measured, bound, of_allowed <= 1)
        )
    return rows


def _row(figure: str, measured: str, bound: str, held: bool) -> tuple[str, str, str, str]:
    return figure, measured, bound, "" if held else "MISSED"


sys.exit(main())
