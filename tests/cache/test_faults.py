"""A full disk, a place that cannot be written: work goes on without the cache, and says so once."""

import os
import tempfile
import time
from pathlib import Path

import pytest

from blockguide.cache import steady
from blockguide.cache.faults import Fault, fault_of, sentence


def expect_nothing_and_one_notice(store, recipe, entry, mark, *words):
    for number in range(20):
        store.put(recipe(number), entry(number), mark)
        assert store.get(recipe(number)) is None
    assert store.previous(recipe(1)) is None
    store.forget("here")
    assert store.describe().entries == 0
    assert store.clear() == 0
    store.close()
    (notice,) = store.take_notices()
    for word in words:
        assert word in notice
    assert notice.endswith(".")
    assert "\n" not in notice


def test_below_a_file(tmp_path, open_store, recipe, entry, mark):
    (tmp_path / "file").write_text("")
    store = open_store(where=tmp_path / "file" / "cache")
    expect_nothing_and_one_notice(store, recipe, entry, mark, "cannot be written", str(store.path))


def test_the_directory_is_a_file(tmp_path, open_store, recipe, entry, mark):
    (tmp_path / "cache").write_text("")
    expect_nothing_and_one_notice(open_store(), recipe, entry, mark, "cannot be written")
    assert (tmp_path / "cache").read_text() == ""


def test_the_database_is_a_directory(directory, open_store, recipe, entry, mark):
    (directory / "guides.sqlite3").mkdir(parents=True)
    expect_nothing_and_one_notice(open_store(), recipe, entry, mark, "cannot be written")


def test_a_name_that_is_too_long(tmp_path, open_store, recipe, entry, mark):
    store = open_store(where=tmp_path / ("x" * 300))
    expect_nothing_and_one_notice(store, recipe, entry, mark, "cannot be written")


def test_a_home_that_is_not_known(monkeypatch, tmp_path, open_store, recipe, entry, mark):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("blockguide.cache.store.default_directory", lambda: Path("~/.cache"))
    expect_nothing_and_one_notice(open_store(where=None), recipe, entry, mark, "cannot be written")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_directory_that_may_not_be_written(start_process, entry):
    with tempfile.TemporaryDirectory() as name:
        parent = Path(name)
        parent.chmod(0o755)
        directory = parent / "cache"
        directory.mkdir()
        directory.chmod(0o555)
        process = start_process("powerless", directory)
        output, errors = process.communicate("\n", timeout=30)
        directory.chmod(0o755)
        assert errors == ""
        assert output.count("cannot be written") == 1
        assert output.count("\n") == 2
        assert list(directory.iterdir()) == []


def test_a_full_disk_keeps_no_more_but_still_answers(open_store, recipe, entry, monkeypatch, mark):
    monkeypatch.setattr(steady, "PAUSE", 0.0)
    store = open_store()
    store.put(recipe(0), entry(0), mark)
    # SQLite answers a limit on its pages as it answers a full disk: SQLITE_FULL in mid-write.
    connection = store._database._opened()
    connection.execute("PRAGMA max_page_count = 60")
    for number in range(200):
        store.put(recipe(number), entry(number), mark)
    assert store.get(recipe(0)) == entry(0)
    kept = store.describe().entries
    assert 5 < kept < 100
    (notice,) = store.take_notices()
    assert "full" in notice
    assert not connection.in_transaction
    connection.execute("PRAGMA max_page_count = 60000")
    store.put(recipe(999), entry(999), mark)
    assert store.get(recipe(999)) == entry(999)
    assert store.take_notices() == ()


def test_a_full_disk_can_be_cleared(open_store, recipe, entry, mark):
    store, other = open_store(), open_store()
    for number in range(50):
        other.put(recipe(number), entry(number), mark)
    store._database._opened().execute("PRAGMA max_page_count = 1")
    for number in range(50, 150):
        store.put(recipe(number), entry(number), mark)
    assert "full" in store.take_notices()[0]
    held = store.describe().entries
    assert store.clear() == held >= 50
    assert not store.path.exists()
    # Another, which still has the old file, finds its way to the new one.
    other.put(recipe(60), entry(60), mark)
    assert store.get(recipe(60)) == entry(60)
    assert store.describe().entries == 1


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
@pytest.mark.parametrize("size", [100_000, 400_000])
def test_a_file_that_may_not_grow(
    start_process, other_process, directory, open_store, recipe, size
):
    output, errors = start_process("limited", directory, size).communicate("\n", timeout=30)
    assert errors == ""
    _, notice = output.splitlines()
    assert "not kept" in notice
    # What was kept before is sound, and without the limit work goes on.
    store = open_store()
    assert store.get(recipe(0)) == other_process.entry(0)
    assert store.take_notices() == ()


def test_nothing_is_tried_in_the_pause(open_store, recipe, entry, tmp_path, monkeypatch, mark):
    (tmp_path / "cache").write_text("")
    store = open_store()
    store.put(recipe(1), entry(1), mark)
    (tmp_path / "cache").unlink()
    store.put(recipe(1), entry(1), mark)
    assert not (tmp_path / "cache").exists()
    monkeypatch.setattr(steady, "monotonic", lambda: time.monotonic() + steady.PAUSE)
    store.put(recipe(1), entry(1), mark)
    assert store.get(recipe(1)) == entry(1)


def test_a_wrong_call_is_not_hidden(store, recipe, mark):
    with pytest.raises(AttributeError):
        store.put(recipe(1), None, mark)


def test_every_fault_has_its_sentence():
    said = {sentence(fault, Path("/x"), OSError(5, "Input/output error")) for fault in Fault}
    assert len(said) >= 5
    assert all(text.startswith(("`/x`", "The disk", "Another")) for text in said)
    assert fault_of(OSError(28, "No space left on device")) is Fault.FULL
