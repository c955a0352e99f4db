"""What the cache costs: `python tests/benchmarks/cache.py [ENTRIES]` prints medians and 99th percentiles.

Entries are of usual size, the times are wall times in microseconds. "bare SQLite" is the query alone,
which no cache on SQLite can undercut.
"""

import asyncio
import gc
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from blockguide.cache.codec import key_of, pack, unpack
from blockguide.cache.guide_cache import GuideCache
from blockguide.cache.store import GuideStore
from blockguide.code.context.values import Ingredient
from blockguide.guide.entry import Entry, Provenance, Recipe, Verdict
from blockguide.guide.marks import Mark, opening_of
from blockguide.guide.values import Guide, Step
from blockguide.text import Lines

BUDGET = 1 << 30


@dataclass(frozen=True, slots=True)
class Timing:
    """Wall times of one operation, in microseconds."""

    name: str
    median: float
    percentile_99: float
    worst: float

    def __str__(self) -> str:
        return f"{self.name:34}{self.median:10.1f}{self.percentile_99:10.1f}{self.worst:10.1f}"


def main(entries: int) -> None:
    """Measure with `entries` guides on the disk, and print one line for each operation."""
    print(f"{entries} entries of {len(pack(entry(0)))} bytes\n")
    print(f"{'microseconds':34}{'median':>10}{'99 %':>10}{'worst':>10}")
    with tempfile.TemporaryDirectory() as name:
        for timing in measure(Path(name), entries):
            print(timing)
    print(f"\nimport, CPU milliseconds: {import_milliseconds():.1f}")


def measure(directory: Path, entries: int) -> list[Timing]:
    """The timings, in the order in which they were taken."""
    store = GuideStore(directory, BUDGET)
    samples = [entry(number) for number in range(100)]
    timings = [
        timed("put", entries, lambda n: store.put(recipe(n), samples[n % 100], mark(n))),
        timed("get", 2000, lambda n: store.get(recipe(n * 7919 % entries))),
        timed("get, again", 2000, lambda _: store.get(recipe(1))),
        timed("get, absent", 2000, lambda n: store.get(recipe(entries + n))),
        timed("previous", 2000, lambda n: store.previous(recipe(n % entries, version="2"))),
        timed("describe", 20, lambda _: store.describe()),
        timed("open, get (others have it open)", 200, lambda _: open_and_get(directory)),
        timed("of a get: key", 2000, lambda n: key_of(recipe(n))),
    ]
    record = pack(samples[0])
    decoded = timed("of a get: entry from its bytes", 2000, lambda _: unpack.__wrapped__(record))
    encoded = timed("of a put: bytes from the entry", 2000, lambda _: pack(samples[0]))
    timings += [decoded, encoded]
    store.close()
    timings.append(timed("open, get, close (alone)", 50, lambda _: open_and_get(directory)))
    timings.append(asyncio.run(on_the_loop(directory, entries)))
    timings.append(plain_sqlite(directory))
    return timings


async def on_the_loop(directory: Path, entries: int) -> Timing:
    """A lookup as the language server makes it, the way to the cache's thread and back included."""
    cache = GuideCache(directory, BUDGET)
    await cache.get(recipe(0))
    seconds = []
    for number in range(2000):
        began = perf_counter()
        await cache.get(recipe(number * 7919 % entries))
        seconds.append(perf_counter() - began)
    await cache.close()
    return summary("get, from the event loop", seconds)


def plain_sqlite(directory: Path) -> Timing:
    """What no cache on SQLite can undercut: the bare query, one and the same row."""
    connection = sqlite3.connect(directory / "guides.sqlite3", isolation_level=None)
    key = key_of(recipe(1))
    query = "SELECT id, record FROM guides WHERE key = ?"
    timing = timed("bare SQLite", 2000, lambda _: connection.execute(query, (key,)).fetchone())
    connection.close()
    return timing


def open_and_get(directory: Path) -> None:
    """A process that looks up one guide."""
    store = GuideStore(directory, BUDGET)
    assert store.get(recipe(1))
    store.close()


def import_milliseconds() -> float:
    """CPU time of the imports that the first lookup makes, in a fresh interpreter."""
    import subprocess

    code = (
        "import blockguide.cache.guide_cache, time; began = time.process_time();"
        "import blockguide.cache.store; print((time.process_time() - began) * 1000)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(5)
    ]
    return min(float(run.stdout) for run in runs)


def timed(name: str, count: int, work: Callable[[int], object]) -> Timing:
    """Call `work` with 0 to `count` - 1."""
    gc.collect()
    seconds = []
    for number in range(count):
        began = perf_counter()
        work(number)
        seconds.append(perf_counter() - began)
    return summary(name, seconds)


def summary(name: str, seconds: list[float]) -> Timing:
    """The median, the 99th percentile and the worst of the times."""
    ordered = sorted(second * 1e6 for second in seconds)
    return Timing(name, ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100], ordered[-1])


def recipe(number: int, version: str = "1") -> Recipe:
    """One of as many recipes as are wanted, with a digest as evenly spread as a real one."""
    block = sha256(b"%d" % number).hexdigest()
    return Recipe(block, f"/project/module{number}.py function", "offline", "", version, "en")


def mark(number: int) -> Mark:
    """A function in a file with some thirty guides."""
    opening = opening_of(f"def function{number}():")
    path = Path(f"/project/module{number // 30}.py")
    return Mark(path, "function", True, "function", Lines(1, 9), 0, 0, opening, "0" * 64)


def entry(number: int) -> Entry:
    """A guide of usual size."""
    steps = tuple(
        Step(
            f"Check the field {line}",
            "Checks `field` and raises `ValueError`. " * 4,
            Lines(line, line),
        )
        for line in range(1, 11)
    )
    ingredients = tuple(
        Ingredient(f"name{each}", Path("/project/package/module.py"), "0" * 64) for each in range(5)
    )
    description = f"Guide {number}. " + "It reads `path` and returns the lines as a list. " * 8
    return Entry(
        Guide(description, steps, "from package import name\n\nprint(name())\n" * 4),
        Verdict(tuple(f"BG{code}" for code in range(101, 111)), ()),
        Provenance("offline", "", "1", ingredients, ()),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
