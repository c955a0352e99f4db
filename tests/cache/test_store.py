"""What is kept comes back the same, the oldest goes first, and what does not fit is no guide."""

import sqlite3
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blockguide.cache.codec import key_of, pack, unpack
from blockguide.cache.store import GuideStore
from blockguide.cache.values import Kept
from blockguide.code.context.values import Gap, Ingredient
from blockguide.guide.entry import Entry, Finding, Provenance, Recipe, Severity, Verdict
from blockguide.guide.marks import opening_of
from blockguide.guide.values import Guide, Section, Step
from blockguide.text import Lines

text = st.text(st.characters(exclude_categories=()), max_size=12)
paths = text.map(lambda name: Path("/project", name))
lines = st.builds(Lines, st.integers(1, 9), st.integers(1, 9))
steps = st.recursive(
    st.builds(Step, text, text, lines),
    lambda inner: st.builds(Step, text, text, lines, st.lists(inner, max_size=2).map(tuple)),
    max_leaves=4,
)


def several(values):
    return st.lists(values, max_size=3).map(tuple)


entries = st.builds(
    Entry,
    st.builds(Guide, text, several(steps), text, st.just("en")),
    st.builds(
        Verdict,
        several(text),
        several(
            st.builds(
                Finding, text, st.sampled_from(Section), st.sampled_from(Severity), text, text
            )
        ),
    ),
    st.builds(
        Provenance,
        text,
        text,
        text,
        several(st.builds(Ingredient, text, paths, text)),
        several(st.builds(Gap, text, text)),
    ),
)
recipes = st.builds(Recipe, text, text, text, text, text, text)


def use_file(store, *statements):
    connection = sqlite3.connect(store.path, isolation_level=None)
    for statement in statements:
        connection.execute(*statement)
    connection.close()


@given(entries)
def test_any_entry_comes_back_the_same(entry):
    assert unpack(pack(entry)) == entry


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory):
    store = GuideStore(tmp_path_factory.mktemp("shared"), 1 << 30)
    yield store
    store.close()


@given(recipe=recipes, entry=entries)
def test_any_entry_is_kept_under_any_recipe(shared_store, recipe, entry, mark):
    shared_store.put(recipe, entry, mark)
    assert shared_store.get(recipe) == entry
    assert shared_store.take_notices() == ()


@given(recipes, recipes)
def test_a_key_is_a_recipes_own(one, other):
    assert (key_of(one) == key_of(other)) == (one == other)


def test_parts_of_a_recipe_do_not_run_into_each_other(recipe):
    assert key_of(recipe(1, writer="a", model="bc")) != key_of(recipe(1, writer="ab", model="c"))


def test_keys_stay_as_they_are(recipe):
    """A change here empties every cache in the world: raise `SCHEMA_VERSION` with it."""
    assert key_of(recipe(1)).hex() == (
        "ab164a07e8b355261fd6157e0e8afeb13ae2393f8ee6ff0a27018547591ec158"
    )


def test_nothing_is_found_where_nothing_was_kept(store, recipe):
    assert store.get(recipe(1)) is None
    assert store.previous(recipe(1)) is None
    assert store.take_notices() == ()


def test_a_guide_outlives_its_process(open_store, recipe, entry, mark):
    first = open_store()
    first.put(recipe(1), entry(1), mark)
    first.close()
    assert open_store().get(recipe(1)) == entry(1)


def test_a_guide_kept_again_replaces_the_first(store, recipe, entry, mark):
    store.put(recipe(1), entry(1), mark)
    store.put(recipe(1), entry(2), mark)
    assert store.get(recipe(1)) == entry(2)
    assert store.describe().entries == 1


def test_the_previous_guide_is_the_newest_of_the_same_place_and_writer(store, recipe, entry, mark):
    def at(block, **changes):
        return recipe(block, **{"place": "here"} | changes)

    store.put(at(1), entry(1), mark)
    store.put(at(2, version="0"), entry(2), mark)
    store.put(at(3, writer="model"), entry(3), mark)
    store.put(at(4, language="de"), entry(4), mark)
    store.put(at(5, place="there"), entry(5), mark)
    store.put(at(6), entry(6), mark)
    assert store.previous(at(6)) == entry(2)
    assert store.previous(at(7)) == entry(6)
    assert store.previous(at(7, writer="model")) == entry(3)
    assert store.previous(at(7, model="other")) is None
    store.put(at(1), entry(8), mark)
    assert store.previous(at(7)) == entry(8)


def test_to_forget_a_place_takes_all_its_guides_and_no_other(store, recipe, entry, mark):
    for number in range(3):
        store.put(recipe(number, place="here"), entry(number), mark)
    store.put(recipe(3), entry(3), mark)
    store.forget("here")
    assert [store.get(recipe(number, place="here")) for number in range(3)] == [None] * 3
    assert store.get(recipe(3)) == entry(3)


def test_the_least_recently_used_go_first(open_store, recipe, entry, mark):
    store = open_store(budget=1 << 20)
    store.put(recipe(0), entry(0), mark)
    store.put(recipe(1), entry(1), mark)
    for number in range(2, 600):
        store.put(recipe(number), entry(number), mark)
        assert store.get(recipe(0)) == entry(0)
    kept = [number for number in range(600) if store.get(recipe(number))]
    assert 100 < len(kept) < 500
    assert kept == [0, *range(600 - len(kept) + 1, 600)]
    assert store.take_notices() == ()


def test_uses_are_known_to_the_next_process(open_store, recipe, entry, mark):
    first = open_store(budget=1 << 20)
    for number in range(150):
        first.put(recipe(number), entry(number), mark)
    first.get(recipe(0))
    first.close()
    second = open_store(budget=200_000)
    second.put(recipe(999), entry(999), mark)
    kept = [number for number in (*range(150), 999) if second.get(recipe(number))]
    assert kept[0] == 0
    assert kept[-1] == 999
    assert 1 not in kept


