"""A file that cannot be trusted is set aside, said once, and work goes on with a new one."""

import random
import sqlite3

import pytest

from blockguide.cache.database import SCHEMA_VERSION

COUNT = 200


@pytest.fixture
def filled(open_store, recipe, entry, mark):
    store = open_store()
    for number in range(COUNT):
        store.put(recipe(number), entry(number), mark)
    store.close()
    return store.path


def asides(path):
    return sorted(each.name for each in path.parent.glob("guides.sqlite3.damaged-*Z"))


def overwrite(path, offset, content):
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


def expect_a_new_beginning(store, recipe, entry, mark, notices):
    store.put(recipe(1), entry(1), mark)
    assert store.get(recipe(1)) == entry(1)
    assert len(notices) == 1
    (aside,) = asides(store.path)
    assert aside in notices[0]
    assert store.take_notices() == ()
    assert store.describe().entries == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: overwrite(path, 0, random.Random(1).randbytes(4096)),
        lambda path: overwrite(path, 0, b"\0" * 100),
        lambda path: path.write_text("no database at all\n" * 1000),
        lambda path: overwrite(path, 4096, random.Random(2).randbytes(path.stat().st_size - 4096)),
        lambda path: path.write_bytes(path.read_bytes()[:8192]),
    ],
    ids=["header", "zeros", "text", "all but the header", "truncated"],
)
@pytest.mark.parametrize("first", ["get", "put", "describe", "clear"])
def test_a_damaged_file_is_set_aside(filled, open_store, recipe, entry, damage, first, mark):
    damage(filled)
    store = open_store()
    operations = {
        "get": lambda: store.get(recipe(5)),
        "put": lambda: store.put(recipe(1), entry(1), mark),
        "describe": store.describe,
        "clear": store.clear,
    }
    operations[first]()
    # One operation may pass by the damage; a lookup of each guide does not.
    for number in range(COUNT):
        store.get(recipe(number))
    expect_a_new_beginning(store, recipe, entry, mark, store.take_notices())


def test_a_file_cut_to_nothing_is_a_new_file(filled, open_store, recipe, entry, mark):
    filled.write_bytes(b"")
    store = open_store()
    assert store.get(recipe(1)) is None
    store.put(recipe(1), entry(1), mark)
    assert store.get(recipe(1)) == entry(1)
    assert store.take_notices() == ()


@pytest.mark.parametrize("seed", range(12))
def test_garbage_in_the_middle_never_raises_and_never_lies(
    filled, open_store, recipe, entry, seed, mark
):
    choice = random.Random(seed)
    page = choice.randrange(2, filled.stat().st_size // 4096)
    overwrite(filled, page * 4096, choice.randbytes(4096))
    store = open_store()
    for number in range(COUNT):
        assert store.get(recipe(number)) in (None, entry(number))
    for number in range(COUNT, 2 * COUNT):
        store.put(recipe(number), entry(number), mark)
    for number in range(2 * COUNT):
        assert store.get(recipe(number)) in (None, entry(number))
    store.previous(recipe(3, block="other"))
    store.describe()
    store.forget(recipe(2).place)
    assert len(store.take_notices()) <= 1
    store.clear()
    store.put(recipe(1), entry(1), mark)
    assert store.get(recipe(1)) == entry(1)


def test_two_that_meet_the_same_damage_share_the_new_file(filled, open_store, recipe, entry, mark):
    one, other = open_store(), open_store()
    one.get(recipe(1))
    other.get(recipe(1))
    overwrite(filled, 0, random.Random(1).randbytes(filled.stat().st_size))
    for number in range(COUNT):
        one.put(recipe(number), entry(number), mark)
        other.put(recipe(COUNT + number), entry(COUNT + number), mark)
    both = range(2 * COUNT)
    assert [n for n in both if open_store().get(recipe(n)) != entry(n)] == []
    assert len(asides(filled)) == 1


def test_the_latest_three_are_kept_and_clear_removes_them(filled, open_store, recipe, entry, mark):
    for _ in range(5):
        overwrite(filled, 0, b"x" * 4096)
        store = open_store()
        store.put(recipe(1), entry(1), mark)
        store.close()
    assert len(asides(filled)) == 3
    assert store.clear() == 1
    assert list(filled.parent.glob("*damaged*")) == []


def test_a_removed_directory_is_made_again(filled, open_store, recipe, entry, mark):
    store = open_store()
    assert store.get(recipe(1)) == entry(1)
    for path in filled.parent.iterdir():
        path.unlink()
    filled.parent.rmdir()
    store.put(recipe(2), entry(2), mark)
    store.close()
    assert open_store().get(recipe(2)) == entry(2)
    assert store.take_notices() == ()


def test_another_programs_database_is_set_aside_whole(directory, open_store, recipe, entry, mark):
    directory.mkdir()
    connection = sqlite3.connect(directory / "guides.sqlite3")
    connection.execute("CREATE TABLE treasure (gold)")
    connection.execute("INSERT INTO treasure VALUES (7)")
    connection.commit()
    connection.close()
    store = open_store()
    store.put(recipe(1), entry(1), mark)
    expect_a_new_beginning(store, recipe, entry, mark, store.take_notices())
    connection = sqlite3.connect(directory / asides(store.path)[0])
    assert connection.execute("SELECT gold FROM treasure").fetchone() == (7,)
    connection.close()


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION - 1, SCHEMA_VERSION + 1])
def test_a_file_of_another_version_is_begun_anew(filled, open_store, recipe, entry, version, mark):
    connection = sqlite3.connect(filled, isolation_level=None)
    connection.executescript(
        f"ALTER TABLE guides RENAME COLUMN record TO guide; CREATE TABLE more (a);"
        f"PRAGMA user_version = {version}"
    )
    connection.close()
    store = open_store()
    assert store.get(recipe(1)) is None
    store.put(recipe(1), entry(1), mark)
    assert store.get(recipe(1)) == entry(1)
    assert store.describe().entries == 1
    assert store.take_notices() == ()
    assert asides(filled) == []


def test_another_version_at_the_same_time_is_said_once(filled, open_store, recipe, entry, mark):
    store = open_store()
    assert store.get(recipe(1)) == entry(1)
    connection = sqlite3.connect(filled, isolation_level=None)
    connection.execute("ALTER TABLE guides RENAME COLUMN record TO guide")
    connection.close()
    assert store.get(recipe(1)) is None
    store.put(recipe(2), entry(2), mark)
    assert [notice.split("`")[0] for notice in store.take_notices()] == [
        "Another version of BlockGuide uses "
    ]
