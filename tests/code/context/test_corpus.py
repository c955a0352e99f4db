"""Which files of a project hold a name, while files come, change and go."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blockguide.code.context import corpus
from blockguide.code.context.corpus import Corpus
from blockguide.code.context.spool import Kept, Spool


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets every look at the files be a new one."""

    def look_again() -> None:
        monkeypatch.setattr(corpus, "LISTING_HOLDS", 0.0)
        monkeypatch.setattr(corpus, "LOOK_HOLDS", 0.0)

    look_again()
    return look_again


def holding(held: Corpus, name: str) -> set[str]:
    held.refresh()
    return {path.name for path, _ in held.holding(name, is_member=False)}


def test_files_that_come_change_and_go(tmp_path, now):
    first, second = tmp_path / "first.py", tmp_path / "second.py"
    first.write_text("total = 1\n")
    second.write_text("totals = 1\n")
    held = Corpus(tmp_path)
    assert holding(held, "total") == {"first.py"}
    second.write_text("print(total)\n")
    assert holding(held, "total") == {"first.py", "second.py"}
    first.unlink()
    assert holding(held, "total") == {"second.py"}
    assert held.text(second) == b"print(total)\n"
    assert held.text(first) == b""


def test_names_do_not_meet_across_files(tmp_path, now):
    (tmp_path / "a.py").write_bytes(b"x = to")
    (tmp_path / "b.py").write_bytes(b"tal = 1")
    assert holding(Corpus(tmp_path), "total") == set()


def test_a_file_that_changes_often_leaves_no_heap_behind(tmp_path, now):
    path, other = tmp_path / "often.py", tmp_path / "other.py"
    other.write_text("other = 1\n")
    held = Corpus(tmp_path)
    for number in range(12):
        path.write_text(f"x{number} = 1\n" + "#" * 300_000)
        assert holding(held, f"x{number}") == {"often.py"}
    assert held._spool._end < 2_500_000
    assert held.text(other) == b"other = 1\n"


def test_without_a_place_for_a_file_the_files_are_read(tmp_path, now, monkeypatch):
    def full(self: Spool, data: bytes) -> Kept:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Spool, "put", full)
    (tmp_path / "a.py").write_text("total = 1\n")
    assert holding(Corpus(tmp_path), "total") == {"a.py"}


def test_past_its_bytes_the_files_are_read(tmp_path, now, monkeypatch):
    monkeypatch.setattr(corpus, "MOST_BYTES", 12)
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.py").write_text("total = 1\n")
    held = Corpus(tmp_path)
    assert holding(held, "total") == {"a.py", "b.py", "c.py"}
    assert held._spool.size == 10


@settings(max_examples=50)
@given(st.lists(st.tuples(st.binary(max_size=50), st.booleans()), max_size=30))
def test_a_spool_gives_back_what_it_was_given(items):
    spool = Spool()
    kept = []
    for data, is_wanted in items:
        place = spool.put(data)
        if is_wanted:
            kept.append((place, data))
        else:
            spool.drop(place)
    assert all(spool.get(place) == data for place, data in kept)
    assert spool.size == sum(len(data) for _, data in kept)
    spool.close()
    assert spool.size == 0
