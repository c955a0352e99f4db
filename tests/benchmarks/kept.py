"""Measures a guide from the cache: the whole of `document()`, warm, nothing changed.

    python tests/benchmarks/kept.py

CPU time of this process, median and 90th percentile over functions of Django and SQLAlchemy; the exit code is 1 past the bound.
"""

import ast
import asyncio
import importlib.util
import random
import statistics
import sys
import tempfile
from pathlib import Path
from time import process_time

from blockguide.cache.guide_cache import GuideCache
from blockguide.code.block import Selection
from blockguide.code.context.analyst import Analyst
from blockguide.code.select import select_symbol
from blockguide.code.source import read_source
from blockguide.code.symbols import definitions
from blockguide.code.tree import parse
from blockguide.document import Finished, Parts, Writer, document
from blockguide.settings import Settings
from blockguide.writers.offline.writer import VERSION, write

BOUND = 2.0
SAMPLE = 30
ROUNDS = 15


async def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(cache_directory=Path(folder))
        keeper = GuideCache(Path(folder), 100 * 1024 * 1024)
        async with Analyst(settings) as analyst:
            parts = Parts(analyst, Writer("offline", "", VERSION, write), keeper)
            times = [await kept(selection, parts) for selection in selections()]
        await keeper.close()
    found = sorted(time for time in times if time is not None)
    median, ninth = statistics.median(found), found[int(len(found) * 0.9)]
    print(
        f"from the cache, {len(found)} functions: median {median:.2f} ms, 90 % {ninth:.2f} ms, bound {BOUND} ms at the median"
    )
    return 0 if found and median <= BOUND else 1


async def kept(selection: Selection, parts: Parts) -> float | None:
    """CPU milliseconds of one answer from the cache, or None where the guide is not kept."""
    await finished(selection, parts)
    if not (await finished(selection, parts)).from_cache:
        return None
    started = process_time()
    for _ in range(ROUNDS):
        await finished(selection, parts)
    return (process_time() - started) * 1000 / ROUNDS


async def finished(selection: Selection, parts: Parts) -> Finished:
    async for event in document(selection, parts):
        if isinstance(event, Finished):
            return event
    raise AssertionError


def selections() -> list[Selection]:
    chosen: list[Path] = []
    for package in ("django", "sqlalchemy"):
        found = importlib.util.find_spec(package)
        assert found is not None
        assert found.origin is not None
        chosen.extend(sorted(Path(found.origin).parent.rglob("*.py")))
    random.Random(5).shuffle(chosen)
    picked: list[Selection] = []
    for path in chosen:
        source = read_source(path)
        names = [
            name
            for name, node in definitions(parse(source))
            if isinstance(node, ast.FunctionDef)
            and 30 <= (node.end_lineno or 0) - node.lineno <= 60
        ]
        if names:
            picked.append(select_symbol(source, names[0]))
        if len(picked) == SAMPLE:
            break
    return picked


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
