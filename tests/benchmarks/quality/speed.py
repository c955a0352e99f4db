"""What a whole offline guide costs, warm, after an edit: CPU time against what `ast.parse` of its file allows.

The bound is "at most 8 times `ast.parse` of its file at the median and 16 at the 90th percentile (or 40 ms,
whichever is more)". "Whichever is more" can only be said of one block: what a block is allowed is so many times its
own parse, and at least 40 ms. So each block's cost is divided by its own allowance, and it is the percentile of those
shares that the bound judges. To judge the percentile of the multiples and that of the milliseconds apart would be
another bound: most files parse in two milliseconds, a multiple of which says nothing, and most milliseconds are those
of files that take fifty. Both stand in the row all the same, after the share.
"""

import contextlib
import gc
import random
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from kinds import Function
from sample import SEED
from subject import read_file, subject_of
from table import Row
from values import Chosen

from blockguide.code.context.analyst import Analyst
from blockguide.code.select import select_lines
from blockguide.code.source import Source, read_source, source_from_text
from blockguide.document import Finished, NoKeeper, Parts, Writer, document
from blockguide.settings import Deadlines, Settings
from blockguide.writers.offline.writer import VERSION, write

sys.path.append(str(Path(__file__).parents[1]))
from timing import parse_seconds, percentile

FLOOR = 0.040
"""CPU seconds that are always allowed."""

BOUNDS = ((0.5, "median", 8), (0.9, "90th percentile", 16))
BLOCKS = 150

_SETTINGS = Settings(deadlines=Deadlines(start=60_000, names=20_000, call_sites=20_000))
"""Truth is measured here, not patience: no deadline cuts off what is measured, nor what is done to be warm."""


async def speed_rows(blocks: Sequence[Chosen]) -> list[Row]:
    """The rows of the table: functions and methods, each edited in its body before it is documented again."""
    functions = [one for one in blocks if isinstance(subject_of(one).definition, Function)]
    chosen = random.Random(SEED).sample(functions, min(BLOCKS, len(functions)))
    costs = []
    async with Analyst(_SETTINGS) as analyst:
        parts = Parts(analyst, Writer("offline", "", VERSION, write), NoKeeper())
        for one in sorted(chosen, key=lambda one: (one.package, one.path, one.first)):
            source = read_source(one.path)
            await _documented(source, one.first, one.last, parts)
            edited = _edited(source, one)
            _forget_own_trees()
            before = _cpu_seconds()
            await _documented(edited, one.first, one.last + 1, parts)
            costs.append((_cpu_seconds() - before, parse_seconds(edited.text)))
    return [_row(costs, *bound) for bound in BOUNDS] if costs else []


def _row(costs: list[tuple[float, float]], share: float, name: str, times: int) -> Row:
    of_allowed = percentile([cost / max(times * parse, FLOOR) for cost, parse in costs], share)
    ratio = percentile([cost / parse for cost, parse in costs], share)
    milliseconds = percentile([cost for cost, _ in costs], share) * 1000
    title = f"cost of a guide after an edit, {name} of {len(costs)}"
    bound = f"<= {times} x parse or 40 ms"
    return (
        title,
        "-",
        bound,
        f"{of_allowed:.2f} of it ({ratio:.1f} x, {milliseconds:.0f} ms)",
        "" if of_allowed <= 1 else "MISSED",
    )


async def _documented(source: Source, first: int, last: int, parts: Parts) -> None:
    async for event in document(select_lines(source, first, last), parts):
        if isinstance(event, Finished):
            return


def _forget_own_trees() -> None:
    """Takes the benchmark's own syntax trees out of the garbage collector's sight: it would be charged to a guide."""
    read_file.cache_clear()
    gc.freeze()


def _edited(source: Source, block: Chosen) -> Source:
    """The source with one more line: a statement before the function's first, else a comment above."""
    statement = subject_of(block).definition.body[0]
    start = min(node.lineno for node in (statement, *getattr(statement, "decorator_list", ())))
    lines = list(source.lines)
    indent = lines[start - 1][: statement.col_offset]
    if indent.isspace():
        lines.insert(start - 1, f"{indent}edited = {block.first}\n")
    else:
        lines.insert(block.first - 1, "# edited\n")
    return source_from_text(source.path, "".join(lines))


def _cpu_seconds() -> float:
    """The CPU time of this process and of all its children, those that live and those that are gone."""
    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = time.process_time() + gone.ru_utime + gone.ru_stime
    return own + sum(map(_seconds_of, _children()))


def _children() -> set[str]:
    found: set[str] = set()
    for thread in Path("/proc/self/task").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found.update((thread / "children").read_text().split())
    return found


def _seconds_of(child: str) -> float:
    nanoseconds = 0
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for thread in Path(f"/proc/{child}/task").iterdir():
            nanoseconds += int((thread / "schedstat").read_text().split()[0])
    return nanoseconds / 1e9
