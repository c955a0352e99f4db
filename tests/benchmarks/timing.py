"""What benchmarks of speed share: the CPU time of `ast.parse`, by which they measure, and percentiles."""

import ast
import time
from collections.abc import Sequence

_RUNS = 5


def parse_seconds(text: str) -> float:
    """The CPU seconds that `ast.parse` takes for a text: the median of some runs."""
    taken = []
    for _ in range(_RUNS):
        before = time.process_time()
        ast.parse(text)
        taken.append(time.process_time() - before)
    return sorted(taken)[_RUNS // 2]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]
