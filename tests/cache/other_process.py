"""What the tests let another process do with the cache: `other_process.py TASK DIRECTORY [NUMBER...]`.

Says `ready` on a line, waits for a line, works, and at the end prints its notices, one on a line.
"""

import os
import sqlite3
import sys
from pathlib import Path

from blockguide.cache.store import GuideStore
from blockguide.guide.entry import Entry, Provenance, Recipe, Verdict
from blockguide.guide.marks import Mark
from blockguide.guide.values import Guide
from blockguide.text import Lines

BUDGET = 1 << 30
MARK = Mark(
    Path("/project/module.py"), "function", True, "function", Lines(1, 2), 0, 0, "0" * 8, "0" * 64
)


def recipe(number: int) -> Recipe:
    return Recipe(
        f"{number:064x}", f"/project/module{number}.py function", "offline", "", "1", "en"
    )


def entry(number: int) -> Entry:
    text = f"Guide {number}. " + "It reads and writes. " * 150
    return Entry(Guide(text, (), ""), Verdict((), ()), Provenance("offline", "", "1", (), ()))


def wait_for_go() -> None:
    print("ready", flush=True)
    sys.stdin.readline()


def fill(directory: Path, first: int, count: int) -> tuple[str, ...]:
    """Keeps `count` guides from the number `first` on."""
    store = GuideStore(directory, BUDGET)
    wait_for_go()
    for number in range(first, first + count):
        store.put(recipe(number), entry(number), MARK)
    store.close()
    return store.take_notices()


def endless(directory: Path, first: int) -> tuple[str, ...]:
    """Keeps guides until it is killed, and says the number of each that is kept."""
    store = GuideStore(directory, BUDGET)
    wait_for_go()
    number = first
    while True:
        store.put(recipe(number), entry(number), MARK)
        os.write(1, b"%d\n" % number)
        number += 1


def lock(directory: Path) -> tuple[str, ...]:
    """Holds the database exclusively, against writers and readers, until it is told to go."""
    connection = sqlite3.connect(directory / "guides.sqlite3", isolation_level=None)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    wait_for_go()
    return ()


def hold(directory: Path) -> tuple[str, ...]:
    """Holds the database against writers only, until it is told to go."""
    connection = sqlite3.connect(directory / "guides.sqlite3", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    wait_for_go()
    return ()


def limited(directory: Path, size: int) -> tuple[str, ...]:
    """Keeps guides on a system that lets no file grow beyond `size`; then reads the first."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    store = GuideStore(directory, BUDGET)
    wait_for_go()
    for number in range(400):
        store.put(recipe(number), entry(number), MARK)
    assert store.get(recipe(0)) == entry(0)
    return store.take_notices()


def powerless(directory: Path) -> tuple[str, ...]:
    """Keeps and looks up as a user who may write nothing."""
    if os.geteuid() == 0:
        os.setuid(65534)
    store = GuideStore(directory, BUDGET)
    wait_for_go()
    store.put(recipe(1), entry(1), MARK)
    assert store.get(recipe(1)) is None
    return store.take_notices()


TASKS = {task.__name__: task for task in (fill, endless, lock, hold, limited, powerless)}

if __name__ == "__main__":
    name, where, *numbers = sys.argv[1:]
    for notice in TASKS[name](Path(where), *map(int, numbers)):
        print(notice)