def test_many_uses_are_written_down_before_the_end(open_store, recipe, entry, mark):
    store = open_store()
    for number in range(300):
        store.put(recipe(number), entry(number), mark)
    for number in reversed(range(300)):
        store.get(recipe(number))
    connection = sqlite3.connect(store.path)
    latest = connection.execute("SELECT key FROM guides ORDER BY used DESC").fetchone()[0]
    connection.close()
    assert latest == key_of(recipe(300 - 256))


def test_the_file_stays_within_the_budget_and_shrinks_with_it(open_store, recipe, entry, mark):
    store = open_store(budget=4 << 20)
    for number in range(1500):
        store.put(recipe(number), entry(number), mark)
        assert store.describe().bytes <= 4 << 20 or number % 50
    before = store.describe().entries
    store.close()
    assert store.path.stat().st_size <= (4 << 20) + 65_536
    smaller = open_store(budget=1 << 20)
    smaller.put(recipe(2000), entry(2000), mark)
    assert smaller.describe().entries < before
    smaller.close()
    assert store.path.stat().st_size <= 1 << 20


def test_a_guide_larger_than_the_budget_is_not_kept(open_store, recipe, entry, mark):
    store = open_store(budget=1000)
    store.put(recipe(1), entry(1), mark)
    assert store.get(recipe(1)) is None
    assert store.take_notices() == ()


def test_a_small_budget_does_not_remove_what_was_just_kept(open_store, recipe, entry, mark):
    store = open_store(budget=60_000)
    for number in range(40):
        store.put(recipe(number), entry(number), mark)
        assert store.get(recipe(number)) == entry(number)


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"abc",
        b"\0\0\0\0{}",
        zlib.crc32(b"{}").to_bytes(4) + b"{}",
        zlib.crc32(b"[").to_bytes(4) + b"[",
        zlib.crc32(b"\xff").to_bytes(4) + b"\xff",
        7,
        "text",
    ],
)
def test_a_record_that_does_not_fit_is_absent_and_removed(store, recipe, entry, record, mark):
    store.put(recipe(1, place="here"), entry(1), mark)
    use_file(store, ("UPDATE guides SET record = ?", (record,)))
    assert store.previous(recipe(2, place="here")) is None
    assert store.describe().entries == 0
    assert store.get(recipe(1, place="here")) is None
    assert store.take_notices() == ()


def test_one_changed_letter_in_a_record_is_noticed(store, recipe, entry, mark):
    store.put(recipe(1), entry(1), mark)
    changed = pack(entry(1)).replace(b"Guide 1.", b"Guide 7.")
    use_file(store, ("UPDATE guides SET record = ?", (changed,)))
    assert store.get(recipe(1)) is None


def test_the_description_counts(store, recipe, entry, mark):
    before = datetime.now(UTC) - timedelta(seconds=1)
    assert store.describe().entries == 0
    assert not store.path.exists(), "to ask is not to make"
    for number in range(10):
        store.put(recipe(number), entry(number), mark)
    store.get(recipe(0))
    info = store.describe()
    assert (info.path, info.entries, info.budget) == (store.path, 10, store.budget)
    assert 10 * 3000 < info.bytes < 10 * 16_000
    assert before < info.oldest_use < info.newest_use < datetime.now(UTC) + timedelta(seconds=1)


def test_a_damaged_time_of_use_is_no_time(store, recipe, entry, mark):
    store.put(recipe(1), entry(1), mark)
    use_file(store, ("UPDATE guides SET used = ?", (2**62,)))
    assert store.describe().newest_use is None


def test_clear_removes_all_and_gives_the_space_back(store, recipe, entry, mark):
    assert store.clear() == 0
    assert not store.path.exists()
    for number in range(300):
        store.put(recipe(number), entry(number), mark)
    assert store.clear() == 300
    assert store.path.stat().st_size < 65_536
    assert store.describe().entries == 0
    store.put(recipe(1), entry(1), mark)
    assert store.get(recipe(1)) == entry(1)


def test_guides_are_found_by_their_file_and_by_their_opening(store, recipe, entry, mark):
    elsewhere = replace(mark, path=Path("/project/other.py"), opening=opening_of("x = 1"))
    store.put(recipe(1), entry(1), mark)
    store.put(recipe(2), entry(2), elsewhere)
    one, two = (key_of(recipe(number)).hex() for number in (1, 2))
    assert store.marked(mark.path, ()) == ((one, mark),)
    assert store.marked(Path("/nowhere.py"), [elsewhere.opening]) == ((two, elsewhere),)
    assert store.marked(mark.path, [mark.opening, elsewhere.opening]) == (
        (two, elsewhere),
        (one, mark),
    )
    many = [opening_of(str(number)) for number in range(5000)]
    assert store.marked(Path("/nowhere.py"), many) == ()
    assert store.find(one) == Kept(one, mark, entry(1))
    assert store.find("00" * 32) is None


@pytest.mark.parametrize("damaged", [b"", b"[]", b"\xff", b"[[1,2,3,4],[1,2,3,4],5,6]", 7])
def test_a_mark_that_does_not_fit_is_nowhere(store, recipe, entry, mark, damaged):
    store.put(recipe(1), entry(1), mark)
    use_file(store, ("UPDATE guides SET mark = ?", (damaged,)))
    assert store.marked(mark.path, [mark.opening]) == ()
    assert store.find(key_of(recipe(1)).hex()) is None
    store.forget_guide(key_of(recipe(1)).hex())
    assert store.describe().entries == 0
    assert store.take_notices() == ()
