"""Several processes at once, processes that are killed, and processes that hold the file."""

import random
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from blockguide.cache import database, steady


def go(process):
    process.stdin.write("\n")
    process.stdin.flush()


def wait_until_ready(process):
    assert process.stdout.readline() == "ready\n", process.stderr.read()


def test_four_processes_write_at_once_and_all_is_kept(
    start_process, store, directory, recipe, entry
):
    count = 500
    processes = [start_process("fill", directory, count * each, count) for each in range(4)]
    for process in processes:
        wait_until_ready(process)
    for process in processes:
        go(process)
    for process in processes:
        assert process.communicate(timeout=60) == ("", "")
        assert process.returncode == 0
    assert [number for number in range(4 * count) if store.get(recipe(number)) is None] == []
    assert store.get(recipe(1234)) == entry(1234)
    assert store.describe().entries == 4 * count
    assert store.take_notices() == ()


def test_the_killed_lose_at_most_the_guide_they_were_writing(
    start_process, open_store, directory, recipe, entry, mark
):
    choice = random.Random(7)
    first = 0
    for _ in range(8):
        process = start_process("endless", directory, first)
        wait_until_ready(process)
        go(process)
        process.stdout.readline()
        time.sleep(choice.uniform(0, 0.12))
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read().split()
        kept = first + 1 + len(said)
        store = open_store()
        with closing(sqlite3.connect(store.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for number in range(kept):
            assert store.get(recipe(number)) == entry(number)
        assert store.describe().entries in (kept, kept + 1)
        assert store.take_notices() == ()
        store.close()
        first = kept + 1
        store.put(recipe(kept), entry(kept), mark)


@pytest.fixture
def entry(other_process):
    return other_process.entry


@pytest.fixture
def brief_waits(monkeypatch):
    monkeypatch.setattr(database, "PATIENCE", 0.3)
    monkeypatch.setattr(steady, "PAUSE", 0.2)


@pytest.mark.parametrize("task", ["lock", "hold"])
def test_a_locked_file_costs_one_wait_and_one_sentence(
    start_process, brief_waits, open_store, directory, task, recipe, entry, mark
):
    first = open_store()
    first.put(recipe(1), entry(1), mark)
    first.close()
    process = start_process(task, directory)
    wait_until_ready(process)
    store = open_store()
    began = time.monotonic()
    for number in range(2, 50):
        store.put(recipe(number), entry(number), mark)
    assert time.monotonic() - began < 5
    assert store.get(recipe(1)) == (entry(1) if task == "hold" else None)
    (notice,) = store.take_notices()
    assert "locked" in notice
    go(process)
    process.wait()
    time.sleep(0.25)
    store.put(recipe(77), entry(77), mark)
    assert store.get(recipe(77)) == entry(77)
    assert store.get(recipe(1)) == entry(1)
    assert store.take_notices() == ()


def test_a_lock_that_is_soon_released_is_waited_for(
    start_process, store, directory, recipe, entry, mark
):
    store.put(recipe(1), entry(1), mark)
    process = start_process("hold", directory)
    wait_until_ready(process)
    # The lock is released by its holder's end, some milliseconds after this.
    go(process)
    store.put(recipe(2), entry(2), mark)
    assert store.get(recipe(2)) == entry(2)
    assert store.take_notices() == ()


def test_a_cache_can_be_cleared_while_others_write(start_process, store, directory, recipe, entry):
    process = start_process("endless", directory, 0)
    wait_until_ready(process)
    go(process)
    removed = 0
    for _ in range(10):
        process.stdout.readline()
        time.sleep(0.02)
        removed += store.clear()
    assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    assert process.communicate()[1] == ""
    last = store.describe().entries
    assert removed > 10
    assert last >= 0
    with closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert store.take_notices() == ()


def test_all_at_once_on_a_damaged_file(start_process, store, directory, recipe, entry):
    directory.mkdir()
    store.path.write_bytes(b"damaged " * 2000)
    count = 100
    processes = [start_process("fill", directory, count * each, count) for each in range(4)]
    for process in processes:
        wait_until_ready(process)
    for process in processes:
        go(process)
    notices = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0] * 4
    assert sum(out.count("damaged") > 0 for out, _ in notices) == 1
    assert "".join(err for _, err in notices) == ""
    assert len(list(directory.glob("*.damaged-*Z"))) == 1
    missing = [number for number in range(4 * count) if store.get(recipe(number)) is None]
    assert missing == []
